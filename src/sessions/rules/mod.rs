//! Decisions about sessions that are not law.

pub mod checks;
mod decision_fields;
mod fields;
pub(super) mod found;
mod judged;
pub mod lanes;
mod past;
pub mod pattern;
mod ranked;
pub(super) mod road;
mod slot_fields;
mod staff;
mod turnover;
mod ways;

pub use decision_fields::{BecauseFields, CancelFields, DecisionFields};
pub use fields::{BookingFields, SessionFields, occurrence};
pub use judged::{
    deciders, found, hash_of_inputs, is_of_an_assessment, is_to_decide, kept, key, may_be_planned,
    may_decide, waits_for_a_decision,
};
pub use past::{CHECK_IN_MINUTES, is_in_time, is_unattended};
pub use pattern::{
    day_of, days_of, draft_of, had_its_place, kept_by_others, still_wanted, week_of,
};
pub use ranked::{Candidate, ranked};
pub use road::{is_on_the_road, shown_from};
pub use slot_fields::{PatternFields, SlotFields};
pub use ways::{Escort, Trip, Ways, ways};

use kernel::{
    change::SessionNews,
    refusal::{Kind, Reason, Refused},
};
use law::session::{Event, StepRefused};

use super::Session;

/// A step that was not taken, as a refusal.
pub fn not_taken(refused: StepRefused) -> Refused {
    let words = match refused {
        StepRefused::WrongStage { stage } => {
            format!("This cannot be done to a session that is {stage}.")
        }
        StepRefused::Backwards => "The time is before what has already happened.".to_owned(),
        StepRefused::AnotherDay => "This session is on another day.".to_owned(),
        StepRefused::NoHandover => "Say to whom the child was handed over, and when.".to_owned(),
        StepRefused::OnlyAtTheDoor => {
            "This reason is for a session that does not start. Choose why it is called off in advance."
                .to_owned()
        }
    };
    Refused::because(Kind::WrongState, Reason::new(refused.code(), words))
}

/// What those on the right hear of a step. Nothing is told of a session nobody was ever told of,
/// but that it is put aside or back.
pub const fn news_of(event: Event, told: bool) -> Option<SessionNews> {
    match event {
        Event::Publish { .. } => Some(SessionNews::Published),
        Event::Move { .. } if told => Some(SessionNews::Changed),
        Event::Cancel { .. } | Event::Void if told => Some(SessionNews::Cancelled),
        Event::Suspend => Some(SessionNews::Suspended),
        Event::Resume => Some(SessionNews::Resumed),
        Event::DoNotStart { .. } => Some(SessionNews::NotHeld),
        Event::EndEarly { .. } => Some(SessionNews::EndedEarly),
        Event::End => Some(SessionNews::Over),
        Event::Sign => Some(SessionNews::Recorded),
        _ => None,
    }
}

/// The calendar entry's SEQUENCE after an event: it rises with each change of what people were told
/// (RFC 5546).
pub fn sequence_after(session: &Session, event: Event) -> u32 {
    let changes = matches!(
        event,
        Event::Move { .. }
            | Event::Publish { .. }
            | Event::Cancel { .. }
            | Event::Suspend
            | Event::Resume
            | Event::Void
    );
    if session.told && changes {
        session.sequence.saturating_add(1)
    } else {
        session.sequence
    }
}

/// Whether an event changes who is on the rota for a child.
pub const fn changes_seats(event: Event) -> bool {
    matches!(
        event,
        Event::Plan
            | Event::Move { .. }
            | Event::Cancel { .. }
            | Event::Suspend
            | Event::Resume
            | Event::Void
    )
}

/// The code of an event, as a step is filed under it.
pub const fn what(event: Event) -> &'static str {
    match event {
        Event::Plan => "planned",
        Event::Publish { .. } => "published",
        Event::Confirm => "confirmed",
        Event::Move { .. } => "moved",
        Event::Cancel { .. } => "cancelled",
        Event::Suspend => "suspended",
        Event::Resume => "resumed",
        Event::Open => "opened",
        Event::Start => "started",
        Event::DoNotStart { .. } => "not_started",
        Event::Pause => "paused",
        Event::Continue => "continued",
        Event::End => "ended",
        Event::EndEarly { .. } => "ended_early",
        Event::Close { .. } => "closed",
        Event::Sign => "signed",
        Event::PassCheck => "checked",
        Event::Share => "shared",
        Event::Void => "void",
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
