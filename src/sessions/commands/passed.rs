//! Sessions whose time passed while contact was refused: nobody held them, and no one is at fault.

use kernel::{fact::Fact, id::SessionId, refusal::Refused, text::Narrative};
use law::{
    access::act,
    session::{Event, NotHeld},
};

use super::{claims_of, take_step_because};
use crate::{
    sessions::{queries, store, traces},
    storage::{Claims, Done, Reads, Work},
};

/// How many are ended in one transaction.
const ONE_TURN: i64 = 50;

/// Calls off what was put aside and whose time has passed, because contact was refused. Whoever was
/// told that it is put aside hears nothing more.
///
/// # Errors
/// When the store is away.
pub fn end_what_passed(work: &mut Work<'_, act::CancelSession>) -> Result<Done<usize>, Refused> {
    let now = work.now();
    // Read to find out what to claim, and read again under the claim.
    let found = store::put_aside_until(work, now, ONE_TURN)?;
    let sessions = store::sessions(work, &found)?;
    let claims = sessions.iter().map(claims_of);
    work.claim(claims.fold(Claims::new(), Claims::with))?;
    let still = store::put_aside_until(work, now, ONE_TURN)?;
    let why: Narrative = "Its time passed while contact was refused."
        .parse()
        .map_err(|_not_a_text| Refused::broken("writing a reason"))?;
    let (mut ended, mut done) = (0, None);
    for id in still.into_iter().filter(|id| found.contains(id)) {
        let fact = end(work, id, &why)?;
        ended += 1;
        done = Some(work.done(fact, ended));
    }
    Ok(done.unwrap_or_else(|| work.done(traces::nothing_passed(now.london_day()), ended)))
}

fn end(
    work: &mut Work<'_, act::CancelSession>,
    id: SessionId,
    why: &Narrative,
) -> Result<Fact, Refused> {
    let (session, permit) = queries::permitted(work, id)?;
    let event = Event::Cancel {
        reason: NotHeld::Suspended,
    };
    let (after, effects) = take_step_because(work, &permit, session, (event, Some(why)))?;
    Ok(traces::ended(&after, event, &effects))
}
