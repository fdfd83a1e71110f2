//! "On no fewer than two occasions each week."

use serde::{Deserialize, Serialize};

use super::frequency::{counts, sessions};
use super::{Breach, Case, Check, Kind, Period};
use crate::standing::Booked;
use crate::verdict::Code;

/// At least so many sessions in each window. A bare frequency in an order is read as this: a
/// floor, not a ceiling.
///
/// A shortfall is a duty and never stops a session: stopping one would only deepen it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MinFrequency {
    /// How many sessions.
    pub times: u8,
    /// In each what.
    pub per: Period,
}

impl Check for MinFrequency {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let window = self.per.window(case.proposal.slot.day(), case.anchor);
        let short = counts(case, window, Booked::meets_minimum)
            .into_iter()
            .filter(|(_, count)| *count < usize::from(self.times))
            .min_by_key(|(_, count)| *count);
        let (child, count) = short?;
        let planned = format!(
            "{} of {} in the {} to {}.",
            count,
            self.times,
            self.per.label(),
            window.last.in_words()
        );
        Some(
            Breach::new(
                Kind::Owed,
                Code::MinFrequency,
                format!("Below its minimum: {planned}"),
            )
            .about([child]),
        )
    }

    fn in_words(&self) -> String {
        format!(
            "At least {} in each {}.",
            sessions(self.times),
            self.per.label()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::proposal::Mode;
    use crate::rule::{Condition, testing::found};
    use crate::session::CountsAs;

    #[test]
    fn no_fewer_than_two_occasions_each_week() {
        let cast = Cast::new();
        let twice = || {
            Condition::MinFrequency(MinFrequency {
                times: 2,
                per: Period::Week,
            })
        };
        let owed = Some((Code::MinFrequency, Kind::Owed));
        for (case, day, counted, expected) in [
            ("another is planned on Thursday", "2026-11-26", None, None),
            (
                "another was held on Monday",
                "2026-11-23",
                Some(CountsAs::Delivered),
                None,
            ),
            (
                "the mother did not come on Monday",
                "2026-11-23",
                Some(CountsAs::VisitorFailure),
                None,
            ),
            (
                "the child was unwell on Monday",
                "2026-11-23",
                Some(CountsAs::Excused),
                None,
            ),
            (
                "the service cancelled Monday",
                "2026-11-23",
                Some(CountsAs::ServiceFailure),
                owed,
            ),
            ("the other is in the week after", "2026-11-30", None, owed),
            (
                "the other was on the Sunday before",
                "2026-11-22",
                Some(CountsAs::Delivered),
                owed,
            ),
        ] {
            let mut standing = cast.standing();
            let mut other = cast.booked_with_mother(day);
            other.counted = counted;
            standing.sessions.insert(cast.other_session(), other);
            assert_eq!(
                found(twice(), &standing, &cast.session_with_mother()),
                expected,
                "{case}"
            );
        }
        assert_eq!(
            found(twice(), &cast.standing(), &cast.session_with_mother()),
            owed,
            "it is the only one"
        );
    }

    #[test]
    fn a_video_call_does_not_stand_in_for_a_visit() {
        let cast = Cast::new();
        let once = Condition::MinFrequency(MinFrequency {
            times: 1,
            per: Period::Week,
        });
        let mut call = cast.session_with_mother();
        assert_eq!(found(once.clone(), &cast.standing(), &call), None);
        call.mode = Mode::Video;
        assert_eq!(
            found(once, &cast.standing(), &call),
            Some((Code::MinFrequency, Kind::Owed))
        );
    }

    #[test]
    fn judging_a_booked_session_again_does_not_count_it_twice() {
        let cast = Cast::new();
        let twice = Condition::MinFrequency(MinFrequency {
            times: 2,
            per: Period::Week,
        });
        let mut standing = cast.standing();
        standing
            .sessions
            .insert(cast.other_session(), cast.booked_with_mother("2026-11-24"));
        let mut proposal = cast.session_with_mother();
        proposal.session = Some(cast.other_session());
        assert_eq!(
            found(twice, &standing, &proposal),
            Some((Code::MinFrequency, Kind::Owed))
        );
    }
}
