//! Supervisors and their absences.

use kernel::{
    change::Change,
    id::{AbsenceId, SupervisorId},
    refusal::Refused,
    text::Phone,
};
use law::access::{Action, Role, act};

use crate::{
    access::{Permit, queries::accounts_in},
    resources::{
        Absence, AbsenceKind, Span, Supervisor, SupervisorDetails, queries, queries::permitted,
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// Adds a supervisor.
///
/// # Errors
/// When the account is none of a supervisor or linked already, or the caller may not.
pub fn add_supervisor(
    work: &mut Work<'_, act::KeepSupervisors>,
    details: &SupervisorDetails,
    phone: Option<&Phone>,
) -> Result<Done<Supervisor>, Refused> {
    let id: SupervisorId = work.mint()?;
    work.claim(Claims::of(id).and_all(details.user))?;
    let permit = permitted(work, id)?;
    may_be_linked(work, id, details)?;
    store::insert_supervisor(work, &permit, id, details, phone)?;
    let supervisor = Supervisor {
        id,
        details: details.clone(),
        version: 1,
    };
    Ok(work.done(traces::added(id, "supervisor"), supervisor))
}

/// Changes a supervisor, if nobody else did since `version`.
///
/// # Errors
/// `Stale` when somebody did; as [`add_supervisor`].
pub fn edit_supervisor(
    work: &mut Work<'_, act::KeepSupervisors>,
    (id, version): (SupervisorId, i64),
    details: &SupervisorDetails,
    phone: Option<&Phone>,
) -> Result<Done<Supervisor>, Refused> {
    work.claim(Claims::of(id).and_all(details.user))?;
    let permit = permitted(work, id)?;
    let before = queries::supervisor(work, id)?.details;
    let phone_before = store::supervisor_phone(work, &permit, id)?;
    may_be_linked(work, id, details)?;
    store::update_supervisor(work, &permit, (id, version), details, phone)?;
    work.changed(Change::SupervisorChanged { supervisor: id });
    let changed = traces::differing([
        ("user", before.user != details.user),
        ("name", before.name != details.name),
        (
            "contract_minutes",
            before.contract_minutes != details.contract_minutes,
        ),
        ("opted_out", before.opted_out != details.opted_out),
        ("hours", before.hours != details.hours),
        ("skills", before.skills != details.skills),
        ("dbs", before.dbs != details.dbs),
        ("languages", before.languages != details.languages),
        ("gender", before.gender != details.gender),
        ("in_use", before.in_use != details.in_use),
        ("phone", phone_before.as_ref() != phone),
    ]);
    let supervisor = Supervisor {
        id,
        details: details.clone(),
        version: version + 1,
    };
    Ok(work.done(traces::edited(id, version, &changed), supervisor))
}

/// An account belongs to one supervisor, and it must be one that supervises.
fn may_be_linked(
    reads: &mut dyn Reads,
    id: SupervisorId,
    details: &SupervisorDetails,
) -> Result<(), Refused> {
    let Some(user) = details.user else {
        return Ok(());
    };
    let accounts = accounts_in(reads, Role::Supervisor)?;
    if !accounts.iter().any(|account| account.id == user) {
        let words = "Choose an account that has the role of a supervisor";
        return Err(Refused::field("/user", "not-found", words));
    }
    match store::supervisor_of(reads, user)? {
        Some(other) if other.id != id => {
            let words = "This account is linked to another supervisor";
            Err(Refused::field("/user", "already-linked", words))
        }
        _ => Ok(()),
    }
}

/// Records that a supervisor is away. What was planned with them is put in question by those who
/// listen.
///
/// # Errors
/// `Hidden` when there is no such supervisor; when the caller may not.
pub fn record_absence(
    work: &mut Work<'_, act::RecordAbsence>,
    supervisor: SupervisorId,
    kind: AbsenceKind,
    span: Span,
) -> Result<Done<Absence>, Refused> {
    work.claim(Claims::of(supervisor))?;
    let permit = permitted(work, supervisor)?;
    queries::supervisor(work, supervisor)?;
    save_absence(work, &permit, supervisor, (kind, span))
}

/// Records one's own sickness. Whose it is comes from who is signed in.
///
/// # Errors
/// When the account is linked to no supervisor, or the caller may not.
pub fn record_own_sickness(
    work: &mut Work<'_, act::RecordOwnAbsence>,
    span: Span,
) -> Result<Done<Absence>, Refused> {
    let user = work.actor().user().ok_or(Refused::Hidden)?;
    // Read to find out what to claim, and read again under the claim.
    let id = queries::own_record(work, user)?.supervisor.id;
    work.claim(Claims::of(id))?;
    let permit = permitted(work, id)?;
    if queries::own_record(work, user)?.supervisor.id != id {
        return Err(Refused::Stale);
    }
    save_absence(work, &permit, id, (AbsenceKind::Sickness, span))
}

fn save_absence<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    supervisor: SupervisorId,
    (kind, span): (AbsenceKind, Span),
) -> Result<Done<Absence>, Refused> {
    let absence = Absence {
        id: work.mint()?,
        supervisor,
        kind,
        span,
    };
    store::insert_absence(work, permit, &absence)?;
    work.changed(Change::AbsenceRecorded {
        supervisor,
        from: span.from,
        until: span.until,
    });
    Ok(work.done(traces::away(&absence), absence))
}

/// Ends an absence now: the supervisor is back, or it was recorded in error.
///
/// # Errors
/// `Hidden` when there is none; when the caller may not.
pub fn end_absence(
    work: &mut Work<'_, act::RecordAbsence>,
    id: AbsenceId,
) -> Result<Done<Absence>, Refused> {
    // Read to find out what to claim, and read again under the claim.
    let found = store::absence(work, id)?.ok_or(Refused::Hidden)?;
    work.claim(Claims::of(found.supervisor))?;
    let permit = permitted(work, found.supervisor)?;
    let before = store::absence(work, id)?.ok_or(Refused::Hidden)?;
    let ended = Absence {
        span: before.span.ended_by(work.now()),
        ..before
    };
    store::end_absence(work, &permit, &ended)?;
    work.changed(Change::SupervisorChanged {
        supervisor: ended.supervisor,
    });
    Ok(work.done(traces::back(&ended), ended))
}
