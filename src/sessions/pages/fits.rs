//! Beside a form of a session: who could supervise it then and which rooms are free, and at which
//! question of the form a refusal stands.

use kernel::{
    id::ProviderId,
    refusal::{FieldError, Reason},
};

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

/// What a room is and everything it offers.
fn in_full(room: &RoomChoice) -> String {
    let offers = room.offers.join(", ").to_lowercase();
    if offers.is_empty() {
        room.has.clone()
    } else {
        format!("{}. It has: {offers}", room.has)
    }
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
            free_rooms: free.iter().map(|one| room(one, in_full(one))).collect(),
            rooms: taken
                .iter()
                .map(|one| room(one, in_words(&one.against)))
                .collect(),
        }
    }
}

/// What stands against an outside service, whichever it is.
const OF_SERVICES: &[&str] = &[
    "insurance-lapsed",
    "no-sharing-agreement",
    "provider-dbs-lapsed",
    "provider-not-in-use",
];

/// The question at which the service was chosen that an error names: of these codes alone nobody knows
/// whether they are about the taxi or the interpreter.
pub(super) fn of_service(
    error: &FieldError,
    (taxis, interpreters): (&[Service], &[Service]),
) -> Option<&'static str> {
    if !OF_SERVICES.contains(&error.code) {
        return None;
    }
    let is_among = |services: &[Service]| {
        let mut names = services.iter().map(|(_, name)| name);
        names.any(|name| error.message.contains(name))
    };
    if is_among(interpreters) {
        return Some("interpreter");
    }
    is_among(taxis).then_some("taxi")
}

type Service = (ProviderId, String);

/// The question that mends what a code says; none where it is not about one.
pub(super) fn question_of(code: &str) -> Option<&'static str> {
    Some(match code {
        "clash-room"
        | "room-not-in-use"
        | "room-too-small"
        | "room-lacks-feature"
        | "closed"
        | "venue-closed-that-day"
        | "room-not-chosen"
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
        | "risk-known-supervisor"
        | "staff-not-chosen" => "supervisors",
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
        "no-time-to-travel" => "from",
        "sunday" | "plan-not-running" | "order-max-frequency" | "order-min-gap" => "day-day",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use kernel::id::Id;
    use law::verdict::Code;

    use super::*;

    /// Codes that are decided about, or put right in a record, but are nothing a planner types.
    const OF_NO_QUESTION: &[&str] = &[
        "order-min-frequency",
        "order-unread-condition",
        "order-conflict",
        "order-overlap",
        "order-ended",
        "order-departure",
        "serial-refusal",
        "refusal-authorised",
        "refusal-without-authority",
        "status-unusual",
        "no-agreement",
        "agreement-withdrawn",
        "no-agency-decision",
        "check-conditions",
        "risk-expired",
        "risk-to-reassess",
        "risk-not-signed-off",
        "risk-staff-on-site",
    ];

    /// Every code that a source file gives a reason.
    fn codes_in(source: &str) -> impl Iterator<Item = &str> {
        source.split("Reason::new(").skip(1).filter_map(|rest| {
            let code = rest.trim_start().strip_prefix('"')?;
            code.split('"').next()
        })
    }

    #[test]
    fn each_code_has_its_question_or_is_said_to_have_none() {
        let sources = [
            include_str!("../rules/checks.rs"),
            include_str!("../rules/staff.rs"),
            include_str!("../../resources/rules/use_of/mod.rs"),
            include_str!("../../resources/rules/working_time/mod.rs"),
        ];
        let ours = sources.into_iter().flat_map(codes_in);
        let undecided: Vec<&str> = Code::ALL
            .iter()
            .map(Code::as_str)
            .chain(ours)
            .chain(["no-time-to-travel"])
            .filter(|code| {
                let is_asked = question_of(code).is_some() || OF_SERVICES.contains(code);
                is_asked == OF_NO_QUESTION.contains(code)
            })
            .collect();
        assert_eq!(undecided, Vec::<&str>::new());
    }

    #[test]
    fn what_stands_against_a_service_stands_where_it_was_chosen() {
        let one = |name: &str| vec![(Id::from_parts(1, 1), name.to_owned())];
        let (taxis, interpreters) = (one("Kestrel Taxis"), one("Word for Word"));
        let asked = |code, words: &str| {
            let error = FieldError::new("", code, words);
            of_service(&error, (&taxis, &interpreters))
        };
        for (code, words, question) in [
            (
                "insurance-lapsed",
                "Kestrel Taxis has no insurance",
                Some("taxi"),
            ),
            (
                "no-sharing-agreement",
                "None with Word for Word",
                Some("interpreter"),
            ),
            ("no-sharing-agreement", "None with Swift Cars", None),
            ("closed", "Kestrel Taxis is a venue", None),
        ] {
            assert_eq!(asked(code, words), question, "{words}");
        }
    }

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
