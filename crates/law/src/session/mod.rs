//! The life of a session, from proposal to shared record.
//!
//! A [`Stage`] owns what is true only in it, so that a session that did not start has no end and
//! a cancelled one always has a reason. [`step()`] is the only way from one stage to another; who
//! may take a step is for the access policy, what the law says of the session is for
//! [`judge`](crate::judge::judge). The whole grid of stages and events stands in `grid.txt` for a
//! coordinator to read.

mod event;
mod reason;
mod stage;
mod step;

pub use event::{Effect, Event};
pub use reason::{CountsAs, EarlyEnd, NotHeld, Side};
pub use stage::{
    Booking, Cancellation, Ended, HandedTo, Handover, NotStarted, Opened, Over, Publication,
    Record, Running, Stage, Suspension, Went,
};
pub use step::{StepRefused, step};
