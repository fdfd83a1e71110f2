//! Rows of contact plans.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{PersonId, PlanId, ReferralId, UserId},
    refusal::Refused,
    text::{Language, Narrative},
    time::LondonDay,
};
use law::{
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};

use super::Part;
use crate::{
    referrals::{
        Basis, Bringing, Often, Plan, PlanDetails, PlanState, Recording,
        tables::{contact_plan, plan_person},
    },
    storage::Reads,
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

fn whole(reads: &mut impl Reads, rows: Vec<PlanRow>) -> Result<Vec<Plan>, Refused> {
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

/// Opens a sealed text of a row.
pub(super) fn open(
    reads: &mut impl Reads,
    (table, column): (&str, &str),
    row: &str,
    sealed: &str,
) -> Result<Narrative, Refused> {
    let text = reads.vault().open(table, column, row, sealed)?;
    text.parse()
        .map_err(|_not_a_text| Refused::broken("reading a sealed text of a referral or a plan"))
}

fn people_of(reads: &mut impl Reads, plans: &[PlanId]) -> QueryResult<People> {
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
pub fn plan(reads: &mut impl Reads, id: PlanId) -> Result<Option<Plan>, Refused> {
    let rows: Vec<PlanRow> = contact_plan::table
        .filter(contact_plan::id.eq(id))
        .select(PlanRow::as_select())
        .load(reads.db())?;
    Ok(whole(reads, rows)?.pop())
}

/// Plans that run on any day from the first to the last, in a constant number of queries.
pub fn plans_running(
    reads: &mut impl Reads,
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
    reads: &mut impl Reads,
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
