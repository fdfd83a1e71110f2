//! Rows of supervisors and their absences.

use diesel::prelude::*;
use kernel::{
    id::{AbsenceId, SupervisorId, UserId},
    refusal::Refused,
    text::{Name, Phone},
    time::{Instant, LondonDay},
};
use law::{access::Action, requirement::Gender};

use super::{count, current, from_json, open, seal, to_json};
use crate::{
    access::Permit,
    resources::{
        Absence, AbsenceKind, Dbs, DbsOutcome, Span, Supervisor, SupervisorDetails,
        tables::{absence, supervisor},
    },
    storage::{Acts, Reads, Work},
};

const PHONE: super::Place = ("supervisor", "phone");

#[derive(Queryable, Selectable)]
#[diesel(table_name = supervisor)]
struct SupervisorRow {
    id: SupervisorId,
    user_id: Option<UserId>,
    name: Name,
    contract_minutes: i32,
    opted_out: bool,
    hours: String,
    skills: String,
    dbs_checked_on: Option<LondonDay>,
    dbs_outcome: Option<DbsOutcome>,
    languages: String,
    gender: Option<Gender>,
    in_use: bool,
    version: i64,
}

impl SupervisorRow {
    fn read(self) -> Result<Supervisor, Refused> {
        let dbs = self.dbs_checked_on.zip(self.dbs_outcome);
        Ok(Supervisor {
            id: self.id,
            details: SupervisorDetails {
                user: self.user_id,
                name: self.name,
                contract_minutes: count(self.contract_minutes)?,
                opted_out: self.opted_out,
                hours: from_json(&self.hours)?,
                skills: from_json(&self.skills)?,
                dbs: dbs.map(|(checked_on, outcome)| Dbs {
                    checked_on,
                    outcome,
                }),
                languages: from_json(&self.languages)?,
                gender: self.gender,
                in_use: self.in_use,
            },
            version: self.version,
        })
    }
}

/// The supervisor of an id.
pub fn supervisor(reads: &mut dyn Reads, id: SupervisorId) -> Result<Option<Supervisor>, Refused> {
    let row: Option<SupervisorRow> = supervisor::table
        .find(id)
        .select(SupervisorRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(SupervisorRow::read).transpose()
}

/// The supervisor whose account it is.
pub fn supervisor_of(reads: &mut dyn Reads, user: UserId) -> Result<Option<Supervisor>, Refused> {
    let row: Option<SupervisorRow> = supervisor::table
        .filter(supervisor::user_id.eq(user))
        .select(SupervisorRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(SupervisorRow::read).transpose()
}

/// Supervisors by name, after one of them.
pub fn supervisors(
    reads: &mut dyn Reads,
    after: Option<(String, SupervisorId)>,
    limit: i64,
) -> Result<Vec<Supervisor>, Refused> {
    let mut query = supervisor::table
        .select(SupervisorRow::as_select())
        .order((supervisor::name.asc(), supervisor::id.asc()))
        .limit(limit)
        .into_boxed();
    if let Some((key, id)) = after {
        query = query.filter(
            supervisor::name
                .gt(key.clone())
                .or(supervisor::name.eq(key).and(supervisor::id.gt(id))),
        );
    }
    let rows: Vec<SupervisorRow> = query.load(reads.db())?;
    rows.into_iter().map(SupervisorRow::read).collect()
}

/// Supervisors in use, by name.
pub fn supervisors_in_use(reads: &mut dyn Reads) -> Result<Vec<Supervisor>, Refused> {
    let rows: Vec<SupervisorRow> = supervisor::table
        .filter(supervisor::in_use.eq(true))
        .order((supervisor::name.asc(), supervisor::id.asc()))
        .select(SupervisorRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(SupervisorRow::read).collect()
}

/// The number to call a supervisor on.
pub fn supervisor_phone<A: Action>(
    reads: &mut impl Acts<Action = A>,
    permit: &Permit<A>,
    id: SupervisorId,
) -> Result<Option<Phone>, Refused> {
    permit.covers(id)?;
    let sealed: Option<Option<String>> = supervisor::table
        .find(id)
        .select(supervisor::phone)
        .first(reads.db())
        .optional()?;
    sealed
        .flatten()
        .map(|sealed| open(reads, PHONE, id.as_str(), &sealed))
        .transpose()
}

fn sealed_phone(
    work: &mut Work<'_, impl Action>,
    id: SupervisorId,
    phone: Option<&Phone>,
) -> Result<Option<String>, Refused> {
    phone
        .map(|phone| seal(work, PHONE, id.as_str(), phone))
        .transpose()
}

/// Adds a supervisor.
pub fn insert_supervisor<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: SupervisorId,
    details: &SupervisorDetails,
    phone: Option<&Phone>,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let phone = sealed_phone(work, id, phone)?;
    let now = work.now();
    diesel::insert_into(supervisor::table)
        .values((
            supervisor::id.eq(id),
            supervisor::user_id.eq(details.user),
            supervisor::name.eq(&details.name),
            supervisor::contract_minutes.eq(i32::from(details.contract_minutes)),
            supervisor::opted_out.eq(details.opted_out),
            supervisor::hours.eq(to_json(&details.hours)?),
            supervisor::skills.eq(to_json(&details.skills)?),
            supervisor::dbs_checked_on.eq(details.dbs.map(|dbs| dbs.checked_on)),
            supervisor::dbs_outcome.eq(details.dbs.map(|dbs| dbs.outcome)),
            supervisor::languages.eq(to_json(&details.languages)?),
            supervisor::gender.eq(details.gender),
            supervisor::phone.eq(phone),
            supervisor::in_use.eq(details.in_use),
            supervisor::created_at.eq(now),
            supervisor::version.eq(1_i64),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Changes a supervisor, if `version` is still the current one.
pub fn update_supervisor<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, version): (SupervisorId, i64),
    details: &SupervisorDetails,
    phone: Option<&Phone>,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let phone = sealed_phone(work, id, phone)?;
    let current_one = supervisor::table
        .find(id)
        .filter(supervisor::version.eq(version));
    let updated = diesel::update(current_one)
        .set((
            supervisor::user_id.eq(details.user),
            supervisor::name.eq(&details.name),
            supervisor::contract_minutes.eq(i32::from(details.contract_minutes)),
            supervisor::opted_out.eq(details.opted_out),
            supervisor::hours.eq(to_json(&details.hours)?),
            supervisor::skills.eq(to_json(&details.skills)?),
            supervisor::dbs_checked_on.eq(details.dbs.map(|dbs| dbs.checked_on)),
            supervisor::dbs_outcome.eq(details.dbs.map(|dbs| dbs.outcome)),
            supervisor::languages.eq(to_json(&details.languages)?),
            supervisor::gender.eq(details.gender),
            supervisor::phone.eq(phone),
            supervisor::in_use.eq(details.in_use),
            supervisor::version.eq(version + 1),
        ))
        .execute(work.db())?;
    current(updated)
}

type AbsenceRow = (AbsenceId, SupervisorId, AbsenceKind, Instant, Instant);
const ABSENCE: (
    absence::id,
    absence::supervisor_id,
    absence::kind,
    absence::from_at,
    absence::until_at,
) = (
    absence::id,
    absence::supervisor_id,
    absence::kind,
    absence::from_at,
    absence::until_at,
);

const fn absence_of((id, supervisor, kind, from, until): AbsenceRow) -> Absence {
    Absence {
        id,
        supervisor,
        kind,
        span: Span { from, until },
    }
}

/// The absence of an id.
pub fn absence(reads: &mut dyn Reads, id: AbsenceId) -> QueryResult<Option<Absence>> {
    let row: Option<AbsenceRow> = absence::table
        .find(id)
        .select(ABSENCE)
        .first(reads.db())
        .optional()?;
    Ok(row.map(absence_of))
}

/// The absences of several supervisors that share a moment with a span, in order.
pub fn absences(
    reads: &mut dyn Reads,
    supervisors: &[SupervisorId],
    span: Span,
) -> QueryResult<Vec<Absence>> {
    let rows: Vec<AbsenceRow> = absence::table
        .filter(absence::supervisor_id.eq_any(supervisors))
        .filter(absence::until_at.gt(absence::from_at))
        .filter(absence::until_at.gt(span.from))
        .filter(absence::from_at.lt(span.until))
        .order((absence::from_at.asc(), absence::id.asc()))
        .select(ABSENCE)
        .load(reads.db())?;
    Ok(rows.into_iter().map(absence_of).collect())
}

/// Adds an absence.
pub fn insert_absence<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Absence,
) -> Result<(), Refused> {
    work.holds(new.supervisor)?;
    permit.covers(new.supervisor)?;
    let now = work.now();
    diesel::insert_into(absence::table)
        .values((
            absence::id.eq(new.id),
            absence::supervisor_id.eq(new.supervisor),
            absence::kind.eq(new.kind),
            absence::from_at.eq(new.span.from),
            absence::until_at.eq(new.span.until),
            absence::created_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends an absence at another moment.
pub fn end_absence<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    ended: &Absence,
) -> Result<(), Refused> {
    work.holds(ended.supervisor)?;
    permit.covers(ended.supervisor)?;
    diesel::update(absence::table.find(ended.id))
        .set(absence::until_at.eq(ended.span.until))
        .execute(work.db())?;
    Ok(())
}
