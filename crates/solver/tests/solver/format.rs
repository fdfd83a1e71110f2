//! The schemas of the formats name the fields that the readers know, no more and no fewer; and what was made by
//! chance alone is the same on every machine.

use rota_solver::generate::{Size, service, week};
use rota_solver::instance::{
    Apart, Breaks, Case, Follow, Instance, Place, Resource, Rest, Room, Rounds, Session,
    Supervisor, Transport, Venue, Weights,
};
use rota_solver::repair::{Absence, Addition, Cancellation, Closure, Event};
use rota_solver::rota::{
    Certificate, Change, LegPrice, Parts, ResourcePrice, RoomPrice, Rota, Short, Staffing,
    Unplaced, Unwritten,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const WEEK: &str = include_str!("../../docs/rota-bench.schema.json");
const ROTA: &str = include_str!("../../docs/rota-result.schema.json");
const EVENT: &str = include_str!("../../docs/rota-event.schema.json");

/// The fields that a reader knows: it lists them when it meets another one.
fn known<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_value::<T>(json!({"no such field": 0})) else {
        panic!("any field is let through");
    };
    let error = error.to_string();
    let (_, expected) = error.split_once("expected").unwrap();
    expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// What a schema says at a place, wherever it refers to.
fn follow<'s>(schema: &'s Value, pointer: &str) -> &'s Value {
    let mut at = schema;
    for step in pointer.split('/').filter(|step| !step.is_empty()) {
        at = at
            .get(step)
            .unwrap_or_else(|| panic!("{pointer} is not there"));
        if let Some(some) = at.get("oneOf").and_then(Value::as_array) {
            at = some.iter().find(|one| one["type"] != "null").unwrap();
        }
        if let Some(to) = at.get("$ref").and_then(Value::as_str) {
            at = schema.pointer(to.trim_start_matches('#')).unwrap();
        }
    }
    at
}

fn agree<T: DeserializeOwned>(schema: &str, pointer: &str) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let object = follow(&schema, pointer);
    let named = object["properties"].as_object().unwrap().keys().cloned();
    assert_eq!(named.collect::<BTreeSet<_>>(), known::<T>(), "{pointer}");
    assert_eq!(object["additionalProperties"], false, "{pointer}");
}

#[test]
fn the_schema_of_a_week_has_its_fields() {
    agree::<Instance>(WEEK, "");
    agree::<Venue>(WEEK, "$defs/venue");
    agree::<Room>(WEEK, "$defs/venue/properties/rooms/items");
    agree::<Transport>(WEEK, "properties/transport");
    agree::<Supervisor>(WEEK, "$defs/supervisor");
    agree::<Session>(WEEK, "$defs/session");
    agree::<Place>(WEEK, "$defs/place");
    agree::<Case>(WEEK, "$defs/case");
    agree::<Resource>(WEEK, "$defs/resource");
    agree::<Weights>(WEEK, "properties/weights");
    agree::<Rest>(WEEK, "properties/rest");
    agree::<Breaks>(WEEK, "properties/breaks");
    agree::<Rounds>(WEEK, "properties/rounds");
    agree::<Apart>(WEEK, "properties/apart/items");
    agree::<Follow>(WEEK, "properties/follows/items");
}

#[test]
fn the_schema_of_a_rota_has_its_fields() {
    agree::<Rota>(ROTA, "");
    agree::<Place>(ROTA, "$defs/place");
    agree::<Parts>(ROTA, "properties/parts");
    agree::<Short>(ROTA, "properties/short/items");
    agree::<Unwritten>(ROTA, "properties/unwritten/items");
    agree::<Unplaced>(ROTA, "properties/unplaced/items");
    agree::<Change>(ROTA, "properties/changes/items");
    agree::<Staffing>(ROTA, "properties/staffing");
    agree::<Certificate>(ROTA, "$defs/certificate");
    agree::<RoomPrice>(ROTA, "$defs/certificate/properties/rooms/items");
    agree::<LegPrice>(ROTA, "$defs/certificate/properties/legs/items");
    agree::<ResourcePrice>(ROTA, "$defs/certificate/properties/resources/items");
}

#[test]
fn the_schema_of_an_event_has_its_fields() {
    agree::<Event>(EVENT, "");
    let schema: Value = serde_json::from_str(EVENT).unwrap();
    let text = schema.to_string();
    let fields = [
        known::<Absence>(),
        known::<Closure>(),
        known::<Addition>(),
        known::<Cancellation>(),
    ];
    for field in fields.iter().flatten() {
        assert!(text.contains(&format!("\"{field}\":")), "{field}");
    }
}

/// FNV-1a of 64 bits: short enough to write down, and enough to tell two weeks apart.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn a_seed_gives_the_same_week_on_every_machine() {
    let digests = [
        (Size::S, 1000, 1, 7_730_075_170_441_437_371_u64),
        (Size::M, 1000, 1, 1_647_394_749_402_233_714),
        (Size::M, 500, 7, 3_459_170_493_450_436_487),
        (Size::L, 1000, 2, 15_405_611_900_904_026_050),
        (Size::Xl, 1000, 1, 14_177_534_134_684_304_660),
    ];
    for (size, staff, seed, expected) in digests {
        let text = serde_json::to_string(&week(size, staff, seed)).unwrap();
        assert_eq!(
            digest(&text),
            expected,
            "{size:?}, {staff}, {seed}: {}",
            digest(&text)
        );
    }
    let text = serde_json::to_string(&service(Size::M, 1000, 1)).unwrap();
    assert_eq!(
        digest(&text),
        18_249_224_237_637_418_026,
        "{}",
        digest(&text)
    );
}
