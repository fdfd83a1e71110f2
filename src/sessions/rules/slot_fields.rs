//! Standing slots as typed.

use kernel::{fields::Reading, refusal::Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::fields::{ids, optional_id, time};
use crate::sessions::StandingSlot;

/// A standing slot as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SlotFields {
    /// The day of the week: `mon` to `sun`.
    #[validate(length(max = 3, message = "Choose a day."))]
    #[schema(max_length = 3)]
    pub weekday: String,
    /// From when, `15:30`.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub from: String,
    /// Until when.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub to: String,
    /// The id of the room; blank where there is none.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub room: String,
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
}

/// The standing slots of a plan as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PatternFields {
    /// Each of them; none where the family has no slot of its own.
    #[validate(length(max = 14, message = "Keep 14 slots at most."), nested)]
    #[schema(max_items = 14)]
    pub slots: Vec<SlotFields>,
}

impl SlotFields {
    /// A standing slot as it is, to be changed.
    pub fn of(slot: &StandingSlot) -> Self {
        let text = |id: Option<String>| id.unwrap_or_default();
        Self {
            weekday: slot.weekday.to_string(),
            from: slot.from.to_string(),
            to: slot.to.to_string(),
            room: text(slot.room.map(|id| id.to_string())),
            supervisors: slot.supervisors.iter().map(ToString::to_string).collect(),
            taxi: text(slot.taxi.map(|id| id.to_string())),
            interpreter: text(slot.interpreter.map(|id| id.to_string())),
        }
    }

    fn read(&self, reading: &mut Reading, at: &str) -> Option<StandingSlot> {
        let pointer = |name: &str| format!("{at}/{name}");
        let weekday = reading.code(&pointer("weekday"), "day of the week", &self.weekday);
        let from = time(reading, &pointer("from"), &self.from);
        let to = time(reading, &pointer("to"), &self.to);
        let room = optional_id(reading, (&pointer("room"), "room"), &self.room);
        let staff = (&*pointer("supervisors"), "supervisor");
        let supervisors = ids(reading, staff, &self.supervisors);
        let taxi = optional_id(reading, (&pointer("taxi"), "taxi firm"), &self.taxi);
        let service = (&*pointer("interpreter"), "interpreter service");
        let interpreter = optional_id(reading, service, &self.interpreter);
        let (from, to) = from.zip(to)?;
        if to <= from {
            let words = "The end must be after the start";
            reading.fault(&pointer("to"), "ends-before-it-starts", words);
            return None;
        }
        Some(StandingSlot {
            weekday: weekday?,
            from,
            to,
            room,
            supervisors,
            taxi,
            interpreter,
        })
    }
}

impl PatternFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Vec<StandingSlot>, Refused> {
        let mut reading = Reading::of(self);
        let slots: Vec<Option<StandingSlot>> = self
            .slots
            .iter()
            .enumerate()
            .map(|(number, slot)| slot.read(&mut reading, &format!("/slots/{number}")))
            .collect();
        for (number, slot) in slots.iter().enumerate() {
            let earlier = slots.iter().take(number).zip(1_usize..);
            let mut earlier = earlier.filter_map(|(one, place)| Some((one.as_ref()?, place)));
            let met = slot
                .as_ref()
                .and_then(|slot| earlier.find(|(one, _)| one.meets(slot)));
            if let Some((_, place)) = met {
                let words = format!("The family is in slot {place} at that time");
                reading.fault(&format!("/slots/{number}/from"), "overlaps", words);
            }
        }
        let slots: Option<Vec<StandingSlot>> = slots.into_iter().collect();
        reading.finish(slots)
    }
}
