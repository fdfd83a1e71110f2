//! Tables of `access`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&EXCLUSION, &EXCLUSION_END];

diesel::table! {
    user_account (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        state -> Text,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    user_role (user_id, role) {
        user_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    team (id) {
        id -> Text,
        name -> Text,
        key -> Text,
    }
}

diesel::table! {
    team_member (team_id, user_id) {
        team_id -> Text,
        user_id -> Text,
    }
}

diesel::table! {
    browser_session (token_hash) {
        token_hash -> Text,
        user_id -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    token_family (id) {
        id -> Text,
        user_id -> Text,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    refresh_token (token_hash) {
        token_hash -> Text,
        family -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_attempt (id) {
        id -> Text,
        account -> Text,
        source -> Text,
        at -> BigInt,
        outcome -> Text,
    }
}

diesel::table! {
    caseload (user_id, person_id, relation) {
        user_id -> Text,
        person_id -> Text,
        relation -> Text,
        since -> BigInt,
    }
}

diesel::table! {
    exclusion (user_id, person_id, set_at) {
        user_id -> Text,
        person_id -> Text,
        reason -> Text,
        set_by -> Text,
        set_at -> BigInt,
    }
}

/// What facts attest of an exclusion.
pub const EXCLUSION: Attested = Attested::added("exclusion", &["user_id", "person_id", "set_at"]);

diesel::table! {
    exclusion_end (user_id, person_id, at) {
        user_id -> Text,
        person_id -> Text,
        at -> BigInt,
        reason -> Text,
        ended_by -> Text,
    }
}

/// What facts attest of its end.
pub const EXCLUSION_END: Attested =
    Attested::added("exclusion_end", &["user_id", "person_id", "at"]);

diesel::joinable!(user_role -> user_account (user_id));
diesel::joinable!(refresh_token -> token_family (family));
diesel::allow_tables_to_appear_in_same_query!(
    user_account,
    user_role,
    team,
    team_member,
    caseload,
    exclusion,
    exclusion_end,
    refresh_token,
    token_family
);
