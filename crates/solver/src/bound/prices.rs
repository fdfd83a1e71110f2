//! Prices: what a session is worth on a day, and a room, a leg of transport or a resource in a slot. They
//! say what one supervisor at a start is worth: what the session is worth there, less all else it pays.
//! Any more would only make supervisors dearer, so prices for starts of their own would prove no more,
//! and there are many times as many of them.

use super::PARTS;
use crate::problem::{Problem, number};
use crate::rota::{Certificate, LegPrice, ResourcePrice, RoomPrice};
use crate::rules::resources::span;
use crate::rules::{Idea, transport::legs};
use std::ops::Range;

/// No start is used at this price: nobody can take it anyway.
const OUT_OF_REACH: i64 = 1_000_000_000_000;

/// Where which price stands in one long row: sessions by day, rooms, legs, then resources.
pub struct Layout {
    /// Where the starts of each session begin in a row of all.
    pub first: Vec<usize>,
    /// Where rooms begin, legs, and resources.
    rooms: usize,
    legs: usize,
    resources: usize,
    days: usize,
    slots: usize,
    night: usize,
    /// How much there is of each: nothing for sessions, which must balance.
    capacity: Vec<i64>,
}

impl Layout {
    /// Counts the prices of an instance.
    pub fn new(problem: &Problem<'_>) -> Self {
        let (days, slots) = (problem.instance.days.len(), problem.day_slots);
        let night = slots + problem.leg;
        let rooms = problem.tasks.len() * days;
        let mut starts = 0;
        let mut first = Vec::new();
        for task in &problem.tasks {
            first.push(starts);
            starts += task.starts.len();
        }
        let useful = |count: usize| number(count.min(problem.tasks.len()));
        let mut capacity = vec![0; rooms];
        for [standard, large] in &problem.rooms {
            for count in [standard + large, *large] {
                capacity.extend(std::iter::repeat_n(useful(count), days * slots));
            }
        }
        let legs = capacity.len();
        for &count in &problem.instance.transport.capacity_by_area {
            capacity.extend(std::iter::repeat_n(useful(count), days * night));
        }
        let resources = capacity.len();
        for resource in &problem.instance.resources {
            // What leaves after a session may do so at night.
            capacity.extend(std::iter::repeat_n(
                useful(resource.count),
                days * 2 * slots,
            ));
        }
        Self {
            first,
            rooms,
            legs,
            resources,
            days,
            slots,
            night,
            capacity,
        }
    }

    /// What a session is worth on a day.
    pub fn session(&self, session: usize, day: usize) -> usize {
        session * self.days + day
    }

    /// The prices a session pays for its room.
    fn room(&self, idea: Idea<'_>) -> impl Iterator<Item = Range<usize>> + use<> {
        let kinds = 1 + usize::from(idea.task.large);
        let first = self.rooms
            + (idea.start.venue * 2 * self.days + idea.start.day) * self.slots
            + idea.start.slot;
        let (length, next) = (idea.task.length, self.days * self.slots);
        (0..kinds).map(move |kind| first + kind * next..first + kind * next + length)
    }

    /// The prices a session pays for its transport.
    fn transport(&self, problem: &Problem<'_>, idea: Idea<'_>) -> Option<[Range<usize>; 2]> {
        let area = idea.task.driven?;
        let first = self.legs + (area * self.days + idea.start.day) * self.night;
        let legs = legs(idea, problem.leg);
        Some(legs.map(|leg| first + leg.start..first + leg.end))
    }

    /// The prices a session pays for what else it needs.
    fn resources(
        &self,
        problem: &Problem<'_>,
        idea: Idea<'_>,
    ) -> impl Iterator<Item = Range<usize>> {
        let (instance, row) = (problem.instance, 2 * self.slots);
        let needs = instance.sessions[idea.session].resources.iter();
        needs.map(move |&which| {
            let resource = &instance.resources[which];
            let at = span(
                resource,
                instance.slot_min,
                idea.start.slot,
                idea.task.length,
            );
            let first = self.resources + (which * self.days + idea.start.day) * row;
            first + at.start..first + at.end.min(row)
        })
    }

    /// All prices a session pays.
    pub fn paid(
        &self,
        problem: &Problem<'_>,
        idea: Idea<'_>,
    ) -> impl Iterator<Item = Range<usize>> {
        let legs = self.transport(problem, idea).into_iter().flatten();
        self.room(idea)
            .chain(legs)
            .chain(self.resources(problem, idea))
    }
}

/// A row of prices in parts of a cost.
#[derive(Clone)]
pub struct Prices {
    row: Vec<f64>,
    /// The row in whole parts: what bounds and certificates are made of.
    pub whole: Vec<i64>,
    /// What one supervisor is worth, by start.
    pub staffing: Vec<i64>,
}

impl Prices {
    /// To begin with, a session is worth what it costs at its cheapest; one of the `crowd`, of which
    /// nobody can take two, also what its supervisors cost for coming to work.
    pub fn first(problem: &Problem<'_>, layout: &Layout, crowd: &[usize]) -> Self {
        let mut row = vec![0.0; layout.capacity.len()];
        for (session, task) in problem.tasks.iter().enumerate() {
            // The cheapest last.
            for &start in task.order.iter().rev() {
                let start = &task.starts[start];
                let floor = start.floor.unwrap_or(start.cost);
                row[layout.session(session, start.day)] = (floor * PARTS) as f64;
            }
        }
        for &session in crowd {
            let task = &problem.tasks[session];
            let coming =
                problem.instance.weights.staff_used * problem.factors.staff * number(task.need);
            let Some(&start) = task.order.first() else {
                continue;
            };
            // All its starts are on one day. More than leaving it out costs would prove nothing.
            let worth = &mut row[layout.session(session, task.starts[start].day)];
            let out = (task.unplaced * PARTS) as f64;
            *worth = (*worth + (coming * PARTS) as f64).min(out).max(*worth);
        }
        Self::of(problem, layout, row)
    }

    fn of(problem: &Problem<'_>, layout: &Layout, row: Vec<f64>) -> Self {
        let mut prices = Self {
            whole: row.iter().map(|price| round(*price)).collect(),
            row,
            staffing: Vec::new(),
        };
        for (session, task) in problem.tasks.iter().enumerate() {
            let need = number(task.need);
            for index in 0..task.starts.len() {
                let idea = Idea::new(problem, session, index);
                let worth = prices.whole[layout.session(session, idea.start.day)];
                let left = worth - idea.start.cost * PARTS - prices.beside(problem, layout, idea);
                // Rounded up, so that the session is worth no less.
                prices.staffing.push((left + need - 1).div_euclid(need));
            }
        }
        prices
    }

    /// What a session pays at a start beside its supervisors.
    pub fn beside(&self, problem: &Problem<'_>, layout: &Layout, idea: Idea<'_>) -> i64 {
        let sum = |range: Range<usize>| self.whole[range].iter().sum::<i64>();
        layout.paid(problem, idea).map(sum).sum()
    }

    /// The prices a step along the average plan's use: dearer where it uses more than there is.
    pub fn moved(&self, problem: &Problem<'_>, layout: &Layout, average: &Use, step: f64) -> Self {
        let prices = self.row.iter().zip(&average.0).enumerate();
        let row = prices.map(|(index, (price, excess))| {
            let moved = price + step * excess;
            if index < layout.rooms {
                moved
            } else {
                moved.max(0.0)
            }
        });
        Self::of(problem, layout, row.collect())
    }

    /// What all rooms, legs and resources that there are are worth.
    pub fn given(&self, layout: &Layout) -> i64 {
        let worth = self.whole.iter().zip(&layout.capacity).skip(layout.rooms);
        worth.map(|(price, capacity)| price * capacity).sum()
    }

    /// The prices as they are written down.
    pub fn certificate(&self, problem: &Problem<'_>, layout: &Layout) -> Certificate {
        let staffing = problem
            .tasks
            .iter()
            .zip(&layout.first)
            .map(|(task, first)| {
                let starts = task.starts.iter().enumerate();
                let price = |(index, start): (usize, &crate::problem::Start)| match start.floor {
                    Some(_) => self.staffing[first + index],
                    None => OUT_OF_REACH,
                };
                starts.map(price).collect()
            });
        let staffing = staffing.collect();
        let mut rooms = Vec::new();
        let mut legs_paid = Vec::new();
        let mut resources = Vec::new();
        for (index, &price) in self.whole.iter().enumerate().skip(layout.rooms) {
            if price == 0 {
                continue;
            }
            if index < layout.legs {
                let (row, slot) = divide(index - layout.rooms, layout.slots);
                let (row, day) = divide(row, layout.days);
                let (venue, kind) = divide(row, 2);
                rooms.push(RoomPrice {
                    venue,
                    day,
                    slot,
                    large_only: kind == 1,
                    price,
                });
            } else if index >= layout.resources {
                let (row, slot) = divide(index - layout.resources, 2 * layout.slots);
                let (resource, day) = divide(row, layout.days);
                resources.push(ResourcePrice {
                    resource,
                    day,
                    slot,
                    price,
                });
            } else {
                let (row, slot) = divide(index - layout.legs, layout.night);
                let (area, day) = divide(row, layout.days);
                legs_paid.push(LegPrice {
                    area,
                    day,
                    slot,
                    price,
                });
            }
        }
        Certificate {
            parts_per_cost: PARTS,
            staffing,
            rooms,
            legs: legs_paid,
            resources,
        }
    }
}

fn divide(number: usize, by: usize) -> (usize, usize) {
    (number / by, number % by)
}

/// The nearest whole number; prices are far too small for the cast to lose any.
#[expect(clippy::cast_possible_truncation, reason = "prices lie far below 2^53")]
fn round(price: f64) -> i64 {
    price.round() as i64
}

/// What a plan uses beyond what there is, in the order of the prices.
pub struct Use(Vec<f64>);

impl Use {
    /// A row for the layout.
    pub fn none(layout: &Layout) -> Self {
        Self(vec![0.0; layout.capacity.len()])
    }

    /// Nothing is used yet, so all that there is is left.
    pub fn clear(&mut self, layout: &Layout) {
        for (used, &capacity) in self.0.iter_mut().zip(&layout.capacity) {
            *used = -(capacity as f64);
        }
    }

    /// So much more of one is used, or less.
    pub fn add(&mut self, index: usize, amount: f64) {
        self.0[index] += amount;
    }

    /// Mixes a share of another plan in.
    pub fn blend(&mut self, newest: &Self, share: f64) {
        for (mine, new) in self.0.iter_mut().zip(&newest.0) {
            *mine += share * (new - *mine);
        }
    }
}
