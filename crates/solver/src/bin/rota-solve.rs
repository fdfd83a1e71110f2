//! Plans a week: `rota-solve instance.json -o rota.json`.

use clap::Parser;
use rota_solver::foreign::Format;
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::repair::Event;
use rota_solver::rota::Rota;
use rota_solver::search::{Budget, Options, Progress};
use rota_solver::{answer, bound, reasons, repair, search, staffing};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// Plans a week of supervised sessions. Ends with 0 when a rota was written, with 2 when the
/// instance, the published rota or the event could not be read or do not fit, or the rota could not be
/// written.
#[derive(Parser)]
struct Arguments {
    /// The week to plan
    instance: PathBuf,
    /// What it is written in: rota-bench (rota-bench/1), smptsp or hhcrsp
    #[arg(long, default_value_t)]
    format: Format,
    /// Where to write the rota (rota-result/1)
    #[arg(short, long)]
    output: PathBuf,
    /// How long to search
    #[arg(long, default_value_t = 10.0, conflicts_with = "iterations")]
    seconds: f64,
    /// Search so many steps per thread instead: the same rota on every machine
    #[arg(long)]
    iterations: Option<u64>,
    /// Prove a bound as well, for so long
    #[arg(long, value_name = "SECONDS")]
    bound: Option<f64>,
    /// Prove a bound with so many prices instead: the same bound on every machine
    #[arg(long, conflicts_with = "bound")]
    prices: Option<u32>,
    /// Look for its best supervisors at its times as well, and prove how good they are, in so long
    #[arg(long, value_name = "SECONDS")]
    staffing: Option<f64>,
    /// What decides chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The rota that people were told (rota-result/1): its places become the published ones
    #[arg(long, value_name = "ROTA")]
    published: Option<PathBuf>,
    /// Mend the published rota after this event (rota-event/1) instead of planning anew
    #[arg(long, value_name = "EVENT", conflicts_with_all = ["bound", "prices", "staffing"])]
    repair: Option<PathBuf>,
    /// Where to write the week after the event, with the mended rota as the published one: what the next event
    /// happens to (rota-bench/1)
    #[arg(long, value_name = "WEEK", requires = "repair")]
    after: Option<PathBuf>,
    /// How many searchers work side by side
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rota-solve: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut instance = arguments.format.read(File::open(&arguments.instance)?)?;
    if let Some(published) = &arguments.published {
        let rota = Rota::read(File::open(published)?)?;
        rota.mismatch(&instance).map_or(Ok(()), Err)?;
        instance.publish(&rota.places);
        instance.fault().map_or(Ok(()), Err)?;
    }
    let budget = match arguments.iterations {
        Some(steps) => Budget::Steps(steps),
        None => Budget::Time(Duration::try_from_secs_f64(arguments.seconds)?),
    };
    let options = Options {
        budget,
        seed: arguments.seed,
        threads: usize::from(arguments.threads),
    };
    let cancel = AtomicBool::new(false);
    let rota = match &arguments.repair {
        Some(event) => {
            let event = Event::read(File::open(event)?)?;
            let rota = repair::repair(&instance, &event, options, &cancel, &mut tell_changes)?;
            if let Some(after) = &arguments.after {
                let mut week = event.apply(&instance)?;
                week.publish(&rota.places);
                write(after, &week)?;
            }
            rota
        }
        None => plan(&instance, options, arguments, &cancel)?,
    };
    if io::stderr().is_terminal() {
        eprintln!();
    }
    write(&arguments.output, &rota)
}

fn write(path: &Path, document: &impl Serialize) -> Result<(), Box<dyn std::error::Error>> {
    let mut output = BufWriter::new(File::create(path)?);
    serde_json::to_writer(&mut output, document)?;
    output.flush()?;
    Ok(())
}

fn plan(
    instance: &Instance,
    options: Options,
    arguments: &Arguments,
    cancel: &AtomicBool,
) -> Result<Rota, Box<dyn std::error::Error>> {
    let problem = Problem::new(instance);
    problem.fault().map_or(Ok(()), Err)?;
    let proving = proving(arguments)?;
    if proving.is_some() {
        bound::fault(&problem).map_or(Ok(()), Err)?;
    }
    let mut found = search::search(&problem, options, cancel, &mut tell);
    let mut staffing = None;
    if let Some(seconds) = arguments.staffing {
        let (begun, most) = (Instant::now(), Duration::try_from_secs_f64(seconds)?);
        let over = || begun.elapsed() >= most;
        let (placed, known) = staffing::certify(&problem, &found.placed, &over);
        found.placed = placed;
        staffing = Some(known);
    }
    let mut rota = answer::write(&problem, &found.placed);
    rota.unplaced = reasons::reasons(&problem, &found.placed);
    rota.staffing = staffing;
    if let Some(budget) = proving {
        let bound = bound::bound(&problem, rota.cost, budget, cancel, &mut tell_bound);
        rota.bound = Some(bound.cost);
        rota.certificate = Some(bound.certificate);
    }
    Ok(rota)
}

/// For how long a bound is to be proved, if at all.
fn proving(arguments: &Arguments) -> Result<Option<bound::Budget>, Box<dyn std::error::Error>> {
    Ok(match (arguments.bound, arguments.prices) {
        (Some(seconds), _) => {
            let time = Duration::try_from_secs_f64(seconds)?;
            Some(bound::Budget::Time(time))
        }
        (None, prices) => prices.map(bound::Budget::Prices),
    })
}

/// Progress, where somebody watches.
fn tell(progress: Progress) {
    let Progress {
        cost,
        unplaced,
        steps,
    } = progress;
    show(&format!(
        "cost {cost}, without a place {unplaced}, steps {steps}"
    ));
}

/// The same for a bound.
fn tell_bound(progress: bound::Progress) {
    let bound::Progress { known, bound, .. } = progress;
    let gap = progress.gap() * 100.0;
    show(&format!("cost {known}, bound {bound}, gap {gap:.2} %"));
}

/// The same for a repair.
fn tell_changes(rota: &Rota) {
    show(&format!(
        "cost {}, changed {}",
        rota.cost,
        rota.changes.len()
    ));
}

/// One line that the next one takes the place of.
fn show(line: &str) {
    if io::stderr().is_terminal() {
        eprint!("\r{line:<70}");
    }
}
