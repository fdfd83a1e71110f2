//! The forms that begin a referral: for a child, and for a brother or sister.

use kernel::{
    id::{PersonId, ReferralId},
    refusal::Refused,
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{FormPage, Frame, Parts, Typed, caption, children, in_full, link, number, paragraph};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    people::Person,
    referrals::{
        Referral, ReferralKind, commands,
        queries::{self, Names},
        rules::{CopyFields, NewFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Button, Checkboxes, Choice, Content, Control, Radios, Select},
    },
};

/// Whom the form begins with.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Start {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    pub(super) child: String,
    /// Somebody to meet who was just added to the family.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    pub(super) visitor: String,
}

type Writing<'d> = Look<'d, act::WriteReferral>;

const TITLE: &str = "Refer children";

fn new_page(
    frame: Frame,
    look: &mut Writing<'_>,
    typed: &Typed,
    errors: &Errors,
) -> Result<(FormPage, Vec<PersonId>), Refused> {
    let people = queries::children_to_refer(look)?;
    let chosen = typed.all("children");
    let first = chosen.first().and_then(|id| id.parse::<PersonId>().ok());
    let renewable = match first {
        Some(child) => queries::renewable(look, child)?,
        None => Vec::new(),
    };
    let names = queries::names_of(look, &renewable)?;
    let hints = [
        "A family the service does not see yet.",
        "What was agreed for a family is to be different: other people, more or less often, closer watched. The accepted referral that changes is chosen below once the child is.",
        "A family the service saw before.",
        "Family time is needed at once. It may be accepted before the verification call, which is then due the next working day.",
    ];
    let kinds = ReferralKind::ALL.iter().zip(hints);
    let kind = kinds.fold(
        Radios::new("kind", "What sort of referral is it?"),
        |radios, (kind, hint)| radios.choice(Choice::new(kind.as_str(), kind.label()).hint(hint)),
    );
    let mut questions = vec![
        Content::of(kind.value(typed.one("kind")).error(errors.at("kind"))),
        Content::of(choose_children(&people, &chosen, errors)),
        link(
            "Record a child who is not listed, and come back here",
            "/people/new?then=referral",
        ),
    ];
    // A list with nothing to choose from asks nobody anything.
    if !renewable.is_empty() || errors.at("renews").is_some() {
        let list = renews((&renewable, &names), &typed.one("renews"), errors);
        questions.push(Content::of(list));
    }
    let parts = Parts {
        back: "/referrals".to_owned(),
        action: "/referrals".to_owned(),
        version: 0,
        caption: String::new(),
        heading: TITLE.to_owned(),
        facts: vec![paragraph(
            "About ten answers are needed to send a referral. You can leave it at any time and come back.",
        )],
        questions,
        buttons: vec![Button::new("Begin")],
    };
    let shown = people.iter().map(|person| person.id).collect();
    Ok((frame.form(parts, errors), shown))
}

fn choose_children(people: &[Person], chosen: &[String], errors: &Errors) -> Checkboxes {
    let empty = Checkboxes::new("children", "Which children?")
        .hint("Brothers and sisters who come together are one referral.");
    let all = people.iter().fold(empty, |boxes, person| {
        boxes.option(person.id.to_string(), in_full(person))
    });
    all.values(chosen.to_vec()).error(errors.at("children"))
}

fn renews((renewable, names): (&[Referral], &Names), chosen: &str, errors: &Errors) -> Select {
    let hint = if renewable.is_empty() {
        "These children have no accepted referral that could change: choose another sort above."
    } else {
        "Answer this for a change of an accepted plan only."
    };
    let empty = Select::new("renews", "Which accepted referral changes?")
        .hint(hint)
        .option("", "None: it is no change");
    let all = renewable.iter().fold(empty, |select, one| {
        let sent = one.state.sent().map(|sent| sent.at.london_day().in_short());
        let sent = sent.map_or_else(String::new, |day| format!(", sent on {day}"));
        let words = format!("{}: {}{sent}", number(one), children(one, names));
        select.option(one.id.to_string(), words)
    });
    all.value(chosen).error(errors.at("renews"))
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn new_referral(door: Guarded<act::WriteReferral>, start: Query<Start>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    let reader = door.caller().0;
    let typed = match start.0.child.as_str() {
        "" => Typed::default(),
        child => Typed::default().with("children", child),
    };
    door.look(move |look| {
        let (page, shown) = new_page(frame, look, &typed, &Errors::none())?;
        Ok(look.seen(traces::listed(reader, shown), Page(page)))
    })
    .await
}

/// Begins a referral.
///
/// # Errors
/// As a problem page.
pub async fn begin(door: Guarded<act::WriteReferral>, form: Form<Typed>) -> Turned {
    let fields = NewFields {
        kind: form.0.one("kind"),
        children: form.0.all("children"),
        renews: form.0.one("renews"),
    };
    let saved = door.save(fields.read(), |work, (kind, children, renews)| {
        let begun = commands::begin(work, *kind, children, *renews)?;
        Ok(begun.map(|one| Goto(format!("/referrals/{}", one.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let (page, shown) = new_page(frame, look, &form.0, &errors)?;
        look.shows(shown);
        Ok(page)
    })
    .await
}

const COPY: &str = "Copy for a brother or sister";

fn copy_page(
    frame: Frame,
    look: &mut Writing<'_>,
    id: ReferralId,
    typed: &Typed,
    errors: &Errors,
) -> Result<(FormPage, Referral), Refused> {
    let record = queries::referral_record(look, id)?;
    let siblings = record.family.relatives.iter().map(|one| &one.person);
    let siblings =
        siblings.filter(|one| one.details.is_child && !record.referral.children.contains(&one.id));
    let child = siblings.fold(
        Radios::new("child", "For which child?"),
        |radios, person| radios.option(person.id.to_string(), in_full(person)),
    );
    let parts = Parts {
        back: format!("/referrals/{id}"),
        action: format!("/referrals/{id}/copy"),
        version: record.referral.version,
        caption: caption(&record),
        heading: COPY.to_owned(),
        facts: vec![paragraph(
            "How often, how long, supervision, transport, stage and language are copied, and the people to meet who are family of this child too. Health, wishes, school and what is recorded are asked again.",
        )],
        questions: vec![Content::of(
            child.value(typed.one("child")).error(errors.at("child")),
        )],
        buttons: vec![Button::new("Copy")],
    };
    Ok((frame.form(parts, errors), record.referral))
}

/// The form that copies a referral.
///
/// # Errors
/// As a problem page.
pub async fn copy_form(door: Guarded<act::WriteReferral>, id: At<ReferralId>) -> Shown {
    let frame = Frame::new(&door, COPY)?;
    door.look(move |look| {
        let (page, one) = copy_page(frame, look, id.0, &Typed::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(&one, "form to copy"), Page(page)))
    })
    .await
}

/// Copies a referral.
///
/// # Errors
/// As a problem page.
pub async fn copy(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    let fields = CopyFields {
        child: form.0.one("child"),
    };
    let saved = door.save(fields.read(), move |work, child| {
        let copied = commands::copy_for(work, id.0, *child)?;
        Ok(copied.map(|one| Goto(format!("/referrals/{}", one.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, COPY)?);
    turn(&door, saved, move |look, errors| {
        Ok(copy_page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
