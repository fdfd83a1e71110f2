//! Referrals that stories begin after.

use std::collections::BTreeSet;

use kernel::{
    id::{PlanId, ReferralId},
    time::Instant,
};
use kith::{
    referrals::rules::{Answers, Sent, State},
    storage::Vault,
};

use serde_json::Value;

use super::{KEYS, Person, TestHouse};

impl TestHouse {
    /// A referral of this social worker, accepted at the beginning of time, with no answers kept.
    /// The plan made of it is the story's to write.
    pub fn has_accepted(&self, referral: ReferralId, worker: &Person<'_>, plan: PlanId) {
        let by = worker.id;
        let at = Instant::from_millis(0);
        let state = State::Accepted {
            sent: Sent {
                by,
                at,
                call: None,
                rewritten_by: BTreeSet::new(),
            },
            by,
            plan,
            call_due: None,
        };
        let vault = Vault::new(&KEYS.fields);
        let sealed = |column, text: &str| {
            let sealed = vault.seal("referral", column, referral.as_str(), text);
            sealed.unwrap()
        };
        let life = sealed("life", &serde_json::to_string(&state).unwrap());
        let none = serde_json::to_string(&Answers::default()).unwrap();
        let answers = sealed("answers", &none);
        let number = self.number("select count(*) from referral") + 1;
        self.sql(&format!(
            "insert into referral (id, kind, state, life, answers, social_worker, number_year,
               number, touched_at, created_at, version)
             values ('{referral}', 'new', 'accepted', '{life}', '{answers}', '{by}', 2026, {number},
               0, 0, 1)"
        ));
    }

    /// The referral of a plan names whom the plan names.
    pub fn has_referred(&self, plan: PlanId) {
        self.sql(&format!(
            "insert into referral_person
               select plan.referral_id, person.person_id, person.part from contact_plan plan
                 join plan_person person on person.plan_id = plan.id where plan.id = '{plan}'"
        ));
    }

    /// A referral has these answers now.
    pub fn has_answered(&self, referral: ReferralId, answers: &Value) {
        let vault = Vault::new(&KEYS.fields);
        let answers = answers.to_string();
        let sealed = vault.seal("referral", "answers", referral.as_str(), &answers);
        self.sql(&format!(
            "update referral set answers = '{}' where id = '{referral}'",
            sealed.unwrap()
        ));
    }
}
