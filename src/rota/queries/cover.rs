//! Who could step in for a supervisor who is away: everybody, in order, with what stands against
//! each.

use std::collections::BTreeSet;

use kernel::{
    id::{AbsenceId, PersonId, SessionId, SupervisorId},
    refusal::Refused,
};
use law::{
    access::{Act, Action, OnRecords, about},
    minimum::Minimum,
};

use crate::{
    access::{
        Subject,
        queries::{known, may},
    },
    people::queries::{people_known, within_reach},
    referrals::queries::plan,
    resources::{
        Absence, Room, Span, Supervisor, Venue,
        queries::{absence, every_supervisor, rooms_with, supervisor},
    },
    rota::rules::Names,
    sessions::{
        Session,
        queries::{candidates, of_resources, owed, permitted},
        rules::Candidate,
    },
    storage::{Acts, Reads},
};

/// A session that an absence leaves short of a supervisor.
#[derive(Debug)]
pub struct Hit {
    /// The session.
    pub session: Session,
    /// Who could step in, the best first; after them who cannot, and why.
    pub ranked: Vec<Candidate>,
    /// What its children are owed around its day.
    pub owed: Vec<Minimum>,
}

/// What an absence comes to.
#[derive(Debug)]
pub struct Cover {
    /// The absence.
    pub absence: Absence,
    /// Who is away.
    pub supervisor: Supervisor,
    /// The sessions of families the caller may know of.
    pub hits: Vec<Hit>,
    /// How many more there are.
    pub unseen: usize,
    /// What people are called.
    pub names: Names,
    /// The rooms in use.
    pub rooms: Vec<(Venue, Room)>,
}

impl Cover {
    /// Everybody it shows.
    pub fn subjects(&self) -> BTreeSet<PersonId> {
        self.hits
            .iter()
            .flat_map(|hit| hit.session.people())
            .collect()
    }
}

/// What an absence comes to.
///
/// # Errors
/// `Hidden` when there is no such absence; when the caller may not.
pub fn cover<R: Acts>(reads: &mut R, id: AbsenceId) -> Result<Cover, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    may(reads, &Subject::new_record())?;
    let absence = absence(reads, id)?;
    let away = supervisor(reads, absence.supervisor)?;
    let short = short_of(reads, &absence)?;
    let all = short.len();
    let seen = within_reach(reads, Act::ShowRota, short, |session: &Session| {
        &session.children
    })?;
    let unseen = all - seen.len();
    let staff = every_supervisor(reads)?;
    let mut hits = Vec::with_capacity(seen.len());
    for session in seen {
        let ranked = step_in(reads, &session, away.id, &staff)?;
        let owed = owed(reads, &session)?;
        hits.push(Hit {
            session,
            ranked,
            owed,
        });
    }
    let people = hits.iter().flat_map(|hit| hit.session.people()).collect();
    let known = people_known(reads, &people)?;
    Ok(Cover {
        absence,
        supervisor: away,
        hits,
        unseen,
        names: Names::new(&known, reads.now().london_day()),
        rooms: rooms_with(reads, &BTreeSet::new())?,
    })
}

/// Sessions still to come in that time that count on who is away.
fn short_of(reads: &mut dyn Reads, absence: &Absence) -> Result<Vec<Session>, Refused> {
    let theirs = of_resources(reads, &[absence.supervisor.to_string()], absence.span)?;
    let now = reads.now();
    let counts = |session: &Session| {
        session.is_live()
            && session.is_to_come()
            && session.supervisors.contains(&absence.supervisor)
            && session.slot().ends() > now
            && Span::from(session.slot()).overlaps(absence.span)
    };
    Ok(theirs.into_iter().filter(counts).collect())
}

/// Everybody who could step in, ranked.
fn step_in(
    reads: &mut dyn Reads,
    session: &Session,
    away: SupervisorId,
    staff: &[Supervisor],
) -> Result<Vec<Candidate>, Refused> {
    let plan = plan(reads, session.plan)?;
    let mut draft = session.draft();
    draft.supervisors.remove(&away);
    let others: Vec<Supervisor> = staff.iter().filter(|one| one.id != away).cloned().collect();
    candidates(reads, (Some(session.id), &plan), &draft, &others)
}

/// A session and what its supervisors are called; `None` when there is none or the caller may not know
/// of it.
///
/// # Errors
/// Only what goes wrong in the store.
pub fn held_by<R: Acts>(
    reads: &mut R,
    id: SessionId,
) -> Result<Option<(Session, Vec<String>)>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let Some((session, _)) = known(permitted(reads, id))? else {
        return Ok(None);
    };
    let names = session.supervisors.iter();
    let names = names.map(|one| Ok(supervisor(reads, *one)?.details.name.to_string()));
    let names = names.collect::<Result<Vec<String>, Refused>>()?;
    Ok(Some((session, names)))
}
