//! Instances that are wrong are refused with a pointer to the fault, whatever they are.

use crate::{PROVED, plan, read};
use rota_solver::check::check;
use rota_solver::instance::{self, Follow, MOST_BYTES, Place, Rounds};
use rota_solver::search::Random;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Read;

fn refusal(document: &Value) -> String {
    let text = document.to_string();
    instance::read(text.as_bytes()).unwrap_err().pointer
}

/// Where something is put, what, and where the fault is then found.
const FAULTS: &str = r#"[
    ["/format", "rota-bench/2", "/format"],
    ["/slot_min", 0, "/slot_min"],
    ["/slot_min", 7, "/slot_min"],
    ["/travel_min/0/1", 1000000, "/travel_min/0/1"],
    ["/travel_min/1/1", 5, "/travel_min/1/1"],
    ["/travel_min/0", [0], "/travel_min/0"],
    ["/sessions/3/duration_min", 0, "/sessions/3/duration_min"],
    ["/sessions/3/duration_min", -60, "/sessions/3/duration_min"],
    ["/sessions/3/windows", [[0, 540, 1000000]], "/sessions/3/windows/0"],
    ["/sessions/3/windows", [[0, 600, 540]], "/sessions/3/windows/0"],
    ["/sessions/3/windows", [[9, 540, 600]], "/sessions/3/windows/0/0"],
    ["/sessions/3/venues", [], "/sessions/3/venues"],
    ["/sessions/3/venues", [0, 0], "/sessions/3/venues/1"],
    ["/sessions/3/venues", [77], "/sessions/3/venues/0"],
    ["/sessions/3/supervisors", 3, "/sessions/3/supervisors"],
    ["/sessions/3/priority", 4, "/sessions/3/priority"],
    ["/sessions/3/preferred_supervisors", [99], "/sessions/3/preferred_supervisors/0"],
    ["/sessions/3/id", "S00000", "/sessions/3/id"],
    ["/sessions/3/case", "another", "/sessions/3/case"],
    ["/sessions/3/pinned", true, "/sessions/3/pinned"],
    ["/sessions/3/colour", "red", "/sessions/3/colour"],
    ["/cases/0/sessions/0", "nobody", "/sessions/0/case"],
    ["/cases/0/min_per_week", 9, "/cases/0/min_per_week"],
    ["/supervisors/0/base", 9, "/supervisors/0/base"],
    ["/supervisors/1/days", [null], "/supervisors/1/days"],
    ["/supervisors/1/id", "E0000", "/supervisors/1/id"],
    ["/venues/1/id", "V000", "/venues/1/id"],
    ["/cases/1/id", "C0001", "/cases/1/id"],
    ["/resources", [{"id": "car", "count": 1, "days": [null, null, null, null, null, null]},
                    {"id": "car", "count": 1, "days": [null, null, null, null, null, null]}], "/resources/1/id"],
    ["/venues/0/open/2", [600, 600], "/venues/0/open/2"],
    ["/venues/0/area", 5, "/venues/0/area"],
    ["/weights/other_day", -1, "/weights/other_day"],
    ["/weights/other_day", 1e300, "/weights/other_day"],
    ["/weights/unassigned/1", 10000000000, "/weights/unassigned/1"],
    ["/weights/overtime_per_15min", "NaN", "/weights/overtime_per_15min"],
    ["/apart", [{"persons": [0, 1], "buffer_min": 0}], "/apart/0/persons"],
    ["/apart", [{"persons": [5, 6], "buffer_min": 2000}], "/apart/0/buffer_min"],
    ["/apart", [{"persons": [1, 1], "buffer_min": 0}], "/apart/0/persons"],
    ["/resources", [{"id": "car", "count": 1, "days": []}], "/resources/0/days"],
    ["/resources", [{"id": "car", "count": 1, "days": [], "before_min": 800}], "/resources/0/before_min"],
    ["/sessions/3/resources", [0], "/sessions/3/resources/0"],
    ["/sessions/3/seats", [["infant"], [], []], "/sessions/3/seats"],
    ["/sessions/3/latest_start", 1440, "/sessions/3/latest_start"],
    ["/supervisors/0/fair_min", 50000, "/supervisors/0/fair_min"],
    ["/weights/late_per_slot", -1, "/weights/late_per_slot"],
    ["/weights/worst_late_per_slot", 10000000000, "/weights/worst_late_per_slot"],
    ["/weights/below_minimum", 10000000000, "/weights/below_minimum"],
    ["/weights/unwritten_per_15min", -1, "/weights/unwritten_per_15min"],
    ["/sessions/3/write_up_min", 721, "/sessions/3/write_up_min"],
    ["/follows", [{"first": 9999, "then": 1, "from_min": 0, "to_min": 0}], "/follows/0/first"],
    ["/follows", [{"first": 1, "then": 1, "from_min": 0, "to_min": 0}], "/follows/0/then"],
    ["/follows", [{"first": 0, "then": 1, "from_min": 30, "to_min": 0}], "/follows/0/to_min"],
    ["/follows", [{"first": 0, "then": 1, "from_min": 0, "to_min": 1441}], "/follows/0/to_min"],
    ["/rounds", {"from": 9, "cost": [[0, 1], [1, 0]]}, "/rounds/from"],
    ["/rounds", {"from": 0, "cost": [[0, 1], [1]]}, "/rounds/cost"],
    ["/rounds", {"from": 0, "cost": [[0, 1], [1, 2]]}, "/rounds/cost/1/1"],
    ["/rounds", {"from": 0, "cost": [[0, -1], [1, 0]]}, "/rounds/cost/0/1"],
    ["/weights/tiers", [["colour"]], "/weights/tiers/0/0"],
    ["/weights/tiers", [["slot"], ["staff", "slot"]], "/weights/tiers/1/1"]
]"#;

#[test]
fn each_fault_is_refused_with_a_pointer_to_it() {
    let good: Value = serde_json::from_str(PROVED[0].0).unwrap();
    let table: Vec<(String, Value, String)> = serde_json::from_str(FAULTS).unwrap();
    for (path, value, expected) in table {
        let mut document = good.clone();
        let (parent, key) = path.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            _ => parent[key] = value.clone(),
        }
        assert_eq!(refusal(&document), expected, "{path} = {value}");
    }
}

#[test]
fn what_is_no_number_is_refused_where_it_stands() {
    let cost = "\"other_day\": ";
    let (before, rest) = PROVED[0].0.split_once(cost).unwrap();
    let after = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    for token in [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0.5",
        "99999999999999999999",
    ] {
        let document = format!("{before}{cost}{token}{after}");
        let fault = instance::read(document.as_bytes()).unwrap_err();
        assert_eq!(fault.pointer, "/weights/other_day", "{token}: {fault}");
    }
}

#[test]
fn a_week_that_would_take_all_memory_is_refused() {
    let good: Value = serde_json::from_str(PROVED[0].0).unwrap();
    let mut crowd = good.clone();
    for session in crowd["sessions"].as_array_mut().unwrap() {
        session["persons"] = json!([7]);
    }
    let sessions = crowd["sessions"].as_array().unwrap().clone();
    let many = |count: usize| {
        let mut week = crowd.clone();
        let all = (0..count).map(|index| {
            let mut session = sessions[index % sessions.len()].clone();
            session["id"] = json!(format!("X{index}"));
            session["case"] = json!("X");
            session
        });
        let all: Vec<Value> = all.collect();
        let ids: Vec<&Value> = all.iter().map(|session| &session["id"]).collect();
        week["cases"] = json!([{"id": "X", "sessions": ids, "min_per_week": 0, "max_per_week": 9, "min_gap_days": 0}]);
        week["sessions"] = json!(all);
        week
    };
    assert!(refusal(&many(5_000)).ends_with("/persons"));

    let mut apart = good.clone();
    apart["sessions"] = many(3_000)["sessions"].clone();
    apart["cases"] = many(3_000)["cases"].clone();
    for (index, session) in apart["sessions"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        session["persons"] = json!([7 + index % 2]);
    }
    apart["apart"] = json!(vec![json!({"persons": [7, 8], "buffer_min": 0}); 20_000]);
    assert_eq!(refusal(&apart), "/apart/8/persons");

    let mut staff = many(10_000);
    for (index, session) in staff["sessions"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        session["persons"] = json!([index]);
    }
    let one = staff["supervisors"][0].clone();
    let all = (0..5_000).map(|index| {
        let mut one = one.clone();
        one["id"] = json!(format!("X{index}"));
        one["reach"] = json!([0, 1]);
        one
    });
    staff["supervisors"] = json!(all.collect::<Vec<_>>());
    assert!(refusal(&staff).ends_with("/venues"));

    let mut minutes = good;
    minutes["slot_min"] = json!(1);
    for supervisor in minutes["supervisors"].as_array_mut().unwrap() {
        supervisor["max_sessions_day"] = json!(1440);
        supervisor["day_max_min"] = json!(1439);
    }
    assert_eq!(refusal(&minutes), "/supervisors/0/day_max_min");
}

#[test]
fn sessions_that_follow_each_other_in_a_circle_are_refused_unless_they_begin_together() {
    let mut week = read(PROVED[1].0);
    let link = |first, then, from_min| Follow {
        first,
        then,
        from_min,
        to_min: 60,
    };
    week.follows = vec![link(0, 1, 30), link(1, 2, 0), link(2, 0, 0)];
    let fault = week.fault().unwrap();
    assert_eq!(fault.pointer, "/follows/0");
    week.follows[0].from_min = 0;
    let cost = vec![vec![0; week.venues.len()]; week.venues.len()];
    for rounds in [None, Some(Rounds { from: 0, cost })] {
        week.rounds = rounds;
        assert_eq!(week.fault(), None);
        let rota = plan(&week, 2_000, 20, 1);
        let held: Vec<&Place> = rota.places[..3].iter().flatten().collect();
        let starts: BTreeSet<_> = held.iter().map(|place| (place.day, place.start)).collect();
        assert!(
            held.len() < 3 || starts.len() == 1,
            "{starts:?} is not one time"
        );
    }
}

#[test]
fn what_a_bound_would_keep_is_counted_before_it_is_kept() {
    let mut document: Value = serde_json::from_str(PROVED[0].0).unwrap();
    // A day of minutes can add up to a million amounts of work, at each minute of it.
    document["slot_min"] = json!(1);
    let lengths = document["sessions"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .zip(1..);
    for (session, length) in lengths {
        session["duration_min"] = json!(length);
        session["before_min"] = json!(0);
        session["after_min"] = json!(0);
    }
    document["supervisors"].as_array_mut().unwrap().truncate(1);
    document["supervisors"][0]["max_sessions_day"] = json!(300);
    document["supervisors"][0]["day_max_min"] = json!(600);
    for session in document["sessions"].as_array_mut().unwrap() {
        session["preferred_supervisors"] = json!([]);
        session["forbidden_supervisors"] = json!([]);
    }
    assert_eq!(refusal(&document), "/supervisors/0/day_max_min");
}

#[test]
fn a_detour_shorter_than_the_direct_way_is_refused() {
    let mut document: Value = serde_json::from_str(PROVED[0].0).unwrap();
    let third = document["venues"][0].clone();
    document["venues"].as_array_mut().unwrap().push(third);
    document["venues"][2]["id"] = json!("V002");
    document["travel_min"] = json!([[0, 30, 90], [30, 0, 30], [90, 30, 0]]);
    assert_eq!(refusal(&document), "/travel_min/0/2");
}

#[test]
fn a_place_at_no_time_of_a_day_is_told_without_a_sum_that_runs_over() {
    let mut week = read(PROVED[0].0);
    week.weights.worst_late_per_slot = 1_000_000_000;
    week.weights.start_shift_per_slot = 1_000_000_000;
    for session in &mut week.sessions {
        session.latest_start = Some(540);
    }
    let mut rota = crate::empty(&week);
    rota.places[0] = Some(Place {
        day: 0,
        start: usize::MAX,
        venue: 0,
        room: 0,
        supervisors: vec![0],
    });
    assert!(!check(&week, &rota).valid);
}

#[test]
fn a_document_without_end_is_not_read_to_its_end() {
    let spaces = std::io::repeat(b' ').take(MOST_BYTES * 4);
    let fault = instance::read(spaces).unwrap_err();
    assert!(fault.reason.contains("longer than"), "{fault}");
}

#[test]
fn no_change_of_a_few_bytes_makes_the_reader_panic() {
    let good = PROVED[0].0.as_bytes();
    let mut random = Random::new(20);
    let mut refused = 0;
    for _ in 0..400 {
        let mut bytes = good.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            bytes[at] = b"0123456789-[]{},:\"e. "[random.below(21)];
        }
        if random.permille(100) {
            bytes.truncate(random.below(good.len()));
        }
        refused += usize::from(instance::read(bytes.as_slice()).is_err());
    }
    assert!(refused > 100, "only {refused} of 400 were refused");
}

#[test]
fn what_was_read_is_written_as_it_was() {
    let instance = read(PROVED[1].0);
    let again = serde_json::to_string(&instance).unwrap();
    let again = instance::read(again.as_bytes()).unwrap();
    assert_eq!(format!("{instance:?}"), format!("{again:?}"));
}

#[test]
fn more_windows_than_a_session_may_have_are_refused() {
    let mut document: Value = serde_json::from_str(PROVED[0].0).unwrap();
    document["sessions"][3]["windows"] = json!(vec![[0, 540, 600]; 65]);
    assert_eq!(refusal(&document), "/sessions/3/windows");
}
