//! Fills the demo through the same commands that people use, each by whom it would be and on the
//! day it would be, so that the audit of the demo reads as that of a real service.
//!
//! A capability that comes later adds its file here and its line in [`fill`].

mod county;
mod families;
mod family;
mod names;
mod people;
mod users;

pub use users::{Login, PASSWORD, logins};

use kernel::{
    refusal::Refused,
    time::{Clock, ClockTime, FixedClock, Instant, LondonDay},
};

use self::users::Staff;
use super::{Size, dice::Dice};
use crate::storage::Store;

/// The seed of everything that is left to chance.
const CHANCE: u64 = 20_261_124;

/// What every part of the filling needs.
struct Seed<'a> {
    store: &'a Store,
    clock: &'a FixedClock,
    opens: Instant,
    dice: Dice,
}

impl Seed<'_> {
    /// Sets the clock to nine o'clock so many days before the demo opens.
    fn days_ago(&self, days: i64) -> Result<(), Refused> {
        let fault = |cause| Refused::fault("reading the calendar", cause);
        let nine = ClockTime::new(9, 0).map_err(fault)?;
        let day = self.opens.london_day().plus_days(-days);
        self.clock.set(day.at(nine).map_err(fault)?);
        Ok(())
    }

    /// A birthday of the cast, moved along where the demo opens on another day than usual, so that
    /// everybody keeps their age.
    fn birthday(&self, written: &str) -> Result<LondonDay, Refused> {
        let fault = |cause| Refused::fault("reading a birthday of the cast", cause);
        let written: LondonDay = written.parse().map_err(fault)?;
        let usual = super::opens_at()?.london_day();
        Ok(written.plus_days(usual.days_until(self.opens.london_day())))
    }
}

/// Fills an empty house and leaves its clock where it was.
pub(super) fn fill(store: &Store, clock: &FixedClock, size: Size) -> Result<(), Refused> {
    let opens = clock.now();
    let mut seed = Seed {
        store,
        clock,
        opens,
        dice: Dice::new(CHANCE),
    };
    let staff = Staff::hire(&seed, size)?;
    let mut families = families::families();
    if size == Size::County {
        families.extend(county::families(&mut seed.dice, &staff));
    }
    people::add(&mut seed, &staff, &families)?;
    clock.set(opens);
    Ok(())
}
