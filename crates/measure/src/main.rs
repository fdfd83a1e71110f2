//! Measures Kith as people meet it, over HTTP with the audit on, on both databases, beside floors of
//! the same run; and writes what it found.

mod client;
mod floor;
mod history;
mod numbers;
mod page_weight;
mod program;
mod workload;
mod world;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::Parser;
use client::Client;
use kernel::time::{Clock, LondonDay, SystemClock};
use numbers::{Line, table};
use program::{House, Program};
use serde_json::Value;
use world::{Makers, World};

/// Measures Kith.
#[derive(Debug, Parser)]
struct Options {
    /// The program, built for release.
    #[arg(long, default_value = "target/release/kith")]
    kith: PathBuf,
    /// An administrator's address of a PostgreSQL server that flushes to disk.
    #[arg(long, env = "KITH_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// Where the databases stand while they are measured.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// How many sessions of the past are written for W8.
    #[arg(long, default_value_t = 500_000)]
    history: u32,
    /// The Monday of the week that is filled; by default three weeks on.
    #[arg(long)]
    monday: Option<LondonDay>,
    /// The page to write.
    #[arg(long, default_value = "docs/performance.md")]
    page: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut page = format!("{}\n{}\n", include_str!("page.md"), machine());
    for (name, server) in [
        ("SQLite", None),
        ("PostgreSQL", options.postgres.as_deref()),
    ] {
        if name == "PostgreSQL" && server.is_none() {
            page.push_str("\n## PostgreSQL\n\nNot measured: no server was named.\n");
            continue;
        }
        let lines = measured(&options, name, server).with_context(|| format!("on {name}"))?;
        page.push_str(&format!("\n## {name}\n\n{}", table(&lines)));
    }
    fs::write(&options.page, page)?;
    Ok(())
}

/// What it was measured on.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |model| model.trim_start_matches([' ', '\t', ':']));
    let cores = cpus
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count();
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    let today = SystemClock.now().london_day();
    format!("Measured on {today}: {cores} cores ({model}), load {load} at the start.\n")
}

fn measured(options: &Options, name: &str, server: Option<&str>) -> Result<Vec<Line>> {
    let house = House::new(&options.kith, &options.folder.join(name), server)?;
    let (program, _) = house.serves()?;
    let today = SystemClock.now().london_day();
    let monday = options
        .monday
        .unwrap_or_else(|| today.plus_days(21).week().monday());
    let makers = signed_in(&program)?;
    let world = World::make(&makers, today, monday)?;
    let mut lines = creates(&house, &program, &world)?;
    let client = Client::sign_in(&program.base, "asha@example.org")?;
    let (before, size) = workload::lists(&client, &world)?;
    lines.push(workload::list_line(&before, size));
    lines.push(workload::race(&client, &world)?);
    lines.push(workload::series(&client, &world)?);
    lines.push(workload::refusals(&client, &world)?);
    lines.extend(after_years(options, (&house, &program), &world, before.median())?);
    lines.extend(of_the_program(&house, program)?);
    Ok(lines)
}

fn signed_in(program: &Program) -> Result<Makers> {
    let base = &program.base;
    Ok(Makers {
        worker: Client::sign_in(base, "priya@example.org")?,
        coordinator: Client::sign_in(base, "asha@example.org")?,
        manager: Client::sign_in(base, "tom@example.org")?,
    })
}

/// W1 and its two floors: half of the sessions are booked over HTTP, half without.
fn creates(house: &House, program: &Program, world: &World) -> Result<Vec<Line>> {
    let client = Client::sign_in(&program.base, "asha@example.org")?;
    let bodies = workload::bookings(world)?;
    // Turn by turn, so that neither has the emptier table.
    let turn = |rest: usize| -> Vec<Value> {
        let chosen = bodies.iter().enumerate();
        let chosen = chosen.filter(|(number, _)| number / 100 % 2 == rest);
        chosen.map(|(_, body)| body.clone()).collect()
    };
    let (over_http, without) = (turn(0), turn(1));
    let (times, answer) = workload::books(&client, &over_http)?;
    let account = history::account(house, "asha@example.org")?;
    let account = account.parse().map_err(|fault| anyhow!("{fault:?}"))?;
    let floor = floor::bookings(house, account, &without)?;
    let bare = floor::bare_server(&over_http, &answer)?;
    let ratio = times.per_second() / floor.per_second();
    let rate = times.per_second();
    let postgres = !house.database.starts_with("sqlite:");
    let line = Line::new(
        format!("W1 one client books {} sessions", times.count()),
        format!(
            "{rate:.0} a second; median {:.2} ms, p95 {:.2} ms",
            times.median(),
            times.percentile(95)
        ),
    )
    .beside(format!(
        "the same command without HTTP: {:.0} a second",
        floor.per_second()
    ));
    let line = if postgres {
        line.bar("≥ 100 a second", rate >= 100.0)
    } else {
        line
    };
    Ok(vec![
        line,
        Line::new("W1 beside its floors", format!("{ratio:.2} × without HTTP"))
            .beside(format!("a bare server: {:.0} a second", bare.per_second()))
            .bar("≥ 0.4 ×", ratio >= 0.4),
    ])
}

/// W8: the list of W2 again, with years of sessions behind it.
fn after_years(
    options: &Options,
    (house, program): (&House, &Program),
    world: &World,
    median_before: f64,
) -> Result<Vec<Line>> {
    history::write(house, options.history)?;
    let client = Client::sign_in(&program.base, "asha@example.org")?;
    workload::lists(&client, world)?;
    let whole = history::whole_reads(house)?;
    let (after, _) = workload::lists(&client, world)?;
    let more = history::whole_reads(house)?;
    let ratio = after.median() / median_before;
    let mut lines = vec![
        Line::new(
            format!("W8 the same list with {} sessions there", history::sessions(house)?),
            format!("median {:.1} ms: {ratio:.2} × that of W2", after.median()),
        )
        .bar("≤ 1.25 ×", ratio <= 1.25),
    ];
    if let Some((before, after)) = whole.zip(more) {
        let reads = after - before;
        lines.push(
            Line::new("W8 whole tables of sessions read for it", reads.to_string())
                .bar("none", reads == 0),
        );
    }
    Ok(lines)
}

/// Start-up, memory, the first page.
fn of_the_program(house: &House, program: Program) -> Result<Vec<Line>> {
    let (now, most) = program.memory()?;
    let (bytes, answers) = page_weight::of_first_page(&program.base)?;
    drop(program);
    let mut starts = numbers::Times::default();
    for _ in 0..5 {
        let (program, ready) = house.serves()?;
        starts.took(ready);
        drop(program);
    }
    let (start, kib) = (starts.median(), bytes.div_ceil(1024));
    Ok(vec![
        Line::new("Start to ready", format!("{start:.0} ms, median of 5"))
            .bar("≤ 500 ms", start <= 500.0),
        Line::new(
            "Resident memory after all this",
            format!("{now} MiB, at most {most} MiB"),
        )
        .bar("≤ 120 MiB", now <= 120),
        Line::new(
            "First page, cold and compressed",
            format!("{kib} KiB in {answers} answers"),
        )
        .bar("≤ 60 KiB", kib <= 60),
    ])
}
