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
    let lacks_language = |language| !supervisor.languages.contains(language);
    // Asked of everybody for every session: no rule is looked at after the first that is broken.
    if session.forbidden_supervisors.contains(&who) {
        Some(Rule::Forbidden)
    } else if session.skills.iter().any(lacks_skill) || seats(session, supervisor) == 0 {
        Some(Rule::Skill)
    } else if session.language.iter().any(lacks_language) {
        Some(Rule::Language)
    } else if session
        .gender
        .iter()
        .any(|gender| *gender != supervisor.gender)
    {
        Some(Rule::Gender)
    } else if !supervisor.reach.contains(&venue) {
        Some(Rule::Reach)
    } else {
        None
    }
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

/// Whether the supervisor may take the session at this venue, on some day of theirs.
pub fn takes(
    problem: &Problem<'_>,
    session: &Session,
    task: &Task,
    who: usize,
    venue: usize,
) -> bool {
    let supervisor = &problem.instance.supervisors[who];
    problem.staff[who].can_ever(task) && refusal(session, who, supervisor, venue).is_none()
}

/// Who may take the session at this venue, of those who must or else of all, cheapest first.
pub fn pool(problem: &Problem<'_>, session: &Session, task: &Task, venue: usize) -> Vec<Candidate> {
    let candidate = |who: usize| {
        takes(problem, session, task, who, venue).then(|| Candidate {
            cost: cost(problem, session, who, venue),
            who,
            seats: seats(session, &problem.instance.supervisors[who]),
        })
    };
    let able = match task.crew.as_slice() {
        [] => &problem.reached[venue],
        crew => crew,
    };
    let mut pool: Vec<Candidate> = able.iter().copied().filter_map(candidate).collect();
    pool.sort_unstable_by_key(|candidate| (candidate.cost, candidate.who));
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

#[cfg(test)]
mod tests {
    use super::{pool, refusal, seats, share};
    use crate::instance::{Instance, Place};
    use crate::problem::Problem;
    use crate::rota::Rule;
    use crate::rules::bare;

    #[test]
    fn the_first_broken_rule_is_told() {
        type Case = (&'static str, fn(&mut Instance), Option<Rule>);
        let table: [Case; 9] = [
            ("nothing asked for", |_| (), None),
            (
                "whom the family must not have",
                |week| week.sessions[0].forbidden_supervisors = vec![1, 0],
                Some(Rule::Forbidden),
            ),
            (
                "without a skill",
                |week| week.sessions[0].skills = vec!["infant".to_owned()],
                Some(Rule::Skill),
            ),
            (
                "without the skill of its seat",
                |week| week.sessions[0].seats = vec![vec!["infant".to_owned()]],
                Some(Rule::Skill),
            ),
            (
                "with it",
                |week| {
                    week.sessions[0].skills = vec!["infant".to_owned()];
                    week.supervisors[0].skills = vec!["makaton".to_owned(), "infant".to_owned()];
                },
                None,
            ),
            (
                "without the language",
                |week| week.sessions[0].language = Some("pl".to_owned()),
                Some(Rule::Language),
            ),
            (
                "of another gender",
                |week| week.sessions[0].gender = Some("M".to_owned()),
                Some(Rule::Gender),
            ),
            (
                "who does not go there",
                |week| week.supervisors[0].reach = vec![1],
                Some(Rule::Reach),
            ),
            (
                "of several the first",
                |week| {
                    week.supervisors[0].reach = vec![1];
                    week.sessions[0].language = Some("pl".to_owned());
                },
                Some(Rule::Language),
            ),
        ];
        for (name, put, broken) in table {
            let week = bare::week(1, put);
            let told = refusal(&week.sessions[0], 0, &week.supervisors[0], 0);
            assert_eq!(told, broken, "{name}");
        }
    }

    #[test]
    fn two_share_the_seats_where_each_fits_one() {
        let week = bare::week(1, |week| {
            let skill = |skill: &str| vec![skill.to_owned()];
            week.sessions[0].supervisors = 2;
            week.sessions[0].seats = vec![skill("infant"), skill("makaton")];
            week.supervisors[0].skills = skill("infant");
            week.supervisors[1].skills = vec!["makaton".to_owned(), "infant".to_owned()];
        });
        let fits = |who: usize| seats(&week.sessions[0], &week.supervisors[who]);
        let (one, any) = (fits(0), fits(1));
        assert!(share(one, any) && share(any, any));
        assert!(!share(one, one));
    }

    #[test]
    fn a_stranger_the_way_and_a_change_of_supervisor_cost() {
        let week = bare::week(1, |week| {
            week.weights.not_preferred_supervisor = 60;
            week.weights.travel_from_base_per_min = 2;
            week.weights.changed_supervisor = 35;
            week.supervisors[1].base = 1;
            week.sessions[0].preferred_supervisors = vec![1];
            week.sessions[0].published = Some(Place {
                day: 0,
                start: 600,
                venue: 0,
                room: 0,
                supervisors: vec![0],
            });
        });
        let problem = Problem::new(&week);
        let fees = |venue: usize| {
            let pool = pool(&problem, &week.sessions[0], &problem.tasks[0], venue);
            let fees = pool.iter().map(|candidate| (candidate.who, candidate.cost));
            fees.collect::<Vec<_>>()
        };
        assert_eq!(fees(0), [(0, 60), (1, 60 + 35)]);
        assert_eq!(fees(1), [(1, 35), (0, 60 + 60)]);
    }
}
