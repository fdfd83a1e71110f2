//! What changes referrals and plans: claim, load, permit, rule, save, news, fact.

mod deciding;
mod drafts;
mod plans;
mod writing;

pub use deciding::{accept, decline, give_back, log_call};
pub use drafts::{delete_old_drafts, warn_of_old_drafts};
pub use plans::{change_plan, end_plan};
pub use writing::{answer, begin, copy_for, reply, send, withdraw};

use kernel::{
    id::{ReferralId, UserId},
    refusal::Refused,
    text::Narrative,
};
use law::access::{Action, Writes};

use super::{Deed, Entry, Referral, rules::Event, store};
use crate::{
    access::Permit,
    storage::{Claims, Reads, Work},
};

fn author(reads: &mut dyn Reads) -> Result<UserId, Refused> {
    // What the program does of itself has no author: it neither refers nor accepts.
    reads.actor().user().ok_or(Refused::Hidden)
}

/// Everybody a referral bears on. Whoever books a session of one of them claims the same.
fn claims_of(one: &Referral) -> Claims {
    Claims::of(one.id).and_all(one.persons())
}

/// Finds the referral only to learn what to claim; it is read again under the claim.
fn claim(work: &mut Work<'_, impl Writes>, id: ReferralId) -> Result<(), Refused> {
    let one = store::referral(work, id)?.ok_or(Refused::Hidden)?;
    work.claim(claims_of(&one))
}

/// Takes a referral to where an event leads, and keeps what was done.
fn step<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    mut one: Referral,
    (event, deed, said): (Event, Deed, Option<Narrative>),
) -> Result<Referral, Refused> {
    one.state = one.state.after(one.kind, event)?;
    store::update_referral(work, permit, &one)?;
    let entry = Entry {
        deed,
        by: author(work)?,
        at: work.now(),
        said,
    };
    store::add_entry(work, permit, one.id, &entry)?;
    reread(work, one.id)
}

fn reread(reads: &mut dyn Reads, id: ReferralId) -> Result<Referral, Refused> {
    store::referral(reads, id)?.ok_or_else(|| Refused::broken("reading a referral just written"))
}
