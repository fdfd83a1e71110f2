//! What is looked at of referrals and contact plans.

mod plans;
mod recorded;
mod waiting;

pub use super::store::ATTESTED;
pub use crate::orders::queries::{Family, Names};
pub use plans::*;
pub use recorded::{Recorded, approved_risks, recorded};
pub use waiting::{Waiting, tasks, waiting};

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, ReferralId, UserId},
    page::{MAX_LIMIT, Page, Want},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::access::{Act, Action, OnRecords, about, act};

use super::{Deed, Entry, Plan, Referral, StateCode, rules::Number, store};
use crate::{
    access::{
        Permit,
        queries::{allows, known, may},
    },
    orders::queries::{family, names_around},
    people::{
        Person,
        queries::{people, permitted as permitted_person, subject_of_all, within_reach},
    },
    storage::{Acts, Look, Reads},
};

/// Who said something, when, and what.
pub type Said = (UserId, Instant, Narrative);

/// A referral this caller may do this action to, with the permit. It is seen through any of its
/// children.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted<R: Acts>(
    reads: &mut R,
    id: ReferralId,
) -> Result<(Referral, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let one = store::referral(reads, id)?.ok_or(Refused::Hidden)?;
    let subject = subject_of_all(reads, &one.children)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((one, permit))
}

/// A referral, for the program's own work: to tell who must know of it.
///
/// # Errors
/// `Hidden` when there is none.
pub fn referral(reads: &mut dyn Reads, id: ReferralId) -> Result<Referral, Refused> {
    store::referral(reads, id)?.ok_or(Refused::Hidden)
}

/// As [`permitted`], if `version` is still the current one.
///
/// # Errors
/// As [`permitted`]; `Stale`.
pub(super) fn current<R: Acts>(
    reads: &mut R,
    id: ReferralId,
    version: i64,
) -> Result<(Referral, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (one, permit) = permitted(reads, id)?;
    if one.version == version {
        Ok((one, permit))
    } else {
        Err(Refused::Stale)
    }
}

/// A referral with what its pages show.
#[derive(Debug)]
pub struct ReferralRecord {
    /// The referral.
    pub referral: Referral,
    /// What was done with it, in order.
    pub entries: Vec<Entry>,
    /// The family around its children.
    pub family: Family,
    /// Plans that came of it, the latest first.
    pub plans: Vec<Plan>,
    /// Other referrals that wait for one of the same pairs of child and family member.
    pub duplicates: Vec<Referral>,
    /// Plans that run for one of the same pairs and did not come of it, nor of the one it renews.
    pub running: Vec<Plan>,
    /// Names.
    pub names: Names,
    /// What the caller could do to it, of the actions a page offers.
    pub may: BTreeSet<Act>,
}

/// The record of a referral.
///
/// # Errors
/// As [`permitted`].
pub fn referral_record<R: Acts>(reads: &mut R, id: ReferralId) -> Result<ReferralRecord, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (referral, _) = permitted(reads, id)?;
    let entries = store::entries(reads, id)?;
    let staff = entries.iter().map(|entry| entry.by);
    let staff: Vec<UserId> = staff.chain([referral.social_worker]).collect();
    let names = names_around(reads, &referral.children, staff)?;
    let subject = subject_of_all(reads, &referral.children)?;
    let mut may = BTreeSet::new();
    for act in [
        Act::WriteReferral,
        Act::DecideReferral,
        Act::ShowPlan,
        Act::ShowOrders,
        Act::ShowRisk,
        Act::RecordStatus,
    ] {
        if allows(reads, act, &subject)? {
            may.insert(act);
        }
    }
    Ok(ReferralRecord {
        family: family(reads, &referral.children)?,
        plans: store::plans_of(reads, id)?,
        duplicates: duplicates(reads, &referral)?,
        running: running(reads, &referral)?,
        entries,
        referral,
        names,
        may,
    })
}

/// Other referrals that are open for one of the same pairs, as far as the caller may open them.
fn duplicates(reads: &mut dyn Reads, one: &Referral) -> Result<Vec<Referral>, Refused> {
    let mut others = store::referrals_naming(reads, &one.children)?;
    others.retain(|other| {
        let open = matches!(other.state.code(), StateCode::Sent | StateCode::Returned);
        let same_pair = !other.children.is_disjoint(&one.children)
            && !other.visitors.is_disjoint(&one.visitors);
        other.id != one.id && open && same_pair
    });
    within_reach(reads, Act::ShowReferral, others, |other| &other.children)
}

/// Plans that run today for one of the same pairs, while the referral is not decided yet; as far as the
/// caller may open them.
fn running(reads: &mut dyn Reads, one: &Referral) -> Result<Vec<Plan>, Refused> {
    use StateCode::{Draft, Returned, Sent};
    if !matches!(one.state.code(), Draft | Sent | Returned) {
        return Ok(Vec::new());
    }
    let today = reads.now().london_day();
    let mut plans = plans_about(reads, &one.children, today)?;
    plans.retain(|plan| {
        let (children, visitors) = (&plan.details.children, &plan.details.visitors);
        let same_pair =
            !children.is_disjoint(&one.children) && !visitors.is_disjoint(&one.visitors);
        same_pair && plan.referral != one.id && Some(plan.referral) != one.renews
    });
    within_reach(reads, Act::ShowPlan, plans, |plan| &plan.details.children)
}

impl ReferralRecord {
    /// The last line of a kind.
    pub fn last(&self, deed: Deed) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.deed == deed)
    }
}

/// Referrals in these states, the latest begun first, those the caller may open. A page is full
/// while there are more of them: what is hidden is passed over, not left as a gap that tells of it.
///
/// # Errors
/// When the store is away, or the cursor is none of ours.
pub fn referrals<R: Acts>(
    reads: &mut R,
    states: &[StateCode],
    want: &Want,
) -> Result<Page<Referral>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let after = want.after.as_deref().map(str::parse).transpose();
    let mut after: Option<ReferralId> = after
        .map_err(|_not_an_id| Refused::field("/cursor", "bad-format", "Open the list again"))?;
    let mut found = Vec::new();
    while found.len() <= usize::from(want.limit) {
        let rows = store::referrals(reads, states, after, i64::from(MAX_LIMIT))?;
        let Some(last) = rows.last() else {
            break;
        };
        after = Some(last.id);
        found.extend(within_reach(reads, R::Action::ACT, rows, |one| {
            &one.children
        })?);
    }
    Page::cut(found, want, |one| Ok(one.id.to_string()))
}

/// The referral of this number, if the caller may open it. Text that is no number finds none, as
/// does a number that was misheard.
///
/// # Errors
/// When the store is away.
pub fn numbered<R: Acts>(reads: &mut R, text: &str) -> Result<Page<Referral>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let found = match text.parse::<Number>() {
        Ok(number) => store::numbered(reads, number)?,
        Err(_misheard) => None,
    };
    let found = Vec::from_iter(found);
    let items = within_reach(reads, R::Action::ACT, found, |one| &one.children)?;
    Ok(Page { items, next: None })
}

/// The names on a list of referrals.
///
/// # Errors
/// When the store is away.
pub fn names_of<R: Acts>(reads: &mut R, referrals: &[Referral]) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let children: BTreeSet<PersonId> = referrals
        .iter()
        .flat_map(|one| one.children.iter().copied())
        .collect();
    let staff: Vec<UserId> = referrals.iter().map(|one| one.social_worker).collect();
    names_around(reads, &children, staff)
}

/// Children the caller could refer, for the form that begins a referral.
///
/// # Errors
/// `Hidden` when they could refer nobody.
pub fn children_to_refer(look: &mut Look<'_, act::WriteReferral>) -> Result<Vec<Person>, Refused> {
    let mut page = people(look, None, &Want::new(None, Some(MAX_LIMIT)))?;
    page.items.retain(|person| person.details.is_child);
    Ok(page.items)
}

/// Children of these ids who are not of the family as it is recorded: just recorded for a referral.
///
/// # Errors
/// When the store is away.
pub fn children_beside(
    look: &mut Look<'_, act::WriteReferral>,
    family: &Family,
    ids: &[String],
) -> Result<Vec<Person>, Refused> {
    let mut found = Vec::new();
    let ids = ids.iter().filter_map(|id| id.parse::<PersonId>().ok());
    for id in ids.filter(|id| !family.has(*id)) {
        let person = known(permitted_person(look, id))?.map(|(person, _)| person);
        found.extend(person.filter(|person| person.details.is_child));
    }
    Ok(found)
}

/// Accepted referrals of these children, for a new one to take the place of.
///
/// # Errors
/// When the store is away.
pub fn renewable(
    look: &mut Look<'_, act::WriteReferral>,
    child: PersonId,
) -> Result<Vec<Referral>, Refused> {
    let mut all = store::referrals_naming(look, &BTreeSet::from([child]))?;
    all.retain(|one| one.state.code() == StateCode::Accepted && one.children.contains(&child));
    within_reach(look, Act::WriteReferral, all, |one| &one.children)
}
