use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::*;
use crate::cast::Cast;
use crate::session::{EarlyEnd, HandedTo};
use kernel::id::RotaId;
use proptest::prelude::*;

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

fn booking() -> Booking {
    Booking {
        slot: Cast::new().session_with_mother().slot,
    }
}

fn handover() -> Handover {
    Handover {
        to: HandedTo::Person(Cast::new().aunt),
        at: moment("2026-11-24T11:40:00Z"),
    }
}

/// One of each event, with the time of day it happens at.
fn events() -> Vec<(Event, &'static str)> {
    let later = Slot::new(
        booking().slot.day().plus_days(2),
        booking().slot.from(),
        booking().slot.to(),
    )
    .unwrap();
    vec![
        (Event::Plan, "08:20"),
        (
            Event::Publish {
                rota: RotaId::from_parts(1, 1),
                version: 1,
            },
            "08:21",
        ),
        (Event::Confirm, "08:22"),
        (Event::Move { to: later }, "08:23"),
        (
            Event::Cancel {
                reason: NotHeld::StaffSickness,
            },
            "08:24",
        ),
        (Event::Suspend, "08:25"),
        (Event::Resume, "08:26"),
        (Event::Open, "09:50"),
        (Event::Start, "10:01"),
        (
            Event::DoNotStart {
                reason: NotHeld::DidNotAttend,
            },
            "10:15",
        ),
        (Event::Pause, "10:20"),
        (Event::Continue, "10:25"),
        (Event::End, "11:30"),
        (
            Event::EndEarly {
                reason: EarlyEnd::Distress,
            },
            "11:00",
        ),
        (
            Event::Close {
                handover: Some(handover()),
            },
            "11:45",
        ),
        (Event::Sign, "17:00"),
        (Event::PassCheck, "18:00"),
        (Event::Share, "18:30"),
        (Event::Void, "19:00"),
    ]
}

fn name(event: Event) -> String {
    let json = serde_json::to_value(event).unwrap();
    json["event"].as_str().unwrap().to_owned()
}

fn at(time: &str) -> Instant {
    moment(&format!("2026-11-24T{time}:00Z"))
}

/// A session in each stage, reached by steps alone.
fn every_stage() -> BTreeMap<usize, Stage> {
    let order = [
        "proposed",
        "planned",
        "published",
        "confirmed",
        "suspended",
        "cancelled",
        "open",
        "running",
        "paused",
        "over",
        "closed",
        "recorded",
        "checked",
        "shared",
        "void",
    ];
    let mut found = BTreeMap::from([(0, Stage::Proposed(booking()))]);
    for _ in 0..order.len() {
        for stage in found.clone().into_values() {
            for (event, time) in events() {
                if let Ok((next, _)) = step(stage, event, at(time)) {
                    let place = order
                        .iter()
                        .position(|name| *name == next.name())
                        .expect("listed");
                    found.entry(place).or_insert(next);
                }
            }
        }
    }
    assert_eq!(found.len(), order.len(), "every stage can be reached");
    found
}

/// The whole grid, for people to read: from each stage, what each event leads to; then what is
/// refused.
fn grid() -> String {
    let mut text = String::from(
        "The life of a session. For each stage: what can happen, what it becomes, what follows.\n",
    );
    for stage in every_stage().into_values() {
        writeln!(text, "\n{}", stage.name()).unwrap();
        let mut refused = Vec::new();
        for (event, _) in events() {
            match step(stage, event, at("19:00")) {
                Ok((next, effects)) => {
                    let follows: Vec<_> = effects.iter().map(Effect::as_str).collect();
                    let line = format!(
                        "  {:<13} -> {:<10} {}",
                        name(event),
                        next.name(),
                        follows.join(", ")
                    );
                    writeln!(text, "{}", line.trim_end()).unwrap();
                }
                Err(StepRefused::WrongStage { .. }) => refused.push(name(event)),
                Err(other) => panic!("{} {}: {other}", stage.name(), name(event)),
            }
        }
        writeln!(text, "  refused: {}", refused.join(", ")).unwrap();
    }
    text
}

#[test]
fn the_grid_is_the_one_that_was_agreed() {
    let agreed = include_str!("grid.txt");
    let now = grid();
    assert!(
        now == agreed,
        "the life cycle changed; if that is meant, put this into session/grid.txt:\n{now}"
    );
}

#[test]
fn an_end_that_was_wrong_is_taken_back_until_the_handover() {
    let after = |events: &[(Event, &str)]| {
        let planned = Stage::Planned(booking());
        let publish = Event::Publish {
            rota: RotaId::from_parts(1, 1),
            version: 1,
        };
        let opening = [
            (publish, "08:00"),
            (Event::Open, "09:45"),
            (Event::Start, "10:00"),
        ];
        let all = opening.iter().chain(events);
        all.fold(planned, |stage, (event, time)| {
            step(stage, *event, at(time)).unwrap().0
        })
    };
    let distress = Event::EndEarly {
        reason: EarlyEnd::Distress,
    };
    let close = Event::Close {
        handover: Some(handover()),
    };
    for (case, events, expected) in [
        ("ended", vec![(Event::End, "11:30")], "running"),
        (
            "ended early, and told so",
            vec![(distress, "11:00")],
            "refused",
        ),
        (
            "handed over",
            vec![(Event::End, "11:30"), (close, "11:45")],
            "refused",
        ),
    ] {
        let found = step(after(&events), Event::Continue, at("12:00"));
        let found = found.map_or("refused", |(stage, _)| stage.name());
        assert_eq!(found, expected, "{case}");
    }
    let again = [
        (Event::End, "11:35"),
        (Event::Continue, "11:36"),
        (Event::End, "11:30"),
    ];
    let Stage::Over(over) = after(&again) else {
        panic!("it is over")
    };
    assert_eq!(
        over.went.over_since(),
        at("11:30"),
        "as it was said at last"
    );
}

#[test]
fn a_session_that_is_held() {
    let day = [
        (Event::Plan, "08:20", "planned"),
        (
            Event::Publish {
                rota: RotaId::from_parts(1, 1),
                version: 3,
            },
            "08:21",
            "published",
        ),
        (Event::Confirm, "08:30", "confirmed"),
        (Event::Open, "09:45", "open"),
        (Event::Start, "10:11", "running"),
        (Event::Pause, "10:40", "paused"),
        (Event::Continue, "10:45", "running"),
        (Event::End, "11:30", "over"),
        (
            Event::Close {
                handover: Some(handover()),
            },
            "11:45",
            "closed",
        ),
        (Event::Sign, "16:02", "recorded"),
        (Event::Share, "18:00", "shared"),
    ];
    let mut stage = Stage::Proposed(booking());
    for (event, time, expected) in day {
        assert_eq!(
            stage.counts_as().is_some(),
            matches!(stage.name(), "over" | "closed" | "recorded")
        );
        stage = step(stage, event, at(time)).unwrap().0;
        assert_eq!(stage.name(), expected);
    }
    assert_eq!(stage.counts_as(), Some(CountsAs::Delivered));
    let stored = serde_json::to_string(&stage).unwrap();
    assert_eq!(serde_json::from_str::<Stage>(&stored).unwrap(), stage);
}

fn published() -> Stage {
    let publish = Event::Publish {
        rota: RotaId::from_parts(1, 1),
        version: 1,
    };
    step(Stage::Planned(booking()), publish, at("08:00"))
        .unwrap()
        .0
}

#[test]
fn the_father_does_not_come() {
    let open = step(published(), Event::Open, at("09:50")).unwrap().0;
    let absent = Event::DoNotStart {
        reason: NotHeld::DidNotAttend,
    };
    let (stage, effects) = step(open, absent, at("10:15")).unwrap();
    assert_eq!(stage.counts_as(), Some(CountsAs::VisitorFailure));
    assert_eq!(
        effects,
        [Effect::TellCarerAndDriver, Effect::TellSocialWorker]
    );
    assert!(
        step(stage, Event::Close { handover: None }, at("10:20")).is_ok(),
        "the child had not come"
    );
}

#[test]
fn what_is_refused_and_why() {
    let refused = |stage, event, time| step(stage, event, time).unwrap_err();
    let open = step(published(), Event::Open, at("09:50")).unwrap().0;
    let running = step(open, Event::Start, at("10:00")).unwrap().0;
    let over = step(running, Event::End, at("11:30")).unwrap().0;

    let day_before = moment("2026-11-23T10:00:00Z");
    assert_eq!(
        refused(published(), Event::Open, day_before),
        StepRefused::AnotherDay
    );
    assert_eq!(
        refused(open, Event::Start, at("09:49")),
        StepRefused::Backwards
    );
    assert_eq!(
        refused(running, Event::End, at("09:59")),
        StepRefused::Backwards
    );

    let silent = Event::Close { handover: None };
    assert_eq!(refused(over, silent, at("11:45")), StepRefused::NoHandover);
    let fetched_later = Handover {
        at: at("11:50"),
        ..handover()
    };
    let close = Event::Close {
        handover: Some(fetched_later),
    };
    assert_eq!(refused(over, close, at("11:45")), StepRefused::Backwards);

    let absent = Event::Cancel {
        reason: NotHeld::DidNotAttend,
    };
    assert_eq!(
        refused(published(), absent, at("08:30")),
        StepRefused::OnlyAtTheDoor
    );
    let signed = refused(running, Event::Sign, at("11:00"));
    assert_eq!(signed, StepRefused::WrongStage { stage: "running" });
    assert_eq!(
        signed.to_string(),
        "this cannot be done to a session that is running"
    );
}

#[test]
fn at_the_end_of_a_refusal_nothing_is_published_silently() {
    let (suspended, effects) = step(published(), Event::Suspend, at("08:30")).unwrap();
    assert!(
        !effects.contains(&Effect::TellCancelled),
        "nothing is sent to the parent"
    );
    assert!(effects.contains(&Effect::LetterToFamily));
    let (stage, effects) = step(suspended, Event::Resume, moment("2026-12-01T08:30:00Z")).unwrap();
    assert_eq!(stage.name(), "planned");
    assert_eq!(effects, [Effect::DecideToday, Effect::TellLegal]);
}

proptest! {
    /// Whatever happens in whatever order: the booking is kept unless it is moved, time never
    /// goes back in the record, and once signed nothing but a check, sharing or voiding happens.
    #[test]
    fn any_story_stays_a_possible_one(picks in proptest::collection::vec((0_usize..19, 0_i64..700), 0..40)) {
        let all = events();
        let mut stage = Stage::Proposed(booking());
        for (pick, minutes) in picks {
            let event = all[pick].0;
            let before = stage;
            let Ok((next, effects)) = step(stage, event, at("08:00").plus_minutes(minutes)) else { continue };
            if !matches!(event, Event::Move { .. }) {
                prop_assert_eq!(next.booking(), before.booking());
            }
            if let Stage::Over(Over { went: Went::Held(held), .. }) = next {
                prop_assert!(held.started <= held.ended);
            }
            if matches!(before, Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_)) {
                prop_assert!(matches!(event, Event::PassCheck | Event::Share | Event::Void));
            }
            let told = matches!(before, Stage::Published(_) | Stage::Confirmed(_));
            prop_assert!(told || !effects.contains(&Effect::TellCancelled), "only who was told \
                is told it is off");
            stage = next;
        }
    }
}
