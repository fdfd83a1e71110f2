//! Where protected fields are kept: what `kith vault rotate` walks. A test finds a column that
//! holds something sealed and is not in this list.

use crate::storage::{Form, SealedColumn};

/// Every column that holds what the vault sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn::of("person", "contact"),
    SealedColumn::of("household", "contact"),
    SealedColumn::of("court_order", "verbatim"),
    SealedColumn::of("order_rule", "sealed"),
    SealedColumn::of("contact_refusal", "reason"),
    SealedColumn::of("contact_refusal", "lift_reason"),
    SealedColumn::of("venue", "contact"),
    SealedColumn::of("supervisor", "phone"),
    SealedColumn::of("provider", "contact"),
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
