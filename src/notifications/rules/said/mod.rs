//! What each class of recipient may be told, one type for each. What is forbidden has no field, so
//! it does not compile (the list stands in the domain dossier, 9.3; a council was fined for a
//! mother's address in a letter to a father).
//!
//! A carer is told what the child is called, when, and who collects it:
//!
//! ```
//! use kith::notifications::rules::said::{Appointment, CarerNotice, Collects, FirstName};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> CarerNotice {
//!     CarerNotice {
//!         appointment,
//!         children: vec![FirstName::of(called)],
//!         collects: Collects::Taxi,
//!     }
//! }
//! ```
//!
//! and nothing of the family, the order, the risk or an address:
//!
//! ```compile_fail
//! use kith::notifications::rules::said::{Appointment, CarerNotice, Collects, FirstName};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> CarerNotice {
//!     CarerNotice {
//!         appointment,
//!         children: vec![FirstName::of(called)],
//!         collects: Collects::Taxi,
//!         mother: FirstName::of(called),
//!     }
//! }
//! ```
//!
//! A driver's message holds a reference, the time and a link:
//!
//! ```
//! use kith::notifications::rules::said::{Appointment, DriverNotice};
//!
//! fn tell(appointment: Appointment) -> DriverNotice {
//!     DriverNotice { appointment }
//! }
//! ```
//!
//! ```compile_fail
//! use kith::notifications::rules::said::{Appointment, DriverNotice, FirstName};
//!
//! fn tell(appointment: Appointment, called: &kernel::text::Name) -> DriverNotice {
//!     DriverNotice { appointment, child: FirstName::of(called) }
//! }
//! ```

mod family;
mod staff;

pub use family::FamilyNotice;
pub use staff::{Matter, SocialWorkerNotice, SupervisorNotice};

use kernel::{
    text::{Language, Line, Name},
    time::{ClockTime, Slot},
};

use super::letter::Passage;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// They hear of it for the first time.
    New,
    /// It is not what they were told.
    Changed,
    /// It is off.
    Off,
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
        matches!(self, Self::New | Self::Changed)
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
}

impl Appointment {
    fn passage(&self) -> Passage {
        let reference = self.reference.as_str();
        let when = self.slot.in_full();
        let heading = match self.news {
            News::New => format!("Appointment ref {reference}"),
            News::Changed if self.before.is_some() => format!("New time for ref {reference}"),
            News::Changed => format!("Changed: ref {reference}"),
            News::Off => format!("Not going ahead: ref {reference}"),
            News::Aside => format!("On hold: ref {reference}"),
            News::NotHeld { .. } => format!("Did not go ahead: ref {reference}"),
            News::EndedEarly { .. } => format!("Ended early: ref {reference}"),
        };
        let passage = Passage::new(heading);
        match (self.news, self.before) {
            (News::New | News::Changed, Some(before)) => passage
                .fact("New time", when)
                .fact("Old time", before.in_full()),
            (News::New | News::Changed, None) => passage.fact("When", when),
            (News::NotHeld { at }, _) => passage
                .fact("It was to be", when)
                .fact("Free to go home from", at.to_string()),
            (News::Off | News::Aside, _) => passage.fact("It was to be", when),
            (News::EndedEarly { at }, _) => passage
                .fact("When", when)
                .fact("It ended at", at.to_string()),
        }
    }
}

/// Who collects the children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collects {
    /// A supervisor, by first name where one is known.
    Supervisor(Option<FirstName>),
    /// The social worker.
    SocialWorker,
    /// A taxi.
    Taxi,
    /// The carer brings them, to a place of the service.
    You {
        /// What the place is called, never its address.
        to: Option<Line>,
    },
}

/// What a carer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerNotice {
    /// When.
    pub appointment: Appointment,
    /// The children of the household who go.
    pub children: Vec<FirstName>,
    /// Who collects them.
    pub collects: Collects,
}

impl CarerNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = self.appointment.passage();
        let who = in_words(&self.children);
        let (is, comes) = match self.children.len() {
            1 => ("is", "comes"),
            _ => ("are", "come"),
        };
        match self.appointment.news {
            News::New | News::Changed => {
                let collects = match &self.collects {
                    Collects::Supervisor(Some(name)) => {
                        let name = name.as_str();
                        format!(
                            "{name} from our service collects {who}. {name} has a badge with a photo. Please ask to see it."
                        )
                    }
                    Collects::Supervisor(None) => format!(
                        "Somebody from our service collects {who}. They have a badge with a photo. Please ask to see it."
                    ),
                    Collects::SocialWorker => format!("The social worker collects {who}."),
                    Collects::Taxi => format!(
                        "A driver collects {who}. The driver has a badge with a photo. Please ask to see it."
                    ),
                    Collects::You { to: Some(place) } => format!("Please bring {who} to {place}."),
                    Collects::You { to: None } => format!("Please get {who} ready in time."),
                };
                passage
                    .fact("For", who.clone())
                    .says(collects)
                    .says("Please pack a drink, a snack and a toy they love. Pack nappies if they need them.")
                    .says(format!("Please stay by the phone until {who} {is} back with you."))
            }
            News::Off => passage.fact("For", who.clone()).says(format!(
                "Nobody will collect {who}. Please tell them gently."
            )),
            News::Aside => passage
                .fact("For", who)
                .says("It is not running until we tell you. You do not need to do anything."),
            News::NotHeld { .. } => passage.fact("For", who.clone()).says(format!(
                "If {who} left you already, {who} {comes} straight back to you. Please be at home."
            )),
            News::EndedEarly { .. } => passage
                .fact("For", who.clone())
                .says(format!("{who} {comes} back early. Please be at home.")),
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

/// What a taxi firm is told in a mail: the rest stands on the run sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriverNotice {
    /// When.
    pub appointment: Appointment,
}

impl DriverNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let passage = self.appointment.passage();
        match self.appointment.news {
            News::New | News::Changed => passage.says("Where to go is on your run sheet."),
            News::Off => passage.says("Please do not send a car for this one."),
            News::Aside => passage.says("Please do not send a car until we tell you."),
            News::NotHeld { .. } => passage
                .says("Please ring us now: the way back is earlier, or there is none to drive."),
            News::EndedEarly { .. } => {
                passage.says("The way back is earlier. Please ring us now for the new time.")
            }
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
    /// What the place is called.
    pub place: Option<Line>,
}

impl InterpreterNotice {
    /// In words.
    pub fn passage(&self) -> Passage {
        let mut passage = self.appointment.passage();
        if let Some(language) = &self.language {
            passage = passage.fact("Language", language.to_string());
        }
        match self.appointment.news {
            News::New | News::Changed => {
                let minutes = self.appointment.slot.minutes();
                passage = passage.fact("How long", format!("{minutes} minutes"));
                match &self.place {
                    Some(place) => passage.fact("Where", place.to_string()),
                    None => passage,
                }
            }
            News::Off => passage.says("We do not need an interpreter for this one."),
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
    /// The appointment it is about, where it tells of one.
    pub const fn appointment(&self) -> Option<&Appointment> {
        match self {
            Self::Carer(CarerNotice { appointment, .. })
            | Self::Driver(DriverNotice { appointment })
            | Self::Interpreter(InterpreterNotice { appointment, .. })
            | Self::Family(FamilyNotice { appointment, .. })
            | Self::Supervisor(SupervisorNotice { appointment, .. }) => Some(appointment),
            Self::SocialWorker(_) => None,
        }
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
            | Self::Driver(DriverNotice { appointment })
            | Self::Interpreter(InterpreterNotice { appointment, .. })
            | Self::Family(FamilyNotice { appointment, .. })
            | Self::Supervisor(SupervisorNotice { appointment, .. }) => &appointment.reference,
        }
    }
}
