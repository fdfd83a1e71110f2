//! When something stands that a device kept until there was a signal. The device says when it was typed;
//! the record keeps that, and when it came in. Pure.

use kernel::time::Instant;

use super::entry::CLOCK_SKEW_MINUTES;
use crate::observations::{Entry, Found};

/// What came in so long after it was typed says so.
const LATE_MINUTES: i64 = 5;

/// The codes of what is found of a device's clock.
const AHEAD: &str = "device-clock-ahead";
const BEFORE_THE_DOOR: &str = "typed-before-the-door";

/// When something typed happened, as far as nobody says otherwise, and when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// When it stands in the log.
    pub happened: Instant,
    /// When it was written.
    pub written: Instant,
    /// Why it does not stand at the time that the device gave.
    pub found: Option<Found>,
}

/// Reads the time a device gave. One that has not come yet is no time: it stands when it came in. What
/// was typed before the door `opens` stands at the door's opening; both are said.
pub fn typed(said: Option<Instant>, now: Instant, opens: Instant) -> Typed {
    let (Some(said), true) = (said, opens <= now) else {
        return Typed {
            happened: now,
            written: now,
            found: None,
        };
    };
    let found = if said > now.plus_minutes(CLOCK_SKEW_MINUTES) {
        let words = "which had not come yet. It stands at the time it was received.";
        Some((AHEAD, words))
    } else if said < opens {
        let words = "before the door was open. It stands at the first time that can be recorded.";
        Some((BEFORE_THE_DOOR, words))
    } else {
        None
    };
    Typed {
        happened: said.clamp(opens, now),
        written: said.min(now),
        found: found.map(|(code, words)| Found {
            code: code.to_owned(),
            explanation: format!("The device said {}, {words}", said.in_short()),
            quote: None,
        }),
    }
}

/// Whether this finding is of a device's clock, and of nothing that happened.
pub fn is_of_the_clock(found: &Found) -> bool {
    [AHEAD, BEFORE_THE_DOOR].contains(&found.code.as_str())
}

/// What a reader must know of when an entry was typed and came in; nothing where both are as good as
/// one.
pub fn how_it_came(entry: &Entry) -> Option<String> {
    let (written, received) = (entry.written, entry.received);
    let late = written.minutes_until(received) >= LATE_MINUTES;
    let came = late.then(|| {
        let same_day = written.london_day() == received.london_day();
        let received = if same_day {
            received.london_time().to_string()
        } else {
            received.in_short()
        };
        format!(
            "Typed at {}, received at {received}.",
            written.london_time()
        )
    });
    let clock = entry.found.iter().find(|found| is_of_the_clock(found));
    let said = clock.map(|found| found.explanation.clone());
    let words: Vec<String> = [came, said].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::rules::testing::{arrived, at, entry, mother};

    #[test]
    fn it_stands_when_it_was_typed_and_never_ahead_of_the_door_or_of_now() {
        for (case, said, (happened, written), found) in [
            ("no script", None, ("10:50", "10:50"), None),
            ("kept for a while", Some("10:15"), ("10:15", "10:15"), None),
            ("a little ahead", Some("10:54"), ("10:50", "10:50"), None),
            ("ahead", Some("10:56"), ("10:50", "10:50"), Some(AHEAD)),
            (
                "too early",
                Some("07:10"),
                ("09:30", "07:10"),
                Some(BEFORE_THE_DOOR),
            ),
        ] {
            let read = typed(said.map(at), at("10:50"), at("09:30"));
            assert_eq!(
                (read.happened, read.written),
                (at(happened), at(written)),
                "{case}"
            );
            assert_eq!(
                read.found.map(|found| found.code).as_deref(),
                found,
                "{case}"
            );
        }
        let shut = typed(Some(at("09:10")), at("09:20"), at("09:30"));
        assert_eq!(
            shut.happened,
            at("09:20"),
            "the door says itself that it is shut"
        );
    }

    #[test]
    fn what_came_in_late_says_when() {
        let kept = |written: &str, received: &str| {
            let mut entry = entry(1, "10:15", arrived(mother()));
            (entry.written, entry.received) = (at(written), at(received));
            entry
        };
        assert_eq!(how_it_came(&kept("10:15", "10:19")), None);
        let late = how_it_came(&kept("10:15", "10:20"));
        assert_eq!(late.as_deref(), Some("Typed at 10:15, received at 10:20."));
        let mut ahead = kept("10:50", "10:50");
        ahead
            .found
            .extend(typed(Some(at("11:30")), at("10:50"), at("09:30")).found);
        assert!(how_it_came(&ahead).unwrap().contains("had not come yet"));
    }
}
