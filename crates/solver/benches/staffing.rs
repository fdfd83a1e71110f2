//! How soon the best supervisors for given times are found and proved to be the best:
//! `cargo bench -p rota-solver --bench staffing`. Where `ROTA_BENCH_KEEP` names a folder, the weeks and their rotas
//! are kept there, so that others can be measured by the same.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, and is told by the environment where to keep what"
)]

use rota_solver::generate::{Size, week};
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::rota::Rota;
use rota_solver::search::{Budget, Options, search};
use rota_solver::staffing::staff;
use rota_solver::{answer, check};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Size, permille of the usual supervisors, weeks, steps to plan one.
const WEEKS: [(Size, usize, u64, u64); 4] = [
    (Size::S, 1000, 10, 20_000),
    (Size::M, 1000, 10, 60_000),
    (Size::M, 500, 10, 60_000),
    (Size::L, 1000, 5, 100_000),
];

fn main() -> Result<(), Box<dyn Error>> {
    let kept = std::env::var_os("ROTA_BENCH_KEEP").map(PathBuf::from);
    println!("| week | seed | cost planned | staffed | bound | proved | time |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    for (size, share, weeks, steps) in WEEKS {
        if only
            .as_ref()
            .is_some_and(|only| *only != format!("{size:?}"))
        {
            continue;
        }
        for seed in 1..=weeks {
            let instance = week(size, share, seed);
            let problem = Problem::new(&instance);
            let options = Options {
                budget: Budget::Steps(steps),
                seed: 1,
                threads: 2,
            };
            // Cut off before the exact step that the search makes use of itself.
            let cancel = AtomicBool::new(false);
            let found = search(&problem, options, &cancel, &mut |progress| {
                let near = progress.steps >= 2 * steps * 9 / 25;
                cancel.fetch_or(near, std::sync::atomic::Ordering::Relaxed);
            });
            let begun = Instant::now();
            let staffed = staff(&problem, &found.placed, &|| false);
            let time = begun.elapsed();
            let best = answer::write(&problem, &staffed.placed);
            let verdict = check::check(&instance, &best);
            assert!(verdict.valid && verdict.cost == staffed.cost);
            if let Some(folder) = &kept {
                let planned = answer::write(&problem, &found.placed);
                let told = (time.as_secs_f64(), staffed.is_proved());
                keep(folder, &instance, [&planned, &best], told)?;
            }
            println!(
                "| {size:?}, {share} ‰ | {seed} | {} | {} | {} | {} | {:.3} s |",
                found.cost,
                staffed.cost,
                staffed.bound,
                if staffed.is_proved() { "yes" } else { "no" },
                time.as_secs_f64()
            );
        }
    }
    Ok(())
}

/// Keeps the week, its rota before and after, how long it took between them and whether that is proved.
fn keep(
    folder: &Path,
    week: &Instance,
    [planned, best]: [&Rota; 2],
    (seconds, is_proved): (f64, bool),
) -> Result<(), Box<dyn Error>> {
    let told = serde_json::json!({"seconds": seconds, "is_proved": is_proved});
    let file = |what| folder.join(format!("{}.{what}.json", week.name));
    fs::write(file("week"), serde_json::to_vec(week)?)?;
    fs::write(file("planned"), serde_json::to_vec(planned)?)?;
    fs::write(file("staffed"), serde_json::to_vec(best)?)?;
    fs::write(file("told"), serde_json::to_vec(&told)?)?;
    Ok(())
}
