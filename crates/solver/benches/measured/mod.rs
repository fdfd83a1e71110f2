//! What a bench tells of a week that it plans several times.

use rota_solver::answer;
use rota_solver::instance::Instance;
use rota_solver::problem::Problem;
use rota_solver::rota::Rota;
use rota_solver::search::{Budget, Options, search};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How a week is planned.
#[derive(Clone, Copy)]
pub struct Effort {
    /// For so long each time.
    pub seconds: f64,
    /// So many times, with seeds from 1 on.
    pub seeds: u64,
    /// So many searchers side by side.
    pub searchers: usize,
    /// A cost that no rota is below, where one is proved: whoever reaches it is done.
    pub least: Option<i64>,
}

/// One search.
pub struct Run {
    /// The best rota, not judged yet.
    pub rota: Rota,
    steps: u64,
    /// How long it went on.
    seconds: f64,
    /// After how many seconds it cost at most 1 % more than in the end; told 25 times in all.
    near: f64,
}

/// All searches of a week.
pub struct Measured {
    /// After how many milliseconds there was a first rota, from the week as it was read.
    first: f64,
    runs: Vec<Run>,
    memory: Option<u64>,
}

impl Measured {
    /// Plans the week.
    pub fn of(week: &Instance, effort: Effort) -> Self {
        forget_memory();
        let first = first(week, effort.searchers);
        let problem = Problem::new(week);
        let runs = (1..=effort.seeds.max(1)).map(|seed| run(&problem, effort, seed));
        let mut runs: Vec<Run> = runs.collect();
        runs.sort_by_key(|run| run.rota.cost);
        Self {
            first,
            runs,
            memory: most_memory(),
        }
    }

    /// The cheapest first.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    pub fn best(&self) -> &Rota {
        &self.runs[0].rota
    }

    pub fn median(&self) -> &Rota {
        &self.runs[self.runs.len() / 2].rota
    }

    pub fn worst(&self) -> &Rota {
        &self.runs[self.runs.len() - 1].rota
    }

    /// How much more the dearest costs than the cheapest, in percent.
    fn spread(&self) -> f64 {
        let (best, worst) = (self.best().cost, self.worst().cost);
        (worst - best) as f64 / best.max(1) as f64 * 100.0
    }

    /// The heads of the columns that [`Self::pace`] fills.
    pub const PACE: &str = "spread | first rota | steps a second | within 1 % after | memory";

    /// How alike, how soon, how fast, and in how much memory.
    pub fn pace(&self) -> String {
        let steps = self.runs.iter().map(|run| run.steps).sum::<u64>() as f64;
        let seconds: f64 = self.runs.iter().map(|run| run.seconds).sum();
        let mut near: Vec<f64> = self.runs.iter().map(|run| run.near).collect();
        near.sort_by(f64::total_cmp);
        let memory = self
            .memory
            .map_or("–".to_owned(), |most| format!("{most} MiB"));
        format!(
            "{:.2} % | {:.1} ms | {:.0} | {:.1} s | {memory}",
            self.spread(),
            self.first,
            steps / seconds,
            near[near.len() / 2],
        )
    }
}

fn first(week: &Instance, searchers: usize) -> f64 {
    let begun = Instant::now();
    let problem = Problem::new(week);
    let mut first = None;
    let one = Options {
        budget: Budget::Steps(1),
        seed: 1,
        threads: searchers,
    };
    // What is done for the rotas after the first is left out.
    let cancel = AtomicBool::new(false);
    search(&problem, one, &cancel, &mut |_| {
        first.get_or_insert_with(|| begun.elapsed().as_secs_f64() * 1000.0);
        cancel.store(true, Ordering::Relaxed);
    });
    first.unwrap_or(0.0)
}

fn run(problem: &Problem<'_>, effort: Effort, seed: u64) -> Run {
    let options = Options {
        budget: Budget::Time(Duration::from_secs_f64(effort.seconds)),
        seed,
        threads: effort.searchers,
    };
    let begun = Instant::now();
    let (mut told, cancel) = (Vec::new(), AtomicBool::new(false));
    let found = search(problem, options, &cancel, &mut |progress| {
        told.push((progress.cost, begun.elapsed().as_secs_f64()));
        let done = effort.least.is_some_and(|least| progress.cost <= least);
        cancel.fetch_or(done, Ordering::Relaxed);
    });
    let near = |(cost, _): &&(i64, f64)| *cost as f64 <= found.cost as f64 * 1.01;
    Run {
        rota: answer::write(problem, &found.placed),
        steps: found.steps,
        seconds: begun.elapsed().as_secs_f64(),
        near: told.iter().find(near).map_or(0.0, |(_, after)| *after),
    }
}

/// The most memory is counted anew from here, where Linux does so.
fn forget_memory() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory, in MiB, that the process has had since, where Linux tells it.
fn most_memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024)
}
