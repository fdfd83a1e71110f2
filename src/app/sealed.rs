//! Where protected fields are kept: what `kith vault rotate` walks. A test finds a column that
//! holds something sealed and is not in this list.

use crate::storage::{Form, SealedColumn};

/// A column of the rows of a record, which the vault knows by the record and their number.
const fn numbered(
    table: &'static str,
    column: &'static str,
    (record, row): (&'static str, &'static str),
) -> SealedColumn {
    SealedColumn {
        table,
        column,
        walk: record,
        row,
        form: Form::Text,
    }
}

const OF_A_RISK: (&str, &str) = ("risk_id", "risk_id || '/' || seq");
const OF_A_SESSION: (&str, &str) = ("session_id", "session_id || '/' || number");
const OF_A_REFERRAL: (&str, &str) = ("referral_id", "referral_id || '/' || seq");
const OF_A_PLAN: (&str, &str) = ("plan_id", "plan_id || '/' || version");
const OF_A_NOTICE: (&str, &str) = ("notice_id", "notice_id || '/' || number");
const OF_A_ROTA: (&str, &str) = ("rota_id", "rota_id || '/' || number || '/' || concern");

/// Every column that holds what the vault sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn::of("person", "contact"),
    SealedColumn::of("household", "contact"),
    SealedColumn::of("court_order", "verbatim"),
    SealedColumn::of("order_rule", "sealed"),
    SealedColumn::of("contact_refusal", "reason"),
    SealedColumn::of("contact_refusal", "again"),
    SealedColumn::of("contact_refusal", "lift_reason"),
    SealedColumn::of("refusal_letter", "note"),
    SealedColumn::of("risk_assessment", "body"),
    numbered("risk_control", "sealed", OF_A_RISK),
    numbered("risk_question", "question", OF_A_RISK),
    numbered("risk_question", "answer", OF_A_RISK),
    numbered("risk_continuation", "reason", ("risk_id", "risk_id")),
    SealedColumn::of("referral", "life"),
    SealedColumn::of("referral", "answers"),
    numbered("referral_entry", "said", OF_A_REFERRAL),
    SealedColumn::of("contact_plan", "notes"),
    numbered("plan_change", "reason", OF_A_PLAN),
    SealedColumn::of("session", "note"),
    numbered("session_step", "note", OF_A_SESSION),
    numbered("session_verdict", "checks", OF_A_SESSION),
    numbered("session_decision", "reason", OF_A_SESSION),
    SealedColumn::of("session_flag", "checks"),
    SealedColumn::of("session_flag", "reason"),
    numbered("rota_reading", "reason", OF_A_ROTA),
    SealedColumn::of("observation_event", "body"),
    SealedColumn::of("observation_event", "found"),
    SealedColumn::of("observation_record", "canonical"),
    numbered("notice_answer", "words", OF_A_NOTICE),
    SealedColumn::of("venue", "contact"),
    SealedColumn::of("supervisor", "phone"),
    SealedColumn::of("provider", "contact"),
    SealedColumn::of("provider", "confirmed_with"),
    SealedColumn {
        table: "kept_answer",
        column: "answer",
        walk: "key_hash",
        row: "key_hash",
        form: Form::Text,
    },
    SealedColumn {
        table: "document_chunk",
        column: "sealed",
        walk: "document_id",
        row: "document_id || '/' || seq",
        form: Form::Bytes,
    },
];
