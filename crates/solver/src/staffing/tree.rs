//! What prices leave open is tried out: session after session takes each crew that a better staffing
//! could give it (branch and bound). Where prices have settled nearly everything, what is left falls
//! apart into a few sessions here and there that share no supervisors, each decided for itself. Rules
//! that prices leave out, breaks and rest, are kept here.

use super::duties::PARTS;
use super::prices::Prices;
use crate::board::Board;
use crate::problem::Problem;
use crate::rules::{NOBODY, Placed, eligibility, minimum};

/// What a supervisor costs more than the bound with a duty, by session.
pub type Left = Vec<Vec<(usize, i64)>>;

/// A way to staff one session.
struct Crew {
    who: [usize; 2],
    /// What it costs more than the bound at least, by seat.
    more: [i64; 2],
    cost: i64,
}

/// A session to decide, and its crews, likeliest first.
struct Row {
    session: usize,
    crews: Vec<Crew>,
    /// What it costs more than the bound when it is held, and when it is not.
    held: i64,
    left_out: i64,
}

/// The tree of one group of sessions, on a board with those decided before.
pub struct Tree<'p> {
    board: Board<'p>,
    given: &'p [Option<Placed>],
    /// How much more each supervisor costs already.
    dearer: Vec<i64>,
    /// A group may cost so much more than its share in the bound.
    allowed: i64,
    /// What the board cost before the group, less its share.
    base: i64,
    best: Option<Vec<(usize, Placed)>>,
    nodes: u64,
}

/// What a tree says.
pub struct Decided {
    /// The cheapest staffing within the limit, if there is one, and its cost.
    pub better: Option<(Vec<Option<Placed>>, i64)>,
    /// Whether nothing was left untried.
    pub is_whole: bool,
}

impl<'p> Tree<'p> {
    /// Tries everything that is left, in at most so many steps, for a staffing of the times `given`
    /// that costs `limit` or less.
    pub fn search(
        problem: &'p Problem<'p>,
        given: &'p [Option<Placed>],
        (prices, left): (&Prices, &Left),
        (limit, most): (i64, u64),
    ) -> Decided {
        let mut tree = Self {
            board: Board::new(problem),
            given,
            dearer: vec![0; problem.staff.len()],
            allowed: 0,
            base: 0,
            best: None,
            nodes: most,
        };
        let mut spare = limit * PARTS - prices.bound;
        for sessions in groups(problem, given, left) {
            let bounded = share(problem, prices, left, &sessions);
            let rows = rows(problem, prices, left, &sessions);
            let out: i64 = sessions.iter().map(|&s| problem.tasks[s].unplaced).sum();
            let lacking = lacking(problem, &tree.board, &sessions);
            tree.base = (tree.board.cost() - out - lacking) * PARTS + bounded;
            tree.allowed = spare;
            tree.best = None;
            tree.decide(&rows, 0);
            let Some(best) = tree.best.take() else { break };
            for (session, at) in best {
                if tree.board.placed()[session].is_none() {
                    tree.board.place(session, at);
                }
            }
            spare -= tree.board.cost() * PARTS - tree.base;
        }
        let cost = tree.board.cost();
        let whole = tree.board.placed().to_vec();
        Decided {
            better: (spare >= 0 && cost <= limit).then_some((whole, cost)),
            is_whole: tree.nodes > 0,
        }
    }

    /// Decides these sessions; `more` is what is known to cost more than the bound.
    fn decide(&mut self, rows: &[Row], more: i64) {
        self.nodes = self.nodes.saturating_sub(1);
        if more > self.allowed || self.nodes == 0 {
            return;
        }
        let Some((row, rest)) = rows.split_first() else {
            let excess = self.board.cost() * PARTS - self.base;
            if excess <= self.allowed {
                self.allowed = excess - PARTS;
                self.best = Some(self.group());
            }
            return;
        };
        for crew in &row.crews {
            self.try_crew((row, crew), rest, more);
        }
        self.decide(rest, more + row.left_out);
    }

    fn try_crew(&mut self, (row, crew): (&Row, &Crew), rest: &[Row], more: i64) {
        let Some(given) = self.given[row.session] else {
            return;
        };
        let idea = self.board.idea(row.session, 0);
        let seated = crew.who.iter().filter(|&&who| who != NOBODY);
        let mut seats = seated.clone();
        if seats.any(|&who| self.board.taken_by(who, idea).is_none()) {
            return;
        }
        // A supervisor's week costs more by what its dearest duty does, at least.
        let before: Vec<(usize, i64)> = seated.map(|&who| (who, self.dearer[who])).collect();
        let mut sum = more + row.held;
        for (&(who, known), seat) in before.iter().zip(crew.more) {
            self.dearer[who] = known.max(seat);
            sum += self.dearer[who] - known;
        }
        self.board.place(
            row.session,
            Placed {
                start: 0,
                crew: crew.who,
                cost: crew.cost,
                ..given
            },
        );
        self.decide(rest, sum);
        self.board.lift(row.session);
        for (who, known) in before {
            self.dearer[who] = known;
        }
    }

    /// All that is placed now; what was placed before the group stays so.
    fn group(&self) -> Vec<(usize, Placed)> {
        let placed = self.board.placed().iter().enumerate();
        placed
            .filter_map(|(session, at)| Some((session, (*at)?)))
            .collect()
    }
}

/// Sessions that share supervisors, or a case where that counts, group by group; those that nobody is left
/// for stand alone.
fn groups(problem: &Problem<'_>, given: &[Option<Placed>], left: &Left) -> Vec<Vec<usize>> {
    let staff = problem.staff.len();
    let mut group_of: Vec<Option<usize>> = vec![None; staff + problem.cases.len()];
    let counts = problem.instance.weights.below_minimum > 0;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for session in (0..given.len()).filter(|&session| given[session].is_some()) {
        let mut merged = vec![session];
        let case = counts.then(|| staff + problem.tasks[session].case);
        let theirs = left[session].iter().map(|(who, _)| *who).chain(case);
        for group in theirs.clone().filter_map(|who| group_of[who]) {
            merged.append(&mut groups[group]);
        }
        let number = groups.len();
        for who in merged.iter().flat_map(|&member| &left[member]) {
            group_of[who.0] = Some(number);
        }
        if counts {
            let cases = merged.iter().map(|&member| problem.tasks[member].case);
            cases.for_each(|case| group_of[staff + case] = Some(number));
        }
        groups.push(merged);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// What the cases of a group, none of whose sessions is placed yet, cost above the least that the bound
/// has them cost.
fn lacking(problem: &Problem<'_>, board: &Board<'_>, sessions: &[usize]) -> i64 {
    let cases = sessions.iter().map(|&session| problem.tasks[session].case);
    let mut cases: Vec<usize> = cases.collect();
    cases.sort_unstable();
    cases.dedup();
    let above =
        |&case: &usize| board.lacking(case) - minimum::least_of(problem, &problem.cases[case]);
    cases.iter().map(above).sum()
}

/// What the sessions of a group and their supervisors cost in the bound.
fn share(problem: &Problem<'_>, prices: &Prices, left: &Left, sessions: &[usize]) -> i64 {
    let mut staff: Vec<usize> = sessions
        .iter()
        .flat_map(|&session| left[session].iter().map(|(who, _)| *who))
        .collect();
    staff.sort_unstable();
    staff.dedup();
    let weeks: i64 = staff.into_iter().map(|who| prices.weeks[who]).sum();
    let held = sessions.iter().map(|&session| {
        let (held, out) = prices.of(problem, session);
        held.min(out)
    });
    weeks + held.sum::<i64>()
}

/// The sessions of a group, those with the fewest crews first.
fn rows(problem: &Problem<'_>, prices: &Prices, left: &Left, sessions: &[usize]) -> Vec<Row> {
    let row = |&session: &usize| {
        let (held, out) = prices.of(problem, session);
        Row {
            session,
            crews: crews(problem, session, &left[session]),
            held: (held - out).max(0),
            left_out: (out - held).max(0),
        }
    };
    let mut rows: Vec<Row> = sessions.iter().map(row).collect();
    rows.sort_by_key(|row| (row.crews.len(), row.session));
    rows
}

/// The crews that are left for a session, likeliest first.
fn crews(problem: &Problem<'_>, session: usize, left: &[(usize, i64)]) -> Vec<Crew> {
    let task = &problem.tasks[session];
    let Some(start) = task.starts.first() else {
        return Vec::new();
    };
    let cost_of = |who: usize| {
        let mut pool = task.pools[start.pool].iter();
        let candidate = pool.find(|candidate| candidate.who == who);
        candidate.map_or(0, |candidate| candidate.cost)
    };
    let seats_of = |who: usize| {
        let mut pool = task.pools[start.pool].iter();
        let candidate = pool.find(|candidate| candidate.who == who);
        candidate.map_or(0, |candidate| candidate.seats)
    };
    let mut crews = Vec::new();
    for (index, &(one, more)) in left.iter().enumerate() {
        let others = if task.need == 1 {
            &[(NOBODY, 0)][..]
        } else {
            &left[index + 1..]
        };
        let fitting = others.iter().filter(|(other, _)| {
            !task.seated || eligibility::share(seats_of(one), seats_of(*other))
        });
        crews.extend(fitting.map(|&(other, too)| Crew {
            who: [one, other],
            more: [more, too],
            cost: start.cost + cost_of(one) + cost_of(other),
        }));
    }
    crews.sort_by_key(|crew| (crew.more[0] + crew.more[1], crew.cost, crew.who));
    crews
}
