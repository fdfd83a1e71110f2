//! What a service has to heed beyond rooms, supervisors and wishes. Shares are in permille of cases or sessions.

use super::LANGUAGES;
use crate::instance::{Apart, Breaks, Instance, Resource, Rest, Span};
use crate::search::Random;

/// Cases in which an order says how often they meet at least.
const ORDERED: usize = 225;
/// Cases with two parents who must not meet, of those with more than one session.
const KEPT_APART: usize = 350;
const INTERPRETED: usize = 90;
/// Of those, cases in which a supervisor speaks the language, and nobody has to interpret.
const SPOKEN: usize = 400;
/// Cases that need a car for a wheelchair.
const DRIVEN: usize = 60;
/// Minutes between those who must not meet.
const BUFFER: usize = 30;
const WRITE_UP: usize = 30;
/// Hours of interpreters and cars on each day.
const HOURS: Span = (9 * 60, 19 * 60);
/// So many sessions share an interpreter of each language, and a car.
const SHARED: usize = 120;
/// Daily rest (Working Time Regulations 1998, regulation 10) and six days a week (regulation 11).
const REST: Rest = Rest {
    between_days_min: 11 * 60,
    most_days: 6,
};
/// A break of twenty minutes after six hours (regulation 12), in slots of a quarter of an hour.
const BREAKS: Breaks = Breaks {
    after_min: 6 * 60,
    length_min: 20,
};

pub(super) fn dress(week: &mut Instance, random: &mut Random) {
    week.rest = Some(REST);
    week.breaks = Some(BREAKS);
    week.weights.below_minimum = 20_000;
    week.weights.unwritten_per_15min = 10;
    week.weights.unfair_per_15min = 2;
    let count = week.sessions.len().div_ceil(SHARED);
    let names = LANGUAGES
        .iter()
        .map(|language| format!("interpreter-{language}"));
    week.resources = names.map(|id| resource(week, id, count, 0)).collect();
    week.resources
        .push(resource(week, "car".to_owned(), count, 30));
    for supervisor in &mut week.supervisors {
        supervisor.fair_min = Some(supervisor.contract_min - 60 * random.below(5));
    }
    for case in 0..week.cases.len() {
        if !random.permille(ORDERED) {
            week.cases[case].min_per_week = 0;
        }
        let sessions = members(week, case);
        needs(week, &sessions, random);
        if sessions.len() > 1 && random.permille(KEPT_APART) {
            another_parent(week, &sessions);
        }
    }
    for session in &mut week.sessions {
        session.write_up_min = WRITE_UP;
        if session.supervisors == 2 {
            // One leads; the other is there so that nobody is alone.
            session.seats = vec![std::mem::take(&mut session.skills), Vec::new()];
        }
    }
}

fn resource(week: &Instance, id: String, count: usize, way: usize) -> Resource {
    Resource {
        id,
        count,
        before_min: way,
        after_min: way,
        days: vec![Some(HOURS); week.days.len()],
    }
}

fn members(week: &Instance, case: usize) -> Vec<usize> {
    let sessions = week.sessions.iter().enumerate();
    let mine = sessions.filter(|(_, session)| session.case == week.cases[case].id);
    mine.map(|(index, _)| index).collect()
}

/// What the sessions of a case need: somebody who interprets or speaks the language, and a car.
fn needs(week: &mut Instance, sessions: &[usize], random: &mut Random) {
    let spoken = random
        .permille(INTERPRETED)
        .then(|| random.below(LANGUAGES.len()));
    let interpreted = spoken.filter(|_| !random.permille(SPOKEN));
    let driven = random.permille(DRIVEN).then_some(LANGUAGES.len());
    for &session in sessions {
        let session = &mut week.sessions[session];
        session.language = spoken
            .filter(|_| interpreted.is_none())
            .map(|language| LANGUAGES[language].to_owned());
        session
            .resources
            .extend(interpreted.into_iter().chain(driven));
    }
}

/// Every second session of a case is with the other parent, whom the first must not meet.
fn another_parent(week: &mut Instance, sessions: &[usize]) {
    let persons = week.sessions.iter().flat_map(|session| &session.persons);
    let other = persons.max().map_or(0, |last| last + 1);
    let Some(&one) = sessions
        .first()
        .and_then(|&first| week.sessions[first].persons.last())
    else {
        return;
    };
    for &session in sessions.iter().skip(1).step_by(2) {
        for person in &mut week.sessions[session].persons {
            if *person == one {
                *person = other;
            }
        }
    }
    week.apart.push(Apart {
        persons: (one, other),
        buffer_min: BUFFER,
    });
}
