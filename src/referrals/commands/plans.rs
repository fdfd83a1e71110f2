//! Changing and ending contact plans.

use kernel::{
    change::Change,
    id::PlanId,
    refusal::{Kind, Reason, Refused},
    text::Narrative,
    time::LondonDay,
};
use law::access::{Action, OnRecords, about, act};

use super::author;
use crate::{
    access::queries::known,
    orders::queries::{family, has_court_order, refusals},
    people::queries::permitted as permitted_person,
    referrals::{
        Basis, Plan, PlanDetails, PlanState, queries,
        rules::{self, PlanPeople},
        store, traces,
    },
    storage::{Acts, Claims, Done, Reads, Work},
};

/// Who is family of the children of a plan, and whose contact with them is refused.
pub(super) fn plan_people<R: Acts>(reads: &mut R, plan: &PlanDetails) -> Result<PlanPeople, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let family = family(reads, &plan.children)?;
    let now = reads.now();
    Ok(PlanPeople {
        relatives: family.relatives.iter().map(|one| one.person.id).collect(),
        refusals: refusals(reads, &plan.children, now)?,
    })
}

/// A plan that says it rests on an order of the court has one to rest on.
pub(super) fn must_have_its_order(
    reads: &mut dyn Reads,
    plan: &PlanDetails,
) -> Result<(), Refused> {
    if plan.basis != Basis::Order || has_court_order(reads, &plan.children)? {
        return Ok(());
    }
    let words = "No order of the court is recorded for these children. Record it first, on the child’s page under “What recorded orders allow”, or say on what else the plan rests";
    Err(Refused::field("/basis", "no-order", words))
}

/// Whether the caller may plan for each child that a change adds: a plan is opened by a relation to
/// any of its children, so that a child who is not theirs would open it to another family's staff.
/// A child they may not know of is answered as one that is not there.
fn may_add(
    work: &mut Work<'_, act::KeepPlan>,
    before: &PlanDetails,
    after: &PlanDetails,
) -> Result<(), Refused> {
    for child in after.children.difference(&before.children) {
        let found = known(permitted_person(work, *child))?;
        if !found.is_some_and(|(person, _)| person.details.is_child) {
            let message = "Choose from the list";
            return Err(Refused::field("/children", "not-found", message));
        }
    }
    Ok(())
}

/// Changes a plan, for children and family members of its referral. What is planned under it is
/// judged again.
///
/// # Errors
/// `Stale` when it was changed since `version`; `Invalid` when it names somebody the referral does
/// not, a child who is not the caller's to plan for, or an order that is not recorded; when it has ended, names a stranger or
/// somebody whose contact is refused, or the caller may not.
pub fn change_plan(
    work: &mut Work<'_, act::KeepPlan>,
    (id, version): (PlanId, i64),
    details: &PlanDetails,
    reason: &Narrative,
) -> Result<Done<Plan>, Refused> {
    let unclaimed = queries::plan(work, id)?;
    let claims = Claims::of(id).and_all(unclaimed.details.persons());
    work.claim(claims.and_all(details.persons()))?;
    let (before, permit) = queries::permitted_plan(work, id)?;
    has_not_ended(&before)?;
    may_add(work, &before.details, details)?;
    let referral = queries::referral(work, before.referral)?;
    rules::is_of_referral(details, &referral)?;
    let today = work.now().london_day();
    rules::which_plan(details, &plan_people(work, details)?, today)?;
    if before.details.basis != details.basis {
        must_have_its_order(work, details)?;
    }
    let after = Plan {
        details: details.clone(),
        version,
        ..before.clone()
    };
    save(work, &permit, (before, after), ("changed", reason))
}

/// Ends a plan: it runs until a day.
///
/// # Errors
/// As [`change_plan`]; when the day has passed or is farther than any childhood.
pub fn end_plan(
    work: &mut Work<'_, act::KeepPlan>,
    (id, version): (PlanId, i64),
    until: LondonDay,
    reason: &Narrative,
) -> Result<Done<Plan>, Refused> {
    let unclaimed = queries::plan(work, id)?;
    work.claim(Claims::of(id).and_all(unclaimed.details.persons()))?;
    let (before, permit) = queries::permitted_plan(work, id)?;
    has_not_ended(&before)?;
    if until < work.now().london_day() {
        let message = "The last day cannot be in the past";
        return Err(Refused::field("/until", "in-past", message));
    }
    let farthest = rules::farthest_end(before.details.from);
    if until > farthest {
        let message = format!("Give a last day by {}", farthest.in_short());
        return Err(Refused::field("/until", "too-far-ahead", message));
    }
    let mut after = Plan {
        state: PlanState::Ended,
        version,
        ..before.clone()
    };
    after.details.until = Some(until);
    save(work, &permit, (before, after), ("ended", reason))
}

fn has_not_ended(plan: &Plan) -> Result<(), Refused> {
    if plan.state == PlanState::Active {
        return Ok(());
    }
    let words = "This plan was ended. Refer the children again for another.";
    Err(Refused::because(
        Kind::WrongState,
        Reason::new("plan-ended", words),
    ))
}

fn save(
    work: &mut Work<'_, act::KeepPlan>,
    permit: &crate::access::Permit<act::KeepPlan>,
    (before, after): (Plan, Plan),
    (what, reason): (&str, &Narrative),
) -> Result<Done<Plan>, Refused> {
    let (by, at) = (author(work)?, work.now());
    store::update_plan(work, permit, &after, (by, at, reason))?;
    let plan = queries::plan(work, after.id)?;
    let children = before.details.children.union(&plan.details.children);
    work.changed(Change::PlanChanged {
        plan: plan.id,
        children: children.copied().collect(),
    });
    Ok(work.done(traces::plan_changed(&plan, what, reason.as_str()), plan))
}
