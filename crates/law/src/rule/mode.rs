//! "Indirect contact only."

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::proposal::Mode;
use crate::verdict::Code;

/// Only in these ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ModeIs {
    /// The ways allowed.
    pub modes: BTreeSet<Mode>,
}

impl Check for ModeIs {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let mode = case.proposal.mode;
        let explanation = format!(
            "It would be {}, which is not among the ways allowed.",
            mode.label()
        );
        (!self.modes.contains(&mode)).then(|| Breach::new(Kind::Forbidden, Code::Mode, explanation))
    }

    fn in_words(&self) -> String {
        let modes: Vec<_> = self.modes.iter().map(|mode| mode.label()).collect();
        format!("Only {}.", modes.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn indirect_contact_only() {
        let cast = Cast::new();
        for (words, modes, mode, expected) in [
            (
                "by letter twice a year; a visit",
                vec![Mode::Letter],
                Mode::Direct,
                true,
            ),
            (
                "by letter twice a year; a letter",
                vec![Mode::Letter],
                Mode::Letter,
                false,
            ),
            (
                "by letter or telephone; a video call",
                vec![Mode::Letter, Mode::Phone],
                Mode::Video,
                true,
            ),
        ] {
            let mut proposal = cast.session_with_mother();
            proposal.mode = mode;
            let condition = Condition::Mode(ModeIs {
                modes: modes.into_iter().collect(),
            });
            let finding = found(condition, &cast.standing(), &proposal);
            assert_eq!(
                finding,
                expected.then_some((Code::Mode, Kind::Forbidden)),
                "{words}"
            );
        }
    }
}
