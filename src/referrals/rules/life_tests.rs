use kernel::id::{PlanKind, UserKind};

use super::*;

fn id<K: kernel::id::Kind>(number: u128) -> kernel::id::Id<K> {
    kernel::id::Id::from_parts(1, number)
}

fn moment() -> Instant {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn call() -> Call {
    Call {
        by: id::<UserKind>(2),
        at: moment(),
        spoke_to: "Priya".parse().unwrap(),
        number: "01632 960001".parse().unwrap(),
        confirmed: "All of it.".parse().unwrap(),
    }
}

fn sent(call: Option<Call>) -> Sent {
    Sent {
        by: id::<UserKind>(1),
        at: moment(),
        call,
    }
}

fn states() -> Vec<(&'static str, State)> {
    let reason: Narrative = "Because.".parse().unwrap();
    let accepted = |call_due| State::Accepted {
        sent: sent(None),
        by: id::<UserKind>(2),
        plan: id::<PlanKind>(1),
        call_due,
    };
    vec![
        ("draft", State::Draft),
        ("sent", State::Sent(sent(None))),
        ("sent and called", State::Sent(sent(Some(call())))),
        (
            "returned",
            State::Returned {
                sent: sent(None),
                question: reason.clone(),
            },
        ),
        ("accepted", accepted(None)),
        ("accepted, call owed", accepted(Some(moment()))),
        (
            "declined",
            State::Declined {
                sent: sent(None),
                reason: reason.clone(),
            },
        ),
        ("withdrawn", State::Withdrawn { sent: None, reason }),
        (
            "superseded",
            State::Superseded {
                sent: sent(None),
                by: id(9),
            },
        ),
    ]
}

fn events() -> Vec<(&'static str, Event)> {
    let reason: Narrative = "Because.".parse().unwrap();
    let accept = Event::Accept {
        by: id::<UserKind>(2),
        plan: id::<PlanKind>(1),
        call_due: moment(),
    };
    vec![
        (
            "send",
            Event::Send {
                by: id::<UserKind>(1),
                at: moment(),
            },
        ),
        ("return", Event::Return(reason.clone())),
        ("reply", Event::Reply),
        ("call", Event::Call(call())),
        ("accept", accept),
        ("decline", Event::Decline(reason.clone())),
        ("withdraw", Event::Withdraw(reason)),
        ("supersede", Event::Supersede(id(9))),
    ]
}

/// Rows: states; columns: send, return, reply, call, accept, decline, withdraw, supersede. What
/// is not there is refused: `.` by the state, `!` by the rule of the call.
const NEW: &str = "\
    draft                | sent . . . . . withdrawn .
    sent                 | . returned . sent ! declined withdrawn .
    sent and called      | . returned . . accepted declined withdrawn .
    returned             | . . sent . . declined withdrawn .
    accepted             | . . . . . . . superseded
    accepted, call owed  | . . . accepted . . . superseded
    declined             | . . . . . . . .
    withdrawn            | . . . . . . . .
    superseded           | . . . . . . . .";

#[test]
fn every_event_in_every_state() {
    for (line, (name, state)) in NEW.lines().zip(states()) {
        let (head, cells) = line.split_once('|').unwrap();
        assert_eq!(head.trim(), name);
        let cells: Vec<&str> = cells.split_whitespace().collect();
        assert_eq!(cells.len(), events().len(), "{name}");
        for (cell, (event_name, event)) in cells.iter().zip(events()) {
            let found = state.clone().after(ReferralKind::New, event);
            let found = found.map_or_else(
                |refused| match refused.kind() {
                    Kind::WrongState => ".",
                    Kind::RuleRefuses => "!",
                    other => panic!("{other}"),
                },
                |after| after.code().as_str(),
            );
            assert_eq!(found, *cell, "{name}: {event_name}");
        }
    }
    assert_eq!(NEW.lines().count(), states().len());
}

#[test]
fn an_emergency_is_accepted_at_once_and_owes_the_call() {
    let accept = |by| Event::Accept {
        by: id::<UserKind>(by),
        plan: id::<PlanKind>(1),
        call_due: moment(),
    };
    let after = State::Sent(sent(None))
        .after(ReferralKind::Emergency, accept(2))
        .unwrap();
    assert_eq!(after.call_due(), Some(moment()));
    let called = after
        .after(ReferralKind::Emergency, Event::Call(call()))
        .unwrap();
    assert_eq!(called.call_due(), None);
    assert!(called.sent().is_some_and(|sent| sent.call.is_some()));
    let own = State::Sent(sent(Some(call()))).after(ReferralKind::New, accept(1));
    assert_eq!(own.unwrap_err().kind(), Kind::SecondPerson);
}
