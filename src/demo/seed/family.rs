//! What a family of the demo is written down with.

use std::collections::BTreeMap;

use kernel::{id::PersonId, refusal::Refused};
use law::{access::RecordState, status::LegalStatus};

use super::{
    asking::Ask,
    paper::Paper,
    risks::{COACHING, Worry},
};
use crate::people::{Relationship, Responsibility};

/// Somebody of a family.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) known_as: &'static str,
    /// `2019-04-30`.
    pub(super) born: String,
    pub(super) is_child: bool,
    pub(super) language: &'static str,
    pub(super) interpreter: bool,
    /// Whether they have no e-mail.
    pub(super) by_phone_only: bool,
    /// In what state the record is kept, and why.
    pub(super) protected: Option<(RecordState, &'static str)>,
}

/// Where a child went to live, and how many days before the demo opens.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) child: &'static str,
    pub(super) household: String,
    pub(super) days_ago: i64,
}

/// What somebody is to a child.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub(super) child: &'static str,
    pub(super) relative: &'static str,
    pub(super) relationship: Relationship,
    pub(super) responsibility: Responsibility,
}

/// A child's legal status, and since how many days before the demo opens.
#[derive(Debug, Clone)]
pub(super) struct Legal {
    pub(super) child: &'static str,
    pub(super) status: LegalStatus,
    pub(super) days_ago: i64,
}

/// A family that the service knows: it has ids now.
pub(super) struct Known<'a> {
    pub(super) family: &'a Family,
    /// Which of all families it is, oldest first.
    pub(super) number: usize,
    /// By first name.
    pub(super) ids: BTreeMap<&'static str, PersonId>,
    /// Since when, in days before the demo opens.
    pub(super) days_ago: i64,
}

impl Known<'_> {
    /// Somebody of the family by first name.
    pub(super) fn person(&self, given: &str) -> Result<PersonId, Refused> {
        let found = self.ids.get(given).copied();
        found.ok_or_else(|| Refused::broken(format!("looking for {given} in the demo")))
    }
}

/// A family, known within itself by first names.
#[derive(Debug, Clone)]
pub(super) struct Family {
    /// Whose caseload it is on.
    pub(super) worker: String,
    /// How many days before the demo opens it became known.
    pub(super) days_ago: i64,
    pub(super) members: Vec<Member>,
    pub(super) homes: Vec<Home>,
    pub(super) ties: Vec<Tie>,
    /// Oldest first.
    pub(super) statuses: Vec<Legal>,
    /// Oldest first.
    pub(super) papers: Vec<Paper>,
    /// What was asked of the service for them.
    pub(super) asks: Vec<Ask>,
    /// Whether the parents often do not come.
    pub(super) unreliable: bool,
    /// What could go wrong when they meet; nothing where nobody has assessed it.
    pub(super) worry: Option<Worry>,
    /// Whether that was to be reviewed and was not.
    pub(super) not_reviewed: bool,
    /// The adults whom the children see; all of them where nobody is named.
    seen: &'static [&'static str],
    /// Who of other professions has the children on their list.
    pub(super) followed_by: &'static [&'static str],
    /// Who must not know of the children, and why.
    pub(super) kept_from: Option<(&'static str, &'static str)>,
}

impl Family {
    pub(super) fn of(worker: impl Into<String>, days_ago: i64) -> Self {
        Self {
            worker: worker.into(),
            days_ago,
            members: Vec::new(),
            homes: Vec::new(),
            ties: Vec::new(),
            statuses: Vec::new(),
            papers: Vec::new(),
            asks: Vec::new(),
            unreliable: false,
            worry: Some(COACHING),
            not_reviewed: false,
            seen: &[],
            followed_by: &[],
            kept_from: None,
        }
    }

    /// These of other professions have the children on their lists.
    pub(super) fn followed_by(mut self, who: &'static [&'static str]) -> Self {
        self.followed_by = who;
        self
    }

    /// This colleague must not know of the children.
    pub(super) fn kept_from(mut self, who: &'static str, why: &'static str) -> Self {
        self.kept_from = Some((who, why));
        self
    }

    fn member(mut self, given: &'static str, family: &'static str, born: String) -> Self {
        self.members.push(Member {
            given,
            family,
            known_as: "",
            born,
            is_child: false,
            language: "English",
            interpreter: false,
            by_phone_only: false,
            protected: None,
        });
        self
    }

    fn last(mut self, change: impl FnOnce(&mut Member)) -> Self {
        if let Some(member) = self.members.last_mut() {
            change(member);
        }
        self
    }

    /// A child in care.
    pub(super) fn child(
        self,
        given: &'static str,
        family: &'static str,
        born: impl Into<String>,
    ) -> Self {
        self.member(given, family, born.into())
            .last(|member| member.is_child = true)
    }

    /// An adult of the family.
    pub(super) fn adult(
        self,
        given: &'static str,
        family: &'static str,
        born: impl Into<String>,
    ) -> Self {
        self.member(given, family, born.into())
    }

    /// What the last one is called.
    pub(super) fn called(self, known_as: &'static str) -> Self {
        self.last(|member| member.known_as = known_as)
    }

    /// The last one speaks another language, and needs an interpreter or not.
    pub(super) fn speaks(self, language: &'static str, interpreter: bool) -> Self {
        self.last(|member| {
            member.language = language;
            member.interpreter = interpreter;
        })
    }

    /// The last one has no e-mail.
    pub(super) fn by_phone_only(self) -> Self {
        self.last(|member| member.by_phone_only = true)
    }

    /// The record of the last one is protected.
    pub(super) fn protected(self, state: RecordState, why: &'static str) -> Self {
        self.last(|member| member.protected = Some((state, why)))
    }

    /// The last one went to live with a household when the family became known.
    pub(super) fn lives(self, household: impl Into<String>) -> Self {
        let days_ago = self.days_ago;
        self.moved(household, days_ago)
    }

    /// The last one went to live with a household later.
    pub(super) fn moved(mut self, household: impl Into<String>, days_ago: i64) -> Self {
        if let Some(child) = self.members.last().map(|member| member.given) {
            self.homes.push(Home {
                child,
                household: household.into(),
                days_ago,
            });
        }
        self
    }

    /// The legal status of these children from so many days before the demo opens.
    pub(super) fn under(
        mut self,
        status: LegalStatus,
        days_ago: i64,
        children: &[&'static str],
    ) -> Self {
        self.statuses.extend(children.iter().map(|child| Legal {
            child,
            status,
            days_ago,
        }));
        self
    }

    /// What could go wrong when they meet.
    pub(super) fn worry(mut self, worry: impl Into<Option<Worry>>) -> Self {
        self.worry = worry.into();
        self
    }

    /// Nobody has reviewed that in time.
    pub(super) fn not_reviewed(mut self) -> Self {
        self.not_reviewed = true;
        self
    }

    /// Of the adults, the children see these only.
    pub(super) fn sees_only(mut self, adults: &'static [&'static str]) -> Self {
        self.seen = adults;
        self
    }

    /// Whether the children see this adult.
    pub(super) fn sees(&self, adult: &str) -> bool {
        self.seen.is_empty() || self.seen.contains(&adult)
    }

    /// An order, a plan or an agreement about them.
    pub(super) fn paper(mut self, paper: Paper) -> Self {
        self.papers.push(paper);
        self
    }

    /// Their social worker asks the service for this.
    pub(super) fn asks(mut self, ask: Ask) -> Self {
        self.asks.push(ask);
        self
    }

    /// The parents often do not come: failed sessions gather with a few.
    pub(super) const fn unreliable(mut self) -> Self {
        self.unreliable = true;
        self
    }

    /// What somebody is to these children.
    pub(super) fn tie(
        mut self,
        (children, relative): (&[&'static str], &'static str),
        relationship: Relationship,
        responsibility: Responsibility,
    ) -> Self {
        self.ties.extend(children.iter().map(|child| Tie {
            child,
            relative,
            relationship,
            responsibility,
        }));
        self
    }

    /// These children are that to one another.
    pub(super) fn siblings(
        mut self,
        children: &[&'static str],
        relationship: Relationship,
    ) -> Self {
        for child in children {
            for relative in children.iter().filter(|other| *other != child) {
                self.ties.push(Tie {
                    child,
                    relative,
                    relationship,
                    responsibility: Responsibility::No,
                });
            }
        }
        self
    }
}
