//! Judges a rota: `rota-check instance.json rota.json`.

use clap::Parser;
use rota_solver::{check, instance};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Judges a rota and prints one line of JSON. Ends with 0 when the rota is valid, with 1 when it is
/// not, with 2 when it or its instance could not be read.
#[derive(Parser)]
struct Arguments {
    /// The week that was planned (rota-bench/1)
    instance: PathBuf,
    /// The rota (rota-result/1)
    rota: PathBuf,
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
    let instance = instance::read(File::open(&arguments.instance)?)?;
    let rota = serde_json::from_reader(BufReader::new(File::open(&arguments.rota)?))?;
    let verdict = check::check(&instance, &rota);
    writeln!(io::stdout(), "{}", serde_json::to_string(&verdict)?)?;
    Ok(verdict.valid)
}
