//! How good the rotas of invented weeks are after some seconds, beside the proved bound:
//! `cargo bench -p rota-solver --bench weeks [-- SHARE] [service]`, where a share below 1 shortens all times;
//! weeks of others, too, in the folder that `ROTA_BENCH_DATA` names (`weeks/*.json`). With `service` the weeks are
//! those with all that a service has to heed, and no others.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment what else there is"
)]

use rota_solver::generate::{Size, service, week};
use rota_solver::instance::{self, Instance};
use rota_solver::problem::Problem;
use rota_solver::search::{Budget, Options, search};
use rota_solver::{answer, bound, check};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

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
const TRIALS: [(Size, usize, Trial<'static>); 6] = [
    (Size::S, 1000, trial("S", 1.0, 10.0)),
    (Size::M, 1000, trial("M", 10.0, 60.0)),
    (Size::M, 500, trial("M, half the supervisors", 10.0, 60.0)),
    (Size::L, 1000, trial("L", 60.0, 120.0)),
    (Size::Xl, 1000, trial("XL", 60.0, 0.0)),
    (Size::Xl, 1000, once("XL, ten times as long", 600.0)),
];

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
        "| week | planned for | seeds | cost, median | spread | without a place | bound | gap | wishes above bound | first rota | steps a second | within 1 % after | memory |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    if arguments.iter().any(|word| word == "service") {
        for (size, trial) in SERVICES {
            println!("{}", row(&service(size, 1000, 1), &trial, share)?);
        }
        return Ok(());
    }
    for (size, staff, trial) in TRIALS {
        println!("{}", row(&week(size, staff, 1), &trial, share)?);
    }
    for (staff, name) in [(1000, "M"), (500, "M, half the supervisors")] {
        for seed in FURTHER {
            let name = format!("{name}, seed {seed}");
            let trial = Trial {
                seeds: 1,
                ..trial(&name, 10.0, 60.0)
            };
            println!("{}", row(&week(Size::M, staff, seed), &trial, share)?);
        }
    }
    for path in others()? {
        let week = instance::read(File::open(&path)?)?;
        println!("{}", row(&week, &trial(&week.name, 10.0, 60.0), share)?);
        println!("{}", row(&week, &once(&week.name, 240.0), share)?);
    }
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

/// What one run has found.
struct Run {
    cost: i64,
    unplaced: usize,
    fixed: i64,
    steps: u64,
    near: f64,
}

fn row(week: &Instance, trial: &Trial<'_>, share: f64) -> Result<String, Box<dyn Error>> {
    forget_memory();
    let [seconds, proving] = [trial.seconds, trial.proving].map(|seconds| seconds * share);
    let begun = Instant::now();
    let problem = Problem::new(week);
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
    for seed in 1..=trial.seeds {
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
        let bound = bound::bound(&problem, best.cost, time, &never(), &mut |_| ());
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
        "| {} | {seconds:.1} s | {} | {} | {spread:.2} % | {} | {} | {first:.1} ms | {:.0} | {:.1} s | {} |",
        trial.name,
        trial.seeds,
        median.cost,
        median.unplaced,
        proof.join(" | "),
        steps / seconds,
        median.near,
        most_memory().unwrap_or_else(|| "–".to_owned()),
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

/// The most memory is counted anew from here, where Linux does so.
fn forget_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that the process has had since, where Linux tells it.
fn most_memory() -> Option<String> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(format!("{} MiB", kilobytes / 1024))
}
