//! What prices alone prove of the supervisors at given times, so that the judge can compute it anew. The
//! planner knows more: with what prices leave open it goes on to a tree, whose steps nobody could check
//! without taking all of them again. These prices are for everybody who could take a session, not for
//! those alone who are left, and leave out every session that may be left out.

use super::duties::{Duties, PARTS};
use super::grain::grain;
use super::prices::{bound, price_of};
use crate::problem::Problem;
use crate::rota::Certificate;

/// No price in a certificate is larger.
const MOST: i64 = 10_000_000_000_000_000;

/// The best proof so far.
pub struct Proof<'p> {
    week: Problem<'p>,
    duties: Duties,
    parts: i64,
    paid: Vec<i64>,
}

impl<'p> Proof<'p> {
    /// Proves nothing yet of the week `timed`, whose times are given; `whole` is the week they come from.
    pub fn new(whole: &Problem<'p>, timed: &Problem<'p>, duties: &Duties) -> Self {
        let mut week = timed.clone();
        for (task, before) in week.tasks.iter_mut().zip(&whole.tasks) {
            task.unplaced = before.unplaced;
        }
        Self {
            paid: vec![0; week.tasks.len()],
            duties: duties.clone(),
            parts: i64::MIN,
            week,
        }
    }

    /// Keeps these prices where they prove more.
    pub fn consider(&mut self, paid: &[i64]) {
        let paid: Vec<i64> = paid
            .iter()
            .map(|price| (*price).clamp(-MOST, MOST))
            .collect();
        let parts = bound(&self.week, &self.duties, &paid);
        if parts > self.parts {
            self.parts = parts;
            self.paid = paid;
        }
    }

    /// No staffing costs less than this where one costs `cost`. Where costs come in grains, and prices
    /// prove that whatever costs less holds the same sessions, that is `cost` less some grains.
    pub fn bound(&self, cost: i64) -> i64 {
        let whole = self.parts.div_euclid(PARTS) + i64::from(self.parts.rem_euclid(PARTS) > 0);
        let spare = (cost - 1) * PARTS - self.parts;
        let needed = self.week.tasks.iter().enumerate().all(|(session, task)| {
            let (held, out) = price_of(&self.week, session, &self.paid);
            task.starts.is_empty() || task.holds_its_place() || out - held.min(out) > spare
        });
        if whole >= cost || !needed {
            return whole;
        }
        let grain = grain(&self.week);
        cost - grain * ((cost - whole) / grain)
    }

    /// What proves that: one price for each session that has a time.
    pub fn certificate(&self) -> Certificate {
        let sessions = self.week.tasks.iter().zip(&self.paid);
        Certificate {
            parts_per_cost: PARTS,
            staffing: sessions
                .map(|(task, price)| task.starts.iter().map(|_| *price).collect())
                .collect(),
            rooms: Vec::new(),
            legs: Vec::new(),
            resources: Vec::new(),
        }
    }
}
