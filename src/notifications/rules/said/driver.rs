//! What a taxi firm is told: when to drive. Where to stands on the page of the link, while they are on
//! the way, and nowhere else.

use kernel::time::{ClockTime, Slot};

use super::{Appointment, News};
use crate::notifications::rules::letter::Passage;

/// How to find where to drive, as a message says it; the page of the link leads there itself.
pub const WHERE_TO: [&str; 2] = [
    "Where to drive is in no message. The page of the link shows it.",
    "It does so from an hour before the journey until it is over.",
];

/// A way that a driver drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drive {
    /// About when it begins.
    pub from: ClockTime,
    /// About when it ends.
    pub to: ClockTime,
}

/// What a taxi firm is told in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriverNotice {
    /// When the children are to be there, and until when they are.
    pub appointment: Appointment,
    /// The way there, where they drive it.
    pub there: Option<Drive>,
    /// The way back, where they drive it, as it is now.
    pub back: Option<Drive>,
}

impl DriverNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = self.appointment.passage();
        match self.appointment.news {
            News::New | News::Changed | News::Same => self.drives(passage),
            News::Off => passage.says("Please do not send a car for this one."),
            News::NotThen => {
                passage.says("Please do not send a car then. We will tell you the new time.")
            }
            News::Aside => passage.says("Please do not send a car until we tell you."),
            News::NotHeld { .. } | News::EndedEarly { .. } => self.is_back_early(passage),
        }
    }

    /// From when to when it takes up a car: for a calendar.
    pub fn on_the_road(&self) -> Slot {
        let slot = self.appointment.slot;
        let from = self.there.map_or_else(|| slot.from(), |there| there.from);
        let to = self.back.map_or_else(|| slot.to(), |back| back.to);
        Slot::new(slot.day(), from, to).unwrap_or(slot)
    }

    fn drives(&self, passage: Passage) -> Passage {
        let passage = match self.there {
            Some(there) => passage
                .fact("Collect at about", there.from.to_string())
                .fact("There by", there.to.to_string()),
            None => passage,
        };
        let passage = match self.back {
            Some(back) => passage
                .fact("Way back from", back.from.to_string())
                .fact("Home by about", back.to.to_string()),
            None => passage,
        };
        WHERE_TO
            .iter()
            .fold(passage, |passage, words| passage.says(*words))
    }

    fn is_back_early(&self, passage: Passage) -> Passage {
        let Some(back) = self.back else {
            return passage.says(match self.appointment.news {
                News::NotHeld { .. } => {
                    "Please ring us now: the way back is earlier, or there is none to drive."
                }
                _ => "The way back is earlier. Please ring us now for the new time.",
            });
        };
        passage
            .fact("New time of the way back", back.from.to_string())
            .fact(
                "Old time of the way back",
                self.appointment.slot.to().to_string(),
            )
            .says("Please ring us now if you cannot be there then.")
    }
}
