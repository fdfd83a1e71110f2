//! Tables of `observations`.

diesel::table! {
    observation_event (id) {
        id -> Text,
        session_id -> Text,
        author_id -> Text,
        kind -> Text,
        happened_at -> BigInt,
        written_at -> BigInt,
        received_at -> BigInt,
        number -> Integer,
        body -> Text,
        digest -> Text,
        found -> Text,
    }
}

diesel::table! {
    observation_record (id) {
        id -> Text,
        session_id -> Text,
        signed_by -> Text,
        signed_at -> BigInt,
        written_when -> Text,
        salt -> Text,
        canonical -> Text,
        hash -> Text,
    }
}

diesel::table! {
    observation_link (child_id, number) {
        child_id -> Text,
        number -> BigInt,
        session_id -> Text,
        what_id -> Text,
        hash -> Text,
        previous -> Text,
        link -> Text,
    }
}
