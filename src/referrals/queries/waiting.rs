//! Referrals that wait for somebody.

use kernel::refusal::Refused;
use law::access::{Act, act};

use crate::{
    access::Task,
    people::queries::within_reach,
    referrals::{Referral, StateCode, store},
    storage::{Look, Reads},
};

/// How many waiting referrals are looked at: more than a service ever leaves undecided.
const WAITING: i64 = 500;

/// What a referral waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// The coordinator's decision.
    Decision,
    /// The call that verifies it, after it was accepted as an emergency.
    Call,
    /// The caller's reply to a question.
    Reply,
    /// The caller to go on with it, else it is deleted.
    Draft,
    /// The caller to go on with it.
    Begun,
}

/// The referrals that wait so for the caller.
///
/// # Errors
/// When the store is away.
pub fn waiting(reads: &mut dyn Reads, what: Waiting) -> Result<Vec<Referral>, Refused> {
    let (mut found, act) = match what {
        Waiting::Decision => {
            let sent = store::referrals(reads, &[StateCode::Sent], None, WAITING)?;
            (sent, Act::DecideReferral)
        }
        Waiting::Call => (store::calls_due(reads, WAITING)?, Act::DecideReferral),
        Waiting::Reply => {
            let returned = store::referrals(reads, &[StateCode::Returned], None, WAITING)?;
            (returned, Act::WriteReferral)
        }
        Waiting::Draft => {
            let mut drafts = store::referrals(reads, &[StateCode::Draft], None, WAITING)?;
            drafts.retain(|one| one.warned.is_some());
            (drafts, Act::WriteReferral)
        }
        Waiting::Begun => {
            let mut drafts = store::referrals(reads, &[StateCode::Draft], None, WAITING)?;
            drafts.retain(|one| one.warned.is_none());
            (drafts, Act::WriteReferral)
        }
    };
    if matches!(what, Waiting::Reply | Waiting::Draft | Waiting::Begun) {
        let caller = reads.actor().user();
        found.retain(|one| Some(one.social_worker) == caller);
    }
    within_reach(reads, act, found, |one| &one.children)
}

/// What waits for the caller: referrals to decide on, calls to make, questions to answer, drafts to go on
/// with.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let kinds = [
        (
            Waiting::Decision,
            "referral to triage",
            "referrals to triage",
            "/referrals?show=sent",
        ),
        (
            Waiting::Call,
            "verification call due",
            "verification calls due",
            "/referrals/calls",
        ),
        (
            Waiting::Reply,
            "referral returned to you",
            "referrals returned to you",
            "/referrals?show=returned",
        ),
        (
            Waiting::Draft,
            "draft referral about to be deleted",
            "draft referrals about to be deleted",
            "/referrals?show=draft",
        ),
        (
            Waiting::Begun,
            "referral that you began and have not sent",
            "referrals that you began and have not sent",
            "/referrals?show=draft",
        ),
    ];
    let mut tasks = Vec::new();
    for (what, one, many, path) in kinds {
        let count = waiting(look, what)?.len();
        let task = Task::of(count, one, many, path);
        tasks.extend(if what == Waiting::Begun {
            task.map(Task::later)
        } else {
            task
        });
    }
    Ok(tasks)
}
