//! The door: who is let in, how late, whether the session may start, and when absence may be said.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, UserId},
    refusal::{Kind, Reason, Refused},
    time::{Instant, Slot},
};
use law::{
    session::{NotHeld, Stage},
    verdict::Code,
};

use super::log::Log;
use crate::sessions::{Check, Found, Session};

/// How long before a session its supervisor is at the door: who knows earlier that it will not be
/// held has it called off, so that people are told in time and a substitute is looked for.
const AT_THE_DOOR_MINUTES: i64 = 30;

/// From when on anybody can come to a session. What is said to have happened before did not.
pub fn door_opens(slot: Slot) -> Instant {
    slot.starts().plus_minutes(-AT_THE_DOOR_MINUTES)
}

/// Minutes somebody came after the session was to begin; none when they were in time.
pub fn minutes_late(slot: Slot, arrived: Instant) -> Option<i64> {
    let late = slot.starts().minutes_until(arrived);
    (late > 0).then_some(late)
}

/// A start so long after the promised time is remarked on: a court reads whose delay it was.
const LATE_START_MINUTES: i64 = 30;

/// Whether a start at this time asks for a remark.
pub fn starts_late(slot: Slot, at: Instant) -> bool {
    slot.starts().minutes_until(at) > LATE_START_MINUTES
}

/// Until when the family is waited for, with so many minutes of grace.
pub fn grace_ends(slot: Slot, grace_minutes: u16) -> Instant {
    slot.starts().plus_minutes(i64::from(grace_minutes))
}

/// Whether a check keeps one person out, whatever else may be said of the session.
fn bars(check: &Check) -> bool {
    matches!(
        check.reason.code.parse(),
        Ok(Code::NoPerson
            | Code::OnlyPersons
            | Code::KeepApart
            | Code::UrgentRefusal
            | Code::Refused)
    )
}

/// Whether the session has started, so that nobody judges again who is there unless somebody joins.
pub const fn is_under_way(stage: &Stage) -> bool {
    matches!(stage, Stage::Running(_) | Stage::Paused(_))
}

/// Why this person is not let in, in the words of the order where it says so; nothing when they
/// are. `checks` is what is found of the session with this person in it; `obstacles`, where it is
/// under way already, what would keep it from starting with them and those who are there.
pub fn why_not_admitted(
    session: &Session,
    person: PersonId,
    checks: &[Check],
    obstacles: Vec<Reason>,
) -> Vec<Reason> {
    let barred = checks
        .iter()
        .filter(|check| bars(check) && check.persons.contains(&person));
    let mut reasons: Vec<Reason> = barred.map(Check::told).collect();
    if !session.people().contains(&person) {
        reasons.push(not_on_the_list());
    }
    if reasons.is_empty() {
        reasons = obstacles;
    }
    reasons
}

/// Nobody comes in who is not on the list.
pub fn not_on_the_list() -> Reason {
    Reason::new(
        "not-on-the-list",
        "They are not on the list for this session. Do not let them in; the social worker is told.",
    )
}

/// Refuses with every reason there is.
///
/// # Errors
/// `RuleRefuses` with the words of the order.
pub fn refuse_with(reasons: Vec<Reason>) -> Result<(), Refused> {
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refused::Rule {
            kind: Kind::RuleRefuses,
            reasons,
        })
    }
}

/// What the law says of a session with those who are there.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What stands against it: prohibitions, and what nobody has decided yet.
    pub obstacles: Vec<Reason>,
    /// What was decided, and what is to be known.
    pub known: Vec<Reason>,
}

/// The judgement at the door. Only the law keeps a session from starting that people came for: a
/// booking that overlaps, a room that should be closed, a paper of a taxi firm are put right
/// elsewhere.
pub fn judgement(found: &[Found]) -> Judgement {
    let mut judgement = Judgement::default();
    for one in found {
        if one.check.reason.code.parse::<Code>().is_err() {
            continue;
        }
        let undecided = one.check.holds() && one.decision.is_none();
        let place = if one.check.blocks() || undecided {
            &mut judgement.obstacles
        } else {
            &mut judgement.known
        };
        place.push(one.check.told());
    }
    judgement
}

/// Whether a child of the session is among these, and whether somebody is whom it meets.
fn who_meets(session: &Session, there: &BTreeSet<PersonId>) -> (bool, bool) {
    let children = there.intersection(&session.children).count();
    let met = if session.visitors.is_empty() {
        children > 1
    } else {
        !there.is_disjoint(&session.visitors)
    };
    (children > 0, met)
}

/// Whether there is anybody to meet among these.
pub fn could_meet(session: &Session, there: &BTreeSet<PersonId>) -> bool {
    who_meets(session, there) == (true, true)
}

/// What is known when a session is to start.
#[derive(Debug)]
pub struct Start<'a> {
    /// The session.
    pub session: &'a Session,
    /// What was said of it so far.
    pub log: &'a Log,
    /// Who starts it.
    pub starter: UserId,
    /// The version of the brief as it stands.
    pub brief: &'a str,
    /// What the law says against the session with those who are there.
    pub obstacles: Vec<Reason>,
}

/// Whether the session may start.
///
/// # Errors
/// `RuleRefuses` with everything that is missing: the brief not read, nobody there to meet, what
/// the law says.
pub fn may_start(start: Start<'_>) -> Result<(), Refused> {
    let mut reasons = Vec::new();
    reasons.extend(is_read(start.log.brief_read_by(start.starter), start.brief));
    let (child, met) = who_meets(start.session, &start.log.present());
    if !child {
        reasons.push(Reason::new(
            "no-child",
            "No child has arrived. Record the arrival first.",
        ));
    }
    if !met {
        reasons.push(Reason::new(
            "nobody-to-meet",
            "No family member has arrived. Record the arrival first.",
        ));
    }
    if child && met {
        // What the law says of people who are not there yet helps nobody.
        reasons.extend(start.obstacles);
    }
    refuse_with(reasons)
}

fn is_read(read: Option<&str>, brief: &str) -> Option<Reason> {
    match read {
        Some(read) if read == brief => None,
        Some(_) => Some(Reason::new(
            "brief-changed",
            "The brief has changed since you read it. Read it again, then start.",
        )),
        None => Some(Reason::new(
            "brief-not-read",
            "Read the brief first, and say so under it.",
        )),
    }
}

/// Reasons why a session does not start that a supervisor can give. The rest are decided by those
/// who run the service, or by the court, and call a session off.
pub fn reasons_at_the_door() -> impl Iterator<Item = NotHeld> {
    NotHeld::ALL.iter().copied().filter(|reason| {
        !matches!(
            reason,
            NotHeld::NotConfirmed
                | NotHeld::Suspended
                | NotHeld::OrderChanged
                | NotHeld::StatusEnded
                | NotHeld::CarerHoliday
                | NotHeld::ChildSchool
        )
    })
}

/// Whether it may be said, at this moment, that the session does not start for this reason.
///
/// # Errors
/// `WrongState` when it is not found at the door, or the family is still waited for, or is there.
pub fn may_not_start(
    session: &Session,
    log: &Log,
    reason: NotHeld,
    (at, grace_minutes): (Instant, u16),
) -> Result<(), Refused> {
    let refuse =
        |code, words: String| Err(Refused::because(Kind::WrongState, Reason::new(code, words)));
    if !reasons_at_the_door().any(|given| given == reason) {
        let words = "This is not found at the door. Ask the coordinator to call the session off.";
        return refuse("not-at-the-door", words.to_owned());
    }
    let arrived = log.arrived();
    let family: BTreeSet<PersonId> = arrived.intersection(&session.visitors).copied().collect();
    if reason == NotHeld::DidNotAttend && !family.is_empty() {
        let words =
            "A family member has arrived. Choose another reason, or strike the arrival out.";
        return refuse("family-is-here", words.to_owned());
    }
    let waits = matches!(reason, NotHeld::DidNotAttend | NotHeld::VisitorTooLate);
    let until = grace_ends(session.slot(), grace_minutes);
    if waits && at < until {
        return refuse(
            "still-waiting",
            format!(
                "The family is waited for until {}. Say so then.",
                until.london_time()
            ),
        );
    }
    Ok(())
}

#[cfg(test)]
#[path = "check_in_tests.rs"]
mod tests;
