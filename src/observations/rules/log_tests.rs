use kernel::id::SessionId;
use proptest::prelude::*;

use super::*;
use crate::observations::{NoteKind, Source};

fn at(time: &str) -> Instant {
    format!("2026-11-24T{time}:00Z").parse().unwrap()
}

fn user(number: u128) -> UserId {
    UserId::from_parts(1, number)
}

fn person(number: u128) -> PersonId {
    PersonId::from_parts(1, number)
}

fn event(number: u128) -> EventId {
    EventId::from_parts(1, number)
}

fn entry(number: u128, author: u128, time: &str, what: What) -> Entry {
    Entry {
        id: event(number),
        session: SessionId::from_parts(1, 1),
        author: user(author),
        happened: at(time),
        written: at(time),
        received: at(time),
        number: 0,
        what,
        found: Vec::new(),
    }
}

fn note(text: &str) -> What {
    What::Note {
        kind: NoteKind::Play,
        source: Source::Seen,
        text: text.parse().unwrap(),
    }
}

fn arrived(number: u128) -> What {
    What::PersonArrived {
        person: person(number),
        reason: None,
    }
}

fn struck(number: u128) -> What {
    What::Struck {
        entry: event(number),
        reason: "Wrong person".parse().unwrap(),
    }
}

fn answered(text: &str) -> What {
    What::Answered {
        heading: Heading::Voice,
        text: Some(text.parse().unwrap()),
        not_observed: None,
    }
}

#[test]
fn what_is_struck_out_stays_legible_and_counts_no_more() {
    let log = Log::of([
        entry(1, 1, "09:40", arrived(1)),
        entry(2, 1, "09:41", struck(1)),
        entry(3, 1, "09:42", arrived(2)),
    ]);
    let lines = log.lines();
    assert_eq!(lines.len(), 2, "the strike is not a line of its own");
    assert_eq!(lines[0].struck.map(|strike| strike.id), Some(event(2)));
    assert_eq!(log.present(), [person(2)].into());
}

#[test]
fn somebody_who_goes_and_comes_back_is_there() {
    let left = What::PersonLeft { person: person(1) };
    let mut entries = vec![
        entry(1, 1, "09:40", arrived(1)),
        entry(2, 1, "09:50", left.clone()),
    ];
    let log = Log::of(entries.clone());
    assert!(log.present().is_empty() && log.arrived() == [person(1)].into());
    entries.push(entry(3, 1, "09:55", arrived(1)));
    let log = Log::of(entries);
    assert_eq!(log.present(), [person(1)].into());
    assert_eq!(log.presence()[&person(1)].arrived, at("09:40"));
}

#[test]
fn of_two_entries_of_one_moment_the_arrival_comes_before_the_start() {
    let closed = What::SessionClosed {
        handed_to: None,
        name: None,
        apart: Vec::new(),
    };
    let log = Log::of([
        entry(1, 1, "09:40", closed),
        entry(2, 1, "09:40", What::SessionEnded),
        entry(3, 1, "09:40", What::SessionStarted { remark: None }),
        entry(4, 1, "09:40", arrived(1)),
    ]);
    let order: Vec<EventId> = log.entries().iter().map(|entry| entry.id).collect();
    assert_eq!(order, [event(4), event(3), event(2), event(1)]);
}

#[test]
fn of_two_entries_of_one_moment_what_was_written_later_comes_later() {
    let numbered = |id: u128, number: i32, what: What| Entry {
        number,
        ..entry(id, 1, "09:40", what)
    };
    let log = Log::of([
        numbered(9, 1, note("Greeting")),
        numbered(3, 2, note("Play")),
        numbered(8, 3, answered("first")),
        numbered(2, 4, answered("second")),
    ]);
    let order: Vec<EventId> = log.entries().iter().map(|entry| entry.id).collect();
    assert_eq!(order, [event(9), event(3), event(8), event(2)]);
    assert_eq!(log.answers()[&Heading::Voice][&user(1)].id, event(2));
}

#[test]
fn each_author_has_their_latest_answer_and_the_earlier_ones_are_kept() {
    let log = Log::of([
        entry(1, 1, "11:00", answered("first")),
        entry(2, 1, "11:10", answered("second")),
        entry(3, 2, "11:05", answered("another's")),
    ]);
    let answers = &log.answers()[&Heading::Voice];
    assert_eq!(answers[&user(1)].id, event(2));
    assert_eq!(answers[&user(2)].id, event(3), "nobody writes over another");
    let earlier: Vec<_> = log.earlier_answers().iter().map(|entry| entry.id).collect();
    assert_eq!(earlier, [event(1)]);
}

#[test]
fn who_read_which_brief() {
    let read = |brief: &str| What::BriefRead {
        brief: brief.to_owned(),
    };
    let log = Log::of([
        entry(1, 1, "09:00", read("a")),
        entry(2, 1, "09:10", read("b")),
        entry(3, 2, "09:20", read("c")),
    ]);
    assert_eq!(log.brief_read_by(user(1)), Some("b"));
    assert_eq!(log.brief_read_by(user(3)), None);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let what = prop_oneof![
        Just(note("Built a tower")),
        (1_u128..4).prop_map(arrived),
        (1_u128..4).prop_map(|number| What::PersonLeft {
            person: person(number)
        }),
        (1_u128..40).prop_map(struck),
        Just(answered("words")),
    ];
    (1_u128..40, 1_u128..3, 0_i64..90, what).prop_map(|(number, author, minute, what)| {
        let mut entry = entry(number, author, "09:00", what);
        entry.happened = at("09:00").plus_minutes(minute);
        entry
    })
}

proptest! {
    /// Tablets send late, twice and in any order; the log is the same, and nothing is lost.
    #[test]
    fn the_log_does_not_depend_on_how_entries_came_in(
        entries in proptest::collection::vec(any_entry(), 0..30),
        seed in any::<u64>(),
    ) {
        // One id, one body: what the store promises.
        let once: BTreeMap<EventId, Entry> =
            entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let entries: Vec<Entry> = once.into_values().collect();
        let log = Log::of(entries.clone());
        let mut shuffled: Vec<Entry> = entries.iter().chain(&entries).cloned().collect();
        let count = shuffled.len();
        for place in 0..count {
            let other = usize::try_from(seed.rotate_left(u32::try_from(place % 64).unwrap()) % u64::try_from(count).unwrap()).unwrap();
            shuffled.swap(place, other);
        }
        prop_assert_eq!(&Log::of(shuffled), &log);
        prop_assert_eq!(log.entries().len(), entries.len());
        let told = log.lines().len() + log.earlier_answers().len()
            + log.answers().values().map(BTreeMap::len).sum::<usize>();
        let strikes = log.entries().iter().filter(|entry| matches!(entry.what, What::Struck { .. })).count();
        prop_assert_eq!(told + strikes, entries.len(), "each entry is read somewhere");
    }
}
