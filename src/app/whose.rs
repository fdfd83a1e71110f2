//! Whom the records of an address are about, so that a try which was refused at the door stands on
//! their trails too.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ReferralId, SessionId},
    refusal::Refused,
};
use law::access::act;

use crate::{access::queries::known, referrals, sessions, storage::Look};

/// The persons that the record of an id is about; nobody where there is none.
pub(super) fn whose(
    look: &mut Look<'_, act::KeepHouse>,
    id: &str,
) -> Result<BTreeSet<PersonId>, Refused> {
    if let Ok(person) = id.parse::<PersonId>() {
        return Ok(BTreeSet::from([person]));
    }
    let persons = if let Ok(session) = id.parse::<SessionId>() {
        sessions::queries::session(look, session).map(|session| session.people())
    } else if let Ok(plan) = id.parse::<PlanId>() {
        referrals::queries::plan(look, plan).map(|plan| plan.details.persons())
    } else if let Ok(referral) = id.parse::<ReferralId>() {
        referrals::queries::referral(look, referral).map(|referral| referral.persons())
    } else {
        Ok(BTreeSet::new())
    };
    known(persons).map(Option::unwrap_or_default)
}
