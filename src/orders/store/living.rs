//! Rows of legal statuses and refusals.

use std::collections::BTreeSet;

use diesel::{dsl::max, prelude::*};
use kernel::{
    id::{PersonId, RefusalId, UserId},
    refusal::Refused,
    text::Narrative,
    time::Instant,
};
use law::{
    access::Action,
    rule::Refusal,
    status::{LegalStatus, StatusPeriod},
};

use crate::{
    access::Permit,
    orders::{
        Mark, RecordedStatus, UrgentRefusal,
        rules::Following,
        tables::{LEGAL_STATUS, REFUSAL, contact_refusal, legal_status},
    },
    storage::{Reads, Work},
};

/// The legal statuses of these children, the first begun first.
pub fn statuses(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
) -> QueryResult<Vec<(PersonId, RecordedStatus)>> {
    type Row = (
        PersonId,
        LegalStatus,
        Instant,
        Option<Instant>,
        UserId,
        Instant,
    );
    let rows: Vec<Row> = legal_status::table
        .filter(legal_status::child_id.eq_any(children))
        .filter(legal_status::replaced.eq(0))
        .order((legal_status::child_id.asc(), legal_status::from_at.asc()))
        .select((
            legal_status::child_id,
            legal_status::status,
            legal_status::from_at,
            legal_status::until_at,
            legal_status::recorded_by,
            legal_status::recorded_at,
        ))
        .load(reads.db())?;
    let recorded = |(child, status, from, until, by, at)| {
        let period = StatusPeriod {
            status,
            from,
            until,
        };
        let recorded = Mark { by, at };
        (child, RecordedStatus { period, recorded })
    };
    Ok(rows.into_iter().map(recorded).collect())
}

/// Adds a status, which begins when the one before ends. Another that has not begun stays as replaced.
pub fn put_status<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    child: PersonId,
    follows: Following,
    new: &RecordedStatus,
) -> Result<(), Refused> {
    work.holds(child)?;
    permit.covers(child)?;
    if let Some(coming) = follows.replaces {
        let of_that_day = legal_status::table
            .filter(legal_status::child_id.eq(child))
            .filter(legal_status::from_at.eq(coming.from));
        let latest: Option<i32> = of_that_day
            .select(max(legal_status::replaced))
            .first(work.db())?;
        let place = latest.unwrap_or_default() + 1;
        work.attests(&LEGAL_STATUS, &[&child, &coming.from.millis(), &0])?;
        work.attests(&LEGAL_STATUS, &[&child, &coming.from.millis(), &place])?;
        diesel::update(legal_status::table.find((child, coming.from, 0)))
            .set(legal_status::replaced.eq(place))
            .execute(work.db())?;
    }
    if let Some(last) = follows.ends {
        work.attests(&LEGAL_STATUS, &[&child, &last.from.millis(), &0])?;
        diesel::update(legal_status::table.find((child, last.from, 0)))
            .set(legal_status::until_at.eq(Some(new.period.from)))
            .execute(work.db())?;
    }
    work.attests(&LEGAL_STATUS, &[&child, &new.period.from.millis(), &0])?;
    diesel::insert_into(legal_status::table)
        .values((
            legal_status::child_id.eq(child),
            legal_status::status.eq(new.period.status),
            legal_status::from_at.eq(new.period.from),
            legal_status::until_at.eq(new.period.until),
            legal_status::recorded_by.eq(new.recorded.by),
            legal_status::recorded_at.eq(new.recorded.at),
            legal_status::replaced.eq(0),
        ))
        .execute(work.db())?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = contact_refusal)]
struct RefusalRow {
    id: RefusalId,
    child_id: PersonId,
    person_id: PersonId,
    from_at: Instant,
    until_at: Instant,
    reason: String,
    again: Option<String>,
    decided_by: UserId,
    decided_at: Instant,
    lifted_at: Option<Instant>,
    lifted_by: Option<UserId>,
    lift_reason: Option<String>,
}

fn whole(reads: &mut dyn Reads, row: RefusalRow) -> Result<UrgentRefusal, Refused> {
    let vault = reads.vault();
    let id = row.id;
    let open = |column: &str, sealed: &str| -> Result<Narrative, Refused> {
        let text = vault.open("contact_refusal", column, id.as_str(), sealed)?;
        text.parse()
            .map_err(|_not_a_text| Refused::broken("reading the reason of a refusal"))
    };
    let refusal = Refusal::urgent(row.child_id, row.person_id, row.from_at, row.until_at)
        .map_err(|cause| Refused::fault("reading a refusal", cause))?;
    let lift_reason = row
        .lift_reason
        .map(|sealed| open("lift_reason", &sealed))
        .transpose()?;
    Ok(UrgentRefusal {
        id,
        refusal: row.lifted_at.map_or(refusal, |at| refusal.lifted(at)),
        reason: open("reason", &row.reason)?,
        again: row.again.map(|sealed| open("again", &sealed)).transpose()?,
        decided: Mark {
            by: row.decided_by,
            at: row.decided_at,
        },
        lifted: row.lifted_by.zip(lift_reason),
    })
}

/// The refusal of an id.
pub fn refusal(reads: &mut dyn Reads, id: RefusalId) -> Result<Option<UrgentRefusal>, Refused> {
    let row: Option<RefusalRow> = contact_refusal::table
        .find(id)
        .select(RefusalRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(|row| whole(reads, row)).transpose()
}

/// The refusals of these ids.
pub fn refusals_of_ids(
    reads: &mut dyn Reads,
    ids: &BTreeSet<RefusalId>,
) -> Result<Vec<UrgentRefusal>, Refused> {
    let rows: Vec<RefusalRow> = contact_refusal::table
        .filter(contact_refusal::id.eq_any(ids))
        .select(RefusalRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| whole(reads, row)).collect()
}

/// Refusals of contact with these children, the latest begun first.
pub fn refusals(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
) -> Result<Vec<UrgentRefusal>, Refused> {
    let rows: Vec<RefusalRow> = contact_refusal::table
        .filter(contact_refusal::child_id.eq_any(children))
        .order((contact_refusal::from_at.desc(), contact_refusal::id.desc()))
        .select(RefusalRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| whole(reads, row)).collect()
}

/// Adds a refusal.
pub fn insert_refusal<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &UrgentRefusal,
) -> Result<(), Refused> {
    let (child, person) = (new.refusal.child(), new.refusal.person());
    work.holds(child)?;
    work.holds(person)?;
    permit.covers(child)?;
    let reason = new.reason.as_str();
    let sealed = work
        .vault()
        .seal("contact_refusal", "reason", new.id.as_str(), reason)?;
    let vault = work.vault();
    let again = new
        .again
        .as_ref()
        .map(|again| vault.seal("contact_refusal", "again", new.id.as_str(), again.as_str()));
    let again = again.transpose()?;
    let until = new
        .refusal
        .ends()
        .ok_or_else(|| Refused::broken("keeping an urgent refusal without an end"))?;
    work.attests(&REFUSAL, &[&new.id])?;
    diesel::insert_into(contact_refusal::table)
        .values((
            contact_refusal::id.eq(new.id),
            contact_refusal::child_id.eq(child),
            contact_refusal::person_id.eq(person),
            contact_refusal::from_at.eq(new.refusal.from()),
            contact_refusal::until_at.eq(until),
            contact_refusal::reason.eq(sealed),
            contact_refusal::again.eq(again),
            contact_refusal::decided_by.eq(new.decided.by),
            contact_refusal::decided_at.eq(new.decided.at),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Ends a refusal before its time.
pub fn lift_refusal<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    running: &UrgentRefusal,
    lifted: Mark,
    reason: &Narrative,
) -> Result<(), Refused> {
    work.holds(running.refusal.child())?;
    permit.covers(running.id)?;
    let sealed = work.vault().seal(
        "contact_refusal",
        "lift_reason",
        running.id.as_str(),
        reason.as_str(),
    )?;
    work.attests(&REFUSAL, &[&running.id])?;
    diesel::update(contact_refusal::table.find(running.id))
        .set((
            contact_refusal::lifted_at.eq(Some(lifted.at)),
            contact_refusal::lifted_by.eq(Some(lifted.by)),
            contact_refusal::lift_reason.eq(Some(sealed)),
        ))
        .execute(work.db())?;
    Ok(())
}
