//! Who is told of what goes out, and how: by class of recipient, never by name or address.

use std::collections::BTreeSet;

use kernel::id::{PersonId, ProviderId, SupervisorId};

use super::Difference;
use crate::rota::Print;

/// A class of people who are told, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The households of so many children.
    Carers(usize),
    /// So many family members.
    Families(usize),
    /// So many supervisors.
    Supervisors(usize),
    /// So many taxi firms.
    TaxiFirms(usize),
    /// So many interpreter services.
    Interpreters(usize),
    /// The social workers of so many children.
    SocialWorkers(usize),
}

impl Told {
    /// Who.
    pub fn who(&self) -> String {
        let of = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            more => format!("{more} {many}"),
        };
        match *self {
            Self::Carers(children) => of(children, "child’s carer", "children’s carers"),
            Self::Families(people) => of(people, "family member", "family members"),
            Self::Supervisors(people) => of(people, "supervisor", "supervisors"),
            Self::TaxiFirms(firms) => of(firms, "taxi firm", "taxi firms"),
            Self::Interpreters(firms) => of(firms, "interpreter service", "interpreter services"),
            Self::SocialWorkers(children) => of(
                children,
                "child’s social worker",
                "children’s social workers",
            ),
        }
    }

    /// How.
    pub const fn how(&self) -> &'static str {
        match self {
            Self::Carers(_) => {
                "A message with a link for the week, to be answered; else by telephone."
            }
            Self::Families(_) => {
                "A message or a printed letter with their own sessions; else by telephone."
            }
            Self::Supervisors(_) => "Here, on their page of the day, and by e-mail.",
            Self::TaxiFirms(_) => {
                "A message with a link to the journeys, to be answered; else by telephone."
            }
            Self::Interpreters(_) => {
                "A message with a link to the times, to be answered; else by telephone."
            }
            Self::SocialWorkers(_) => "A message with a link, nothing about the family in it.",
        }
    }
}

/// Who is told of what goes out. What was called off, put aside or moved away was told when that was
/// decided.
pub fn told<'a>(going: impl IntoIterator<Item = (&'a Print, &'a Difference)>) -> Vec<Told> {
    let coming: Vec<&Print> = going
        .into_iter()
        .filter(|(_, difference)| difference.is_coming())
        .map(|(print, _)| print)
        .collect();
    let children: BTreeSet<PersonId> = coming
        .iter()
        .flat_map(|print| print.children.iter().copied())
        .collect();
    let visitors: BTreeSet<PersonId> = coming
        .iter()
        .flat_map(|print| print.visitors.iter().copied())
        .collect();
    let supervisors: BTreeSet<SupervisorId> = coming
        .iter()
        .flat_map(|print| print.supervisors.iter().copied())
        .collect();
    let taxis: BTreeSet<ProviderId> = coming.iter().filter_map(|print| print.taxi).collect();
    let interpreters: BTreeSet<ProviderId> = coming
        .iter()
        .filter_map(|print| print.interpreter)
        .collect();
    let all = [
        (children.len(), Told::Carers(children.len())),
        (visitors.len(), Told::Families(visitors.len())),
        (supervisors.len(), Told::Supervisors(supervisors.len())),
        (taxis.len(), Told::TaxiFirms(taxis.len())),
        (interpreters.len(), Told::Interpreters(interpreters.len())),
        (children.len(), Told::SocialWorkers(children.len())),
    ];
    all.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, told)| told)
        .collect()
}
