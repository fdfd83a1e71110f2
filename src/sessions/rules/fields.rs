//! A session as typed.

use std::collections::BTreeSet;

use kernel::{
    fields::Reading,
    id::{Id, Kind, PlanId, ProviderId},
    refusal::Refused,
    time::{ClockTime, Slot, TimeRefusal},
};
use law::proposal::{Level, Mode, PlaceKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    referrals::Plan,
    sessions::{Draft, Occurrence, Pattern, Session, StandingSlot},
};

/// A session as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SessionFields {
    /// The day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub day: String,
    /// From when, `15:30`.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub from: String,
    /// Until when.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub to: String,
    /// The ids of the children, of those of the plan.
    #[validate(length(max = 12, message = "Choose from the list."))]
    #[schema(max_items = 12)]
    pub children: Vec<String>,
    /// The ids of the family members who come.
    #[validate(length(max = 20, message = "Choose from the list."))]
    #[schema(max_items = 20)]
    pub visitors: Vec<String>,
    /// How they meet: `direct`, `video`, `phone`, `letter`, `gifts`.
    #[validate(length(max = 10, message = "Choose from the list."))]
    #[schema(max_length = 10)]
    pub mode: String,
    /// How closely it is watched: `U0` to `U5`.
    #[validate(length(max = 2, message = "Choose from the list."))]
    #[schema(max_length = 2)]
    pub level: String,
    /// In what sort of place; who does not meet in person is in none, and has no venue and no room.
    #[validate(length(max = 20, message = "Choose from the list."))]
    #[schema(max_length = 20)]
    pub place: String,
    /// The id of the room; blank where there is none, as for who does not meet in person.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub room: String,
    /// The id of the venue, where it has no rooms; else the room says it.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub venue: String,
    /// The ids of those who supervise.
    #[validate(length(max = 4, message = "Choose four supervisors at most."))]
    #[schema(max_items = 4)]
    pub supervisors: Vec<String>,
    /// The id of the taxi firm; blank where none brings the child.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub taxi: String,
    /// The id of the interpreter service; blank where none is needed.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub interpreter: String,
    /// What the supervisor must know besides; may be blank.
    #[validate(length(max = 20000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20000)]
    pub note: String,
}

/// A new session of a plan as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct BookingFields {
    /// The id of the plan.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub plan: String,
    /// What is booked.
    #[validate(nested)]
    pub session: SessionFields,
    /// Where it stands for a standing slot of the plan: the day that falls on; blank where it does not.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub slot_day: String,
    /// When that slot begins, `15:30`; blank where it stands for none.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub slot_from: String,
}

impl BookingFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(PlanId, Draft), Refused> {
        let mut reading = Reading::of(self);
        let plan = reading.id("/plan", "plan", &self.plan);
        let draft = self.session.read_with(&mut reading, "/session");
        reading.finish(plan.zip(draft))
    }

    /// The occurrence of a standing slot that the session stands for, wherever it is put.
    ///
    /// # Errors
    /// When it is half said, or no day and time.
    pub fn stands_for(&self) -> Result<Option<Occurrence>, Refused> {
        occurrence(
            (&self.slot_day, &self.slot_from),
            ["/slot_day", "/slot_from"],
        )
    }
}

/// The occurrence of a standing slot as typed: its day and when it begins; blank is none.
///
/// # Errors
/// When it is half said, or no day and time.
pub fn occurrence(
    (day, from): (&str, &str),
    [at_day, at_from]: [&str; 2],
) -> Result<Option<Occurrence>, Refused> {
    if day.is_empty() && from.is_empty() {
        return Ok(None);
    }
    let mut reading = Reading::new();
    let day = reading.day(at_day, "day of the slot", day);
    let from = time(&mut reading, at_from, from);
    let read = day.zip(from);
    reading.finish(read.map(|(day, from)| Some(Occurrence { day, from })))
}

pub(super) fn time(reading: &mut Reading, pointer: &str, text: &str) -> Option<ClockTime> {
    let read = ClockTime::typed(text).ok();
    if read.is_none() {
        reading.fault(pointer, "bad-format", "Enter a time such as 09:30");
    }
    read
}

pub(super) fn optional_id<K: Kind>(
    reading: &mut Reading,
    (pointer, what): (&str, &str),
    text: &str,
) -> Option<Id<K>> {
    if text.trim().is_empty() {
        None
    } else {
        reading.id(pointer, what, text.trim())
    }
}

pub(super) fn ids<K: Kind>(
    reading: &mut Reading,
    (pointer, what): (&str, &str),
    texts: &[String],
) -> BTreeSet<Id<K>> {
    texts
        .iter()
        .filter_map(|text| reading.id(pointer, what, text))
        .collect()
}

impl SessionFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Draft, Refused> {
        let mut reading = Reading::of(self);
        let draft = self.read_with(&mut reading, "");
        reading.finish(draft)
    }

    fn read_with(&self, reading: &mut Reading, at: &str) -> Option<Draft> {
        let pointer = |name: &str| format!("{at}/{name}");
        let slot = self.slot(reading, at);
        let mode: Option<Mode> = reading.code(&pointer("mode"), "way of meeting", &self.mode);
        let level: Option<Level> =
            reading.code(&pointer("level"), "level of supervision", &self.level);
        // Who does not meet in person is in no place, whatever the plan says.
        let meets = mode.is_none_or(Mode::is_meeting);
        let place: Option<PlaceKind> = if meets {
            reading.code(&pointer("place"), "place", &self.place)
        } else {
            Some(PlaceKind::Remote)
        };
        for (name, booked) in [("room", &self.room), ("venue", &self.venue)] {
            if !meets && !booked.trim().is_empty() {
                let words =
                    "Who does not meet in person is in no room and no other place: leave it out";
                reading.fault(&pointer(name), "not-in-person", words);
            }
        }
        if self.children.is_empty() {
            let words = "Choose who takes part";
            reading.fault(&pointer("children"), "not-chosen", words);
        }
        let (room, venue) = (pointer("room"), pointer("venue"));
        let (taxi, interpreter) = (pointer("taxi"), pointer("interpreter"));
        let draft = Draft {
            slot: slot?,
            children: ids(reading, (&pointer("children"), "child"), &self.children),
            visitors: ids(
                reading,
                (&pointer("visitors"), "family member"),
                &self.visitors,
            ),
            mode: mode?,
            level: level?,
            place: place?,
            venue: optional_id(reading, (&venue, "venue"), &self.venue),
            room: optional_id(reading, (&room, "room"), &self.room),
            supervisors: ids(
                reading,
                (&pointer("supervisors"), "supervisor"),
                &self.supervisors,
            ),
            taxi: optional_id(reading, (&taxi, "taxi firm"), &self.taxi),
            interpreter: optional_id(
                reading,
                (&interpreter, "interpreter service"),
                &self.interpreter,
            ),
            note: reading.optional_text(&pointer("note"), "note", &self.note),
        };
        Some(draft)
    }

    fn slot(&self, reading: &mut Reading, at: &str) -> Option<Slot> {
        let day = reading.day(&format!("{at}/day"), "day", &self.day);
        let from = time(reading, &format!("{at}/from"), &self.from);
        let to = time(reading, &format!("{at}/to"), &self.to);
        let (day, (from, to)) = day.zip(from.zip(to))?;
        match Slot::new(day, from, to) {
            Ok(slot) => Some(slot),
            Err(TimeRefusal::EndsBeforeItStarts) => {
                let words = "The end must be after the start";
                reading.fault(&format!("{at}/to"), "ends-before-it-starts", words);
                None
            }
            Err(refused) => {
                // A family is never told a time that does not exist, or one that happens twice.
                let words = format!("{refused}. Choose another time.");
                reading.fault(&format!("{at}/from"), "clocks-change", words);
                None
            }
        }
    }

    /// An empty session of a plan, with what the plan says of each, and the outside services that all
    /// its standing slots have.
    pub fn of_plan(plan: &Plan, pattern: &Pattern) -> Self {
        let details = &plan.details;
        let text = |id: Option<ProviderId>| id.map(|id| id.to_string()).unwrap_or_default();
        let of_all = |service: fn(&StandingSlot) -> Option<ProviderId>| {
            let first = pattern.slots.first().and_then(service);
            let same = |slot: &StandingSlot| service(slot) == first;
            text(first.filter(|_| pattern.slots.iter().all(same)))
        };
        Self {
            taxi: of_all(|slot| slot.taxi),
            interpreter: of_all(|slot| slot.interpreter),
            children: details.children.iter().map(ToString::to_string).collect(),
            visitors: details.visitors.iter().map(ToString::to_string).collect(),
            mode: details.mode.to_string(),
            level: details.level.to_string(),
            place: details.place.to_string(),
            ..Self::default()
        }
    }

    /// A session as it is, to be changed.
    pub fn of(session: &Session) -> Self {
        Self::of_draft(&session.draft())
    }

    /// A session as it is wanted, to be looked at before it is booked.
    pub fn of_draft(draft: &Draft) -> Self {
        let slot = draft.slot;
        let text = |id: Option<String>| id.unwrap_or_default();
        Self {
            day: slot.day().to_string(),
            from: slot.from().to_string(),
            to: slot.to().to_string(),
            children: draft.children.iter().map(ToString::to_string).collect(),
            visitors: draft.visitors.iter().map(ToString::to_string).collect(),
            mode: draft.mode.to_string(),
            level: draft.level.to_string(),
            place: draft.place.to_string(),
            room: text(draft.room.map(|id| id.to_string())),
            venue: text(draft.venue.map(|id| id.to_string())),
            supervisors: draft.supervisors.iter().map(ToString::to_string).collect(),
            taxi: text(draft.taxi.map(|id| id.to_string())),
            interpreter: text(draft.interpreter.map(|id| id.to_string())),
            note: text(draft.note.as_ref().map(ToString::to_string)),
        }
    }
}
