//! Pages of observations. They work without scripts: each button is a form of its own.

mod at_hand;
mod brief;
mod here;
mod journey;
mod reading;
mod record;
mod say;
mod sign;
mod timeline;
mod today;
mod typed;
mod write_up;

pub use brief::brief;
pub use journey::journey;
pub use reading::{add_addendum, addendum_form, observation, print};
pub use record::{RecordQuery, record, say};
pub use say::{SayQuery, say_form};
pub use sign::{sign, sign_form};
pub use today::{overdue, today};
pub use typed::Typed;
pub use write_up::{write_up, write_up_form};

use askama::Template;
use kernel::refusal::Refused;
use law::access::Action;

use super::rules::brief::went_in_words;
use crate::{
    http::{Guarded, proof, shell},
    sessions::Session,
    web::{
        Errors, Shell,
        components::{Button, Content, ErrorSummary, FormProof, Standing, Status},
    },
};
use law::session::Stage;

/// A form: its questions in order.
#[derive(Template)]
#[template(path = "observations/form.html")]
struct FormPage {
    shell: Shell,
    heading: &'static str,
    /// Which children's session, and when.
    about: String,
    intro: Option<String>,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    what: String,
    entry: String,
    /// The children that are asked about, each by itself.
    children: Vec<String>,
    questions: Vec<Content>,
    save: Button,
}

/// What stands around a page, made ready before the look.
struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new<A: Action>(
        door: &Guarded<A>,
        title: &str,
        back: impl Into<String>,
    ) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, title).back(back.into()),
            proof: proof(door)?,
        })
    }

    fn form(
        self,
        (heading, action): (&'static str, String),
        errors: &Errors,
        questions: Vec<Content>,
    ) -> FormPage {
        FormPage {
            shell: self.shell.errors(!errors.is_empty()),
            heading,
            about: String::new(),
            intro: None,
            action,
            proof: self.proof,
            summary: errors.summary(),
            what: String::new(),
            entry: String::new(),
            children: Vec::new(),
            questions,
            save: Button::new("Save"),
        }
    }
}

/// Whether its record is signed: from then on nothing of it is written or struck out.
const fn is_signed(session: &Session) -> bool {
    matches!(
        session.stage,
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_)
    )
}

/// How a session stands, for who holds it.
fn standing(session: &Session) -> Status {
    let went = went_in_words(&session.stage);
    let (standing, words) = match &session.stage {
        Stage::Proposed(_) | Stage::Planned(_) => (Standing::Draft, "Not published"),
        Stage::Suspended(_) => (Standing::Breach, "Put aside while contact is refused"),
        Stage::Cancelled(_) | Stage::Void(_) => (Standing::Away, "Called off"),
        Stage::Published(_) | Stage::Confirmed(_) => (Standing::Quiet, "To come"),
        Stage::Open(_) => (Standing::Running, "People are arriving"),
        Stage::Running(_) => (Standing::Running, "In progress"),
        Stage::Paused(_) => (Standing::Held, "Interrupted"),
        Stage::Over(_) => {
            let words = went.unwrap_or_default();
            return Status::new(
                Standing::Attention,
                format!("Over: {words}. Not closed yet"),
            );
        }
        Stage::Closed(_) => {
            let words = went.unwrap_or_default();
            return Status::new(
                Standing::Attention,
                format!("Closed: {words}. To be signed"),
            );
        }
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_) => (Standing::Ok, "Signed"),
    };
    Status::new(standing, words)
}
