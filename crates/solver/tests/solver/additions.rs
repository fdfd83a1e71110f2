//! What the product adds to the format, each for itself.

use crate::{PROVED, plan, read};
use rota_solver::check::check;
use rota_solver::generate::{self, Size};
use rota_solver::instance::{Follow, Instance, Resource, Rounds};
use rota_solver::rota::{Reason, Rota, Rule};
use std::collections::HashSet;

const STEPS: u64 = 3_000;

/// An ordinary week whose interpreter has these hours on all days.
fn with_interpreter(count: usize, hours: Option<(usize, usize)>) -> Instance {
    let mut week = read(PROVED[1].0);
    week.resources.push(Resource {
        id: "interpreter".to_owned(),
        count,
        before_min: 20,
        after_min: 15,
        days: vec![hours; week.days.len()],
    });
    for session in week.sessions.iter_mut().step_by(3) {
        session.resources.push(0);
    }
    week
}

#[test]
fn more_interpreters_never_cost_more_and_enough_of_them_nothing() {
    let without = plan(&read(PROVED[1].0), STEPS, 0, 1).cost;
    let costs: Vec<i64> = [1, 2, 60]
        .map(|count| plan(&with_interpreter(count, Some((0, 1440))), STEPS, 0, 1).cost)
        .to_vec();
    assert!(costs.is_sorted_by(|more, less| more >= less), "{costs:?}");
    assert_eq!(costs[2], without);
}

#[test]
fn a_session_whose_interpreter_is_never_there_says_so() {
    for week in [
        with_interpreter(0, Some((0, 1440))),
        with_interpreter(3, None),
    ] {
        let rota = plan(&week, STEPS, 20, 1);
        let first = rota.unplaced.iter().find(|unplaced| unplaced.session == 0);
        let rule = Rule::Resource;
        assert_eq!(first.unwrap().reason, Reason::Structural { rule });
    }
}

#[test]
fn a_bound_knows_how_many_interpreters_there_are() {
    let bound = |count| {
        let mut week = with_interpreter(count, Some((0, 1440)));
        for session in &mut week.sessions {
            session.resources = vec![0];
        }
        plan(&week, STEPS, 300, 1)
    };
    let (one, many) = (bound(1), bound(60));
    // With one interpreter for all, most of the week has no place, and no price of rooms tells that.
    assert!(
        one.bound.unwrap() > 2 * many.cost,
        "{:?} of {}",
        one.bound,
        one.cost
    );
    let prices = one.certificate.unwrap().resources;
    assert!(!prices.is_empty());
}

#[test]
fn the_judge_counts_interpreters_itself() {
    let generous = with_interpreter(60, Some((0, 1440)));
    let rota = plan(&generous, STEPS, 0, 1);
    let stingy = with_interpreter(1, Some((0, 1440)));
    let verdict = check(&stingy, &rota);
    let broken = verdict.violations.iter();
    assert!(broken.clone().count() > 0);
    assert!(broken.clone().all(|violation| violation.rule == "resource"));
}

#[test]
fn work_beyond_a_fair_share_costs_and_so_is_shared() {
    let mut week = read(PROVED[1].0);
    let longest = |week: &Instance| {
        let rota = plan(week, 10_000, 60, 1);
        let mut work = vec![0; week.supervisors.len()];
        for (session, place) in week.sessions.iter().zip(&rota.places) {
            for &who in place.iter().flat_map(|place| &place.supervisors) {
                work[who] += session.before_min + session.duration_min + session.after_min;
            }
        }
        (work.into_iter().max(), rota.parts.fairness)
    };
    let (before, nothing) = longest(&week);
    assert_eq!(nothing, 0);
    week.weights.unfair_per_15min = 500;
    let share = before.map(|most| most * 2 / 3);
    week.supervisors.iter_mut().for_each(|s| s.fair_min = share);
    let (after, _) = longest(&week);
    assert!(after < before, "{after:?} is not less than {before:?}");
}

#[test]
fn a_late_start_costs_by_the_slot() {
    let mut week = read(PROVED[1].0);
    week.weights.late_per_slot = 7;
    let rota = plan(&week, STEPS, 0, 1);
    let starts = rota.places.iter().flatten().map(|place| place.start);
    let late: usize = starts
        .map(|start| start.saturating_sub(600) / week.slot_min)
        .sum();
    week.sessions
        .iter_mut()
        .for_each(|s| s.latest_start = Some(600));
    let verdict = check(&week, &rota);
    let more = i64::try_from(late).unwrap() * 7;
    assert_eq!(verdict.parts.slot, rota.parts.slot + more);
    assert!(plan(&week, STEPS, 60, 1).cost <= verdict.cost);
}

#[test]
fn only_gaps_are_filled_where_the_week_says_so() {
    let mut week = read(PROVED[0].0);
    let mut told = plan(&week, STEPS, 0, 1).places;
    told.iter_mut().step_by(4).for_each(|place| *place = None);
    week.publish(&told);
    week.fill_gaps = true;
    let rota = plan(&week, STEPS, 60, 1);
    let mut filled = 0;
    for (before, after) in told.iter().zip(&rota.places) {
        match before {
            Some(_) => assert_eq!(before, after),
            None => filled += usize::from(after.is_some()),
        }
    }
    assert!(filled > 5, "only {filled} gaps are filled");
    assert_eq!(rota.parts.deviation, 0);
}

#[test]
fn two_seats_are_taken_by_two_who_fit_them() {
    let mut week = read(PROVED[1].0);
    let both = |skill: &str| vec![vec![skill.to_owned()], Vec::new()];
    for session in week.sessions.iter_mut().filter(|s| s.supervisors == 2) {
        session.skills.clear();
        session.seats = both("medical");
    }
    let rota = plan(&week, STEPS, 60, 1);
    let known = |who: &usize| {
        week.supervisors[*who]
            .skills
            .contains(&"medical".to_owned())
    };
    let mut pairs = 0;
    for (session, place) in week.sessions.iter().zip(&rota.places) {
        if let Some(place) = place.as_ref().filter(|_| session.supervisors == 2) {
            pairs += 1;
            assert!(place.supervisors.iter().any(known));
        }
    }
    assert!(pairs > 0);
    let mut stricter = week.clone();
    for session in stricter.sessions.iter_mut().filter(|s| s.supervisors == 2) {
        session.seats[1] = vec!["makaton".to_owned(), "therapeutic".to_owned()];
    }
    assert!(plan(&stricter, STEPS, 60, 1).cost >= rota.cost);
}

#[test]
fn a_week_that_charges_for_it_keeps_more_weekly_minimums() {
    let mut week = generate::week(Size::S, 500, 2);
    let lacking = |rota: &Rota| {
        let short = rota.short.iter();
        short
            .map(|short| short.minimum - short.placed)
            .sum::<usize>()
    };
    let before = plan(&week, STEPS, 0, 1);
    week.weights.below_minimum = 40_000;
    let after = plan(&week, STEPS, 60, 1);
    assert!(
        lacking(&after) < lacking(&before),
        "{:?} is not better than {:?}",
        after.short,
        before.short
    );
    let charged = i64::try_from(lacking(&after)).unwrap() * 40_000;
    assert_eq!(after.parts.minimum, charged);
    let mut silent = after.clone();
    silent.short.pop();
    let verdict = check(&week, &silent);
    let rules: Vec<_> = verdict.violations.iter().map(|v| v.rule).collect();
    assert_eq!(rules, ["minimum"]);
}

#[test]
fn what_is_cancelled_is_told_as_lacking_but_not_charged() {
    let mut week = generate::week(Size::S, 1000, 2);
    week.weights.below_minimum = 500;
    for case in &mut week.cases {
        case.min_per_week = case.max_per_week.min(case.sessions.len());
    }
    let before = plan(&week, STEPS, 0, 1);
    for session in &mut week.sessions {
        session.cancelled = true;
    }
    let after = plan(&week, 10, 10, 1);
    assert_eq!(after.short.len(), week.cases.len());
    assert_eq!(after.cost, 0);
    assert!(before.short.len() < week.cases.len());
}

#[test]
fn sessions_begin_together_or_one_after_the_other() {
    let mut week = generate::week(Size::S, 1000, 4);
    let before = plan(&week, STEPS, 0, 1);
    // Of each case one: its others lie on other days.
    let mut cases = HashSet::new();
    let sessions = week.sessions.iter().enumerate();
    let chosen: Vec<usize> = sessions
        .filter(|(index, s)| !s.fixed && before.places[*index].is_some())
        .filter(|(_, s)| cases.insert(s.case.clone()))
        .map(|(index, _)| index)
        .take(12)
        .collect();
    for (index, two) in chosen.chunks(2).enumerate() {
        let together = index % 2 == 0;
        let (from_min, to_min) = if together { (0, 0) } else { (90, 240) };
        let (first, then) = (two[0], two[1]);
        let follow = Follow {
            first,
            then,
            from_min,
            to_min,
        };
        week.follows.push(follow);
        for session in two {
            let windows = vec![(index % 5, 540, 1080)];
            week.sessions[*session].windows = windows;
            week.sessions[*session].persons.clear();
        }
    }
    let after = plan(&week, STEPS, 60, 1);
    let verdict = check(&week, &after);
    assert!(verdict.valid, "{:?}", verdict.violations);
    let held = |follow: &&Follow| {
        let mut two = [follow.first, follow.then].into_iter();
        two.all(|session| after.places[session].is_some())
    };
    let kept: Vec<&Follow> = week.follows.iter().filter(held).collect();
    assert!(kept.len() >= 4, "{:?}", after.places);
    let together = kept.iter().find(|follow| follow.to_min == 0).unwrap();
    let mut late = after.clone();
    let place = late.places[together.first].as_mut().unwrap();
    place.start += week.slot_min * week.start_step;
    let broken = check(&week, &late).violations;
    assert!(
        broken.iter().any(|violation| violation.rule == "follows"),
        "{broken:?}"
    );
}

#[test]
fn what_costs_its_way_is_done_on_fewer_ways() {
    let mut week = generate::week(Size::S, 1000, 4);
    week.weights.travel_from_base_per_min = 0;
    let mut cost = vec![vec![60; week.venues.len()]; week.venues.len()];
    for (from, row) in cost.iter_mut().enumerate() {
        row[from] = 0;
    }
    let charged = Some(Rounds { from: 0, cost });
    let before = plan(&week, STEPS, 0, 1);
    // The same rota, where its ways are charged.
    let free = std::mem::replace(&mut week.rounds, charged);
    assert!(free.is_none());
    let told = check(&week, &before);
    let rules: Vec<_> = told.violations.iter().map(|v| v.rule).collect();
    assert_eq!(rules, ["cost"], "it does not say what its ways cost");
    let after = plan(&week, STEPS, 60, 1);
    assert!(check(&week, &after).valid);
    assert!(
        0 < after.parts.rounds && after.parts.rounds < told.parts.rounds,
        "{} for the ways, {} before",
        after.parts.rounds,
        told.parts.rounds
    );
}

#[test]
fn time_to_write_up_is_found_where_it_costs() {
    let mut week = generate::week(Size::S, 500, 3);
    for session in &mut week.sessions {
        session.write_up_min = 45;
    }
    let missing = |rota: &Rota| rota.unwritten.iter().map(|day| day.minutes).sum::<usize>();
    let before = plan(&week, STEPS, 0, 1);
    assert_eq!(before.parts.write_up, 0);
    week.weights.unwritten_per_15min = 300;
    let after = plan(&week, STEPS, 60, 1);
    assert!(
        missing(&after) < missing(&before),
        "{:?} is not better than {:?}",
        after.unwritten,
        before.unwritten
    );
    let charged = i64::try_from(missing(&after)).unwrap() * 20;
    assert_eq!(after.parts.write_up, charged);
    let mut silent = before.clone();
    silent.unwritten.pop();
    week.weights.unwritten_per_15min = 0;
    let verdict = check(&week, &silent);
    let rules: Vec<_> = verdict.violations.iter().map(|v| v.rule).collect();
    assert_eq!(rules, ["write-up"]);
}
