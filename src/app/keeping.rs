//! What time alone changes.

use kernel::refusal::Refused;
use law::access::{Actor, act};

use super::App;
use crate::sessions::{commands::end_what_passed, queries::has_any_passed};

impl App {
    /// Ends the sessions whose time passed while contact was refused; returns how many.
    ///
    /// # Errors
    /// When the store is away.
    pub fn end_what_passed(&self) -> Result<usize, Refused> {
        let passed = self
            .store
            .open::<act::LookForDue, _>(&Actor::System, has_any_passed)?;
        if !passed.into_value() {
            return Ok(0);
        }
        let ended = self
            .store
            .write::<act::CancelSession, _>(&Actor::System, end_what_passed)?;
        Ok(ended.into_value())
    }
}
