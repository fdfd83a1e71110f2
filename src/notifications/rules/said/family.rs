//! What a family member is told. Of a refusal of contact they learn by a letter that a person writes:
//! no message can hold it.

use kernel::text::Line;

use super::{Appointment, News};
use crate::notifications::rules::letter::Passage;

/// What a family member is told: their own times, the place of the service, the rules. Nothing of
/// where the child lives or who cares for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyNotice {
    pub(super) appointment: Appointment,
    place: Option<Line>,
}

impl FamilyNotice {
    /// Of an appointment and what its place is called; nothing, where a refusal put it aside.
    pub fn of(appointment: Appointment, place: Option<Line>) -> Option<Self> {
        let may_be_told = appointment.news != News::Aside;
        may_be_told.then_some(Self { appointment, place })
    }

    /// In words.
    pub fn passage(&self) -> Passage {
        let mut passage = self.appointment.passage();
        match self.appointment.news {
            News::New | News::Changed => {
                if let Some(place) = &self.place {
                    passage = passage.fact("Where", place.to_string());
                }
                passage
                    .says("Please come on time. If you are late, it may have to stop.")
                    .says("If you cannot come, please ring us as soon as you can.")
            }
            News::Off => passage.says("We are sorry. Please ring us if you want to know more."),
            News::Aside | News::NotHeld { .. } | News::EndedEarly { .. } => passage,
        }
    }
}
