//! Thirty-two planners book the same rooms, supervisors and families at once, over HTTP.

use std::{collections::BTreeMap, thread};

use serde_json::{Value, json};

use super::{Stage, plan_of};
use crate::{
    people::adds as adds_person,
    support::{Chance, On, TestHouse},
};

const PLANNERS: u64 = 32;
/// Attempts in all. The bar of ten thousand is `KITH_LONG`'s; what a run of minutes shows is here.
const ATTEMPTS: u64 = 640;

/// Pairs of live occupations of one person or thing that share a moment.
const OVERLAPS: &str = "select count(*) from occupation a join occupation b on a.resource_id = b.resource_id \
     and a.session_id < b.session_id and a.live and b.live and a.from_at < b.until_at and b.from_at < a.until_at";

/// Families that may be booked: a child, its mother, a plan.
fn families(stage: &Stage<'_>, house: &TestHouse) -> Vec<(String, String, String)> {
    let family = |mark: &str| {
        let child = json!({ "given_name": format!("Child {mark}"), "family_name": "Canary",
            "born_on": "2018-01-01", "is_child": true, "first_language": "English" });
        let child = adds_person(&stage.asha, &child);
        let mother = adds_person(&stage.asha, &crate::people::adult("Mother"));
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let path = format!("/api/v1/people/{child}/relatives");
        stage.asha.api("PUT", &path).json(&kin).answer().expect(204);
        let path = format!("/api/v1/people/{child}/statuses");
        let status = json!({ "status": "C1", "from": "2026-11-03" });
        stage
            .asha
            .api("POST", &path)
            .json(&status)
            .answer()
            .expect(201);
        stage.assesses((&child, &mother), ("2026-11-03", "2027-01-20"), &[]);
        let plan = plan_of(house, &stage.asha, mark, (&[&child], &[&mother]));
        (child, mother, plan)
    };
    ["E", "F", "G", "H"].map(family).into()
}

/// One attempt: a family, a room and a supervisor at a quarter of an hour of one of three days.
fn wish(stage: &Stage<'_>, family: &(String, String, String), chance: &mut Chance) -> Value {
    let day = ["2026-12-01", "2026-12-02", "2026-12-03"][usize::try_from(chance.below(3)).unwrap()];
    let quarter = chance.below(20);
    let at = |quarter: u64| format!("{:02}:{:02}", 10 + quarter / 4, quarter % 4 * 15);
    let one = |of: &[String; 2], chance: &mut Chance| {
        of[usize::try_from(chance.below(2)).unwrap()].clone()
    };
    json!({ "plan": family.2, "session": {
        "day": day, "from": at(quarter), "to": at(quarter + 4), "children": [family.0],
        "visitors": [family.1], "mode": "direct", "level": "U3", "place": "centre",
        "room": one(&stage.rooms, chance), "supervisors": [one(&stage.supervisors, chance)] } })
}

/// How often each status came back.
fn race(house: &TestHouse) -> (BTreeMap<u16, u64>, i64) {
    let stage = Stage::set(house);
    let families = families(&stage, house);
    let access = stage.asha.tokens().access.clone();
    let chance = std::sync::Mutex::new(Chance::new());
    let statuses = std::sync::Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..PLANNERS {
            scope.spawn(|| {
                for _ in 0..ATTEMPTS / PLANNERS {
                    let body = {
                        let mut chance = chance.lock().unwrap();
                        let family = usize::try_from(chance.below(4)).unwrap();
                        wish(&stage, &families[family], &mut chance)
                    };
                    let asked = house.asks("POST", "/api/v1/sessions").bearer(&access);
                    let answer = asked.json(&body).answer();
                    *statuses.lock().unwrap().entry(answer.status).or_insert(0) += 1;
                }
            });
        }
    });
    let statuses = statuses.into_inner().unwrap();
    (statuses, house.number(OVERLAPS))
}

story!(thirty_two_planners_never_book_anybody_twice, |house| {
    let (statuses, overlaps) = race(house);
    println!("{statuses:?}");
    let booked = house.number("select count(*) from session");
    assert_eq!(overlaps, 0);
    assert_eq!(i64::try_from(statuses[&201]).unwrap(), booked, "none lost");
    assert!(booked > 10 && statuses.contains_key(&409), "{statuses:?}");
    assert!(
        statuses
            .keys()
            .all(|status| [201, 409, 429, 503].contains(status)),
        "{statuses:?}"
    );
});

/// The negative control: without claims and without the constraint the same race double-books. On
/// SQLite one writer at a time leaves no race to lose.
#[test]
fn without_claims_and_constraint_the_same_race_double_books() {
    crate::support::tell_alone(On::Postgres, |house| {
        house.sql("alter table occupation drop constraint occupation_no_overlap");
        kith::storage::faults::CLAIMS_OFF.set(true);
        let (statuses, overlaps) = race(house);
        kith::storage::faults::CLAIMS_OFF.set(false);
        assert!(overlaps > 0, "the race proves nothing: {statuses:?}");
    });
}
