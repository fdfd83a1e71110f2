//! Tables of `resources`.

diesel::table! {
    venue (id) {
        id -> Text,
        name -> Text,
        kind -> Text,
        hours -> Text,
        opens_sundays -> Bool,
        opens_bank_holidays -> Bool,
        cleaning_minutes -> Integer,
        parking -> Nullable<Text>,
        directions -> Nullable<Text>,
        contact -> Text,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    room (id) {
        id -> Text,
        venue_id -> Text,
        name -> Text,
        capacity -> Integer,
        features -> Text,
        in_use -> Bool,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    closure (id) {
        id -> Text,
        venue_id -> Text,
        room_id -> Nullable<Text>,
        from_at -> BigInt,
        until_at -> BigInt,
        reason -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    supervisor (id) {
        id -> Text,
        user_id -> Nullable<Text>,
        name -> Text,
        contract_minutes -> Integer,
        opted_out -> Bool,
        hours -> Text,
        skills -> Text,
        dbs_checked_on -> Nullable<Date>,
        dbs_outcome -> Nullable<Text>,
        languages -> Text,
        gender -> Nullable<Text>,
        phone -> Nullable<Text>,
        in_use -> Bool,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    absence (id) {
        id -> Text,
        supervisor_id -> Text,
        kind -> Text,
        from_at -> BigInt,
        until_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    provider (id) {
        id -> Text,
        name -> Text,
        kind -> Text,
        insured_until -> Nullable<Date>,
        dbs_until -> Nullable<Date>,
        agreement_reference -> Nullable<Text>,
        agreement_from -> Nullable<Date>,
        agreement_until -> Nullable<Date>,
        at_once -> Nullable<Integer>,
        in_use -> Bool,
        contact -> Text,
        address_by -> Nullable<Text>,
        address_at -> Nullable<BigInt>,
        confirmed_by -> Nullable<Text>,
        confirmed_at -> Nullable<BigInt>,
        confirmed_with -> Nullable<Text>,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    bank_holiday_list (number) {
        number -> BigInt,
        list -> Text,
        replaced_by -> Text,
        replaced_at -> BigInt,
    }
}

diesel::joinable!(room -> venue (venue_id));
diesel::allow_tables_to_appear_in_same_query!(venue, room);
