//! Tables of `people`.

diesel::table! {
    person (id) {
        id -> Text,
        given_name -> Text,
        family_name -> Text,
        known_as -> Nullable<Text>,
        sort_name -> Text,
        born_on -> Nullable<Date>,
        born_estimated -> Bool,
        is_child -> Bool,
        first_language -> Text,
        interpreter -> Bool,
        state -> Text,
        contact -> Nullable<Text>,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    kinship (child_id, relative_id) {
        child_id -> Text,
        relative_id -> Text,
        relationship -> Text,
        responsibility -> Text,
    }
}

diesel::table! {
    household (id) {
        id -> Text,
        name -> Text,
        sort_name -> Text,
        contact -> Text,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    placement (id) {
        id -> Text,
        child_id -> Text,
        household_id -> Text,
        from_day -> Date,
        until_day -> Nullable<Date>,
        created_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
    }
}

diesel::joinable!(placement -> household (household_id));
diesel::allow_tables_to_appear_in_same_query!(person, kinship, household, placement);
