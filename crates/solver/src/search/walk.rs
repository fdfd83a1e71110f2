//! One searcher: it takes sessions out, puts them back another way, and keeps what is better, or
//! only a little worse while the search is young (simulated annealing).

mod shift;

use super::eject;
use super::random::Random;
use super::recreate::{Blinks, cheapest};
use super::ruin;
use super::timing::Timing;
use crate::board::Board;
use crate::naming;
use crate::problem::{Problem, Task};
use crate::rules::Placed;

/// How often in 1000 a step ejects for a session without a place.
const EJECTIONS: usize = 350;
/// How often in 1000 another step begins with a session that could have a cheaper place.
const WISHES: usize = 350;
/// How many sessions without a place try again in a step, besides those taken out.
const RETRIES: usize = 3;
/// How many times in a row sessions take places from each other.
const LINKS: usize = 4;
/// How often in 1000 a step places sessions at more than it costs to leave them out: two that share
/// a supervisor may be worth it together where neither is alone.
const DARING: usize = 100;
/// Nothing is more trouble, so that no sum of it runs over however long the search.
const MOST_TROUBLE: i64 = i64::MAX / 1024;
const BLINKS: Blinks = Blinks(10);

/// What a search is about that does not concern the whole week.
#[derive(Default)]
pub struct Focus {
    /// The sessions it is for; none where it concerns the whole week.
    pub on: Vec<usize>,
    /// Where the others should rather stay.
    pub home: Vec<Option<Placed>>,
    /// The others that are elsewhere now.
    pub moved: Vec<usize>,
}

impl Focus {
    /// A session to look around: one that the search is for, or one that has moved for it.
    pub fn pick(&self, random: &mut Random) -> Option<usize> {
        let moved = random.permille(500).then(|| random.pick(&self.moved));
        let picked = moved.flatten().or_else(|| random.pick(&self.on));
        picked.copied()
    }

    /// Notes where a session is now.
    fn note(&mut self, session: usize, at: Option<Placed>) {
        if self.on.is_empty() || self.on.contains(&session) {
            return;
        }
        self.moved.retain(|&moved| moved != session);
        if self.home[session] != at {
            self.moved.push(session);
        }
    }
}

/// A searcher.
pub struct Walk<'p> {
    board: Board<'p>,
    random: Random,
    /// The sessions without a place that could have one.
    open: Vec<usize>,
    focus: Focus,
    /// Where supervisors go rounds, and sessions make room for each other.
    timing: Option<Timing>,
    /// What it costs to take each session's place: it grows with the trouble to find another one.
    trouble: Vec<i64>,
    /// Where the sessions stood that this step has touched.
    journal: Vec<(usize, Option<Placed>)>,
    best: Vec<Option<Placed>>,
    best_cost: i64,
}

impl<'p> Walk<'p> {
    /// Plans the whole week once, the hardest sessions first.
    pub fn new(problem: &'p Problem<'p>, seed: u64) -> Self {
        let mut board = Board::new(problem);
        let mut random = Random::new(seed);
        let mut all: Vec<usize> = (0..problem.tasks.len()).collect();
        random.shuffle(&mut all);
        all.sort_by_key(|&session| {
            let task = &problem.tasks[session];
            (!task.pinned, -task.unplaced, task.order.len())
        });
        for session in all {
            insert(&mut board, session, &mut random);
        }
        Self::on(board, random, Focus::default())
    }

    /// Goes on from a rota, mostly around the sessions in `focus`.
    pub fn resume(
        problem: &'p Problem<'p>,
        placed: &[Option<Placed>],
        focus: &[usize],
        seed: u64,
    ) -> Self {
        let board = Board::with(problem, placed);
        let focus = Focus {
            on: focus.to_vec(),
            home: placed.to_vec(),
            moved: Vec::new(),
        };
        Self::on(board, Random::new(seed), focus)
    }

    fn on(board: Board<'p>, random: Random, focus: Focus) -> Self {
        let tasks = &board.problem.tasks;
        let rounds = &board.problem.instance.rounds;
        let mut walk = Self {
            trouble: tasks.iter().map(|task| task.unplaced).collect(),
            open: Vec::new(),
            focus,
            timing: rounds.is_some().then(|| Timing::new(board.problem)),
            journal: Vec::new(),
            best: board.placed().to_vec(),
            best_cost: board.cost(),
            random,
            board,
        };
        walk.open = walk.find_open();
        walk
    }

    /// The best rota so far, and its cost.
    pub fn best(&self) -> (&[Option<Placed>], i64) {
        (&self.best, self.best_cost)
    }

    /// Whether any session could be held somewhere: else no step has anything to try.
    pub fn has_a_choice(&self) -> bool {
        let mut tasks = self.board.problem.tasks.iter();
        tasks.any(|task| !task.order.is_empty())
    }

    /// Goes on from another rota instead.
    pub fn adopt(&mut self, placed: &[Option<Placed>]) {
        for session in 0..placed.len() {
            self.board.lift(session);
        }
        for (session, at) in placed.iter().enumerate() {
            if let Some(at) = at {
                self.board.place(session, *at);
            }
        }
        self.open = self.find_open();
        for (session, at) in placed.iter().enumerate() {
            self.focus.note(session, *at);
        }
        self.keep_if_best();
    }

    /// One try.
    pub fn step(&mut self, temperature: f64) {
        let before = self.board.cost();
        self.journal.clear();
        if self.random.permille(EJECTIONS)
            && let Some(session) = self.wanting()
        {
            self.chain(session);
        } else if self.random.permille(WISHES)
            && let Some(session) = self.discontent()
        {
            self.lift(session);
            self.chain(session);
        } else {
            for session in ruin::choose(&self.board, &self.open, &self.focus, &mut self.random) {
                self.lift(session);
            }
            self.bring_forward();
            self.retry_some();
            self.recreate();
        }
        let worse = self.board.cost() - before;
        if worse <= 0 || (worse as f64) < temperature * self.random.exponential() {
            self.settle();
            self.keep_if_best();
        } else {
            self.undo();
        }
    }

    fn find_open(&self) -> Vec<usize> {
        let tasks = self
            .board
            .problem
            .tasks
            .iter()
            .zip(self.board.placed())
            .enumerate();
        let open = tasks.filter(|(_, (task, placed))| placed.is_none() && !task.order.is_empty());
        open.map(|(session, _)| session).collect()
    }

    fn lift(&mut self, session: usize) {
        if self.board.problem.tasks[session].holds_its_place() {
            return;
        }
        let known = self.journal.iter().any(|(touched, _)| *touched == session);
        if let Some(at) = self.board.lift(session)
            && !known
        {
            self.journal.push((session, Some(at)));
        }
    }

    /// Gives a session without a place the place of others, one of those the place of others again,
    /// and so on.
    fn chain(&mut self, session: usize) {
        let mut homeless = Some(session);
        for _ in 0..LINKS {
            let Some(session) = homeless else { break };
            let found = eject::find(&self.board, session, &self.trouble, &mut self.random);
            let Some(ejection) = found else { break };
            for &other in &ejection.leaving {
                self.lift(other);
            }
            ejection.complete(&mut self.board, session);
            self.touch(session);
            self.recreate();
            homeless = self.homeless();
        }
        self.retry_some();
        self.recreate();
    }

    /// A session without a place, and one that the search is about.
    fn wanting(&mut self) -> Option<usize> {
        let session = *self.random.pick(&self.open)?;
        let on = &self.focus.on;
        let meant = on.is_empty() || on.contains(&session) || self.focus.moved.contains(&session);
        meant.then_some(session)
    }

    /// A session whose place costs more than its best one would.
    fn discontent(&mut self) -> Option<usize> {
        let tasks = &self.board.problem.tasks;
        for _ in 0..8 {
            let any = self.random.below(tasks.len());
            let session = self.focus.pick(&mut self.random).unwrap_or(any);
            let least = tasks[session]
                .order
                .first()
                .and_then(|&start| tasks[session].starts[start].floor);
            let cost = self.board.placed()[session].map(|at| at.cost);
            if cost.zip(least).is_some_and(|(cost, least)| cost > least) {
                return Some(session);
            }
        }
        None
    }

    /// A session that this step has left without the place it had.
    fn homeless(&mut self) -> Option<usize> {
        let placed = self.board.placed();
        let lost = |(session, before): &&(usize, Option<Placed>)| {
            before.is_some() && placed[*session].is_none()
        };
        let lost = self.journal.iter().filter(lost);
        lost.map(|(session, _)| *session)
            .max_by_key(|&session| self.board.problem.tasks[session].unplaced)
    }

    /// Notes a session without a place as touched.
    fn touch(&mut self, session: usize) {
        if self.journal.iter().all(|(touched, _)| *touched != session) {
            self.journal.push((session, None));
        }
    }

    /// Some sessions without a place try again.
    fn retry_some(&mut self) {
        for _ in 0..RETRIES.min(self.open.len()) {
            let session = self.open[self.random.below(self.open.len())];
            self.touch(session);
        }
    }

    /// Looks for places for the touched sessions that have none, in one of several orders.
    fn recreate(&mut self) {
        let placed = self.board.placed();
        let touched = self.journal.iter().map(|(session, _)| *session);
        let mut queue: Vec<usize> = touched
            .filter(|&session| placed[session].is_none())
            .collect();
        self.random.shuffle(&mut queue);
        let tasks = &self.board.problem.tasks;
        let rounds = self.timing.is_some();
        match self.random.below(10) {
            0..4 if rounds => queue.sort_by_key(|&session| earliest(&tasks[session])),
            0..4 => {}
            4..7 => queue.sort_by_key(|&session| -tasks[session].unplaced),
            7..9 => queue.sort_by_key(|&session| tasks[session].order.len()),
            _ => queue.sort_by_key(|&session| -self.trouble[session]),
        }
        let dares = self.random.permille(DARING);
        for session in queue {
            let worth = self.board.worth(session);
            let limit = if dares { 2 * worth } else { worth };
            self.find_place(session, limit);
        }
    }

    /// Keeps the step: notes who has lost or found a place.
    fn settle(&mut self) {
        for (session, before) in &self.journal {
            let after = self.board.placed()[*session];
            self.focus.note(*session, after);
            match (before, after) {
                (None, Some(_)) => self.open.retain(|open| open != session),
                (Some(_), None) => self.open.push(*session),
                _ => {}
            }
            if after.is_none() {
                let more = self.board.problem.tasks[*session].unplaced / 16;
                let trouble = &mut self.trouble[*session];
                *trouble = (*trouble + more).min(MOST_TROUBLE);
            }
        }
    }

    /// Takes the step back.
    fn undo(&mut self) {
        for (session, _) in &self.journal {
            self.board.lift(*session);
        }
        for (session, before) in &self.journal {
            if let Some(at) = before {
                self.board.place(*session, *at);
            }
        }
    }

    fn keep_if_best(&mut self) {
        if self.board.cost() < self.best_cost
            && naming::is_possible(self.board.problem, self.board.placed())
        {
            debug_assert_eq!(self.board.cost(), self.board.full_cost());
            self.best_cost = self.board.cost();
            self.best.copy_from_slice(self.board.placed());
        }
    }
}

/// The first slot of the week in which a session may start.
fn earliest(task: &Task) -> (usize, usize) {
    let first = task.starts.first();
    first.map_or((0, 0), |start| (start.day, start.slot))
}

/// Gives a session its cheapest place, if it has one and rooms can still be named.
pub fn insert(board: &mut Board<'_>, session: usize, random: &mut Random) {
    let task = &board.problem.tasks[session];
    // What must stay, stays at any price.
    let limit = if task.holds_its_place() {
        i64::MAX
    } else {
        board.worth(session)
    };
    if let Some(at) = cheapest(board, session, limit, random, Blinks(0)) {
        board.place(session, at);
        if !naming::is_possible_around(board.problem, board.placed(), session) {
            board.lift(session);
        }
    }
}
