use law::session::{EarlyEnd, NotHeld};

use super::*;
use crate::observations::{
    NoteKind, Source,
    rules::testing::{at, ava, entry, milo, session},
};

fn read(fields: &SaidFields) -> Result<(Instant, What), Vec<(String, &'static str)>> {
    let day = session(&[]).slot().day();
    match fields.read(day, at("10:20")) {
        Ok(read) => Ok(read),
        Err(Refused::Invalid(errors)) => Err(errors
            .into_iter()
            .map(|error| (error.pointer, error.code))
            .collect()),
        Err(other) => panic!("{other}"),
    }
}

fn of(what: &str) -> SaidFields {
    SaidFields {
        what: what.to_owned(),
        ..SaidFields::default()
    }
}

#[test]
fn a_note_says_what_kind_how_known_and_what() {
    let missing = read(&of("note")).unwrap_err();
    let pointers: Vec<_> = missing
        .iter()
        .map(|(pointer, _)| pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/kind", "/source", "/text"], "all at once");
    let (happened, what) = read(&SaidFields {
        kind: "play".into(),
        source: "told_to_me".into(),
        text: "Built a tower together".into(),
        time: "09:52".into(),
        ..of("note")
    })
    .unwrap();
    assert_eq!(happened, at("09:52"));
    let expected = What::Note {
        kind: NoteKind::Play,
        source: Source::Told,
        text: "Built a tower together".parse().unwrap(),
    };
    assert_eq!(what, expected);
}

#[test]
fn a_time_is_now_or_a_time_of_day() {
    for (typed, expected) in [
        ("", Ok("10:20")),
        (" 09:52 ", Ok("09:52")),
        ("25:00", Err(())),
        ("ten", Err(())),
    ] {
        let fields = SaidFields {
            time: typed.into(),
            ..of("session_started")
        };
        let happened = read(&fields)
            .map(|(happened, _)| happened)
            .map_err(|_errors| ());
        assert_eq!(happened, expected.map(at), "{typed:?}");
    }
}

#[test]
fn what_forms_say() {
    let person = ava().to_string();
    for (fields, expected) in [
        (of("session_ended"), Ok("session_ended")),
        (of("no_such_thing"), Err("/what")),
        (of("session_paused"), Err("/reason")),
        (of("person_arrived"), Err("/person")),
        (
            SaidFields {
                person: person.clone(),
                ..of("person_left")
            },
            Ok("person_left"),
        ),
        (of("not_admitted"), Err("/description")),
        (
            SaidFields {
                person: "other".into(),
                description: "An aunt of the mother".into(),
                ..of("not_admitted")
            },
            Ok("not_admitted"),
        ),
        (
            SaidFields {
                reason: NotHeld::DidNotAttend.to_string(),
                ..of("session_not_started")
            },
            Ok("session_not_started"),
        ),
        (
            SaidFields {
                reason: EarlyEnd::Distress.to_string(),
                decided_by: "supervisor".into(),
                text: "Ava could not be comforted".into(),
                ..of("session_ended_early")
            },
            Ok("session_ended_early"),
        ),
        (of("session_ended_early"), Err("/reason")),
        (
            SaidFields {
                handed_to: "somebody".into(),
                ..of("session_closed")
            },
            Err("/handed_to"),
        ),
        (of("session_closed"), Ok("session_closed")),
        (of("struck"), Err("/reason")),
    ] {
        let read = read(&fields);
        let found = match &read {
            Ok((_, what)) => Ok(what.name()),
            Err(errors) => Err(errors[0].0.as_str()),
        };
        assert_eq!(found, expected, "{fields:?}");
    }
}

#[test]
fn an_incident_says_what_happened_and_a_handover_who_took_each_child() {
    let pointers = |fields: &SaidFields| read(fields).map_err(|errors| errors[0].0.clone());
    assert_eq!(pointers(&of("incident")), Err("/text".to_owned()));
    let told = SaidFields {
        text: "He hit the table".into(),
        description: "Ava is with me".into(),
        ..of("incident")
    };
    let expected = What::Incident {
        text: "He hit the table".parse().unwrap(),
        safety: Some("Ava is with me".parse().unwrap()),
    };
    assert_eq!(read(&told).unwrap().1, expected);

    let child = ava().to_string();
    let apart = |to: &str| SaidFields {
        apart: vec![HandedFields {
            child: child.clone(),
            to: to.to_owned(),
            name: String::new(),
        }],
        ..of("session_closed")
    };
    let asked = format!("/handed_to-{child}");
    assert_eq!(pointers(&apart("")), Err(asked));
    let expected = What::SessionClosed {
        handed_to: None,
        name: None,
        apart: vec![HandedChild {
            child: ava(),
            to: HandedTo::SocialWorker,
            name: None,
        }],
    };
    assert_eq!(read(&apart("social_worker")).unwrap().1, expected);
}

#[test]
fn a_taker_comes_back_as_it_was_sent() {
    for to in [
        HandedTo::Person(ava()),
        HandedTo::Household(kernel::id::HouseholdId::from_parts(1, 1)),
        HandedTo::Provider(kernel::id::ProviderId::from_parts(1, 1)),
        HandedTo::SocialWorker,
        HandedTo::Supervisor,
        HandedTo::Police,
    ] {
        assert_eq!(taker(&taker_code(to)), Some(to));
    }
}

#[test]
fn only_what_is_new_under_a_heading_is_saved() {
    let typed = |heading, text: &str, not: &str| AnswerFields {
        heading,
        text: text.to_owned(),
        not_observed: not.to_owned(),
    };
    let before = What::Answered {
        heading: Heading::Voice,
        text: Some("“Again!”".parse().unwrap()),
        not_observed: None,
    };
    let log = Log::of([entry(1, "11:00", before)]);
    let form = [
        typed(Heading::Voice, "“Again!”", ""),
        typed(Heading::Greeting, "Ran to her", ""),
        typed(Heading::Care, "", "Nothing was needed"),
        typed(Heading::Play, "", ""),
    ];
    let new = new_answers(&form, &log, milo()).unwrap();
    let headings: Vec<_> = new
        .iter()
        .filter_map(|what| match what {
            What::Answered { heading, .. } => Some(*heading),
            _ => None,
        })
        .collect();
    assert_eq!(headings, [Heading::Greeting, Heading::Care]);
    let both = [typed(Heading::Care, "a", "b")];
    assert!(new_answers(&both, &log, milo()).is_err());
    let another = kernel::id::UserId::from_parts(1, 5);
    assert_eq!(
        new_answers(&form, &log, another).unwrap().len(),
        3,
        "nobody writes over another"
    );
}
