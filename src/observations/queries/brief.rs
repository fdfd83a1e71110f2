//! The brief of a session, put together from the plan, the orders, the risk assessments and the
//! people. Never with where somebody can be found.

use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
    text::capital,
    time::Instant,
};
use law::{
    access::{Action, OnRecords, about},
    judge::{RuleInForce, rules_in_force},
    proposal::Proposal,
    rule::Condition,
    standing::Standing,
};

use crate::{
    access,
    observations::{
        Entry, Heading, What,
        rules::{
            brief::{
                Brief, BriefChild, Must, Somebody, is_english, is_kept_in_the_room, language_of,
                must_of, must_of_found, went_in_words,
            },
            log::Log,
        },
        store,
    },
    people::{
        self, Person,
        queries::Family,
        rules::{age_in_words, short_name},
    },
    referrals::{self, Plan, rules::Question},
    resources,
    sessions::{self, Check, Found, Session, rules::checks::proposal},
    storage::{Acts, Reads},
};

/// How many days back the session before this one is looked for.
const LOOKS_BACK_DAYS: i64 = 120;

/// The brief of a session the caller may do this to.
///
/// # Errors
/// `Hidden` when there is none or the caller may not know; `Forbidden` with the reason.
pub fn brief<R: Acts>(reads: &mut R, id: SessionId) -> Result<(Session, Brief), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = sessions::queries::permitted(reads, id)?;
    let brief = brief_of(reads, &session)?;
    Ok((session, brief))
}

/// The brief of a session that is known to be theirs.
///
/// # Errors
/// When the store is away.
pub fn brief_of<R: Acts>(reads: &mut R, session: &Session) -> Result<Brief, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let plan = referrals::queries::plan(reads, session.plan)?;
    let draft = session.draft();
    let around = sessions::queries::gather::around(reads, (Some(session.id), &plan), &draft)?;
    let found = sessions::queries::findings(reads, session)?;
    let against = against(reads, &found)?;
    let checks: Vec<Check> = found.into_iter().map(|one| one.check).collect();
    let family = people::queries::family(reads, &session.children)?;
    let asked = proposal(Some(session.id), &draft, &around);
    let (must, ordered) = rules((&around.standing, &asked), against, &family);
    let controls = around.standing.assessments.values();
    let controls = controls.flat_map(|assessment| &assessment.controls);
    let mut controls: Vec<String> = controls.map(|control| control.in_words()).collect();
    controls.sort();
    controls.dedup();
    Ok(Brief {
        when: session.slot().in_full(),
        place: place(reads, session)?,
        level: format!(
            "{}, {}",
            capital(session.mode.label()),
            session.level.label()
        ),
        must,
        who: who(session, &family, (&around.standing, &asked), &checks),
        children: children(session, &family, &around.standing),
        needs: needs(reads, &plan)?,
        notes: plan
            .details
            .notes
            .iter()
            .chain(&session.note)
            .map(ToString::to_string)
            .collect(),
        coming: coming(reads, session, &plan)?,
        ordered,
        controls,
        last: last(reads, session)?,
    })
}

/// What stands against the session, with who decided by name that it goes ahead.
fn against(reads: &mut dyn Reads, found: &[Found]) -> Result<Vec<Must>, Refused> {
    let mut against = Vec::new();
    for one in found {
        let decided = one.decision.as_ref();
        let by = decided.map(|decision| access::queries::account(reads, decision.by));
        let by = by.transpose()?.map(|account| account.name.to_string());
        against.extend(must_of_found(one, by.as_deref()));
    }
    Ok(against)
}

/// What rules say must be kept in the room, and what else they say.
fn rules(
    (standing, asked): (&Standing, &Proposal),
    against: Vec<Must>,
    family: &Family,
) -> (Vec<Must>, Vec<Must>) {
    let in_force = rules_in_force(standing, asked);
    let (kept, others): (Vec<_>, Vec<_>) = in_force
        .iter()
        .partition(|found| is_kept_in_the_room(&found.rule.condition));
    let mut must = against;
    must.extend(
        kept.into_iter()
            .map(|found| named(must_of(found), found, family)),
    );
    (must, others.into_iter().map(must_of).collect())
}

/// At the door it must be plain who is not let in: an order's rule speaks of "the person named".
fn named(must: Must, found: &RuleInForce<'_>, family: &Family) -> Must {
    let Condition::NoPerson(rule) = &found.rule.condition else {
        return must;
    };
    let barred = rule.barred.iter();
    let names: Vec<String> = barred
        .map(|person| somebody(*person, family, Vec::new()).name)
        .collect();
    Must {
        words: format!("{} ({})", must.words, names.join(", ")),
        ..must
    }
}

/// What the referral says of the children's health and access needs: whoever is in the room must know
/// of the nut allergy, and where the pen is. And in which language the family talks, where it is not
/// English: who listens must follow it.
fn needs(reads: &mut dyn Reads, plan: &Plan) -> Result<Vec<String>, Refused> {
    let referral = referrals::queries::referral(reads, plan.referral)?;
    let spoken = referral.answers.known(Question::Language);
    let spoken = spoken.filter(|language| !is_english(language));
    let spoken = spoken.map(|language| format!("Spoken in family time: {language}"));
    let needs = referral.answers.said(&Question::OF_NEEDS).into_iter();
    let needs = needs.map(|(what, said)| format!("{what}: {said}"));
    Ok(spoken.into_iter().chain(needs).collect())
}

/// The venue and the room of a session; without them, the sort of place.
pub(super) fn place(reads: &mut dyn Reads, session: &Session) -> Result<String, Refused> {
    let venue = match session.venue {
        Some(venue) => resources::queries::venue(reads, venue)?
            .details
            .name
            .to_string(),
        None => session.mode.held_in(session.place).to_owned(),
    };
    Ok(match session.room {
        Some(room) => {
            let room = resources::queries::room(reads, room)?.details.name;
            format!("{venue}, {room}")
        }
        None => venue,
    })
}

/// Who is expected; then those whom a rule keeps out.
fn who(
    session: &Session,
    family: &Family,
    (standing, asked): (&Standing, &Proposal),
    checks: &[Check],
) -> Vec<Somebody> {
    let expected = session.visitors.iter().map(|person| {
        let about = checks.iter().filter(|check| check.persons.contains(person));
        let against: Vec<String> = about
            .filter(|check| check.blocks())
            .map(|check| check.told().explanation)
            .collect();
        somebody(*person, family, against)
    });
    let mut who: Vec<Somebody> = expected.collect();
    for found in rules_in_force(standing, asked) {
        let Condition::NoPerson(rule) = &found.rule.condition else {
            continue;
        };
        for person in &rule.barred {
            if !who.iter().any(|one| one.person == *person) {
                let words = format!("“{}”", found.rule.quote.words());
                who.push(somebody(*person, family, vec![words]));
            }
        }
    }
    who
}

fn somebody(person: PersonId, family: &Family, reasons: Vec<String>) -> Somebody {
    let known = family
        .relatives
        .iter()
        .find(|relative| relative.person.id == person);
    let (name, relation, language) = known.map_or_else(
        || {
            (
                "Somebody named in the order".to_owned(),
                String::new(),
                None,
            )
        },
        |relative| {
            let details = &relative.person.details;
            let language = language_of(details);
            (
                short_name(details),
                relative.relationship.label().to_owned(),
                (!is_english(&language)).then_some(language),
            )
        },
    );
    Somebody {
        person,
        name,
        relation,
        language,
        may_come: reasons.is_empty(),
        reasons,
    }
}

fn children(session: &Session, family: &Family, standing: &Standing) -> Vec<BriefChild> {
    let child = |child: &Person| BriefChild {
        person: child.id,
        name: short_name(&child.details),
        age: child
            .details
            .born_on
            .and_then(|born| age_in_words(born, session.slot().day())),
        language: language_of(&child.details),
        status: standing
            .status_at(child.id, session.slot().starts())
            .map(|period| period.status.label().to_owned()),
    };
    family.children.iter().map(child).collect()
}

fn coming(reads: &mut dyn Reads, session: &Session, plan: &Plan) -> Result<Vec<String>, Refused> {
    let bringing = (plan.details.bringing, plan.details.returning);
    let ways = sessions::rules::ways(bringing, &session.draft());
    let mut lines = vec![
        format!("Brought by: {}", ways.there.escort.label()),
        format!("Taken home by: {}", ways.back.escort.label()),
    ];
    if let Some(taxi) = session.taxi {
        let firm = resources::queries::provider(reads, taxi)?.details.name;
        lines.push(format!("Taxi: {firm}"));
    }
    lines.push(match (&plan.details.interpreter, session.interpreter) {
        (Some(language), Some(service)) => {
            let service = resources::queries::provider(reads, service)?.details.name;
            format!("Interpreter for {language}: {service}")
        }
        (Some(language), None) => format!("Interpreter for {language}: none is booked"),
        (None, _) => return Ok(lines),
    });
    Ok(lines)
}

/// How the session of this plan before this one went, with how it ended where that is signed.
fn last(reads: &mut dyn Reads, session: &Session) -> Result<Option<String>, Refused> {
    let day = session.slot().day();
    let from = day.plus_days(-LOOKS_BACK_DAYS);
    let mut earlier = sessions::queries::of_plan(reads, session.plan, from, day)?;
    earlier.retain(|one| one.slot().starts() < session.slot().starts());
    earlier.sort_by_key(|one| one.slot().starts());
    for one in earlier.iter().rev() {
        let Some(went) = went_in_words(&one.stage) else {
            continue;
        };
        let mut words = format!("{}: {went}", one.slot().day().in_short());
        if let Some(record) = store::record(reads, one.id)? {
            let log = Log::of(store::entries(reads, one.id)?);
            if let Some(goodbye) = goodbye(&log, record.at) {
                words = format!("{words}. {goodbye}");
            }
        }
        return Ok(Some(words));
    }
    Ok(None)
}

/// The first line of what was written about the ending.
fn goodbye(log: &Log, signed: Instant) -> Option<String> {
    let answers = log.answers();
    let written = |entry: &&Entry| entry.received <= signed;
    let entry = answers
        .get(&Heading::Ending)?
        .values()
        .copied()
        .find(written)?;
    match &entry.what {
        What::Answered {
            text: Some(text), ..
        } => text.as_str().lines().next().map(str::to_owned),
        _ => None,
    }
}
