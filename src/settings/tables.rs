//! Tables of `settings`.

diesel::table! {
    setting_list (number) {
        number -> BigInt,
        settings -> Text,
        reason -> Text,
        changed_by -> Text,
        changed_at -> BigInt,
    }
}
