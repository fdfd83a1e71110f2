//! Tables of `notifications`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&ANSWER];

diesel::table! {
    notice (id) {
        id -> Text,
        topic -> Text,
        event -> Text,
        audience -> Text,
        recipient -> Text,
        number -> Integer,
        sequence -> Integer,
        state -> Text,
        attempts -> Integer,
        next_at -> BigInt,
        message_id -> Nullable<Text>,
        told -> Nullable<Text>,
        rendered -> Nullable<Text>,
        template -> Integer,
        monday -> Nullable<Date>,
        until -> Nullable<BigInt>,
        depends_on -> Nullable<Text>,
        trouble -> Nullable<Text>,
        problem -> Bool,
        created_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notice_answer (notice_id, number) {
        notice_id -> Text,
        number -> Integer,
        how -> Text,
        at -> BigInt,
        by_user -> Nullable<Text>,
        words -> Nullable<Text>,
        problem -> Bool,
    }
}

/// What facts attest of an answer.
pub const ANSWER: Attested =
    Attested::added("notice_answer", &["notice_id", "number"]).sealing(&["words"]);

diesel::table! {
    notice_link (token_hash) {
        token_hash -> Text,
        notice_id -> Text,
        audience -> Text,
        recipient -> Text,
        monday -> Date,
        expires_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    demo_mail (number) {
        number -> BigInt,
        message_id -> Text,
        recipient -> Text,
        subject -> Text,
        content -> Text,
        received_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(notice, notice_answer, notice_link);
