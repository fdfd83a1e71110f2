//! Tables of the plumbing: audit, kept answers, leases, documents.

use super::attest::Attested;

/// The tables of documents, whose rows the audit answers for.
pub const ATTESTED_DOCUMENTS: &[&Attested] = &[&DOCUMENT, &PIECE];

diesel::table! {
    audit_fact (stream, seq) {
        stream -> Text,
        seq -> BigInt,
        at -> BigInt,
        actor -> Text,
        act -> Text,
        salt -> Text,
        content -> Text,
        content_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    audit_subject (stream, seq, person) {
        stream -> Text,
        seq -> BigInt,
        person -> Text,
    }
}

diesel::table! {
    audit_checkpoint (seq) {
        seq -> BigInt,
        at -> BigInt,
        streams -> BigInt,
        facts -> BigInt,
        root -> Text,
        previous -> Text,
        key_id -> Text,
        signature -> Text,
    }
}

diesel::table! {
    audit_checkpoint_head (checkpoint, stream) {
        checkpoint -> BigInt,
        stream -> Text,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    audit_head (stream) {
        stream -> Text,
        bucket -> Text,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    audit_node (name) {
        name -> Text,
        parent -> Text,
        hash -> Text,
    }
}

diesel::table! {
    kept_answer (actor, act, key_hash) {
        actor -> Text,
        act -> Text,
        key_hash -> Text,
        fingerprint -> Text,
        at -> BigInt,
        answer -> Text,
        about -> Text,
    }
}

diesel::table! {
    job_lease (job) {
        job -> Text,
        holder -> Text,
        until -> BigInt,
    }
}

diesel::table! {
    house_note (name) {
        name -> Text,
        words -> Text,
    }
}

diesel::table! {
    document (id) {
        id -> Text,
        media_type -> Text,
        length -> BigInt,
        sha256 -> Text,
        added_at -> BigInt,
    }
}

/// What facts attest of a document.
pub const DOCUMENT: Attested = Attested::added("document", &["id"]);

diesel::table! {
    document_chunk (document_id, seq) {
        document_id -> Text,
        seq -> Integer,
        sealed -> Binary,
    }
}

/// What facts attest of a piece of it.
pub const PIECE: Attested =
    Attested::added("document_chunk", &["document_id", "seq"]).sealing(&["sealed"]);

diesel::allow_tables_to_appear_in_same_query!(audit_fact, audit_subject);
