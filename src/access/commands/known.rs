//! Browsers that somebody signed in with before.
//!
//! Ten failures close an account, and the address they come from, for five minutes. Without more,
//! whoever knows an e-mail address keeps its owner out for as long as he likes, and ten mistypes keep
//! a whole office out. So a browser that signed in to an account gets a mark that only we can make, and
//! its failures at that account are counted by themselves: nobody else's stand against it, and its own
//! stand against nobody else.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use kernel::{id::UserId, refusal::Refused, sensitive::Sensitive, time::Instant};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{
    access::rules::BROWSER_KNOWN_FOR,
    storage::{hex, random_hex},
};

/// How many accounts one browser is known to: the tablet of a room has several supervisors.
const MARKS: usize = 8;
/// What stands between two marks, and within one.
const BETWEEN: char = '.';
const WITHIN: char = '-';
/// The longest mark: seconds, 16 random bytes, and the seal over them.
const LONGEST: usize = 120;

/// An account as its marks know it: a new password makes all of them worthless.
#[derive(Clone, Copy)]
pub struct Marked<'a> {
    /// Whose.
    pub user: UserId,
    /// The hash of the password of today.
    pub password_hash: &'a str,
}

/// Makes and reads the marks.
pub struct KnownBrowsers {
    key: Sensitive<[u8; 32]>,
}

impl fmt::Debug for KnownBrowsers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KnownBrowsers")
    }
}

impl KnownBrowsers {
    /// From 32 secret bytes.
    pub const fn new(key: Sensitive<[u8; 32]>) -> Self {
        Self { key }
    }

    /// The mark of this account among those of a browser, unless it is too old.
    pub fn find<'m>(&self, marks: &'m str, of: Marked<'_>, now: Instant) -> Option<&'m str> {
        marks
            .split(BETWEEN)
            .take(MARKS)
            .find(|mark| self.is_of(mark, of).is_some_and(|at| is_fresh(at, now)))
    }

    /// The marks of a browser after signing in: a new one for this account, and those of others.
    ///
    /// # Errors
    /// A fault when the operating system has no randomness to give.
    pub fn renewed(&self, marks: &str, of: Marked<'_>, now: Instant) -> Result<String, Refused> {
        let seconds = now.millis() / 1000;
        let name = random_hex::<16>()?;
        let seal = self.seal(seconds, &name, of);
        let new = format!("{seconds}{WITHIN}{name}{WITHIN}{seal}");
        let others = marks
            .split(BETWEEN)
            .take(MARKS)
            .filter(|mark| is_like_one(mark) && self.is_of(mark, of).is_none())
            .take(MARKS - 1);
        Ok(others.fold(new, |all, mark| format!("{all}{BETWEEN}{mark}")))
    }

    /// When a mark of this account was made; none when it is another's, or nobody's.
    fn is_of(&self, mark: &str, of: Marked<'_>) -> Option<Instant> {
        let mut parts = mark.split(WITHIN);
        let (seconds, name, seal) = (parts.next()?, parts.next()?, parts.next()?);
        let seconds: i64 = seconds.parse().ok()?;
        let ours = self.seal(seconds, name, of);
        let same = parts.next().is_none() && bool::from(ours.as_bytes().ct_eq(seal.as_bytes()));
        same.then(|| Instant::from_millis(seconds.saturating_mul(1000)))
    }

    fn seal(&self, seconds: i64, name: &str, of: Marked<'_>) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.reveal()) else {
            return String::new();
        };
        let Marked {
            user,
            password_hash,
        } = of;
        mac.update(format!("known browser\n{user}\n{seconds}\n{name}\n{password_hash}").as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

fn is_fresh(made: Instant, now: Instant) -> bool {
    made <= now && now.since(made) < BROWSER_KNOWN_FOR
}

fn is_like_one(mark: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == WITHIN;
    (1..=LONGEST).contains(&mark.len()) && mark.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> Instant {
        Instant::from_millis(days * 24 * 60 * 60 * 1000)
    }
    fn of(user: u64, password_hash: &str) -> Marked<'_> {
        Marked {
            user: UserId::from_parts(user, 1),
            password_hash,
        }
    }
    fn browsers(key: u8) -> KnownBrowsers {
        KnownBrowsers::new([key; 32].into())
    }

    #[test]
    fn a_mark_is_of_one_account_one_password_and_one_house_for_half_a_year() {
        let marks = browsers(1).renewed("", of(1, "hash"), at(10)).unwrap();
        for (name, house, account, day, known) in [
            ("at once", 1, of(1, "hash"), 10, true),
            ("on the last day", 1, of(1, "hash"), 189, true),
            ("half a year later", 1, of(1, "hash"), 190, false),
            ("before it was made", 1, of(1, "hash"), 9, false),
            ("another account", 1, of(2, "hash"), 10, false),
            ("another password", 1, of(1, "new"), 10, false),
            ("another house", 2, of(1, "hash"), 10, false),
        ] {
            let found = browsers(house).find(&marks, account, at(day));
            assert_eq!(found.is_some(), known, "{name}");
        }
        for forged in [
            "",
            "-",
            "1-2-3",
            "864000--",
            marks.get(1..).unwrap(),
            &format!("{marks}-"),
        ] {
            let found = browsers(1).find(forged, of(1, "hash"), at(10));
            assert_eq!(found, None, "{forged}");
        }
    }

    #[test]
    fn a_browser_keeps_the_marks_of_its_last_eight_people() {
        let house = browsers(1);
        let sign_in = |marks: &str, user| house.renewed(marks, of(user, "hash"), at(1)).unwrap();
        let mut marks = "not.a\u{e9}mark.\"x\"".to_owned();
        for user in [1, 2, 1, 3, 4, 5, 6, 7, 8, 9] {
            marks = sign_in(&marks, user);
        }
        let known = |user| house.find(&marks, of(user, "hash"), at(1)).is_some();
        let all: Vec<u64> = (1..=9).filter(|user| known(*user)).collect();
        assert_eq!(all, [1, 3, 4, 5, 6, 7, 8, 9]);
        assert!(marks.len() < 1000 && !marks.contains("not"), "{marks}");
    }
}
