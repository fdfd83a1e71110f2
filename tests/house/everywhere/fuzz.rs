//! Requests nobody should send, made by chance, at every route: pages and API, every method, ids of
//! other kinds, broken bodies, odd headers. None breaks the house or tells how it is built.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use super::stock::{Stock, stock};
use crate::support::{Answer, Chance, On, TestHouse, sized, tell};

/// How many requests in CI, and before a release.
fn requests(in_ci: usize) -> usize {
    sized("KITH_GATE_FUZZED", in_ci)
}

const THREADS: u64 = 4;
/// Words that would tell a stranger how the house is built. None is so short that letters made by
/// chance, in a reference or in the token of a form, come to spell it in all these answers.
const OURS: &[&str] = &[
    "panicked",
    "diesel",
    "sqlite",
    "postgres",
    "syntax error",
    "constraint failed",
    "violates",
    "backtrace",
    "stack trace",
    ".rs:",
    "/rustc/",
    "no such table",
];
/// What stands around that word, or the beginning: a page is too much for the list of what is wrong.
fn part_of(body: &str, word: Option<&&str>) -> String {
    let at = word.and_then(|word| body.find(*word)).unwrap_or(0);
    let before = body[..at].chars().count().saturating_sub(200);
    body.chars().skip(before).take(600).collect()
}

/// What is wrong with an answer, if anything is.
fn fault_of(answer: &Answer) -> Option<String> {
    let body = answer.body.to_lowercase();
    let tells = OURS
        .iter()
        .find(|word| answer.status >= 400 && body.contains(**word));
    let breaks = answer.status >= 500 && answer.status != 503;
    (breaks || tells.is_some()).then(|| {
        format!(
            "{} -> {} {tells:?} {}",
            answer.asked,
            answer.status,
            part_of(&body, tells)
        )
    })
}

/// Sends that many; returns how many came to each status, and what was wrong.
fn fuzzes(house: &TestHouse, stock: &Stock, number: usize) -> (Vec<(u16, usize)>, Vec<String>) {
    let (chance, next) = (Chance::new(), AtomicUsize::new(0));
    let asks = |thread: u64| {
        let (mut chance, mut statuses, mut wrong) = (chance.apart(thread), Vec::new(), Vec::new());
        while next.fetch_add(1, Ordering::Relaxed) < number {
            // Whoever sends what is not read to its end may find the connection closed.
            let answer = stock.asks(house, &mut chance).attempt();
            statuses.push(answer.as_ref().map_or(0, |answer| answer.status));
            wrong.extend(answer.ok().as_ref().and_then(fault_of));
        }
        (statuses, wrong)
    };
    let asks = &asks;
    let all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || asks(n))).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut counts = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    for (statuses, found) in all {
        for status in statuses {
            *counts.entry(status).or_default() += 1;
        }
        wrong.extend(found);
    }
    (counts.into_iter().collect(), wrong)
}

/// Counts the panics of this process: each test has one of its own.
fn counts_panics() -> Arc<AtomicUsize> {
    let panics = Arc::new(AtomicUsize::new(0));
    let (counting, before) = (Arc::clone(&panics), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        counting.fetch_add(1, Ordering::Relaxed);
        before(panic);
    }));
    panics
}

fn nothing_breaks(house: &TestHouse, number: usize) {
    let stock = stock(house);
    let panics = counts_panics();
    let (statuses, wrong) = fuzzes(house, &stock, number);
    println!(
        "{number} requests over {} routes: {statuses:?}",
        stock.rows.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {number}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(panics.load(Ordering::Relaxed), 0, "panics");
    let cut = statuses.iter().find(|(status, _)| *status == 0);
    assert!(
        cut.is_none_or(|(_, cut)| *cut < number / 20),
        "{cut:?} connections were cut"
    );
    let carried_out = statuses
        .iter()
        .filter(|(status, _)| (1..400).contains(status));
    let carried_out: usize = carried_out.map(|(_, count)| count).sum();
    assert!(
        carried_out > number / 50,
        "hardly any got past the door: {statuses:?}"
    );
}

#[test]
fn no_request_breaks_the_house_on_sqlite() {
    tell(On::Sqlite, |house| nothing_breaks(house, requests(20_000)));
}

#[test]
fn no_request_breaks_the_house_on_postgres() {
    tell(On::Postgres, |house| {
        nothing_breaks(house, requests(20_000) / 10);
    });
}

#[cfg(feature = "faults")]
story!(alone a_house_that_breaks_is_found, |house| {
    use kith::storage::faults::BREAKS;
    let stock = stock(house);
    BREAKS.set(true);
    let (_, wrong) = fuzzes(house, &stock, 200);
    BREAKS.set(false);
    println!("{} of 200 requests found it", wrong.len());
    assert!(!wrong.is_empty(), "a test that cannot fail proves nothing");
});
