//! Thirty-two planners book the same rooms and supervisors at once.
//!
//! The table has no constraint of its own: only claims stand between look and save. Without
//! them the same race must double-book, or it would prove nothing.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::prelude::*;
use kernel::refusal::Refused;
use kith::storage::{Claims, Reads};
use law::access::{Actor, act};

use crate::support::{Chance, On, TestHouse};

const PLANNERS: u64 = 32;

diesel::table! {
    scratch_booking (id) {
        id -> BigInt,
        room -> BigInt,
        supervisor -> BigInt,
        begins -> BigInt,
        ends -> BigInt,
    }
}

const TABLE: &str = "create table scratch_booking (id bigint primary key, room bigint not null, \
     supervisor bigint not null, begins bigint not null, ends bigint not null)";

/// Pairs that overlap in a room or under a supervisor.
const OVERLAPS: &str = "select count(*) from scratch_booking a join scratch_booking b on a.id < b.id \
     and (a.room = b.room or a.supervisor = b.supervisor) and a.begins < b.ends and b.begins < a.ends";

struct Wish {
    id: i64,
    room: i64,
    supervisor: i64,
    begins: i64,
}

impl Wish {
    /// Those who wish at the same moment wish for the same hour.
    fn new(number: u64, chance: &mut Chance) -> Self {
        let begins = number / PLANNERS * 45 + chance.below(60);
        let number_of = |number: u64| i64::try_from(number).unwrap();
        Self {
            id: number_of(number),
            room: number_of(chance.below(4)),
            supervisor: number_of(chance.below(6)),
            begins: number_of(begins),
        }
    }

    /// Look, then save: right only for who has claimed first.
    fn is_booked(&self, house: &TestHouse) -> Result<bool, Refused> {
        use scratch_booking as booking;
        let (ends, claims) = (self.begins + 60, self.claims());
        let booked = house
            .app
            .store
            .write::<act::KeepHouse, _>(&Actor::System, |work| {
                work.claim(claims.clone())?;
                let clashes: i64 = booking::table
                    .filter(
                        booking::room
                            .eq(self.room)
                            .or(booking::supervisor.eq(self.supervisor)),
                    )
                    .filter(booking::begins.lt(ends).and(booking::ends.gt(self.begins)))
                    .count()
                    .get_result(work.db())?;
                if clashes > 0 {
                    return Ok(work.kept(false));
                }
                diesel::insert_into(booking::table)
                    .values((
                        booking::id.eq(self.id),
                        booking::room.eq(self.room),
                        booking::supervisor.eq(self.supervisor),
                        booking::begins.eq(self.begins),
                        booking::ends.eq(ends),
                    ))
                    .execute(work.db())?;
                Ok(work.kept(true))
            });
        booked.map(kith::storage::Done::into_value)
    }

    fn claims(&self) -> Claims {
        Claims::new()
            .and_name(&format!("room {}", self.room))
            .and_name(&format!("supervisor {}", self.supervisor))
    }
}

#[derive(Debug, Default)]
struct Outcome {
    booked: u64,
    refused: u64,
    busy: u64,
    faults: Vec<String>,
}

fn race(house: &TestHouse, attempts: u64) -> Outcome {
    house.sql(TABLE);
    let (chance, next) = (Chance::new(), AtomicU64::new(0));
    let plan = |planner: u64| {
        let (mut chance, mut outcome) = (chance.apart(planner), Outcome::default());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= attempts {
                return outcome;
            }
            match Wish::new(number, &mut chance).is_booked(house) {
                Ok(true) => outcome.booked += 1,
                Ok(false) => outcome.refused += 1,
                Err(Refused::Busy) => outcome.busy += 1,
                Err(other) => outcome.faults.push(format!("{other:?}")),
            }
        }
    };
    let plan = &plan;
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let planners: Vec<_> = (0..PLANNERS)
            .map(|number| scope.spawn(move || plan(number)))
            .collect();
        planners
            .into_iter()
            .map(|planner| planner.join().unwrap())
            .collect()
    });
    let all = outcomes
        .into_iter()
        .fold(Outcome::default(), |mut all, one| {
            all.booked += one.booked;
            all.refused += one.refused;
            all.busy += one.busy;
            all.faults.extend(one.faults);
            all
        });
    println!("{attempts} attempts: {all:?}");
    all
}

fn nothing_is_double_booked(house: &TestHouse, attempts: u64) {
    let outcome = race(house, attempts);
    assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
    assert_eq!(outcome.booked + outcome.refused + outcome.busy, attempts);
    assert!(
        outcome.booked > attempts / 20,
        "hardly anybody booked: {outcome:?}"
    );
    let rows = house.number("select count(*) from scratch_booking");
    assert_eq!(
        u64::try_from(rows).unwrap(),
        outcome.booked,
        "what was answered is what is there"
    );
    assert_eq!(house.number(OVERLAPS), 0);
}

#[test]
fn ten_thousand_attempts_by_thirty_two_planners_double_book_nothing_on_postgres() {
    crate::support::tell(On::Postgres, |house| {
        nothing_is_double_booked(house, 10_000);
    });
}

#[test]
fn a_thousand_attempts_by_thirty_two_planners_double_book_nothing_on_sqlite() {
    crate::support::tell(On::Sqlite, |house| nothing_is_double_booked(house, 1_000));
}

#[cfg(feature = "faults")]
#[test]
fn without_claims_the_same_race_double_books() {
    use kith::storage::faults::CLAIMS_OFF;
    crate::support::tell_alone(On::Postgres, |house| {
        CLAIMS_OFF.set(true);
        let outcome = race(house, 10_000);
        CLAIMS_OFF.set(false);
        let overlaps = house.number(OVERLAPS);
        println!("{overlaps} overlaps");
        assert!(
            overlaps > 0,
            "a race that cannot be lost proves nothing: {outcome:?}"
        );
    });
}
