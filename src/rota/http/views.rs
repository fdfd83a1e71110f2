//! What the API says of a week.

use std::collections::BTreeSet;

use kernel::{
    id::{
        AbsenceId, OrderId, PersonId, PlanId, ProviderId, RoomId, RotaId, RuleId, SessionId,
        SupervisorId, VenueId,
    },
    refusal::Reason,
    time::{LondonDay, Slot, Week},
};
use law::{
    minimum::Minimum,
    proposal::{Level, Mode, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::rota::{
    Concern, Obstacle, Print, Unplaced,
    commands::Published,
    queries::{Cover, Hit, Line, Taken, WeekView},
    rules::{Difference, Facet, Fate},
};
use crate::sessions::rules::Candidate;

/// A week of the rota, at most 2,000 sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekDocument {
    /// Its Monday.
    monday: Week,
    /// Its rota, where it was ever published.
    rota: Option<RotaId>,
    /// The number of its latest edition; 0 where it was never published.
    edition: u32,
    /// Its sessions, by when they begin.
    #[schema(max_items = 2000)]
    sessions: Vec<SessionLine>,
    /// When somebody or something is taken up by a session the caller may not know of.
    taken: Vec<TakenView>,
    /// Families below what was ordered.
    below_minimum: Vec<MinimumView>,
    /// Sessions that were agreed for the week and are not booked.
    not_placed: Vec<UnplacedView>,
    /// Families that publishing asks a reason for.
    concerns: BTreeSet<Concern>,
}

/// A session of a week.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionLine {
    /// Its id.
    id: SessionId,
    /// Its plan.
    plan: PlanId,
    /// Where it stands in its life.
    stage: &'static str,
    /// Its version.
    version: i64,
    /// What it is.
    #[serde(flatten)]
    print: PrintView,
    /// What becomes of it when the week is published: `goes`, `held`, `known` or `nothing`.
    fate: &'static str,
    /// How it differs from what people know, where it does.
    difference: Option<DifferenceView>,
    /// What stands against it, heaviest first.
    against: Vec<Obstacle>,
}

/// What a session is.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrintView {
    /// When.
    slot: Slot,
    /// The children.
    children: BTreeSet<PersonId>,
    /// The family members.
    visitors: BTreeSet<PersonId>,
    /// How they meet.
    mode: Mode,
    /// How closely it is watched.
    level: Level,
    /// In what sort of place.
    place: PlaceKind,
    /// The venue.
    venue: Option<VenueId>,
    /// The room.
    room: Option<RoomId>,
    /// Who supervises.
    supervisors: BTreeSet<SupervisorId>,
    /// The taxi firm.
    taxi: Option<ProviderId>,
    /// The interpreter service.
    interpreter: Option<ProviderId>,
}

impl From<&Print> for PrintView {
    fn from(print: &Print) -> Self {
        Self {
            slot: print.slot,
            children: print.children.clone(),
            visitors: print.visitors.clone(),
            mode: print.mode,
            level: print.level,
            place: print.place,
            venue: print.venue,
            room: print.room,
            supervisors: print.supervisors.clone(),
            taxi: print.taxi,
            interpreter: print.interpreter,
        }
    }
}

/// How a session differs from what people were told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DifferenceView {
    /// Nobody was told of it yet.
    New,
    /// It is at another time.
    Moved {
        /// When people think it is.
        from: Slot,
    },
    /// It is at the same time, in another way.
    Changed {
        /// In what.
        facets: BTreeSet<Facet>,
    },
    /// It takes place again.
    Again,
    /// Contact is refused for now.
    PutAside,
    /// It is off.
    CalledOff,
    /// It is in another week now.
    LeftWeek {
        /// When.
        to: Slot,
    },
}

impl From<&Difference> for DifferenceView {
    fn from(difference: &Difference) -> Self {
        match difference {
            Difference::New => Self::New,
            Difference::Moved { from } => Self::Moved { from: *from },
            Difference::Changed(facets) => Self::Changed {
                facets: facets.clone(),
            },
            Difference::Again => Self::Again,
            Difference::PutAside => Self::PutAside,
            Difference::CalledOff => Self::CalledOff,
            Difference::LeftWeek { to } => Self::LeftWeek { to: *to },
        }
    }
}

/// When somebody or something is taken up.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenView {
    /// When.
    slot: Slot,
    /// Who supervises.
    supervisors: BTreeSet<SupervisorId>,
    /// The room.
    room: Option<RoomId>,
}

/// A session that was agreed for the week and is not booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnplacedView {
    /// Its plan.
    plan: PlanId,
    /// The children of the plan.
    children: BTreeSet<PersonId>,
    /// When it would be, where the family keeps a slot.
    slot: Option<Slot>,
    /// How many are missing.
    missing: usize,
    /// What stands against booking it then.
    against: Vec<Obstacle>,
}

impl From<&Unplaced> for UnplacedView {
    fn from(one: &Unplaced) -> Self {
        Self {
            plan: one.plan,
            children: one.children.clone(),
            slot: one.slot,
            missing: one.missing,
            against: one.against.clone(),
        }
    }
}

/// A minimum that is not reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct MinimumView {
    /// The child.
    child: PersonId,
    /// The order.
    order: OrderId,
    /// The rule.
    rule: RuleId,
    /// The words it comes from.
    quote: String,
    /// The first day it is counted in.
    from: LondonDay,
    /// The last day it is counted in.
    until: LondonDay,
    /// Sessions ordered.
    ordered: u8,
    /// Sessions missing.
    missing: usize,
}

impl From<&Minimum> for MinimumView {
    fn from(minimum: &Minimum) -> Self {
        Self {
            child: minimum.child,
            order: minimum.order,
            rule: minimum.rule,
            quote: minimum.quote.clone(),
            from: minimum.window.first,
            until: minimum.window.last,
            ordered: minimum.ordered,
            missing: minimum.missing(),
        }
    }
}

impl From<&Line> for SessionLine {
    fn from(line: &Line) -> Self {
        let difference = match &line.fate {
            Fate::Goes(difference) => Some(DifferenceView::from(difference)),
            _ => None,
        };
        Self {
            id: line.session.id,
            plan: line.session.plan,
            stage: line.session.stage.name(),
            version: line.session.version,
            print: PrintView::from(&line.print),
            fate: line.fate.name(),
            difference,
            against: line.against.clone(),
        }
    }
}

impl From<&Taken> for TakenView {
    fn from(taken: &Taken) -> Self {
        Self {
            slot: taken.slot,
            supervisors: taken.supervisors.clone(),
            room: taken.room,
        }
    }
}

impl From<&WeekView> for WeekDocument {
    fn from(view: &WeekView) -> Self {
        Self {
            monday: view.week,
            rota: view.rota.as_ref().map(|rota| rota.id),
            edition: view.rota.as_ref().map_or(0, |rota| rota.published),
            sessions: view.lines.iter().map(SessionLine::from).collect(),
            taken: view.taken.iter().map(TakenView::from).collect(),
            below_minimum: view.below.iter().map(MinimumView::from).collect(),
            not_placed: view.unplaced.iter().map(UnplacedView::from).collect(),
            concerns: view.concerns(),
        }
    }
}

/// How a publishing came out.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedView {
    /// The rota.
    rota: RotaId,
    /// Its edition.
    edition: u32,
    /// Sessions that went out.
    sessions: usize,
    /// Sessions that stay behind until somebody decides.
    held: usize,
    /// Sessions without a place.
    not_placed: usize,
}

impl From<&Published> for PublishedView {
    fn from(published: &Published) -> Self {
        Self {
            rota: published.rota.id,
            edition: published.rota.published,
            sessions: published.sessions,
            held: published.held,
            not_placed: published.not_placed,
        }
    }
}

/// What an absence comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverView {
    /// The absence.
    absence: AbsenceId,
    /// Who is away.
    supervisor: SupervisorId,
    /// The sessions it leaves short of a supervisor.
    sessions: Vec<ShortView>,
    /// How many more there are of families the caller may not know of.
    unseen: usize,
}

/// A session that is short of a supervisor.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShortView {
    /// The session.
    session: SessionId,
    /// Its version.
    version: i64,
    /// When.
    slot: Slot,
    /// Who could step in, the best first; after them who cannot.
    candidates: Vec<CandidateView>,
}

/// Somebody who might step in.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateView {
    /// Who.
    supervisor: SupervisorId,
    /// Whether the children have met them.
    is_known: bool,
    /// Minutes of sessions they have that week.
    minutes: i64,
    /// Everything against it; empty where they can.
    against: Vec<Reason>,
}

impl From<&Candidate> for CandidateView {
    fn from(one: &Candidate) -> Self {
        Self {
            supervisor: one.supervisor,
            is_known: one.is_known,
            minutes: one.minutes,
            against: one.against.clone(),
        }
    }
}

impl From<&Hit> for ShortView {
    fn from(hit: &Hit) -> Self {
        Self {
            session: hit.session.id,
            version: hit.session.version,
            slot: hit.session.slot(),
            candidates: hit.ranked.iter().map(CandidateView::from).collect(),
        }
    }
}

impl From<&Cover> for CoverView {
    fn from(cover: &Cover) -> Self {
        Self {
            absence: cover.absence.id,
            supervisor: cover.supervisor.id,
            sessions: cover.hits.iter().map(ShortView::from).collect(),
            unseen: cover.unseen,
        }
    }
}
