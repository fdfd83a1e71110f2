//! Tables of `referrals`.

use crate::storage::Attested;

/// The tables whose rows the audit answers for.
pub const ATTESTED: &[&Attested] = &[&ENTRY, &CHANGE];

diesel::table! {
    referral (id) {
        id -> Text,
        kind -> Text,
        state -> Text,
        life -> Text,
        answers -> Text,
        social_worker -> Text,
        renews -> Nullable<Text>,
        number_year -> Nullable<Integer>,
        number -> Nullable<Integer>,
        call_due_at -> Nullable<BigInt>,
        touched_at -> BigInt,
        warned_at -> Nullable<BigInt>,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    referral_person (referral_id, person_id, part) {
        referral_id -> Text,
        person_id -> Text,
        part -> Text,
    }
}

diesel::table! {
    referral_entry (referral_id, seq) {
        referral_id -> Text,
        seq -> Integer,
        what -> Text,
        by_user -> Text,
        at -> BigInt,
        said -> Nullable<Text>,
    }
}

/// What facts attest of what was done with a referral.
pub const ENTRY: Attested =
    Attested::added("referral_entry", &["referral_id", "seq"]).sealing(&["said"]);

diesel::table! {
    contact_plan (id) {
        id -> Text,
        referral_id -> Text,
        social_worker -> Text,
        state -> Text,
        times -> Integer,
        per -> Text,
        minutes -> Integer,
        mode -> Text,
        level -> Text,
        place -> Text,
        bringing -> Text,
        returning_by -> Text,
        recording -> Text,
        interpreter -> Nullable<Text>,
        from_day -> Date,
        review_by -> Date,
        until_day -> Nullable<Date>,
        basis -> Text,
        agreed -> Text,
        agency_allows -> Bool,
        notes -> Nullable<Text>,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    plan_person (plan_id, person_id, part) {
        plan_id -> Text,
        person_id -> Text,
        part -> Text,
    }
}

diesel::table! {
    plan_change (plan_id, version) {
        plan_id -> Text,
        version -> BigInt,
        by_user -> Text,
        at -> BigInt,
        reason -> Text,
    }
}

/// What facts attest of a change of a plan.
pub const CHANGE: Attested =
    Attested::added("plan_change", &["plan_id", "version"]).sealing(&["reason"]);

diesel::allow_tables_to_appear_in_same_query!(referral, referral_person);
diesel::allow_tables_to_appear_in_same_query!(contact_plan, plan_person);
