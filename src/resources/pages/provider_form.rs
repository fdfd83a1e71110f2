//! The form for an outside service: add and change.

use kernel::{id::ProviderId, refusal::Refused};
use law::access::act;

use super::{
    FormPage, Frame,
    typed::{Asking, Typed, choice},
};
use crate::{
    http::{At, Form, Goto, Guarded, Opened, Page, Shown, Turned, turn},
    resources::{
        ProviderKind, commands, queries,
        rules::{AgreementFields, ProviderFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Content, Control, Radios},
    },
};

fn fields(typed: &Typed) -> ProviderFields {
    ProviderFields {
        name: typed.text("name"),
        kind: typed.text("kind"),
        insured_until: typed.date("insured_until"),
        dbs_until: typed.date("dbs_until"),
        agreement: AgreementFields {
            reference: typed.text("agreement-reference"),
            from: typed.date("agreement-from"),
            until: typed.date("agreement-until"),
        },
        at_once: typed.text("at_once"),
        in_use: typed.ticked("use", "yes"),
        contact: typed.contact(),
    }
}

fn typed(fields: &ProviderFields) -> Typed {
    Typed::default()
        .with("name", &fields.name)
        .with("kind", &fields.kind)
        .with_date("insured_until", &fields.insured_until)
        .with_date("dbs_until", &fields.dbs_until)
        .with("agreement-reference", &fields.agreement.reference)
        .with_date("agreement-from", &fields.agreement.from)
        .with_date("agreement-until", &fields.agreement.until)
        .with("at_once", &fields.at_once)
        .tick("use", "yes", fields.in_use)
        .with_contact(&fields.contact)
}

fn page(frame: Frame, typed: &Typed, errors: &Errors) -> FormPage {
    let ask = Asking { typed, errors };
    let kind = ProviderKind::ALL
        .iter()
        .fold(Radios::new("kind", "What does it do?"), |radios, kind| {
            radios.option(kind.as_str(), kind.label())
        });
    let in_use = Checkboxes::new("use", "Is it used?")
        .choice(choice("yes", "It may be called"))
        .values(typed.all("use"));
    let mut questions = vec![
        Content::of(ask.input("name", "What is the service called?")),
        Content::of(kind.value(typed.text("kind")).error(errors.at("kind"))),
        Content::of(
            ask.date("insured_until", "Last day of its insurance")
                .hint("A taxi firm cannot be called without one."),
        ),
        Content::of(
            ask.date("dbs_until", "Last day the DBS checks of its staff hold")
                .hint("No service can be called without it."),
        ),
        Content::of(
            ask.input("agreement-reference", "Information-sharing agreement")
                .hint("The reference it is filed under. Without one nothing about a child may be passed on."),
        ),
        Content::of(ask.date("agreement-from", "First day of the agreement")),
        Content::of(ask.date("agreement-until", "Last day of the agreement")),
        Content::of(
            ask.input("at_once", "How many sessions can it serve at the same time?")
                .hint("Its cars, or its interpreters. Leave it empty if you do not know: then it says so itself, session by session."),
        ),
        Content::of(in_use),
    ];
    questions.extend(ask.contact());
    frame.page(typed, errors, questions)
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_provider(door: Guarded<act::OpenNewResource>) -> Opened {
    let frame = Frame::new(&door, "Add an outside service", "/providers", "/providers")?;
    let page = page(frame, &Typed::default().with("use", "yes"), &Errors::none());
    door.open(move |look| Ok(look.open(Page(page)))).await
}

/// Adds an outside service.
///
/// # Errors
/// As a problem page.
pub async fn add_provider(door: Guarded<act::KeepProviders>, form: Form<Typed>) -> Turned {
    let saved = door.save(fields(&form.0).read(), |work, (details, contact)| {
        let added = commands::add_provider(work, details, contact)?;
        Ok(added.map(|provider| Goto(format!("/providers/{}", provider.id))))
    });
    let saved = saved.await;
    let frame = Frame::new(&door, "Add an outside service", "/providers", "/providers")?;
    turn(&door, saved, move |_, errors| {
        Ok(page(frame, &form.0, &errors))
    })
    .await
}

fn changing(door: &Guarded<act::KeepProviders>, id: ProviderId) -> Result<Frame, Refused> {
    let (action, back) = (format!("/providers/{id}/edit"), format!("/providers/{id}"));
    Frame::new(door, "Change an outside service", action, back)
}

/// The form with what is written down.
///
/// # Errors
/// As a problem page.
pub async fn provider_form(door: Guarded<act::KeepProviders>, id: At<ProviderId>) -> Shown {
    let frame = changing(&door, id.0)?;
    door.look(move |look| {
        let (provider, contact) = queries::provider_record(look, id.0)?;
        let typed = typed(&ProviderFields::of(&provider.details, &contact))
            .with("version", provider.version.to_string());
        let page = page(frame, &typed, &Errors::none());
        Ok(look.seen(traces::seen(id.0, "details to change"), Page(page)))
    })
    .await
}

/// Changes an outside service, unless somebody else did since the form was opened.
///
/// # Errors
/// As a problem page.
pub async fn edit_provider(
    door: Guarded<act::KeepProviders>,
    id: At<ProviderId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let saved = door.save(fields(&form.0).read(), move |work, (details, contact)| {
        let edited = commands::edit_provider(work, (id.0, version), details, contact)?;
        Ok(edited.map(|provider| Goto(format!("/providers/{}", provider.id))))
    });
    let (saved, frame) = (saved.await, changing(&door, id.0)?);
    let again = move |look: &mut Look<'_, act::KeepProviders>, errors| {
        queries::permitted(look, id.0)?;
        queries::provider(look, id.0)?;
        Ok(page(frame, &form.0, &errors))
    };
    turn(&door, saved, again).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_what_is_there_sends_the_same_back() {
        let there = ProviderFields {
            name: "Swift Cars".into(),
            kind: "taxi_firm".into(),
            insured_until: "2027-03-31".into(),
            agreement: AgreementFields {
                reference: "ISA 12".into(),
                from: "2026-01-01".into(),
                until: "2027-12-31".into(),
            },
            at_once: "6".into(),
            in_use: true,
            ..ProviderFields::default()
        };
        let json = |fields: &ProviderFields| serde_json::to_value(fields).unwrap();
        assert_eq!(json(&fields(&typed(&there))), json(&there));
    }
}
