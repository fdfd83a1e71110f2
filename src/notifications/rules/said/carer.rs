//! What a carer is told: which of their children go, who is with them on the way there and back, and
//! about when.

use kernel::{
    text::Line,
    time::{ClockTime, Slot},
};

use super::{Appointment, FirstName, News, Place, in_words};
use crate::notifications::rules::letter::Passage;

/// Who is with the children on a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collects {
    /// A supervisor, by first name where one is known.
    Supervisor(Option<FirstName>),
    /// The social worker.
    SocialWorker,
    /// A taxi.
    Taxi,
    /// Somebody, and it is not arranged who.
    NotArranged,
    /// Nobody: the child stays at home.
    Nobody,
    /// The carer: at a place of the service.
    You {
        /// What the place is called, never its address.
        to: Option<Line>,
    },
}

impl Collects {
    /// In a few words, to be set beside another.
    fn in_short(&self) -> String {
        match self {
            Self::Supervisor(Some(name)) => format!("{} from our service", name.as_str()),
            Self::Supervisor(None) => "Somebody from our service".to_owned(),
            Self::SocialWorker => "The social worker".to_owned(),
            Self::Taxi => "A driver".to_owned(),
            Self::NotArranged => "Not arranged yet".to_owned(),
            Self::Nobody => "Nobody: it is at your home".to_owned(),
            Self::You { to: Some(place) } => format!("You, at {place}"),
            Self::You { to: None } => "You".to_owned(),
        }
    }

    fn on_the_way_there(&self, who: &str) -> String {
        match self {
            Self::Supervisor(Some(name)) => {
                let name = name.as_str();
                format!(
                    "{name} from our service collects {who}. {name} has a badge with a photo. Please ask to see it."
                )
            }
            Self::Supervisor(None) => format!(
                "Somebody from our service collects {who}. They have a badge with a photo. Please ask to see it."
            ),
            Self::SocialWorker => format!("The social worker collects {who}."),
            Self::Taxi => format!(
                "A driver collects {who}. The driver has a badge with a photo. Please ask to see it."
            ),
            Self::NotArranged => {
                format!("It is not arranged yet who collects {who}. We will ring you.")
            }
            Self::Nobody => format!("Nobody needs to collect {who}."),
            Self::You { to: Some(place) } => format!("Please bring {who} to {place}."),
            Self::You { to: None } => format!("Please get {who} ready in time."),
        }
    }

    fn on_the_way_back(&self, who: &str, ends: ClockTime) -> String {
        match self {
            Self::Supervisor(Some(name)) => {
                format!("{} brings {who} back to you.", name.as_str())
            }
            Self::Supervisor(None) => {
                format!("Somebody from our service brings {who} back to you.")
            }
            Self::SocialWorker => format!("The social worker brings {who} back to you."),
            Self::Taxi => format!("A driver brings {who} back to you."),
            Self::NotArranged => {
                format!("It is not arranged yet who brings {who} back to you. We will ring you.")
            }
            Self::Nobody => format!("It ends at {ends}."),
            Self::You { to: Some(place) } => format!("Please fetch {who} from {place} at {ends}."),
            Self::You { to: None } => format!("Please be there for {who} at {ends}."),
        }
    }
}

/// A way of the children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Who is with them.
    pub with: Collects,
    /// Who was to be, where that is somebody else.
    pub before: Option<Collects>,
    /// About when it begins or ends at the carer's, where somebody comes for them.
    pub about: Option<ClockTime>,
}

impl Way {
    /// A way with these, of which nothing more is known.
    pub const fn with(with: Collects) -> Self {
        Self {
            with,
            before: None,
            about: None,
        }
    }

    fn told_in(&self, passage: Passage, [now, before, about]: [&'static str; 3]) -> Passage {
        let passage = match &self.before {
            Some(others) => passage
                .fact(now, self.with.in_short())
                .fact(before, others.in_short()),
            None => passage,
        };
        match self.about {
            Some(time) => passage.fact(about, time.to_string()),
            None => passage,
        }
    }
}

/// What a carer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerNotice {
    /// When.
    pub appointment: Appointment,
    /// The children of the household who go.
    pub children: Vec<FirstName>,
    /// Who collects them, and when they should be ready.
    pub there: Way,
    /// Who brings them back, and when.
    pub back: Way,
    /// Whether any of them may wear nappies.
    pub nappies: bool,
    /// Whether other children went when they were told last.
    pub others_go: bool,
    /// How the place is found, for a carer who comes there.
    pub directions: Option<Line>,
}

impl CarerNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let who = in_words(&self.children);
        let passage = self.appointment.passage().fact("For", who.clone());
        let comes = match self.children.len() {
            1 => "comes",
            _ => "come",
        };
        match self.appointment.news {
            News::New | News::Changed | News::Same => self.goes(passage, &who),
            News::Off if self.stay() => passage.says(format!("Please tell {who} gently.")),
            News::Off => passage.says(format!(
                "Nobody will collect {who}. Please tell them gently."
            )),
            News::NotThen => passage
                .says(format!("It is not at this time. Please tell {who} gently."))
                .says("We will tell you the new time."),
            News::Aside => {
                passage.says("It is not running until we tell you. You do not need to do anything.")
            }
            News::NotHeld { .. } | News::EndedEarly { .. } if self.stay() => {
                passage.says(format!("Please tell {who} gently."))
            }
            News::NotHeld { .. } => self.is_back_early(passage).says(match self.back.with {
                Collects::You { .. } => {
                    format!("If {who} left you already, please fetch {who} now.")
                }
                _ => format!(
                    "If {who} left you already, {who} {comes} straight back to you. Please be at home."
                ),
            }),
            News::EndedEarly { .. } => self.is_back_early(passage).says(match self.back.with {
                Collects::You { .. } => format!("Please fetch {who} now."),
                _ => format!("{who} {comes} back early. Please be at home."),
            }),
        }
    }

    /// The place of the service to which the carer comes; nothing where others bring and fetch.
    fn comes_to(&self) -> Option<Place> {
        let ways = [&self.there.with, &self.back.with];
        ways.into_iter().find_map(|with| match with {
            Collects::You { to } => Some(Place {
                now: to.clone(),
                before: None,
                directions: self.directions.clone(),
            }),
            _ => None,
        })
    }

    fn goes(&self, passage: Passage, who: &str) -> Passage {
        let is = match self.children.len() {
            1 => "is",
            _ => "are",
        };
        let there = ["Who collects now", "Who was to collect", "Ready by about"];
        let passage = self.there.told_in(passage, there);
        let back = [
            "Who brings back now",
            "Who was to bring back",
            "Back with you about",
        ];
        let passage = self.back.told_in(passage, back);
        let passage = match self.comes_to() {
            Some(place) => place.told_in(passage),
            None => passage,
        };
        let passage = if self.others_go {
            passage.says("Please read again for whom this is. That has changed.")
        } else {
            passage
        };
        let ends = self.appointment.slot.to();
        let passage = passage.says(self.there.with.on_the_way_there(who));
        if self.stay() {
            let home = match self.appointment.apart {
                Some(_) => "It is held from your home. Please have everything ready in time.",
                None => "The visit is at your home. Please be there.",
            };
            return passage
                .says(home)
                .says(self.back.with.on_the_way_back(who, ends));
        }
        let passage = passage.says("Please pack a drink, a snack and a toy they love.");
        let passage = if self.nappies {
            passage.says("Pack nappies if they need them.")
        } else {
            passage
        };
        passage
            .says(self.back.with.on_the_way_back(who, ends))
            .says(format!(
                "Please stay by the phone until {who} {is} back with you."
            ))
    }

    /// From when to when they are away: for a calendar.
    pub fn away(&self) -> Slot {
        let slot = self.appointment.slot;
        let from = self.there.about.unwrap_or_else(|| slot.from());
        let to = self.back.about.unwrap_or_else(|| slot.to());
        Slot::new(slot.day(), from, to).unwrap_or(slot)
    }

    /// Whether the children stay at home for it.
    fn stay(&self) -> bool {
        self.there.with == Collects::Nobody && self.back.with == Collects::Nobody
    }

    fn is_back_early(&self, passage: Passage) -> Passage {
        match self.back.about {
            Some(time) => passage.fact("Back with you about", time.to_string()),
            None => passage,
        }
    }
}
