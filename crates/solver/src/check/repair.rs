//! Judges a repair: a valid rota of the week after the event, whose changes are those that there are.

use super::after::after;
use super::facts::Facts;
use super::{Verdict, Violation, check, rules};
use crate::instance::Instance;
use crate::repair::{Event, Happening};
use crate::rota::{Cause, Change, Rota};

/// Judges the repair of a published week. That what has started, or is pinned and can stay, is
/// untouched is a rule of the week after the event.
///
/// # Errors
/// In words, why the event says nothing about this week.
pub fn check_repair(week: &Instance, event: &Event, rota: &Rota) -> Result<Verdict, &'static str> {
    let after = after(week, event)?;
    let mut verdict = check(&after, rota);
    if rota.places.len() == after.sessions.len() {
        verdict
            .violations
            .extend(wrong_changes(&after, event, rota));
    }
    verdict.valid = verdict.violations.is_empty();
    Ok(verdict)
}

fn wrong_changes(after: &Instance, event: &Event, rota: &Rota) -> Vec<Violation> {
    let told = after.sessions.iter().map(|session| &session.published);
    let pairs = told.zip(&rota.places).enumerate();
    let real = pairs.filter(|(_, (from, to))| from != to);
    let real: Vec<_> = real.map(|(index, (from, to))| (index, from, to)).collect();
    let said = rota.changes.iter();
    let said: Vec<_> = said.map(|c| (c.session, &c.from, &c.to)).collect();
    let differing = |one: &[(usize, _, _)], other: &[(usize, _, _)]| {
        let missing = one.iter().filter(|change| !other.contains(change));
        missing.map(|change| change.0).collect::<Vec<usize>>()
    };
    let mut found = Vec::new();
    let mut tell = |sessions: Vec<usize>, what: &str| {
        if !sessions.is_empty() {
            let what = what.to_owned();
            found.push(Violation {
                rule: "changes",
                sessions,
                what,
            });
        }
    };
    tell(
        differing(&real, &said),
        "have changed, but the rota does not say so",
    );
    tell(differing(&said, &real), "have not changed as the rota says");
    let twice = said.windows(2).filter(|pair| pair[0].0 >= pair[1].0);
    tell(
        twice.map(|pair| pair[1].0).collect(),
        "are not told once and in order",
    );
    let facts = Facts::new(after);
    let unfounded = rota
        .changes
        .iter()
        .filter(|change| !holds(&facts, event, rota, change));
    tell(
        unfounded.map(|change| change.session).collect(),
        "have not changed for that cause",
    );
    found
}

/// Whether the cause of a change can be true.
fn holds(facts: &Facts<'_>, event: &Event, rota: &Rota, change: &Change) -> bool {
    let hit = is_named(facts, event, change.session) || lost(facts, change);
    // Whether it could be where it was, as the others are now.
    let kept_away = || {
        let mut back = rota.clone();
        if let Some(place) = back.places.get_mut(change.session) {
            place.clone_from(&change.from);
        }
        !rules::violations(facts, &back).is_empty()
    };
    match &change.cause {
        Cause::Hit => hit,
        Cause::Displaced { by } => {
            let placed = |&other: &usize| matches!(rota.places.get(other), Some(Some(_)));
            let own = by.contains(&change.session);
            !hit && !by.is_empty() && !own && by.iter().all(placed) && kept_away()
        }
        Cause::MadeRoom { limits } => !hit && !limits.is_empty() && kept_away(),
        Cause::Better => !hit && !kept_away(),
    }
}

/// Whether the event is about the session itself.
fn is_named(facts: &Facts<'_>, event: &Event, session: usize) -> bool {
    let Some(session) = facts.instance.sessions.get(session) else {
        return false;
    };
    match &event.event {
        Happening::SupervisorAway(_) | Happening::RoomClosed(_) => false,
        Happening::SessionAdded(added) => session.id == added.session.id,
        Happening::SessionCancelled(cancelled) => session.id == cancelled.session,
        Happening::SessionChanged(changed) => session.id == changed.id,
        Happening::CaseChanged(case) => session.case == case.id,
    }
}

/// Whether the published place cannot be had any more, whatever else is planned.
fn lost(facts: &Facts<'_>, change: &Change) -> bool {
    let session = change.session;
    let (Some(place), Some(s)) = (&change.from, facts.instance.sessions.get(session)) else {
        return false;
    };
    let at = facts.start_of(place);
    let staff = facts.instance.supervisors.len();
    let refused = |&who: &usize| who >= staff || facts.refusal(session, at, who).is_some();
    !facts.starts[session].contains(&at)
        || !facts.room_serves(session, place)
        || place.supervisors.len() != s.supervisors
        || place.supervisors.iter().any(refused)
}
