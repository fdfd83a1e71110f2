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
        rewritten_by: BTreeSet::new(),
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
        (
            "rewrite",
            Event::Rewrite {
                by: id::<UserKind>(1),
            },
        ),
        (
            "reply",
            Event::Reply {
                by: id::<UserKind>(1),
            },
        ),
        ("call", Event::Call(call())),
        ("accept", accept),
        ("decline", Event::Decline(reason.clone())),
        ("withdraw", Event::Withdraw(reason)),
        ("supersede", Event::Supersede(id(9))),
    ]
}

/// Rows: states; columns: send, return, rewrite, reply, call, accept, decline, withdraw, supersede.
/// What is not there is refused: `.` by the state, `!` by the rule of the call.
const NEW: &str = "\
    draft                | sent . . . . . . withdrawn .
    sent                 | . returned . . sent ! declined withdrawn .
    sent and called      | . returned . . . accepted declined withdrawn .
    returned             | . . returned sent . . declined withdrawn .
    accepted             | . . . . . . . . superseded
    accepted, call owed  | . . . . accepted . . . superseded
    declined             | . . . . . . . . .
    withdrawn            | . . . . . . . . .
    superseded           | . . . . . . . . .";

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

#[test]
fn who_sent_rewrote_or_replied_does_not_accept() {
    let returned = || State::Returned {
        sent: sent(Some(call())),
        question: "Which days?".parse().unwrap(),
    };
    let user = id::<UserKind>;
    let (rewrite, reply) = (
        |by| Event::Rewrite { by: user(by) },
        |by| Event::Reply { by: user(by) },
    );
    for (events, accepter, is_accepted) in [
        (vec![reply(1)], 1, false),
        (vec![reply(1)], 3, true),
        (vec![reply(3)], 3, false),
        (vec![rewrite(3), reply(1)], 3, false),
        (vec![rewrite(3), reply(1)], 4, true),
        // Asked again, it does not forget who wrote before.
        (
            vec![
                reply(3),
                Event::Return("And the times?".parse().unwrap()),
                reply(1),
            ],
            3,
            false,
        ),
    ] {
        let words = format!("{events:?} {accepter}");
        let accept = Event::Accept {
            by: user(accepter),
            plan: id::<PlanKind>(1),
            call_due: moment(),
        };
        let replied = events.into_iter().fold(returned(), |state, event| {
            state.after(ReferralKind::New, event).unwrap()
        });
        let found = replied.after(ReferralKind::New, accept);
        let kind = found.map_err(|refused| refused.kind()).err();
        let expected = (!is_accepted).then_some(Kind::SecondPerson);
        assert_eq!(kind, expected, "{words}");
    }
}

#[test]
fn the_call_is_made_after_it_was_sent_and_by_another() {
    let sent_at: Instant = "2026-11-24T10:00:30Z".parse().unwrap();
    for (at, by, expected) in [
        ("1990-01-01T10:00:00Z", 2, Some(Kind::Invalid)),
        ("2026-11-24T09:59:00Z", 2, Some(Kind::Invalid)),
        // In the minute in which it was sent.
        ("2026-11-24T10:00:00Z", 2, None),
        ("2026-11-24T10:05:00Z", 2, None),
        ("2026-11-24T10:05:00Z", 1, Some(Kind::SecondPerson)),
    ] {
        let call = || Call {
            by: id::<UserKind>(by),
            at: at.parse().unwrap(),
            ..call()
        };
        let sent = || Sent {
            at: sent_at,
            ..sent(None)
        };
        let owed = State::Accepted {
            sent: sent(),
            by: id::<UserKind>(2),
            plan: id::<PlanKind>(1),
            call_due: Some(moment()),
        };
        for state in [State::Sent(sent()), owed] {
            let words = format!("{at} by {by}: {}", state.code());
            let found = state.after(ReferralKind::Emergency, Event::Call(call()));
            assert_eq!(found.err().map(|no| no.kind()), expected, "{words}");
        }
    }
}
