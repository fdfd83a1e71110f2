//! How good the planner is on public problems of other people, beside the best answers known: tasks and workers,
//! then visits. `cargo bench -p rota-solver --bench public [-- SECONDS] [SET]`, with the files in the folder that
//! `ROTA_BENCH_DATA` names (`public/smptsp/*.dat`, `public/hhcrsp/*.json` and `best-known.tsv`); two searchers.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment what else there is"
)]

use rota_solver::foreign::hhcrsp::Visits;
use rota_solver::foreign::smptsp::Tasks;
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::rota::Rota;
use rota_solver::search::{Budget, Options, search};
use rota_solver::{answer, bound, check};
use std::cell::Cell;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let Some(data) = std::env::var_os("ROTA_BENCH_DATA").map(PathBuf::from) else {
        eprintln!("skipped: ROTA_BENCH_DATA names no folder with the public problems");
        return Ok(());
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.iter().find_map(|word| word.parse().ok());
    let seconds = seconds.unwrap_or(60.0);
    let only = arguments
        .iter()
        .find(|word| ["smptsp", "hhcrsp"].contains(&word.as_str()));
    let time = Duration::try_from_secs_f64(seconds)?;
    let known = fs::read_to_string(data.join("best-known.tsv"))?;
    let of = |set: &str| {
        let lines = known
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let wanted = only.is_none_or(|only| only == set);
        let lines = lines.filter(|fields| wanted && fields.len() > 5 && fields[0] == set);
        let named = lines.map(|fields| (data.join("public").join(set).join(fields[2]), fields[5]));
        named.collect::<Vec<_>>()
    };
    println!("| problem | tasks | workers | best known | ours | at last after | proved bound |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (path, best) in of("smptsp") {
        println!("{}", tasks(&path, best, time)?);
    }
    println!();
    println!("| problem | visits | caregivers | best known | ours | above it | at last after |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (path, best) in of("hhcrsp") {
        println!("{}", visits(&path, best, time)?);
    }
    Ok(())
}

/// The best rota of that time, and when it was there.
fn plan(week: &Instance, time: Duration) -> (Rota, f64) {
    let problem = Problem::new(week);
    let options = Options {
        budget: Budget::Time(time),
        seed: 1,
        threads: 2,
    };
    let never = AtomicBool::new(false);
    let begun = Instant::now();
    let last = Cell::new((i64::MAX, 0.0));
    let found = search(&problem, options, &never, &mut |progress| {
        if progress.cost < last.get().0 {
            last.set((progress.cost, begun.elapsed().as_secs_f64()));
        }
    });
    (answer::write(&problem, &found.placed), last.get().1)
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn tasks(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let tasks = Tasks::read(File::open(path)?)?;
    let week = tasks.week()?;
    let (mut rota, after) = plan(&week, time);
    let (problem, never) = (Problem::new(&week), AtomicBool::new(false));
    let proof = bound::bound(
        &problem,
        rota.cost,
        bound::Budget::Time(time),
        &never,
        &mut |_| (),
    );
    rota.bound = Some(proof.cost);
    rota.certificate = Some(proof.certificate);
    let verdict = check::check_smptsp(&tasks, &rota)?;
    if !verdict.valid {
        return Err(format!("{}: {:?}", path.display(), verdict.violations).into());
    }
    Ok(format!(
        "| {} | {} | {} | {best} | {} | {after:.0} s | {} |",
        name(path),
        tasks.spans.len(),
        tasks.qualified.len(),
        rota.cost,
        proof.cost,
    ))
}

fn visits(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let visits = Visits::read(File::open(path)?)?;
    let (rota, after) = plan(&visits.week()?, time);
    let verdict = check::check_hhcrsp(&visits, &rota)?;
    let Some(ours) = verdict.objective else {
        return Err(format!("{}: {:?}", path.display(), verdict.violations).into());
    };
    let known: f64 = best.parse()?;
    Ok(format!(
        "| {} | {} | {} | {known:.1} | {ours:.1} | {:+.1} % | {after:.0} s |",
        name(path),
        visits.visits().len(),
        visits.caregivers.len(),
        (ours / known - 1.0) * 100.0,
    ))
}
