//! Rows of referrals, whom they name, and what was done with them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{dsl::max, prelude::*};
use kernel::{
    id::{PersonId, ReferralId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::Action;

use super::{Part, open};
use crate::{
    access::Permit,
    referrals::{
        Deed, Entry, Referral, ReferralKind, StateCode,
        rules::{Answers, Number, State},
        tables::{ENTRY, referral, referral_entry, referral_person},
    },
    storage::{Reads, Work},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = referral)]
struct ReferralRow {
    id: ReferralId,
    kind: ReferralKind,
    life: String,
    answers: String,
    social_worker: UserId,
    renews: Option<ReferralId>,
    number_year: Option<i32>,
    number: Option<i32>,
    touched_at: Instant,
    warned_at: Option<Instant>,
    version: i64,
}

type People = BTreeMap<ReferralId, BTreeMap<Part, BTreeSet<PersonId>>>;

fn whole(reads: &mut dyn Reads, rows: Vec<ReferralRow>) -> Result<Vec<Referral>, Refused> {
    let ids: Vec<ReferralId> = rows.iter().map(|row| row.id).collect();
    let mut people = people_of(reads, &ids)?;
    let vault = reads.vault();
    let mut referrals = Vec::with_capacity(rows.len());
    for row in rows {
        let read = |column, sealed: &str| vault.open("referral", column, row.id.as_str(), sealed);
        let broken = |cause| Refused::fault("reading a referral", cause);
        let state: State = serde_json::from_str(&read("life", &row.life)?).map_err(broken)?;
        let answers: Answers =
            serde_json::from_str(&read("answers", &row.answers)?).map_err(broken)?;
        let mut people = people.remove(&row.id).unwrap_or_default();
        let number = row.number_year.zip(row.number);
        referrals.push(Referral {
            id: row.id,
            number: number.map(|(year, number)| Number { year, number }),
            kind: row.kind,
            state,
            children: people.remove(&Part::Child).unwrap_or_default(),
            visitors: people.remove(&Part::Visitor).unwrap_or_default(),
            answers,
            social_worker: row.social_worker,
            renews: row.renews,
            touched: row.touched_at,
            warned: row.warned_at,
            version: row.version,
        });
    }
    Ok(referrals)
}

fn people_of(reads: &mut dyn Reads, ids: &[ReferralId]) -> QueryResult<People> {
    let rows: Vec<(ReferralId, Part, PersonId)> = referral_person::table
        .filter(referral_person::referral_id.eq_any(ids))
        .select((
            referral_person::referral_id,
            referral_person::part,
            referral_person::person_id,
        ))
        .load(reads.db())?;
    let mut people = People::new();
    for (referral, part, person) in rows {
        let parts = people.entry(referral).or_default();
        parts.entry(part).or_default().insert(person);
    }
    Ok(people)
}

/// The referral of an id.
pub fn referral(reads: &mut dyn Reads, id: ReferralId) -> Result<Option<Referral>, Refused> {
    let rows: Vec<ReferralRow> = referral::table
        .filter(referral::id.eq(id))
        .select(ReferralRow::as_select())
        .load(reads.db())?;
    Ok(whole(reads, rows)?.pop())
}

/// The referral of this number.
pub fn numbered(reads: &mut dyn Reads, number: Number) -> Result<Option<Referral>, Refused> {
    let rows: Vec<ReferralRow> = referral::table
        .filter(referral::number_year.eq(number.year))
        .filter(referral::number.eq(number.number))
        .select(ReferralRow::as_select())
        .load(reads.db())?;
    Ok(whole(reads, rows)?.pop())
}

/// Referrals in these states, the latest begun first, after a place in that order.
pub fn referrals(
    reads: &mut dyn Reads,
    states: &[StateCode],
    after: Option<ReferralId>,
    limit: i64,
) -> Result<Vec<Referral>, Refused> {
    let mut query = referral::table
        .filter(referral::state.eq_any(states.to_vec()))
        .order(referral::id.desc())
        .limit(limit)
        .select(ReferralRow::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(referral::id.lt(after));
    }
    let rows: Vec<ReferralRow> = query.load(reads.db())?;
    whole(reads, rows)
}

/// Referrals accepted without the call that verifies them, the longest due first.
pub fn calls_due(reads: &mut dyn Reads, limit: i64) -> Result<Vec<Referral>, Refused> {
    let rows: Vec<ReferralRow> = referral::table
        .filter(referral::call_due_at.is_not_null())
        .order((referral::call_due_at.asc(), referral::id.asc()))
        .limit(limit)
        .select(ReferralRow::as_select())
        .load(reads.db())?;
    whole(reads, rows)
}

/// Referrals that name any of these, the latest begun first.
pub fn referrals_naming(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<Referral>, Refused> {
    let naming = referral_person::table
        .filter(referral_person::person_id.eq_any(persons))
        .select(referral_person::referral_id);
    let rows: Vec<ReferralRow> = referral::table
        .filter(referral::id.eq_any(naming))
        .order(referral::id.desc())
        .select(ReferralRow::as_select())
        .load(reads.db())?;
    whole(reads, rows)
}

/// What was done with a referral, in order.
pub fn entries(reads: &mut dyn Reads, id: ReferralId) -> Result<Vec<Entry>, Refused> {
    type Row = (i32, Deed, UserId, Instant, Option<String>);
    let rows: Vec<Row> = referral_entry::table
        .filter(referral_entry::referral_id.eq(id))
        .order(referral_entry::seq.asc())
        .select((
            referral_entry::seq,
            referral_entry::what,
            referral_entry::by_user,
            referral_entry::at,
            referral_entry::said,
        ))
        .load(reads.db())?;
    let mut entries = Vec::with_capacity(rows.len());
    for (seq, deed, by, at, said) in rows {
        let row = entry_row(id, seq);
        let said = said
            .map(|sealed| open(reads, ("referral_entry", "said"), &row, &sealed))
            .transpose()?;
        entries.push(Entry { deed, by, at, said });
    }
    Ok(entries)
}

fn entry_row(id: ReferralId, seq: i32) -> String {
    format!("{id}/{seq}")
}

/// The number the next referral of a year gets. Whoever asks has claimed the numbers of the year.
pub fn next_number(reads: &mut dyn Reads, year: i32) -> QueryResult<Number> {
    let last: Option<i32> = referral::table
        .filter(referral::number_year.eq(year))
        .select(max(referral::number))
        .first(reads.db())?;
    Ok(Number {
        year,
        number: last.unwrap_or_default() + 1,
    })
}

/// State and answers, sealed.
fn sealed(reads: &mut dyn Reads, one: &Referral) -> Result<(String, String), Refused> {
    let broken = |cause| Refused::fault("writing a referral", cause);
    let life = serde_json::to_string(&one.state).map_err(broken)?;
    let answers = serde_json::to_string(&one.answers).map_err(broken)?;
    let vault = reads.vault();
    Ok((
        vault.seal("referral", "life", one.id.as_str(), &life)?,
        vault.seal("referral", "answers", one.id.as_str(), &answers)?,
    ))
}

/// Adds a referral.
pub fn insert_referral<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    one: &Referral,
) -> Result<(), Refused> {
    work.holds(one.id)?;
    permit.covers(one.id)?;
    let (life, answers) = sealed(work, one)?;
    let now = work.now();
    diesel::insert_into(referral::table)
        .values((
            referral::id.eq(one.id),
            referral::kind.eq(one.kind),
            referral::state.eq(one.state.code()),
            referral::life.eq(life),
            referral::answers.eq(answers),
            referral::social_worker.eq(one.social_worker),
            referral::renews.eq(one.renews),
            referral::touched_at.eq(now),
            referral::created_at.eq(now),
            referral::version.eq(1_i64),
        ))
        .execute(work.db())?;
    insert_people(work, one)
}

/// Changes a referral, if the version it carries is still the current one. A draft that is written
/// in is no longer about to be deleted.
pub fn update_referral<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    one: &Referral,
) -> Result<(), Refused> {
    work.holds(one.id)?;
    permit.covers(one.id)?;
    let (life, answers) = sealed(work, one)?;
    let now = work.now();
    let current = referral::table
        .find(one.id)
        .filter(referral::version.eq(one.version));
    let updated = diesel::update(current)
        .set((
            referral::state.eq(one.state.code()),
            referral::life.eq(life),
            referral::answers.eq(answers),
            referral::number_year.eq(one.number.map(|number| number.year)),
            referral::number.eq(one.number.map(|number| number.number)),
            referral::call_due_at.eq(one.state.call_due()),
            referral::touched_at.eq(now),
            referral::warned_at.eq(None::<Instant>),
            referral::version.eq(one.version + 1),
        ))
        .execute(work.db())?;
    if updated != 1 {
        return Err(Refused::Stale);
    }
    diesel::delete(referral_person::table.filter(referral_person::referral_id.eq(one.id)))
        .execute(work.db())?;
    insert_people(work, one)
}

fn insert_people<A: Action>(work: &mut Work<'_, A>, one: &Referral) -> Result<(), Refused> {
    for (part, persons) in [(Part::Child, &one.children), (Part::Visitor, &one.visitors)] {
        for person in persons {
            diesel::insert_into(referral_person::table)
                .values((
                    referral_person::referral_id.eq(one.id),
                    referral_person::person_id.eq(*person),
                    referral_person::part.eq(part),
                ))
                .execute(work.db())?;
        }
    }
    Ok(())
}

/// Adds a line of what was done with a referral.
pub fn add_entry<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    id: ReferralId,
    entry: &Entry,
) -> Result<(), Refused> {
    work.holds(id)?;
    permit.covers(id)?;
    let last: Option<i32> = referral_entry::table
        .filter(referral_entry::referral_id.eq(id))
        .select(max(referral_entry::seq))
        .first(work.db())?;
    let seq = last.unwrap_or_default() + 1;
    let vault = work.vault();
    let row = entry_row(id, seq);
    let said = entry
        .said
        .as_ref()
        .map(|said| vault.seal("referral_entry", "said", &row, said.as_str()))
        .transpose()?;
    work.attests(&ENTRY, &[&id, &seq])?;
    diesel::insert_into(referral_entry::table)
        .values((
            referral_entry::referral_id.eq(id),
            referral_entry::seq.eq(seq),
            referral_entry::what.eq(entry.deed),
            referral_entry::by_user.eq(entry.by),
            referral_entry::at.eq(entry.at),
            referral_entry::said.eq(said),
        ))
        .execute(work.db())?;
    Ok(())
}
