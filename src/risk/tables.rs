//! Tables of `risk`.

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

diesel::table! {
    risk_person (risk_id, person_id, part) {
        risk_id -> Text,
        person_id -> Text,
        part -> Text,
    }
}

diesel::table! {
    risk_control (risk_id, seq) {
        risk_id -> Text,
        seq -> Integer,
        sealed -> Text,
        added_by -> Text,
        added_at -> BigInt,
    }
}

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

diesel::allow_tables_to_appear_in_same_query!(risk_assessment, risk_person);
