//! Whether a room can be used, a supervisor can work, an outside service can be called, and when.
//!
//! Each answers with every reason against it, so that a person mends all of it at once. A reason
//! without a decider is law or safety and nobody's to waive; lapsed papers hold, and name who may
//! decide.

use std::collections::BTreeSet;

use kernel::{
    refusal::Reason,
    time::{BankHolidays, LondonDay, Slot},
};
use law::{
    proposal::{PlaceKind, StaffMember},
    requirement::{RoomFeature, Skill},
};

use super::working_time;
use crate::resources::{
    Absence, Closure, DbsOutcome, Provider, ProviderKind, Room, Span, Supervisor, Venue,
};

/// Months after which a check with the Disclosure and Barring Service is asked for again. No law
/// sets it; three years is what councils do.
const DBS_MONTHS: u16 = 36;

const SERVICE_MANAGER: &str = "Service manager";

/// A venue at a time.
#[derive(Debug, Clone, Copy)]
pub struct VenueUse<'a> {
    /// The venue.
    pub venue: &'a Venue,
    /// Its closures that could bear on the time.
    pub closures: &'a [Closure],
    /// The bank holidays.
    pub holidays: &'a BankHolidays,
    /// The time.
    pub slot: Slot,
}

/// A room of a venue at a time, for a number of people with their needs.
#[derive(Debug, Clone, Copy)]
pub struct RoomUse<'a> {
    /// The venue at the time.
    pub at: VenueUse<'a>,
    /// The room.
    pub room: &'a Room,
    /// How many people, staff included.
    pub people: usize,
    /// What the room must offer.
    pub features: &'a BTreeSet<RoomFeature>,
}

/// Why the venue as a whole is not open then; nothing when it is.
pub fn is_open(at: &VenueUse<'_>) -> Vec<Reason> {
    let (details, day) = (&at.venue.details, at.slot.day());
    let mut reasons = Vec::new();
    let is_sunday = day.weekday() == kernel::time::Weekday::Sun;
    let hours = details
        .hours
        .on(day)
        .filter(|_| !is_sunday || details.opens_sundays);
    match hours {
        None => reasons.push(Reason::new(
            "venue-closed-that-day",
            format!("{} is not open on {}.", details.name, day.in_column()),
        )),
        Some(hours) if !hours.cover(at.slot) => reasons.push(Reason::new(
            "outside-opening-hours",
            format!("{} is open {} that day.", details.name, hours.in_words()),
        )),
        Some(_) => {}
    }
    if let Some(title) = at.holidays.on(day).filter(|_| !details.opens_bank_holidays) {
        reasons.push(Reason::new(
            "bank-holiday",
            format!("{} is closed on bank holidays: {title}.", details.name),
        ));
    }
    reasons.extend(closed(at, None));
    reasons
}

/// The closures that bear on the time: those of the room, or without one those of the whole venue.
fn closed(at: &VenueUse<'_>, room: Option<&Room>) -> Vec<Reason> {
    let what = room.map_or(&at.venue.details.name, |room| &room.details.name);
    let room = room.map(|room| room.id);
    let span = Span::from(at.slot);
    let bears = |closure: &&Closure| {
        closure.venue == at.venue.id && closure.room == room && closure.span.overlaps(span)
    };
    let closures = at.closures.iter().filter(bears);
    let reason = |closure: &Closure| {
        let (when, why) = (closure.span.in_words(), &closure.reason);
        let words = format!("{what} is closed {when}: {why}.");
        Reason::new("closed", words)
    };
    closures.map(reason).collect()
}

/// Every reason why the room cannot be used so; none when it can. That nobody else is in it then is
/// for booking to ask.
pub fn may_use_room(wanted: &RoomUse<'_>) -> Vec<Reason> {
    let details = &wanted.room.details;
    let mut reasons = is_open(&wanted.at);
    reasons.extend(closed(&wanted.at, Some(wanted.room)));
    if !details.in_use {
        let words = format!("{} is not used any more.", details.name);
        reasons.push(Reason::new("room-not-in-use", words));
    }
    if wanted.people > usize::from(details.capacity) {
        let words = format!(
            "{} holds {} people, staff included; {} are expected.",
            details.name, details.capacity, wanted.people
        );
        reasons.push(Reason::new("room-too-small", words));
    }
    for missing in wanted.features.difference(&details.features) {
        let words = format!(
            "{} does not have what is needed: {}.",
            details.name,
            feature_label(*missing).to_lowercase()
        );
        reasons.push(Reason::new("room-lacks-feature", words));
    }
    reasons
}

/// A supervisor at a time.
#[derive(Debug, Clone, Copy)]
pub struct Shift<'a> {
    /// The supervisor.
    pub supervisor: &'a Supervisor,
    /// The time, with travel and writing up.
    pub slot: Slot,
    /// Their absences that could bear on it.
    pub absences: &'a [Absence],
    /// Their other work of that week and the days beside it.
    pub other_work: &'a [Slot],
}

/// Every reason why the supervisor cannot work then; none when they can. That they are nowhere else
/// then is for booking to ask; skills and gender are demands on all who are chosen together
/// (`law::requirement`).
pub fn may_work(shift: &Shift<'_>) -> Vec<Reason> {
    let (details, day) = (&shift.supervisor.details, shift.slot.day());
    let mut reasons = Vec::new();
    if !details.in_use {
        let words = format!("{} does not work here any more.", details.name);
        reasons.push(Reason::new("supervisor-not-in-use", words));
    }
    reasons.extend(checked(shift.supervisor, day));
    let available = details
        .hours
        .on(day)
        .is_some_and(|hours| hours.cover(shift.slot));
    if !available {
        let words = format!("{} does not usually work then.", details.name);
        reasons.push(Reason::new("outside-working-hours", words).decided_by("Coordinator"));
    }
    let span = Span::from(shift.slot);
    let away = shift
        .absences
        .iter()
        .filter(|absence| absence.supervisor == shift.supervisor.id && absence.span.overlaps(span));
    // Why somebody is away is not for everybody who books.
    reasons.extend(away.map(|absence| {
        let words = format!("{} is away {}.", details.name, absence.span.in_words());
        Reason::new("supervisor-away", words)
    }));
    let mut work = shift.other_work.to_vec();
    work.push(shift.slot);
    let breaches = working_time(&work, details.opted_out).into_iter();
    reasons.extend(
        breaches
            .filter(|breach| breach.concerns(day))
            .map(super::Breach::reason),
    );
    reasons
}

/// Why a supervisor's check does not let them work with children on that day.
fn checked(supervisor: &Supervisor, day: LondonDay) -> Option<Reason> {
    let name = &supervisor.details.name;
    match supervisor.details.dbs {
        None => Some(Reason::new(
            "dbs-missing",
            format!("No DBS check of {name} is recorded."),
        )),
        Some(dbs) if dbs.outcome == DbsOutcome::Refused => Some(Reason::new(
            "dbs-refused",
            format!("{name} must not work with children."),
        )),
        Some(dbs) if dbs.checked_on > day => Some(Reason::new(
            "dbs-missing",
            format!("The DBS check of {name} is later than that day."),
        )),
        Some(dbs) if dbs.checked_on.plus_months(DBS_MONTHS) < day => Some(
            Reason::new(
                "dbs-lapsed",
                format!(
                    "The DBS check of {name} of {} is more than three years old.",
                    dbs.checked_on.in_short()
                ),
            )
            .decided_by(SERVICE_MANAGER),
        ),
        Some(_) => None,
    }
}

/// What is wrong with a supervisor's check on that day, in words for their own page.
pub fn dbs_warning(supervisor: &Supervisor, day: LondonDay) -> Option<String> {
    checked(supervisor, day).map(|reason| reason.explanation)
}

/// The skills that hold on that day.
pub fn skills_on(supervisor: &Supervisor, day: LondonDay) -> BTreeSet<Skill> {
    let skills = supervisor.details.skills.iter();
    skills
        .filter(|(_, until)| until.is_none_or(|until| day <= until))
        .map(|(skill, _)| *skill)
        .collect()
}

/// The supervisor as the law asks about them.
pub fn staff_member(supervisor: &Supervisor, day: LondonDay, known_to_child: bool) -> StaffMember {
    StaffMember {
        supervisor: supervisor.id,
        skills: skills_on(supervisor, day),
        gender: supervisor.details.gender,
        known_to_child,
    }
}

/// Every reason why an outside service cannot be called for that day; none when it can.
pub fn may_provide(provider: &Provider, day: LondonDay) -> Vec<Reason> {
    let details = &provider.details;
    let mut reasons = Vec::new();
    if !details.in_use {
        let words = format!("{} is not used any more.", details.name);
        reasons.push(Reason::new("provider-not-in-use", words));
    }
    // Who drives a child is insured to; who interprets need not be.
    let needs_insurance = details.kind == ProviderKind::TaxiFirm;
    if lapsed(details.insured_until, day) || (needs_insurance && details.insured_until.is_none()) {
        let words = format!("{} has no insurance recorded for that day.", details.name);
        reasons.push(Reason::new("insurance-lapsed", words));
    }
    if details.dbs_until.is_none_or(|until| until < day) {
        let words = format!(
            "{} has no checks of its staff recorded for that day.",
            details.name
        );
        reasons.push(Reason::new("provider-dbs-lapsed", words));
    }
    let agreed = details.agreement.as_ref();
    if !agreed.is_some_and(|agreed| agreed.from <= day && day <= agreed.until) {
        let words = format!(
            "There is no information-sharing agreement with {} for that day, so nothing about a child may be passed on.",
            details.name
        );
        reasons
            .push(Reason::new("no-sharing-agreement", words).decided_by("Data protection officer"));
    }
    reasons
}

fn lapsed(until: Option<LondonDay>, day: LondonDay) -> bool {
    until.is_some_and(|until| until < day)
}

/// A sort of venue as people say it.
pub const fn venue_label(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Centre => "Contact centre",
        PlaceKind::SecureCentre => "Contact centre with controlled entry",
        PlaceKind::Community => "Public place",
        PlaceKind::Placement | PlaceKind::Home => "Home",
        PlaceKind::Remote => "No place",
    }
}

/// A feature as people say it.
pub const fn feature_label(feature: RoomFeature) -> &'static str {
    match feature {
        RoomFeature::GroundFloor => "Ground floor",
        RoomFeature::StepFree => "Step-free throughout",
        RoomFeature::Hoist => "Hoist",
        RoomFeature::PanicAlarm => "Panic alarm",
        RoomFeature::TwoExits => "Two ways out",
        RoomFeature::SightPanel => "Panel to see in through",
        RoomFeature::NearExit => "Near the way out",
        RoomFeature::Quiet => "Quiet and dim",
        RoomFeature::SeparateEntrances => "Two separate entrances",
        RoomFeature::Lockers => "Lockers",
        RoomFeature::Security => "Security guard",
        RoomFeature::ClosedGarden => "Closed garden",
        RoomFeature::Kitchen => "Kitchen for the family",
    }
}

/// A skill as people say it.
pub const fn skill_label(skill: Skill) -> &'static str {
    match skill {
        Skill::FirstAid => "First aid for children",
        Skill::Epilepsy => "Epilepsy and rescue medication",
        Skill::TubeFeeding => "Tube feeding",
        Skill::MovingAndHandling => "Moving and handling",
        Skill::SevereAllergy => "Severe allergy",
        Skill::PhysicalIntervention => "Physical intervention",
        Skill::SignLanguage => "British Sign Language",
        Skill::Driving => "Drives children",
    }
}

#[cfg(test)]
mod tests;
