//! Rows of the letters about refusals.

use std::collections::BTreeSet;

use diesel::prelude::*;
use kernel::{
    id::{PersonId, RefusalId, RefusalLetterId, UserId},
    refusal::Refused,
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::access::Action;

use crate::{
    access::Permit,
    orders::{
        Mark, RefusalLetter, Sent, Tells, Way,
        tables::{LETTER, contact_refusal, refusal_letter},
    },
    storage::{Reads, Work},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = refusal_letter)]
struct LetterRow {
    id: RefusalLetterId,
    refusal_id: RefusalId,
    tells: Tells,
    person_id: Option<PersonId>,
    sent_on: Option<LondonDay>,
    way: Option<Way>,
    note: Option<String>,
    recorded_by: Option<UserId>,
    recorded_at: Option<Instant>,
}

fn whole(reads: &mut dyn Reads, row: LetterRow) -> Result<RefusalLetter, Refused> {
    let vault = reads.vault();
    let note = row.note.map(|sealed| -> Result<Narrative, Refused> {
        let text = vault.open("refusal_letter", "note", row.id.as_str(), &sealed)?;
        text.parse()
            .map_err(|_not_a_text| Refused::broken("reading what was said of a letter"))
    });
    let note = note.transpose()?;
    let recorded = row.recorded_by.zip(row.recorded_at);
    let sent = row.sent_on.zip(row.way).zip(recorded);
    Ok(RefusalLetter {
        id: row.id,
        refusal: row.refusal_id,
        tells: row.tells,
        to: row.person_id,
        sent: sent.map(|((on, way), (by, at))| Sent {
            on,
            way,
            note,
            recorded: Mark { by, at },
        }),
    })
}

/// The letter of an id.
pub fn letter(
    reads: &mut dyn Reads,
    id: RefusalLetterId,
) -> Result<Option<RefusalLetter>, Refused> {
    let row: Option<LetterRow> = refusal_letter::table
        .find(id)
        .select(LetterRow::as_select())
        .first(reads.db())
        .optional()?;
    row.map(|row| whole(reads, row)).transpose()
}

/// The letters that tell of these refusals, in the order in which they were owed.
pub fn letters_of(
    reads: &mut dyn Reads,
    refusals: &BTreeSet<RefusalId>,
) -> Result<Vec<RefusalLetter>, Refused> {
    let rows: Vec<LetterRow> = refusal_letter::table
        .filter(refusal_letter::refusal_id.eq_any(refusals))
        .order(refusal_letter::id.asc())
        .select(LetterRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| whole(reads, row)).collect()
}

/// The letters of which nobody has recorded anything, the longest owed first; none that tells of a
/// refusal which ended before it began.
pub fn letters_owed(reads: &mut dyn Reads, limit: i64) -> Result<Vec<RefusalLetter>, Refused> {
    let never_was = contact_refusal::table
        .filter(contact_refusal::lifted_at.le(contact_refusal::from_at.nullable()))
        .select(contact_refusal::id);
    let is_owed = refusal_letter::refusal_id.ne_all(never_was);
    let rows: Vec<LetterRow> = refusal_letter::table
        .filter(refusal_letter::sent_on.is_null())
        .filter(refusal_letter::tells.eq(Tells::End).or(is_owed))
        .order(refusal_letter::id.asc())
        .limit(limit)
        .select(LetterRow::as_select())
        .load(reads.db())?;
    rows.into_iter().map(|row| whole(reads, row)).collect()
}

/// Adds a letter that is owed.
pub fn insert_letter<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    child: PersonId,
    new: &RefusalLetter,
) -> Result<(), Refused> {
    work.holds(child)?;
    permit.covers(child)?;
    work.attests(&LETTER, &[&new.id])?;
    diesel::insert_into(refusal_letter::table)
        .values((
            refusal_letter::id.eq(new.id),
            refusal_letter::refusal_id.eq(new.refusal),
            refusal_letter::tells.eq(new.tells),
            refusal_letter::person_id.eq(new.to),
        ))
        .execute(work.db())?;
    Ok(())
}

/// A letter about a child was sent, or will not be.
pub fn set_sent<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (child, id): (PersonId, RefusalLetterId),
    sent: &Sent,
) -> Result<(), Refused> {
    work.holds(child)?;
    permit.covers(id)?;
    let vault = work.vault();
    let note = sent
        .note
        .as_ref()
        .map(|note| vault.seal("refusal_letter", "note", id.as_str(), note.as_str()));
    let note = note.transpose()?;
    work.attests(&LETTER, &[&id])?;
    diesel::update(refusal_letter::table.find(id))
        .set((
            refusal_letter::sent_on.eq(Some(sent.on)),
            refusal_letter::way.eq(Some(sent.way)),
            refusal_letter::note.eq(note),
            refusal_letter::recorded_by.eq(Some(sent.recorded.by)),
            refusal_letter::recorded_at.eq(Some(sent.recorded.at)),
        ))
        .execute(work.db())?;
    Ok(())
}
