//! Pages of resources.

mod absences;
mod closures;
mod holidays;
mod lists;
mod provider_form;
mod provider_record;
mod records;
mod room_form;
mod supervisor_form;
mod supervisor_record;
mod typed;
mod venue_form;

pub use absences::{
    end_absence, new_absence, new_sickness, own_availability, record_absence, record_own_sickness,
};
pub use closures::{close_venue, end_closure, new_closure};
pub use holidays::{bank_holidays, holiday_form, replace_bank_holidays};
pub use lists::{providers, supervisors, venues};
pub use provider_form::{add_provider, edit_provider, new_provider, provider_form};
pub use provider_record::{confirm_address, show_provider};
pub use records::show_venue;
pub use room_form::{add_room, edit_room, new_room, room_form};
pub use supervisor_form::{add_supervisor, edit_supervisor, new_supervisor, supervisor_form};
pub use supervisor_record::show_supervisor;
pub use typed::{NothingTyped, Typed};
pub use venue_form::{add_venue, edit_venue, new_venue, venue_form};

use askama::Template;
use kernel::refusal::Refused;
use law::access::Action;

use super::{DayName, WeekHours};
use crate::{
    http::{Guarded, proof, shell},
    web::{
        Errors, Shell,
        components::{Button, Content, ErrorSummary, FormProof, SummaryList},
    },
};

/// A form: its questions in order. All forms of this capability are of this shape, so there is one
/// template for them.
#[derive(Template)]
#[template(path = "resources/form.html")]
struct FormPage {
    shell: Shell,
    heading: &'static str,
    /// Whom or what it is about.
    about: Option<String>,
    intro: Option<&'static str>,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    questions: Vec<Content>,
    save: Button,
}

/// What stands around the questions of a form, made ready before the look.
struct Frame {
    shell: Shell,
    proof: FormProof,
    heading: &'static str,
    action: String,
}

impl Frame {
    /// A form with this heading, sent to `action`, with the way `back`.
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

    fn page(self, typed: &Typed, errors: &Errors, questions: Vec<Content>) -> FormPage {
        let version = typed.text("version");
        FormPage {
            shell: self.shell.errors(!errors.is_empty()),
            heading: self.heading,
            about: None,
            intro: None,
            action: self.action,
            proof: if version.is_empty() {
                self.proof
            } else {
                self.proof.version(version)
            },
            summary: errors.summary(),
            questions,
            save: Button::new("Save"),
        }
    }
}

/// The hours of a week, a line for each day.
fn week_in_words(hours: &WeekHours, none: &'static str) -> SummaryList {
    DayName::ALL.iter().fold(SummaryList::new(), |list, day| {
        let words = hours.0.get(day).map(|hours| hours.in_words());
        list.row(day.label(), words.unwrap_or_else(|| none.to_owned()))
    })
}

/// A span on a page, with what can be done about it.
struct SpanLine {
    words: String,
    /// Where it is ended.
    ends_at: Option<String>,
    /// Where somebody is found for what it leaves short.
    cover: Option<String>,
}

const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}
