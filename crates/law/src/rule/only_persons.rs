//! "No other person is to be present without the prior written agreement of the authority."

use std::collections::BTreeSet;

use kernel::id::PersonId;
use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::verdict::Code;

/// Nobody may be present but these (and the persons whose contact the rule governs). Staff,
/// interpreters and the children themselves are not meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OnlyPersons {
    /// Who else may be present.
    pub allowed: BTreeSet<PersonId>,
}

impl Check for OnlyPersons {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let named =
            |person: &PersonId| self.allowed.contains(person) || case.rule.persons.contains(person);
        let unlisted: Vec<_> = case
            .proposal
            .visitors
            .iter()
            .copied()
            .filter(|person| !named(person))
            .collect();
        let explanation = "Only the people named may be present; someone else would be.";
        (!unlisted.is_empty())
            .then(|| Breach::new(Kind::Forbidden, Code::OnlyPersons, explanation).about(unlisted))
    }

    fn in_words(&self) -> String {
        match self.allowed.len() {
            0 => "Nobody else may be present.".to_owned(),
            others => format!("Nobody else may be present but the {others} named."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn no_other_person_is_to_be_present() {
        let cast = Cast::new();
        let only = |allowed: &[PersonId]| {
            Condition::OnlyPersons(OnlyPersons {
                allowed: allowed.iter().copied().collect(),
            })
        };
        let forbidden = Some((Code::OnlyPersons, Kind::Forbidden));
        for (case, allowed, coming, expected) in [
            (
                "the mother alone",
                vec![cast.mother],
                vec![cast.mother],
                None,
            ),
            (
                "the aunt as well",
                vec![cast.mother],
                vec![cast.mother, cast.aunt],
                forbidden,
            ),
            (
                "the aunt instead",
                vec![cast.mother],
                vec![cast.aunt],
                forbidden,
            ),
            (
                "the aunt, who is named",
                vec![cast.mother, cast.aunt],
                vec![cast.mother, cast.aunt],
                None,
            ),
            ("nobody: brother and sister meet", vec![], vec![], None),
        ] {
            let mut proposal = cast.session_with_mother();
            proposal.visitors = coming.into_iter().collect();
            assert_eq!(
                found(only(&allowed), &cast.standing(), &proposal),
                expected,
                "{case}"
            );
        }
    }

    #[test]
    fn the_person_whose_contact_it_is_need_not_be_named_again() {
        let cast = Cast::new();
        let allowed = BTreeSet::new();
        let mut rule = cast.rule(Condition::OnlyPersons(OnlyPersons { allowed }));
        rule.persons = [cast.mother].into();
        let breaks = |proposal: &crate::proposal::Proposal| {
            let (standing, anchor) = (cast.standing(), cast.order_began());
            let looked_at = Case {
                rule: &rule,
                anchor,
                proposal,
                standing: &standing,
            };
            rule.condition.check(&looked_at).is_some()
        };
        let mut proposal = cast.session_with_mother();
        assert!(!breaks(&proposal), "the mother alone");
        proposal.visitors.insert(cast.aunt);
        assert!(breaks(&proposal), "the aunt as well");
    }
}
