//! Tables of `risk`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[
    &ASSESSMENT,
    &RISK_PERSON,
    &CONTROL,
    &QUESTION,
    &CONTINUATION,
];

diesel::table! {
    risk_assessment (id) {
        id -> Text,
        stage -> Text,
        body -> Text,
        from_day -> Nullable<Date>,
        review_by -> Nullable<Date>,
        residual -> Nullable<Text>,
        copied_from -> Nullable<Text>,
        written_by -> Text,
        written_at -> BigInt,
        submitted_at -> Nullable<BigInt>,
        approved_by -> Nullable<Text>,
        approved_at -> Nullable<BigInt>,
        signed_by -> Nullable<Text>,
        signed_at -> Nullable<BigInt>,
        accepted_by -> Nullable<Text>,
        accepted_at -> Nullable<BigInt>,
        superseded_by -> Nullable<Text>,
        version -> BigInt,
    }
}

/// What facts attest of an assessment.
pub const ASSESSMENT: Attested = Attested::edited("risk_assessment", &["id"]).sealing(&["body"]);

diesel::table! {
    risk_person (risk_id, person_id, part) {
        risk_id -> Text,
        person_id -> Text,
        part -> Text,
    }
}

/// What facts attest of whom an assessment is about.
pub const RISK_PERSON: Attested = Attested::added("risk_person", &["risk_id", "person_id", "part"]);

diesel::table! {
    risk_control (risk_id, seq) {
        risk_id -> Text,
        seq -> Integer,
        sealed -> Text,
        added_by -> Text,
        added_at -> BigInt,
    }
}

/// What facts attest of a control that was added.
pub const CONTROL: Attested =
    Attested::added("risk_control", &["risk_id", "seq"]).sealing(&["sealed"]);

diesel::table! {
    risk_question (risk_id, seq) {
        risk_id -> Text,
        seq -> Integer,
        question -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        answer -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

/// What facts attest of a question and its answer.
pub const QUESTION: Attested =
    Attested::edited("risk_question", &["risk_id", "seq"]).sealing(&["question", "answer"]);

diesel::table! {
    risk_continuation (risk_id) {
        risk_id -> Text,
        from_day -> Date,
        until_day -> Date,
        reason -> Text,
        decided_by -> Text,
        decided_at -> BigInt,
    }
}

/// What facts attest of a continuation.
pub const CONTINUATION: Attested =
    Attested::added("risk_continuation", &["risk_id"]).sealing(&["reason"]);

diesel::allow_tables_to_appear_in_same_query!(risk_assessment, risk_person);
