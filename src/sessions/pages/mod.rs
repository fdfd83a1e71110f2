//! Pages of sessions.

mod asked;
mod decide_form;
mod end_form;
mod filled;
mod fits;
mod lists;
mod record;
mod session_form;
mod slot_form;
mod typed;

pub use asked::PlanQuery;
pub use decide_form::{decide, decide_form, keep, keep_form};
pub use end_form::{cancel, cancel_form};
pub use filled::{fill_form, fill_week};
pub use lists::{decided, held, in_question, of_child, of_plan};
pub use record::show;
pub use session_form::{book, change, change_form, new_session};
pub use slot_form::{keep_slots, slot_form};
pub use typed::Typed;

use askama::Template;
use kernel::{id::SessionId, refusal::Refused};
use law::{access::Action, session::Stage};

use fits::Fits;

use super::{
    Session,
    queries::{self, Names},
};
use crate::{
    http::{Guarded, proof, shell},
    storage::Reads,
    web::{
        Errors, Shell,
        components::{Button, Content, ErrorSummary, FormProof, Standing, Status, SummaryList},
    },
};

/// A form: its questions in order, and who and what could be had where that is asked.
#[derive(Template)]
#[template(path = "sessions/form.html")]
struct FormPage {
    shell: Shell,
    heading: &'static str,
    intro: Option<String>,
    /// What whoever answers should know.
    facts: Vec<String>,
    /// What the referral says of the children's needs and days.
    said: Option<SummaryList>,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    questions: Vec<Content>,
    save: Option<Button>,
    /// A button that looks first, and saves nothing.
    look: Option<Button>,
    /// What else one could do.
    links: Vec<(String, String)>,
    fits: Option<Fits>,
}

/// What stands around the questions of a form, made ready before the look.
struct Frame {
    shell: Shell,
    proof: FormProof,
    heading: &'static str,
    action: String,
}

impl Frame {
    fn new<A: Action>(
        door: &Guarded<A>,
        heading: &'static str,
        action: impl Into<String>,
        back: impl Into<String>,
    ) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, heading).back(back.into()),
            proof: proof(door)?,
            heading,
            action: action.into(),
        })
    }

    fn page(self, version: &str, errors: &Errors, questions: Vec<Content>) -> FormPage {
        FormPage {
            shell: self.shell.errors(!errors.is_empty()),
            heading: self.heading,
            intro: None,
            facts: Vec::new(),
            said: None,
            action: self.action,
            proof: if version.is_empty() {
                self.proof
            } else {
                self.proof.version(version)
            },
            summary: errors.summary(),
            questions,
            save: Some(Button::new("Save")),
            look: None,
            links: Vec::new(),
            fits: None,
        }
    }
}

/// What the referral says of the children's needs and days; nothing where the reader may not open it.
fn said(said: &[(&'static str, String)]) -> Option<SummaryList> {
    let rows = said.iter().cloned();
    (!said.is_empty()).then(|| SummaryList::card("What the referral says").rows(rows))
}

/// A session above a form about it: whose, when, with whom.
fn in_a_line(session: &Session, names: &Names) -> String {
    let visitors = names.list(&session.visitors);
    format!(
        "{}: {}, with {visitors}.",
        names.together(&session.children),
        session.slot().in_full()
    )
}

/// What is wrong with a form about a session; and where somebody else changed the session meanwhile,
/// who and what was last done to it.
fn changed_by(look: &mut dyn Reads, id: SessionId, errors: Errors) -> Result<Errors, Refused> {
    let Some((last, by)) = queries::last_step(look, id)? else {
        return Ok(errors);
    };
    let by = by.unwrap_or_else(|| "it followed from a change elsewhere".to_owned());
    let (what, at) = (last.what.replace('_', " "), last.at.in_short());
    let note = last
        .note
        .map_or_else(String::new, |note| format!(" ({note})"));
    let words = format!(
        "This session was changed since you opened it. What was last done: {what}{note}, {by}, {at}. Nothing of yours was saved, and it still stands below. Open the session in a second window to see how it stands, and change it there."
    );
    Ok(errors.reworded("stale", &words))
}

/// How a session stands, in words.
fn standing(session: &Session, in_question: bool) -> Status {
    // While contact is refused there is nothing to decide.
    let is_aside = matches!(session.stage, Stage::Suspended(_));
    if in_question && session.is_to_come() && !is_aside {
        return Status::new(
            Standing::Held,
            "In question: waits for a decision or a change",
        );
    }
    let (standing, words) = match &session.stage {
        Stage::Proposed(_) => (Standing::Draft, "Proposed"),
        Stage::Planned(_) if session.told => {
            (Standing::Draft, "Planned anew: to be published again")
        }
        Stage::Planned(_) => (Standing::Draft, "Planned: nobody outside has been told"),
        Stage::Published(_) => (Standing::Attention, "Published"),
        Stage::Confirmed(_) => (Standing::Ok, "Confirmed"),
        Stage::Suspended(_) => (Standing::Breach, "Put aside while contact is refused"),
        Stage::Cancelled(cancelled) => {
            return Status::new(
                Standing::Away,
                format!("Called off: {}", cancelled.reason.label()),
            );
        }
        Stage::Open(_) => (Standing::Running, "People are arriving"),
        Stage::Running(_) => (Standing::Running, "Going on"),
        Stage::Paused(_) => (Standing::Running, "Interrupted"),
        Stage::Over(_) => (Standing::Running, "Over, not closed yet"),
        Stage::Closed(_) => (Standing::Attention, "Over, to be written up"),
        Stage::Recorded(_) | Stage::Checked(_) => (Standing::Ok, "Recorded"),
        Stage::Shared(_) => (Standing::Ok, "Recorded and shared"),
        Stage::Void(_) => (Standing::Away, "Made in error"),
    };
    Status::new(standing, words)
}
