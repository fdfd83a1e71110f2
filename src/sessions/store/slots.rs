//! Rows of the slots a family keeps from week to week.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use kernel::{
    id::{PlanId, ProviderId, RoomId},
    refusal::Refused,
    time::ClockTime,
};
use law::access::Action;

use crate::{
    access::Permit,
    resources::DayName,
    sessions::{
        Pattern, StandingSlot,
        tables::{standing_pattern, standing_slot},
    },
    storage::{Reads, Work},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = standing_slot)]
struct SlotRow {
    plan_id: PlanId,
    weekday: DayName,
    from_time: ClockTime,
    to_time: ClockTime,
    room_id: Option<RoomId>,
    supervisors: String,
    taxi_id: Option<ProviderId>,
    interpreter_id: Option<ProviderId>,
}

impl SlotRow {
    fn read(self) -> Result<(PlanId, StandingSlot), Refused> {
        let supervisors: BTreeSet<_> = serde_json::from_str(&self.supervisors)
            .map_err(|cause| Refused::fault("reading a standing slot", cause))?;
        Ok((
            self.plan_id,
            StandingSlot {
                weekday: self.weekday,
                from: self.from_time,
                to: self.to_time,
                room: self.room_id,
                supervisors,
                taxi: self.taxi_id,
                interpreter: self.interpreter_id,
            },
        ))
    }
}

/// The standing slots of these plans, in two queries.
pub fn patterns(
    reads: &mut dyn Reads,
    plans: &[PlanId],
) -> Result<BTreeMap<PlanId, Pattern>, Refused> {
    let versions: Vec<(PlanId, i64)> = standing_pattern::table
        .filter(standing_pattern::plan_id.eq_any(plans))
        .select((standing_pattern::plan_id, standing_pattern::version))
        .load(reads.db())?;
    let mut patterns: BTreeMap<PlanId, Pattern> = versions
        .into_iter()
        .map(|(plan, version)| {
            let pattern = Pattern {
                slots: Vec::new(),
                version,
            };
            (plan, pattern)
        })
        .collect();
    let rows: Vec<SlotRow> = standing_slot::table
        .filter(standing_slot::plan_id.eq_any(plans))
        .order((standing_slot::plan_id.asc(), standing_slot::number.asc()))
        .select(SlotRow::as_select())
        .load(reads.db())?;
    for row in rows {
        let (plan, slot) = row.read()?;
        patterns.entry(plan).or_default().slots.push(slot);
    }
    Ok(patterns)
}

/// Puts the standing slots of a plan in the place of those before, if `version` is still the current
/// one; 0 where there were none. Returns the new version.
pub fn put_pattern<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (plan, version): (PlanId, i64),
    slots: &[StandingSlot],
) -> Result<i64, Refused> {
    work.holds(plan)?;
    permit.covers(plan)?;
    let (now, by) = (work.now(), work.actor().user());
    let written = if version == 0 {
        diesel::insert_into(standing_pattern::table)
            .values((
                standing_pattern::plan_id.eq(plan),
                standing_pattern::kept_by.eq(by),
                standing_pattern::kept_at.eq(now),
                standing_pattern::version.eq(1_i64),
            ))
            .execute(work.db())?
    } else {
        diesel::update(
            standing_pattern::table
                .find(plan)
                .filter(standing_pattern::version.eq(version)),
        )
        .set((
            standing_pattern::kept_by.eq(by),
            standing_pattern::kept_at.eq(now),
            standing_pattern::version.eq(version + 1),
        ))
        .execute(work.db())?
    };
    if written != 1 {
        return Err(Refused::Stale);
    }
    diesel::delete(standing_slot::table.filter(standing_slot::plan_id.eq(plan)))
        .execute(work.db())?;
    for (number, slot) in (1_i32..).zip(slots) {
        let supervisors = serde_json::to_string(&slot.supervisors)
            .map_err(|cause| Refused::fault("writing a standing slot", cause))?;
        diesel::insert_into(standing_slot::table)
            .values((
                standing_slot::plan_id.eq(plan),
                standing_slot::number.eq(number),
                standing_slot::weekday.eq(slot.weekday),
                standing_slot::from_time.eq(slot.from),
                standing_slot::to_time.eq(slot.to),
                standing_slot::room_id.eq(slot.room),
                standing_slot::supervisors.eq(supervisors),
                standing_slot::taxi_id.eq(slot.taxi),
                standing_slot::interpreter_id.eq(slot.interpreter),
            ))
            .execute(work.db())?;
    }
    Ok(version + 1)
}
