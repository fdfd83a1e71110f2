//! Limits of sign-in and sessions. Pure.

use std::time::Duration;

use kernel::{
    refusal::{FieldError, Kind, Reason, Refused},
    time::Instant,
};

/// Failures that stop further attempts, per account and per source; a browser that signed in to the
/// account before is counted by itself.
pub const FAILURES_ALLOWED: i64 = 10;
/// The window in which failures count.
pub const FAILURE_WINDOW: Duration = Duration::from_mins(5);
/// How long a browser session lives without a sign of life.
pub const IDLE_LIMIT: Duration = Duration::from_mins(30);
/// How long a browser session lives in any case.
pub const ABSOLUTE_LIMIT: Duration = Duration::from_hours(12);
/// How long an access token lives.
pub const ACCESS_LIFE: Duration = Duration::from_mins(15);
/// How long a refresh token waits to be used.
pub const REFRESH_LIFE: Duration = Duration::from_hours(14 * 24);
/// How long a program goes on without name and password, however often its tokens are renewed.
pub const FAMILY_LIFE: Duration = Duration::from_hours(30 * 24);
/// How long a browser is known that somebody signed in with.
pub const BROWSER_KNOWN_FOR: Duration = Duration::from_hours(180 * 24);
/// The cookie that says to whom a browser is known.
pub const KNOWN_COOKIE: &str = "__Host-kith-known";
/// How often a sign of life is written down.
pub const TOUCH_EVERY: Duration = Duration::from_mins(1);
/// Shortest password, in characters. Length is what protects; no composition rules (NCSC).
pub const SHORTEST_PASSWORD: usize = 12;
/// Longest password, in bytes: enough for any sentence, short enough to hash.
pub const LONGEST_PASSWORD: usize = 256;

/// Where a browser session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In use.
    Live {
        /// Time left until it ends in any case.
        absolute_left: Duration,
        /// Whether this sign of life is worth writing down.
        touch: bool,
    },
    /// Over.
    Over,
}

/// Where a session stands that began at `created`, was last seen at `seen` and may have ended.
pub fn standing(created: Instant, seen: Instant, ended: Option<Instant>, now: Instant) -> Standing {
    let idle = now.since(seen);
    let age = now.since(created);
    if ended.is_some() || idle >= IDLE_LIMIT || age >= ABSOLUTE_LIMIT {
        return Standing::Over;
    }
    Standing::Live {
        absolute_left: ABSOLUTE_LIMIT.saturating_sub(age),
        touch: idle >= TOUCH_EVERY,
    }
}

/// Whether a refresh token is spent that was issued and whose family began at these moments.
pub fn is_spent(issued: Instant, family_began: Instant, now: Instant) -> bool {
    now.since(issued) >= REFRESH_LIFE || now.since(family_began) >= FAMILY_LIFE
}

/// Whether another attempt may be made after `failures` in the window.
pub const fn may_attempt(failures: i64) -> bool {
    failures < FAILURES_ALLOWED
}

/// The one answer to any sign-in that fails, for whatever reason.
pub fn sign_in_failed() -> Reason {
    Reason::new(
        "sign-in-failed",
        "The e-mail address or password is not right, or there were too many attempts. Check both, or wait five minutes.",
    )
}

/// Whether a password is long enough, not too long, and not soon guessed by who knows `about`: the name
/// and the address of its owner.
///
/// # Errors
/// A field error at `/password`.
pub fn check_password(password: &str, about: &[&str]) -> Result<(), Refused> {
    let (code, message) = if let Some(message) = out_of_length(password) {
        ("out-of-bounds", message)
    } else if zxcvbn::zxcvbn(password, about).score() < zxcvbn::Score::Three {
        (
            "too-easy",
            "This password is soon guessed. Use three or four words that have nothing to do with each other, or with you.".to_owned(),
        )
    } else {
        return Ok(());
    };
    let error = FieldError::new("/password", code, message);
    Err(Refused::Invalid(vec![error]))
}

fn out_of_length(password: &str) -> Option<String> {
    if password.chars().count() < SHORTEST_PASSWORD {
        Some(format!(
            "Use {SHORTEST_PASSWORD} characters or more. Three words you can remember do well."
        ))
    } else if password.len() > LONGEST_PASSWORD {
        Some(format!("Use {LONGEST_PASSWORD} characters or fewer."))
    } else {
        None
    }
}

/// A refresh token that was used before came from a copy: the whole family is over.
pub fn tokens_refused() -> Refused {
    Refused::because(
        Kind::NotSignedIn,
        Reason::new(
            "refresh-token-refused",
            "Sign in again with name and password.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(seconds * 1000)
    }

    #[test]
    fn a_session_ends_by_idleness_by_age_and_by_hand() {
        let hours = 60 * 60;
        let cases: &[(&str, i64, Option<i64>, i64, bool)] = &[
            // name, seen, ended, now, over
            ("just begun", 0, None, 0, false),
            ("idle for 29 minutes", 0, None, 29 * 60, false),
            ("idle for 30 minutes", 0, None, 30 * 60, true),
            (
                "busy for eleven hours",
                11 * hours,
                None,
                11 * hours + 60,
                false,
            ),
            ("busy for twelve hours", 12 * hours, None, 12 * hours, true),
            ("signed out", 0, Some(5), 6, true),
        ];
        for (name, seen, ended, now, over) in cases {
            let standing = standing(at(0), at(*seen), ended.map(at), at(*now));
            assert_eq!(standing == Standing::Over, *over, "{name}");
        }
    }

    #[test]
    fn a_sign_of_life_is_written_once_a_minute() {
        let touched = |now| {
            matches!(
                standing(at(0), at(0), None, at(now)),
                Standing::Live { touch: true, .. }
            )
        };
        assert!(!touched(59) && touched(60));
    }

    #[test]
    fn a_refresh_token_ends_by_itself_and_with_its_family() {
        let days = |days: i64| at(days * 24 * 60 * 60);
        for (issued, now, spent) in [
            (0, 13, false),
            (0, 14, true),
            (13, 26, false),
            (13, 27, true),
            (26, 29, false),
            (26, 30, true),
        ] {
            let found = is_spent(days(issued), days(0), days(now));
            assert_eq!(found, spent, "issued on day {issued}, used on day {now}");
        }
    }

    #[test]
    fn the_eleventh_attempt_is_refused() {
        assert!(may_attempt(9) && !may_attempt(10) && !may_attempt(1000));
    }

    #[test]
    fn a_password_is_long_and_not_soon_guessed() {
        let about = ["priya.nair@example.org", "Priya Nair"];
        for (password, code) in [
            ("short", Some("out-of-bounds")),
            (&"x".repeat(257), Some("out-of-bounds")),
            ("password1234", Some("too-easy")),
            ("qwertyuiop12", Some("too-easy")),
            ("aaaaaaaaaaaaaaaa", Some("too-easy")),
            ("priya.nair@example.org", Some("too-easy")),
            ("three plain words", None),
            ("merrowby-family-time", None),
            ("kettle orange granite", None),
        ] {
            let found = match check_password(password, &about) {
                Err(Refused::Invalid(errors)) => errors.first().map(|one| one.code),
                _ => None,
            };
            assert_eq!(found, code, "{password}");
        }
    }
}
