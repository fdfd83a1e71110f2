//! Tables and properties, over both changes of the clocks.

use proptest::prelude::*;

use super::*;

fn slot(text: &str) -> Slot {
    let mut parts = text.split(' ');
    let mut part = || parts.next().unwrap();
    let day: LondonDay = part().parse().unwrap();
    Slot::new(day, part().parse().unwrap(), part().parse().unwrap()).unwrap()
}

fn codes(work: &[&str], opted_out: bool) -> Vec<&'static str> {
    let work: Vec<Slot> = work.iter().map(|text| slot(text)).collect();
    let breaches = working_time(&work, opted_out);
    breaches
        .into_iter()
        .map(|breach| breach.reason().code)
        .collect()
}

/// 24 November 2026 is a Tuesday; the clocks go forward in the night to 29 March 2026 and back
/// in the night to 25 October 2026.
const CASES: &[(&str, &[&str], &[&str])] = &[
    ("nothing", &[], &[]),
    (
        "a plain day",
        &["2026-11-24 09:00 12:00", "2026-11-24 13:00 17:00"],
        &[],
    ),
    (
        "eleven hours of rest",
        &["2026-11-24 16:00 21:00", "2026-11-25 08:00 12:00"],
        &[],
    ),
    (
        "a minute less",
        &["2026-11-24 16:00 21:01", "2026-11-25 08:00 12:00"],
        &["daily-rest"],
    ),
    (
        "eleven on the clock, ten in truth: the clocks go forward",
        &["2026-03-28 16:00 21:00", "2026-03-29 08:00 12:00"],
        &["daily-rest"],
    ),
    (
        "ten on the clock, eleven in truth: the clocks go back",
        &["2026-10-24 16:00 22:00", "2026-10-25 08:00 12:00"],
        &[],
    ),
    (
        "six hours without a break",
        &["2026-11-24 09:00 15:00"],
        &[],
    ),
    ("a minute more", &["2026-11-24 09:00 15:01"], &["no-break"]),
    (
        "a break of nineteen minutes",
        &["2026-11-24 09:00 12:00", "2026-11-24 12:19 16:00"],
        &["no-break"],
    ),
    (
        "a break that comes after seven hours",
        &["2026-11-24 09:00 16:00", "2026-11-24 16:30 17:00"],
        &["no-break"],
    ),
    (
        "a break of twenty",
        &["2026-11-24 09:00 12:00", "2026-11-24 12:20 16:00"],
        &[],
    ),
    (
        "ten hours",
        &["2026-11-24 08:00 13:00", "2026-11-24 13:30 18:30"],
        &[],
    ),
    (
        "a minute more than ten hours",
        &["2026-11-24 08:00 13:00", "2026-11-24 13:30 18:31"],
        &["long-day"],
    ),
    (
        "the same hours twice count once",
        &[
            "2026-11-24 08:00 13:00",
            "2026-11-24 08:00 13:00",
            "2026-11-24 12:00 14:00",
        ],
        &[],
    ),
    (
        "every day of the week",
        &[
            "2026-11-23 09:00 10:00",
            "2026-11-24 09:00 10:00",
            "2026-11-25 09:00 10:00",
            "2026-11-26 09:00 10:00",
            "2026-11-27 09:00 10:00",
            "2026-11-28 09:00 10:00",
            "2026-11-29 09:00 10:00",
        ],
        &["weekly-rest"],
    ),
    (
        "six days of the week",
        &[
            "2026-11-23 09:00 10:00",
            "2026-11-24 09:00 10:00",
            "2026-11-25 09:00 10:00",
            "2026-11-26 09:00 10:00",
            "2026-11-27 09:00 10:00",
            "2026-11-28 09:00 10:00",
        ],
        &[],
    ),
];

#[test]
fn limits_of_working_time() {
    for (name, work, found) in CASES {
        assert_eq!(codes(work, false), *found, "{name}");
    }
}

#[test]
fn forty_eight_hours_a_week_unless_they_agreed_to_more() {
    let mut week = Vec::new();
    for day in 23..=28 {
        week.push(format!("2026-11-{day} 09:00 13:00"));
        week.push(format!("2026-11-{day} 13:30 17:30"));
    }
    let mut work: Vec<&str> = week.iter().map(String::as_str).collect();
    assert!(codes(&work, false).is_empty(), "48 hours");
    work.push("2026-11-28 17:30 17:31");
    assert_eq!(codes(&work, false), ["long-week"]);
    assert!(codes(&work, true).is_empty(), "opted out");
}

/// Ten days around each change of the clocks.
fn work() -> impl Strategy<Value = Vec<Slot>> {
    let one = (0_i64..10, 0_u16..1_380, 15_u16..600);
    let start = prop_oneof![Just("2026-03-23"), Just("2026-10-19")];
    (start, proptest::collection::vec(one, 0..14)).prop_map(|(start, chosen)| {
        let start: LondonDay = start.parse().unwrap();
        let time = |minute: u16| kernel::time::ClockTime::from_minute_of_day(minute);
        let slots = chosen.into_iter().filter_map(|(offset, from, long)| {
            let (from, to) = (time(from).ok()?, time((from + long).min(1_439)).ok()?);
            // The hour that does not exist and the one that comes twice are no slots.
            Slot::new(start.plus_days(offset), from, to).ok()
        });
        slots.collect()
    })
}

/// Whether there is work in each minute from the first Monday on: slow and plain.
fn minute_by_minute(work: &[Slot], from: Instant, until: Instant) -> Vec<bool> {
    let count = usize::try_from(from.minutes_until(until)).unwrap();
    let mut busy = vec![false; count];
    for slot in work {
        let first = from.minutes_until(slot.starts());
        let last = from.minutes_until(slot.ends());
        for minute in first.max(0)..last.min(i64::try_from(count).unwrap()) {
            busy[usize::try_from(minute).unwrap()] = true;
        }
    }
    busy
}

fn longest_free_run(busy: &[bool]) -> usize {
    busy.split(|minute| *minute)
        .map(<[bool]>::len)
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn weeks_agree_with_counting_minutes(work in work()) {
        let breaches = working_time(&work, false);
        let weeks: std::collections::BTreeSet<Week> = work.iter().map(|slot| slot.day().week()).collect();
        for week in weeks {
            let monday = week.monday();
            let busy = minute_by_minute(&work, monday.begins(), week.sunday().is_over());
            let worked = busy.iter().filter(|minute| **minute).count();
            prop_assert_eq!(worked > 48 * 60, breaches.contains(&Breach::LongWeek { monday }));
            let rested = longest_free_run(&busy) >= 24 * 60;
            prop_assert_eq!(!rested, breaches.contains(&Breach::WeeklyRest { monday }));
        }
    }

    #[test]
    fn nights_agree_with_counting_minutes(work in work()) {
        let breaches = working_time(&work, false);
        let days: std::collections::BTreeSet<LondonDay> = work.iter().map(|slot| slot.day()).collect();
        for day in &days {
            let next = day.plus_days(1);
            if !days.contains(&next) {
                continue;
            }
            let both = minute_by_minute(&work, day.begins(), next.is_over());
            let midnight = usize::try_from(day.begins().minutes_until(next.begins())).unwrap();
            let evening = both[..midnight].iter().rev().take_while(|busy| !**busy).count();
            let morning = both[midnight..].iter().take_while(|busy| !**busy).count();
            let breach = Breach::DailyRest { before: *day, after: next };
            prop_assert_eq!(evening + morning < 11 * 60, breaches.contains(&breach));
        }
    }

    #[test]
    fn order_does_not_matter_and_less_work_never_breaks_more(work in work(), gone in any::<prop::sample::Index>()) {
        let breaches = working_time(&work, false);
        let mut turned = work.clone();
        turned.reverse();
        prop_assert_eq!(&working_time(&turned, false), &breaches);
        prop_assert!(working_time(&work, true).len() <= breaches.len());
        if !work.is_empty() {
            let mut fewer = work.clone();
            let gone = fewer.remove(gone.index(work.len()));
            let left = working_time(&fewer, false);
            let new = left.iter().find(|breach| !breaches.contains(breach));
            prop_assert!(new.is_none(), "without {gone:?}: {new:?}");
        }
    }
}
