//! Judges a rota: `rota-check instance.json rota.json`.

use clap::Parser;
use rota_solver::check::{self, Verdict};
use rota_solver::foreign::{Format, hhcrsp::Visits, smptsp::Tasks};
use rota_solver::instance;
use rota_solver::repair::Event;
use rota_solver::rota::Rota;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Judges a rota and prints one line of JSON. Ends with 0 when the rota is valid, with 1 when it is
/// not, with 2 when it or its instance could not be read.
#[derive(Parser)]
struct Arguments {
    /// The week that was planned
    instance: PathBuf,
    /// What it is written in: rota-bench (rota-bench/1), smptsp or hhcrsp
    #[arg(long, default_value_t)]
    format: Format,
    /// The rota (rota-result/1)
    rota: PathBuf,
    /// The rota that people were told (rota-result/1), if the week does not say it itself
    #[arg(long, value_name = "ROTA")]
    published: Option<PathBuf>,
    /// The event (rota-event/1) after which the rota is a repair of the published one
    #[arg(long, value_name = "EVENT")]
    repair: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("rota-check: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let rota = rota(&arguments.rota)?;
    let verdict = match arguments.format {
        Format::RotaBench => judge(arguments, &rota)?,
        Format::Smptsp => {
            let tasks = Tasks::read(File::open(&arguments.instance)?)?;
            check::check_smptsp(&tasks, &rota)?
        }
        Format::Hhcrsp => {
            let visits = Visits::read(File::open(&arguments.instance)?)?;
            check::check_hhcrsp(&visits, &rota)?
        }
    };
    writeln!(io::stdout(), "{}", serde_json::to_string(&verdict)?)?;
    Ok(verdict.valid)
}

fn judge(arguments: &Arguments, rota: &Rota) -> Result<Verdict, Box<dyn std::error::Error>> {
    let mut instance = instance::read(File::open(&arguments.instance)?)?;
    if let Some(published) = &arguments.published {
        let rota = self::rota(published)?;
        rota.mismatch(&instance).map_or(Ok(()), Err)?;
        instance.publish(&rota.places);
        instance.fault().map_or(Ok(()), Err)?;
    }
    Ok(match &arguments.repair {
        Some(event) => check::check_repair(&instance, &Event::read(File::open(event)?)?, rota)?,
        None => check::check(&instance, rota),
    })
}

fn rota(path: &Path) -> Result<Rota, Box<dyn std::error::Error>> {
    Ok(Rota::read(File::open(path)?)?)
}
