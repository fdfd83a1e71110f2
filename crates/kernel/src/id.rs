//! Identity: a three-letter kind and a ULID, `ses_01J…`, thirty ASCII characters.
//!
//! The prefix makes an id say what it names in a log, a link or a support call, and the type
//! parameter makes the compiler refuse a child where a session is meant.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const LENGTH: usize = 30;

/// What an id can name. Implemented only by the kinds listed in this file.
pub trait Kind: 'static + Send + Sync {
    /// Three lower-case letters.
    const PREFIX: &'static str;
}

/// The id of one record of kind `K`.
///
/// A ULID tells its minute of creation, so an id is pseudonymous personal data: it may stand in
/// logs, never in anything handed to a family.
pub struct Id<K: Kind>([u8; LENGTH], PhantomData<fn() -> K>);

/// Text that is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {prefix}_ followed by 26 letters and digits")]
pub struct NotAnId {
    /// The prefix that was expected.
    pub prefix: &'static str,
}

impl<K: Kind> Id<K> {
    /// A new id made at `millis` (Unix milliseconds), with 80 random bits from `random`.
    pub fn from_parts(millis: u64, random: u128) -> Self {
        let ulid = ulid::Ulid::from_parts(millis, random);
        Self::of_text(&format!("{}_{ulid}", K::PREFIX))
    }

    fn of_text(written: &str) -> Self {
        let mut text = [0_u8; LENGTH];
        for (slot, byte) in text.iter_mut().zip(written.bytes()) {
            *slot = byte;
        }
        Self(text, PhantomData)
    }

    /// A new id made at `millis`, random bits from the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn mint(millis: u64) -> Result<Self, getrandom::Error> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random)?;
        Ok(Self::from_parts(millis, u128::from_be_bytes(random)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII from every constructor; the default cannot be reached.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId { prefix: K::PREFIX };
        let (prefix, rest) = text.split_once('_').ok_or_else(wrong)?;
        if prefix != K::PREFIX || !is_ulid(rest.as_bytes()) {
            return Err(wrong());
        }
        Ok(Self::of_text(text))
    }
}

/// Whether this is the one text of a ULID: lower case and look-alike letters are refused, so that
/// equality of ids is equality of bytes in both databases. A week of the rota reads thousands of ids,
/// so nothing is decoded to find out.
fn is_ulid(text: &[u8]) -> bool {
    let is_digit = |digit: &u8| matches!(digit, b'0'..=b'9' | b'A'..=b'H' | b'J' | b'K' | b'M' | b'N' | b'P'..=b'T' | b'V'..=b'Z');
    // 26 digits of five bits each hold two bits more than a ULID has.
    text.len() == ulid::ULID_LEN
        && text.first().is_some_and(|first| *first <= b'7')
        && text.iter().all(is_digit)
}

impl<K: Kind> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Kind> Copy for Id<K> {}
impl<K: Kind> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: Kind> Eq for Id<K> {}
impl<K: Kind> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: Kind> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: Kind> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl<K: Kind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(format!(
                "^{}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$",
                K::PREFIX
            )))
            .into()
    }
}
#[cfg(feature = "schema")]
impl<K: Kind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Owned(format!("{}_id", K::PREFIX))
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $alias:ident = $prefix:literal;)*) => {
        $(
            $(#[$doc])*
            pub enum $kind {}
            impl Kind for $kind { const PREFIX: &'static str = $prefix; }
            $(#[$doc])*
            pub type $alias = Id<$kind>;
        )*
        /// Every prefix in use, in the order they were added. Append only: an id lives as long
        /// as the record it names, and that can be 75 years.
        pub const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

kinds! {
    /// A member of staff who signs in.
    UserKind UserId = "usr";
    /// One human being: child, family member, carer, or several of these at once.
    PersonKind PersonId = "per";
    /// A carer household.
    HouseholdKind HouseholdId = "hou";
    /// Where a child lives, from a day to a day.
    PlacementKind PlacementId = "plc";
    /// One child and one visitor.
    PairKind PairId = "par";
    /// A court order.
    OrderKind OrderId = "ord";
    /// A typed rule of an order.
    RuleKind RuleId = "rul";
    /// A stored document.
    DocumentKind DocumentId = "doc";
    /// A referral.
    ReferralKind ReferralId = "ref";
    /// A contact plan.
    PlanKind PlanId = "pln";
    /// A risk assessment.
    RiskKind RiskId = "ras";
    /// A session.
    SessionKind SessionId = "ses";
    /// A supervisor on a session.
    AssignmentKind AssignmentId = "asg";
    /// One transport movement.
    LegKind LegId = "leg";
    /// An observation record.
    ObservationKind ObservationId = "obs";
    /// One event of an observation record.
    EventKind EventId = "evt";
    /// An incident.
    IncidentKind IncidentId = "inc";
    /// A future session put in question.
    FlagKind FlagId = "flg";
    /// A running deadline.
    ClockKind ClockId = "clk";
    /// A message to one recipient.
    NoticeKind NoticeId = "ntc";
    /// A disclosure to an outside recipient.
    DisclosureKind DisclosureId = "dis";
    /// An information-sharing agreement.
    AgreementKind AgreementId = "agr";
    /// A legal hold.
    HoldKind HoldId = "hld";
    /// A disposal batch.
    DisposalKind DisposalId = "dsp";
    /// A contact supervisor.
    SupervisorKind SupervisorId = "sup";
    /// A venue.
    VenueKind VenueId = "ven";
    /// A room of a venue.
    RoomKind RoomId = "roo";
    /// An outside service: taxi firm, interpreter service.
    ProviderKind ProviderId = "prv";
    /// A week's rota.
    RotaKind RotaId = "rot";
    /// A team of social workers.
    TeamKind TeamId = "tea";
    /// A decision to refuse contact.
    RefusalKind RefusalId = "rfs";
    /// A letter that tells somebody of such a decision.
    RefusalLetterKind RefusalLetterId = "rlt";
    /// A time in which a venue or room is closed.
    ClosureKind ClosureId = "clo";
    /// A time in which a supervisor is away.
    AbsenceKind AbsenceId = "abs";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_id_are_one_to_one() {
        let id = SessionId::from_parts(1_763_000_000_000, 42);
        assert_eq!(id.as_str().len(), LENGTH);
        assert_eq!(id.as_str().parse::<SessionId>().unwrap(), id);
        for wrong in [
            id.as_str().to_lowercase(),
            id.as_str().replace("ses_", "per_"),
            format!("{}0", id.as_str()),
            "ses_".into(),
            String::new(),
            "ses_ILOU0000000000000000000000".into(),
            "ses_8ZZZZZZZZZZZZZZZZZZZZZZZZZ".into(),
            "ses_é1J0000000000000000000000".into(),
        ] {
            assert!(wrong.parse::<SessionId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_sort_by_the_moment_they_were_made() {
        let (early, late) = (
            PersonId::from_parts(1, u128::MAX),
            PersonId::from_parts(2, 0),
        );
        assert!(early < late);
    }

    #[test]
    fn prefixes_are_three_letters_and_unique() {
        let unique: std::collections::BTreeSet<_> = PREFIXES.iter().collect();
        assert_eq!(unique.len(), PREFIXES.len());
        assert!(
            PREFIXES
                .iter()
                .all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_lowercase()))
        );
    }
}
