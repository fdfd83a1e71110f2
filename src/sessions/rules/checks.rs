//! Everything that is asked about a session before it is booked: the law, the room, the
//! supervisors, the services called in, and whether anybody or anything is taken already.
//!
//! Pure: what it looks at was gathered before ([`Around`]). A check without a decider is law or
//! safety, or simply not possible; one with a decider *holds* the session until that person decides.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, SessionId, UserId},
    refusal::Reason,
    time::{BankHolidays, Weekday},
};
use law::{
    judge::{judge, requirements},
    proposal::{Mode, Place, Proposal, Staff},
    requirement::{Requirements, RoomFeature},
    standing::Standing,
    verdict::{Finding, Severity},
};

use super::{
    lanes::{free_lane, of_lane},
    staff::of_staff,
    turnover::too_close,
    ways::{Escort, ways},
};
use crate::{
    referrals::Bringing,
    resources::{
        Absence, Closure, Provider, Room, Span, Supervisor, Venue,
        rules::{RoomUse, VenueUse, is_open, may_provide, may_use_room, staff_member},
    },
    sessions::{Busy, Check, Draft, Occupation, Part},
};

/// What a session is checked against.
#[derive(Debug, Clone)]
pub struct Around {
    /// What is known on the law's side.
    pub standing: Standing,
    /// What its children and visitors are called, by first name and initial.
    pub names: BTreeMap<PersonId, String>,
    /// The venue.
    pub venue: Option<Venue>,
    /// The room.
    pub room: Option<Room>,
    /// Closures of the venue that could bear on the time.
    pub closures: Vec<Closure>,
    /// The bank holidays.
    pub holidays: BankHolidays,
    /// Who would supervise.
    pub supervisors: Vec<Supervisor>,
    /// Which of them the children have met.
    pub met: BTreeSet<kernel::id::SupervisorId>,
    /// Accounts that are excluded from somebody who takes part.
    pub excluded: BTreeSet<UserId>,
    /// Absences of the supervisors that could bear on the time.
    pub absences: Vec<Absence>,
    /// The services called in.
    pub providers: Vec<Provider>,
    /// Whether the plan runs on the day.
    pub plan_runs: bool,
    /// Whether the plan asks for an interpreter.
    pub needs_interpreter: bool,
    /// Who brings the children and who takes them home, by the plan.
    pub bringing: (Bringing, Bringing),
    /// Minutes that the way between two venues takes, and that of a taxi: the service's own rule until
    /// journeys are planned.
    pub travel_minutes: i64,
    /// When anybody or anything of the session is taken otherwise, in the week and a day beside it.
    pub busy: Vec<Busy>,
}

/// The session as the law asks about it.
pub fn proposal(id: Option<SessionId>, draft: &Draft, around: &Around) -> Proposal {
    let of_room = around.room.iter().flat_map(|room| &room.details.features);
    let features: BTreeSet<RoomFeature> = of_room.copied().collect();
    let chosen = around.supervisors.iter().map(|supervisor| {
        let known = around.met.contains(&supervisor.id);
        staff_member(supervisor, draft.slot.day(), known)
    });
    let staff = if around.supervisors.is_empty() {
        Staff::ToBeChosen
    } else {
        Staff::Chosen(chosen.collect())
    };
    Proposal {
        session: id,
        slot: draft.slot,
        children: draft.children.clone(),
        visitors: draft.visitors.clone(),
        mode: draft.mode,
        level: draft.level,
        place: Place {
            kind: around
                .venue
                .as_ref()
                .map_or(draft.place, |venue| venue.details.kind),
            venue: draft.venue,
            home_of: None,
            features,
            staff_on_site: None,
        },
        staff,
    }
}

/// What the session takes up, from when to when: its own time, with the time before and after that
/// controls ask for, the cleaning of the room, the way of the taxi.
pub fn occupations(draft: &Draft, demands: &Requirements, around: &Around) -> Vec<Occupation> {
    let (starts, ends) = (draft.slot.starts(), draft.slot.ends());
    let before = i64::from(demands.stagger_minutes.max(demands.arrival_minutes));
    let after = i64::from(demands.recovery_minutes);
    let cleaning = around
        .venue
        .as_ref()
        .map_or(0, |venue| i64::from(venue.details.cleaning_minutes));
    let one = |part, resource: String, (before, after): (i64, i64)| Occupation {
        resource,
        part,
        span: Span {
            from: starts.plus_minutes(-before),
            until: ends.plus_minutes(after),
        },
    };
    let mut all = Vec::new();
    all.extend(
        draft
            .children
            .iter()
            .map(|id| one(Part::Child, id.to_string(), (0, 0))),
    );
    all.extend(
        draft
            .visitors
            .iter()
            .map(|id| one(Part::Visitor, id.to_string(), (0, 0))),
    );
    let staff =
        |id: &kernel::id::SupervisorId| one(Part::Supervisor, id.to_string(), (before, after));
    all.extend(draft.supervisors.iter().map(staff));
    let room = (before, after.max(cleaning));
    all.extend(draft.room.map(|id| one(Part::Room, id.to_string(), room)));
    let way = (around.travel_minutes, around.travel_minutes);
    let services = [
        (Part::Taxi, draft.taxi, way),
        (Part::Interpreter, draft.interpreter, (0, 0)),
    ];
    for (part, service, margin) in services {
        let service = around.providers.iter().find(|one| Some(one.id) == service);
        all.extend(service.map(|service| {
            let mut taken = one(part, String::new(), margin);
            taken.resource = free_lane(service, taken.span, &around.busy);
            taken
        }));
    }
    all
}

/// What orders and controls demand of the session.
pub fn demands(id: Option<SessionId>, draft: &Draft, around: &Around) -> Requirements {
    requirements(&around.standing, &proposal(id, draft, around))
}

/// Everything found about a session, heaviest first.
pub fn checks(id: Option<SessionId>, draft: &Draft, around: &Around) -> Vec<Check> {
    let verdict = judge(&around.standing, &proposal(id, draft, around));
    let mut checks: Vec<Check> = verdict
        .findings
        .iter()
        .map(|finding| of_law(finding, draft, around))
        .collect();
    checks.extend(of_plan(around).map(of_service));
    checks.extend(of_place(draft, around).into_iter().map(of_service));
    checks.extend(of_staff(draft, around).into_iter().map(of_service));
    checks.extend(of_services(draft, around).into_iter().map(of_service));
    let takes = occupations(draft, &demands(id, draft, around), around);
    checks.extend(clashes(draft, &takes, around));
    checks.sort_by(|one, two| {
        let rank = |check: &Check| (check.severity, check.reason.code);
        let words = |check: &Check| (check.reason.explanation.clone(), check.persons.clone());
        (rank(one).cmp(&rank(two))).then_with(|| words(one).cmp(&words(two)))
    });
    checks.dedup();
    checks
}

/// A finding of the law, with whom of the session it is about, the children first: of four pairs one
/// may lack its risk assessment, and whoever plans must know which.
fn of_law(finding: &Finding, draft: &Draft, around: &Around) -> Check {
    let everybody = draft.children.iter().chain(&draft.visitors);
    let about: Vec<&str> = everybody
        .filter(|person| finding.persons.contains(person))
        .filter_map(|person| around.names.get(person).map(String::as_str))
        .collect();
    Check {
        severity: finding.severity,
        reason: finding.as_reason(),
        about: (!about.is_empty()).then(|| about.join(" and ")),
        order: finding.order,
        persons: finding.persons.clone(),
    }
}

/// A reason of the service: law and safety without a decider, a hold with one.
fn of_service(reason: Reason) -> Check {
    Check {
        severity: match reason.decided_by {
            Some(_) => Severity::Hold,
            None => Severity::BlockLaw,
        },
        reason,
        about: None,
        order: None,
        persons: BTreeSet::new(),
    }
}

/// A plan that has ended, or has not begun, arranges nothing.
fn of_plan(around: &Around) -> Option<Reason> {
    let words = "The contact plan does not run on that day. Book it under the plan that does, or have this one renewed.";
    let reason = Reason::new("plan-not-running", words).decided_by("Coordinator");
    (!around.plan_runs).then_some(reason)
}

fn of_place(draft: &Draft, around: &Around) -> Vec<Reason> {
    let Some(venue) = &around.venue else {
        let sunday = draft.slot.day().weekday() == Weekday::Sun;
        let mut reasons = Vec::new();
        if sunday && draft.mode != Mode::Letter && draft.mode != Mode::Gifts {
            let words =
                "The service does not open on Sundays. Choose a venue that does, or another day.";
            reasons.push(Reason::new("sunday", words));
        }
        if draft.mode.is_meeting() && draft.place.is_centre() {
            let words = "No room has been chosen yet.";
            reasons.push(Reason::new("room-not-chosen", words).decided_by("Coordinator"));
        }
        return reasons;
    };
    let at = VenueUse {
        venue,
        closures: &around.closures,
        holidays: &around.holidays,
        slot: draft.slot,
    };
    let Some(room) = &around.room else {
        let mut reasons = is_open(&at);
        if venue.details.kind.is_centre() {
            let words = "No room has been chosen yet.";
            reasons.push(Reason::new("room-not-chosen", words).decided_by("Coordinator"));
        }
        return reasons;
    };
    let interpreter = usize::from(draft.interpreter.is_some());
    may_use_room(&RoomUse {
        at,
        room,
        people: draft.children.len() + draft.visitors.len() + draft.supervisors.len() + interpreter,
        // What controls ask of the room is the law's to say.
        features: &BTreeSet::new(),
    })
}

fn of_services(draft: &Draft, around: &Around) -> Vec<Reason> {
    let day = draft.slot.day();
    let mut reasons: Vec<Reason> = around
        .providers
        .iter()
        .flat_map(|provider| may_provide(provider, day))
        .collect();
    if around.needs_interpreter && draft.interpreter.is_none() && draft.mode.is_live() {
        let words = "The plan asks for an interpreter and none is booked. Book one, or a supervisor who speaks the language, or move the session.";
        reasons.push(Reason::new("interpreter-not-booked", words).decided_by("Coordinator"));
    }
    if ways(around.bringing, draft).have(Escort::NotArranged) {
        let words = "The plan has the children brought or taken home by taxi and none is booked. Book a taxi, or change in the plan who brings the children.";
        reasons.push(Reason::new("taxi-not-booked", words).decided_by("Coordinator"));
    }
    reasons
}

/// What is taken already, and ways that cannot be made in time. Says which room or person and when;
/// never whose family.
fn clashes(draft: &Draft, takes: &[Occupation], around: &Around) -> Vec<Check> {
    let mut found = Vec::new();
    for one in takes {
        for busy in around
            .busy
            .iter()
            .filter(|busy| busy.resource == one.resource)
        {
            let what = name_of(one, around);
            if one.span.overlaps(busy.span) {
                let words = too_close(&what, draft.slot, (one, busy))
                    .unwrap_or_else(|| taken(&what, one, busy, around));
                found.push(blocked(clash_code(one.part), words, one));
            } else if is_too_far((draft, around), one, busy) {
                let words = format!(
                    "{what} is at another venue {}, and the way takes {} minutes.",
                    busy.span.in_words(),
                    around.travel_minutes
                );
                found.push(blocked("no-time-to-travel", words, one));
            }
        }
    }
    found
}

/// That somebody or something is taken, and when.
fn taken(what: &str, one: &Occupation, busy: &Busy, around: &Around) -> String {
    let when = busy.span.in_words();
    let service = around
        .providers
        .iter()
        .find(|provider| provider.id.as_str() == of_lane(&one.resource));
    match service.and_then(|service| service.details.at_once) {
        Some(most) if most > 1 => {
            format!("{what} serves {most} sessions at a time, and has as many {when}.")
        }
        _ => format!("{what} is already taken {when}."),
    }
}

fn blocked(code: &'static str, words: String, one: &Occupation) -> Check {
    Check {
        severity: Severity::BlockLaw,
        reason: Reason::new(code, words),
        about: None,
        order: None,
        persons: one.resource.parse::<PersonId>().into_iter().collect(),
    }
}

const fn clash_code(part: Part) -> &'static str {
    match part {
        Part::Child => "clash-child",
        Part::Visitor => "clash-family-member",
        Part::Supervisor => "clash-supervisor",
        Part::Room => "clash-room",
        Part::Taxi => "clash-taxi",
        Part::Interpreter => "clash-interpreter",
    }
}

/// Whether a check says that somebody or something is taken.
pub fn is_clash(check: &Check) -> bool {
    check.reason.code.starts_with("clash-")
}

fn is_too_far((draft, around): (&Draft, &Around), one: &Occupation, busy: &Busy) -> bool {
    let travels = matches!(one.part, Part::Child | Part::Visitor | Part::Supervisor);
    let elsewhere = draft
        .venue
        .zip(busy.venue)
        .is_some_and(|(here, there)| here != there);
    travels && elsewhere && draft.slot.minutes_apart(busy.slot) < around.travel_minutes
}

fn name_of(one: &Occupation, around: &Around) -> String {
    let supervisor = around
        .supervisors
        .iter()
        .find(|supervisor| supervisor.id.as_str() == one.resource);
    let provider = around
        .providers
        .iter()
        .find(|provider| provider.id.as_str() == of_lane(&one.resource));
    match one.part {
        Part::Child => "A child of this session".to_owned(),
        Part::Visitor => "A family member of this session".to_owned(),
        Part::Supervisor => supervisor.map_or_else(
            || "The supervisor".to_owned(),
            |supervisor| supervisor.details.name.to_string(),
        ),
        Part::Room => around.room.as_ref().map_or_else(
            || "The room".to_owned(),
            |room| room.details.name.to_string(),
        ),
        Part::Taxi | Part::Interpreter => provider.map_or_else(
            || "The service".to_owned(),
            |provider| provider.details.name.to_string(),
        ),
    }
}
