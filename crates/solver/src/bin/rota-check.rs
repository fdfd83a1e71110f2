//! Judges a rota: `rota-check instance.json rota.json`.

use clap::Parser;
use rota_solver::repair::Event;
use rota_solver::rota::Rota;
use rota_solver::{check, instance};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Judges a rota and prints one line of JSON. Ends with 0 when the rota is valid, with 1 when it is
/// not, with 2 when it or its instance could not be read.
#[derive(Parser)]
struct Arguments {
    /// The week that was planned (rota-bench/1)
    instance: PathBuf,
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
    let mut instance = instance::read(File::open(&arguments.instance)?)?;
    if let Some(published) = &arguments.published {
        instance.publish(&rota(published)?.places);
        instance.fault().map_or(Ok(()), Err)?;
    }
    let rota = rota(&arguments.rota)?;
    let verdict = match &arguments.repair {
        Some(event) => check::check_repair(&instance, &Event::read(File::open(event)?)?, &rota)?,
        None => check::check(&instance, &rota),
    };
    writeln!(io::stdout(), "{}", serde_json::to_string(&verdict)?)?;
    Ok(verdict.valid)
}

fn rota(path: &Path) -> Result<Rota, Box<dyn std::error::Error>> {
    Ok(serde_json::from_reader(BufReader::new(File::open(path)?))?)
}
