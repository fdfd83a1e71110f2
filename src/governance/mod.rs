//! Who did what with the record of a child, for those who answer for privacy; and who did what in the
//! service, for those who oversee it and know no case.

pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod traces;

use kernel::{
    fact::Outcome,
    id::{PersonId, UserId},
    time::{Instant, LondonDay},
};

/// The most that one day shows of one person.
pub const MOST: usize = 1000;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member of staff, with their name.
    Staff(UserId, String),
    /// Whoever holds the link of a message, with whom it was sent to where that is told.
    Bearer(Option<String>),
    /// The program itself.
    Program,
    /// Somebody who had not said who they are.
    Nobody,
}

impl Who {
    /// What they are called.
    pub fn name(&self) -> &str {
        match self {
            Self::Staff(_, name) | Self::Bearer(Some(name)) => name,
            Self::Bearer(None) => "Whoever holds the link of a message",
            Self::Program => "Kith itself",
            Self::Nobody => "Nobody signed in",
        }
    }
}

/// Something that was done with the record of a person, or with a list or session that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Instant,
    /// Who.
    pub who: Who,
    /// The name of the action, such as `people.show`.
    pub act: String,
    /// What for; none when the content of the fact has gone at the end of its retention.
    pub purpose: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What was done with the record of a person on a day.
#[derive(Debug, Clone)]
pub struct Trail {
    /// Whose record.
    pub person: PersonId,
    /// What the person is called.
    pub called: String,
    /// The day, in London.
    pub day: LondonDay,
    /// The oldest first, [`MOST`] at most.
    pub deeds: Vec<Deed>,
    /// Whether more was done on that day.
    pub is_cut: bool,
}

/// What was done in the service on a day, by everybody; with whom stands nowhere in it.
#[derive(Debug, Clone)]
pub struct DayOfDeeds {
    /// The day, in London.
    pub day: LondonDay,
    /// Which part of it, from 1: each has [`MOST`] deeds.
    pub part: u32,
    /// The oldest first.
    pub deeds: Vec<Deed>,
    /// What kind of record each was done with.
    pub kinds: Vec<&'static str>,
    /// Whether there is another part.
    pub more: bool,
}
