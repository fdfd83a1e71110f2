//! "Contact shall be supervised by the authority."

use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::proposal::Level;
use crate::verdict::Code;

/// Watched at least this closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SupervisionAtLeast {
    /// How closely.
    pub level: Level,
}

impl Check for SupervisionAtLeast {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let too_weak = case.proposal.mode.is_live() && case.proposal.level < self.level;
        let explanation = format!(
            "It would be “{}”; at least “{}” is ordered.",
            case.proposal.level.label(),
            self.level.label()
        );
        too_weak.then(|| Breach::new(Kind::Forbidden, Code::Supervision, explanation))
    }

    fn in_words(&self) -> String {
        format!("Supervision: at least “{}”.", self.level.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::proposal::Mode;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn watched_at_least_as_closely_as_the_order_says() {
        let cast = Cast::new();
        let forbidden = Some((Code::Supervision, Kind::Forbidden));
        for (words, ordered, planned, mode, expected) in [
            (
                "supervised; planned so",
                Level::Supervised,
                Level::Supervised,
                Mode::Direct,
                None,
            ),
            (
                "supervised; planned with two",
                Level::Supervised,
                Level::TwoSupervisors,
                Mode::Direct,
                None,
            ),
            (
                "supervised; planned monitored",
                Level::Supervised,
                Level::Monitored,
                Mode::Direct,
                forbidden,
            ),
            (
                "by two supervisors; planned with one",
                Level::TwoSupervisors,
                Level::Supervised,
                Mode::Direct,
                forbidden,
            ),
            (
                "bail: no unsupervised contact; video call alone",
                Level::Supervised,
                Level::Unsupervised,
                Mode::Video,
                forbidden,
            ),
            (
                "supervised; a letter",
                Level::Supervised,
                Level::Unsupervised,
                Mode::Letter,
                None,
            ),
        ] {
            let mut proposal = cast.session_with_mother();
            (proposal.level, proposal.mode) = (planned, mode);
            let condition = Condition::SupervisionAtLeast(SupervisionAtLeast { level: ordered });
            assert_eq!(
                found(condition, &cast.standing(), &proposal),
                expected,
                "{words}"
            );
        }
    }

    #[test]
    fn closer_watching_never_breaks_the_rule() {
        let cast = Cast::new();
        for ordered in Level::ALL {
            for planned in Level::ALL.iter().filter(|planned| *planned >= ordered) {
                let mut proposal = cast.session_with_mother();
                proposal.level = *planned;
                let condition =
                    Condition::SupervisionAtLeast(SupervisionAtLeast { level: *ordered });
                assert_eq!(found(condition, &cast.standing(), &proposal), None);
            }
        }
    }
}
