//! What members of staff are told: they sign in for the rest.

use kernel::{id::SessionId, text::Line, time::LondonDay};

use super::{Appointment, Reference};
use crate::notifications::rules::letter::Passage;

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
    /// What happened, in the words of the service.
    pub happened: &'static str,
    /// The Monday of the week, where it is about one.
    pub week: Option<LondonDay>,
    /// The page of the record, behind the sign-in.
    pub page: String,
}

impl SocialWorkerNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = Passage::new(format!("Ref {}", self.reference.as_str()))
            .fact("What happened", self.happened);
        let passage = match self.week {
            Some(monday) => passage.fact("Week from", monday.in_full()),
            None => passage,
        };
        passage.fact("Read it here", self.page.clone())
    }
}

/// What a supervisor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisorNotice {
    /// When.
    pub appointment: Appointment,
    /// Which session: for its page, behind the sign-in.
    pub session: SessionId,
    /// What the place is called.
    pub place: Option<Line>,
}

impl SupervisorNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let mut passage = self.appointment.passage();
        if self.appointment.news.is_on() {
            if let Some(place) = &self.place {
                passage = passage.fact("Where", place.to_string());
            }
            passage.says("Please read the brief before you set out.")
        } else {
            passage.says("You are not needed for this one any more.")
        }
    }
}
