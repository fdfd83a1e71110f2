//! The problem as it is written down: the format `rota-bench/1` (`docs/format.md`). It promises that
//! whatever [`read()`] lets through is consistent; it refuses everything else with a JSON pointer.

mod additions;
mod circles;
mod fault;
mod faults;
mod read;
mod size;
mod tiers;
mod weights;

pub use fault::Fault;
pub(crate) use faults::DAY_MIN;
pub use read::{MOST_BYTES, read};
pub(crate) use read::{parse, parse_within};
pub use tiers::Part;
pub use weights::Weights;

use serde::{Deserialize, Serialize};

/// A week to plan. Times are minutes after midnight, days and all references are indices.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// Always `rota-bench/1`.
    pub format: String,
    /// What the instance is called in tables.
    pub name: String,
    /// Length of the slots in which time is counted, in minutes.
    pub slot_min: usize,
    /// How many slots lie between two possible starts of a session that is not fixed.
    #[serde(default = "two")]
    pub start_step: usize,
    /// The names of the days.
    pub days: Vec<String>,
    /// The places where sessions are held.
    pub venues: Vec<Venue>,
    /// Minutes of travel from each venue to each other one; no detour is shorter than the direct way.
    pub travel_min: Vec<Vec<usize>>,
    /// Who is driven, and how many at once.
    pub transport: Transport,
    /// Those who supervise.
    pub supervisors: Vec<Supervisor>,
    /// What is to be placed.
    pub sessions: Vec<Session>,
    /// Sessions that belong to one family.
    pub cases: Vec<Case>,
    /// What each shortcoming costs.
    pub weights: Weights,
    /// The rest that a supervisor must have, beyond travel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// The break that splits long work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
    /// What the ways of a supervisor's day cost, where that depends on what follows on what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
    /// Persons who must not meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// Sessions that begin together, or so long after one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Follow>,
    /// What sessions need beside rooms and supervisors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Whether every published session stays as if it were pinned, so that only gaps are filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fill_gaps: bool,
    /// The present, where the week has begun: a session published for then or before has started and
    /// stays as it is; nothing else starts before later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Moment>,
}

impl Instance {
    /// What is wrong with an instance that was put together or changed rather than read.
    pub fn fault(&self) -> Option<Fault> {
        faults::find(self)
    }

    /// The week once people have been told a rota of it: its places become the published ones.
    /// Sessions that the rota leaves out are published nowhere, and no longer pinned.
    pub fn publish(&mut self, places: &[Option<Place>]) {
        let nowhere = std::iter::repeat(&None);
        for (session, place) in self.sessions.iter_mut().zip(places.iter().chain(nowhere)) {
            session.published.clone_from(place);
            session.pinned &= place.is_some();
        }
    }
}

fn two() -> usize {
    2
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_zero(minutes: &usize) -> bool {
    *minutes == 0
}

/// A span of minutes in a day, `[from, to]`.
pub type Span = (usize, usize);

/// A minute of the week: `[day, minute]`.
pub type Moment = (usize, usize);

/// A span of minutes on one of the days: `[day, from, to]`.
pub type DaySpan = (usize, usize, usize);

/// A place with rooms.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Its name.
    pub id: String,
    /// The area that its transport belongs to.
    pub area: usize,
    /// Where it lies; only for drawing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xy: Option<(f64, f64)>,
    /// Opening hours per day.
    pub open: Vec<Option<Span>>,
    /// Its rooms.
    pub rooms: Vec<Room>,
}

/// A room of a venue.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Its name.
    pub id: String,
    /// What may be held in it.
    pub kind: RoomKind,
    /// How many it seats; the kind decides, this is told only.
    #[serde(default)]
    pub capacity: usize,
    /// When it cannot be used, though the venue is open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<DaySpan>,
}

/// A large room serves every session, a standard one those that do not ask for a large room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoomKind {
    /// For most sessions.
    Standard,
    /// For many people; serves the others too.
    Large,
}

/// Transport of children to and from their sessions.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transport {
    /// How long a leg before and after a session lasts.
    pub leg_min: usize,
    /// How many legs each area can drive at once.
    pub capacity_by_area: Vec<usize>,
}

/// Somebody who supervises.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supervisor {
    /// Their name.
    pub id: String,
    /// As sessions may ask for it.
    pub gender: String,
    /// The venue they set out from.
    pub base: usize,
    /// The venues they work at.
    pub reach: Vec<usize>,
    /// The languages they speak.
    pub languages: Vec<String>,
    /// What they are trained for.
    pub skills: Vec<String>,
    /// Work a week without overtime.
    pub contract_min: usize,
    /// Overtime a week at most.
    pub overtime_max_min: usize,
    /// Work a day at most.
    pub day_max_min: usize,
    /// Sessions a day at most.
    pub max_sessions_day: usize,
    /// When they are there, per day.
    pub days: Vec<Option<Span>>,
    /// What is their fair share of this week's work, counted over earlier weeks; nothing where any is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fair_min: Option<usize>,
    /// When they are away after all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<DaySpan>,
}

/// A session to be placed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a field of the format"
)]
pub struct Session {
    /// Its name.
    pub id: String,
    /// The name of the case it belongs to.
    pub case: String,
    /// How long it lasts.
    pub duration_min: usize,
    /// How long before it the supervisor is needed.
    pub before_min: usize,
    /// How long after it the supervisor is needed.
    pub after_min: usize,
    /// How long each supervisor needs on that day to write it up.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub write_up_min: usize,
    /// Who attends, besides supervisors.
    pub persons: Vec<usize>,
    /// Whether its windows name exact times: every slot is then a possible start.
    pub fixed: bool,
    /// When it may be held: `[day, from, to]`.
    pub windows: Vec<DaySpan>,
    /// The start that the family wishes: `[day, minute]`.
    pub preferred_start: Option<Moment>,
    /// The minute of the day after which it should not start, though it may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest_start: Option<usize>,
    /// What it needs beside a room and supervisors, as indices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<usize>,
    /// Where it may be held, the preferred venue first.
    pub venues: Vec<usize>,
    /// The room it needs.
    pub room: RoomKind,
    /// How many supervisors it needs, 1 or 2.
    pub supervisors: usize,
    /// What each of them must be trained for.
    pub skills: Vec<String>,
    /// What each seat asks for beyond that: of two supervisors one must fit the first, the other the
    /// second. As many as supervisors, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Vec<String>>,
    /// A language each of them must speak.
    pub language: Option<String>,
    /// The gender each of them must have.
    pub gender: Option<String>,
    /// Those the family knows.
    pub preferred_supervisors: Vec<usize>,
    /// Those it must not have.
    pub forbidden_supervisors: Vec<usize>,
    /// Whether children are driven to it and back.
    pub transport: bool,
    /// How much it counts: an index into [`Weights::unassigned`].
    pub priority: usize,
    /// Where it stands in the rota that people have been told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Place>,
    /// Whether it must stay there, as far as it still can.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Whether it is not to be held after all: it has no place, and that costs nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

/// Where and when a session is held, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The day.
    pub day: usize,
    /// The minute it starts.
    pub start: usize,
    /// The venue.
    pub venue: usize,
    /// The room, as an index into the rooms of the venue.
    pub room: usize,
    /// Who supervises.
    pub supervisors: Vec<usize>,
}

/// The sessions of one family.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The names of its sessions.
    pub sessions: Vec<String>,
    /// With fewer the case is told as short, and costs by [`Weights::below_minimum`].
    pub min_per_week: usize,
    /// At most this many are placed.
    pub max_per_week: usize,
    /// Days from one session to the next, at least.
    pub min_gap_days: usize,
}

/// Rest between and over days.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// From the end of one day's work to the start of the next day's, at least.
    pub between_days_min: usize,
    /// Days with work in the planned week, at most.
    pub most_days: usize,
}

/// The ways of a supervisor's day: from a venue to the first session, from each to the next, and back. They
/// cost whatever time they take; what that is between two sessions says `travel_min`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// The venue where every day of work begins and ends.
    pub from: usize,
    /// What it costs to go from each venue to each other one.
    pub cost: Vec<Vec<i64>>,
}

/// No work without a break for longer than `after_min`; a break lasts `length_min` beside travel.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breaks {
    /// The longest work without a break.
    pub after_min: usize,
    /// How long a break lasts at least.
    pub length_min: usize,
}

/// Somebody or something that sessions need: interpreters of a language, drivers, a car.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Its name.
    pub id: String,
    /// How many there are at once.
    pub count: usize,
    /// How long it is taken before a session, such as for the way.
    #[serde(default)]
    pub before_min: usize,
    /// How long it is taken after it.
    #[serde(default)]
    pub after_min: usize,
    /// When it is there, per day.
    pub days: Vec<Option<Span>>,
}

/// Two persons who must not meet at a venue.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Who.
    pub persons: (usize, usize),
    /// Minutes between the one's leaving and the other's coming, at least.
    pub buffer_min: usize,
}

/// Where both of two sessions have a place, the second one begins on the day of the first, and so long after its
/// beginning.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// The first session, as an index.
    pub first: usize,
    /// The second one.
    pub then: usize,
    /// Minutes from beginning to beginning, at least.
    pub from_min: usize,
    /// Minutes from beginning to beginning, at most.
    pub to_min: usize,
}
