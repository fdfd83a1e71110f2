//! What members of staff are told: they sign in for the rest.

use kernel::{id::SessionId, time::LondonDay};

use super::{Appointment, News, Place, Reference};
use crate::notifications::{Event, rules::letter::Passage};

/// What a message to a member of staff is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A session.
    Appointment,
    /// A referral.
    Referral,
    /// What an order gives a child each week.
    OrderedMinimum,
    /// What a plan, a recital or an agreement gives a child each week.
    AgreedMinimum,
}

impl Matter {
    /// As it stands in a subject, for one and for several.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Appointment => ("Appointment", "appointments"),
            Self::Referral => ("Referral", "referrals"),
            Self::OrderedMinimum => ("Ordered minimum", "ordered minimums"),
            Self::AgreedMinimum => ("Agreed minimum", "agreed minimums"),
        }
    }
}

/// What a social worker is told, and who manages the service or is its lawyer: a reference and where
/// the record stands; the rest needs signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialWorkerNotice {
    /// What it is about.
    pub matter: Matter,
    /// How to name it on the telephone.
    pub reference: Reference,
    /// What happened.
    pub event: Event,
    /// The Monday of the week, where it is about one.
    pub week: Option<LondonDay>,
    /// The page of the record, behind the sign-in.
    pub page: String,
    /// The page of what it rests on, behind the sign-in.
    pub grounds: Option<String>,
}

impl SocialWorkerNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = Passage::new(format!("Ref {}", self.reference.as_str()))
            .fact("What happened", self.event.label());
        let passage = match self.week {
            Some(monday) => passage.fact("Week from", monday.in_full()),
            None => passage,
        };
        let passage = passage.fact("Read it here", self.page.clone());
        match &self.grounds {
            Some(grounds) => passage.fact("What was ordered or agreed", grounds.clone()),
            None => passage,
        }
    }
}

/// What a supervisor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisorNotice {
    /// When.
    pub appointment: Appointment,
    /// Which session: for its page, behind the sign-in.
    pub session: SessionId,
    /// Where.
    pub place: Place,
}

impl SupervisorNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = self.appointment.passage();
        match self.appointment.news {
            news if news.is_on() => {
                // Who works there knows the way.
                let place = Place {
                    directions: None,
                    ..self.place.clone()
                };
                let passage = place.told_in(passage);
                passage.says("Please read the brief before you set out.")
            }
            News::NotThen => {
                passage.says("You are not needed then. You will hear of the new time.")
            }
            News::Aside => passage.says(
                "You are not needed unless we tell you. It may come back: please keep the time.",
            ),
            _ => passage.says("You are not needed for this one any more."),
        }
    }
}
