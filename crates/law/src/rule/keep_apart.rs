//! "Father shall not attend while mother is present or within 30 minutes."

use kernel::id::PersonId;
use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::standing::Booked;
use crate::verdict::Code;

/// Two people who must not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeepApart {
    /// The one.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// Minutes to keep between their times at one site. Absent: they may be at one site, only not
    /// in one session.
    pub minutes_between: Option<u16>,
}

impl KeepApart {
    fn meets_at_site(&self, case: &Case<'_>, booked: &Booked, minutes: u16) -> bool {
        let proposal = case.proposal;
        let same_site = booked.mode.is_meeting()
            && booked.venue.is_some()
            && booked.venue == proposal.place.venue;
        let crossed = (proposal.has(self.one) && booked.has(self.other))
            || (proposal.has(self.other) && booked.has(self.one));
        // Without a buffer, back to back is far enough; while they overlap the distance is
        // negative.
        same_site && crossed && booked.slot.minutes_apart(proposal.slot) < i64::from(minutes)
    }
}

impl Check for KeepApart {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let breach = |explanation: String| {
            Some(
                Breach::new(Kind::Forbidden, Code::KeepApart, explanation)
                    .about([self.one, self.other]),
            )
        };
        if case.proposal.has(self.one) && case.proposal.has(self.other) {
            return breach("Two people who must be kept apart would be in one session.".to_owned());
        }
        let minutes = self
            .minutes_between
            .filter(|_| case.proposal.mode.is_meeting())?;
        let mut others = case
            .standing
            .others(case.proposal)
            .filter(|booked| booked.fills_maximum());
        if others.any(|booked| self.meets_at_site(case, booked, minutes)) {
            return breach(format!(
                "Two people who must be kept apart would be at the venue within {minutes} minutes."
            ));
        }
        None
    }

    fn in_words(&self) -> String {
        match self.minutes_between {
            None => "The two named may not be in one session.".to_owned(),
            Some(minutes) => format!(
                "The two named may not be at one venue within {minutes} minutes of each other."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};
    use crate::session::CountsAs;
    use kernel::time::{ClockTime, Slot};

    /// The father with Noah for an hour, at the same centre.
    fn father_from(cast: &Cast, from: &str) -> Booked {
        let mut booked = cast.booked_with_mother("2026-11-24");
        booked.visitors = [cast.father].into();
        booked.children = [cast.noah].into();
        let from: ClockTime = from.parse().unwrap();
        booked.slot = Slot::new(booked.slot.day(), from, from.plus_minutes(60).unwrap()).unwrap();
        booked
    }

    fn judged(cast: &Cast, minutes_between: Option<u16>, father: Booked) -> bool {
        let mut standing = cast.standing();
        standing.sessions.insert(cast.other_session(), father);
        let (one, other) = (cast.father, cast.mother);
        let apart = Condition::KeepApart(KeepApart {
            one,
            other,
            minutes_between,
        });
        found(apart, &standing, &cast.session_with_mother()).is_some()
    }

    /// The mother's session is from 10:00 to 11:30.
    #[test]
    fn father_not_while_mother_is_present_or_within_30_minutes() {
        let cast = Cast::new();
        for (case, from, minutes, forbidden) in [
            ("20 minutes after her", "11:50", Some(30), true),
            ("30 minutes after her", "12:00", Some(30), false),
            ("29 minutes before her", "08:31", Some(30), true),
            ("30 minutes before her", "08:30", Some(30), false),
            ("while she is there", "10:15", Some(0), true),
            ("straight after, no buffer", "11:30", Some(0), false),
            ("one site is allowed", "10:15", None, false),
        ] {
            let father = father_from(&cast, from);
            assert_eq!(judged(&cast, minutes, father), forbidden, "{case}");
        }
        let mut elsewhere = father_from(&cast, "10:15");
        elsewhere.venue = Some(cast.other_venue());
        assert!(!judged(&cast, Some(30), elsewhere), "at another centre");
        let mut missed = father_from(&cast, "11:50");
        missed.counted = Some(CountsAs::VisitorFailure);
        assert!(!judged(&cast, Some(30), missed), "he did not come");
    }

    #[test]
    fn never_in_one_session_and_it_does_not_matter_who_is_named_first() {
        let cast = Cast::new();
        let mut both = cast.session_with_mother();
        both.visitors.insert(cast.father);
        for (one, other) in [(cast.father, cast.mother), (cast.mother, cast.father)] {
            let apart = KeepApart {
                one,
                other,
                minutes_between: None,
            };
            let finding = found(Condition::KeepApart(apart), &cast.standing(), &both);
            assert_eq!(finding, Some((Code::KeepApart, Kind::Forbidden)));
        }
    }
}
