//! "Not more than once a month."

use serde::{Deserialize, Serialize};

use super::frequency::{counts, sessions};
use super::{Breach, Case, Check, Kind, Period};
use crate::standing::Booked;
use crate::verdict::Code;

/// At most so many sessions in each window; only where the words limit, since a bare frequency is
/// a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MaxFrequency {
    /// How many sessions.
    pub times: u8,
    /// In each what.
    pub per: Period,
}

impl Check for MaxFrequency {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let window = self.per.window(case.proposal.slot.day(), case.anchor);
        let many = counts(case, window, Booked::fills_maximum);
        let (child, count) = many
            .into_iter()
            .find(|(_, count)| *count > usize::from(self.times))?;
        let explanation = format!(
            "It would be session {count} of at most {} in the {} to {}.",
            self.times,
            self.per.label(),
            window.last.in_words()
        );
        Some(Breach::new(Kind::Forbidden, Code::MaxFrequency, explanation).about([child]))
    }

    fn in_words(&self) -> String {
        format!(
            "At most {} in each {}.",
            sessions(self.times),
            self.per.label()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};
    use crate::session::CountsAs;

    #[test]
    fn not_more_than_once_a_month() {
        let cast = Cast::new();
        for (case, day, counted, expected) in [
            ("one is planned in the same month", "2026-11-30", None, true),
            (
                "one was held in the same month",
                "2026-11-02",
                Some(CountsAs::Delivered),
                true,
            ),
            (
                "one was missed in the same month",
                "2026-11-02",
                Some(CountsAs::VisitorFailure),
                false,
            ),
            ("one is in the next month", "2026-12-01", None, false),
        ] {
            let mut standing = cast.standing();
            let mut other = cast.booked_with_mother(day);
            other.counted = counted;
            standing.sessions.insert(cast.other_session(), other);
            let once = Condition::MaxFrequency(MaxFrequency {
                times: 1,
                per: Period::Month,
            });
            let finding = found(once, &standing, &cast.session_with_mother());
            assert_eq!(
                finding,
                expected.then_some((Code::MaxFrequency, Kind::Forbidden)),
                "{case}"
            );
        }
    }
}
