//! Deciding on a referral: return it with a question, log the call, decline, accept.

use kernel::{
    change::{Change, ReferralNews},
    id::{PlanId, ReferralId},
    refusal::Refused,
    text::Narrative,
    time::{BankHolidays, Instant, WorkingDays},
};
use law::{access::act, clock::Deadline};

use super::{
    author, claim, claims_of,
    plans::{must_have_its_order, plan_people},
    step,
};
use crate::{
    access::{Subject, queries::may},
    people::queries::subject_of_all,
    referrals::{
        Deed, Plan, PlanDetails, PlanState, Referral, StateCode, queries,
        rules::{self, Call, Event},
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

type Deciding<'d> = Work<'d, act::DecideReferral>;

fn told(work: &mut Deciding<'_>, referral: ReferralId, news: ReferralNews) {
    work.changed(Change::ReferralMoved { referral, news });
}

/// Returns a referral with one question.
///
/// # Errors
/// `Stale`; when it does not wait for the coordinator, or the caller may not.
pub fn give_back(
    work: &mut Deciding<'_>,
    (id, version): (ReferralId, i64),
    question: &Narrative,
) -> Result<Done<Referral>, Refused> {
    claim(work, id)?;
    let (one, permit) = queries::current(work, id, version)?;
    let event = Event::Return(question.clone());
    let one = step(
        work,
        &permit,
        one,
        (event, Deed::Returned, Some(question.clone())),
    )?;
    told(work, id, ReferralNews::Returned);
    Ok(work.done(traces::done(&one, Deed::Returned), one))
}

/// Declines a referral.
///
/// # Errors
/// As [`give_back`].
pub fn decline(
    work: &mut Deciding<'_>,
    (id, version): (ReferralId, i64),
    reason: &Narrative,
) -> Result<Done<Referral>, Refused> {
    claim(work, id)?;
    let (one, permit) = queries::current(work, id, version)?;
    let event = Event::Decline(reason.clone());
    let one = step(
        work,
        &permit,
        one,
        (event, Deed::Declined, Some(reason.clone())),
    )?;
    told(work, id, ReferralNews::Declined);
    Ok(work.done(traces::done(&one, Deed::Declined), one))
}

/// Logs the call that verifies a referral.
///
/// # Errors
/// `Stale`; when it was made already, or the caller may not.
pub fn log_call(
    work: &mut Deciding<'_>,
    (id, version): (ReferralId, i64),
    (spoke_to, number, at, confirmed): rules::Called,
) -> Result<Done<Referral>, Refused> {
    claim(work, id)?;
    let (one, permit) = queries::current(work, id, version)?;
    let call = Call {
        by: author(work)?,
        at,
        spoke_to,
        number,
        confirmed: confirmed.clone(),
    };
    let one = step(
        work,
        &permit,
        one,
        (Event::Call(call), Deed::Called, Some(confirmed)),
    )?;
    Ok(work.done(traces::done(&one, Deed::Called), one))
}

/// When the call that verifies a referral is due that is accepted now: the next working day.
fn call_due(now: Instant) -> Instant {
    // The list an administrator can replace stands to the right (resources); this is the
    // program's own, and the limit the service's own rule.
    let holidays = BankHolidays::of_england();
    Deadline::VerificationCall.due(now, WorkingDays::new(&holidays))
}

/// The accepted referral that this one takes the place of, with its plans.
struct Renewed {
    referral: Referral,
    plans: Vec<Plan>,
}

fn renewed(work: &mut Deciding<'_>, one: &Referral) -> Result<Option<Renewed>, Refused> {
    let Some(renews) = one.renews else {
        return Ok(None);
    };
    let Some(referral) = store::referral(work, renews)? else {
        return Ok(None);
    };
    let plans = store::plans_of(work, renews)?;
    Ok(Some(Renewed { referral, plans }))
}

impl Renewed {
    fn claims(&self, claims: Claims) -> Claims {
        let persons = self.plans.iter().flat_map(|plan| plan.details.persons());
        let plans = self.plans.iter().map(|plan| plan.id);
        claims
            .and(self.referral.id)
            .and_all(self.referral.persons())
            .and_all(persons)
            .and_all(plans)
    }
}

/// Accepts a referral: its contact plan is made, and the one it takes the place of ends.
///
/// # Errors
/// `RuleRefuses` without the call that verifies it (an emergency owes it), while answers are
/// missing, or when contact of two of them is refused; `SecondPerson` for who sent it; `Invalid`
/// when the plan names somebody else or rests on an order that is not recorded; `Stale`; when the caller may not.
pub fn accept(
    work: &mut Deciding<'_>,
    (id, version): (ReferralId, i64),
    details: &PlanDetails,
) -> Result<Done<(Referral, Plan)>, Refused> {
    let unclaimed = store::referral(work, id)?.ok_or(Refused::Hidden)?;
    let plan_id: PlanId = work.mint()?;
    let claims = claims_of(&unclaimed)
        .and(plan_id)
        .and_all(details.persons());
    let claims = match renewed(work, &unclaimed)? {
        Some(before) => before.claims(claims),
        None => claims,
    };
    work.claim(claims)?;
    let (one, permit) = queries::current(work, id, version)?;
    let now = work.now();
    let by = author(work)?;
    let event = Event::Accept {
        by,
        plan: plan_id,
        call_due: call_due(now),
    };
    // Whether it may be accepted at all is said before what is missing.
    one.state.clone().after(one.kind, event.clone())?;
    rules::may_accept(&one, details)?;
    rules::which_plan(details, &plan_people(work, details)?, now.london_day())?;
    must_have_its_order(work, details)?;
    let plan = Plan {
        id: plan_id,
        referral: id,
        social_worker: one.social_worker,
        details: details.clone(),
        state: PlanState::Active,
        version: 1,
    };
    let of_children: Subject = subject_of_all(work, &details.children)?;
    let plan_permit = may(work, &of_children.covering(plan_id))?;
    store::insert_plan(work, &plan_permit, &plan)?;
    let before = renewed(work, &one)?;
    let one = step(work, &permit, one, (event, Deed::Accepted, None))?;
    if let Some(before) = before {
        supersede(work, before, &plan)?;
    }
    plan_news(work, &plan);
    told(work, id, ReferralNews::Accepted);
    Ok(work.done(traces::accepted(&one, plan_id), (one, plan)))
}

fn plan_news(work: &mut Deciding<'_>, plan: &Plan) {
    work.changed(Change::PlanChanged {
        plan: plan.id,
        children: plan.details.children.clone(),
    });
}

/// Ends what the new plan takes the place of, the day before it begins. The earlier referral is
/// over with the last of its plans.
fn supersede(work: &mut Deciding<'_>, before: Renewed, new: &Plan) -> Result<(), Refused> {
    if before.referral.state.code() != StateCode::Accepted {
        return Ok(());
    }
    let active = |plan: &Plan| plan.state == PlanState::Active;
    let (mut ending, mut goes_on) = (Vec::new(), false);
    for plan in before.plans.into_iter().filter(active) {
        if rules::takes_place_of(&new.details, &plan.details)? {
            ending.push(plan);
        } else {
            goes_on = true;
        }
    }
    let (by, at) = (author(work)?, work.now());
    if !goes_on {
        let (earlier, permit) = queries::permitted(work, before.referral.id)?;
        let event = Event::Supersede(new.referral);
        step(work, &permit, earlier, (event, Deed::Superseded, None))?;
    }
    let reason: Narrative = "Another plan takes its place."
        .parse()
        .map_err(|_not_a_text| Refused::broken("writing a reason"))?;
    for plan in ending {
        let (mut plan, permit) = queries::permitted_plan(work, plan.id)?;
        plan.state = PlanState::Ended;
        let last = new.details.from.plus_days(-1);
        plan.details.until = Some(plan.details.until.map_or(last, |until| until.min(last)));
        store::update_plan(work, &permit, &plan, (by, at, &reason))?;
        plan_news(work, &plan);
    }
    Ok(())
}
