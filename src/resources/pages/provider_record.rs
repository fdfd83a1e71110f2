//! The page of an outside service, and the form that confirms its e-mail address.

use askama::Template;
use kernel::{
    id::{ProviderId, UserId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Action, OnRecords, Staff, act};

use super::{
    records::with_contact,
    typed::{Asking, Typed},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, proof, shell, turn},
    people::Contact,
    resources::{
        AddressStanding, Provider, commands,
        queries::{self, AddressRecord},
        rules::{CallFields, may_confirm, may_provide},
        traces,
    },
    storage::Acts,
    web::{
        Errors, Shell,
        components::{Button, Content, Control, ErrorSummary, FormProof, SummaryList},
    },
};

/// The questions that confirm an address.
struct ConfirmForm {
    proof: FormProof,
    questions: Vec<Content>,
    send: Button,
}

#[derive(Template)]
#[template(path = "resources/provider.html")]
struct ProviderPage {
    shell: Shell,
    name: String,
    path: String,
    summary: Option<ErrorSummary>,
    warnings: Vec<String>,
    details: SummaryList,
    /// Whether its address waits for somebody.
    waits: bool,
    /// The form, for who may confirm it.
    confirm: Option<ConfirmForm>,
}

/// What stands around the page, made ready before the look.
struct Frame {
    shell: Shell,
    proof: FormProof,
    reader: UserId,
    today: LondonDay,
}

impl Frame {
    fn new<A: Action<Caller = Staff>>(door: &Guarded<A>) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, "Outside service").back("/providers"),
            proof: proof(door)?,
            reader: door.caller().0,
            today: door.now().london_day(),
        })
    }

    fn page<R: Acts>(
        self,
        reads: &mut R,
        id: ProviderId,
        (typed, errors): (&Typed, &Errors),
    ) -> Result<ProviderPage, Refused>
    where
        R::Action: OnRecords,
    {
        let (provider, contact) = queries::provider_record(reads, id)?;
        let address = queries::address_record(reads, &provider)?;
        let reasons = may_provide(&provider, self.today).into_iter();
        let may_confirm = may_confirm(provider.address, self.reader).is_ok();
        let proof = self.proof.version(provider.version.to_string());
        Ok(ProviderPage {
            shell: self.shell.errors(!errors.is_empty()),
            name: provider.details.name.to_string(),
            path: format!("/providers/{id}"),
            summary: errors.summary(),
            warnings: reasons.map(|reason| reason.explanation).collect(),
            details: details(&provider, &contact, address.as_ref()),
            waits: provider.address_standing() == AddressStanding::Waits,
            confirm: may_confirm.then(|| confirm_form(proof, typed, errors)),
        })
    }
}

fn confirm_form(proof: FormProof, typed: &Typed, errors: &Errors) -> ConfirmForm {
    let ask = Asking { typed, errors };
    ConfirmForm {
        proof,
        questions: vec![
            Content::of(ask.input("who", "Who did you speak to?")),
            Content::of(ask.input("number", "Which number did you ring?").hint(
                "One that you know from elsewhere: from the agreement or the website of the service. Not one that came with the new address.",
            )),
        ],
        send: Button::new("They say it is theirs"),
    }
}

/// An outside service with its papers, what stands against calling it today, and its address to confirm.
///
/// # Errors
/// As a problem page.
pub async fn show_provider(door: Guarded<act::ShowProvider>, id: At<ProviderId>) -> Shown {
    let frame = Frame::new(&door)?;
    door.look(move |look| {
        let page = frame.page(look, id.0, (&Typed::default(), &Errors::none()))?;
        Ok(look.seen(traces::seen(id.0, "record"), Page(page)))
    })
    .await
}

/// Confirms the e-mail address of an outside service, as a second person.
///
/// # Errors
/// As a problem page.
pub async fn confirm_address(
    door: Guarded<act::ConfirmAddress>,
    id: At<ProviderId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let call = CallFields {
        who: form.0.text("who"),
        number: form.0.text("number"),
    };
    let saved = door.save(call.read(), move |work, call| {
        let confirmed = commands::confirm_address(work, (id.0, version), call)?;
        Ok(confirmed.map(|provider| Goto(format!("/providers/{}", provider.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door)?);
    turn(&door, saved, move |look, errors| {
        frame.page(look, id.0, (&form.0, &errors))
    })
    .await
}

fn details(provider: &Provider, contact: &Contact, address: Option<&AddressRecord>) -> SummaryList {
    let details = &provider.details;
    let date =
        |day: Option<LondonDay>| day.map_or_else(|| "Not recorded".to_owned(), LondonDay::in_short);
    let agreement = details.agreement.as_ref().map_or_else(
        || "Not recorded".to_owned(),
        |agreed| {
            let (from, until) = (agreed.from.in_short(), agreed.until.in_short());
            format!("{}, {from} to {until}", agreed.reference)
        },
    );
    let list = SummaryList::new()
        .row("What it does", details.kind.label())
        .row("Insured until", date(details.insured_until))
        .row(
            "DBS checks of its staff hold until",
            date(details.dbs_until),
        )
        .row("Information-sharing agreement", agreement)
        .row(
            "Sessions at the same time",
            details
                .at_once
                .map_or_else(|| "Not recorded".to_owned(), |most| most.to_string()),
        );
    let list = with_contact(list, contact);
    match address {
        Some(address) => list.row("The e-mail address", standing(provider, address)),
        None => list,
    }
}

/// Who answers for the address, in one sentence.
fn standing(provider: &Provider, address: &AddressRecord) -> String {
    let Some(entered) = provider.address else {
        return AddressStanding::None.label().to_owned();
    };
    let entered_by = format!(
        "entered by {}, {}",
        address.entered_by,
        entered.at.in_full()
    );
    let Some((confirmed, (by, call))) = entered.confirmed.zip(address.confirmed.as_ref()) else {
        return format!("{}; {entered_by}", AddressStanding::Waits.label());
    };
    format!(
        "Confirmed by {by}, {}, who rang {} and spoke to {}; {entered_by}",
        confirmed.at.in_full(),
        call.number,
        call.who
    )
}
