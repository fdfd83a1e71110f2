use kernel::id::{HouseholdId, NoticeId, PersonId, SessionId, UserId};

use super::*;
use crate::notifications::{Recipient, Topic};

pub(super) fn slot(day: &str) -> Slot {
    let (from, to) = ("10:00".parse().unwrap(), "11:30".parse().unwrap());
    Slot::new(day.parse().unwrap(), from, to).unwrap()
}

/// A notice of an event is about to be sent; the session stands so.
#[track_caller]
fn says(event: Event, course: Course, told: Option<Slot>, said: Option<News>) {
    assert_eq!(news(event, course, told, true), said, "{event} {course:?}");
}

#[test]
fn what_is_said_is_what_is_true_when_it_is_said() {
    use Event::{Cancelled, Changed, EndedEarly, NotHeld, Published, Suspended};
    let told = Some(slot("2026-11-24"));
    let at = "15:40".parse().unwrap();
    says(Published, Course::On, None, Some(News::New));
    says(Published, Course::On, told, Some(News::Changed));
    // Moved after it was published.
    says(Changed, Course::Planned, told, Some(News::Changed));
    says(Changed, Course::Planned, None, None);
    says(Cancelled, Course::Off, told, Some(News::Off));
    says(Suspended, Course::Aside, told, Some(News::Aside));
    let not_held = Course::NotHeld { at };
    says(NotHeld, not_held, told, Some(News::NotHeld { at }));
    let early = Course::EndedEarly { at };
    says(EndedEarly, early, told, Some(News::EndedEarly { at }));
}

#[test]
fn what_is_no_longer_true_is_not_said() {
    use Event::{Cancelled, Changed, Published};
    let told = Some(slot("2026-11-24"));
    // Called off meanwhile: who heard nothing hears nothing, and nobody hears that it is on.
    says(Published, Course::Off, None, None);
    says(Changed, Course::Off, told, Some(News::Off));
    says(Cancelled, Course::Off, None, None);
    says(Cancelled, Course::On, told, None);
    let at = "14:15".parse().unwrap();
    says(Changed, Course::NotHeld { at }, told, None);
    says(Changed, Course::Over, told, None);
    // A refusal is over, and nobody has decided: neither that it is on nor that it is off.
    says(Changed, Course::Undecided, told, None);
    says(Published, Course::Undecided, None, None);
    // No longer theirs.
    assert_eq!(news(Changed, Course::On, told, false), Some(News::Off));
    assert_eq!(news(Changed, Course::On, None, false), None);
}

#[test]
fn an_incident_is_for_who_answers_for_child_and_service() {
    for audience in Audience::ALL {
        let expected = matches!(audience, Audience::SocialWorker | Audience::Manager);
        assert_eq!(tells(Event::Incident, *audience), expected, "{audience}");
    }
}

#[test]
fn a_family_hears_of_a_refusal_by_letter_only() {
    assert!(!tells(Event::Suspended, Audience::Family));
    assert!(tells(Event::Suspended, Audience::Carer));
    assert!(tells(Event::Cancelled, Audience::Family));
    for event in [Event::Recorded, Event::Accepted, Event::Resumed] {
        for audience in Audience::ALL {
            assert_eq!(tells(event, *audience), *audience == Audience::SocialWorker);
        }
    }
}

#[test]
fn who_is_no_longer_concerned_is_told_that_it_is_off_for_them() {
    let household = |number| Addressee {
        audience: Audience::Carer,
        recipient: Recipient::Household(HouseholdId::from_parts(1, number)),
    };
    let mother = Addressee {
        audience: Audience::Family,
        recipient: Recipient::Person(PersonId::from_parts(1, 1)),
    };
    let (concerned, told) = (
        BTreeSet::from([household(2), mother]),
        BTreeSet::from([household(1), mother]),
    );
    let everybody = BTreeSet::from([household(1), household(2), mother]);
    assert_eq!(to_tell(Event::Changed, &concerned, &told), everybody);
    // Who manages the service was told of an incident, and hears of nothing else.
    let manager = Addressee {
        audience: Audience::Manager,
        recipient: Recipient::User(UserId::from_parts(1, 1)),
    };
    let with_her = told.union(&BTreeSet::from([manager])).copied().collect();
    assert_eq!(to_tell(Event::Changed, &concerned, &with_her), everybody);
    let without_her = BTreeSet::from([household(1), household(2)]);
    assert_eq!(to_tell(Event::Suspended, &concerned, &told), without_her);
}

#[test]
fn waiting_doubles_to_an_hour_and_lasts_two_days() {
    assert_eq!(back_off(1, 0), Duration::from_mins(1));
    assert_eq!(back_off(3, 0), Duration::from_mins(4));
    assert_eq!(back_off(50, 0), Duration::from_hours(1));
    assert!(back_off(50, 255) <= Duration::from_mins(75));
    let all: Duration = (1..ATTEMPTS).map(|attempt| back_off(attempt, 0)).sum();
    assert!(all > Duration::from_hours(48), "{all:?}");
}

#[test]
fn an_attempt_leads_where_it_must() {
    for (outcome, attempts, state) in [
        (Outcome::Taken, 1, State::Sent),
        (Outcome::Later, 1, State::Waiting),
        (Outcome::Later, ATTEMPTS, State::Failed),
        (Outcome::Never(Trouble::Refused), 1, State::Failed),
    ] {
        let (then, trouble) = after(outcome, attempts);
        assert_eq!(then, state);
        assert_eq!(trouble.is_some(), state == State::Failed);
    }
}

pub(super) fn notice(number: u128, audience: Audience) -> Notice {
    let at = Instant::from_millis(0);
    Notice {
        id: NoticeId::from_parts(1, number),
        topic: Topic::Session(SessionId::from_parts(1, number)),
        event: Event::Published,
        to: Addressee {
            audience,
            recipient: Recipient::Household(HouseholdId::from_parts(1, 1)),
        },
        number: 1,
        sequence: 0,
        monday: None,
        until: None,
        depends_on: None,
        state: State::Waiting,
        attempts: 0,
        next_at: at,
        message_id: None,
        told: None,
        trouble: None,
        problem: false,
        created_at: at,
        sent_at: None,
        answered_at: None,
    }
}

#[test]
fn who_was_told_may_answer_for_a_day_unless_the_session_is_nearer() {
    let moment = |text: &str| -> Instant { text.parse().unwrap() };
    let now = moment("2026-11-24T08:20:00Z");
    let (far, near) = ("2026-12-01T10:00:00Z", "2026-11-25T08:20:00Z");
    let (just, yesterday) = ("2026-11-24T08:19:00Z", "2026-11-23T08:20:00Z");
    for (case, state, problem, sent, starts, rung) in [
        ("told a minute ago", State::Sent, false, just, far, false),
        ("told a day ago", State::Sent, false, yesterday, far, true),
        ("it begins tomorrow", State::Sent, false, just, near, true),
        ("not reached", State::Failed, false, just, far, true),
        ("overdue to be sent", State::Waiting, false, just, far, true),
        ("a problem", State::Acknowledged, true, just, far, true),
    ] {
        let told = Notice {
            state,
            problem,
            sent_at: Some(moment(sent)),
            ..notice(1, Audience::Carer)
        };
        assert_eq!(
            must_be_rung(&told, Some(moment(starts)), now),
            rung,
            "{case}"
        );
    }
}

#[test]
fn what_is_over_is_rung_last() {
    let slot = |day: &str| {
        let (from, to) = ("10:00".parse().unwrap(), "11:00".parse().unwrap());
        Slot::new(day.parse().unwrap(), from, to).ok()
    };
    let of = |id: u128, problem: bool, state: State| Notice {
        state,
        problem,
        ..notice(id, Audience::Carer)
    };
    let mut list = [
        (of(1, true, State::Sent), slot("2026-11-23")),
        (of(2, false, State::Sent), slot("2026-11-25")),
        (of(3, false, State::Failed), slot("2026-11-27")),
        (of(4, true, State::Sent), slot("2026-11-26")),
    ];
    let now: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
    list.sort_by_key(|(notice, slot)| {
        let is_over = slot.is_some_and(|slot: Slot| slot.ends() <= now);
        urgency(notice, (*slot, is_over))
    });
    let order = list.map(|(one, _)| one.id);
    assert_eq!(order, [4, 3, 2, 1].map(|id| notice(id, Audience::Carer).id));
}

#[test]
fn one_message_holds_what_one_recipient_is_told_of_one_week() {
    let monday = |text: &str| -> Option<LondonDay> { Some(text.parse().unwrap()) };
    let (this, next) = (monday("2026-11-23"), monday("2026-11-30"));
    let due = vec![
        (notice(1, Audience::Carer), this),
        (notice(2, Audience::Carer), next),
        (notice(3, Audience::Carer), this),
        (notice(4, Audience::Driver), this),
    ];
    let sizes: Vec<usize> = together(due).iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 1, 1]);
}

#[test]
fn a_full_turn_leaves_nobody_half_told() {
    let of = |ids: &[(u128, Audience)]| -> Vec<Notice> {
        ids.iter().map(|(id, who)| notice(*id, *who)).collect()
    };
    let (carer, driver) = (Audience::Carer, Audience::Driver);
    for (case, found, told) in [
        ("not full", vec![(1, carer), (2, driver)], 2),
        (
            "the last has more",
            vec![(1, carer), (2, driver), (3, driver)],
            1,
        ),
        ("all of one", vec![(1, driver), (2, driver), (3, driver)], 3),
        (
            "told before of an incident",
            vec![(1, driver), (2, carer), (3, driver)],
            2,
        ),
    ] {
        assert_eq!(seen_whole(of(&found), 3).len(), told, "{case}");
    }
}

#[test]
fn a_message_keeps_its_id_and_tells_nothing_by_it() {
    let one = notice(1, Audience::Carer);
    let id = message_id(&one, "kith.example.org");
    assert_eq!(id, message_id(&one, "kith.example.org"));
    assert!(!id.contains(one.id.as_str()));
    assert_ne!(
        id,
        message_id(&notice(2, Audience::Carer), "kith.example.org")
    );
}

#[test]
fn a_link_opens_until_it_is_over_or_replaced() {
    let at = |seconds: i64| Instant::from_millis(seconds * 1000);
    assert!(link_opens(at(10), false, at(9)).is_ok());
    assert!(link_opens(at(10), false, at(10)).is_err());
    assert!(link_opens(at(10), true, at(9)).is_err());
}

#[test]
fn who_has_written_often_waits_for_a_call() {
    let answer = |how, problem| NoticeAnswer {
        how,
        at: "2026-11-24T09:00:00Z".parse().unwrap(),
        by: None,
        words: None,
        problem,
    };
    let (wrong, seen, call) = (
        answer(How::Link, true),
        answer(How::Link, false),
        answer(How::Phone, false),
    );
    let times = |times: usize| vec![wrong.clone(); times];
    for (case, answers, may) in [
        ("nothing", vec![], true),
        ("four times", times(4), true),
        ("five times", times(5), false),
        (
            "seen, and four times",
            [vec![seen], times(4)].concat(),
            true,
        ),
        (
            "somebody rang",
            [times(5), vec![call.clone()]].concat(),
            true,
        ),
        ("and again", [vec![call], times(5)].concat(), false),
    ] {
        assert_eq!(may_write_again(&answers).is_ok(), may, "{case}");
    }
}
