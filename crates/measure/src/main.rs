//! Measures Kith as people meet it, over HTTP with the audit on, on both databases, beside floors of
//! the same run; and writes what it found.

mod browser;
mod client;
mod floor;
mod history;
mod machine;
mod numbers;
mod page_weight;
mod program;
mod rows;
mod run;
mod series;
mod workload;
mod world;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use kernel::time::LondonDay;
use numbers::table;

/// Measures Kith.
#[derive(Debug, Parser)]
pub struct Options {
    /// The program, built for release.
    #[arg(long, default_value = "target/release/kith")]
    kith: PathBuf,
    /// An administrator's address of a PostgreSQL server that flushes to disk.
    #[arg(long, env = "KITH_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// Where the databases stand while they are measured.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// How many weeks of the past, a thousand sessions each, are written for W8.
    #[arg(long, default_value_t = 500)]
    weeks: u32,
    /// The Monday of the week that is filled; by default three weeks on.
    #[arg(long)]
    monday: Option<LondonDay>,
    /// The page to write.
    #[arg(long, default_value = "docs/performance.md")]
    page: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let (before, mut sections) = (machine::load(), String::new());
    for (name, server) in [
        ("PostgreSQL", options.postgres.as_deref()),
        ("SQLite", None),
    ] {
        let section = if name == "PostgreSQL" && server.is_none() {
            "\n## PostgreSQL\n\nNot measured: no server was named.\n".to_owned()
        } else {
            let measured = run::on(&options, name, server);
            let (release, lines) = measured.with_context(|| format!("on {name}"))?;
            format!("\n## {name} {release}\n\n{}", table(&lines))
        };
        sections.push_str(&section);
    }
    let (intro, machine) = (include_str!("page.md"), machine::described(&before));
    fs::write(&options.page, format!("{intro}\n{machine}{sections}"))?;
    Ok(())
}
