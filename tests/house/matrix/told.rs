//! A session of each child and a notice about it, for the matrix.

use std::collections::BTreeMap;

use kernel::id::{NoticeId, PlanId, ReferralId, SessionId, UserId};
use law::session::{Booking, Stage};

use crate::{notifications::slot, support::TestHouse};

/// A session of a child, and who was to be told of it.
pub struct Told {
    /// The session.
    pub session: String,
    /// A notice that could not be sent.
    pub notice: String,
}

/// One for each child.
pub fn of(house: &TestHouse, worker: UserId, children: &[String]) -> BTreeMap<String, Told> {
    let slot = slot("2026-12-01", "10:00", "11:30");
    let (from, until) = (slot.starts().millis(), slot.ends().millis());
    let body = serde_json::to_string(&Stage::Planned(Booking { slot })).unwrap();
    let mut told = BTreeMap::new();
    for child in children {
        let (referral, plan) = (ReferralId::mint(0).unwrap(), PlanId::mint(0).unwrap());
        let (session, notice) = (SessionId::mint(0).unwrap(), NoticeId::mint(0).unwrap());
        house.sql(&format!(
            "insert into referral (id, kind, state, life, answers, social_worker, touched_at,
                created_at, version)
               values ('{referral}', 'new', 'draft', '', '', '{worker}', 0, 0, 1);
             insert into contact_plan (id, referral_id, social_worker, state, times, per, minutes,
                mode, level, place, bringing, returning_by, recording, from_day, review_by, basis,
                agreed, agency_allows, created_at, version)
               values ('{plan}', '{referral}', '{worker}', 'active', 1, 'week', 90, 'direct', 'U2',
                'centre', 'carer', 'carer', 'full', '2026-11-01', '2027-01-31', 'order', 'no', false, 0, 1);
             insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level,
                place, told, sequence, booked_at, version)
               values ('{session}', '{plan}', 'planned', '{body}', '2026-12-01', {from}, {until},
                'direct', 'U2', 'centre', false, 0, 0, 1);
             insert into occupation values ('{session}', '{child}', 'child', {from}, {until}, true);
             insert into notice (id, topic, event, audience, recipient, number, sequence, state, attempts,
                next_at, template, trouble, problem, created_at)
               values ('{notice}', '{session}', 'published', 'social_worker', '{worker}', 1, 0, 'failed', 1,
                0, 1, 'refused', false, 0)"
        ));
        let (session, notice) = (session.to_string(), notice.to_string());
        told.insert(child.clone(), Told { session, notice });
    }
    told
}
