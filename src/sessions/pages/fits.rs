//! Beside a form of a session: who could supervise it then and which rooms are free, and at which
//! question of the form a refusal stands.

use kernel::refusal::Reason;

use crate::{
    sessions::{queries::RoomChoice, rules::Candidate},
    web::Errors,
};

/// Somebody or something, and why or why not.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) words: String,
}

/// Who and what could be had at the time that was asked for.
pub(super) struct Fits {
    /// Who could supervise, the best first.
    pub(super) can: Vec<Line>,
    /// Who could not.
    pub(super) cannot: Vec<Line>,
    /// Rooms that are free then; none are listed of what needs no room.
    pub(super) free_rooms: Vec<Line>,
    /// Rooms that could not be had.
    pub(super) rooms: Vec<Line>,
}

fn in_words(reasons: &[Reason]) -> String {
    let words: Vec<&str> = reasons
        .iter()
        .map(|reason| reason.explanation.as_str())
        .collect();
    words.join(" ")
}

impl Fits {
    pub(super) fn new(candidates: &[Candidate], rooms: &[RoomChoice]) -> Self {
        let line = |one: &Candidate, words: String| Line {
            name: one.name.clone(),
            words,
        };
        let can = candidates.iter().filter(|one| one.fits());
        let cannot = candidates.iter().filter(|one| !one.fits());
        let (free, taken): (Vec<_>, Vec<_>) =
            rooms.iter().partition(|room| room.against.is_empty());
        let room = |room: &RoomChoice, words: String| Line {
            name: room.name.clone(),
            words,
        };
        Self {
            can: can.map(|one| line(one, one.why())).collect(),
            cannot: cannot.map(|one| line(one, one.why_not())).collect(),
            free_rooms: free.iter().map(|one| room(one, one.has.clone())).collect(),
            rooms: taken
                .iter()
                .map(|one| room(one, in_words(&one.against)))
                .collect(),
        }
    }
}

/// The same errors, each that a rule found beside the question it is about, so that it can be followed
/// there.
pub(super) fn at_their_questions(errors: &Errors) -> Errors {
    let each = errors.each().cloned().map(|mut error| {
        if let Some(question) = question_of(error.code).filter(|_| error.pointer.is_empty()) {
            error.pointer = format!("/{question}");
        }
        error
    });
    Errors::from(each.collect::<Vec<_>>())
}

/// The question that mends what a code says; none where it is not about one.
fn question_of(code: &str) -> Option<&'static str> {
    Some(match code {
        "clash-room"
        | "room-not-in-use"
        | "room-too-small"
        | "room-lacks-feature"
        | "closed"
        | "venue-closed-that-day"
        | "outside-opening-hours"
        | "bank-holiday"
        | "risk-room"
        | "risk-place"
        | "order-venue" => "room",
        "clash-supervisor"
        | "supervisor-not-in-use"
        | "supervisor-away"
        | "outside-working-hours"
        | "worker-excluded"
        | "dbs-missing"
        | "dbs-refused"
        | "dbs-lapsed"
        | "daily-rest"
        | "weekly-rest"
        | "no-break"
        | "long-day"
        | "long-week"
        | "risk-staff"
        | "risk-gender"
        | "risk-skill"
        | "risk-known-supervisor" => "supervisors",
        "clash-child" => "children",
        "clash-family-member" | "risk-missing" | "pair-unknown" => "visitors",
        "clash-taxi" | "taxi-not-booked" => "taxi",
        "clash-interpreter" | "interpreter-not-booked" => "interpreter",
        "order-mode" | "risk-no-direct-contact" => "mode",
        "risk-supervision" => "level",
        "order-too-long" | "order-too-short" | "risk-too-long" => "to",
        "sunday" | "plan-not-running" => "day-day",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use kernel::refusal::FieldError;

    use super::*;

    #[test]
    fn what_a_rule_found_stands_at_its_question() {
        let errors = Errors::from(vec![
            FieldError::new("", "clash-room", "The room is taken"),
            FieldError::new("", "supervisor-away", "She is away"),
            FieldError::new("", "refused", "Contact is refused"),
            FieldError::new("/from", "closed", "Choose a time that is still to come"),
        ]);
        let placed = at_their_questions(&errors);
        let pointers: Vec<&str> = placed.each().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/room", "/supervisors", "", "/from"]);
    }
}
