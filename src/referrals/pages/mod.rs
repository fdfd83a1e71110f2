//! Pages of referrals and contact plans.

mod begin;
mod call;
mod check;
mod list;
mod named;
mod plan;
mod plan_end;
mod plan_form;
mod record;
mod recorded;
mod say;
mod topic;
mod typed;

pub use begin::{Start, begin, copy, copy_form, new_referral};
pub use call::{call_form, log_call};
pub use check::{check, send};
pub use list::{calls, list};
pub use plan::{of_child, show_plan};
pub use plan_end::{end, end_form};
pub use plan_form::{accept, accept_form, change, change_form};
pub use record::show;
pub use say::{
    decline, decline_form, give_back, reply, reply_form, return_form, withdraw, withdraw_form,
};
pub use topic::{answer, topic};
pub use typed::Typed;

use askama::Template;
use kernel::{refusal::Refused, time::Instant};
use law::access::Action;

use super::{
    Referral, StateCode,
    queries::{Names, ReferralRecord},
    rules::{Question, State, deleted_on},
};
use crate::{
    http::{Guarded, proof, shell},
    people::{
        Person,
        rules::{full_name, reference},
    },
    web::{
        Errors, Shell,
        components::{Button, Content, ErrorSummary, FormProof, Standing, Status, SummaryList},
    },
};

/// What stands around a page with a form.
struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new<A: Action>(door: &Guarded<A>, title: &str) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, title),
            proof: proof(door)?,
        })
    }

    /// A form in this frame.
    fn form(self, parts: Parts, errors: &Errors) -> FormPage {
        FormPage {
            shell: self.shell.back(parts.back).errors(!errors.is_empty()),
            proof: self.proof.version(parts.version.to_string()),
            summary: errors.summary(),
            caption: parts.caption,
            heading: parts.heading,
            facts: parts.facts,
            action: parts.action,
            questions: parts.questions,
            buttons: parts.buttons,
        }
    }
}

/// What one form differs in from another.
struct Parts {
    back: String,
    action: String,
    version: i64,
    caption: String,
    heading: String,
    facts: Vec<Content>,
    questions: Vec<Content>,
    buttons: Vec<Button>,
}

/// A form: what is recorded, what is asked, what can be pressed.
#[derive(Template)]
#[template(path = "referrals/form.html")]
struct FormPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    caption: String,
    heading: String,
    facts: Vec<Content>,
    action: String,
    questions: Vec<Content>,
    buttons: Vec<Button>,
}

/// A paragraph of plain words.
#[derive(Template)]
#[template(
    source = r#"<p class="govuk-body kith-measure">{{ words }}</p>"#,
    ext = "html"
)]
struct Paragraph {
    words: String,
}

impl askama::filters::HtmlSafe for Paragraph {}

fn paragraph(words: impl Into<String>) -> Content {
    Content::of(Paragraph {
        words: words.into(),
    })
}

/// Something the page knew when it was opened, sent back with what is typed.
#[derive(Template)]
#[template(
    source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#,
    ext = "html"
)]
struct Known {
    name: String,
    value: String,
}

impl askama::filters::HtmlSafe for Known {}

/// A link on a line of its own.
#[derive(Template)]
#[template(
    source = r#"<p class="govuk-body"><a class="govuk-link" href="{{ href }}">{{ words }}</a></p>"#,
    ext = "html"
)]
struct Link {
    href: String,
    words: String,
}

impl askama::filters::HtmlSafe for Link {}

fn link(words: impl Into<String>, href: impl Into<String>) -> Content {
    Content::of(Link {
        href: href.into(),
        words: words.into(),
    })
}

/// The errors of a plan's form: that contact is refused stands at the people to meet.
fn placed(errors: Errors) -> Errors {
    errors.at_questions(|error| (error.code == "contact-refused").then_some("visitors"))
}

/// The full name with what tells two of one name apart: inside a record.
fn in_full(person: &Person) -> String {
    format!("{} ({})", full_name(&person.details), reference(person.id))
}

/// The children, as far as others may see them over a shoulder.
fn children(one: &Referral, names: &Names) -> String {
    let names: Vec<String> = one
        .children
        .iter()
        .map(|child| format!("{} ({})", names.short(*child), reference(*child)))
        .collect();
    names.join(", ")
}

/// What the referral says that whoever finds a room and a time must know.
fn said(one: &Referral) -> SummaryList {
    SummaryList::card("What the referral says").rows(one.answers.said(&Question::TO_ARRANGE))
}

/// The number and the children.
fn caption(record: &ReferralRecord) -> String {
    let number = number(&record.referral);
    format!("{number}: {}", children(&record.referral, &record.names))
}

fn number(one: &Referral) -> String {
    one.number
        .map_or_else(|| "Not sent yet".to_owned(), |number| number.to_string())
}

/// How a referral stands, in words.
fn standing(one: &Referral, now: Instant) -> Status {
    if let Some(deleted) = deleted_on(one) {
        let day = deleted.london_day().in_short();
        let words = format!("Draft: will be deleted on {day} unless somebody goes on with it");
        return Status::new(Standing::Attention, words);
    }
    if let Some(due) = one.state.call_due() {
        return call_owed(due, now);
    }
    let (standing, words) = match one.state.code() {
        StateCode::Draft => (Standing::Draft, "Draft"),
        StateCode::Sent => (Standing::Running, "Sent: with the coordinator"),
        StateCode::Returned => (Standing::Attention, "Returned with a question"),
        StateCode::Accepted => (Standing::Ok, "Accepted"),
        StateCode::Declined => (Standing::Held, "Declined"),
        StateCode::Withdrawn => (Standing::Away, "Withdrawn"),
        StateCode::Superseded => (Standing::Away, "Superseded"),
    };
    Status::new(standing, words)
}

fn call_owed(due: Instant, now: Instant) -> Status {
    // Due by the end of a day: the moment before midnight still lies in it.
    let day = due.plus_minutes(-1).london_day().in_short();
    if due <= now {
        let words = format!("Accepted; verification call overdue since the end of {day}");
        Status::new(Standing::Breach, words)
    } else {
        let words = format!("Accepted; verification call due by the end of {day}");
        Status::new(Standing::Attention, words)
    }
}

/// What the coordinator asked, of a referral that came back.
fn asked(one: &Referral) -> Option<String> {
    match &one.state {
        State::Returned { question, .. } => Some(question.to_string()),
        _ => None,
    }
}

/// Whether its author can write in it.
const fn is_open(state: &State) -> bool {
    matches!(state, State::Draft | State::Returned { .. })
}
