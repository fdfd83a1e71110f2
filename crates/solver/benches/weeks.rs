//! How good the rotas of invented weeks are after some seconds, beside the proved bound:
//! `cargo bench -p rota-solver --bench weeks [-- SHARE]`, where a share below 1 shortens all times.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use rota_solver::generate::{Size, week};
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::search::{Budget, Options, search};
use rota_solver::{answer, bound, check};
use std::error::Error;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// A size, the share of supervisors in permille, seconds to plan, and to prove a bound.
const WEEKS: [(&str, Size, usize, f64, f64); 5] = [
    ("S", Size::S, 1000, 1.0, 10.0),
    ("M", Size::M, 1000, 10.0, 60.0),
    ("M, half the supervisors", Size::M, 500, 10.0, 60.0),
    ("L", Size::L, 1000, 60.0, 120.0),
    ("XL", Size::Xl, 1000, 60.0, 0.0),
];
const SEEDS: u64 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let share: f64 = arguments.find_map(|word| word.parse().ok()).unwrap_or(1.0);
    println!(
        "| week | planned for | cost, median | spread of 5 seeds | without a place | bound | gap | wishes above bound | first rota | steps a second | within 1 % after |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (name, size, staff, seconds, proving) in WEEKS {
        let times = [seconds, proving].map(|seconds| seconds * share);
        println!(
            "| {name} | {:.1} s {}",
            times[0],
            row(&week(size, staff, 1), times)?
        );
    }
    Ok(())
}

/// What one run has found.
struct Run {
    cost: i64,
    unplaced: usize,
    fixed: i64,
    steps: u64,
    near: f64,
}

fn row(week: &Instance, [seconds, proving]: [f64; 2]) -> Result<String, Box<dyn Error>> {
    let problem = Problem::new(week);
    let begun = Instant::now();
    let mut first = None;
    search(
        &problem,
        options(Budget::Steps(1), 1),
        &never(),
        &mut |_| {
            first.get_or_insert_with(|| begun.elapsed().as_secs_f64() * 1000.0);
        },
    );
    let first = first.unwrap_or(0.0);
    let time = Budget::Time(Duration::try_from_secs_f64(seconds)?);
    let mut runs = Vec::new();
    for seed in 1..=SEEDS {
        runs.push(run(week, &problem, options(time, seed))?);
    }
    runs.sort_by_key(|run| run.cost);
    let (Some(best), Some(worst)) = (runs.first(), runs.last()) else {
        return Err("no seeds".into());
    };
    let median = &runs[runs.len() / 2];
    let spread = (worst.cost - best.cost) as f64 / best.cost.max(1) as f64 * 100.0;
    let steps = runs.iter().map(|run| run.steps).sum::<u64>() as f64 / runs.len() as f64;
    let mut proof = ["–".to_owned(), "–".to_owned(), "–".to_owned()];
    if proving > 0.0 {
        let time = bound::Budget::Time(Duration::try_from_secs_f64(proving)?);
        let bound = bound::bound(&problem, best.cost, time, &never());
        if check::prove(week, &bound.certificate)? < bound.cost {
            return Err("the certificate does not prove the bound".into());
        }
        let above = (median.cost - bound.cost) as f64;
        let wishes = (bound.cost - median.fixed) as f64;
        proof = [
            bound.cost.to_string(),
            format!("{:.2} %", above / median.cost.max(1) as f64 * 100.0),
            if wishes > 0.0 {
                format!("{:.1} %", above / wishes * 100.0)
            } else {
                "–".to_owned()
            },
        ];
    }
    Ok(format!(
        "| {} | {spread:.2} % | {} | {} | {first:.1} ms | {:.0} | {:.1} s |",
        median.cost,
        median.unplaced,
        proof.join(" | "),
        steps / seconds,
        median.near,
    ))
}

fn run(week: &Instance, problem: &Problem<'_>, options: Options) -> Result<Run, Box<dyn Error>> {
    let begun = Instant::now();
    let mut told = Vec::new();
    let found = search(problem, options, &never(), &mut |progress| {
        told.push((progress.cost, begun.elapsed().as_secs_f64()));
    });
    let rota = answer::write(problem, &found.placed);
    let verdict = check::check(week, &rota);
    if !verdict.valid {
        return Err(format!("{:?}", verdict.violations).into());
    }
    let near = |(cost, _): &&(i64, f64)| *cost as f64 <= found.cost as f64 * 1.01;
    Ok(Run {
        cost: found.cost,
        unplaced: verdict.unassigned,
        fixed: verdict.parts.unassigned,
        steps: found.steps,
        near: told.iter().find(near).map_or(0.0, |(_, after)| *after),
    })
}

fn options(budget: Budget, seed: u64) -> Options {
    Options {
        budget,
        seed,
        threads: 2,
    }
}

fn never() -> AtomicBool {
    AtomicBool::new(false)
}
