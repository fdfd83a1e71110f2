//! What whoever publishes a week must know of all its sessions at once.

use std::collections::BTreeMap;

use kernel::{
    id::{PlanId, SessionId},
    refusal::Refused,
    time::{Slot, Week},
};

use crate::{
    referrals::{self, Plan},
    resources::DayName,
    sessions::{Draft, Kept, Occurrence, Session, rules, store},
    storage::Reads,
};

/// What stands in the way of each of these sessions, heaviest first, as it was last judged and nobody
/// decided otherwise. Whatever a judgement rests on is judged again in the transaction that changes it,
/// so the last one holds. In two queries; asks nobody's permission.
///
/// # Errors
/// When the store is away, or what is stored is damaged.
pub fn in_the_way(
    reads: &mut dyn Reads,
    ids: &[SessionId],
) -> Result<BTreeMap<SessionId, Vec<Kept>>, Refused> {
    let mut found = store::last_verdicts(reads, ids)?;
    for (id, decision) in store::decisions(reads, ids)? {
        if let Some(checks) = found.get_mut(&id) {
            checks.retain(|check| !(check.holds() && check.key == decision.finding));
        }
    }
    found.retain(|_, checks| {
        checks.retain(Kept::stands_in_the_way);
        !checks.is_empty()
    });
    Ok(found)
}

/// The session that an occurrence of a standing slot of a plan asks for; nothing where the plan has no such
/// slot. Asks nobody's permission.
///
/// # Errors
/// When the store is away, or what is stored is damaged.
pub fn draft_for(
    reads: &mut dyn Reads,
    plan: &Plan,
    occurrence: Occurrence,
) -> Result<Option<Draft>, Refused> {
    let slots = super::pattern(reads, plan.id)?.slots;
    let weekday = DayName::of(occurrence.day);
    let slot = slots
        .iter()
        .find(|slot| slot.weekday == weekday && slot.from == occurrence.from);
    let draft = slot.and_then(|slot| {
        let time = Slot::new(occurrence.day, slot.from, slot.to).ok()?;
        Some(rules::draft_of(plan, slot, time))
    });
    Ok(draft)
}

/// The occurrence of a standing slot of a plan that a time meets and that no session stands for yet.
/// Asks nobody's permission.
///
/// # Errors
/// When the store is away, or what is stored is damaged.
pub fn slot_meeting(
    reads: &mut dyn Reads,
    plan: PlanId,
    time: Slot,
) -> Result<Option<Occurrence>, Refused> {
    let day = time.day();
    let slots = super::pattern(reads, plan)?.slots;
    let of_day = slots.iter().filter(|slot| slot.weekday == DayName::of(day));
    for slot in of_day {
        let from = slot.from;
        let meets = Slot::new(day, from, slot.to).is_ok_and(|one| one.overlaps(time));
        let occurrence = Occurrence { day, from };
        if meets && !store::stands_for(reads, plan, occurrence)? {
            return Ok(Some(occurrence));
        }
    }
    Ok(None)
}

/// What each plan that runs in a week has agreed for it: the standing slots no session stands for, as far
/// as the week still wants any, and how many of its sessions it has. In a constant number of queries; asks nobody's
/// permission.
///
/// # Errors
/// When the store is away, or what is stored is damaged.
pub fn agreed_for(
    reads: &mut dyn Reads,
    week: Week,
    sessions: &[Session],
) -> Result<Vec<(Plan, Vec<Draft>, usize)>, Refused> {
    let plans = referrals::queries::plans_running(reads, week.monday(), week.sunday())?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let mut patterns = store::patterns(reads, &ids)?;
    let stood_for = store::stood_for(reads, &ids, (week.monday(), week.sunday()))?;
    let mut of_plans: BTreeMap<PlanId, Vec<&Session>> = BTreeMap::new();
    for session in sessions {
        of_plans.entry(session.plan).or_default().push(session);
    }
    let now = reads.now();
    let mut agreed = Vec::with_capacity(plans.len());
    for plan in plans {
        let of_plan = of_plans.remove(&plan.id).unwrap_or_default();
        let slots = patterns.remove(&plan.id).unwrap_or_default().slots;
        let mut missing = Vec::new();
        for slot in &slots {
            let day = rules::day_of(week, slot.weekday);
            let occurrence = Occurrence {
                day,
                from: slot.from,
            };
            // A time that does not exist on the night the clocks go forward is found when it is booked.
            let Ok(time) = Slot::new(day, slot.from, slot.to) else {
                continue;
            };
            let booked = of_plan
                .iter()
                .any(|one| one.is_live() && one.slot().overlaps(time));
            let there = booked || stood_for.contains(&(plan.id, occurrence));
            if plan.details.runs_on(day) && time.starts() > now && !there {
                missing.push(rules::draft_of(&plan, slot, time));
            }
        }
        let of_week = of_plan.iter().copied();
        if let Some(wanted) = rules::still_wanted(&plan.details, of_week.clone()) {
            missing.truncate(wanted);
        }
        let booked = of_week.filter(|one| rules::had_its_place(one)).count();
        agreed.push((plan, missing, booked));
    }
    Ok(agreed)
}
