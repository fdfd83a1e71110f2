//! Refusing contact: in an emergency for not longer than seven days (s.34(6), and s.27(2) of the
//! 2002 Act after a placement order), or under an order that authorises it (s.34(4)).

use kernel::id::PersonId;
use kernel::time::{Instant, LondonDay, Slot};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A second emergency refusal that begins within so many days of the first is put to Legal.
pub const SERIAL_REFUSAL_DAYS: u16 = 14;

/// An emergency refusal lasts not longer than this (s.34(6)(b)).
const LONGEST_DAYS: u16 = 7;

/// Two refusals with less between them than this are one: contact was never possible.
const BREAK_MINUTES: i64 = 24 * 60;

kernel::codes! {
    /// The power a refusal uses.
    pub enum Power {
        /// Decided as a matter of urgency, s.34(6)(a) or s.27(2).
        Urgent = "urgent",
        /// Authorised by an order, s.34(4).
        Authorised = "authorised",
    }
}

/// A decision not to allow contact between one child and one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Refusal {
    child: PersonId,
    person: PersonId,
    power: Power,
    from: Instant,
    until: Option<Instant>,
    lifted: Option<Instant>,
}

/// A refusal that would last longer than the law allows, or end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an emergency refusal lasts not longer than seven days (section 34(6)): it must end by \
    {}", latest.in_full())]
pub struct RefusalTooLong {
    /// When it must end at the latest.
    pub latest: Instant,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    child: PersonId,
    person: PersonId,
    power: Power,
    from: Instant,
    until: Option<Instant>,
    lifted: Option<Instant>,
}

impl Refusal {
    /// An emergency refusal from one moment to another. Refused where that is longer than seven
    /// days: the same time in London on the seventh day, and never more than 168 hours.
    pub fn urgent(
        child: PersonId,
        person: PersonId,
        from: Instant,
        until: Instant,
    ) -> Result<Self, RefusalTooLong> {
        let latest = from.statutory_days_later(LONGEST_DAYS);
        if from < until && until <= latest {
            Ok(Self {
                child,
                person,
                power: Power::Urgent,
                from,
                until: Some(until),
                lifted: None,
            })
        } else {
            Err(RefusalTooLong { latest })
        }
    }

    /// The use, from a moment on, of an order's authority to refuse.
    pub const fn authorised(child: PersonId, person: PersonId, from: Instant) -> Self {
        Self {
            child,
            person,
            power: Power::Authorised,
            from,
            until: None,
            lifted: None,
        }
    }

    /// The same refusal, lifted at a moment by a recorded decision.
    #[must_use]
    pub const fn lifted(self, at: Instant) -> Self {
        Self {
            lifted: Some(at),
            ..self
        }
    }

    /// The child.
    pub const fn child(self) -> PersonId {
        self.child
    }

    /// The person who is refused.
    pub const fn person(self) -> PersonId {
        self.person
    }

    /// The power it uses.
    pub const fn power(self) -> Power {
        self.power
    }

    /// When it began.
    pub const fn from(self) -> Instant {
        self.from
    }

    /// When it ends, as far as that is known.
    pub fn ends(self) -> Option<Instant> {
        match (self.until, self.lifted) {
            (Some(until), Some(lifted)) => Some(until.min(lifted)),
            (until, lifted) => until.or(lifted),
        }
    }

    /// Whether any moment of the slot falls into it.
    pub fn covers(self, slot: Slot) -> bool {
        self.from < slot.ends() && self.ends().is_none_or(|ends| slot.starts() < ends)
    }

    /// Whether any moment of the day falls into it.
    pub fn covers_day(self, day: LondonDay) -> bool {
        self.from < day.is_over() && self.ends().is_none_or(|ends| day.begins() < ends)
    }

    /// Whether it ever had force: one that was lifted before it began had none.
    pub fn was_ever(self) -> bool {
        self.ends().is_none_or(|ends| self.from < ends)
    }

    /// Whether, with others of the same pair and hardly a break between them, it comes to one
    /// emergency refusal longer than seven days, however often it was decided anew.
    pub fn prolongs(self, others: &[Self]) -> bool {
        let span = |one: &Self| (one.from, one.ends().unwrap_or(Instant::LATEST));
        let same = |other: &&Self| {
            let pair = (self.child, self.person) == (other.child, other.person);
            pair && other.power == Power::Urgent && other.was_ever()
        };
        let mut apart: Vec<(Instant, Instant)> = others.iter().filter(same).map(span).collect();
        let (mut from, mut ends) = span(&self);
        loop {
            let joins = |(begins, over): &(Instant, Instant)| {
                *begins < ends.plus_minutes(BREAK_MINUTES)
                    && from < over.plus_minutes(BREAK_MINUTES)
            };
            let (joined, rest): (Vec<_>, Vec<_>) = apart.into_iter().partition(joins);
            if joined.is_empty() {
                break;
            }
            apart = rest;
            for (begins, over) in joined {
                (from, ends) = (from.min(begins), ends.max(over));
            }
        }
        from.statutory_days_later(LONGEST_DAYS) < ends
    }

    /// Whether it is an emergency refusal of the same pair that began less than
    /// [`SERIAL_REFUSAL_DAYS`] after `first`.
    pub fn is_serial_after(self, first: Self) -> bool {
        let same = (self.child, self.person) == (first.child, first.person);
        let urgent = self.power == Power::Urgent && first.power == Power::Urgent;
        let soon = first.from < self.from
            && self.from < first.from.statutory_days_later(SERIAL_REFUSAL_DAYS);
        same && urgent && soon
    }
}

impl TryFrom<Written> for Refusal {
    type Error = RefusalTooLong;

    fn try_from(written: Written) -> Result<Self, RefusalTooLong> {
        let Written {
            child,
            person,
            power,
            from,
            until,
            lifted,
        } = written;
        let refusal = match power {
            Power::Urgent => Self::urgent(child, person, from, until.unwrap_or(Instant::LATEST))?,
            Power::Authorised => Self {
                until,
                ..Self::authorised(child, person, from)
            },
        };
        Ok(Self { lifted, ..refusal })
    }
}

impl From<Refusal> for Written {
    fn from(refusal: Refusal) -> Self {
        let Refusal {
            child,
            person,
            power,
            from,
            until,
            lifted,
        } = refusal;
        Self {
            child,
            person,
            power,
            from,
            until,
            lifted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use proptest::prelude::*;

    fn moment(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn not_longer_than_seven_days() {
        let cast = Cast::new();
        for (from, until, taken) in [
            ("2026-11-20T17:00", "2026-11-27T17:00", true),
            ("2026-11-20T17:00", "2026-11-27T17:01", false),
            ("2026-11-20T17:00", "2026-11-28T17:00", false),
            ("2026-11-20T17:00", "2026-11-20T16:00", false),
            // The clocks go back: 17:00 in London is an hour too late, 16:00 is not.
            ("2026-10-23T16:00", "2026-10-30T17:00", false),
            ("2026-10-23T16:00", "2026-10-30T16:00", true),
            // The clocks go forward: 17:00 in London is right, and 168 hours are an hour too long.
            ("2026-03-27T17:00", "2026-04-03T16:00", true),
            ("2026-03-27T17:00", "2026-04-03T17:00", false),
        ] {
            let [start, end] = [from, until].map(|utc| moment(&format!("{utc}:00Z")));
            let refusal = Refusal::urgent(cast.ava, cast.mother, start, end);
            assert_eq!(refusal.is_ok(), taken, "{from} to {until}");
        }
        let eight = Refusal::urgent(
            cast.ava,
            cast.mother,
            moment("2026-11-20T17:00:00Z"),
            moment("2026-11-28T17:00:00Z"),
        );
        assert!(
            eight
                .unwrap_err()
                .to_string()
                .ends_with("Friday 27 November 2026 at 17:00")
        );
    }

    #[test]
    fn a_stored_refusal_cannot_be_longer_either() {
        let cast = Cast::new();
        let refusal = Refusal::urgent(
            cast.ava,
            cast.mother,
            moment("2026-11-20T17:00:00Z"),
            moment("2026-11-27T17:00:00Z"),
        );
        let stored = serde_json::to_string(&refusal.unwrap()).unwrap();
        assert_eq!(
            serde_json::from_str::<Refusal>(&stored).unwrap(),
            refusal.unwrap()
        );
        for damaged in [
            stored.replace("2026-11-27", "2026-11-28"),
            stored.replace("\"2026-11-27T17:00:00.000Z\"", "null"),
        ] {
            assert_ne!(damaged, stored);
            assert!(serde_json::from_str::<Refusal>(&damaged).is_err());
        }
    }

    #[test]
    fn it_covers_until_it_ends_or_is_lifted() {
        let cast = Cast::new();
        let slot = cast.session_with_mother().slot;
        let refusal = Refusal::urgent(
            cast.ava,
            cast.mother,
            slot.starts().plus_minutes(-60),
            slot.ends(),
        )
        .unwrap();
        assert!(refusal.covers(slot));
        assert!(!refusal.lifted(slot.starts()).covers(slot));
        assert!(refusal.lifted(slot.starts().plus_minutes(1)).covers(slot));
        assert!(Refusal::authorised(cast.ava, cast.mother, slot.starts()).covers(slot));
        assert!(!Refusal::authorised(cast.ava, cast.mother, slot.ends()).covers(slot));
    }

    #[test]
    fn a_second_one_within_a_fortnight_is_serial() {
        let cast = Cast::new();
        let from = moment("2026-11-02T09:00:00Z");
        let refuse = |days: i64, person| {
            let start = from.plus_minutes(days * 24 * 60);
            Refusal::urgent(cast.ava, person, start, start.plus_minutes(60)).unwrap()
        };
        let first = refuse(0, cast.mother);
        assert!(refuse(8, cast.mother).is_serial_after(first));
        assert!(!refuse(14, cast.mother).is_serial_after(first));
        assert!(!refuse(8, cast.father).is_serial_after(first));
        assert!(!first.is_serial_after(refuse(8, cast.mother)));
    }

    #[test]
    fn one_after_another_is_one_refusal() {
        let cast = Cast::new();
        let from = moment("2026-11-02T09:00:00Z");
        let refuse = |(first, last): (i64, i64), person| {
            let at = |hours: i64| from.plus_minutes(hours * 60);
            Refusal::urgent(cast.ava, person, at(first), at(last)).unwrap()
        };
        let mother = |span| refuse(span, cast.mother);
        let week = mother((0, 168));
        let lifted = week.lifted(from.plus_minutes(48 * 60));
        let never = mother((-48, 0)).lifted(from.plus_minutes(-72 * 60));
        for (name, new, others, prolongs) in [
            ("the first", mother((0, 168)), vec![], false),
            ("the next minute", mother((168, 336)), vec![week], true),
            ("an hour of it", mother((168, 169)), vec![week], true),
            ("a day later", mother((192, 336)), vec![week], false),
            (
                "less than a day later",
                mother((191, 336)),
                vec![week],
                true,
            ),
            (
                "of another",
                refuse((168, 336), cast.father),
                vec![week],
                false,
            ),
            ("after a short one", mother((48, 168)), vec![lifted], false),
            ("too long after it", mother((48, 169)), vec![lifted], true),
            (
                "by two steps",
                mother((100, 169)),
                vec![mother((0, 50)), mother((60, 90))],
                true,
            ),
            ("put before it", mother((-24, 0)), vec![week], true),
            (
                "after one that never was",
                mother((0, 168)),
                vec![never],
                false,
            ),
        ] {
            assert_eq!(new.prolongs(&others), prolongs, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_refusal_outlives_168_hours(start in 0_i64..500_000, length in 1_i64..20_000) {
            let cast = Cast::new();
            let from = moment("2026-01-01T00:00:00Z").plus_minutes(start);
            if let Ok(refusal) = Refusal::urgent(cast.ava, cast.mother, from, from.plus_minutes(length)) {
                prop_assert!(from.minutes_until(refusal.ends().unwrap()) <= 168 * 60);
            } else {
                prop_assert!(length > 166 * 60);
            }
        }
    }
}
