//! What is looked at of contact plans.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Act, Action, OnRecords, about};

use super::Said;
use crate::{
    access::{
        Permit,
        queries::{allows, may},
    },
    orders::queries::{Family, Names, family, names_around},
    people::queries::{record, subject_of_all, within_reach},
    referrals::{Plan, Referral, rules::Question, store},
    storage::{Acts, Reads},
};

/// A plan this caller may do this action to, with the permit. It is seen through any of its
/// children.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted_plan<R: Acts>(
    reads: &mut R,
    id: PlanId,
) -> Result<(Plan, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let plan = plan(reads, id)?;
    let subject = subject_of_all(reads, &plan.details.children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((plan, permit))
}

/// A plan with what its page shows.
#[derive(Debug)]
pub struct PlanRecord {
    /// The plan.
    pub plan: Plan,
    /// The referral it comes of.
    pub referral: Referral,
    /// The family around its children.
    pub family: Family,
    /// Why it was changed, the latest first.
    pub changes: Vec<Said>,
    /// Names.
    pub names: Names,
    /// Whether the caller could change it.
    pub may_keep: bool,
    /// Whether the caller could open the referral.
    pub may_open_referral: bool,
    /// Whether the caller may open the sessions of the plan.
    pub may_open_sessions: bool,
}

/// The record of a plan.
///
/// # Errors
/// As [`permitted_plan`].
pub fn plan_record<R: Acts>(reads: &mut R, id: PlanId) -> Result<PlanRecord, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = permitted_plan(reads, id)?;
    let referral = store::referral(reads, plan.referral)?
        .ok_or_else(|| Refused::broken("finding the referral of a plan"))?;
    let changes = store::plan_changes(reads, id)?;
    let staff = changes
        .iter()
        .map(|(by, ..)| *by)
        .chain([plan.social_worker]);
    let names = names_around(reads, &plan.details.children, staff)?;
    let subject = subject_of_all(reads, &plan.details.children)?;
    let of_referral = subject_of_all(reads, &referral.children)?;
    Ok(PlanRecord {
        family: family(reads, &plan.details.children)?,
        may_keep: allows(reads, Act::KeepPlan, &subject)?,
        may_open_sessions: allows(reads, Act::ShowSession, &subject)?,
        may_open_referral: allows(reads, Act::ShowReferral, &of_referral)?,
        plan,
        referral,
        changes,
        names,
    })
}

/// Whom a referral names, as far as the caller may know of them: whom its plan may name.
///
/// # Errors
/// When the store is away.
pub fn family_referred<R: Acts>(reads: &mut R, referral: &Referral) -> Result<Family, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut family = family(reads, &referral.children)?;
    let (children, visitors) = (&referral.children, &referral.visitors);
    family.children.retain(|one| children.contains(&one.id));
    family
        .relatives
        .retain(|one| visitors.contains(&one.person.id));
    Ok(family)
}

/// What is arranged for a child: plans, and referrals where the caller may open them.
#[derive(Debug)]
pub struct ChildPlans {
    /// The child and their relatives.
    pub record: crate::people::queries::Record,
    /// Plans that name the child, the latest first.
    pub plans: Vec<Plan>,
    /// Referrals that name the child, the latest first.
    pub referrals: Vec<Referral>,
    /// Names.
    pub names: Names,
    /// Whether the caller could refer the child.
    pub may_refer: bool,
}

/// Plans and referrals of a child.
///
/// # Errors
/// `Hidden` when the caller may not know of the child.
pub fn of_child<R: Acts>(reads: &mut R, child: PersonId) -> Result<ChildPlans, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let record = record(reads, child)?;
    let just_one = BTreeSet::from([child]);
    let mut plans = store::plans_naming(reads, &just_one)?;
    plans.retain(|plan| plan.details.children.contains(&child));
    // A plan that also names a child the caller is excluded from is not shown.
    let plans = within_reach(reads, R::Action::ACT, plans, |plan| &plan.details.children)?;
    let mut referrals = store::referrals_naming(reads, &just_one)?;
    referrals.retain(|one| one.children.contains(&child));
    let referrals = within_reach(reads, Act::ShowReferral, referrals, |one| &one.children)?;
    let subject = subject_of_all(reads, &just_one)?;
    let children = plans
        .iter()
        .flat_map(|plan| plan.details.children.iter().copied());
    let children: BTreeSet<PersonId> = children.chain([child]).collect();
    Ok(ChildPlans {
        names: names_around(reads, &children, [])?,
        may_refer: record.person.details.is_child && allows(reads, Act::WriteReferral, &subject)?,
        record,
        plans,
        referrals,
    })
}

/// What the referral of a plan says that whoever finds a room and a time must know: health, access,
/// school, times that do not suit. Nothing for who may not open the referral.
///
/// # Errors
/// When the store is away.
pub fn to_arrange(
    reads: &mut dyn Reads,
    plan: &Plan,
) -> Result<Vec<(&'static str, String)>, Refused> {
    let referral = super::referral(reads, plan.referral)?;
    let subject = subject_of_all(reads, &referral.children)?;
    let may = allows(reads, Act::ShowReferral, &subject)?;
    Ok(if may {
        referral.answers.said(&Question::TO_ARRANGE)
    } else {
        Vec::new()
    })
}

// What the capabilities to the right gather. These ask nobody's permission: who books is judged
// by every plan, also by one they may not read.

/// A plan.
///
/// # Errors
/// `Hidden` when there is none.
pub fn plan(reads: &mut dyn Reads, id: PlanId) -> Result<Plan, Refused> {
    store::plan(reads, id)?.ok_or(Refused::Hidden)
}

/// The plans that run on any day from `from` to `until`, both included, in a constant number of
/// queries.
///
/// # Errors
/// When the store is away.
pub fn plans_running(
    reads: &mut dyn Reads,
    from: LondonDay,
    until: LondonDay,
) -> Result<Vec<Plan>, Refused> {
    store::plans_running(reads, (from, until))
}

/// The plans that run on a day and name any of these: children, or family members who come.
///
/// # Errors
/// When the store is away.
pub fn plans_about(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
    day: LondonDay,
) -> Result<Vec<Plan>, Refused> {
    let mut plans = store::plans_naming(reads, persons)?;
    plans.retain(|plan| plan.details.runs_on(day));
    Ok(plans)
}
