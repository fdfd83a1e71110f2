//! Risk assessments in each of their states.

use serde_json::{Value, json};

use super::{Preparing, Ready};
use crate::{
    risk::{approved, content, hazard, pair, step, writes},
    support::Person,
};

impl Preparing<'_, '_> {
    /// Another assessment, written by somebody.
    fn writes_of(&self, author: &Person<'_>, content: &Value) -> String {
        let [child, mother] = pair(&self.clerks[0]);
        writes(author, [&child, &mother], content)
    }

    fn submits(&self, author: &Person<'_>, content: &Value) -> String {
        let id = self.writes_of(author, content);
        step(author, (&id, 2), "submit", &json!({})).expect(200);
        id
    }

    fn approves(&self, content: &Value) -> String {
        let [child, mother] = pair(&self.clerks[0]);
        let both = (&self.clerks[0], &self.clerks[1]);
        approved(both, [&child, &mother], content)
    }

    /// Makes what is weighed ready.
    pub(super) fn weighs(&mut self) {
        let usual = content("2026-11-24", "2026-12-20");
        let nothing = || Some(json!({}));
        let author = &self.clerks[0];
        let drafts = [(); 3].map(|()| self.writes_of(author, &usual));
        let submitted = [(); 3].map(|()| self.submits(author, &usual));
        let standing = [(); 2].map(|()| self.approves(&usual));
        let due = self.approves(&content("2026-11-20", "2026-11-27"));

        let [child, mother] = pair(author);
        let about = json!({ "children": [child], "persons": [mother] });
        let begin = Ready {
            path: None,
            body: Some(about),
            by: 0,
        };
        self.all.insert("POST /api/v1/risk", begin);
        let [written, to_submit, to_withdraw] = drafts;
        self.ready("PUT /api/v1/risk/{id}", &written, Some(usual), 0);
        self.ready("POST /api/v1/risk/{id}/submit", &to_submit, nothing(), 0);
        self.ready("POST /api/v1/risk/{id}/withdraw", &to_withdraw, None, 0);
        let [to_approve, to_return, to_take_back] = submitted;
        self.ready("POST /api/v1/risk/{id}/take-back", &to_take_back, None, 0);
        let considered = Some(json!({ "considered": true }));
        self.ready("POST /api/v1/risk/{id}/approve", &to_approve, considered, 1);
        let question = Some(json!({ "question": "Since when?" }));
        self.ready("POST /api/v1/risk/{id}/return", &to_return, question, 1);
        let [to_accept, to_copy] = standing;
        self.ready("POST /api/v1/risk/{id}/accept", &to_accept, nothing(), 1);
        self.ready("POST /api/v1/risk/{id}/copy", &to_copy, None, 0);
        let week = json!({ "until": "2026-12-01", "reason": "Over a weekend." });
        self.ready("POST /api/v1/risk/{id}/continue", &due, Some(week), 1);

        // A very high one was written by one and approved by another: a third signs it off.
        let mut very_high = content("2026-11-24", "2026-11-24");
        very_high["hazards"] = json!([hazard("likely", "major")]);
        let id = self.submits(&self.third, &very_high);
        let said = json!({ "considered": true });
        step(&self.clerks[1], (&id, 3), "approve", &said).expect(200);
        self.ready("POST /api/v1/risk/{id}/sign-off", &id, None, 0);
    }
}
