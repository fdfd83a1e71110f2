//! Tables of `orders`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[
    &LEGAL_STATUS,
    &ORDER,
    &ORDER_PERSON,
    &AUTHOR,
    &RULE,
    &REFUSAL,
    &LETTER,
];

diesel::table! {
    legal_status (child_id, from_at, replaced) {
        child_id -> Text,
        from_at -> BigInt,
        until_at -> Nullable<BigInt>,
        status -> Text,
        recorded_by -> Text,
        recorded_at -> BigInt,
        replaced -> Integer,
    }
}

/// What facts attest of a legal status.
pub const LEGAL_STATUS: Attested =
    Attested::edited("legal_status", &["child_id", "from_at", "replaced"]);

diesel::table! {
    court_order (id) {
        id -> Text,
        form -> Text,
        source -> Text,
        court -> Text,
        case_number -> Text,
        made_on -> Date,
        from_day -> Date,
        until_day -> Nullable<Date>,
        ends -> Text,
        by_consent -> Bool,
        verbatim -> Text,
        supersedes -> Nullable<Text>,
        document_id -> Nullable<Text>,
        entered_by -> Text,
        entered_at -> BigInt,
        checked_by -> Nullable<Text>,
        checked_at -> Nullable<BigInt>,
        ended_on -> Nullable<Date>,
        ended_by -> Nullable<Text>,
        discharge_on -> Nullable<Date>,
        discharge_by -> Nullable<Text>,
        version -> BigInt,
    }
}

/// What facts attest of an order.
pub const ORDER: Attested = Attested::edited("court_order", &["id"]).sealing(&["verbatim"]);

diesel::table! {
    order_person (order_id, person_id, part) {
        order_id -> Text,
        person_id -> Text,
        part -> Text,
        ended_on -> Nullable<Date>,
    }
}

/// What facts attest of whom an order names.
pub const ORDER_PERSON: Attested =
    Attested::edited("order_person", &["order_id", "person_id", "part"]);

diesel::table! {
    order_author (order_id, user_id) {
        order_id -> Text,
        user_id -> Text,
    }
}

/// What facts attest of who wrote an order.
pub const AUTHOR: Attested = Attested::added("order_author", &["order_id", "user_id"]);

diesel::table! {
    order_rule (id) {
        id -> Text,
        order_id -> Text,
        sealed -> Text,
        entered_by -> Text,
        entered_at -> BigInt,
    }
}

/// What facts attest of a rule.
pub const RULE: Attested = Attested::edited("order_rule", &["id"]).sealing(&["sealed"]);

diesel::table! {
    contact_refusal (id) {
        id -> Text,
        child_id -> Text,
        person_id -> Text,
        from_at -> BigInt,
        until_at -> BigInt,
        reason -> Text,
        again -> Nullable<Text>,
        decided_by -> Text,
        decided_at -> BigInt,
        lifted_at -> Nullable<BigInt>,
        lifted_by -> Nullable<Text>,
        lift_reason -> Nullable<Text>,
    }
}

/// What facts attest of a refusal.
pub const REFUSAL: Attested =
    Attested::edited("contact_refusal", &["id"]).sealing(&["reason", "again", "lift_reason"]);

diesel::table! {
    refusal_letter (id) {
        id -> Text,
        refusal_id -> Text,
        tells -> Text,
        person_id -> Nullable<Text>,
        sent_on -> Nullable<Date>,
        way -> Nullable<Text>,
        note -> Nullable<Text>,
        recorded_by -> Nullable<Text>,
        recorded_at -> Nullable<BigInt>,
    }
}

/// What facts attest of a letter.
pub const LETTER: Attested = Attested::edited("refusal_letter", &["id"]).sealing(&["note"]);

diesel::allow_tables_to_appear_in_same_query!(contact_refusal, refusal_letter);
