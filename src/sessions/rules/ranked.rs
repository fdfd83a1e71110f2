//! Who could supervise a session, the best first.

use kernel::{id::SupervisorId, refusal::Reason};

use crate::resources::rules::contract_hours;

/// Somebody who might supervise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub supervisor: SupervisorId,
    /// Their name.
    pub name: String,
    /// Everything against it; nothing where they can.
    pub against: Vec<Reason>,
    /// Whether the children have met them.
    pub is_known: bool,
    /// Minutes of sessions they have that week.
    pub minutes: i64,
    /// Minutes a week of their contract.
    pub contract: i64,
}

impl Candidate {
    /// Whether nothing stands against it.
    pub fn fits(&self) -> bool {
        self.against.is_empty()
    }

    /// `known to the child, 12 of 37 hours in sessions that week`.
    pub fn why(&self) -> String {
        let known = if self.is_known {
            "known to the child"
        } else {
            "new to the child"
        };
        let hours = |minutes: i64| contract_hours(u16::try_from(minutes).unwrap_or(u16::MAX));
        let taken = hours(self.minutes);
        match self.contract {
            0 => format!("{known}, {taken} hours in sessions that week, casual"),
            contract => format!(
                "{known}, {taken} of {} hours in sessions that week",
                hours(contract)
            ),
        }
    }

    /// Why not, and who may decide otherwise.
    pub fn why_not(&self) -> String {
        let words = self.against.iter().map(|reason| match &reason.decided_by {
            Some(who) => format!("{} To be decided by {who}.", reason.explanation),
            None => reason.explanation.clone(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// How much of their week is taken, in thousandths; casual work counts as a full week.
    fn load(&self) -> i64 {
        const FULL_WEEK: i64 = 37 * 60;
        let week = if self.contract > 0 {
            self.contract
        } else {
            FULL_WEEK
        };
        self.minutes.saturating_mul(1000) / week
    }
}

/// Who can step in first: whom the children know, then who has most of their week free. After them
/// who cannot, with the fewest reasons against them first: one reason may be mended.
pub fn ranked(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|one, other| {
        let key = |candidate: &Candidate| {
            (
                candidate.against.len(),
                !candidate.is_known,
                candidate.load(),
            )
        };
        key(one)
            .cmp(&key(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(
        name: &str,
        against: usize,
        is_known: bool,
        minutes: i64,
        contract: i64,
    ) -> Candidate {
        Candidate {
            supervisor: SupervisorId::from_parts(1, 1),
            name: name.to_owned(),
            against: vec![Reason::new("supervisor-away", "Away."); against],
            is_known,
            minutes,
            contract,
        }
    }

    #[test]
    fn the_known_before_the_free_before_those_who_cannot() {
        let ranked = ranked(vec![
            candidate("Zoe, free", 0, false, 60, 2220),
            candidate("Adam, busy", 0, false, 1200, 2220),
            candidate("Casual Cora", 0, false, 600, 0),
            candidate("Two reasons", 2, true, 0, 2220),
            candidate("One reason", 1, false, 0, 2220),
            candidate("Milo, known", 0, true, 2000, 2220),
        ]);
        let names: Vec<&str> = ranked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Milo, known",
                "Zoe, free",
                "Casual Cora",
                "Adam, busy",
                "One reason",
                "Two reasons"
            ]
        );
        assert!(ranked.iter().take(4).all(Candidate::fits));
    }
}
