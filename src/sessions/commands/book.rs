//! Booking a session of a plan, with every check inside the write.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, SessionId},
    refusal::{FieldError, Kind, Reason, Refused},
    time::Instant,
};
use law::{
    access::{Writes, act},
    session::{Booking, Stage},
};

use crate::{
    access::{Permit, Subject, queries::may},
    orders, people,
    people::queries::subject_of_all,
    referrals::{self, Plan},
    resources,
    sessions::{
        Check, Draft, Judged, Occurrence, Session,
        queries::{self, gather},
        rules::{
            self,
            checks::{Around, checks, demands, occupations},
        },
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// Books a session of a plan that was not said to stand for a slot.
///
/// # Errors
/// As [`book_for`].
pub fn book(
    work: &mut Work<'_, act::BookSession>,
    plan: PlanId,
    draft: &Draft,
) -> Result<Done<Session>, Refused> {
    book_for(work, (plan, None), draft)
}

/// Books a session of a plan, in the place of its standing slot where it stands for one, wherever it is
/// put. One at the time of a slot of its plan stands for that slot unasked: moved later, it must not leave
/// a slot behind that is filled a second time. It is planned: nobody outside is told before it is published. What
/// holds it stands on it, with who must decide.
///
/// # Errors
/// `RuleRefuses` in the words of the law, of orders and of the service; `Clash` when somebody or
/// something is taken; when the caller may not.
pub fn book_for(
    work: &mut Work<'_, act::BookSession>,
    (plan, standing): (PlanId, Option<Occurrence>),
    draft: &Draft,
) -> Result<Done<Session>, Refused> {
    let id: SessionId = work.mint()?;
    let draft = at_its_venue(work, draft)?;
    claim_all(work, (id, plan), &[&draft])?;
    let plan = referrals::queries::plan(work, plan).map_err(no_such_plan)?;
    // A plan the caller may not know of is one that is not there. Its children are all the draft may
    // name.
    let subject = subject_of_all(work, &plan.details.children).map_err(no_such_plan)?;
    let permit = may(work, &subject.covering(id)).map_err(no_such_plan)?;
    must_fit_the_plan(work, &plan, &draft)?;
    let standing = match standing {
        Some(occurrence) => Some(must_be_free(work, &plan, occurrence)?),
        None => queries::slot_meeting(work, plan.id, draft.slot)?,
    };
    let (session, checks) = book_planned(work, &permit, (id, &plan, standing), &draft)?;
    super::seats::keep_of(work, &session.supervisors)?;
    Ok(work.done(traces::booked(&session, &checks), session))
}

fn no_such_plan(refused: Refused) -> Refused {
    match refused {
        Refused::Hidden => Refused::field("/plan", "not-found", "Choose a plan that is there"),
        other => other,
    }
}

/// A standing slot that the plan has, and for which no session stands yet.
fn must_be_free(
    work: &mut Work<'_, act::BookSession>,
    plan: &Plan,
    occurrence: Occurrence,
) -> Result<Occurrence, Refused> {
    let refuse = |code, words: &str| {
        let reason = Reason::new(code, words);
        Err(Refused::because(Kind::WrongState, reason))
    };
    if queries::draft_for(work, plan, occurrence)?.is_none() {
        let words = "The family keeps no slot then any more. Open the rota again.";
        return refuse("no-such-slot", words);
    }
    if store::stands_for(work, plan.id, occurrence)? {
        let words = "Another session stands for this slot of the family already.";
        return refuse("slot-taken", words);
    }
    Ok(occurrence)
}

/// The venue follows from the room.
pub(super) fn at_its_venue(reads: &mut dyn Reads, draft: &Draft) -> Result<Draft, Refused> {
    let not_found = |no: Refused| match no {
        Refused::Hidden => Refused::field("/room", "not-found", "Choose a room from the list"),
        other => other,
    };
    let venue = match draft.room {
        Some(room) => Some(
            resources::queries::room(reads, room)
                .map_err(not_found)?
                .venue,
        ),
        None => draft.venue,
    };
    Ok(Draft {
        venue,
        ..draft.clone()
    })
}

/// Claims everybody and everything of these drafts, and whoever a rule keeps apart from somebody in
/// them: their sessions are read too. Orders are read first only to learn whom.
pub(super) fn claim_all(
    work: &mut Work<'_, impl Writes>,
    (id, plan): (SessionId, PlanId),
    drafts: &[&Draft],
) -> Result<(), Refused> {
    let mut claims = Claims::of(id).and(plan);
    for draft in drafts {
        let people: BTreeSet<PersonId> = draft.children.union(&draft.visitors).copied().collect();
        let orders = orders::queries::orders_in_force(work, &people, draft.slot.day())?;
        claims = claims
            .and_all(people)
            .and_all(gather::kept_apart(&orders))
            .and_all(draft.supervisors.iter().copied())
            .and_all(draft.room)
            .and_all(draft.taxi)
            .and_all(draft.interpreter);
    }
    work.claim(claims)
}

/// What the policy is asked about the children of a draft.
pub(super) fn of_children(
    work: &mut Work<'_, impl Writes>,
    draft: &Draft,
) -> Result<Subject, Refused> {
    match subject_of_all(work, &draft.children) {
        Err(Refused::Hidden) => {
            let words = "Choose children of this plan";
            Err(Refused::field("/children", "not-of-the-plan", words))
        }
        other => other,
    }
}

/// Children are those of the plan; who comes is known as family of one of them. Whether they may
/// come, the law says.
pub(super) fn must_fit_the_plan(
    work: &mut Work<'_, impl Writes>,
    plan: &Plan,
    draft: &Draft,
) -> Result<(), Refused> {
    let mut errors = Vec::new();
    if draft.children.is_empty() || !draft.children.is_subset(&plan.details.children) {
        let words = "Choose children of this plan";
        errors.push(FieldError::new("/children", "not-of-the-plan", words));
    }
    let kin = people::queries::kin(work, &draft.children)?;
    let is_family = |person: &PersonId| {
        plan.details.visitors.contains(person) || kin.iter().any(|kin| kin.relative == *person)
    };
    if !draft.visitors.iter().all(is_family) {
        let words = "Choose people who are recorded as family of the children";
        errors.push(FieldError::new("/visitors", "not-family", words));
    }
    if draft.slot.starts() < work.now() {
        let words = "Choose a time that is still to come";
        errors.push(FieldError::new("/from", "in-the-past", words));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refused::Invalid(errors))
    }
}

/// Books what was claimed and permitted.
pub(super) fn book_planned<A: Writes>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (id, plan, standing): (SessionId, &Plan, Option<Occurrence>),
    draft: &Draft,
) -> Result<(Session, Vec<Check>), Refused> {
    let around = gather::around(work, (None, plan), draft)?;
    let found = checks(None, draft, &around);
    rules::may_be_planned(&found)?;
    let session = planned(work, (id, plan, standing), draft);
    let takes = occupations(draft, &demands(None, draft, &around), &around);
    store::insert(work, permit, &session, &takes)?;
    store::put_first_step(work, permit, id)?;
    let judged = judged(work.now(), &session, &around, &found)?;
    store::put_verdict(work, permit, (id, 1), &judged)?;
    Ok((session, found))
}

fn planned(
    reads: &mut dyn Reads,
    (id, plan, standing): (SessionId, &Plan, Option<Occurrence>),
    draft: &Draft,
) -> Session {
    let Draft {
        slot,
        children,
        visitors,
        mode,
        level,
        place,
        venue,
        room,
        supervisors,
        taxi,
        interpreter,
        note,
    } = draft.clone();
    Session {
        id,
        plan: plan.id,
        stage: Stage::Planned(Booking { slot }),
        children,
        visitors,
        mode,
        level,
        place,
        venue,
        room,
        supervisors,
        taxi,
        interpreter,
        note,
        standing,
        told: false,
        sequence: 0,
        booked_by: reads.actor().user(),
        booked_at: reads.now(),
        version: 1,
    }
}

/// What is kept of a judgement.
pub(super) fn judged(
    at: Instant,
    session: &Session,
    around: &Around,
    found: &[Check],
) -> Result<Judged, Refused> {
    let checks: Vec<_> = found.iter().map(rules::kept).collect();
    let inputs = rules::hash_of_inputs(session.id, &session.draft(), around, &checks)?;
    Ok(Judged { at, inputs, checks })
}
