//! Orders, their rules, their scans, their checks.

use kernel::{
    id::{OrderId, RuleId},
    refusal::Refused,
};
use law::access::act;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::OrderView;
use crate::{
    http::{
        At, Body, Created, Download, Guarded, IfMatch, ProblemDocument, Saved, Shown, Upload,
        Versioned,
    },
    orders::{
        Order, commands, queries,
        rules::{DischargeFields, OrderFields, RuleFields},
        traces,
    },
    storage::Seen,
};

fn versioned(order: &Order) -> Versioned<OrderView> {
    Versioned {
        version: order.version,
        body: OrderView::of(order, None),
    }
}

/// What a second person says when they check an order.
#[derive(Debug, Clone, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CheckFields {
    /// That each rule was compared with the words of the order.
    pub compared: bool,
}

impl CheckFields {
    /// Whether it was said.
    ///
    /// # Errors
    /// When it was not.
    pub fn read(&self) -> Result<(), Refused> {
        if self.compared {
            return Ok(());
        }
        let message = "Compare each rule with the words of the order, then say so here";
        Err(Refused::field("/compared", "blank", message))
    }
}

#[utoipa::path(
    post, path = "/api/v1/orders", tag = "orders", operation_id = "enter_order", request_body = OrderFields,
    responses(
        (status = 201, body = OrderView, description = "Entered; it only restricts until it is checked"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Enters an order.
pub async fn enter(door: Guarded<act::EnterOrder>, body: Body<OrderFields>) -> Saved {
    let details = body.0.read(door.now().london_day())?;
    door.write(move |work| {
        let entered = commands::enter_order(work, &details)?;
        Ok(entered.map(|order| Created {
            location: format!("/api/v1/orders/{}", order.id),
            version: order.version,
            body: OrderView::of(&order, None),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/orders/{id}", tag = "orders", operation_id = "show_order",
    params(("id" = OrderId, Path, description = "The order")),
    responses(
        (status = 200, body = OrderView, description = "The order with its rules"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// An order with its rules.
pub async fn show(door: Guarded<act::ShowOrders>, id: At<OrderId>) -> Shown {
    door.look(move |look| {
        let record = queries::order_record(look, id.0)?;
        let answer = Versioned {
            version: record.order.version,
            body: OrderView::of(&record.order, record.document.as_ref()),
        };
        Ok(look.seen(traces::seen(&record.order, "order"), answer))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/orders/{id}/rules", tag = "orders", operation_id = "add_rule", request_body = RuleFields,
    params(
        ("id" = OrderId, Path, description = "The order"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = OrderView, description = "The order with the rule"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds a rule, tied to words of the order.
pub async fn add_rule(
    door: Guarded<act::EnterOrder>,
    id: At<OrderId>,
    version: IfMatch,
    body: Body<RuleFields>,
) -> Saved {
    let draft = body.0.read()?;
    door.write(move |work| {
        let added = commands::add_rule(work, (id.0, version.0), &draft)?;
        Ok(added.map(|order| versioned(&order)))
    })
    .await
}

#[utoipa::path(
    delete, path = "/api/v1/orders/{id}/rules/{rule}", tag = "orders", operation_id = "remove_rule",
    params(
        ("id" = OrderId, Path, description = "The order"),
        ("rule" = RuleId, Path, description = "The rule"),
        ("If-Match" = String, Header, description = "The version that is changed"),
    ),
    responses(
        (status = 200, body = OrderView, description = "The order without the rule"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Takes a rule out again, before the check.
pub async fn remove_rule(
    door: Guarded<act::EnterOrder>,
    ids: At<(OrderId, RuleId)>,
    version: IfMatch,
) -> Saved {
    let (order, rule) = ids.0;
    door.write(move |work| {
        let removed = commands::remove_rule(work, (order, version.0), rule)?;
        Ok(removed.map(|order| versioned(&order)))
    })
    .await
}

/// One file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "the shape of an upload, for its description only")]
pub struct ScanUpload {
    /// A PDF, PNG, JPEG or DOCX of 20 MiB or less, declared as what it is.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

#[utoipa::path(
    put, path = "/api/v1/orders/{id}/document", tag = "orders", operation_id = "add_scan",
    request_body(content = ScanUpload, content_type = "multipart/form-data"),
    params(("id" = OrderId, Path, description = "The order")),
    responses(
        (status = 200, body = OrderView, description = "The order with its scan"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 415, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Adds the scan of an order.
pub async fn add_scan(door: Guarded<act::EnterOrder>, id: At<OrderId>, upload: Upload) -> Saved {
    let file = door.receive(upload).await??;
    door.write(move |work| {
        let added = commands::add_scan(work, id.0, &file)?;
        let record = queries::order_record(work, id.0)?;
        Ok(added.map(|order| Versioned {
            version: order.version,
            body: OrderView::of(&order, record.document.as_ref()),
        }))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/orders/{id}/document", tag = "orders", operation_id = "download_scan",
    params(("id" = OrderId, Path, description = "The order")),
    responses(
        (status = 200, description = "The scan, as it was handed in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Downloads the scan of an order.
pub async fn download(
    door: Guarded<act::DownloadOrder>,
    id: At<OrderId>,
) -> Result<Seen<Download>, Refused> {
    door.download("order", move |look| {
        let (order, document) = queries::scan(look, id.0)?;
        Ok(look.seen(traces::seen(&order, "scan"), document))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/orders/{id}/check", tag = "orders", operation_id = "check_order", request_body = CheckFields,
    params(
        ("id" = OrderId, Path, description = "The order"),
        ("If-Match" = String, Header, description = "The version that was compared"),
    ),
    responses(
        (status = 200, body = OrderView, description = "Checked; it permits what it permits"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Checks an order as a second person.
pub async fn check(
    door: Guarded<act::CheckOrder>,
    id: At<OrderId>,
    version: IfMatch,
    body: Body<CheckFields>,
) -> Saved {
    body.0.read()?;
    door.write(move |work| {
        let checked = commands::check_order(work, (id.0, version.0))?;
        Ok(checked.map(|order| versioned(&order)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/orders/{id}/discharge", tag = "orders", operation_id = "discharge_order",
    request_body = DischargeFields,
    params(
        ("id" = OrderId, Path, description = "The order"),
        ("If-Match" = String, Header, description = "The version that is ended"),
    ),
    responses(
        (status = 200, body = OrderView, description = "Ended from that day on, or waiting for a second person to give the same day"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 412, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 428, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records that the court has discharged an order. It holds until a second person says the same.
pub async fn discharge(
    door: Guarded<act::DischargeOrder>,
    id: At<OrderId>,
    version: IfMatch,
    body: Body<DischargeFields>,
) -> Saved {
    let (on, reason) = body.0.read()?;
    door.write(move |work| {
        let ended = commands::discharge_order(work, (id.0, version.0), on, &reason)?;
        Ok(ended.map(|order| versioned(&order)))
    })
    .await
}
