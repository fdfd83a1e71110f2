//! What is looked at of risk.

mod waiting;

pub use super::store::ATTESTED;
use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, RiskId, UserId},
    refusal::Refused,
};
use law::{
    access::{Act, Action, OnRecords, about},
    risk::Assessment,
};

use super::{RiskAssessment, rules, store};
use crate::{
    access::{
        Permit,
        queries::{allows, may},
    },
    people::{
        Person,
        queries::{permitted as permitted_person, subject_of_all},
    },
    storage::{Acts, Reads},
};

pub use crate::people::queries::{Family, Names, family, family_of};
pub use waiting::{due, names_of, returned, tasks, to_approve, to_sign_off};

/// An assessment this caller may do this action to, with the permit. It is seen through any of
/// the children it is about.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(
    reads: &mut R,
    id: RiskId,
) -> Result<(RiskAssessment, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let risk = store::assessment(reads, id)?.ok_or(Refused::Hidden)?;
    let subject = subject_of_all(reads, &risk.children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((risk, permit))
}

/// An assessment with what its page shows.
#[derive(Debug)]
pub struct RiskRecord {
    /// The assessment.
    pub risk: RiskAssessment,
    /// Names.
    pub names: Names,
    /// What the caller could do to it.
    pub may: BTreeSet<Act>,
}

/// What a page of an assessment offers.
const OFFERED: [Act; 5] = [
    Act::AssessRisk,
    Act::ApproveRisk,
    Act::SignOffRisk,
    Act::AcceptRisk,
    Act::ContinueRisk,
];

/// The record of an assessment.
///
/// # Errors
/// As [`permitted`].
pub fn risk_record<R: Acts>(reads: &mut R, id: RiskId) -> Result<RiskRecord, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (risk, _) = permitted(reads, id)?;
    let names = names_of(reads, std::slice::from_ref(&risk))?;
    let subject = subject_of_all(reads, &risk.children)?;
    let mut may = BTreeSet::new();
    for act in OFFERED {
        if allows(reads, act, &subject)? {
            may.insert(act);
        }
    }
    Ok(RiskRecord { risk, names, may })
}

fn staff_of(risk: &RiskAssessment) -> Vec<UserId> {
    let marks = [risk.approved, risk.signed_off, risk.accepted];
    let mut staff: Vec<UserId> = marks.into_iter().flatten().map(|mark| mark.by).collect();
    staff.push(risk.written.by);
    staff.extend(risk.added.iter().map(|one| one.added.by));
    staff.extend(risk.questions.iter().map(|one| one.asked.by));
    let continued = risk.continued.as_ref();
    staff.extend(continued.map(|one| one.continuation.by()));
    staff
}

/// The assessments of somebody: a child, or a family member as far as the caller may know.
#[derive(Debug)]
pub struct RisksOf {
    /// The person.
    pub person: Person,
    /// Their assessments, the latest begun first.
    pub risks: Vec<RiskAssessment>,
    /// Names.
    pub names: Names,
    /// Whether the caller could write a new one.
    pub may_assess: bool,
}

impl RisksOf {
    /// Everybody it shows.
    pub fn subjects(&self) -> impl Iterator<Item = PersonId> {
        let named = self.risks.iter().flat_map(rules::named);
        named.chain([self.person.id])
    }
}

/// The assessments of a person.
///
/// # Errors
/// `Hidden` when the caller may not know of the person.
pub fn of_person<R: Acts>(reads: &mut R, id: PersonId) -> Result<RisksOf, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (person, _) = permitted_person(reads, id)?;
    let mut risks = Vec::new();
    for risk in store::about(reads, &BTreeSet::from([id]))? {
        // One that is also about a child the caller is excluded from is not shown.
        let subject = subject_of_all(reads, &risk.children)?;
        if allows(reads, R::Action::ACT, &subject)? {
            risks.push(risk);
        }
    }
    let names = names_of(reads, &risks)?;
    let subject = subject_of_all(reads, &BTreeSet::from([id]))?;
    let may_assess = person.details.is_child && allows(reads, Act::AssessRisk, &subject)?;
    Ok(RisksOf {
        person,
        risks,
        names,
        may_assess,
    })
}

/// Approved assessments about some of the same pairs, for a command that decides beside them.
pub(super) fn approved_beside(
    reads: &mut dyn Reads,
    risk: &RiskAssessment,
) -> Result<Vec<RiskAssessment>, Refused> {
    store::approved_between(reads, &risk.children, &risk.persons)
}

// What the capabilities to the right gather for `law::judge`. It asks nobody's permission: a
// session must be judged by every assessment, also by one that whoever plans it may not read.

/// The approved assessments about any of these children with any of these family members; the law
/// takes, for each pair and day, the one that began last.
///
/// # Errors
/// When the store is away.
pub fn in_force(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    persons: &BTreeSet<PersonId>,
) -> Result<BTreeMap<RiskId, Assessment>, Refused> {
    let approved = store::approved_between(reads, children, persons)?;
    let in_force = approved
        .iter()
        .filter_map(|risk| Some((risk.id, rules::in_force(risk)?)));
    Ok(in_force.collect())
}
