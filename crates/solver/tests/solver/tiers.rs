//! Tiers: nothing in a lower one ever buys a unit of a higher one.

use crate::oracle::Oracle;
use crate::{plan, tiny};
use rota_solver::check::{Verdict, check};
use rota_solver::instance::{Instance, Part};
use rota_solver::rota::{Parts, Rota};

/// How many tiny weeks are tried.
const WEEKS: u64 = 700;

const PARTS: [Part; 12] = [
    Part::Unassigned,
    Part::Minimum,
    Part::Slot,
    Part::Continuity,
    Part::Travel,
    Part::Overtime,
    Part::Fairness,
    Part::WriteUp,
    Part::Rounds,
    Part::WorstLate,
    Part::Deviation,
    Part::Staff,
];

/// The sums of the tiers, the highest first.
fn tiers(week: &Instance, parts: &Parts) -> Vec<i64> {
    let tiers = &week.weights.tiers;
    let unlisted = PARTS
        .iter()
        .filter(|part| !tiers.iter().flatten().any(|p| p == *part));
    let sum = |tier: &Vec<Part>| tier.iter().map(|&part| parts.of(part)).sum();
    let last: i64 = unlisted.map(|&part| parts.of(part)).sum();
    tiers.iter().map(sum).chain([last]).collect()
}

fn by_tiers(week: &Instance, verdict: &Verdict) -> Vec<i64> {
    tiers(week, &verdict.parts)
}

#[test]
fn no_amount_of_a_lower_tier_buys_a_unit_of_a_higher_one() {
    let mut traded = 0;
    for seed in 0..WEEKS {
        let mut week = tiny::week(seed);
        let part = PARTS[usize::try_from(seed % 12).unwrap()];
        let next = PARTS[usize::try_from((seed / 12) % 12).unwrap()];
        week.weights.tiers = vec![vec![part]];
        if next != part {
            week.weights.tiers.push(vec![next]);
        }
        assert!(week.fault().is_none());
        let best = Oracle::new(&week).best_by(by_tiers);
        let mut rota = plan(&week, 3_000, 60, 1);
        if tiers(&week, &rota.parts) != best {
            rota = plan(&week, 60_000, 60, 2);
        }
        assert_eq!(tiers(&week, &rota.parts), best, "seed {seed}");
        assert!(rota.bound.unwrap() <= rota.cost, "seed {seed}");
        // By one sum, something of the highest tier would often be given away.
        week.weights.tiers.clear();
        let (plain, sum) = (plan(&week, 3_000, 0, 1), |rota: &Rota| rota.parts.of(part));
        traded += u64::from(sum(&plain) > sum(&rota));
    }
    assert!(traded > WEEKS / 10, "only {traded} weeks trade anything");
}

#[test]
fn each_tier_counts_more_than_all_below_it_could_cost() {
    let mut week = tiny::week(3);
    week.weights.tiers = vec![vec![Part::Unassigned], vec![Part::Deviation]];
    let factors = week.factors().unwrap();
    assert_eq!(factors.slot, 1);
    assert!(1 < factors.deviation && factors.deviation < factors.unassigned);
    let mut rota = plan(&week, 500, 20, 1);
    assert!(check(&week, &rota).valid);
    rota.cost -= 1;
    let rules: Vec<_> = check(&week, &rota)
        .violations
        .iter()
        .map(|v| v.rule)
        .collect();
    assert!(rules.contains(&"cost"));
}

/// What is done to a week.
type Change = fn(&mut Instance);

#[test]
fn a_minimum_beyond_all_numbers_is_one_of_all_sessions() {
    let mut week = tiny::week(1);
    week.weights.tiers = vec![vec![Part::Minimum]];
    week.weights.below_minimum = 7;
    for case in &mut week.cases {
        (case.min_per_week, case.max_per_week) = (usize::MAX, usize::MAX);
    }
    assert_eq!(week.fault().map(|fault| fault.pointer), None);
    let rota = plan(&week, 500, 20, 1);
    assert!(rota.parts.minimum <= 7 * 3);
    assert_eq!(rota.short.len(), week.cases.len());
}

#[test]
fn tiers_that_cannot_be_told_apart_are_refused_at_their_place() {
    let table: [(Change, &str); 4] = [
        (|week| week.weights.tiers = vec![vec![]], "/weights/tiers/0"),
        (
            |week| week.weights.tiers = vec![vec![Part::Slot], vec![Part::Staff, Part::Slot]],
            "/weights/tiers/1/1",
        ),
        (
            |week| {
                week.weights.tiers = PARTS.iter().map(|&part| vec![part]).collect();
                week.weights.unassigned = vec![1_000_000_000; 4];
                week.weights.other_day = 999_999_937;
                week.weights.start_shift_per_slot = 1_000_000_000;
                week.weights.overtime_per_15min = 1_000_000_000;
            },
            "/weights/tiers",
        ),
        (
            |week| {
                week.weights.tiers = vec![vec![Part::Overtime]];
                week.weights.unassigned = vec![1_000_000_000; 4];
                week.weights.overtime_per_15min = 1_000_000_000;
            },
            "/weights/tiers",
        ),
    ];
    for (change, pointer) in table {
        let mut week = tiny::week(1);
        change(&mut week);
        assert_eq!(
            week.fault().map(|fault| fault.pointer),
            Some(pointer.to_owned())
        );
    }
}
