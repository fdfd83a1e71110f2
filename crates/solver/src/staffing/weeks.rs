//! The best week of a supervisor at some prices: the best days, as far as the hours of the week go.

use super::duties::{Best, Duty, PARTS};
use crate::problem::Problem;
use crate::rules::hours;

/// The best week: what it costs, and which chain each day has.
pub struct Week {
    /// What it costs, overtime included, in parts.
    pub cost: i64,
    /// By day.
    pub chosen: Vec<Best>,
}

/// The best week of a supervisor whose days can be these.
pub fn best(problem: &Problem<'_>, who: usize, days: &[&[Best]]) -> Week {
    let cheapest = days
        .iter()
        .filter_map(|day| day.iter().min_by_key(|best| best.cost));
    let chosen: Vec<Best> = cheapest.copied().collect();
    let work: usize = chosen.iter().map(|best| best.work).sum();
    let free = problem.instance.weights.staff_used == 0 && work <= problem.staff[who].contract;
    if free {
        let cost = chosen.iter().map(|best| best.cost).sum();
        return Week { cost, chosen };
    }
    within_hours(problem, who, days)
}

/// The same where hours cost: the best way to each amount of work, day after day.
fn within_hours(problem: &Problem<'_>, who: usize, days: &[&[Best]]) -> Week {
    let most = problem.staff[who].week_most;
    let mut stages: Vec<Vec<Option<(i64, Best)>>> = Vec::with_capacity(days.len());
    let mut before: Vec<Option<i64>> = vec![None; most + 1];
    before[0] = Some(0);
    for day in days {
        let mut after: Vec<Option<(i64, Best)>> = vec![None; most + 1];
        for (work, cost) in before.iter().enumerate() {
            let Some(cost) = cost else { continue };
            for best in *day {
                let Some(slot) = after.get_mut(work + best.work) else {
                    continue;
                };
                if slot.is_none_or(|(least, _)| cost + best.cost < least) {
                    *slot = Some((cost + best.cost, *best));
                }
            }
        }
        before = after
            .iter()
            .map(|slot| slot.map(|(cost, _)| cost))
            .collect();
        stages.push(after);
    }
    let whole = before.iter().enumerate().filter_map(|(work, cost)| {
        Some(((*cost)? + hours::cost(problem, who, work) * PARTS, work))
    });
    // Days that cannot be had within the hours cost more than any other week.
    let Some((cost, mut work)) = whole.min() else {
        return Week {
            cost: i64::MAX / 4,
            chosen: Vec::new(),
        };
    };
    let mut chosen = Vec::with_capacity(days.len());
    for stage in stages.iter().rev() {
        let Some((_, best)) = stage[work] else { break };
        work -= best.work;
        chosen.push(best);
    }
    chosen.reverse();
    Week { cost, chosen }
}

/// The duties that are worth their price.
pub fn worth(duties: &[Duty], prices: &[i64]) -> Vec<(i64, Duty)> {
    let all = duties
        .iter()
        .map(|duty| (duty.cost - prices[duty.session], *duty));
    all.filter(|(cost, _)| *cost < 0).collect()
}
