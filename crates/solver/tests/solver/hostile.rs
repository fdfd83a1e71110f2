//! Instances that are wrong are refused with a pointer to the fault, whatever they are.

use crate::{PROVED, read};
use rota_solver::check::check;
use rota_solver::instance::{self, MOST_BYTES, Place};
use rota_solver::search::Random;
use serde_json::{Value, json};
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
