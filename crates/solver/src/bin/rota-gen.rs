//! Invents a week: `rota-gen --size M --seed 1 -o week.json`.

use clap::{Parser, ValueEnum};
use rota_solver::generate::{self, Size};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Invents a week to plan, the same for the same seed. Ends with 0 when it was written, else with 2.
#[derive(Parser)]
struct Arguments {
    /// How much there is to plan
    #[arg(long, value_enum, ignore_case = true)]
    size: Named,
    /// The share of the usual supervisors who are there; 0.5 makes a tight week
    #[arg(long, default_value = "1", value_parser = share)]
    staff: usize,
    /// With all that a service has to heed: minimums of orders, parents who must not meet, interpreters, cars,
    /// breaks and rest, fair shares, time to write up
    #[arg(long)]
    service: bool,
    /// What decides chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to write it (rota-bench/1)
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    S,
    M,
    L,
    Xl,
}

impl From<Named> for Size {
    fn from(named: Named) -> Self {
        match named {
            Named::S => Self::S,
            Named::M => Self::M,
            Named::L => Self::L,
            Named::Xl => Self::Xl,
        }
    }
}

/// A share from 0.001 to 10, in permille.
fn share(text: &str) -> Result<usize, String> {
    let share: f64 = text.parse().map_err(|error| format!("{error}"))?;
    let permille = (1..=10_000).min_by_key(|&permille| {
        let distance = (share - f64::from(permille) / 1000.0).abs();
        // Positive floating-point numbers sort as their bits do.
        distance.to_bits()
    });
    let permille = permille.filter(|_| (0.001..=10.0).contains(&share));
    let permille: i32 = permille.ok_or_else(|| "is not between 0.001 and 10".to_owned())?;
    usize::try_from(permille).map_err(|error| error.to_string())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match write(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rota-gen: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let invent = if arguments.service {
        generate::service
    } else {
        generate::week
    };
    let week = invent(arguments.size.into(), arguments.staff, arguments.seed);
    let mut output = BufWriter::new(File::create(&arguments.output)?);
    serde_json::to_writer(&mut output, &week)?;
    output.flush()?;
    Ok(())
}
