//! The form that adds the scan of an order.

use askama::Template;
use kernel::{id::OrderId, refusal::Refused};
use law::access::act;

use super::Frame;
use crate::{
    http::{At, Goto, Guarded, Page, Shown, Turned, Upload, turn},
    orders::{commands, queries, traces},
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FileUpload, FormProof},
    },
};

#[derive(Template)]
#[template(path = "orders/scan_form.html")]
struct ScanPage {
    shell: Shell,
    about: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    file: FileUpload,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::EnterOrder>,
    id: OrderId,
    errors: &Errors,
) -> Result<ScanPage, Refused> {
    let (order, _) = queries::permitted(look, id)?;
    let family = queries::family(look, &order.details.children)?;
    Ok(ScanPage {
        shell: frame
            .shell
            .back(format!("/orders/{id}"))
            .errors(!errors.is_empty()),
        about: family.children_named(),
        action: format!("/orders/{id}/document"),
        proof: frame.proof,
        summary: errors.summary(),
        file: FileUpload::new("file", "The order as it was sent")
            .hint("A PDF, a PNG or JPEG picture, or a Word document (DOCX), of 20 MiB or less.")
            .accept(".pdf,.png,.jpg,.jpeg,.docx")
            .error(errors.at("file")),
        save: Button::new("Add the scan"),
    })
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_scan(door: Guarded<act::EnterOrder>, id: At<OrderId>) -> Shown {
    let frame = Frame::new(&door, "Add the scan of an order")?;
    door.look(move |look| {
        let (order, _) = queries::permitted(look, id.0)?;
        let page = page(frame, look, id.0, &Errors::none())?;
        Ok(look.seen(traces::seen(&order, "form of a scan"), Page(page)))
    })
    .await
}

/// Adds the scan of an order.
///
/// # Errors
/// As a problem page.
pub async fn add_scan(door: Guarded<act::EnterOrder>, id: At<OrderId>, upload: Upload) -> Turned {
    let file = door.receive(upload).await?;
    let saved = door.save(file, move |work, file| {
        let added = commands::add_scan(work, id.0, file)?;
        Ok(added.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Add the scan of an order")?);
    turn(&door, saved, move |look, errors| {
        page(frame, look, id.0, &errors)
    })
    .await
}
