//! Standing slots: kept for a plan, and booked for a week.

use kernel::{
    id::{PlanId, SessionId},
    refusal::{Reason, Refused},
    time::{Slot, Week},
};
use law::access::act;

use super::{
    book::{at_its_venue, book_planned},
    seats,
};
use crate::{
    access::{
        Subject,
        queries::{known, may},
    },
    orders,
    referrals::{self, Plan},
    sessions::{
        Draft, Filled, LeftOut, NextTimes, Occurrence, Pattern, StandingSlot, queries,
        queries::gather, rules, store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// Keeps the standing slots of a plan, in the place of those before. What is booked already stays as
/// it is. What stands against the next time of each is told, and stops nothing: it may pass by then.
///
/// # Errors
/// `Stale` when somebody changed them since `version`; when the caller may not.
pub fn keep_slots(
    work: &mut Work<'_, act::KeepSlots>,
    (id, version): (PlanId, i64),
    slots: &[StandingSlot],
) -> Result<Done<(Pattern, NextTimes)>, Refused> {
    work.claim(Claims::of(id))?;
    let (plan, permit) = referrals::queries::permitted_plan(work, id)?;
    for slot in slots {
        queries::must_exist(work, slot)?;
    }
    let version = store::put_pattern(work, &permit, (id, version), slots)?;
    let fact = traces::slots_kept(&plan, slots.len());
    let pattern = Pattern {
        slots: slots.to_vec(),
        version,
    };
    let ahead = queries::ahead(work, &plan, &pattern)?;
    Ok(work.done(fact, (pattern, ahead)))
}

struct Wanted {
    id: SessionId,
    plan: Plan,
    occurrence: Occurrence,
    draft: Draft,
}

impl Wanted {
    /// Whether the same is wanted still: neither the plan nor its slots changed meanwhile.
    fn is_still(&self, again: &Self) -> bool {
        let version = |one: &Self| (one.plan.id, one.plan.version, one.occurrence);
        version(self) == version(again) && self.draft == again.draft
    }
}

/// Books the standing slots of a week. Moves nothing that is there; what cannot be booked is listed
/// with its reasons. Plans the caller may not know of are left as they are.
///
/// # Errors
/// When the caller may not, or the store is away.
pub fn fill_week(work: &mut Work<'_, act::FillWeek>, week: Week) -> Result<Done<Filled>, Refused> {
    // Also a week in which nothing is wanted is for those who book.
    may(work, &Subject::new_record())?;
    let (mut unclaimed, _) = wanted(work, week)?;
    let mut claims = Claims::new();
    for one in &unclaimed {
        let people = one.draft.children.union(&one.draft.visitors).copied();
        let people = people.collect();
        let orders = orders::queries::orders_in_force(work, &people, one.occurrence.day)?;
        claims = claims
            .and(one.id)
            .and(one.plan.id)
            .and_all(people)
            .and_all(gather::kept_apart(&orders))
            .and_all(one.draft.supervisors.iter().copied())
            .and_all(one.draft.room)
            .and_all(one.draft.taxi)
            .and_all(one.draft.interpreter);
    }
    work.claim(claims)?;
    // Read again under the claim: what somebody booked, or changed in a plan or its slots, meanwhile
    // is for the next filling.
    let (again, mut left_out) = wanted(work, week)?;
    unclaimed.retain(|one| again.iter().any(|again| one.is_still(again)));
    let mut booked = Vec::new();
    for one in unclaimed {
        // Two slots of a family may be at one time; the first is booked by now.
        if queries::is_there(work, &one.plan, one.occurrence, one.draft.slot)? {
            continue;
        }
        match fill_one(work, &one)? {
            Ok(session) => booked.push(session),
            Err(reasons) => left_out.push(LeftOut {
                plan: one.plan.id,
                children: one.plan.details.children.clone(),
                occurrence: one.occurrence,
                reasons,
            }),
        }
    }
    let supervisors = booked
        .iter()
        .flat_map(|session| session.supervisors.iter().copied());
    seats::keep_of(work, &supervisors.collect())?;
    let filled = Filled {
        booked: booked.into_iter().map(|session| session.id).collect(),
        left_out,
    };
    let by = work.actor().user().ok_or(Refused::Hidden)?;
    Ok(work.done(traces::filled(by, week, &filled), filled))
}

fn fill_one(
    work: &mut Work<'_, act::FillWeek>,
    one: &Wanted,
) -> Result<Result<crate::sessions::Session, Vec<Reason>>, Refused> {
    let subject = crate::people::queries::subject_of_all(work, &one.plan.details.children)?;
    let permit = may(work, &subject.covering(one.id))?;
    let standing = Some(one.occurrence);
    match book_planned(work, &permit, (one.id, &one.plan, standing), &one.draft) {
        Ok((session, _)) => Ok(Ok(session)),
        Err(Refused::Rule { reasons, .. }) => Ok(Err(reasons)),
        Err(other) => Err(other),
    }
}

/// The slots of the week that are still to be booked, and those that cannot be.
fn wanted(
    work: &mut Work<'_, act::FillWeek>,
    week: Week,
) -> Result<(Vec<Wanted>, Vec<LeftOut>), Refused> {
    let plans = referrals::queries::plans_running(work, week.monday(), week.sunday())?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let patterns = store::patterns(work, &ids)?;
    let (mut wanted, mut left_out) = (Vec::new(), Vec::new());
    for plan in plans {
        let Some(pattern) = patterns.get(&plan.id) else {
            continue;
        };
        if known(referrals::queries::permitted_plan(work, plan.id))?.is_none() {
            continue;
        }
        for slot in &pattern.slots {
            let day = rules::day_of(week, slot.weekday);
            let occurrence = Occurrence {
                day,
                from: slot.from,
            };
            if !plan.details.runs_on(day) {
                continue;
            }
            match Slot::new(day, slot.from, slot.to) {
                Ok(time) => {
                    if time.starts() < work.now()
                        || queries::is_there(work, &plan, occurrence, time)?
                    {
                        continue;
                    }
                    let draft = at_its_venue(work, &rules::draft_of(&plan, slot, time))?;
                    wanted.push(Wanted {
                        id: work.mint()?,
                        plan: plan.clone(),
                        occurrence,
                        draft,
                    });
                }
                Err(refused) => left_out.push(LeftOut {
                    plan: plan.id,
                    children: plan.details.children.clone(),
                    occurrence,
                    reasons: vec![Reason::new("no-such-time", format!("The time {refused}."))],
                }),
            }
        }
    }
    Ok((wanted, left_out))
}
