//! Carer households: their names for who places a child, and where one is for who may know it.

use std::collections::BTreeSet;

use kernel::{
    id::{HouseholdId, PersonId},
    page::{Page, Want},
    refusal::Refused,
};
use law::access::{Act, Action, OnRecords, about, act};

use super::{permitted, subject_of_all};
use crate::{
    access::{
        Subject,
        queries::{kept_from_caller, may, scope_of},
    },
    people::{Contact, Household, rules::searched, store},
    storage::{Acts, Look, Reads, cursor},
};

/// Households by name.
///
/// # Errors
/// When the caller may not see them.
pub fn households<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<Household>, Refused>
where
    R::Action: Action<About = about::Means> + OnRecords,
{
    may(reads, &Subject::new_record())?;
    all_households(reads, None, want)
}

/// A carer household, with where it is found.
#[derive(Debug)]
pub struct Home {
    /// The household.
    pub household: Household,
    /// Where it is found.
    pub contact: Contact,
    /// The children who live there, or will.
    pub children: BTreeSet<PersonId>,
}

/// A household, with where it is found: for who may know where a child who lives there is found.
/// One where no child lives is for who may place any child of the service.
///
/// # Errors
/// `Hidden` when there is none, or the caller may not know.
pub fn household<R: Acts>(reads: &mut R, id: HouseholdId) -> Result<Home, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let household = store::household(reads, id)?.ok_or(Refused::Hidden)?;
    let today = reads.now().london_day();
    let children = store::children_of_household(reads, id, today)?;
    let subject = if children.is_empty() {
        Subject::new_record()
    } else {
        subject_of_all(reads, &children)?
    };
    let permit = may(reads, &subject.covering(id))?;
    let contact = store::household_contact(reads, &permit, id)?;
    Ok(Home {
        household,
        contact,
        children,
    })
}

/// Households by name, for the form that places a child.
///
/// # Errors
/// When the caller may not place this child.
pub fn households_for(
    look: &mut Look<'_, act::PlaceChild>,
    child: PersonId,
    (part, want): (Option<&str>, &Want),
) -> Result<Page<Household>, Refused> {
    permitted(look, child)?;
    all_households(look, part, want)
}

/// The households in which somebody lives, or will, of whom the caller must not know: whoever placed a
/// child there would be shown where it is. Other children are no obstacle; those of several families
/// live with the same carers.
///
/// # Errors
/// When the store is away.
pub fn closed_to_caller(reads: &mut dyn Reads) -> Result<BTreeSet<HouseholdId>, Refused> {
    let mut hidden = kept_from_caller(reads)?;
    let scope = scope_of(reads, Act::ShowPerson)?;
    for (person, state) in store::protected(reads)? {
        let of_them = BTreeSet::from([person]);
        let may_know = scope.as_ref();
        if !may_know.is_some_and(|scope| scope.takes_in(&of_them, state)) {
            hidden.insert(person);
        }
    }
    let today = reads.now().london_day();
    Ok(store::households_of(reads, &hidden, today)?)
}

fn all_households(
    reads: &mut dyn Reads,
    part: Option<&str>,
    want: &Want,
) -> Result<Page<Household>, Refused> {
    let vault = reads.vault();
    let after = want
        .after
        .as_deref()
        .map(|cursor| cursor::open(&vault, "households", cursor))
        .transpose()?;
    let closed = closed_to_caller(reads)?;
    let rows = store::households(reads, (part, &closed), after, i64::from(want.limit) + 1)?;
    Page::cut(rows, want, |household| {
        cursor::seal(
            &vault,
            "households",
            &(searched(household.name.as_str()), household.id),
        )
    })
}
