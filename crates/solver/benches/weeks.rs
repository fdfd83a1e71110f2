//! How good the rotas of invented weeks are after some seconds, beside the proved bound:
//! `cargo bench -p rota-solver --bench weeks [-- SHARE] [service]`, where a share below 1 shortens all times;
//! weeks of others, too, in the folder that `ROTA_BENCH_DATA` names (`weeks/*.json`). With `service` the weeks are
//! those with all that a service has to heed, and no others.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment what else there is"
)]

mod measured;

use measured::{Effort, Measured};
use rota_solver::generate::{Size, service, week};
use rota_solver::instance::{self, Instance};
use rota_solver::problem::Problem;
use rota_solver::{bound, check};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// For how long a week is planned.
struct Trial<'n> {
    name: &'n str,
    /// Seconds to plan.
    seconds: f64,
    /// Seconds to prove a bound.
    proving: f64,
    seeds: u64,
}

/// Size, the share of supervisors in permille, and for how long.
const TRIALS: [(Size, usize, Trial<'static>); 4] = [
    (Size::S, 1000, trial("S", 1.0, 60.0)),
    (Size::M, 1000, trial("M", 10.0, 60.0)),
    (Size::M, 500, trial("M, half the supervisors", 10.0, 60.0)),
    (Size::L, 1000, trial("L", 60.0, 120.0)),
];

/// The largest week comes last: what it leaves of the process would count as the memory of those after it.
const LARGEST: [Trial<'static>; 2] = [trial("XL", 60.0, 0.0), once("XL, ten times as long", 600.0)];

/// The weeks with all that a service has to heed.
const SERVICES: [(Size, Trial<'static>); 3] = [
    (Size::S, trial("S", 1.0, 10.0)),
    (Size::M, trial("M", 10.0, 60.0)),
    (Size::L, once("L", 60.0)),
];

/// Further weeks of size M by their seeds, planned once each: one week says little about another.
const FURTHER: std::ops::RangeInclusive<u64> = 2..=5;

const fn trial(name: &str, seconds: f64, proving: f64) -> Trial<'_> {
    Trial {
        name,
        seconds,
        proving,
        seeds: 5,
    }
}

const fn once(name: &str, seconds: f64) -> Trial<'_> {
    Trial {
        seeds: 1,
        ..trial(name, seconds, 0.0)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut numbers = arguments.iter().filter_map(|word| word.parse().ok());
    let share: f64 = numbers.next().unwrap_or(1.0);
    println!(
        "| week | planned for | seeds | cost, median | without a place | bound | gap | wishes above bound, median | most | {} |",
        Measured::PACE
    );
    println!("|{}", " --- |".repeat(14));
    if arguments.iter().any(|word| word == "service") {
        for (size, trial) in SERVICES {
            row(&service(size, 1000, 1), &trial, share)?;
        }
        return Ok(());
    }
    for (size, staff, trial) in TRIALS {
        row(&week(size, staff, 1), &trial, share)?;
    }
    for (staff, name) in [(1000, "M"), (500, "M, half the supervisors")] {
        for seed in FURTHER {
            let name = format!("{name}, seed {seed}");
            let trial = Trial {
                seeds: 1,
                ..trial(&name, 10.0, 60.0)
            };
            row(&week(Size::M, staff, seed), &trial, share)?;
        }
    }
    for path in others()? {
        let week = instance::read(File::open(&path)?)?;
        row(&week, &trial(&week.name, 10.0, 60.0), share)?;
        row(&week, &once(&week.name, 240.0), share)?;
    }
    let week = week(Size::Xl, 1000, 1);
    let [soon, late] = LARGEST.map(|trial| row(&week, &trial, share));
    let more = (soon? as f64 / late? as f64 - 1.0) * 100.0;
    println!("\nXL costs {more:.2} % more than after ten times as long.");
    Ok(())
}

/// Weeks of others, where `ROTA_BENCH_DATA` has some (`weeks/*.json`).
fn others() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = std::env::var_os("ROTA_BENCH_DATA").map(|data| Path::new(&data).join("weeks"));
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        return Ok(Vec::new());
    };
    let files = fs::read_dir(folder)?.map(|file| file.map(|file| file.path()));
    let mut files = files.collect::<Result<Vec<_>, _>>()?;
    files.sort();
    Ok(files)
}

/// Plans a week, proves a bound, prints what came of it, and returns the median cost.
fn row(week: &Instance, trial: &Trial<'_>, share: f64) -> Result<i64, Box<dyn Error>> {
    let [seconds, proving] = [trial.seconds, trial.proving].map(|seconds| seconds * share);
    let effort = Effort {
        seconds,
        seeds: trial.seeds,
        searchers: 2,
        least: None,
    };
    let measured = Measured::of(week, effort);
    for run in measured.runs() {
        let verdict = check::check(week, &run.rota);
        if !verdict.valid {
            return Err(format!("{:?}", verdict.violations).into());
        }
    }
    let median = measured.median();
    let mut proof = ["–"; 4].map(str::to_owned);
    if proving > 0.0 {
        let bound = bound(week, measured.best().cost, proving)?;
        let above = |cost: i64| (cost - bound) as f64;
        let wishes = bound - median.parts.unassigned;
        let of_wishes = |cost: i64| match wishes {
            1.. => format!("{:.1} %", above(cost) / wishes as f64 * 100.0),
            _ => "–".to_owned(),
        };
        proof = [
            bound.to_string(),
            format!(
                "{:.2} %",
                above(median.cost) / median.cost.max(1) as f64 * 100.0
            ),
            of_wishes(median.cost),
            of_wishes(measured.worst().cost),
        ];
    }
    let unplaced = median.places.iter().filter(|place| place.is_none()).count();
    println!(
        "| {} | {seconds:.1} s | {} | {} | {unplaced} | {} | {} |",
        trial.name,
        trial.seeds,
        median.cost,
        proof.join(" | "),
        measured.pace(),
    );
    Ok(median.cost)
}

/// The bound that is proved in so many seconds.
fn bound(week: &Instance, known: i64, seconds: f64) -> Result<i64, Box<dyn Error>> {
    let time = bound::Budget::Time(Duration::try_from_secs_f64(seconds)?);
    let never = AtomicBool::new(false);
    let bound = bound::bound(&Problem::new(week), known, time, &never, &mut |_| ());
    if check::prove(week, &bound.certificate)? < bound.cost {
        return Err("the certificate does not prove the bound".into());
    }
    Ok(bound.cost)
}
