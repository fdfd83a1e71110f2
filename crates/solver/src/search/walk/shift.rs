//! Steps of a search in which sessions change their times and keep their supervisors and their order.

use super::{BLINKS, Walk};
use crate::board::crew;
use crate::rules::Placed;
use crate::search::recreate::cheapest;
use crate::search::squeeze::squeeze;
use std::collections::BTreeSet;

impl Walk<'_> {
    /// Gives a session its cheapest place, if one costs less than the limit: a free one, or one between others, who
    /// start later for it.
    pub(super) fn find_place(&mut self, session: usize, limit: i64) {
        let chance = (&mut self.random, BLINKS);
        let squeezed = self.timing.as_mut().and_then(|timing| {
            let found = squeeze((&self.board, timing), session, limit, chance)?;
            Some((found, timing.soon_is_best(session)))
        });
        if let Some((found, true)) = &squeezed
            && self.shift(&found.later, Some((session, found.at)))
        {
            return;
        }
        let limit = squeezed.as_ref().map_or(limit, |(found, _)| found.cost);
        if let Some(at) = cheapest(&self.board, session, limit, &mut self.random, BLINKS) {
            self.board.place(session, at);
        } else if let Some((found, _)) = squeezed {
            self.shift(&found.later, Some((session, found.at)));
        }
    }

    /// Lets the others of the days that this step has touched start earlier, all of them or, where something else
    /// stands against that, those that can.
    pub(super) fn bring_forward(&mut self) {
        let Some(timing) = &mut self.timing else {
            return;
        };
        let (board, journal) = (&self.board, self.journal.iter());
        let at = journal.filter_map(|(session, at)| Some(board.idea(*session, (*at)?.start)));
        let days: BTreeSet<usize> = at.map(|idea| idea.start.day).collect();
        let earlier = timing.earlier(board, &days);
        if self.shift(&earlier, None) {
            return;
        }
        for one in earlier {
            let (cost, before) = (self.board.cost(), self.board.placed()[one.0]);
            if self.shift(&[one], None)
                && self.board.cost() > cost
                && let Some(at) = before
            {
                self.board.lift(one.0);
                self.board.place(one.0, at);
            }
        }
    }

    /// Gives sessions other starts, and one more its place, if all rules allow it; else nothing changes.
    fn shift(&mut self, moves: &[(usize, usize)], more: Option<(usize, Placed)>) -> bool {
        let tasks = &self.board.problem.tasks;
        let mut before = Vec::with_capacity(moves.len());
        let mut after = Vec::from_iter(more);
        for &(session, start) in moves {
            let Some(at) = self.board.placed()[session] else {
                continue;
            };
            let starts = &tasks[session].starts;
            let cost = at.cost - starts[at.start].cost + starts[start].cost;
            before.push((session, at));
            after.push((session, Placed { start, cost, ..at }));
            self.lift(session);
        }
        after.sort_by_key(|(session, at)| tasks[*session].starts[at.start].slot);
        let fits = after.iter().all(|&(session, at)| self.takes(session, at));
        if !fits {
            for (session, _) in after {
                self.board.lift(session);
            }
            for (session, at) in before {
                self.board.place(session, at);
            }
        }
        fits
    }

    /// Gives a session a place, if the rules allow it.
    fn takes(&mut self, session: usize, at: Placed) -> bool {
        let idea = self.board.idea(session, at.start);
        let mut staff = crew(at);
        let Some(large) = self.board.room_for(idea) else {
            return false;
        };
        let fits = staff.all(|who| self.board.taken_by(who, idea).is_some());
        if fits {
            self.board.place(session, Placed { large, ..at });
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;
    use crate::generate::{Size, week};
    use crate::instance::{Instance, Rounds};
    use crate::problem::Problem;
    use crate::rules::Placed;
    use crate::search::recreate::Blinks;
    use crate::search::squeeze::squeeze;

    /// A week of rounds whose sessions wish for no time, but should not start late.
    fn rounds(seed: u64) -> Instance {
        let mut week = week(Size::S, 500, seed);
        let venues = week.venues.len();
        let way = |from: usize, to: usize| i64::try_from(from.abs_diff(to)).unwrap_or(0) * 40;
        let ways = (0..venues).map(|from| (0..venues).map(|to| way(from, to)).collect());
        week.rounds = Some(Rounds {
            from: 0,
            cost: ways.collect(),
        });
        week.weights.late_per_slot = 30;
        week.weights.worst_late_per_slot = 20;
        for session in &mut week.sessions {
            session.preferred_start = None;
            session.latest_start = Some(600);
        }
        week
    }

    #[test]
    fn a_session_squeezed_in_costs_what_was_promised_and_nobody_loses_their_turn() {
        let mut pushed = 0;
        for seed in 1..5 {
            let week = rounds(seed);
            let problem = Problem::new(&week);
            let mut walk = Walk::new(&problem, seed);
            for session in 0..problem.tasks.len() {
                walk.journal.clear();
                walk.lift(session);
                let (cost, worth) = (walk.board.cost(), walk.board.worth(session));
                let Some(timing) = &mut walk.timing else {
                    panic!("supervisors go rounds");
                };
                let chance = (&mut walk.random, Blinks(0));
                let found = squeeze((&walk.board, timing), session, i64::MAX, chance);
                let Some(found) = found else { continue };
                let order = orders(&walk, session);
                if !walk.shift(&found.later, Some((session, found.at))) {
                    assert_eq!(walk.board.cost(), cost, "nothing has changed");
                    continue;
                }
                assert_eq!(walk.board.cost() - cost, found.cost - worth);
                assert_eq!(walk.board.cost(), walk.board.full_cost());
                assert_eq!(orders(&walk, session), order);
                pushed += found.later.len();
            }
        }
        assert!(pushed > 5, "{pushed} have made room");
    }

    #[test]
    fn where_some_are_gone_the_others_start_earlier_and_it_costs_no_more() {
        let mut earlier = 0;
        for seed in 1..5 {
            let week = rounds(seed);
            let problem = Problem::new(&week);
            let mut walk = Walk::new(&problem, seed);
            for session in 0..problem.tasks.len() {
                starts_late(&mut walk, session);
            }
            walk.journal.clear();
            for session in (0..problem.tasks.len()).step_by(5) {
                walk.lift(session);
            }
            let (before, cost) = (walk.board.placed().to_vec(), walk.board.cost());
            walk.bring_forward();
            let after = walk.board.placed().to_vec();
            for (session, (one, other)) in before.iter().zip(&after).enumerate() {
                let slot = |at: &Placed| problem.tasks[session].starts[at.start].slot;
                assert!(other.as_ref().map(slot) <= one.as_ref().map(slot));
                earlier += usize::from(one != other);
            }
            assert!(walk.board.cost() <= cost);
            assert_eq!(walk.board.cost(), walk.board.full_cost());
        }
        assert!(earlier > 20, "{earlier} start earlier");
    }

    /// Lets a session start as late on its day as it may.
    fn starts_late(walk: &mut Walk<'_>, session: usize) {
        let Some(at) = walk.board.lift(session) else {
            return;
        };
        let starts = &walk.board.problem.tasks[session].starts;
        let there = &starts[at.start];
        let same = |start: &&usize| {
            let other = &starts[**start];
            (other.day, other.venue) == (there.day, there.venue)
        };
        let all: Vec<usize> = (0..starts.len()).collect();
        let late = all.iter().rev().filter(same).any(|&start| {
            let cost = at.cost - there.cost + starts[start].cost;
            walk.takes(session, Placed { start, cost, ..at })
        });
        assert!(late, "where it was, it fits");
    }

    /// Whom each supervisor sees on each day, one after the other, but for one session.
    fn orders(walk: &Walk<'_>, but: usize) -> Vec<Vec<usize>> {
        let staff = 0..walk.board.problem.staff.len();
        let days = 0..walk.board.problem.instance.days.len();
        let all = staff.flat_map(|who| days.clone().map(move |day| (who, day)));
        let stops = all.map(|(who, day)| walk.board.days.of(who, day).iter());
        let sessions = stops.map(|stops| stops.map(|stop| stop.session));
        sessions
            .map(|sessions| sessions.filter(|&session| session != but).collect())
            .collect()
    }
}
