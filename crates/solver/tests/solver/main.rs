//! The tests of the planner. Every rota in them is judged by `check`, which shares nothing with the
//! search.
#![cfg(test)]

mod additions;
mod answers;
mod events;
mod foreign;
mod format;
mod hostile;
mod nothing;
mod oracle;
mod programs;
mod proofs;
mod relaxed;
mod repair;
mod staffing;
mod tiers;
mod tiny;
mod visits;
mod weeks;

use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::rota::{FORMAT, Parts, Rota};
use rota_solver::search::{Budget, Options, search};
use rota_solver::{answer, bound, check, instance, reasons};
use std::sync::atomic::AtomicBool;

/// The weeks whose optimum is proved: text and cost. They were made by the project's own generator
/// in Python and solved to the end by the solver `highs`.
pub(crate) const PROVED: [(&str, i64); 3] = [
    (include_str!("../fixtures/S-1.json"), 111_630),
    (include_str!("../fixtures/S-2.json"), 61_734),
    (include_str!("../fixtures/S-3.json"), 51_276),
];

pub(crate) fn read(text: &str) -> Instance {
    instance::read(text.as_bytes()).unwrap()
}

/// A rota in which no session has a place.
pub(crate) fn empty(instance: &Instance) -> Rota {
    Rota {
        format: FORMAT.to_owned(),
        instance: instance.name.clone(),
        places: vec![None; instance.sessions.len()],
        cost: 0,
        parts: Parts::default(),
        unplaced: Vec::new(),
        short: Vec::new(),
        unwritten: Vec::new(),
        changes: Vec::new(),
        bound: None,
        certificate: None,
        staffing: None,
    }
}

/// Plans with so many steps and prices, and has the rota judged.
pub(crate) fn plan(instance: &Instance, steps: u64, prices: u32, threads: usize) -> Rota {
    let problem = Problem::new(instance);
    let options = Options {
        budget: Budget::Steps(steps),
        seed: 1,
        threads,
    };
    let never = AtomicBool::new(false);
    let found = search(&problem, options, &never, &mut |_| ());
    let mut rota = answer::write(&problem, &found.placed);
    assert_eq!(
        rota.cost, found.cost,
        "the search counts another cost than it writes"
    );
    rota.unplaced = reasons::reasons(&problem, &found.placed);
    if prices > 0 {
        let proof = bound::bound(
            &problem,
            rota.cost,
            bound::Budget::Prices(prices),
            &never,
            &mut |_| (),
        );
        rota.bound = Some(proof.cost);
        rota.certificate = Some(proof.certificate);
    }
    let verdict = check::check(instance, &rota);
    assert!(verdict.valid, "{}: {:?}", instance.name, verdict.violations);
    rota
}
