//! Bank holidays.

use law::access::act;

use super::HolidaysView;
use crate::{
    http::{Body, Guarded, Json, Opened, ProblemDocument, Saved},
    resources::{commands, queries, rules::HolidayFields},
};

#[utoipa::path(
    get, path = "/api/v1/bank-holidays", tag = "resources", operation_id = "show_bank_holidays",
    responses(
        (status = 200, body = HolidaysView, description = "In order"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// The bank holidays in force.
pub async fn show_bank_holidays(door: Guarded<act::ShowBankHolidays>) -> Opened {
    door.open(|look| {
        let list = queries::bank_holidays(look)?;
        Ok(look.open(Json(HolidaysView::from(&list))))
    })
    .await
}

#[utoipa::path(
    put, path = "/api/v1/bank-holidays", tag = "resources", operation_id = "replace_bank_holidays", request_body = HolidayFields,
    responses(
        (status = 200, body = HolidaysView, description = "In force"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Puts a list of bank holidays in force, in the shape GOV.UK publishes.
pub async fn replace_bank_holidays(
    door: Guarded<act::ReplaceBankHolidays>,
    body: Body<HolidayFields>,
) -> Saved {
    let (days, text) = body.0.read()?;
    door.write(move |work| {
        let replaced = commands::replace_bank_holidays(work, &days, &text)?;
        let list = queries::bank_holidays(work)?;
        Ok(replaced.map(|()| Json(HolidaysView::from(&list))))
    })
    .await
}
