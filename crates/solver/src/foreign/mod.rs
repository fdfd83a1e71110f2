//! Problems of other people, written in their formats, as weeks of ours: no search is made for them.

pub mod smptsp;

use crate::instance::{self, Fault, Instance};
use std::fmt;
use std::io::Read;
use std::str::FromStr;

/// The formats that problems can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `rota-bench/1`, our own.
    #[default]
    RotaBench,
    /// Shift minimization personnel task scheduling.
    Smptsp,
}

impl Format {
    /// Reads a problem of this format as a week.
    pub fn read(self, source: impl Read) -> Result<Instance, Fault> {
        match self {
            Self::RotaBench => instance::read(source),
            Self::Smptsp => smptsp::Tasks::read(source)?.week(),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RotaBench => "rota-bench",
            Self::Smptsp => "smptsp",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = [Self::RotaBench, Self::Smptsp];
        let named = known.into_iter().find(|format| format.to_string() == name);
        named.ok_or_else(|| "is neither rota-bench nor smptsp".to_owned())
    }
}
