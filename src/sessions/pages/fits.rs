//! Beside a form of a session: who could supervise it then and which rooms are free, and at which
//! question of the form a refusal stands.

use kernel::refusal::Reason;

use crate::sessions::{queries::RoomChoice, rules::Candidate};

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
    /// Whether it needs a room, and none is free.
    pub(super) no_room: bool,
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
            no_room: free.is_empty() && !taken.is_empty(),
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

/// The question that mends what a code says; none where it is not about one.
pub(super) fn question_of(code: &str) -> Option<&'static str> {
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
        "clash-child" | "status-unknown" | "status-ended" => "children",
        "clash-family-member"
        | "nobody-meets"
        | "pair-unknown"
        | "no-plan"
        | "order-no-person"
        | "order-only-persons"
        | "order-keep-apart"
        | "urgent-refusal"
        | "refused"
        | "risk-missing" => "visitors",
        "clash-taxi" | "taxi-not-booked" => "taxi",
        "clash-interpreter" | "interpreter-not-booked" => "interpreter",
        "order-mode" | "risk-no-direct-contact" => "mode",
        "order-supervision" | "risk-supervision" => "level",
        "order-too-long" | "order-too-short" | "risk-too-long" => "to",
        "sunday" | "plan-not-running" | "order-max-frequency" | "order-min-gap" => "day-day",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use law::verdict::Code;

    use super::*;

    #[test]
    fn what_a_rule_found_stands_at_its_question() {
        for (code, question) in [
            ("clash-room", Some("room")),
            ("supervisor-away", Some("supervisors")),
            (Code::NoPerson.as_str(), Some("visitors")),
            (Code::OnlyPersons.as_str(), Some("visitors")),
            (Code::KeepApart.as_str(), Some("visitors")),
            (Code::UrgentRefusal.as_str(), Some("visitors")),
            (Code::Refused.as_str(), Some("visitors")),
            (Code::Supervision.as_str(), Some("level")),
            (Code::TooLong.as_str(), Some("to")),
            (Code::MaxFrequency.as_str(), Some("day-day")),
            (Code::MinGap.as_str(), Some("day-day")),
            (Code::Mode.as_str(), Some("mode")),
            (Code::Venue.as_str(), Some("room")),
            (Code::StatusUnknown.as_str(), Some("children")),
            // Rules that cannot all be kept are nothing a planner types.
            (Code::Conflict.as_str(), None),
        ] {
            assert_eq!(question_of(code), question, "{code}");
        }
    }
}
