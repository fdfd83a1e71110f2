//! "Partner J. shall not be present."

use std::collections::BTreeSet;

use kernel::id::PersonId;
use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::verdict::Code;

/// These persons may not take part, in the room or by call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoPerson {
    /// Who is barred.
    pub barred: BTreeSet<PersonId>,
}

impl Check for NoPerson {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let present: Vec<_> = self
            .barred
            .iter()
            .copied()
            .filter(|person| case.proposal.has(*person))
            .collect();
        let explanation = "Someone who is barred would be present.";
        (!present.is_empty())
            .then(|| Breach::new(Kind::Forbidden, Code::NoPerson, explanation).about(present))
    }

    fn in_words(&self) -> String {
        match self.barred.len() {
            1 => "The person named may not be present.".to_owned(),
            barred => format!("The {barred} people named may not be present."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::proposal::Mode;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn partner_j_shall_not_be_present() {
        let cast = Cast::new();
        let rule = || {
            Condition::NoPerson(NoPerson {
                barred: BTreeSet::from([cast.partner]),
            })
        };
        let forbidden = Some((Code::NoPerson, Kind::Forbidden));
        for (case, coming, mode, expected) in [
            ("the mother alone", vec![cast.mother], Mode::Direct, None),
            (
                "the mother with her partner",
                vec![cast.mother, cast.partner],
                Mode::Direct,
                forbidden,
            ),
            (
                "the partner alone",
                vec![cast.partner],
                Mode::Direct,
                forbidden,
            ),
            (
                "the partner on a video call",
                vec![cast.mother, cast.partner],
                Mode::Video,
                forbidden,
            ),
        ] {
            let mut proposal = cast.session_with_mother();
            (proposal.visitors, proposal.mode) = (coming.into_iter().collect(), mode);
            assert_eq!(
                found(rule(), &cast.standing(), &proposal),
                expected,
                "{case}"
            );
        }
    }

    #[test]
    fn a_brother_can_be_barred() {
        let cast = Cast::new();
        let mut together = cast.session_with_mother();
        together.children.insert(cast.noah);
        let rule = Condition::NoPerson(NoPerson {
            barred: BTreeSet::from([cast.noah]),
        });
        assert_eq!(
            found(rule, &cast.standing(), &together),
            Some((Code::NoPerson, Kind::Forbidden))
        );
    }
}
