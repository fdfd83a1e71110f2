//! Thirty-two planners book the same rooms, supervisors and families at once, over HTTP.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{Family, Stage};
use crate::support::{Chance, On, TestHouse, in_the_gate, sized, tell, within};

const PLANNERS: u64 = 32;
/// Attempts of the negative control: what it must show, it shows in fewer.
const FEW: usize = 640;

/// Attempts of one race.
const ATTEMPTS: usize = 10_000;

/// Pairs of live occupations of one person or thing that share a moment.
const OVERLAPS: &str = "select count(*) from occupation a join occupation b on a.resource_id = b.resource_id \
     and a.session_id < b.session_id and a.live and b.live and a.from_at < b.until_at and b.from_at < a.until_at";

/// One attempt: a family, a room and a supervisor at a quarter of an hour of one of three days.
fn wish(stage: &Stage<'_>, family: &Family, chance: &mut Chance) -> Value {
    let day = ["2026-12-01", "2026-12-02", "2026-12-03"][usize::try_from(chance.below(3)).unwrap()];
    let quarter = chance.below(20);
    let at = |quarter: u64| format!("{:02}:{:02}", 10 + quarter / 4, quarter % 4 * 15);
    let one = |of: &[String; 2], chance: &mut Chance| {
        of[usize::try_from(chance.below(2)).unwrap()].clone()
    };
    json!({ "plan": family.plan, "session": {
        "day": day, "from": at(quarter), "to": at(quarter + 4), "children": [family.child],
        "visitors": [family.mother], "mode": "direct", "level": "U3", "place": "centre",
        "room": one(&stage.rooms, chance), "supervisors": [one(&stage.supervisors, chance)] } })
}

/// What came of a race: how often each status came back, and how long the slowest waited.
struct Raced {
    statuses: BTreeMap<u16, usize>,
    waits: Vec<Duration>,
    overlaps: i64,
}

impl Raced {
    fn says(&mut self) -> String {
        let mut at = |share: usize| within(share, &mut self.waits);
        let [half, most, all] = [50, 99, 100].map(&mut at);
        format!(
            "{} attempts: {:?}, {} overlaps; half within {half:?}, 99 of 100 within {most:?}, all within {all:?}",
            self.waits.len(),
            self.statuses,
            self.overlaps,
        )
    }
}

fn race(house: &TestHouse, attempts: usize) -> Raced {
    let stage = Stage::set(house);
    let families = ["E", "F", "G", "H"].map(|mark| stage.family(mark));
    let access = stage.asha.tokens().access.clone();
    let (chance, next) = (Chance::new(), AtomicUsize::new(0));
    let races = |planner: u64| {
        let (mut chance, mut came) = (chance.apart(planner), Vec::new());
        while next.fetch_add(1, Ordering::Relaxed) < attempts {
            let family = usize::try_from(chance.below(4)).unwrap();
            let body = wish(&stage, &families[family], &mut chance);
            let asked = house.asks("POST", "/api/v1/sessions").bearer(&access);
            let began = Instant::now();
            let answer = asked.json(&body).answer();
            came.push((answer.status, began.elapsed()));
        }
        came
    };
    let races = &races;
    let came: Vec<(u16, Duration)> = thread::scope(|scope| {
        let planners: Vec<_> = (0..PLANNERS)
            .map(|n| scope.spawn(move || races(n)))
            .collect();
        let came = planners.into_iter().flat_map(|one| one.join().unwrap());
        came.collect()
    });
    let mut statuses = BTreeMap::new();
    for (status, _) in &came {
        *statuses.entry(*status).or_default() += 1;
    }
    Raced {
        statuses,
        waits: came.into_iter().map(|(_, wait)| wait).collect(),
        overlaps: house.number(OVERLAPS),
    }
}

fn nobody_is_booked_twice(house: &TestHouse) {
    let mut raced = race(house, ATTEMPTS);
    let says = raced.says();
    println!("{says}");
    assert_eq!(raced.waits.len(), ATTEMPTS, "{says}");
    assert_eq!(raced.overlaps, 0, "{says}");
    let booked = house.number("select count(*) from session");
    let told = i64::try_from(raced.statuses[&201]).unwrap();
    assert_eq!(told, booked, "none lost: {says}");
    assert!(booked > 10 && raced.statuses.contains_key(&409), "{says}");
    let mut statuses = raced.statuses.keys();
    assert!(
        statuses.all(|status| [201, 409, 429, 503].contains(status)),
        "{says}"
    );
    let mut waited = |share| within(share, &mut raced.waits);
    in_the_gate("99 of 100 bookings", waited(99), Duration::from_secs(1));
    in_the_gate("every booking", waited(100), Duration::from_secs(3));
}

/// Each race in a house of its own, with a seed of its own.
fn races(on: On) {
    for _ in 0..sized("KITH_GATE_RACES", 1) {
        tell(on, nobody_is_booked_twice);
    }
}

mod thirty_two_planners_never_book_anybody_twice {
    use super::{On, races};

    #[test]
    fn sqlite() {
        races(On::Sqlite);
    }
    #[test]
    fn postgres() {
        races(On::Postgres);
    }
}

/// The negative control: without claims and without the constraint the same race double-books. On
/// SQLite one writer at a time leaves no race to lose.
#[test]
fn without_claims_and_constraint_the_same_race_double_books() {
    crate::support::tell_alone(On::Postgres, |house| {
        house.sql("alter table occupation drop constraint occupation_no_overlap");
        kith::storage::faults::CLAIMS_OFF.set(true);
        let mut raced = race(house, FEW);
        kith::storage::faults::CLAIMS_OFF.set(false);
        let says = raced.says();
        println!("{says}");
        assert!(raced.overlaps > 0, "the race proves nothing: {says}");
    });
}
