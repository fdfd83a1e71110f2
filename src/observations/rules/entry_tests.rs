use law::session::{EarlyEnd, Event, HandedTo, Handover};

use super::*;
use crate::observations::{
    EndDecider, Heading, NoteKind, Source, WrittenWhen,
    rules::testing::{arrived, at, entry, milo, mother, published, read, session},
};

fn note(text: &str) -> What {
    What::Note {
        kind: NoteKind::Play,
        source: Source::Seen,
        text: text.parse().unwrap(),
    }
}

/// One of each sort of entry.
fn each() -> Vec<What> {
    vec![
        read("b"),
        arrived(mother()),
        note("Built a tower"),
        What::SessionEndedEarly {
            reason: EarlyEnd::Distress,
            decided_by: EndDecider::Supervisor,
            account: "Ava could not be comforted.".parse().unwrap(),
        },
        What::Answered {
            heading: Heading::Voice,
            text: Some("\u{201c}Again!\u{201d}".parse().unwrap()),
            not_observed: None,
        },
        What::Signed {
            written_when: WrittenWhen::During,
            reason: None,
        },
        What::Addendum {
            reason: "A wrong time".parse().unwrap(),
            text: "It was 10:12.".parse().unwrap(),
            supersedes: None,
        },
    ]
}

fn taken(events: &[(Event, &str)]) -> Vec<&'static str> {
    let session = session(events);
    let fits = |what: &What| fits(&session.stage, what).is_ok().then_some(what.name());
    each().iter().filter_map(fits).collect()
}

#[test]
fn what_may_be_said_at_each_stage() {
    let handover = Handover {
        to: HandedTo::Person(mother()),
        at: at("11:40"),
    };
    let life = [
        published(),
        (Event::Open, "09:50"),
        (Event::Start, "10:00"),
        (Event::End, "11:30"),
        (
            Event::Close {
                handover: Some(handover),
            },
            "11:45",
        ),
        (Event::Sign, "12:00"),
    ];
    let said = [
        "brief_read",
        "person_arrived",
        "note",
        "session_ended_early",
    ];
    let with_answers = [said.as_slice(), &["answered"]].concat();
    let after = &with_answers[1..];
    for (steps, expected) in [
        (0, Vec::new()),
        (1, said.to_vec()),
        (2, with_answers.clone()),
        (3, with_answers.clone()),
        (4, after.to_vec()),
        (5, [after, &["signed"]].concat()),
        (6, vec!["addendum"]),
    ] {
        assert_eq!(taken(&life[..steps]), expected, "{steps} steps");
    }
}

#[test]
fn nothing_happens_in_the_future_or_before_its_day() {
    let session = session(&[published()]);
    let new = |happened: &str, what: What| NewEntry {
        id: kernel::id::EventId::from_parts(1, 1),
        happened: happened.parse().unwrap(),
        written: at("10:00"),
        what,
    };
    let taken = |entry: &NewEntry| happened_in_time(&session.stage, entry, at("10:00")).is_ok();
    for (happened, what, expected) in [
        ("2026-11-24T10:00:00Z", note("a"), true),
        ("2026-11-24T10:04:00Z", note("a"), true),
        ("2026-11-24T10:06:00Z", note("a"), false),
        ("2026-11-23T23:00:00Z", note("a"), false),
        ("2026-11-23T17:00:00Z", read("b"), true),
    ] {
        assert_eq!(taken(&new(happened, what)), expected, "{happened}");
    }
    let mut ahead = new("2026-11-24T10:00:00Z", note("a"));
    ahead.written = at("10:30");
    assert!(!taken(&ahead), "a clock half an hour ahead");
}

#[test]
fn who_strikes_out_what() {
    let mut others = entry(3, "10:02", note("theirs"));
    others.author = kernel::id::UserId::from_parts(1, 9);
    let strike = What::Struck {
        entry: kernel::id::EventId::from_parts(1, 4),
        reason: "Twice".parse().unwrap(),
    };
    let log = Log::of([
        entry(1, "10:00", note("mine")),
        entry(2, "10:01", What::SessionStarted),
        others,
        entry(4, "10:03", note("mine too")),
        entry(5, "10:04", strike),
    ]);
    let code =
        |number: u128| match may_strike(&log, kernel::id::EventId::from_parts(1, number), milo()) {
            Ok(()) => "taken",
            Err(Refused::Rule { reasons, .. }) => reasons[0].code,
            Err(Refused::Invalid(errors)) => errors[0].code,
            Err(other) => panic!("{other}"),
        };
    for (number, expected) in [
        (1, "taken"),
        (2, "not-struck-out"),
        (3, "another-wrote-it"),
        (4, "struck-already"),
        (9, "not-found"),
    ] {
        assert_eq!(code(number), expected, "{number}");
    }
}

#[test]
fn an_addendum_takes_the_place_of_words_that_stand_there() {
    let log = Log::of([entry(1, "10:12", note("Mother came at 10:11."))]);
    assert!(stands_in(&log, "came at 10:11").is_ok());
    for words in ["came at 10:12", "Came at 10:11"] {
        let Err(Refused::Invalid(errors)) = stands_in(&log, words) else {
            panic!("{words}")
        };
        assert_eq!(errors[0].pointer, "/supersedes");
    }
}

#[test]
fn an_entry_has_one_written_form() {
    let new = NewEntry {
        id: kernel::id::EventId::from_parts(1, 1),
        happened: at("10:00"),
        written: at("10:01"),
        what: note("Built a tower"),
    };
    let body = body_of(&new).unwrap();
    assert!(
        body.contains("Built a tower") && body.contains("seen_by_me"),
        "{body}"
    );
    for what in each() {
        let text = serde_json::to_string(&what).unwrap();
        assert_eq!(serde_json::from_str::<What>(&text).unwrap(), what);
        assert!(text.contains(what.name()));
    }
}
