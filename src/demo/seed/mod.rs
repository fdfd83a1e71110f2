//! Fills the demo through the same commands that people use, each by whom it would be and on the
//! day it would be, so that the audit of the demo reads as that of a real service.
//!
//! A capability that comes later adds its file here and its line in [`fill`].

mod asking;
mod diary;
mod families;
mod family;
mod held;
mod made_up;
mod more_families;
mod names;
mod orders;
mod paper;
mod people;
mod referrals;
mod resources;
mod risks;
mod scan;
mod slots;
mod supervisors;
mod told;
mod users;
mod weeks;
mod words;

pub use users::{Login, PASSWORD, logins};

use kernel::{
    refusal::Refused,
    time::{Clock, FixedClock, Instant, LondonDay, Week},
};
use law::access::{Actor, Writes, act};

use self::{diary::Diary, users::Staff, weeks::Season};
use super::{Size, dice::Dice};
use crate::{
    app::App,
    settings::{Settings, commands::change},
    storage::{Done, Store, Work},
};

/// The seed of everything that is left to chance.
const CHANCE: u64 = 20_261_124;

/// What every part of the filling needs.
struct Seed<'a> {
    app: &'a App,
    store: &'a Store,
    clock: &'a FixedClock,
    opens: Instant,
    dice: Dice,
    /// The number of the last message of the mailbox that was looked at.
    mails_read: i64,
}

impl Seed<'_> {
    /// Sets the clock to nine o'clock so many days before the demo opens.
    fn days_ago(&self, days: i64) -> Result<(), Refused> {
        self.at(days, "09:00")
    }

    /// Sets the clock to a time so many days before the demo opens.
    fn at(&self, days_ago: i64, time: &str) -> Result<(), Refused> {
        let fault = |cause| Refused::fault("reading the calendar", cause);
        let day = self.opens.london_day().plus_days(-days_ago);
        let time = time.parse().map_err(fault)?;
        self.clock.set(day.at(time).map_err(fault)?);
        Ok(())
    }

    /// The day the clock shows.
    fn clock_day(&self) -> LondonDay {
        self.clock.now().london_day()
    }

    /// The week after the one in which the demo opens.
    fn next_week(&self) -> Week {
        self.opens.london_day().week().next()
    }

    /// Does one thing as somebody does it.
    fn does<A: Writes, T>(
        &self,
        who: &Actor,
        f: impl FnMut(&mut Work<'_, A>) -> Result<Done<T>, Refused>,
    ) -> Result<T, Refused> {
        self.store.write::<A, T>(who, f).map(Done::into_value)
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
pub(super) fn fill(app: &App, clock: &FixedClock, size: Size) -> Result<(), Refused> {
    let opens = clock.now();
    let mut seed = Seed {
        app,
        store: &app.store,
        clock,
        opens,
        dice: Dice::new(CHANCE),
        mails_read: 0,
    };
    let staff = Staff::hire(&seed, size)?;
    decide_settings(&seed, &staff)?;
    let providers = resources::add(&mut seed, &staff, size)?;
    let mut families = families::families();
    families.extend(made_up::families(&mut seed.dice, &staff, size));
    let known = people::add(&mut seed, &staff, &families)?;
    let arranged = referrals::refer(&seed, &staff, &known)?;
    let mut diary = Diary::of(&seed, &staff)?;
    let services = (&mut diary, &providers);
    let settled = slots::settle(&mut seed, &staff, services, &arranged)?;
    let season = Season {
        staff: &staff,
        arranged,
        settled,
        diary,
    };
    weeks::go_by(&mut seed, season)?;
    clock.set(opens);
    told::everybody(&mut seed, true)
}

/// The service has a telephone, and its messages go out at once: nobody who clicks through the demo
/// waits ten minutes to read one.
fn decide_settings(seed: &Seed<'_>, staff: &Staff) -> Result<(), Refused> {
    seed.days_ago(resources::FITTED_OUT)?;
    let text = users::wrong_text;
    let settings = Settings {
        council: Some("Merrowby Council".parse().map_err(text)?),
        service_phone: Some("01632 960300".parse().map_err(text)?),
        notice_wait_minutes: 0,
        ..Settings::default()
    };
    let reason = "How the service begins.".parse().map_err(text)?;
    let manager = staff.actor("ruth.bell")?;
    seed.does::<act::ChangeSettings, _>(&manager, |work| change(work, 1, &settings, &reason))?;
    Ok(())
}
