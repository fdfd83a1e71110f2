//! Tables of `rota`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&EDITION, &PRINT, &READING];

diesel::table! {
    rota (id) {
        id -> Text,
        monday -> Date,
        published -> BigInt,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    rota_edition (rota_id, number) {
        rota_id -> Text,
        number -> BigInt,
        published_by -> Text,
        published_at -> BigInt,
    }
}

/// What facts attest of an edition.
pub const EDITION: Attested = Attested::added("rota_edition", &["rota_id", "number"]);

diesel::table! {
    rota_print (rota_id, number, session_id) {
        rota_id -> Text,
        number -> BigInt,
        session_id -> Text,
        life -> Text,
        body -> Text,
    }
}

/// What facts attest of a session as it was published.
pub const PRINT: Attested = Attested::added("rota_print", &["rota_id", "number", "session_id"]);

diesel::table! {
    rota_reading (rota_id, number, concern) {
        rota_id -> Text,
        number -> BigInt,
        concern -> Text,
        reason -> Text,
    }
}

/// What facts attest of a family that was read before publishing.
pub const READING: Attested =
    Attested::added("rota_reading", &["rota_id", "number", "concern"]).sealing(&["reason"]);
