//! What the API shows of sessions.

use std::{collections::BTreeSet, iter::repeat};

use kernel::{
    id::{OrderId, PersonId, PlanId, ProviderId, RoomId, RuleId, SessionId, SupervisorId, VenueId},
    refusal::Reason,
    text::Narrative,
    time::{ClockTime, Instant, LondonDay},
};
use law::{
    minimum::Minimum,
    proposal::{Level, Mode, PlaceKind},
    session::CountsAs,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{FlagView, FoundView, JudgedView, StepView};
use crate::{
    resources::DayName,
    sessions::{Ahead, Filled, LeftOut, Pattern, Session, StandingSlot, queries::Record},
};

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    id: SessionId,
    plan: PlanId,
    /// Where it stands in its life: `planned`, `published`, `suspended`, …
    stage: &'static str,
    /// How it counts towards what was ordered, once that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts_as: Option<CountsAs>,
    /// The day in London.
    day: LondonDay,
    /// From when, as the clock shows.
    from: ClockTime,
    /// Until when.
    to: ClockTime,
    /// The moment it starts.
    starts: Instant,
    /// The moment it ends.
    ends: Instant,
    children: BTreeSet<PersonId>,
    /// The family members.
    visitors: BTreeSet<PersonId>,
    mode: Mode,
    level: Level,
    place: PlaceKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<VenueId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<RoomId>,
    supervisors: BTreeSet<SupervisorId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taxi: Option<ProviderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter: Option<ProviderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Narrative>,
    /// Whether people outside were ever told of it.
    told: bool,
    /// The SEQUENCE of its calendar entry.
    sequence: u32,
    /// To be sent back as `If-Match`.
    version: i64,
}

impl From<&Session> for SessionView {
    fn from(session: &Session) -> Self {
        let slot = session.slot();
        Self {
            id: session.id,
            plan: session.plan,
            stage: session.stage.name(),
            counts_as: session.stage.counts_as(),
            day: slot.day(),
            from: slot.from(),
            to: slot.to(),
            starts: slot.starts(),
            ends: slot.ends(),
            children: session.children.clone(),
            visitors: session.visitors.clone(),
            mode: session.mode,
            level: session.level,
            place: session.place,
            venue: session.venue,
            room: session.room,
            supervisors: session.supervisors.clone(),
            taxi: session.taxi,
            interpreter: session.interpreter,
            note: session.note.clone(),
            told: session.told,
            sequence: session.sequence,
            version: session.version,
        }
    }
}

/// What an order owes a child in a window, against what is planned and was held.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedView {
    child: PersonId,
    order: OrderId,
    rule: RuleId,
    /// The words it comes from.
    quote: String,
    first: LondonDay,
    last: LondonDay,
    ordered: u8,
    planned: usize,
    delivered: usize,
    /// Not held, nobody at fault.
    excused: usize,
    /// Not held because of the family member.
    family_missed: usize,
    /// Not held because of the service or those who act for the authority.
    service_failed: usize,
    /// How many are missing.
    missing: usize,
}

impl From<&Minimum> for OwedView {
    fn from(owed: &Minimum) -> Self {
        Self {
            child: owed.child,
            order: owed.order,
            rule: owed.rule,
            quote: owed.quote.clone(),
            first: owed.window.first,
            last: owed.window.last,
            ordered: owed.ordered,
            planned: owed.planned,
            delivered: owed.delivered,
            excused: owed.excused,
            family_missed: owed.visitor_failed,
            service_failed: owed.service_failed,
            missing: owed.missing(),
        }
    }
}

/// A session with everything known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionRecordView {
    session: SessionView,
    /// Everything found, heaviest first.
    found: Vec<FoundView>,
    flags: Vec<FlagView>,
    history: Vec<StepView>,
    verdicts: Vec<JudgedView>,
    owed: Vec<OwedView>,
}

impl From<&Record> for SessionRecordView {
    fn from(record: &Record) -> Self {
        Self {
            session: (&record.session).into(),
            found: record.found.iter().map(Into::into).collect(),
            flags: record.flags.iter().map(Into::into).collect(),
            history: record.history.iter().map(Into::into).collect(),
            verdicts: record.verdicts.iter().map(Into::into).collect(),
            owed: record.owed.iter().map(Into::into).collect(),
        }
    }
}

/// Sessions by when they begin.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionsView {
    sessions: Vec<SessionView>,
}

impl From<&[Session]> for SessionsView {
    fn from(sessions: &[Session]) -> Self {
        Self {
            sessions: sessions.iter().map(Into::into).collect(),
        }
    }
}

/// A slot that a family keeps from week to week.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlotView {
    weekday: DayName,
    from: ClockTime,
    to: ClockTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<RoomId>,
    supervisors: BTreeSet<SupervisorId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taxi: Option<ProviderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter: Option<ProviderId>,
    /// The next time that is not booked yet; absent where the next six weeks are, and for who does not
    /// keep slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<AheadView>,
}

/// The next time of a standing slot.
#[derive(Debug, Serialize, ToSchema)]
pub struct AheadView {
    day: LondonDay,
    /// What would stand against booking it, as far as is known today.
    against: Vec<Reason>,
}

impl SlotView {
    fn new(slot: &StandingSlot, ahead: Option<&Ahead>) -> Self {
        let next = ahead.map(|ahead| AheadView {
            day: ahead.day,
            against: ahead.against.clone(),
        });
        Self {
            next,
            weekday: slot.weekday,
            from: slot.from,
            to: slot.to,
            room: slot.room,
            supervisors: slot.supervisors.clone(),
            taxi: slot.taxi,
            interpreter: slot.interpreter,
        }
    }
}

/// The standing slots of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatternView {
    slots: Vec<SlotView>,
    /// To be sent back as `If-Match`; 0 where there never were any.
    version: i64,
}

impl PatternView {
    /// The slots, each with its next time.
    pub(super) fn new(pattern: &Pattern, ahead: &[Option<Ahead>]) -> Self {
        let next = ahead.iter().map(Option::as_ref).chain(repeat(None));
        let slots = pattern.slots.iter().zip(next);
        Self {
            slots: slots
                .map(|(slot, next)| SlotView::new(slot, next))
                .collect(),
            version: pattern.version,
        }
    }
}

/// A standing slot that could not be booked, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftOutView {
    plan: PlanId,
    day: LondonDay,
    from: ClockTime,
    reasons: Vec<Reason>,
}

impl From<&LeftOut> for LeftOutView {
    fn from(left: &LeftOut) -> Self {
        Self {
            plan: left.plan,
            day: left.occurrence.day,
            from: left.occurrence.from,
            reasons: left.reasons.clone(),
        }
    }
}

/// What became of the standing slots of a week.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilledView {
    booked: Vec<SessionId>,
    left_out: Vec<LeftOutView>,
}

impl From<&Filled> for FilledView {
    fn from(filled: &Filled) -> Self {
        Self {
            booked: filled.booked.clone(),
            left_out: filled.left_out.iter().map(Into::into).collect(),
        }
    }
}
