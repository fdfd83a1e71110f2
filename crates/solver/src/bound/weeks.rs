//! The half of the bound that belongs to the supervisors: each is paid the staffing prices and
//! plans the best week for it, with travel, the limits of the day, the hours of the week and
//! overtime.

use super::PARTS;
use super::days::{Day, Job, Sizes};
use super::prices::{Layout, Prices, Use};
use crate::problem::{Problem, number};
use crate::rules::{Idea, hours};

/// What every supervisor could do on every day, kept from price to price.
pub struct Weeks {
    /// By supervisor and day: all that they may take, in the order of time.
    jobs: Vec<Vec<Vec<Job>>>,
    sizes: Sizes,
}

/// The best way to so much work in the days so far: its cost, and the work of the last day in it.
type Partial = Vec<Option<(i64, usize)>>;

impl Weeks {
    /// Lists the work that each supervisor may take.
    pub fn new(problem: &Problem<'_>) -> Self {
        let days = problem.instance.days.len();
        let mut jobs = vec![vec![Vec::new(); days]; problem.staff.len()];
        let mut lengths = Vec::new();
        for (session, task) in problem.tasks.iter().enumerate() {
            lengths.push(task.work());
            for &start in &task.order {
                let idea = Idea::new(problem, session, start);
                for candidate in &task.pools[idea.start.pool] {
                    let worker = &problem.staff[candidate.who];
                    if worker.is_there(task, idea.start.day, idea.start.slot) {
                        let job = Job::new(idea, start, candidate.cost);
                        jobs[candidate.who][idea.start.day].push(job);
                    }
                }
            }
        }
        for day in jobs.iter_mut().flatten() {
            day.sort_by_key(|job| (job.from, job.to, job.session, job.start));
        }
        Self {
            jobs,
            sizes: Sizes::new(lengths),
        }
    }

    /// What the supervisors cost at these prices; notes what they give.
    pub fn cheapest(
        &mut self,
        problem: &Problem<'_>,
        layout: &Layout,
        prices: &Prices,
        used: &mut Use,
    ) -> i64 {
        let mut total = 0;
        for who in 0..self.jobs.len() {
            let days: Vec<Day> = self.jobs[who]
                .iter()
                .map(|jobs| {
                    let paid = |job: &Job| prices.staffing[layout.first[job.session] + job.start];
                    let worth = |job: &Job| (job.cost * PARTS - paid(job), *job);
                    let worth = jobs.iter().map(worth).filter(|(cost, _)| *cost < 0);
                    Day::plan(
                        problem,
                        &problem.staff[who],
                        worth.collect(),
                        &mut self.sizes,
                    )
                })
                .collect();
            let (cost, chosen) = week(problem, who, &days);
            total += cost;
            for job in chosen {
                note(problem, layout, job, used);
            }
        }
        total
    }
}

/// Notes a supervisor of a session, and the supervisor's share in all else that it uses.
fn note(problem: &Problem<'_>, layout: &Layout, job: Job, used: &mut Use) {
    let idea = Idea::new(problem, job.session, job.start);
    let share = 1.0 / number(idea.task.need) as f64;
    used.add(layout.session(job.session, idea.start.day), -share);
    for index in layout.paid(problem, idea).flatten() {
        used.add(index, share);
    }
}

/// The cheapest week made of days, at most 0, and the jobs in it.
fn week(problem: &Problem<'_>, who: usize, days: &[Day]) -> (i64, Vec<Job>) {
    let most = problem.staff[who].week_most;
    let mut stages: Vec<Partial> = vec![vec![Some((0, 0))]];
    for day in days {
        let before = stages.last().map_or(&[][..], Vec::as_slice);
        let longest = day.best.last().map_or(0, |best| best.work);
        let mut after: Partial = vec![None; (before.len() + longest).min(most + 1)];
        for (work, partial) in before.iter().enumerate() {
            let Some((cost, _)) = partial else { continue };
            let nothing = std::iter::once((0, 0));
            let some = day.best.iter().map(|best| (best.work, best.cost));
            for (more, gain) in nothing.chain(some) {
                let Some(slot) = after.get_mut(work + more) else {
                    continue;
                };
                if slot.is_none_or(|(least, _)| cost + gain < least) {
                    *slot = Some((cost + gain, more));
                }
            }
        }
        stages.push(after);
    }
    let last = stages
        .last()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .enumerate();
    let paid = last.filter_map(|(work, partial)| {
        Some((
            partial.as_ref()?.0 + hours::cost(problem, who, work) * PARTS,
            work,
        ))
    });
    let (cost, mut work) = paid.min().unwrap_or((0, 0));
    let mut chosen = Vec::new();
    for (day, stage) in days.iter().zip(stages.iter().skip(1)).rev() {
        let Some((_, more)) = stage.get(work).copied().flatten() else {
            break;
        };
        chosen.extend(day.jobs_of(more));
        work -= more;
    }
    (cost, chosen)
}
