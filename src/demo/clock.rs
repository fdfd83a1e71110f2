//! The clock of the demo: it stands still at a Tuesday morning until somebody advances it.

use actix_web::web;
use kernel::{
    fact::{Fact, Purpose},
    refusal::Refused,
    time::{ClockTime, FixedClock, Instant, LondonDay},
};
use law::access::{Actor, act};
use serde::Deserialize;

use crate::{
    http::{Answer, Form, Goto, Guarded, Problem, local_path},
    storage::{Claims, Done, Prepared, Store, note, put_note},
};

/// The note that keeps the time of the demo, in Unix milliseconds.
pub(super) const TIME: &str = "demo.time";

/// When the demo opens unless told otherwise: Tuesday 24 November 2026, 08:20 in London, ten
/// minutes before the telephone brings the first sickness.
///
/// # Errors
/// Never, as the day and the time exist; the calendar has no other way to say so.
pub fn opens_at() -> Result<Instant, Refused> {
    let fault = |cause| Refused::fault("reading the calendar", cause);
    let day = LondonDay::new(2026, 11, 24).map_err(fault)?;
    day.at(ClockTime::new(8, 20).map_err(fault)?).map_err(fault)
}

/// Shows the time at which the demo was left.
pub(super) fn go_on(store: &Store, clock: &FixedClock) -> Result<(), Refused> {
    let noted = store.write::<act::KeepHouse, _>(&Actor::System, |work| {
        let noted = note(work, TIME)?;
        Ok(work.kept(noted))
    })?;
    if let Some(millis) = noted.into_value().and_then(|words| words.parse().ok()) {
        clock.set(Instant::from_millis(millis));
    }
    Ok(())
}

kernel::codes! {
    /// How far the clock can be advanced.
    pub enum Step {
        /// A quarter of an hour: the grace for a late parent.
        Quarter = "quarter",
        /// An hour.
        Hour = "hour",
        /// To 08:20 of the next day.
        NextMorning = "next_morning",
    }
}

/// What the clock shows after a step.
fn after(now: Instant, step: Step) -> Instant {
    match step {
        Step::Quarter => now.plus_minutes(15),
        Step::Hour => now.plus_minutes(60),
        Step::NextMorning => {
            let morning = ClockTime::from_minute_of_day(8 * 60 + 20)
                .and_then(|time| now.london_day().plus_days(1).at(time));
            morning.unwrap_or_else(|_no_such_time| now.plus_minutes(24 * 60))
        }
    }
}

/// The button that was pressed, and the page it stood on.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdvanceForm {
    step: String,
    next: String,
}

/// Advances the clock for everybody and returns to the page.
///
/// # Errors
/// As a problem page.
pub async fn advance(
    door: Guarded<act::AdvanceDemoClock>,
    form: Form<AdvanceForm>,
    clock: web::Data<FixedClock>,
) -> Result<Done<Prepared>, Problem> {
    let AdvanceForm { step, next } = form.0;
    let step: Step = step
        .parse()
        .map_err(|_no_step| Refused::field("/step", "unknown", "Use one of the buttons."))?;
    let (user, shown) = (door.caller().0, door.now());
    let noted = door
        .step(move |work| {
            work.claim(Claims::of(user).and_name(TIME))?;
            // Two at once both count: the second reads what the first noted.
            let noted = note(work, TIME)?.and_then(|words| words.parse().ok());
            let then = after(noted.map_or(shown, Instant::from_millis), step);
            put_note(work, TIME, &then.millis().to_string())?;
            let fact = Fact::about(user)
                .purpose(Purpose::Administration)
                .details(serde_json::json!({ "advanced_to": then.to_string() }));
            Ok(work.done(fact, then))
        })
        .await?;
    let answered = noted.try_map(|then| {
        clock.set(then);
        Goto(local_path(&next)).prepare()
    })?;
    Ok(answered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_opens_on_a_tuesday_morning() {
        assert_eq!(
            opens_at().unwrap().in_full(),
            "Tuesday 24 November 2026 at 08:20"
        );
    }

    #[test]
    fn the_clock_goes_on_by_what_the_button_says() {
        for (name, now, step, then) in [
            (
                "a quarter of an hour",
                "2026-11-24T08:20:00Z",
                Step::Quarter,
                "2026-11-24T08:35:00Z",
            ),
            (
                "an hour, over midnight",
                "2026-11-24T23:30:00Z",
                Step::Hour,
                "2026-11-25T00:30:00Z",
            ),
            (
                "the next morning",
                "2026-11-24T08:20:00Z",
                Step::NextMorning,
                "2026-11-25T08:20:00Z",
            ),
            (
                "from late at night",
                "2026-11-24T23:59:00Z",
                Step::NextMorning,
                "2026-11-25T08:20:00Z",
            ),
            (
                "into summer time",
                "2027-03-27T08:20:00Z",
                Step::NextMorning,
                "2027-03-28T07:20:00Z",
            ),
        ] {
            let now: Instant = now.parse().unwrap();
            assert_eq!(after(now, step), then.parse().unwrap(), "{name}");
        }
    }
}
