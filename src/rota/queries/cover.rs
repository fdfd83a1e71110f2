//! Who could step in for a supervisor who is away: everybody, in order, with what stands against
//! each.

use std::collections::BTreeSet;

use kernel::{
    id::{AbsenceId, PersonId, SupervisorId},
    refusal::{Reason, Refused},
};
use law::{
    access::{Act, Action, OnRecords, about},
    minimum::Minimum,
};

use crate::{
    access::{Subject, queries::may},
    people::queries::{people_known, within_reach},
    referrals::queries::plan,
    resources::{
        Absence, Room, Span, Supervisor, Venue,
        queries::{absence, absences, every_supervisor, rooms_with, supervisor},
    },
    rota::rules::{Candidate, Names, ranked},
    sessions::{
        Busy, Check, Draft, Session,
        queries::{busy, gather::around, of_resources, owed, supervisors_met},
        rules::checks::{Around, checks},
    },
    storage::Reads,
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
pub fn cover<R: Reads>(reads: &mut R, id: AbsenceId) -> Result<Cover, Refused>
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
        let ranked = candidates(reads, &session, away.id, &staff)?;
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
fn short_of(reads: &mut impl Reads, absence: &Absence) -> Result<Vec<Session>, Refused> {
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

/// Everybody who could supervise, ranked. What they are checked against is gathered once.
fn candidates(
    reads: &mut impl Reads,
    session: &Session,
    away: SupervisorId,
    staff: &[Supervisor],
) -> Result<Vec<Candidate>, Refused> {
    let plan = plan(reads, session.plan)?;
    let mut draft = session.draft();
    draft.supervisors.remove(&away);
    let base = around(reads, (Some(session.id), &plan), &draft)?;
    let ids: Vec<SupervisorId> = staff.iter().map(|one| one.id).collect();
    let day = session.slot().day();
    let week = day.week();
    let week_around = Span::of_days(week.monday().plus_days(-1), week.sunday().plus_days(1));
    let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let taken = busy(reads, &keys, week_around, Some(session.id))?;
    let everybody = ids.iter().copied().collect();
    let met = supervisors_met(
        reads,
        &session.children,
        &everybody,
        session.slot().starts(),
    )?;
    let around = Around {
        absences: absences(reads, &ids, Span::of_days(day, day))?,
        met: met.clone(),
        ..base
    };
    let whatever = in_the_way(session, &draft, &around);
    let free = staff
        .iter()
        .filter(|one| one.id != away && !draft.supervisors.contains(&one.id));
    let candidate = |one: &Supervisor| {
        let theirs: Vec<&Busy> = taken
            .iter()
            .filter(|busy| busy.resource == one.id.as_str())
            .collect();
        let (draft, around) = with(one, &draft, &around, &theirs);
        let mut against = in_the_way(session, &draft, &around);
        // What stands in the way whoever supervises is not against this one.
        against.retain(|reason| !whatever.contains(reason));
        let this_week = theirs.iter().filter(|busy| week.contains(busy.slot.day()));
        Candidate {
            supervisor: one.id,
            name: one.details.name.to_string(),
            against,
            is_known: met.contains(&one.id),
            minutes: this_week.map(|busy| busy.slot.minutes()).sum(),
            contract: i64::from(one.details.contract_minutes),
        }
    };
    Ok(ranked(free.map(candidate).collect()))
}

/// The session with one more supervisor, and what it is then checked against.
fn with(one: &Supervisor, draft: &Draft, around: &Around, theirs: &[&Busy]) -> (Draft, Around) {
    let mut draft = draft.clone();
    draft.supervisors.insert(one.id);
    let mut around = around.clone();
    around.supervisors.push(one.clone());
    around
        .busy
        .extend(theirs.iter().map(|busy| (*busy).clone()));
    (draft, around)
}

fn in_the_way(session: &Session, draft: &Draft, around: &Around) -> Vec<Reason> {
    let found = checks(Some(session.id), draft, around).into_iter();
    found
        .filter(|check| check.blocks() || check.holds())
        .map(|check: Check| check.reason)
        .collect()
}
