//! Where "now" comes from. Everything that needs the present asks a [`Clock`] given to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use super::{Instant, LondonDay};

/// The present. Injected, so that the demo's clock stands still at a known Tuesday and tests set
/// it.
pub trait Clock: Send + Sync {
    /// This moment, cut to the millisecond.
    fn now(&self) -> Instant;

    /// The date it is in London.
    fn today(&self) -> LondonDay {
        self.now().london_day()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    fn now(&self) -> Instant {
        Instant::of_utc(chrono::Utc::now())
    }
}

/// A clock that stands still until it is set or advanced; shared between threads.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows this moment.
    pub const fn at(moment: Instant) -> Self {
        Self(AtomicI64::new(moment.millis()))
    }

    /// Shows this moment from now on.
    pub fn set(&self, moment: Instant) {
        self.0.store(moment.millis(), Ordering::SeqCst);
    }

    /// Shows a later moment from now on. Two threads that advance it at once both count.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        // An addition cannot wrap: both sides stay within the range of an Instant.
        let step = millis.min(Instant::LATEST.millis());
        self.0.fetch_add(step, Ordering::SeqCst);
        self.0.fetch_min(Instant::LATEST.millis(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_until_told() {
        let eight_twenty: Instant = "2026-11-24T08:20:00Z".parse().unwrap();
        let clock = FixedClock::at(eight_twenty);
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.today().to_string(), "2026-11-24");
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), eight_twenty + Duration::from_secs(90));
        clock.set(eight_twenty);
        assert_eq!(clock.now(), eight_twenty);
        for _ in 0..40_000 {
            clock.advance(Duration::MAX);
        }
        assert_eq!(clock.now(), Instant::LATEST);
    }

    #[test]
    fn advances_from_many_threads_all_count() {
        let clock = FixedClock::at(Instant::from_millis(0));
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| {
                    for _ in 0..1_000 {
                        clock.advance(Duration::from_millis(1));
                    }
                });
            }
        });
        assert_eq!(clock.now(), Instant::from_millis(8_000));
    }

    #[test]
    fn the_day_is_the_one_in_london() {
        let clock = FixedClock::at("2026-07-01T23:30:00Z".parse().unwrap());
        assert_eq!(
            clock.today().to_string(),
            "2026-07-02",
            "half past midnight in summer time"
        );
    }

    #[test]
    fn the_system_clock_shows_a_plausible_time() {
        assert!(SystemClock.now() > "2024-01-01T00:00:00Z".parse().unwrap());
    }
}
