//! Time as the service lives it and as the law counts it.
//!
//! Europe/London civil time is the promise ("Tuesday at 10:00"); UTC is its index. So:
//! - what **happened** is an [`Instant`];
//! - what is **promised** is a [`Slot`]: a [`LondonDay`] with two [`ClockTime`]s, carrying the
//!   two instants they stand for;
//! - legal clocks count [`WorkingDays`], operations count [`ServiceDays`]; they are never mixed;
//! - the present is asked of a [`Clock`], so that the demo and the tests can set it.

mod calendar;
mod clock;
mod clock_time;
mod day;
mod holidays;
mod instant;
mod london;
#[cfg(feature = "schema")]
mod schema;
mod slot;
#[cfg(feature = "sql")]
mod sql;
mod week;

pub use calendar::{ServiceDays, WorkingDays};
pub use clock::{Clock, FixedClock, SystemClock};
pub use clock_time::ClockTime;
pub use day::{LondonDay, Weekday};
pub use holidays::{BankHolidays, BankHolidaysUnreadable};
pub use instant::Instant;
pub use slot::{Fold, Slot};
pub use week::Week;

use thiserror::Error;

/// Why a date, a time or a slot was not taken. The text is fit for a person to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeRefusal {
    /// Not a date of the calendar in the years 1 to 9999.
    #[error("is not a date; write it like 2026-11-24")]
    NotADate,
    /// Not an hour and minute of the day.
    #[error("is not a time; write it like 09:30")]
    NotATime,
    /// Not a moment with a date, a time and an offset (RFC 3339).
    #[error("is not a moment; write it like 2026-11-24T09:30:00.000Z")]
    NotAMoment,
    /// A week is named by its Monday.
    #[error("is not a Monday")]
    NotAMonday,
    /// A slot must end after it starts, on the same day.
    #[error("must end after it starts")]
    EndsBeforeItStarts,
    /// The clocks jump over this time (last Sunday of March, 01:00 to 02:00).
    #[error("{time} does not exist on {day}: the clocks go forward")]
    Skipped {
        /// The day of the change.
        day: LondonDay,
        /// The time that is jumped over.
        time: ClockTime,
    },
    /// This time happens twice (last Sunday of October, 01:00 to 02:00): say which.
    #[error("{time} happens twice on {day}: the clocks go back; say which one is meant")]
    Repeated {
        /// The day of the change.
        day: LondonDay,
        /// The time that is repeated.
        time: ClockTime,
    },
}
