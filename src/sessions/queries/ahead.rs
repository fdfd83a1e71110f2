//! What stands against the standing slots of a plan the next time they are to be booked.

use kernel::{
    id::{PlanId, SupervisorId},
    refusal::Refused,
    time::Slot,
};
use law::access::{Act, could_ever};

use super::{fitting::in_the_way, gather};
use crate::{
    referrals::{self, Plan},
    sessions::{
        Ahead, Draft, NextTimes, Occurrence, Pattern, StandingSlot,
        rules::{self, kept_by_others},
        store,
    },
    storage::Reads,
};

/// Weeks in which the next time of a slot is looked for, this one the first.
const WEEKS: i64 = 6;

/// For each standing slot of a plan the next time no session stands for, with what would stand against
/// booking it: a supervisor who is away, a firm without insurance, another family's slot. Nothing where
/// the next weeks are booked; nothing at all for who could never keep slots. Asks nobody's permission:
/// the page of the plan has.
///
/// # Errors
/// When something a slot names is not there, or the store is away.
pub fn ahead(reads: &mut dyn Reads, plan: &Plan, pattern: &Pattern) -> Result<NextTimes, Refused> {
    let asks = reads.actor();
    if pattern.slots.is_empty() || !could_ever(&asks, Act::KeepSlots) {
        return Ok(Vec::new());
    }
    let others = others(reads, plan)?;
    let mut found = Vec::with_capacity(pattern.slots.len());
    for slot in &pattern.slots {
        found.push(match next_time(reads, plan, slot)? {
            Some(draft) => Some(looked_at(reads, plan, (slot, &draft), &others)?),
            None => None,
        });
    }
    Ok(found)
}

/// The standing slots of the other plans that run in the next weeks.
fn others(reads: &mut dyn Reads, plan: &Plan) -> Result<Vec<(Plan, Pattern)>, Refused> {
    let today = reads.now().london_day();
    let mut plans = referrals::queries::plans_running(reads, today, today.plus_days(WEEKS * 7))?;
    plans.retain(|other| other.id != plan.id);
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let mut patterns = store::patterns(reads, &ids)?;
    let with_theirs = plans.into_iter().filter_map(|plan| {
        let pattern = patterns.remove(&plan.id)?;
        Some((plan, pattern))
    });
    Ok(with_theirs.collect())
}

/// The first session the slot asks for that is still to come and is not there yet.
fn next_time(
    reads: &mut dyn Reads,
    plan: &Plan,
    slot: &StandingSlot,
) -> Result<Option<Draft>, Refused> {
    let now = reads.now();
    let this_week = now.london_day().week();
    for weeks in 0..WEEKS {
        let day = rules::day_of(this_week.plus_weeks(weeks), slot.weekday);
        // A time that the clocks leave out is found when the week is filled.
        let Ok(time) = Slot::new(day, slot.from, slot.to) else {
            continue;
        };
        let occurrence = Occurrence {
            day,
            from: slot.from,
        };
        let is_wanted = plan.details.runs_on(day) && time.starts() > now;
        if is_wanted && !is_there(reads, plan, occurrence, time)? {
            return Ok(Some(rules::draft_of(plan, slot, time)));
        }
    }
    Ok(None)
}

fn looked_at(
    reads: &mut dyn Reads,
    plan: &Plan,
    (slot, draft): (&StandingSlot, &Draft),
    others: &[(Plan, Pattern)],
) -> Result<Ahead, Refused> {
    let around = gather::around(reads, (None, plan), draft)?;
    let draft = &Draft {
        venue: around.venue.as_ref().map(|venue| venue.id),
        ..draft.clone()
    };
    let day = draft.slot.day();
    let name = |id: SupervisorId| {
        let named = around.supervisors.iter().find(|one| one.id == id);
        named.map_or_else(String::new, |one| one.details.name.to_string())
    };
    let running = others.iter().filter(|(plan, _)| plan.details.runs_on(day));
    let theirs = running.flat_map(|(_, pattern)| &pattern.slots);
    let mut against = in_the_way(None, draft, &around);
    against.extend(kept_by_others(slot, theirs, name));
    Ok(Ahead { day, against })
}

/// Whether a session stands for the occurrence already, wherever it was moved to and also when it was
/// called off; or another session of the plan is at that time; or the week has all that was agreed without
/// it. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn is_there(
    reads: &mut dyn Reads,
    plan: &Plan,
    occurrence: Occurrence,
    slot: Slot,
) -> Result<bool, Refused> {
    let week = occurrence.day.week();
    let of_week = store::of_plan(reads, plan.id, (week.monday(), week.sunday()))?;
    let is_taken = of_week
        .iter()
        .any(|session| session.is_live() && session.slot().overlaps(slot));
    let is_full = rules::still_wanted(&plan.details, &of_week) == Some(0);
    Ok(is_taken || is_full || store::stands_for(reads, plan.id, occurrence)?)
}
