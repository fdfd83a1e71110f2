//! Who may take a session at all: skills, those of seats too, language, gender, reach, who is forbidden, who is there.
//! A supervisor the family does not know, the way from their base and a change of who was published
//! cost. Decided once per session, day and venue; the bound pays the same costs.

use crate::instance::{Session, Supervisor};
use crate::problem::{Candidate, Problem, Task, number};
use crate::rota::Rule;

/// The first rule by which this supervisor may not take the session at this venue.
pub fn refusal(
    session: &Session,
    who: usize,
    supervisor: &Supervisor,
    venue: usize,
) -> Option<Rule> {
    let lacks_skill = |skill| !supervisor.skills.contains(skill);
    let rules = [
        (
            Rule::Forbidden,
            session.forbidden_supervisors.contains(&who),
        ),
        (
            Rule::Skill,
            session.skills.iter().any(lacks_skill) || seats(session, supervisor) == 0,
        ),
        (
            Rule::Language,
            session
                .language
                .iter()
                .any(|l| !supervisor.languages.contains(l)),
        ),
        (
            Rule::Gender,
            session
                .gender
                .iter()
                .any(|gender| *gender != supervisor.gender),
        ),
        (Rule::Reach, !supervisor.reach.contains(&venue)),
    ];
    rules
        .iter()
        .find(|(_, broken)| *broken)
        .map(|(rule, _)| *rule)
}

/// Both seats.
const BOTH: u8 = 3;

/// The seats of the session that the supervisor fits, a bit for each; a session of one seat is of
/// two that ask for the same.
pub fn seats(session: &Session, supervisor: &Supervisor) -> u8 {
    let fits = |seat: usize| {
        let mut skills = session.seats.get(seat).into_iter().flatten();
        skills.all(|skill| supervisor.skills.contains(skill))
    };
    match session.supervisors {
        1 if fits(0) => BOTH,
        1 => 0,
        _ => u8::from(fits(0)) | (u8::from(fits(1)) << 1),
    }
}

/// Whether two supervisors who fit some seat each can share the seats.
pub fn share(one: u8, other: u8) -> bool {
    one | other == BOTH
}

/// Whether the supervisor may take the session on this day at this venue, if it has a start then.
pub fn takes(
    problem: &Problem<'_>,
    session: &Session,
    task: &Task,
    who: usize,
    (day, venue): (usize, usize),
) -> bool {
    let long_enough =
        problem.staff[who].there[day].is_some_and(|(from, to)| from + task.work() <= to);
    let supervisor = &problem.instance.supervisors[who];
    let able = problem.staff[who].can_ever(task);
    long_enough && able && refusal(session, who, supervisor, venue).is_none()
}

/// Who may take the session somewhere: those who must, or all who are able.
pub fn able(problem: &Problem<'_>, session: &Session, task: &Task) -> Vec<usize> {
    if !task.crew.is_empty() {
        return task.crew.clone();
    }
    let supervisors = problem.instance.supervisors.iter().enumerate();
    let able = supervisors.filter(|(who, supervisor)| {
        // The reach is a matter of the venue, so any venue of theirs will do here.
        let somewhere = supervisor.reach.first().copied().unwrap_or(supervisor.base);
        refusal(session, *who, supervisor, somewhere).is_none()
    });
    able.map(|(who, _)| who).collect()
}

/// Which of the able may take the session on this day at this venue, cheapest first.
pub fn pool(
    problem: &Problem<'_>,
    session: &Session,
    task: &Task,
    able: &[usize],
    at: (usize, usize),
) -> Vec<Candidate> {
    let able = able.iter().copied();
    let mut pool: Vec<Candidate> = able
        .filter(|&who| takes(problem, session, task, who, at))
        .map(|who| Candidate {
            cost: cost(problem, session, who, at.1),
            who,
            seats: seats(session, &problem.instance.supervisors[who]),
        })
        .collect();
    pool.sort_by_key(|candidate| (candidate.cost, candidate.who));
    pool
}

/// What this supervisor costs at this venue, but for overtime.
fn cost(problem: &Problem<'_>, session: &Session, who: usize, venue: usize) -> i64 {
    let weights = &problem.instance.weights;
    let preferred = &session.preferred_supervisors;
    let unknown = !preferred.is_empty() && !preferred.contains(&who);
    let minutes = problem.instance.travel_min[problem.instance.supervisors[who].base][venue];
    let published = session.published.as_ref();
    let changed = published.is_some_and(|place| !place.supervisors.contains(&who));
    let factors = &problem.factors;
    let cost = |charged: bool, weight: i64| if charged { weight } else { 0 };
    weights.travel_from_base_per_min * number(minutes) * factors.travel
        + cost(unknown, weights.not_preferred_supervisor) * factors.continuity
        + cost(changed, weights.changed_supervisor) * factors.deviation
}
