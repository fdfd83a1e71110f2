//! "For two hours."

use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::verdict::Code;

/// How long a session lasts, in minutes. Both ends the same: exactly so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct Duration {
    at_least: Option<u16>,
    at_most: Option<u16>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u16>,
}

/// Bounds that no session can keep, or no bound at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("say at least how long or at most how long, and the least not above the most")]
pub struct NoSuchDuration;

impl Duration {
    /// Between these bounds, in minutes; at least one is needed.
    pub fn new(at_least: Option<u16>, at_most: Option<u16>) -> Result<Self, NoSuchDuration> {
        match (at_least, at_most) {
            (None, None) => Err(NoSuchDuration),
            (Some(least), Some(most)) if least > most => Err(NoSuchDuration),
            _ => Ok(Self { at_least, at_most }),
        }
    }

    /// The least, in minutes.
    pub const fn at_least(self) -> Option<u16> {
        self.at_least
    }

    /// The most, in minutes.
    pub const fn at_most(self) -> Option<u16> {
        self.at_most
    }
}

impl TryFrom<Written> for Duration {
    type Error = NoSuchDuration;
    fn try_from(written: Written) -> Result<Self, NoSuchDuration> {
        Self::new(written.at_least, written.at_most)
    }
}

impl From<Duration> for Written {
    fn from(duration: Duration) -> Self {
        Self {
            at_least: duration.at_least,
            at_most: duration.at_most,
        }
    }
}

impl Check for Duration {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let minutes = case.proposal.slot.minutes();
        if !case.proposal.mode.is_live() {
            return None;
        }
        if let Some(most) = self.at_most.filter(|most| minutes > i64::from(*most)) {
            let explanation =
                format!("It would last {minutes} minutes; at most {most} are allowed.");
            return Some(Breach::new(Kind::Forbidden, Code::TooLong, explanation));
        }
        let least = self.at_least.filter(|least| minutes < i64::from(*least))?;
        let explanation = format!("It would last {minutes} minutes; at least {least} are ordered.");
        Some(Breach::new(Kind::FallsShort, Code::TooShort, explanation))
    }

    fn in_words(&self) -> String {
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => format!("Exactly {least} minutes."),
            (Some(least), Some(most)) => {
                format!("At least {least} minutes and at most {most} minutes.")
            }
            (Some(least), None) => format!("At least {least} minutes."),
            (None, Some(most)) => format!("At most {most} minutes."),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn the_cast_s_session_of_ninety_minutes() {
        let cast = Cast::new();
        for (words, least, most, expected) in [
            ("for at least an hour", Some(60), None, None),
            ("for an hour and a half", Some(90), Some(90), None),
            (
                "for two hours",
                Some(120),
                None,
                Some((Code::TooShort, Kind::FallsShort)),
            ),
            (
                "for no longer than an hour",
                None,
                Some(60),
                Some((Code::TooLong, Kind::Forbidden)),
            ),
        ] {
            let condition = Condition::Duration(Duration::new(least, most).unwrap());
            assert_eq!(
                found(condition, &cast.standing(), &cast.session_with_mother()),
                expected,
                "{words}"
            );
        }
    }

    #[test]
    fn bounds_must_make_sense() {
        assert_eq!(Duration::new(None, None), Err(NoSuchDuration));
        assert_eq!(Duration::new(Some(90), Some(60)), Err(NoSuchDuration));
        assert!(serde_json::from_str::<Condition>(r#"{"type":"duration"}"#).is_err());
        assert_eq!(
            Duration::new(Some(60), Some(60)).unwrap().in_words(),
            "Exactly 60 minutes."
        );
    }
}
