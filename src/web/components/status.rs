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
            Self::Ok => "M6.2 12.9 1.9 8.500l1.500-1.500 2.800 2.800L12.600 3.200l1.500 1.500z",
            Self::Quiet => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.800a4.200 4.200 0 1 1 0 8.400 4.200 4.200 0 0 1 0-8.400z"
            }
            Self::Running => {
                "M8 1.500a6.500 6.500 0 1 0 0 13zM8 3.300v9.400a4.700 4.700 0 0 0 0-9.400z"
            }
            Self::Attention => "M8 1.200 15.300 14H.7zM7.100 6v4h1.800V6zm0 5v1.700h1.800V11z",
            Self::Breach => {
                "M5 1h6l4 4v6l-4 4H5l-4-4V5zm2.100 3v5h1.800V4zm0 6.200V12h1.800v-1.800z"
            }
            Self::Held => "M3.500 2h3.300v12H3.500zM9.200 2h3.300v12H9.200z",
            Self::Draft => {
                "M11.200 1.500 14.500 4.800 5.600 13.700 1.500 14.500l.8-4.100zM9.700 5.200 4 10.900l1.100 1.100 5.700-5.700z"
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
