//! How good the planner is on public problems of other people, beside the best answers known: tasks and workers,
//! then visits. `cargo bench -p rota-solver --bench public [-- SECONDS] [SET]`, with the files in the folder that
//! `ROTA_BENCH_DATA` names (`public/smptsp/*.dat`, `public/hhcrsp/*.json` and `best-known.tsv`); two searchers, five
//! seeds, so long each.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment what else there is"
)]

mod measured;

use measured::Measured;
use rota_solver::foreign::hhcrsp::Visits;
use rota_solver::foreign::smptsp::Tasks;
use rota_solver::problem::Problem;
use rota_solver::{bound, check};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

const SEEDS: u64 = 5;

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
    let pace = Measured::PACE;
    println!(
        "| problem | tasks | workers | best known | ours, best | median | worst | proved bound | {pace} |"
    );
    println!("|{}", " --- |".repeat(13));
    for (path, best) in of("smptsp") {
        println!("{}", tasks(&path, best, time)?);
    }
    println!();
    println!(
        "| problem | visits | caregivers | best known | ours, best | median | worst | median above it | {pace} |"
    );
    println!("|{}", " --- |".repeat(13));
    for (path, best) in of("hhcrsp") {
        println!("{}", visits(&path, best, time)?);
    }
    Ok(())
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn tasks(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let tasks = Tasks::read(File::open(path)?)?;
    let week = tasks.week()?;
    let measured = Measured::of(&week, time.as_secs_f64(), SEEDS);
    let mut rota = measured.best().clone();
    let (problem, never) = (Problem::new(&week), AtomicBool::new(false));
    let time = bound::Budget::Time(time);
    let proof = bound::bound(&problem, rota.cost, time, &never, &mut |_| ());
    rota.bound = Some(proof.cost);
    rota.certificate = Some(proof.certificate);
    for rota in measured.runs().iter().map(|run| &run.rota).chain([&rota]) {
        let verdict = check::check_smptsp(&tasks, rota)?;
        if !verdict.valid {
            return Err(format!("{}: {:?}", path.display(), verdict.violations).into());
        }
    }
    Ok(format!(
        "| {} | {} | {} | {best} | {} | {} | {} | {} | {} |",
        name(path),
        tasks.spans.len(),
        tasks.qualified.len(),
        measured.best().cost,
        measured.median().cost,
        measured.worst().cost,
        proof.cost,
        measured.pace(),
    ))
}

fn visits(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let visits = Visits::read(File::open(path)?)?;
    let measured = Measured::of(&visits.week()?, time.as_secs_f64(), SEEDS);
    let mut ours = Vec::new();
    for run in measured.runs() {
        let verdict = check::check_hhcrsp(&visits, &run.rota)?;
        let objective = verdict.objective;
        ours.push(objective.ok_or(format!("{}: {:?}", path.display(), verdict.violations))?);
    }
    ours.sort_by(f64::total_cmp);
    let (known, median): (f64, f64) = (best.parse()?, ours[ours.len() / 2]);
    Ok(format!(
        "| {} | {} | {} | {known:.1} | {:.1} | {median:.1} | {:.1} | {:+.1} % | {} |",
        name(path),
        visits.visits().len(),
        visits.caregivers.len(),
        ours[0],
        ours[ours.len() - 1],
        (median / known - 1.0) * 100.0,
        measured.pace(),
    ))
}
