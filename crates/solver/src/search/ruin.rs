//! Which sessions lose their places for a moment: sessions that could change places with each
//! other, so that something better may come of it (after Schrimpf's ruin and recreate, and the
//! adjacent strings of Christiaens and Vanden Berghe).

use super::random::Random;
use super::walk::Focus;
use crate::board::Board;

/// No more sessions than this are taken out at once.
const MOST: usize = 14;

/// From so many days at most a string is taken.
const STRINGS: usize = 4;
/// So many sessions in a row at most.
const STRING: usize = 6;

/// How often in 1000 sessions that begin with others, or so long after them, take these along.
const PARTNERS: usize = 600;

/// How often in 1000 a search that is about some sessions looks around them.
const FOCUSED: usize = 800;

/// The sessions to take out. `open` are those without a place, `focus` those that the search is
/// about.
pub fn choose(board: &Board<'_>, open: &[usize], focus: &Focus, random: &mut Random) -> Vec<usize> {
    let near = random.permille(FOCUSED);
    let rounds = board.problem.instance.rounds.is_some();
    let mut chosen = match random.below(100) {
        0..80 if rounds => strings(board, random),
        _ if near && let Some(seed) = focus.pick(random) => crews(board, seed, random),
        0..60 => crews(board, anywhere(board, open, random), random),
        60..75 => week(board, random),
        75..88 => scattered(board, random),
        _ => families(board, random),
    };
    if !board.problem.instance.follows.is_empty() && random.permille(PARTNERS) {
        let partners = chosen.iter().flat_map(|&session| {
            let partners = board.problem.tasks[session].partners.iter();
            partners.map(|(other, ..)| *other)
        });
        chosen.extend(partners.collect::<Vec<_>>());
    }
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.len() > MOST {
        random.shuffle(&mut chosen);
        chosen.truncate(MOST);
    }
    chosen
}

fn anywhere(board: &Board<'_>, open: &[usize], random: &mut Random) -> usize {
    let any = random.below(board.problem.tasks.len());
    match random.pick(open) {
        Some(&open) if random.permille(400) => open,
        _ => any,
    }
}

/// Around one session: days of some who could supervise it, and sessions in its room.
fn crews(board: &Board<'_>, seed: usize, random: &mut Random) -> Vec<usize> {
    let placed = board.placed()[seed];
    let start = match placed {
        Some(placed) if random.permille(600) => placed.start,
        _ => match random.pick(&board.problem.tasks[seed].order) {
            Some(&start) => start,
            None => return Vec::new(),
        },
    };
    let idea = board.idea(seed, start);
    let mut chosen = vec![seed];
    chosen.extend(
        placed
            .into_iter()
            .flat_map(|at| crew_day(board, seed, at.start, at.crew)),
    );
    let pool = &idea.task.pools[idea.start.pool];
    let whole_day = random.permille(500);
    for _ in 0..=random.below(3) {
        let Some(candidate) = random.pick(pool) else {
            break;
        };
        let stops = board.days.of(candidate.who, idea.start.day).iter();
        let near =
            stops.filter(|stop| whole_day || (stop.from < idea.to() && idea.from() < stop.to));
        chosen.extend(near.map(|stop| stop.session));
    }
    if board.is_crowded(idea).0 {
        chosen.extend(random.pick(&board.crowd(idea).rooms));
    }
    chosen
}

/// What the present supervisors of a session do on its day.
fn crew_day(board: &Board<'_>, session: usize, start: usize, crew: [usize; 2]) -> Vec<usize> {
    let day = board.idea(session, start).start.day;
    let known = crew.iter().filter(|&&who| who < board.problem.staff.len());
    let stops = known.flat_map(|&who| board.days.of(who, day));
    stops.map(|stop| stop.session).collect()
}

/// The week of one supervisor.
fn week(board: &Board<'_>, random: &mut Random) -> Vec<usize> {
    let who = random.below(board.problem.staff.len());
    let days = 0..board.problem.instance.days.len();
    let stops = days.flat_map(|day| board.days.of(who, day));
    stops.map(|stop| stop.session).collect()
}

/// Some sessions in a row of a few supervisors, all of whom come near the same venue.
fn strings(board: &Board<'_>, random: &mut Random) -> Vec<usize> {
    let Some(rounds) = &board.problem.instance.rounds else {
        return Vec::new();
    };
    let held = |session| board.view().held(session);
    let seed = random.below(board.problem.tasks.len());
    let here = held(seed).map_or(board.problem.instance.sessions[seed].venues[0], |held| {
        held.start.venue
    });
    // Where many are equally near, as in one venue, it is each one's turn.
    let all = (seed..board.problem.tasks.len()).chain(0..seed);
    let way = |session| Some(rounds.cost[here][held(session)?.start.venue]);
    let turns = all.enumerate();
    let ways = turns.filter_map(|(turn, session)| Some((way(session)?, turn, session)));
    let mut near: Vec<(i64, usize, usize)> = ways.collect();
    near.sort_unstable();
    let mut chosen = vec![seed];
    let mut days = Vec::new();
    let most = 1 + random.below(STRINGS);
    for (_, _, session) in near {
        if days.len() >= most {
            break;
        }
        let Some(at) = board.placed()[session] else {
            continue;
        };
        let day = (at.crew[0], board.idea(session, at.start).start.day);
        if at.crew[0] >= board.problem.staff.len() || days.contains(&day) {
            continue;
        }
        days.push(day);
        let stops = board.days.of(day.0, day.1);
        let length = 1 + random.below(stops.len().min(STRING));
        let place = stops
            .iter()
            .position(|stop| stop.session == session)
            .unwrap_or(0);
        let first = (place + 1).saturating_sub(1 + random.below(length));
        let first = first.min(stops.len() - length);
        chosen.extend(stops[first..first + length].iter().map(|stop| stop.session));
    }
    chosen
}

/// Any few.
fn scattered(board: &Board<'_>, random: &mut Random) -> Vec<usize> {
    let count = 2 + random.below(5);
    (0..count)
        .map(|_| random.below(board.problem.tasks.len()))
        .collect()
}

/// Two families, so that their patterns over the week can change as a whole.
fn families(board: &Board<'_>, random: &mut Random) -> Vec<usize> {
    let mut chosen = Vec::new();
    for _ in 0..2 {
        let task = &board.problem.tasks[random.below(board.problem.tasks.len())];
        chosen.extend(&board.problem.cases[task.case].sessions);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::{STRING, STRINGS, strings};
    use crate::board::Board;
    use crate::generate::{Size, week};
    use crate::instance::Rounds;
    use crate::problem::Problem;
    use crate::search::{Budget, Options, Random, search};
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::atomic::AtomicBool;

    #[test]
    fn strings_are_what_a_few_supervisors_do_one_after_another() {
        let mut week = week(Size::S, 1000, 3);
        let cost = vec![vec![10; week.venues.len()]; week.venues.len()];
        week.rounds = Some(Rounds { from: 0, cost });
        // A session of two would stand in two rounds.
        for session in &mut week.sessions {
            session.supervisors = 1;
            session.seats.truncate(1);
        }
        let problem = Problem::new(&week);
        let options = Options {
            budget: Budget::Steps(300),
            seed: 5,
            threads: 1,
        };
        let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
        let mut board = Board::new(&problem);
        for (session, at) in found.placed.iter().enumerate() {
            if let Some(at) = at {
                board.place(session, *at);
            }
        }
        let mut random = Random::new(7);
        let (mut lengths, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for _ in 0..2000 {
            let mut of_days: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
            let chosen = strings(&board, &mut random);
            for session in chosen.iter().skip(1) {
                let Some(at) = board.placed()[*session] else {
                    panic!("only the first may be without a place");
                };
                let day = board.idea(*session, at.start).start.day;
                of_days.entry((at.crew[0], day)).or_default().push(*session);
            }
            assert!((1..=STRINGS).contains(&of_days.len()), "{of_days:?}");
            for ((who, day), string) in of_days {
                let row: Vec<usize> = board
                    .days
                    .of(who, day)
                    .iter()
                    .map(|stop| stop.session)
                    .collect();
                assert!(string.len() <= STRING);
                assert!(
                    row.windows(string.len()).any(|some| some == string),
                    "{string:?} of {row:?}"
                );
                lengths.insert(string.len());
                taken.extend(string);
            }
        }
        assert!(lengths.len() >= 3, "short ones and long ones: {lengths:?}");
        let placed = found.placed.iter().flatten().count();
        assert!(
            taken.len() * 10 > placed * 9,
            "each has its turn: {} of {placed}",
            taken.len()
        );
    }
}
