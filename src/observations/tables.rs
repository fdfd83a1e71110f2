//! Tables of `observations`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&EVENT, &LINK, &RECORD];

diesel::table! {
    observation_event (id) {
        id -> Text,
        session_id -> Text,
        author_id -> Text,
        kind -> Text,
        happened_at -> BigInt,
        written_at -> BigInt,
        received_at -> BigInt,
        number -> Integer,
        body -> Text,
        digest -> Text,
        found -> Text,
    }
}

/// What facts attest of an entry.
pub const EVENT: Attested =
    Attested::added("observation_event", &["id"]).sealing(&["body", "found"]);

diesel::table! {
    observation_record (id) {
        id -> Text,
        session_id -> Text,
        signed_by -> Text,
        signed_at -> BigInt,
        written_when -> Text,
        salt -> Text,
        canonical -> Text,
        hash -> Text,
    }
}

/// What facts attest of a signed record.
pub const RECORD: Attested = Attested::added("observation_record", &["id"]).sealing(&["canonical"]);

diesel::table! {
    observation_link (child_id, number) {
        child_id -> Text,
        number -> BigInt,
        session_id -> Text,
        what_id -> Text,
        hash -> Text,
        previous -> Text,
        link -> Text,
    }
}

/// What facts attest of a link of a child's chain.
pub const LINK: Attested = Attested::added("observation_link", &["child_id", "number"]);
