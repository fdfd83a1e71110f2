//! Rows of contact plans.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{PersonId, PlanId, ReferralId, UserId},
    refusal::Refused,
    text::{Language, Narrative},
    time::{Instant, LondonDay},
};
use law::{
    access::Action,
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};

use super::{Part, open};
use crate::{
    access::Permit,
    referrals::{
        Basis, Bringing, Often, Plan, PlanDetails, PlanState, Recording,
        tables::{CHANGE, contact_plan, plan_change, plan_person},
    },
    storage::{Reads, Work},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = contact_plan)]
struct PlanRow {
    id: PlanId,
    referral_id: ReferralId,
    social_worker: UserId,
    state: PlanState,
    times: i32,
    per: Period,
    minutes: i32,
    mode: Mode,
    level: Level,
    place: PlaceKind,
    bringing: Bringing,
    returning_by: Bringing,
    recording: Recording,
    interpreter: Option<Language>,
    from_day: LondonDay,
    review_by: LondonDay,
    until_day: Option<LondonDay>,
    basis: Basis,
    agreed: Agreed,
    agency_allows: bool,
    notes: Option<String>,
    version: i64,
}

type People = BTreeMap<PlanId, BTreeMap<Part, BTreeSet<PersonId>>>;

impl PlanRow {
    fn whole(self, notes: Option<Narrative>, people: &mut People) -> Result<Plan, Refused> {
        let out_of_bounds = |cause| Refused::fault("reading a contact plan", cause);
        let mut people = people.remove(&self.id).unwrap_or_default();
        Ok(Plan {
            id: self.id,
            referral: self.referral_id,
            social_worker: self.social_worker,
            details: PlanDetails {
                children: people.remove(&Part::Child).unwrap_or_default(),
                visitors: people.remove(&Part::Visitor).unwrap_or_default(),
                often: Often {
                    times: self.times.try_into().map_err(out_of_bounds)?,
                    per: self.per,
                },
                minutes: self.minutes.try_into().map_err(out_of_bounds)?,
                mode: self.mode,
                level: self.level,
                place: self.place,
                bringing: self.bringing,
                returning: self.returning_by,
                recording: self.recording,
                interpreter: self.interpreter,
                from: self.from_day,
                review_by: self.review_by,
                until: self.until_day,
                basis: self.basis,
                agreed: self.agreed,
                agency_allows: self.agency_allows,
                notes,
            },
            state: self.state,
            version: self.version,
        })
    }
}

fn whole(reads: &mut dyn Reads, rows: Vec<PlanRow>) -> Result<Vec<Plan>, Refused> {
    let ids: Vec<PlanId> = rows.iter().map(|row| row.id).collect();
    let mut people = people_of(reads, &ids)?;
    let mut plans = Vec::with_capacity(rows.len());
    for row in rows {
        let notes = row
            .notes
            .as_ref()
            .map(|sealed| open(reads, ("contact_plan", "notes"), row.id.as_str(), sealed))
            .transpose()?;
        plans.push(row.whole(notes, &mut people)?);
    }
    Ok(plans)
}

fn people_of(reads: &mut dyn Reads, plans: &[PlanId]) -> QueryResult<People> {
    let rows: Vec<(PlanId, Part, PersonId)> = plan_person::table
        .filter(plan_person::plan_id.eq_any(plans))
        .select((
            plan_person::plan_id,
            plan_person::part,
            plan_person::person_id,
        ))
        .load(reads.db())?;
    let mut people = People::new();
    for (plan, part, person) in rows {
        let parts = people.entry(plan).or_default();
        parts.entry(part).or_default().insert(person);
    }
    Ok(people)
}

/// The plan of an id.
pub fn plan(reads: &mut dyn Reads, id: PlanId) -> Result<Option<Plan>, Refused> {
    let rows: Vec<PlanRow> = contact_plan::table
        .filter(contact_plan::id.eq(id))
        .select(PlanRow::as_select())
        .load(reads.db())?;
    Ok(whole(reads, rows)?.pop())
}

/// Plans that run on any day from the first to the last, in a constant number of queries.
pub fn plans_running(
    reads: &mut dyn Reads,
    (first, last): (LondonDay, LondonDay),
) -> Result<Vec<Plan>, Refused> {
    let lasts = contact_plan::until_day
        .is_null()
        .or(contact_plan::until_day.ge(first));
    let rows: Vec<PlanRow> = contact_plan::table
        .filter(contact_plan::from_day.le(last))
        .filter(lasts)
        .order(contact_plan::id.asc())
        .select(PlanRow::as_select())
        .load(reads.db())?;
    whole(reads, rows)
}

/// Plans that name any of these, the latest made first.
pub fn plans_naming(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<Plan>, Refused> {
    let naming = plan_person::table
        .filter(plan_person::person_id.eq_any(persons))
        .select(plan_person::plan_id);
    let rows: Vec<PlanRow> = contact_plan::table
        .filter(contact_plan::id.eq_any(naming))
        .order(contact_plan::id.desc())
        .select(PlanRow::as_select())
        .load(reads.db())?;
    whole(reads, rows)
}

/// Plans that came of a referral, the latest made first.
pub fn plans_of(reads: &mut dyn Reads, referral: ReferralId) -> Result<Vec<Plan>, Refused> {
    let rows: Vec<PlanRow> = contact_plan::table
        .filter(contact_plan::referral_id.eq(referral))
        .order(contact_plan::id.desc())
        .select(PlanRow::as_select())
        .load(reads.db())?;
    whole(reads, rows)
}

/// What a plan arranges, as columns.
macro_rules! arranged {
    ($details:expr) => {{
        let details: &PlanDetails = $details;
        (
            contact_plan::times.eq(i32::from(details.often.times)),
            contact_plan::per.eq(details.often.per),
            contact_plan::minutes.eq(i32::from(details.minutes)),
            contact_plan::mode.eq(details.mode),
            contact_plan::level.eq(details.level),
            contact_plan::place.eq(details.place),
            contact_plan::bringing.eq(details.bringing),
            contact_plan::returning_by.eq(details.returning),
            contact_plan::recording.eq(details.recording),
            contact_plan::interpreter.eq(&details.interpreter),
            contact_plan::from_day.eq(details.from),
            contact_plan::review_by.eq(details.review_by),
            contact_plan::until_day.eq(details.until),
            contact_plan::basis.eq(details.basis),
            contact_plan::agreed.eq(details.agreed),
            contact_plan::agency_allows.eq(details.agency_allows),
        )
    }};
}

fn sealed_notes(
    reads: &mut dyn Reads,
    id: PlanId,
    notes: Option<&Narrative>,
) -> Result<Option<String>, Refused> {
    let vault = reads.vault();
    let sealed = notes
        .map(|notes| vault.seal("contact_plan", "notes", id.as_str(), notes.as_str()))
        .transpose()?;
    Ok(sealed)
}

/// Adds a plan.
pub fn insert_plan<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    plan: &Plan,
) -> Result<(), Refused> {
    work.holds(plan.id)?;
    permit.covers(plan.id)?;
    let details = &plan.details;
    let notes = sealed_notes(work, plan.id, details.notes.as_ref())?;
    let now = work.now();
    diesel::insert_into(contact_plan::table)
        .values((
            contact_plan::id.eq(plan.id),
            contact_plan::referral_id.eq(plan.referral),
            contact_plan::social_worker.eq(plan.social_worker),
            contact_plan::state.eq(plan.state),
            arranged!(details),
            (
                contact_plan::notes.eq(notes),
                contact_plan::created_at.eq(now),
                contact_plan::version.eq(1_i64),
            ),
        ))
        .execute(work.db())?;
    insert_people(work, plan)
}

fn insert_people<A: Action>(work: &mut Work<'_, A>, plan: &Plan) -> Result<(), Refused> {
    let parts = [
        (Part::Child, &plan.details.children),
        (Part::Visitor, &plan.details.visitors),
    ];
    for (part, persons) in parts {
        for person in persons {
            diesel::insert_into(plan_person::table)
                .values((
                    plan_person::plan_id.eq(plan.id),
                    plan_person::person_id.eq(*person),
                    plan_person::part.eq(part),
                ))
                .execute(work.db())?;
        }
    }
    Ok(())
}

/// Changes a plan, if the version it carries is still the current one, and keeps why.
pub fn update_plan<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    plan: &Plan,
    (by, at, reason): (UserId, Instant, &Narrative),
) -> Result<(), Refused> {
    work.holds(plan.id)?;
    permit.covers(plan.id)?;
    let notes = sealed_notes(work, plan.id, plan.details.notes.as_ref())?;
    let current = contact_plan::table
        .find(plan.id)
        .filter(contact_plan::version.eq(plan.version));
    let updated = diesel::update(current)
        .set((
            arranged!(&plan.details),
            (
                contact_plan::state.eq(plan.state),
                contact_plan::notes.eq(notes),
                contact_plan::version.eq(plan.version + 1),
            ),
        ))
        .execute(work.db())?;
    if updated != 1 {
        return Err(Refused::Stale);
    }
    diesel::delete(plan_person::table.filter(plan_person::plan_id.eq(plan.id)))
        .execute(work.db())?;
    insert_people(work, plan)?;
    let row = change_row(plan.id, plan.version + 1);
    let sealed = work
        .vault()
        .seal("plan_change", "reason", &row, reason.as_str())?;
    work.attests(&CHANGE, &[&plan.id, &(plan.version + 1)])?;
    diesel::insert_into(plan_change::table)
        .values((
            plan_change::plan_id.eq(plan.id),
            plan_change::version.eq(plan.version + 1),
            plan_change::by_user.eq(by),
            plan_change::at.eq(at),
            plan_change::reason.eq(sealed),
        ))
        .execute(work.db())?;
    Ok(())
}

fn change_row(plan: PlanId, version: i64) -> String {
    format!("{plan}/{version}")
}

/// Who changed a plan, when, and why, the latest first.
pub fn plan_changes(
    reads: &mut dyn Reads,
    id: PlanId,
) -> Result<Vec<(UserId, Instant, Narrative)>, Refused> {
    let rows: Vec<(i64, UserId, Instant, String)> = plan_change::table
        .filter(plan_change::plan_id.eq(id))
        .order(plan_change::version.desc())
        .select((
            plan_change::version,
            plan_change::by_user,
            plan_change::at,
            plan_change::reason,
        ))
        .load(reads.db())?;
    let mut changes = Vec::with_capacity(rows.len());
    for (version, by, at, sealed) in rows {
        let row = change_row(id, version);
        changes.push((
            by,
            at,
            open(reads, ("plan_change", "reason"), &row, &sealed)?,
        ));
    }
    Ok(changes)
}
