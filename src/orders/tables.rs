//! Tables of `orders`.

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

diesel::table! {
    order_person (order_id, person_id, part) {
        order_id -> Text,
        person_id -> Text,
        part -> Text,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    order_author (order_id, user_id) {
        order_id -> Text,
        user_id -> Text,
    }
}

diesel::table! {
    order_rule (id) {
        id -> Text,
        order_id -> Text,
        sealed -> Text,
        entered_by -> Text,
        entered_at -> BigInt,
    }
}

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

diesel::allow_tables_to_appear_in_same_query!(contact_refusal, refusal_letter);
