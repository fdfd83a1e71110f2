//! How few workers the planner uses on the public problems of tasks and workers, beside the best answers
//! known. `cargo bench -p rota-solver --bench public [-- SECONDS]`, with the files in the folder that
//! `ROTA_BENCH_DATA` names (`public/smptsp/*.dat` and `best-known.tsv`).
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use rota_solver::foreign::smptsp::Tasks;
use rota_solver::problem::Problem;
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
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.find_map(|word| word.parse().ok()).unwrap_or(60.0);
    let known = fs::read_to_string(data.join("best-known.tsv"))?;
    println!("| problem | tasks | workers | best known | ours | at last after | proved bound |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for line in known.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let ["smptsp", _, file, _, _, best, ..] = fields[..] {
            let path = data.join("public/smptsp").join(file);
            println!(
                "{}",
                row(&path, best, Duration::try_from_secs_f64(seconds)?)?
            );
        }
    }
    Ok(())
}

fn row(path: &Path, best: &str, time: Duration) -> Result<String, Box<dyn Error>> {
    let tasks = Tasks::read(File::open(path)?)?;
    let week = tasks.week()?;
    let problem = Problem::new(&week);
    let options = Options {
        budget: Budget::Time(time),
        seed: 1,
        threads: 1,
    };
    let never = AtomicBool::new(false);
    let begun = Instant::now();
    let last = Cell::new((i64::MAX, 0.0));
    let found = search(&problem, options, &never, &mut |progress| {
        if progress.cost < last.get().0 {
            last.set((progress.cost, begun.elapsed().as_secs_f64()));
        }
    });
    let mut rota = answer::write(&problem, &found.placed);
    let proof = bound::bound(&problem, rota.cost, bound::Budget::Time(time), &never);
    rota.bound = Some(proof.cost);
    rota.certificate = Some(proof.certificate);
    let verdict = check::check_smptsp(&tasks, &rota)?;
    if !verdict.valid {
        return Err(format!("{}: {:?}", path.display(), verdict.violations).into());
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(format!(
        "| {name} | {} | {} | {best} | {} | {:.0} s | {} |",
        tasks.spans.len(),
        tasks.qualified.len(),
        rota.cost,
        last.get().1,
        proof.cost,
    ))
}
