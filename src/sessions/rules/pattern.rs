//! What a standing slot comes to in a week.

use kernel::{
    fields::Reading,
    id::SupervisorId,
    refusal::{Reason, Refused},
    time::{LondonDay, Slot, Week},
};

use law::{
    rule::Period,
    session::{CountsAs, Stage},
};

use crate::{
    referrals::{Plan, PlanDetails},
    resources::DayName,
    sessions::{Draft, Session, StandingSlot},
};

/// The day of a week that is called so.
pub fn day_of(week: Week, name: DayName) -> LondonDay {
    let days = DayName::ALL.iter().zip(0_i64..);
    let past = days
        .filter(|(day, _)| **day == name)
        .map(|(_, number)| number)
        .sum();
    week.monday().plus_days(past)
}

/// The next time that a standing slot is to be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// The day.
    pub day: LondonDay,
    /// What would stand against it, as far as is known today.
    pub against: Vec<Reason>,
}

/// The next time of each standing slot of a plan, in the order of the slots; nothing where the next weeks are
/// booked.
pub type NextTimes = Vec<Option<Ahead>>;

/// Why a standing slot cannot be had from week to week: other families keep its room or those who
/// supervise it at a time that meets its own. Whose slot it is stays unsaid.
pub fn kept_by_others<'a>(
    slot: &StandingSlot,
    others: impl IntoIterator<Item = &'a StandingSlot>,
    name: impl Fn(SupervisorId) -> String,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for other in others.into_iter().filter(|other| slot.meets(other)) {
        let when = format!("{}, {} to {}", other.weekday.label(), other.from, other.to);
        if slot.room.is_some() && slot.room == other.room {
            let words = format!("Another family keeps the room: {when}.");
            reasons.push(Reason::new("slot-room-kept", words));
        }
        for one in slot.supervisors.intersection(&other.supervisors) {
            let words = format!(
                "{} supervises another family's standing slot: {when}.",
                name(*one)
            );
            reasons.push(Reason::new("slot-supervisor-kept", words));
        }
    }
    reasons
}

/// Whether a session had its place in its week: also one that the family could not come to. One made in
/// error, or called off by the service, leaves the family short.
pub fn had_its_place(session: &Session) -> bool {
    !matches!(session.stage, Stage::Void(_))
        && session.stage.counts_as() != Some(CountsAs::ServiceFailure)
}

/// How many sessions of a week are still to be booked for its plan, whose sessions of that week these are:
/// one that somebody booked at another time than a standing slot is one of those agreed. Nothing where the
/// plan counts by other spans than weeks.
pub fn still_wanted<'a>(
    plan: &PlanDetails,
    of_week: impl IntoIterator<Item = &'a Session>,
) -> Option<usize> {
    let agreed = usize::from(plan.often.times);
    let had = || of_week.into_iter().filter(|one| had_its_place(one)).count();
    (plan.often.per == Period::Week).then(|| agreed.saturating_sub(had()))
}

/// The session of a plan that a standing slot asks for.
pub fn draft_of(plan: &Plan, slot: &StandingSlot, time: Slot) -> Draft {
    Draft {
        slot: time,
        children: plan.details.children.clone(),
        visitors: plan.details.visitors.clone(),
        mode: plan.details.mode,
        level: plan.details.level,
        place: plan.details.place,
        venue: None,
        room: slot.room,
        supervisors: slot.supervisors.clone(),
        taxi: slot.taxi,
        interpreter: slot.interpreter,
        note: None,
    }
}

/// The week that begins on a day.
///
/// # Errors
/// When the day is no Monday.
pub fn week_of(monday: LondonDay) -> Result<Week, Refused> {
    Week::starting(monday).map_err(|_other_day| {
        Refused::field("/monday", "not-a-monday", "Name a week by its Monday")
    })
}

/// Days as asked for; without them the four weeks before today and the eight after.
///
/// # Errors
/// When one is no date, or they are more than a year apart.
pub fn days_of(
    (from, until): (&str, &str),
    today: LondonDay,
) -> Result<(LondonDay, LondonDay), Refused> {
    const LONGEST: i64 = 366;
    let mut reading = Reading::new();
    let first = reading.optional_day("/from", "first day", from);
    let last = reading.optional_day("/until", "last day", until);
    let first = first.unwrap_or_else(|| today.plus_days(-4 * 7));
    let last = last.unwrap_or_else(|| first.plus_days(12 * 7));
    if !(0..=LONGEST).contains(&first.days_until(last)) {
        let words = "Ask for a year at most, the first day first";
        reading.fault("/until", "out-of-range", words);
    }
    reading.finish(Some((first, last)))
}
