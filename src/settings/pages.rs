//! Pages of settings: what is in force, and the form that changes it.

use askama::Template;
use kernel::refusal::Refused;
use law::access::{Act, act, could_ever};
use serde::Deserialize;

use super::{InForce, commands, queries, rules::SettingsFields};
use crate::{
    http::{Form, Goto, Guarded, Opened, Page, Turned, proof, shell, turn},
    web::{
        Errors, Shell,
        components::{
            Button, Content, Control, ErrorSummary, FormProof, Input, SummaryList, Textarea,
        },
    },
};

/// The questions in the order of the page: name, label, hint, unit.
const NUMBERS: [(&str, &str, &str, &str); 6] = [
    (
        "lateness_grace_minutes",
        "How late may a family member come?",
        "After this a supervisor may decide that the session does not start. 5 to 60 minutes.",
        "minutes",
    ),
    (
        "write_up_hours",
        "How soon is a session written up and signed?",
        "Counted from its end. 1 to 168 hours.",
        "hours",
    ),
    (
        "notice_wait_minutes",
        "How long does a message wait before it is sent?",
        "So that two changes right after each other become one message. 0 to 60 minutes.",
        "minutes",
    ),
    (
        "draft_days",
        "After how many days is the author of an untouched draft referral warned?",
        "Two weeks later it is deleted. 14 to 365 days.",
        "days",
    ),
    (
        "plan_review_weeks",
        "When is a contact plan reviewed at the latest?",
        "1 to 13 weeks.",
        "weeks",
    ),
    (
        "travel_minutes",
        "How long does the way between two venues take?",
        "Nobody is booked at two venues with less time between. A taxi is taken for as long before and after a session. Sessions that stand are asked again when they are changed. 0 to 180 minutes.",
        "minutes",
    ),
];

fn value<'a>(fields: &'a SettingsFields, name: &str) -> &'a str {
    match name {
        "lateness_grace_minutes" => &fields.lateness_grace_minutes,
        "write_up_hours" => &fields.write_up_hours,
        "notice_wait_minutes" => &fields.notice_wait_minutes,
        "draft_days" => &fields.draft_days,
        "plan_review_weeks" => &fields.plan_review_weeks,
        _ => &fields.travel_minutes,
    }
}

#[derive(Template)]
#[template(path = "settings/show.html")]
struct SettingsPage {
    shell: Shell,
    settings: SummaryList,
    changed: String,
    may_change: bool,
}

/// The settings in force.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowSettings>) -> Opened {
    let shell = shell(&door, "Settings");
    let may_change = could_ever(&door.admitted().actor, Act::ChangeSettings);
    door.open(move |look| {
        let found = queries::in_force(look)?;
        let page = SettingsPage {
            shell: shell.back("/"),
            settings: in_words(&found),
            changed: how(&found),
            may_change,
        };
        Ok(look.open(Page(page)))
    })
    .await
}

fn in_words(found: &InForce) -> SummaryList {
    let fields = SettingsFields::of(&found.settings);
    let council = if fields.council.is_empty() {
        "Not set: a letter about a refusal of contact names no council".to_owned()
    } else {
        fields.council.clone()
    };
    let phone = if fields.service_phone.is_empty() {
        "Not set: messages name no telephone".to_owned()
    } else {
        fields.service_phone.clone()
    };
    let list = SummaryList::new()
        .row("Name of the council", council)
        .row("Telephone of the service", phone);
    NUMBERS.iter().fold(list, |list, (name, label, _, unit)| {
        list.row(*label, format!("{} {unit}", value(&fields, name)))
    })
}

fn how(found: &InForce) -> String {
    match &found.changed {
        Some(changed) => format!("Changed on {}: {}", changed.at.in_full(), changed.reason),
        None => "These are the settings that come with the program.".to_owned(),
    }
}

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    version: String,
    #[serde(flatten)]
    fields: SettingsFields,
}

#[derive(Template)]
#[template(path = "settings/form.html")]
struct SettingsFormPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    questions: Vec<Content>,
    save: Button,
}

/// What stands around the questions, made ready before the look.
struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new(door: &Guarded<act::ChangeSettings>) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, "Change the settings").back("/settings"),
            proof: proof(door)?,
        })
    }

    fn page(self, typed: &SettingsForm, errors: &Errors) -> SettingsFormPage {
        SettingsFormPage {
            shell: self.shell.errors(!errors.is_empty()),
            proof: self.proof.version(&typed.version),
            summary: errors.summary(),
            questions: questions(&typed.fields, errors),
            save: Button::new("Save"),
        }
    }
}

fn questions(fields: &SettingsFields, errors: &Errors) -> Vec<Content> {
    let council = Input::new("council", "Name of the council")
        .hint("It stands on letters about a refusal of contact, whose decision it is.")
        .value(&fields.council)
        .error(errors.at("council"));
    let phone = Input::new("service_phone", "Telephone of the service")
        .hint("It stands in every message to carers, families and drivers.")
        .kind("tel")
        .width(20)
        .value(&fields.service_phone)
        .error(errors.at("service_phone"));
    let numbers = NUMBERS.iter().map(|(name, label, hint, unit)| {
        let input = Input::new(*name, *label)
            .hint(*hint)
            .suffix(*unit)
            .inputmode("numeric")
            .width(3)
            .value(value(fields, name))
            .error(errors.at(name));
        Content::of(input)
    });
    let reason = Textarea::new("reason", "Why are they changed?")
        .hint("It is kept with the change.")
        .rows(2)
        .value(&fields.reason)
        .error(errors.at("reason"));
    [Content::of(council), Content::of(phone)]
        .into_iter()
        .chain(numbers)
        .chain([Content::of(reason)])
        .collect()
}

/// The form with what is in force.
///
/// # Errors
/// As a problem page.
pub async fn form(door: Guarded<act::ChangeSettings>) -> crate::http::Shown {
    let (frame, reader) = (Frame::new(&door)?, door.caller().0);
    door.look(move |look| {
        let found = queries::in_force(look)?;
        let typed = SettingsForm {
            version: found.version.to_string(),
            fields: SettingsFields::of(&found.settings),
        };
        let page = frame.page(&typed, &Errors::none());
        Ok(look.seen(super::traces::form_seen(reader), Page(page)))
    })
    .await
}

/// Puts settings in force.
///
/// # Errors
/// As a problem page.
pub async fn change(door: Guarded<act::ChangeSettings>, form: Form<SettingsForm>) -> Turned {
    let version = form.0.version.parse().unwrap_or_default();
    let saved = door.save(form.0.fields.read(), move |work, (settings, reason)| {
        let changed = commands::change(work, version, settings, reason)?;
        Ok(changed.map(|_| Goto("/settings".to_owned())))
    });
    let (saved, frame) = (saved.await, Frame::new(&door)?);
    turn(&door, saved, move |_, errors| {
        Ok(frame.page(&form.0, &errors))
    })
    .await
}
