//! How times look in the API description.

use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{ClockTime, Fold, Instant, LondonDay, Slot, Week};

fn text(description: &str, example: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .examples([example])
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        text(
            "A moment in UTC, to the millisecond",
            "2026-11-24T09:30:00.000Z",
        )
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .into()
    }
}
impl ToSchema for Instant {}

impl PartialSchema for LondonDay {
    fn schema() -> RefOr<Schema> {
        text("A date in London", "2026-11-24")
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}
impl ToSchema for LondonDay {}

impl PartialSchema for Week {
    fn schema() -> RefOr<Schema> {
        text("The Monday of a week", "2026-11-23")
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}
impl ToSchema for Week {}

impl PartialSchema for ClockTime {
    fn schema() -> RefOr<Schema> {
        text("A time of day in London", "09:30")
            .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
            .into()
    }
}
impl ToSchema for ClockTime {}

impl PartialSchema for Fold {
    fn schema() -> RefOr<Schema> {
        text(
            "Which of the two hours, on the night the clocks go back",
            "first",
        )
        .enum_values(Some(["first", "second"]))
        .into()
    }
}
impl ToSchema for Fold {}

impl PartialSchema for Slot {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some("A span of one day in London; it ends after it starts"))
            .property("day", LondonDay::schema())
            .property("from", ClockTime::schema())
            .property("to", ClockTime::schema())
            .property("fold", Fold::schema())
            .required("day")
            .required("from")
            .required("to")
            .into()
    }
}
impl ToSchema for Slot {}
