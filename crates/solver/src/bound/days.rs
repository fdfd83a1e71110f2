//! The best days of a supervisor: chains of jobs with travel between them, for each amount of work.

use crate::problem::{Problem, Worker};
use crate::rules::Idea;
use std::collections::HashMap;

/// A session that a supervisor could do.
#[derive(Clone, Copy)]
pub struct Job {
    /// The session.
    pub session: usize,
    /// The index of its start.
    pub start: usize,
    /// The slot from which the supervisor is needed.
    pub from: usize,
    /// The slot until which.
    pub to: usize,
    /// What the supervisor costs there, but for overtime.
    pub cost: i64,
    venue: usize,
}

impl Job {
    /// The session at a start, as work for somebody at this cost.
    pub fn new(idea: Idea<'_>, start: usize, cost: i64) -> Self {
        Self {
            session: idea.session,
            start,
            from: idea.from(),
            to: idea.to(),
            cost,
            venue: idea.start.venue,
        }
    }
}

/// How many sessions and how much work a chain can have, numbered; one numbering for each pair of
/// limits of a day.
pub struct Sizes {
    lengths: Vec<usize>,
    known: HashMap<(usize, usize), Numbering>,
    /// For those whom no limit stops.
    free: Numbering,
}

/// The possible sizes of a chain.
#[derive(Clone)]
struct Numbering {
    /// Sessions and work of each; the first is the empty chain.
    sizes: Vec<(usize, usize)>,
    /// By size and length: the size after one more session of that length, or `NONE`.
    next: Vec<Vec<usize>>,
}

/// No size, or no chain.
const NONE: usize = usize::MAX;

impl Sizes {
    /// The sizes that chains of sessions of these lengths can have.
    pub fn new(mut lengths: Vec<usize>) -> Self {
        lengths.sort_unstable();
        lengths.dedup();
        Self {
            free: Numbering::free(&lengths),
            lengths,
            known: HashMap::new(),
        }
    }

    fn of(&mut self, worker: &Worker) -> &Numbering {
        let lengths = &self.lengths;
        if worker.is_free {
            return &self.free;
        }
        let limits = (worker.sessions_most, worker.day_most);
        self.known
            .entry(limits)
            .or_insert_with(|| Numbering::new(lengths, limits))
    }
}

impl Numbering {
    /// Where no limit can be reached, nothing counts but whether there is any work.
    fn free(lengths: &[usize]) -> Self {
        let mut busy = row(lengths);
        for &length in lengths {
            busy[length] = 1;
        }
        Self {
            sizes: vec![(0, 0), (1, 1)],
            next: vec![busy.clone(), busy],
        }
    }

    fn new(lengths: &[usize], (sessions, work): (usize, usize)) -> Self {
        let mut sizes = vec![(0, 0)];
        let mut index = HashMap::from([((0, 0), 0)]);
        let mut next = Vec::new();
        while let Some(&(count, sum)) = sizes.get(next.len()) {
            let mut longer = row(lengths);
            for &length in lengths {
                let size = (count + 1, sum + length);
                if size.0 <= sessions && size.1 <= work {
                    let number = *index.entry(size).or_insert_with(|| {
                        sizes.push(size);
                        sizes.len() - 1
                    });
                    longer[length] = number;
                }
            }
            next.push(longer);
        }
        Self { sizes, next }
    }
}

/// A place for each length.
fn row(lengths: &[usize]) -> Vec<usize> {
    vec![NONE; lengths.last().map_or(0, |longest| longest + 1)]
}

/// The best chains of a day.
pub struct Day {
    /// For each amount of work that is worth it, the best chain; least work first.
    pub best: Vec<Best>,
    jobs: Vec<(i64, Job)>,
    /// A job at the end of a chain, and the chain before it.
    chains: Vec<(usize, usize)>,
}

/// The best chain of so much work.
pub struct Best {
    /// How much.
    pub work: usize,
    /// What it costs.
    pub cost: i64,
    chain: usize,
}

/// What the cheapest chain of a size costs that lets one start at a venue from a slot on, and which it
/// is.
type Ready = (i64, usize);

/// There is no such chain.
const NEVER: Ready = (i64::MAX, NONE);

impl Day {
    /// Plans a day of jobs in the order of time, each with what it costs once it is paid.
    pub fn plan(
        problem: &Problem<'_>,
        worker: &Worker,
        jobs: Vec<(i64, Job)>,
        sizes: &mut Sizes,
    ) -> Self {
        let numbering = sizes.of(worker);
        let count = numbering.sizes.len();
        let mut venues: Vec<usize> = jobs.iter().map(|(_, job)| job.venue).collect();
        venues.sort_unstable();
        venues.dedup();
        let last = jobs.last().map_or(0, |(_, job)| job.from);
        let mut ready: Vec<Ready> = vec![NEVER; venues.len() * (last + 1) * count];
        let mut chains = Vec::new();
        let mut best = vec![NEVER; count];
        for place in 0..venues.len() {
            ready[place * (last + 1) * count] = (0, NONE);
        }
        let mut now = 0;
        for (index, &(cost, job)) in jobs.iter().enumerate() {
            while now < job.from {
                wait(&mut ready, (venues.len(), last + 1, count), now);
                now += 1;
            }
            let place = venues.partition_point(|venue| *venue < job.venue);
            let row = (place * (last + 1) + job.from) * count;
            for size in 0..count {
                let (sum, before) = ready[row + size];
                let longer = numbering.next[size][job.to - job.from];
                if sum == i64::MAX || longer == NONE {
                    continue;
                }
                let found = (sum + cost, chains.len());
                chains.push((index, before));
                keep(&mut best[longer], found);
                for (other, &venue) in venues.iter().enumerate() {
                    let arrival = job.to + problem.travel[job.venue][venue];
                    if arrival <= last {
                        let slot = (other * (last + 1) + arrival) * count + longer;
                        keep(&mut ready[slot], found);
                    }
                }
            }
        }
        let mut day = Self {
            best: Vec::new(),
            jobs,
            chains,
        };
        for (&(cost, chain), &(_, work)) in best.iter().zip(&numbering.sizes) {
            if chain != NONE {
                day.best.push(Best { work, cost, chain });
            }
        }
        day.best.sort_by_key(|best| (best.work, best.cost));
        day.best.dedup_by_key(|best| best.work);
        day
    }

    /// The jobs of the best chain of so much work.
    pub fn jobs_of(&self, work: usize) -> Vec<Job> {
        let best = self.best.iter().find(|best| best.work == work);
        let mut next = best.map_or(NONE, |best| best.chain);
        let mut jobs = Vec::new();
        while let Some(&(job, before)) = self.chains.get(next) {
            jobs.push(self.jobs[job].1);
            next = before;
        }
        jobs
    }
}

/// Whoever was ready in a slot is ready in the one after.
fn wait(ready: &mut [Ready], (venues, slots, count): (usize, usize, usize), now: usize) {
    for place in 0..venues {
        let row = (place * slots + now) * count;
        for size in row..row + count {
            let chain = ready[size];
            keep(&mut ready[size + count], chain);
        }
    }
}

fn keep(best: &mut Ready, found: Ready) {
    if found.0 < best.0 {
        *best = found;
    }
}
