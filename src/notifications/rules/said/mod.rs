//! What each class of recipient may be told, one type for each. What is forbidden has no field, so
//! it does not compile (the list stands in the domain dossier, 9.3; a council was fined for a
//! mother's address in a letter to a father).
//!
//! A carer is told what the child is called, when, and who collects it:
//!
//! ```
//! use kith::notifications::rules::said::{Appointment, CarerNotice, Collects, FirstName, Way};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> CarerNotice {
//!     CarerNotice {
//!         appointment,
//!         children: vec![FirstName::of(called)],
//!         there: Way::with(Collects::Taxi),
//!         back: Way::with(Collects::Taxi),
//!         nappies: false,
//!         others_go: false,
//!         directions: None,
//!     }
//! }
//! ```
//!
//! and nothing of the family, the order, the risk or an address:
//!
//! ```compile_fail
//! use kith::notifications::rules::said::{Appointment, CarerNotice, Collects, FirstName, Way};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> CarerNotice {
//!     CarerNotice {
//!         appointment,
//!         children: vec![FirstName::of(called)],
//!         there: Way::with(Collects::Taxi),
//!         back: Way::with(Collects::Taxi),
//!         nappies: false,
//!         others_go: false,
//!         directions: None,
//!         mother: FirstName::of(called),
//!     }
//! }
//! ```
//!
//! A driver's message holds a reference, the times of their journeys and a link:
//!
//! ```
//! use kith::notifications::rules::said::{Appointment, DriverNotice};
//!
//! fn tell(appointment: Appointment) -> DriverNotice {
//!     DriverNotice { appointment, there: None, back: None }
//! }
//! ```
//!
//! ```compile_fail
//! use kith::notifications::rules::said::{Appointment, DriverNotice, FirstName};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> DriverNotice {
//!     DriverNotice { appointment, there: None, back: None, child: FirstName::of(called) }
//! }
//! ```

mod carer;
mod driver;
mod family;
mod staff;

pub use carer::{CarerNotice, Collects, Way};
pub use driver::{Drive, DriverNotice, WHERE_TO};
pub use family::FamilyNotice;
pub use staff::{Matter, SocialWorkerNotice, SupervisorNotice};

use kernel::{
    text::{Language, Line, Name},
    time::{ClockTime, Instant, LondonDay, Slot},
};
use law::proposal::Mode;

use super::letter::Passage;
use crate::notifications::Event;

/// What somebody is called at home, or the first word of a name: never a surname.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstName(String);

impl FirstName {
    /// Of what somebody is called.
    pub fn of(called: &Name) -> Self {
        Self(called.to_string())
    }
    /// Of the name a supervisor is listed by.
    pub fn first_word(full: &Name) -> Self {
        let word = full.as_str().split_whitespace().next();
        Self(word.unwrap_or_default().to_owned())
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Four letters and digits that tell one appointment from another on the telephone, and nothing
/// about it: the random end of the session's id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference(String);

impl Reference {
    /// The reference of a session or referral.
    pub fn of(id: &str) -> Self {
        let end: Vec<char> = id.chars().rev().take(4).collect();
        Self(end.into_iter().rev().collect())
    }
    /// The reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const NOT_GOING_AHEAD: &str = "Not going ahead";
const NOT_THEN: &str = "Not at this time";
const ON_HOLD: &str = "On hold";

/// What is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// They hear of it for the first time.
    New,
    /// It is not what they were told.
    Changed,
    /// It is again, or still, what they were told.
    Same,
    /// It is off.
    Off,
    /// It is not when they were told; they hear of the new time when it is certain.
    NotThen,
    /// It is not running until they are told.
    Aside,
    /// It did not start.
    NotHeld {
        /// When that was decided.
        at: ClockTime,
    },
    /// It ended early.
    EndedEarly {
        /// When.
        at: ClockTime,
    },
}

impl News {
    /// Whether they still expect it after this.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::New | Self::Changed | Self::Same)
    }
    /// As it stands before the reference in a subject; nothing, where it is an appointment as any.
    const fn in_subject(self) -> Option<&'static str> {
        match self {
            Self::New => None,
            Self::Changed => Some("Changed"),
            Self::Same => Some("Still as planned"),
            Self::Off => Some(NOT_GOING_AHEAD),
            Self::NotThen => Some(NOT_THEN),
            Self::Aside => Some(ON_HOLD),
            Self::NotHeld { .. } => Some("Did not go ahead"),
            Self::EndedEarly { .. } => Some("Ended early"),
        }
    }
}

/// What everybody is told of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// How to name it on the telephone.
    pub reference: Reference,
    /// What is new.
    pub news: News,
    /// When it is.
    pub slot: Slot,
    /// When they were told it would be, where that differs.
    pub before: Option<Slot>,
    /// How it is held, where they do not meet in one place.
    pub apart: Option<Mode>,
}

impl Appointment {
    /// Whether it tells something new of what is, or was to be, on that day.
    pub fn is_news_of(&self, day: LondonDay) -> bool {
        let slots = [Some(self.slot), self.before].into_iter().flatten();
        self.news != News::Same && slots.map(Slot::day).any(|of| of == day)
    }

    fn passage(&self) -> Passage {
        let reference = self.reference.as_str();
        let when = self.slot.in_full();
        let heading = match self.news {
            News::New => format!("Appointment ref {reference}"),
            News::Changed if self.before.is_some() => format!("New time for ref {reference}"),
            News::Changed => format!("Changed: ref {reference}"),
            News::Same => format!("Still as planned: ref {reference}"),
            News::Off => format!("{NOT_GOING_AHEAD}: ref {reference}"),
            News::NotThen => format!("{NOT_THEN}: ref {reference}"),
            News::Aside => format!("{ON_HOLD}: ref {reference}"),
            News::NotHeld { .. } => format!("Did not go ahead: ref {reference}"),
            News::EndedEarly { .. } => format!("Ended early: ref {reference}"),
        };
        let passage = Passage::new(heading);
        let passage = match self.apart {
            Some(mode) => passage.fact("How", mode.label()),
            None => passage,
        };
        match (self.news, self.before) {
            (News::New | News::Changed | News::Same, Some(before)) => passage
                .fact("New time", when)
                .fact("Old time", before.in_full()),
            (News::New | News::Changed | News::Same, None) => passage.fact("When", when),
            (News::NotHeld { at }, _) => passage
                .fact("It was to be", when)
                .fact("Free to go home from", at.to_string()),
            (News::Off | News::NotThen | News::Aside, _) => passage.fact("It was to be", when),
            (News::EndedEarly { at }, _) => passage
                .fact("When", when)
                .fact("It ended at", at.to_string()),
        }
    }
}

/// What a place of the service is called, and how it is found where the service lets messages say so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub now: Option<Line>,
    /// What the one they were told of is called, where it was another.
    pub before: Option<Line>,
    /// How it is found.
    pub directions: Option<Line>,
}

impl Place {
    fn told_in(&self, passage: Passage) -> Passage {
        let passage = match (&self.now, &self.before) {
            (Some(now), Some(before)) => passage
                .fact("New place", now.to_string())
                .fact("Old place", before.to_string()),
            (Some(now), None) => passage.fact("Where", now.to_string()),
            (None, _) => passage,
        };
        match &self.directions {
            Some(directions) => passage.fact("How to find it", directions.to_string()),
            None => passage,
        }
    }
}

fn in_words(names: &[FirstName]) -> String {
    match names {
        [] => "your child".to_owned(),
        [one] => one.as_str().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(FirstName::as_str).collect();
            format!("{} and {}", rest.join(", "), last.as_str())
        }
    }
}

/// What an interpreter service is told: no name, nothing of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterpreterNotice {
    /// When.
    pub appointment: Appointment,
    /// Which language.
    pub language: Option<Language>,
    /// Where.
    pub place: Place,
}

impl InterpreterNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let mut passage = self.appointment.passage();
        if let Some(language) = &self.language {
            passage = passage.fact("Language", language.to_string());
        }
        match self.appointment.news {
            News::New | News::Changed | News::Same => {
                let minutes = self.appointment.slot.minutes();
                passage = passage.fact("How long", format!("{minutes} minutes"));
                self.place.told_in(passage)
            }
            News::Off => passage.says("We do not need an interpreter for this one."),
            News::NotThen => {
                passage.says("We do not need an interpreter then. We will tell you the new time.")
            }
            News::Aside => passage.says("We do not need an interpreter until we tell you."),
            News::NotHeld { .. } | News::EndedEarly { .. } => {
                passage.says("The interpreter is free to go.")
            }
        }
    }
}

/// A notice to whomever it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// To a carer.
    Carer(CarerNotice),
    /// To a taxi firm.
    Driver(DriverNotice),
    /// To an interpreter service.
    Interpreter(InterpreterNotice),
    /// To a family member.
    Family(FamilyNotice),
    /// To a social worker.
    SocialWorker(SocialWorkerNotice),
    /// To a supervisor.
    Supervisor(SupervisorNotice),
}

impl Said {
    /// In words.
    pub fn passage(&self) -> Passage {
        match self {
            Self::Carer(notice) => notice.passage(),
            Self::Driver(notice) => notice.passage(),
            Self::Interpreter(notice) => notice.passage(),
            Self::Family(notice) => notice.passage(),
            Self::SocialWorker(notice) => notice.passage(),
            Self::Supervisor(notice) => notice.passage(),
        }
    }
    /// In words, for the page behind the link of the message.
    pub fn passage_of_page(&self) -> Passage {
        let mut passage = self.passage();
        let leads_there = |words: &String| WHERE_TO.contains(&words.as_str());
        passage.words.retain(|words| !leads_there(words));
        passage
    }
    /// The appointment it is about, where it tells of one.
    pub const fn appointment(&self) -> Option<&Appointment> {
        match self {
            Self::Carer(CarerNotice { appointment, .. })
            | Self::Driver(DriverNotice { appointment, .. })
            | Self::Interpreter(InterpreterNotice { appointment, .. })
            | Self::Family(FamilyNotice { appointment, .. })
            | Self::Supervisor(SupervisorNotice { appointment, .. }) => Some(appointment),
            Self::SocialWorker(_) => None,
        }
    }
    /// Whether it is about an appointment that is over: nobody can do anything about it any more.
    pub fn is_over(&self, now: Instant) -> bool {
        self.appointment().is_some_and(|one| {
            let sends_home = matches!(one.news, News::NotHeld { .. } | News::EndedEarly { .. });
            !sends_home && one.slot.ends() <= now
        })
    }
    /// What a subject says of it before the reference, if anything.
    pub fn in_subject(&self) -> Option<&'static str> {
        match self {
            Self::SocialWorker(notice) => {
                (notice.event == Event::Cancelled).then_some(NOT_GOING_AHEAD)
            }
            other => other.appointment()?.news.in_subject(),
        }
    }
    /// Whether it says that something does not go ahead, or not then, or not until they are told.
    pub fn stops(&self) -> bool {
        let news = self.in_subject();
        [NOT_GOING_AHEAD, NOT_THEN, ON_HOLD]
            .map(Some)
            .contains(&news)
    }
    /// What it is about.
    pub const fn matter(&self) -> Matter {
        match self {
            Self::SocialWorker(notice) => notice.matter,
            _ => Matter::Appointment,
        }
    }
    /// How it is named on the telephone.
    pub fn reference(&self) -> &Reference {
        match self {
            Self::SocialWorker(notice) => &notice.reference,
            Self::Carer(CarerNotice { appointment, .. })
            | Self::Driver(DriverNotice { appointment, .. })
            | Self::Interpreter(InterpreterNotice { appointment, .. })
            | Self::Family(FamilyNotice { appointment, .. })
            | Self::Supervisor(SupervisorNotice { appointment, .. }) => &appointment.reference,
        }
    }
}
