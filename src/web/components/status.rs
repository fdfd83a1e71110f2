//! The state of a record, readable without colour: icon, word and edge.

use askama::Template;
use askama::filters::HtmlSafe;

use super::content::Content;

/// How a record stands. The kind chooses icon and edge; the words are the service's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As it should be: checked, confirmed, delivered, signed.
    Ok,
    /// Nobody has begun.
    Quiet,
    /// Going on.
    Running,
    /// Needs somebody: unacknowledged, due soon.
    Attention,
    /// Against an order or past a legal date.
    Breach,
    /// Stopped until somebody decides.
    Held,
    /// Not published, not sent.
    Draft,
    /// Absent, closed, on leave.
    Away,
}

impl Standing {
    const fn class(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Quiet => "quiet",
            Self::Running => "running",
            Self::Attention => "attention",
            Self::Breach => "breach",
            Self::Held => "held",
            Self::Draft => "draft",
            Self::Away => "away",
        }
    }

    /// The icon's shape in a square of 16, drawn with the colour of the words.
    const fn path(self) -> &'static str {
        match self {
            Self::Ok => "M6.2 12.9 1.9 8.5l1.5-1.5 2.8 2.8L12.6 3.2l1.5 1.5z",
            Self::Quiet => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4z"
            }
            Self::Running => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 1.8a4.7 4.7 0 0 1 0 9.4z"
            }
            Self::Attention => "M8 1.2 15.3 14H.7zM7.1 6v4h1.8V6zm0 5v1.7h1.8V11z",
            Self::Breach => "M5 1h6l4 4v6l-4 4H5l-4-4V5zm2.1 3v5h1.8V4zm0 6.2V12h1.8v-1.8z",
            Self::Held => "M3.5 2h3.3v12H3.5zM9.2 2h3.3v12H9.2z",
            Self::Draft => {
                "M11.2 1.5 14.5 4.8 5.6 13.7 1.5 14.5l.8-4.1zM9.7 5.2 4 10.9l1.1 1.1 5.7-5.7z"
            }
            Self::Away => "M2 7h12v2H2z",
        }
    }
}

/// A state in the words of the service: `Status::new(Standing::Held, "Held for a decision")`.
#[derive(Debug, Clone, Template)]
#[template(path = "components/status.html")]
pub struct Status {
    standing: Standing,
    words: Content,
}

impl Status {
    /// A state.
    pub fn new(standing: Standing, words: impl Into<Content>) -> Self {
        Self {
            standing,
            words: words.into(),
        }
    }
}

impl HtmlSafe for Status {}

impl From<Status> for Content {
    fn from(status: Status) -> Self {
        Self::of(status)
    }
}
