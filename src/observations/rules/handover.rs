//! Who may take a child home, and whether every child that came went with somebody who may.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Refused};
use law::session::HandedTo;

use crate::observations::HandedChild;

/// Somebody to whom a child may be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// Who.
    pub to: HandedTo,
    /// In words.
    pub words: String,
    /// The children that live there, where it is a household; nothing where it may be any child.
    pub only: Option<BTreeSet<PersonId>>,
}

impl Taker {
    /// Whether this child may go with them.
    pub fn may_take(&self, child: PersonId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&child))
    }
}

/// Who took the children that came: one for all of them together, or one for each, in the order in
/// which it was said. A household takes home nobody who lives elsewhere.
///
/// # Errors
/// Beside what was chosen.
pub fn handed<'t>(
    came: &BTreeSet<PersonId>,
    takers: &'t [Taker],
    (together, apart): (Option<HandedTo>, &[HandedChild]),
) -> Result<Vec<&'t Taker>, Refused> {
    let find = |to: HandedTo| takers.iter().find(|taker| taker.to == to);
    match together {
        Some(_) if !apart.is_empty() => {
            let words = "Say who took them all, or who took each, not both";
            Err(Refused::field("/apart", "both", words))
        }
        Some(to) => match find(to) {
            None => {
                let words = "Choose somebody who may take the child";
                Err(Refused::field("/handed_to", "not-found", words))
            }
            Some(taker) if came.iter().all(|child| taker.may_take(*child)) => Ok(vec![taker]),
            Some(_) => {
                let words = "Not every child lives there. Say of each child who took it";
                Err(Refused::field("/handed_to", "lives-elsewhere", words))
            }
        },
        None if apart.is_empty() && !came.is_empty() => {
            let words = "Choose to whom the child was handed over";
            Err(Refused::field("/handed_to", "not-chosen", words))
        }
        None => {
            let named: BTreeSet<PersonId> = apart.iter().map(|one| one.child).collect();
            if named != *came || named.len() != apart.len() {
                let words = "Say of each child that came, once, who took it";
                return Err(Refused::field("/apart", "not-each", words));
            }
            let each = apart.iter().map(|one| {
                let taker = find(one.to).filter(|taker| taker.may_take(one.child));
                taker.ok_or_else(|| {
                    let words = "Choose somebody who may take the child";
                    Refused::field(field_of(one.child), "not-found", words)
                })
            });
            each.collect()
        }
    }
}

/// The field of a form that asks who took this child.
pub fn field_of(child: PersonId) -> String {
    format!("/handed_to-{child}")
}

#[cfg(test)]
mod tests {
    use kernel::id::HouseholdId;

    use super::*;
    use crate::observations::rules::testing::{ava, person};

    const HERS: u128 = 1;
    const HIS: u128 = 2;

    fn noah() -> PersonId {
        person(7)
    }

    fn home(number: u128) -> HandedTo {
        HandedTo::Household(HouseholdId::from_parts(1, number))
    }

    fn to(child: PersonId, to: HandedTo) -> HandedChild {
        HandedChild {
            child,
            to,
            name: None,
        }
    }

    /// Who took the children that came, or why not: each lives in a home of its own.
    #[track_caller]
    fn takes(
        came: &[PersonId],
        together: Option<HandedTo>,
        apart: &[HandedChild],
        expected: Result<&[&str], &'static str>,
    ) {
        let lives = |number: u128, child: PersonId| Taker {
            to: home(number),
            words: format!("Home {number}"),
            only: Some([child].into()),
        };
        let worker = Taker {
            to: HandedTo::SocialWorker,
            words: "Worker".to_owned(),
            only: None,
        };
        let takers = [lives(HERS, ava()), lives(HIS, noah()), worker];
        let came = came.iter().copied().collect();
        let found = match handed(&came, &takers, (together, apart)) {
            Ok(found) => Ok(found.iter().map(|taker| taker.words.clone()).collect()),
            Err(Refused::Invalid(errors)) => Err(errors[0].code),
            Err(other) => panic!("{other}"),
        };
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found, expected.map(words));
    }

    #[test]
    fn all_go_together_with_somebody_who_may_take_each() {
        let both = [ava(), noah()];
        let worker = HandedTo::SocialWorker;
        takes(&[ava()], Some(home(HERS)), &[], Ok(&["Home 1"]));
        takes(&both, Some(worker), &[], Ok(&["Worker"]));
        takes(&both, Some(home(HERS)), &[], Err("lives-elsewhere"));
        takes(&both, None, &[], Err("not-chosen"));
        takes(&both, Some(HandedTo::Supervisor), &[], Err("not-found"));
        takes(&[], None, &[], Ok(&[]));
    }

    #[test]
    fn each_goes_apart_with_somebody_who_may_take_it() {
        let both = [ava(), noah()];
        let worker = HandedTo::SocialWorker;
        let hers = || to(ava(), home(HERS));
        let apart = [hers(), to(noah(), home(HIS))];
        takes(&both, None, &apart, Ok(&["Home 1", "Home 2"]));
        let wrong = [hers(), to(noah(), home(HERS))];
        takes(&both, None, &wrong, Err("not-found"));
        takes(&both, None, &[hers()], Err("not-each"));
        let twice = [hers(), to(ava(), worker)];
        takes(&both, None, &twice, Err("not-each"));
        takes(&both, Some(worker), &apart, Err("both"));
    }
}
