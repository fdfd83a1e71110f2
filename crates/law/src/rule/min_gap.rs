//! "With at least one clear day between."

use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::verdict::Code;

/// At least so many hours from the end of one session to the start of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MinGap {
    /// How many hours.
    pub hours: u16,
}

impl Check for MinGap {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let least = i64::from(self.hours) * 60;
        let close = |child: &&kernel::id::PersonId| {
            let mut others = case.standing.others(case.proposal);
            others.any(|booked| {
                let near = booked.slot.minutes_apart(case.proposal.slot) < least;
                near && booked.fills_maximum() && case.rule.speaks_of(**child, booked)
            })
        };
        let child = case
            .rule
            .children
            .intersection(&case.proposal.children)
            .find(close)?;
        let explanation = format!("Another session is less than {} hours away.", self.hours);
        Some(Breach::new(Kind::Forbidden, Code::MinGap, explanation).about([*child]))
    }

    fn in_words(&self) -> String {
        format!(
            "At least {} hours from the end of one session to the start of the next.",
            self.hours
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn not_on_consecutive_days() {
        let cast = Cast::new();
        for (case, day, hours, expected) in [
            ("the day before", "2026-11-23", 24, true),
            ("the day after", "2026-11-25", 24, true),
            ("two days after", "2026-11-26", 24, false),
            (
                "two days after, 46 and a half hours between",
                "2026-11-26",
                46,
                false,
            ),
        ] {
            let mut standing = cast.standing();
            standing
                .sessions
                .insert(cast.other_session(), cast.booked_with_mother(day));
            let finding = found(
                Condition::MinGap(MinGap { hours }),
                &standing,
                &cast.session_with_mother(),
            );
            assert_eq!(
                finding,
                expected.then_some((Code::MinGap, Kind::Forbidden)),
                "{case}"
            );
        }
    }
}
