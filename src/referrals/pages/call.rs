//! The form that logs the call that verifies a referral.

use kernel::{id::ReferralId, refusal::Refused, time::Instant};
use law::access::act;

use super::{FormPage, Frame, Parts, Typed, caption, paragraph};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    referrals::{Referral, commands, queries, rules::CallFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Button, Content, Control, Input, Textarea},
    },
};

const TITLE: &str = "Log the verification call";

fn page(
    frame: Frame,
    look: &mut Look<'_, act::DecideReferral>,
    id: ReferralId,
    typed: &Typed,
    errors: &Errors,
) -> Result<(FormPage, Referral), Refused> {
    let record = queries::referral_record(look, id)?;
    let text = |name: &'static str, label: &'static str| {
        Input::new(name, label)
            .value(typed.one(name))
            .autocomplete("off")
            .error(errors.at(name))
    };
    let questions =
        vec![
        Content::of(text("spoke_to", "Whom did you speak to?")),
        Content::of(
            text("number", "Which number did you call?")
                .hint("From the authority’s own list, never one that stands in the referral.")
                .kind("tel")
                .width(20),
        ),
        Content::of(typed.date_input("on", "On which day?").errors(errors)),
        Content::of(text("on_time", "At what time?").hint("For example, 09:00.").width(5)),
        Content::of(
            Textarea::new("confirmed", "What was confirmed?")
                .hint("That the referral comes from them, whom it is for, and what was not clear.")
                .value(typed.one("confirmed"))
                .rows(4)
                .error(errors.at("confirmed")),
        ),
    ];
    let parts = Parts {
        back: format!("/referrals/{id}"),
        action: format!("/referrals/{id}/call"),
        version: record.referral.version,
        caption: caption(&record),
        heading: TITLE.to_owned(),
        facts: vec![paragraph(
            "Somebody who writes to the service may not be who they say. The call is made before anything is arranged, or by the next working day for an emergency.",
        )],
        questions,
        buttons: vec![Button::new("Log the call")],
    };
    Ok((frame.form(parts, errors), record.referral))
}

fn begins(now: Instant) -> Typed {
    Typed::default()
        .with_day("on", &now.london_day().to_string())
        .with("on_time", now.london_time().to_string())
}

/// The form, with this day and time.
///
/// # Errors
/// As a problem page.
pub async fn call_form(door: Guarded<act::DecideReferral>, id: At<ReferralId>) -> Shown {
    let (frame, now) = (Frame::new(&door, TITLE)?, door.now());
    door.look(move |look| {
        let (page, one) = page(frame, look, id.0, &begins(now), &Errors::none())?;
        Ok(look.seen(traces::seen(&one, "form of a call"), Page(page)))
    })
    .await
}

/// Logs the call.
///
/// # Errors
/// As a problem page.
pub async fn log_call(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    let typed = form.0;
    let fields = CallFields {
        spoke_to: typed.one("spoke_to"),
        number: typed.one("number"),
        on: typed.day("on"),
        on_time: typed.one("on_time"),
        confirmed: typed.one("confirmed"),
    };
    let version = typed.version();
    let saved = door.save(fields.read(door.now()), move |work, called| {
        let logged = commands::log_call(work, (id.0, version), called.clone())?;
        Ok(logged.map(|one| Goto(format!("/referrals/{}", one.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &typed, &errors)?.0)
    })
    .await
}
