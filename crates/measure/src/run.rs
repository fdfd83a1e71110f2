//! All that is measured on one database, in order.

use anyhow::{Context, Result, anyhow};
use kernel::time::{Clock, SystemClock};
use serde_json::Value;

use crate::{
    Options, browser,
    client::Client,
    floor::{self, Inside},
    history,
    numbers::{Line, Times},
    page_weight,
    program::{House, Program},
    rows, series,
    workload::{self, LOOKS},
    world::{Makers, World},
};

/// The coordinator who books and looks.
const COORDINATOR: &str = "asha@example.org";
/// Creates a second with one client on PostgreSQL, at least.
const CREATES: f64 = 100.0;
/// Creates beside the same command without HTTP, at least.
const OF_THE_FLOOR: f64 = 0.4;
/// Milliseconds for a list of a week, at most for 95 of a hundred.
const LIST: f64 = 60.0;
/// The list with years of history beside the list without, at most.
const WITH_YEARS: f64 = 1.25;
/// Milliseconds from start to ready, at most.
const START: f64 = 500.0;
/// MiB of resident memory, at most.
const RESIDENT: u64 = 120;
/// KiB of the first page, at most.
const FIRST_PAGE: usize = 60;

/// A house that is served, with what is in it.
struct Scene {
    house: House,
    program: Program,
    world: World,
    inside: Inside,
}

/// Measures on one database; with its release.
pub fn on(options: &Options, name: &str, server: Option<&str>) -> Result<(String, Vec<Line>)> {
    let house = House::new(&options.kith, &options.folder.join(name), server)?;
    let release = history::release(&house)?;
    let (program, _) = house.serves()?;
    let today = SystemClock.now().london_day();
    let monday = options
        .monday
        .unwrap_or_else(|| today.plus_days(21).week().monday());
    let world = World::make(&makers(&program)?, today, monday)?;
    let user = history::account(&house, COORDINATOR)?;
    let user = user.parse().map_err(|fault| anyhow!("{fault:?}"))?;
    let scene = Scene {
        inside: Inside::coordinator(&house, user)?,
        house,
        program,
        world,
    };
    let (mut lines, rate) = scene.creates()?;
    let (list, before) = scene.lists()?;
    lines.push(list);
    let client = scene.client()?;
    lines.push(workload::race(&client, &scene.world)?);
    lines.push(series::with_clashes(&client, &scene.world)?);
    lines.push(series::over_clock_changes(&client, &scene.world)?);
    lines.push(workload::refusals(&client, &scene.world)?);
    lines.extend(scene.after_years(options.weeks, (rate, before))?);
    lines.push(scene.availability()?);
    lines.extend(scene.of_the_program()?);
    Ok((release, lines))
}

fn makers(program: &Program) -> Result<Makers> {
    let base = &program.base;
    Ok(Makers {
        worker: Client::sign_in(base, "priya@example.org")?,
        coordinator: Client::sign_in(base, COORDINATOR)?,
        manager: Client::sign_in(base, "tom@example.org")?,
    })
}

impl Scene {
    /// The coordinator at the API, signed in anew: a token lasts for a quarter of an hour.
    fn client(&self) -> Result<Client> {
        Client::sign_in(&self.program.base, COORDINATOR)
    }

    /// W1 and its floors: a week is booked over HTTP and the next one without, taking turns, so that
    /// neither has the emptier tables or the quieter machine; with the rate.
    fn creates(&self) -> Result<(Vec<Line>, f64)> {
        const TURN: usize = 100;
        let (one, other) = (
            workload::bookings(&self.world, 0)?,
            workload::bookings(&self.world, 1)?,
        );
        let (mut times, mut inside) = (Times::default(), Times::default());
        let (client, mut booked) = (self.client()?, Vec::new());
        for (over_http, without) in one.chunks(TURN).zip(other.chunks(TURN)) {
            booked.extend(workload::books(&client, over_http, &mut times)?);
            self.inside.books(without, &mut inside)?;
        }
        let rows = rows::written_again(&self.house, &booked)?;
        let answer = booked.last().context("a booked session")?.to_string();
        let bare = floor::bare_server(&one, &answer)?;
        let rate = times.per_second();
        let beside = |what: String, floor: (&str, &Times)| {
            let ratio = rate / floor.1.per_second();
            let words = format!("{}: {:.0} a second", floor.0, floor.1.per_second());
            (
                Line::new(what, format!("{rate:.0} a second")).beside(words, ratio),
                ratio,
            )
        };
        let what = format!(
            "W1 one client books {} sessions ({})",
            times.count(),
            times.in_words()
        );
        let (first, _) = beside(what, ("a bare server, same bytes", &bare));
        let second = ("the same commands without HTTP", &inside);
        let (second, ratio) = beside("W1 beside what stands behind HTTP".to_owned(), second);
        let third = ("its rows alone, by plain SQL", &rows);
        let (third, _) = beside("W1 beside the least it could write".to_owned(), third);
        // The rate is promised where the service runs in earnest.
        let first = if self.house.is_sqlite() {
            first
        } else {
            first.bar(format!("≥ {CREATES} a second"), rate >= CREATES)
        };
        let second = second.bar(format!("ratio ≥ {OF_THE_FLOOR}"), ratio >= OF_THE_FLOOR);
        Ok((vec![first, second, third], rate))
    }

    /// W2; with its median.
    fn lists(&self) -> Result<(Line, f64)> {
        let (times, document) = workload::lists(&self.client()?, &self.world)?;
        let inside = self.inside.lists(self.world.monday, LOOKS)?;
        let bare = floor::bare_server(&vec![Value::Null; LOOKS], &document)?;
        let sessions: Value = serde_json::from_str(&document)?;
        let sessions = sessions.get("sessions").and_then(Value::as_array);
        let (p95, kib) = (times.percentile(95), document.len() / 1024);
        let line = Line::new(
            format!(
                "W2 a week as one document, {} sessions in it, {kib} KiB",
                sessions.map_or(0, Vec::len)
            ),
            times.in_words(),
        )
        .beside(
            format!(
                "the same queries without HTTP: {}; a bare server, same bytes: median {:.2} ms",
                inside.in_words(),
                bare.median()
            ),
            times.median() / inside.median(),
        )
        .bar(format!("p95 ≤ {LIST} ms"), p95 <= LIST);
        Ok((line, times.median()))
    }

    /// W8: W2 and some of W1 again, with years of sessions behind them.
    fn after_years(&self, weeks: u32, (rate, before): (f64, f64)) -> Result<Vec<Line>> {
        const LATEST: i64 = 4;
        history::write(&self.house, self.world.monday, (weeks, LATEST))?;
        // Once unmeasured: connections plan anew after the tables were looked at.
        let client = self.client()?;
        workload::lists(&client, &self.world)?;
        let whole = history::whole_reads(&self.house)?;
        let (after, _) = workload::lists(&client, &self.world)?;
        let more = history::whole_reads(&self.house)?;
        let ratio = after.median() / before;
        let there = history::sessions(&self.house)?;
        let mut booked = Times::default();
        workload::books(&client, &workload::more_bookings(&self.world)?, &mut booked)?;
        let mut lines = vec![
            Line::new(
                format!("W8 W1 again ({} sessions), {there} there", booked.count()),
                format!("{:.0} a second; {}", booked.per_second(), booked.in_words()),
            )
            .beside(
                format!("W1: {rate:.0} a second"),
                booked.per_second() / rate,
            ),
            Line::new(
                format!("W8 W2 again, {there} sessions there"),
                after.in_words(),
            )
            .beside(format!("W2: median {before:.2} ms"), ratio)
            .bar(format!("ratio ≤ {WITH_YEARS}"), ratio <= WITH_YEARS),
        ];
        if let Some((before, after)) = whole.zip(more) {
            let reads = after - before;
            lines.push(
                Line::new(
                    "W8 sequential scans of tables of more than 10,000 rows",
                    format!("{reads} in {LOOKS} lists"),
                )
                .bar("none", reads == 0),
            );
        }
        Ok(lines)
    }

    /// W6, with the history of W8 there.
    fn availability(&self) -> Result<Line> {
        let client = self.client()?;
        let absence = workload::somebody_is_away(&client, &self.world)?;
        let (times, sessions, judged) = workload::cover(&client, &absence)?;
        let absence = absence.parse().map_err(|fault| anyhow!("{fault:?}"))?;
        let inside = self.inside.covers(absence, LOOKS)?;
        Ok(Line::new(
            format!("W6 who could step in: {judged} supervisors judged for {sessions} sessions"),
            times.in_words(),
        )
        .beside(
            format!("the same queries without HTTP: {}", inside.in_words()),
            times.median() / inside.median(),
        ))
    }

    /// The first page, waiting for content, memory, start-up.
    fn of_the_program(self) -> Result<Vec<Line>> {
        let (bytes, answers) = page_weight::of_first_page(&self.program.base)?;
        let kib = bytes.div_ceil(1024);
        let mut lines = vec![
            Line::new(
                "First page, cold and compressed, with all it names",
                format!("{kib} KiB in {answers} answers"),
            )
            .bar(format!("≤ {FIRST_PAGE} KiB"), kib <= FIRST_PAGE),
        ];
        lines.extend(browser::waits(&self.program, &self.world)?);
        let (now, most) = self.program.memory()?;
        lines.push(
            Line::new(
                "Resident memory after all this",
                format!("{now} MiB, at most {most} MiB"),
            )
            .bar(format!("≤ {RESIDENT} MiB"), now <= RESIDENT),
        );
        let Self { house, program, .. } = self;
        drop(program);
        let mut starts = Times::default();
        for _ in 0..5 {
            let (program, ready) = house.serves()?;
            starts.took(ready);
            drop(program);
        }
        let start = starts.median();
        lines.push(
            Line::new(
                "Start to ready, killed before",
                format!("{start:.0} ms, median of 5"),
            )
            .bar(format!("≤ {START} ms"), start <= START),
        );
        Ok(lines)
    }
}
