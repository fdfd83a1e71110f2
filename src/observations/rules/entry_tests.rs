use law::session::{EarlyEnd, Event, HandedTo, Handover};

use super::*;
use crate::observations::{
    EndDecider, Heading, NoteKind, Source, WrittenWhen,
    rules::testing::{arrived, at, ava, entry, milo, mother, published, read, session},
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
        What::Incident {
            text: "He fell from the slide".parse().unwrap(),
            safety: None,
        },
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
        "incident",
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
fn nothing_happens_in_the_future_or_before_the_door_opens() {
    let session = session(&[published()]);
    let new = |happened: &str, what: What| NewEntry {
        id: kernel::id::EventId::from_parts(1, 1),
        happened: happened.parse().unwrap(),
        written: at("08:00"),
        what,
    };
    let said = |entry: &NewEntry, now| match happened_in_time(&session.stage, entry, at(now)) {
        Ok(()) => "taken",
        Err(Refused::Rule { reasons, .. }) => reasons[0].code,
        Err(Refused::Invalid(errors)) => errors[0].code,
        Err(other) => panic!("{other}"),
    };
    for (now, happened, what, expected) in [
        ("10:00", "2026-11-24T10:00:00Z", note("a"), "taken"),
        ("10:00", "2026-11-24T10:04:00Z", note("a"), "taken"),
        ("10:00", "2026-11-24T10:06:00Z", note("a"), "in-the-future"),
        ("09:30", "2026-11-24T09:30:00Z", arrived(mother()), "taken"),
        (
            "09:30",
            "2026-11-24T09:29:00Z",
            arrived(mother()),
            "before-the-door",
        ),
        (
            "10:00",
            "2026-11-23T23:00:00Z",
            What::SessionStarted { remark: None },
            "before-the-door",
        ),
        (
            "09:29",
            "2026-11-24T09:30:00Z",
            arrived(mother()),
            "not-at-the-door-yet",
        ),
        (
            "08:20",
            "2026-11-24T00:01:00Z",
            What::SessionStarted { remark: None },
            "not-at-the-door-yet",
        ),
        ("08:20", "2026-11-23T17:00:00Z", read("b"), "taken"),
    ] {
        assert_eq!(
            said(&new(happened, what), now),
            expected,
            "{happened} at {now}"
        );
    }
    let mut ahead = new("2026-11-24T10:00:00Z", note("a"));
    ahead.written = at("10:30");
    assert_eq!(
        said(&ahead, "10:00"),
        "in-the-future",
        "a clock half an hour ahead"
    );
}

/// What comes of striking an entry out.
fn striking(session: &Session, log: &Log, number: u128) -> &'static str {
    let id = kernel::id::EventId::from_parts(1, number);
    match may_strike(session, log, (id, milo())) {
        Ok(()) => "taken",
        Err(Refused::Rule { reasons, .. }) => reasons[0].code,
        Err(Refused::Invalid(errors)) => errors[0].code,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_session_that_began_keeps_who_met() {
    let opened = [published(), (Event::Open, "09:55")];
    let began = [opened.as_slice(), &[(Event::Start, "10:05")]].concat();
    let over = [began.as_slice(), &[(Event::End, "11:30")]].concat();
    let not_held = Event::DoNotStart {
        reason: law::session::NotHeld::VisitorUnfit,
    };
    let sent_home = [opened.as_slice(), &[(not_held, "10:20")]].concat();
    let log = Log::of([
        entry(1, "09:55", arrived(ava())),
        entry(2, "10:00", arrived(mother())),
    ]);
    let again = Log::of([
        entry(1, "09:55", arrived(ava())),
        entry(2, "10:00", arrived(mother())),
        entry(3, "10:02", arrived(mother())),
    ]);
    for (case, events, log, number, expected) in [
        ("before it begins", &opened[..], &log, 2, "taken"),
        ("the mother", began.as_slice(), &log, 2, "nobody-met"),
        ("the child", began.as_slice(), &log, 1, "nobody-met"),
        ("when it is over", over.as_slice(), &log, 1, "nobody-met"),
        ("written down twice", over.as_slice(), &again, 2, "taken"),
        (
            "when it was not held",
            sent_home.as_slice(),
            &log,
            2,
            "taken",
        ),
    ] {
        assert_eq!(striking(&session(events), log, number), expected, "{case}");
    }
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
        entry(2, "10:01", What::SessionStarted { remark: None }),
        others,
        entry(4, "10:03", note("mine too")),
        entry(5, "10:04", strike),
    ]);
    let session = session(&[published()]);
    for (number, expected) in [
        (1, "taken"),
        (2, "not-struck-out"),
        (3, "another-wrote-it"),
        (4, "struck-already"),
        (9, "not-found"),
    ] {
        assert_eq!(striking(&session, &log, number), expected, "{number}");
    }
}

#[test]
fn an_addendum_takes_the_place_of_words_that_stand_there() {
    let late = What::SessionStarted {
        remark: Some("The bus broke down".parse().unwrap()),
    };
    let fell = What::Incident {
        text: "He fell from the slide".parse().unwrap(),
        safety: Some("He laughed".parse().unwrap()),
    };
    let log = Log::of([
        entry(1, "10:12", note("Mother came at 10:11.")),
        entry(2, "10:12", late),
        entry(3, "10:13", fell),
    ]);
    for words in ["came at 10:11", "bus broke", "from the slide", "laughed"] {
        assert!(stands_in(&log, words).is_ok(), "{words}");
    }
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
