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

    /// From when to when it takes up a car: for a calendar. Of one way alone nobody waits for the other.
    pub fn on_the_road(&self) -> Slot {
        let slot = self.appointment.slot;
        let (first, last) = (self.there.or(self.back), self.back.or(self.there));
        let drives = first.zip(last).map(|(first, last)| (first.from, last.to));
        let (from, to) = drives.unwrap_or_else(|| (slot.from(), slot.to()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::rules::said::Reference;

    fn time(text: &str) -> ClockTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_car_is_taken_up_by_the_ways_it_drives() {
        let day = "2026-11-24".parse().unwrap();
        let drive = |from: &str, to: &str| Drive {
            from: time(from),
            to: time(to),
        };
        let (there, back) = (drive("09:30", "10:00"), drive("11:30", "12:00"));
        for (there, back, from, to) in [
            (Some(there), Some(back), "09:30", "12:00"),
            (Some(there), None, "09:30", "10:00"),
            (None, Some(back), "11:30", "12:00"),
            (None, None, "10:00", "11:30"),
        ] {
            let appointment = Appointment {
                reference: Reference::of("7F3K"),
                news: News::New,
                slot: Slot::new(day, time("10:00"), time("11:30")).unwrap(),
                before: None,
                apart: None,
            };
            let notice = DriverNotice {
                appointment,
                there,
                back,
            };
            let road = Slot::new(day, time(from), time(to)).unwrap();
            assert_eq!(notice.on_the_road(), road);
        }
    }
}
