//! What a family member is told. Of a refusal of contact they learn by a letter that a person writes:
//! no message can hold it.

use super::{Appointment, News, Place};
use crate::notifications::rules::letter::Passage;

/// What a family member is told: their own times, the place of the service, the rules. Nothing of
/// where the child lives or who cares for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyNotice {
    pub(super) appointment: Appointment,
    place: Place,
}

impl FamilyNotice {
    /// Of an appointment and what its place is called; nothing, where a refusal put it aside.
    pub fn of(appointment: Appointment, place: Place) -> Option<Self> {
        let may_be_told = appointment.news != News::Aside;
        may_be_told.then_some(Self { appointment, place })
    }

    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = self.appointment.passage();
        match self.appointment.news {
            News::New | News::Changed | News::Same if self.place.now.is_none() => passage
                .says(match self.appointment.apart {
                    Some(_) => "We will ring you to say how you take part.",
                    None => "We will ring you to say where it is.",
                })
                .says("If you cannot take part, please ring us as soon as you can."),
            News::New | News::Changed | News::Same => self
                .place
                .told_in(passage)
                .says("Please come on time. If you are late, it may have to stop.")
                .says("If you cannot come, please ring us as soon as you can."),
            News::Off => passage.says("We are sorry. Please ring us if you want to know more."),
            News::NotThen => passage
                .says("Please do not come at this time. We will tell you the new time.")
                .says("We are sorry. Please ring us if you want to know more."),
            News::Aside | News::NotHeld { .. } | News::EndedEarly { .. } => passage,
        }
    }
}
