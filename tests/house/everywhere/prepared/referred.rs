//! Referrals in each of their states, and the plans that come of them.

use serde_json::{Value, json};

use super::{Preparing, held::NOW};
use crate::{
    people::{adds, ava},
    referrals::{accepted, call, needed, plan, steps, version, writes},
    risk::pair,
    support::Answer,
};

fn id_in(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

impl Preparing<'_, '_> {
    /// Another child with its mother, and a draft about them.
    fn drafts(&self, kind: &str) -> ([String; 2], String, String) {
        let family = pair(&self.clerks[0]);
        let [child, mother] = &family;
        let (path, version) = writes(&self.clerks[0], kind, child, mother);
        (family, path, version)
    }

    fn sends(&self, kind: &str) -> ([String; 2], String, Answer) {
        let (family, path, current) = self.drafts(kind);
        let step = format!("{path}/send");
        let sent = steps(&self.clerks[0], &step, &current, &Value::Null).expect(200);
        (family, path, sent)
    }

    fn adds_a_sibling(&self, child: &str, mother: &str) -> String {
        let sibling = adds(&self.clerks[0], &ava());
        let is_kin = |of: &str, relative: &str, relationship: &str| {
            let kin = json!({ "relative": relative, "relationship": relationship, "responsibility": "no" });
            let path = format!("/api/v1/people/{of}/relatives");
            let asked = self.clerks[0].api("PUT", &path).json(&kin);
            asked.answer().expect(204);
        };
        is_kin(child, &sibling, "sibling");
        is_kin(&sibling, mother, "mother");
        sibling
    }

    /// Makes what is referred ready.
    pub(super) fn refers(&mut self) {
        let words = || Some(json!({ "words": "So." }));
        let draft = |of: &Self| id_in(&of.drafts("new").1);
        let sent = |of: &Self| id_in(&of.sends("new").1);
        let (_, health) = needed().into_iter().nth(2).unwrap();

        let id = draft(self);
        self.ready("POST /api/v1/referrals/{id}/send", &id, None, 0);
        let ([child, mother], path, _) = self.drafts("new");
        let (id, sibling) = (id_in(&path), self.adds_a_sibling(&child, &mother));
        let answers = "PUT /api/v1/referrals/{id}/answers/{topic}";
        self.ready(answers, &id, Some(health), 0);
        let copies = "POST /api/v1/referrals/{id}/copies";
        self.ready(copies, &id, Some(json!({ "child": sibling })), 0);
        let id = sent(self);
        self.ready("POST /api/v1/referrals/{id}/withdraw", &id, words(), 0);
        let id = sent(self);
        self.ready("POST /api/v1/referrals/{id}/return", &id, words(), 1);
        let id = sent(self);
        self.ready("POST /api/v1/referrals/{id}/decline", &id, words(), 1);
        let id = sent(self);
        // It was sent a moment ago, and no call verifies what had not come.
        let mut called = call();
        called["on_time"] = NOW.into();
        self.ready("POST /api/v1/referrals/{id}/call", &id, Some(called), 1);

        let (_, path, sent) = self.sends("new");
        let back = format!("{path}/return");
        let asked = json!({ "words": "Which school?" });
        steps(&self.clerks[1], &back, &version(&sent), &asked).expect(200);
        let reply = "POST /api/v1/referrals/{id}/reply";
        self.ready(reply, &id_in(&path), words(), 0);

        let ([child, mother], path, _) = self.sends("emergency");
        let wanted = plan(&child, &mother);
        let accept = "POST /api/v1/referrals/{id}/accept";
        self.ready(accept, &id_in(&path), Some(wanted), 1);
        self.agrees();
    }

    /// Plans that may be changed, and ended.
    fn agrees(&mut self) {
        let agreed = |of: &Self| {
            let [child, mother] = pair(&of.clerks[0]);
            let made = accepted(&of.clerks[0], &of.clerks[1], &child, &mother);
            (plan(&child, &mother), made.plan)
        };
        let (mut longer, id) = agreed(self);
        longer["minutes"] = "120".into();
        let other = json!({ "plan": longer, "reason": "She asked." });
        self.ready("PUT /api/v1/plans/{id}", &id, Some(other), 1);
        let (_, id) = agreed(self);
        let end = json!({ "until": "2026-12-05", "reason": "They went home." });
        self.ready("POST /api/v1/plans/{id}/end", &id, Some(end), 1);
    }
}
