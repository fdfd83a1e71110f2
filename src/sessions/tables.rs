//! Tables of `sessions`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&STEP, &VERDICT, &DECISION];

diesel::table! {
    session (id) {
        id -> Text,
        plan_id -> Text,
        stage -> Text,
        body -> Text,
        day -> Date,
        starts_at -> BigInt,
        ends_at -> BigInt,
        mode -> Text,
        level -> Text,
        place -> Text,
        venue_id -> Nullable<Text>,
        room_id -> Nullable<Text>,
        note -> Nullable<Text>,
        counts_as -> Nullable<Text>,
        told -> Bool,
        sequence -> BigInt,
        booked_by -> Nullable<Text>,
        booked_at -> BigInt,
        standing_day -> Nullable<Date>,
        standing_from -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    occupation (session_id, resource_id) {
        session_id -> Text,
        resource_id -> Text,
        part -> Text,
        from_at -> BigInt,
        until_at -> BigInt,
        live -> Bool,
    }
}

diesel::table! {
    session_step (session_id, number) {
        session_id -> Text,
        number -> BigInt,
        at -> BigInt,
        by_user -> Nullable<Text>,
        what -> Text,
        event -> Text,
        note -> Nullable<Text>,
    }
}

/// What facts attest of a step.
pub const STEP: Attested =
    Attested::added("session_step", &["session_id", "number"]).sealing(&["note"]);

diesel::table! {
    session_verdict (session_id, number) {
        session_id -> Text,
        number -> BigInt,
        at -> BigInt,
        inputs -> Text,
        checks -> Text,
    }
}

/// What facts attest of a verdict.
pub const VERDICT: Attested =
    Attested::added("session_verdict", &["session_id", "number"]).sealing(&["checks"]);

diesel::table! {
    session_decision (session_id, number) {
        session_id -> Text,
        number -> BigInt,
        finding -> Text,
        code -> Text,
        decided_by -> Text,
        decided_at -> BigInt,
        reason -> Text,
    }
}

/// What facts attest of a decision.
pub const DECISION: Attested =
    Attested::added("session_decision", &["session_id", "number"]).sealing(&["reason"]);

diesel::table! {
    session_flag (id) {
        id -> Text,
        session_id -> Text,
        cause -> Text,
        raised_at -> BigInt,
        checks -> Text,
        ended -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    standing_slot (plan_id, number) {
        plan_id -> Text,
        number -> Integer,
        weekday -> Text,
        from_time -> Text,
        to_time -> Text,
        room_id -> Nullable<Text>,
        supervisors -> Text,
        taxi_id -> Nullable<Text>,
        interpreter_id -> Nullable<Text>,
    }
}

diesel::table! {
    standing_pattern (plan_id) {
        plan_id -> Text,
        kept_by -> Nullable<Text>,
        kept_at -> BigInt,
        version -> BigInt,
    }
}

diesel::joinable!(occupation -> session (session_id));
diesel::joinable!(session_flag -> session (session_id));
diesel::allow_tables_to_appear_in_same_query!(session, occupation, session_flag);
