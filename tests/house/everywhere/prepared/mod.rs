//! For each operation that wants more than ids that are there: a record in the state in which it
//! may be done, what is said, and which of the two clerks may.

mod held;
mod planned;
mod reached;
mod recorded;
mod referred;
mod weighed;

use std::collections::BTreeMap;

use law::access::Role;
use serde_json::Value;

use crate::{
    observations::event,
    sessions::Stage,
    support::{Person, TestHouse},
};

/// What is ready for an operation.
pub struct Ready {
    /// About this record; about any where it is none's.
    pub path: Option<String>,
    /// What is said.
    pub body: Option<Value>,
    /// Which of the two clerks may.
    pub by: usize,
}

/// Somebody who makes everything ready.
pub struct Preparing<'p, 'h> {
    house: &'h TestHouse,
    clerks: &'p [Person<'h>; 2],
    /// A third person, where two are not enough.
    third: Person<'h>,
    stage: Stage<'h>,
    all: BTreeMap<&'static str, Ready>,
}

impl<'p, 'h> Preparing<'p, 'h> {
    /// Makes everything ready.
    pub fn everything(
        house: &'h TestHouse,
        clerks: &'p [Person<'h>; 2],
    ) -> BTreeMap<&'static str, Ready> {
        let mut preparing = Self {
            house,
            clerks,
            third: house.staff("Hanna", Role::ALL),
            stage: Stage::set(house),
            all: BTreeMap::new(),
        };
        preparing.holds();
        preparing.plans();
        preparing.records();
        preparing.reaches();
        preparing.refers();
        preparing.weighs();
        preparing.all
    }

    /// An operation is about a record, with something said, by one of the clerks.
    fn ready(&mut self, operation: &'static str, id: &str, body: Option<Value>, by: usize) {
        let (_, path) = operation.split_once(' ').unwrap();
        let path = path.replace("{id}", id).replace("{topic}", "health");
        let path = Some(path);
        self.all.insert(operation, Ready { path, body, by });
    }
}

/// What tablets make ids for has a new one each time it is sent.
pub fn is_new_each_time(body: &mut Value) {
    if let Some(Value::String(id)) = body.get_mut("id")
        && id.starts_with("evt_")
    {
        *id = event().to_string();
    }
}
