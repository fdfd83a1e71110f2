//! What is left to decide once times are given: sessions that want supervisors, and for each
//! supervisor the duties they may take, day by day.

use crate::problem::{Problem, Worker};
use crate::rules::Idea;

/// Costs are counted in so many parts, as in the bound.
pub const PARTS: i64 = crate::bound::PARTS;

/// A session that a supervisor may take at its time.
#[derive(Clone, Copy)]
pub struct Duty {
    /// Which.
    pub session: usize,
    /// The slot from which they are needed.
    pub from: usize,
    /// The slot until which.
    pub to: usize,
    /// Where.
    pub venue: usize,
    /// What they cost there, but for overtime, in parts.
    pub cost: i64,
}

impl Duty {
    /// Slots of work.
    pub fn work(&self) -> usize {
        self.to - self.from
    }

    /// Whether there is time to go from this duty to a later one.
    pub fn leads_to(&self, problem: &Problem<'_>, next: &Self) -> bool {
        self.to + problem.travel[self.venue][next.venue] <= next.from
    }
}

/// By supervisor and day, in the order of time.
pub type Duties = Vec<Vec<Vec<Duty>>>;

/// What each supervisor may take.
pub fn duties(problem: &Problem<'_>) -> Duties {
    let days = problem.instance.days.len();
    let mut duties = vec![vec![Vec::new(); days]; problem.staff.len()];
    for (session, task) in problem.tasks.iter().enumerate() {
        for &start in &task.order {
            let idea = Idea::new(problem, session, start);
            for candidate in &task.pools[idea.start.pool] {
                let worker = &problem.staff[candidate.who];
                if worker.is_there(task, idea.start.day, idea.start.slot) {
                    duties[candidate.who][idea.start.day].push(Duty {
                        session,
                        from: idea.from(),
                        to: idea.to(),
                        venue: idea.start.venue,
                        cost: candidate.cost * PARTS,
                    });
                }
            }
        }
    }
    for day in duties.iter_mut().flatten() {
        day.sort_by_key(|duty| (duty.from, duty.to, duty.session));
    }
    duties
}

/// The best chain of duties for one amount of work.
#[derive(Clone, Copy)]
pub struct Best {
    /// How much work.
    pub work: usize,
    /// What it costs.
    pub cost: i64,
    /// The last link of the chain, or nothing for a day off.
    pub link: Option<usize>,
}

/// The end of a chain.
struct Link {
    session: usize,
    work: usize,
    count: usize,
    cost: i64,
    before: Option<usize>,
}

/// The best days of a supervisor at some prices.
pub struct Day {
    /// For each amount of work the best chain; a day off is always among them.
    pub best: Vec<Best>,
    links: Vec<Link>,
}

impl Day {
    /// Plans a day of duties in the order of time, each with what it costs at the prices.
    pub fn plan(problem: &Problem<'_>, worker: &Worker, duties: &[(i64, Duty)]) -> Self {
        let mut day = Self {
            best: vec![Best {
                work: 0,
                cost: 0,
                link: None,
            }],
            links: Vec::new(),
        };
        let mut first_link = Vec::with_capacity(duties.len() + 1);
        for (index, (cost, duty)) in duties.iter().enumerate() {
            let first = day.links.len();
            first_link.push(first);
            day.link(worker, first, (duty, *cost), None);
            for (before, (_, earlier)) in duties[..index].iter().enumerate() {
                if !earlier.leads_to(problem, duty) {
                    continue;
                }
                for link in first_link[before]..first_link[before + 1] {
                    day.link(worker, first, (duty, *cost), Some(link));
                }
            }
            for link in first..day.links.len() {
                day.keep(link);
            }
        }
        day
    }

    /// Adds a duty to a chain; of chains that end with it and are alike, the cheapest is enough.
    fn link(
        &mut self,
        worker: &Worker,
        first: usize,
        (duty, cost): (&Duty, i64),
        before: Option<usize>,
    ) {
        let chain = before.map_or((0, 0, 0), |before| {
            let link = &self.links[before];
            (link.work, link.count, link.cost)
        });
        let longer = Link {
            session: duty.session,
            work: chain.0 + duty.work(),
            count: chain.1 + 1,
            cost: chain.2 + cost,
            before,
        };
        if longer.work > worker.day_most || longer.count > worker.sessions_most {
            return;
        }
        let mut alike = self.links[first..].iter_mut();
        let known = alike.find(|known| (known.work, known.count) == (longer.work, longer.count));
        match known {
            Some(known) if known.cost <= longer.cost => {}
            Some(known) => *known = longer,
            None => self.links.push(longer),
        }
    }

    fn keep(&mut self, link: usize) {
        let Link { work, cost, .. } = self.links[link];
        let found = Best {
            work,
            cost,
            link: Some(link),
        };
        match self.best.iter_mut().find(|best| best.work == work) {
            Some(best) if best.cost <= cost => {}
            Some(best) => *best = found,
            None => self.best.push(found),
        }
    }

    /// The sessions of a chain.
    pub fn sessions(&self, best: Best) -> impl Iterator<Item = usize> {
        let last = best.link;
        let links = std::iter::successors(last, |&link| self.links[link].before);
        links.map(|link| self.links[link].session)
    }
}
