//! Tables of `rota`.

diesel::table! {
    rota (id) {
        id -> Text,
        monday -> Date,
        published -> BigInt,
        created_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    rota_edition (rota_id, number) {
        rota_id -> Text,
        number -> BigInt,
        published_by -> Text,
        published_at -> BigInt,
    }
}

diesel::table! {
    rota_print (rota_id, number, session_id) {
        rota_id -> Text,
        number -> BigInt,
        session_id -> Text,
        life -> Text,
        body -> Text,
    }
}

diesel::table! {
    rota_reading (rota_id, number, concern) {
        rota_id -> Text,
        number -> BigInt,
        concern -> Text,
        reason -> Text,
    }
}
