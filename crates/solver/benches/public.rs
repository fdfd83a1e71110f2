//! How good the planner is on public problems of other people, beside the best answers known: tasks and workers,
//! then visits. `cargo bench -p rota-solver --bench public [-- SECONDS] [SET]`, with the files in the folder that
//! `ROTA_BENCH_DATA` names (`public/smptsp/*.dat`, `public/hhcrsp/*.json` and `best-known.tsv`); one searcher, five
//! seeds, so long each, or until the cost is as low as the bound that is proved before.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment what else there is"
)]

mod measured;

use measured::{Effort, Measured};
use rota_solver::foreign::hhcrsp::Visits;
use rota_solver::foreign::smptsp::Tasks;
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::search::{self, Options, search};
use rota_solver::{bound, check};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Tasks and workers, and visits.
const SETS: [&str; 2] = ["smptsp", "hhcrsp"];
const SEEDS: u64 = 5;
/// What the bound begins with is looked for so long.
const GLANCE: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let Some(data) = std::env::var_os("ROTA_BENCH_DATA").map(PathBuf::from) else {
        eprintln!("skipped: ROTA_BENCH_DATA names no folder with the public problems");
        return Ok(());
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.iter().find_map(|word| word.parse().ok());
    let seconds = seconds.unwrap_or(60.0);
    let only: Vec<&String> = arguments
        .iter()
        .filter(|word| SETS.contains(&word.as_str()))
        .collect();
    let time = Duration::try_from_secs_f64(seconds)?;
    let known = fs::read_to_string(data.join("best-known.tsv"))?;
    for set in SETS {
        if !only.is_empty() && !only.iter().any(|only| *only == set) {
            continue;
        }
        let lines = known
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let lines = lines.filter(|fields| fields.len() > 5 && fields[0] == set);
        let problems =
            lines.map(|fields| (data.join("public").join(set).join(fields[2]), fields[5]));
        let pace = Measured::PACE;
        if set == SETS[0] {
            println!(
                "| problem | tasks | workers | best known | ours, best | median | worst | proved bound | {pace} |"
            );
        } else {
            println!(
                "| problem | visits | caregivers | best known | ours, best | median | worst | median above it | {pace} |"
            );
        }
        println!("|{}", " --- |".repeat(13));
        for (path, best) in problems.collect::<Vec<_>>() {
            let row = if set == SETS[0] { tasks } else { visits };
            println!("{}", row(&path, best, time)?);
        }
        println!();
    }
    Ok(())
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn effort(time: Duration, least: Option<i64>) -> Effort {
    Effort {
        seconds: time.as_secs_f64(),
        seeds: SEEDS,
        searchers: 1,
        least,
    }
}

/// What is proved of all rotas of the week in so long.
fn proof(week: &Instance, time: Duration) -> bound::Bound {
    let (problem, never) = (Problem::new(week), AtomicBool::new(false));
    let glance = Options {
        budget: search::Budget::Time(GLANCE),
        seed: 1,
        threads: 1,
    };
    let known = search(&problem, glance, &never, &mut |_| ());
    let time = bound::Budget::Time(time);
    bound::bound(&problem, known.cost, time, &never, &mut |_| ())
}

fn tasks(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let tasks = Tasks::read(File::open(path)?)?;
    let week = tasks.week()?;
    let proof = proof(&week, time);
    let measured = Measured::of(&week, effort(time, Some(proof.cost)));
    let mut rota = measured.best().clone();
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
    let measured = Measured::of(&visits.week()?, effort(time, None));
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
