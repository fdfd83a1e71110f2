//! The e-mail address of an outside service. A link that shows a child's door goes there: no one
//! person alone may say where. Nothing is sent to it before a second person has rung the service.

use kernel::{
    fields::Reading,
    id::UserId,
    refusal::{Kind, Reason, Refused},
    text::{Email, Line, Phone},
    time::Instant,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

kernel::codes! {
    /// How the e-mail address of an outside service stands.
    pub enum AddressStanding {
        /// None is recorded.
        None = "none",
        /// A second person has not rung the service yet: nothing is sent there.
        Waits = "waits",
        /// It is used.
        Confirmed = "confirmed",
    }
}

impl AddressStanding {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "Not recorded",
            Self::Waits => "Waits to be confirmed: nothing is sent there",
            Self::Confirmed => "Confirmed",
        }
    }
}

/// Who entered an address, and who confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnteredAddress {
    /// Who entered it, or changed it last.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// By whom it is confirmed.
    pub confirmed: Option<Confirmed>,
}

/// A second person has rung the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// The call in which a service said that the address is its own, as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Who spoke for the service.
    pub who: Line,
    /// The number that was rung.
    pub number: Phone,
}

/// The call as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CallFields {
    /// Who was spoken to, and what they are: "Sam, in the office".
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub who: String,
    /// The number that was rung: one from the agreement or the website of the service, not one that
    /// came with the new address.
    #[validate(length(max = 30, message = "Use 30 characters or fewer."))]
    #[schema(max_length = 30)]
    pub number: String,
}

impl CallFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Call, Refused> {
        let mut reading = Reading::of(self);
        let who = reading.text("/who", "the name of the person you spoke to", &self.who);
        let number = reading.text("/number", "telephone number", &self.number);
        let call = who.zip(number).map(|(who, number)| Call { who, number });
        reading.finish(call)
    }
}

/// Who answers for the address after a record was saved: whoever changed it, from then on; nobody
/// else for having changed something beside it.
pub fn entered_after(
    before: Option<EnteredAddress>,
    (was, is): (Option<&Email>, Option<&Email>),
    (by, at): (UserId, Instant),
) -> Option<EnteredAddress> {
    let anew = EnteredAddress {
        by,
        at,
        confirmed: None,
    };
    match (before, is) {
        (_, None) => None,
        (Some(before), Some(_)) if was == is => Some(before),
        (_, Some(_)) => Some(anew),
    }
}

/// Whether this person may confirm the address.
///
/// # Errors
/// `WrongState` where none waits; `SecondPerson` for whoever entered it.
pub fn may_confirm(address: Option<EnteredAddress>, by: UserId) -> Result<(), Refused> {
    let Some(waiting) = address.filter(|entered| entered.confirmed.is_none()) else {
        let words = "No e-mail address of this service waits to be confirmed.";
        let reason = Reason::new("nothing-to-confirm", words);
        return Err(Refused::because(Kind::WrongState, reason));
    };
    if waiting.by != by {
        return Ok(());
    }
    let words = "You entered this e-mail address, so somebody else must confirm it.";
    let reason = Reason::new("second-person", words);
    Err(Refused::because(
        Kind::SecondPerson,
        reason.decided_by("another coordinator or service manager"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(number: u128) -> UserId {
        UserId::from_parts(1, number)
    }

    fn entered(by: u128, confirmed: Option<u128>) -> EnteredAddress {
        let at = "2026-11-24T09:00:00Z".parse().unwrap();
        EnteredAddress {
            by: user(by),
            at,
            confirmed: confirmed.map(|by| Confirmed { by: user(by), at }),
        }
    }

    #[test]
    fn who_changes_an_address_answers_for_it_and_it_waits() {
        let emails: [Email; 2] = ["a@example.org", "b@example.org"].map(|it| it.parse().unwrap());
        let [old, new] = [Some(&emails[0]), Some(&emails[1])];
        let confirmed = Some(entered(1, Some(2)));
        let cases = [
            ("the first address", None, (None, new), Some((3, None))),
            ("another address", confirmed, (old, new), Some((3, None))),
            (
                "the same address",
                confirmed,
                (old, old),
                Some((1, Some(2))),
            ),
            (
                "another that waits",
                Some(entered(1, None)),
                (old, new),
                Some((3, None)),
            ),
            (
                "one that waits, unchanged",
                Some(entered(1, None)),
                (old, old),
                Some((1, None)),
            ),
            ("no address any more", confirmed, (old, None), None),
            ("nobody ever entered one", None, (None, None), None),
        ];
        for (name, before, emails, expected) in cases {
            let at = "2026-11-24T09:00:00Z".parse().unwrap();
            let after = entered_after(before, emails, (user(3), at));
            let expected = expected.map(|(by, confirmed)| entered(by, confirmed));
            assert_eq!(after, expected, "{name}");
        }
    }

    #[test]
    fn an_address_is_confirmed_by_somebody_else() {
        let cases = [
            ("somebody else", Some(entered(1, None)), None),
            (
                "who entered it",
                Some(entered(3, None)),
                Some(Kind::SecondPerson),
            ),
            (
                "it is confirmed",
                Some(entered(1, Some(2))),
                Some(Kind::WrongState),
            ),
            ("there is none", None, Some(Kind::WrongState)),
        ];
        for (name, address, refused) in cases {
            let found = may_confirm(address, user(3)).err();
            assert_eq!(found.map(|refused| refused.kind()), refused, "{name}");
        }
    }
}
