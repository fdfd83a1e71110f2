//! Sessions to come: to be moved, called off, voided, decided about, kept; and who is told of them.

use serde_json::json;

use super::{Preparing, Ready};
use crate::{matrix::told, people::adds_household};

impl Preparing<'_, '_> {
    /// Makes what is planned ready.
    pub(super) fn plans(&mut self) {
        let on = |of: &Self, day: &str| of.stage.but(&json!({ "day": day }));
        // One stands in the week that is published.
        let published = self.stage.books(&self.stage.session());
        let body = json!({ "plan": self.stage.plan, "session": on(self, "2026-12-03") });
        let book = Ready {
            path: None,
            body: Some(body),
            by: 0,
        };
        self.all.insert("POST /api/v1/sessions", book);
        let id = self.stage.books(&on(self, "2026-12-07"));
        let moved = on(self, "2026-12-08");
        self.ready("PUT /api/v1/sessions/{id}", &id, Some(moved), 0);
        let id = self.stage.books(&on(self, "2026-12-09"));
        let off = json!({ "reason": "no_staff" });
        self.ready("POST /api/v1/sessions/{id}/cancel", &id, Some(off), 0);
        let id = self.stage.books(&on(self, "2026-12-10"));
        let twice = json!({ "reason": "Entered twice." });
        self.ready("POST /api/v1/sessions/{id}/void", &id, Some(twice), 0);

        let slot = json!({ "weekday": "thu", "from": "15:30", "to": "17:00", "room": self.stage.rooms[1],
            "supervisors": [self.stage.supervisors[1]] });
        let (plan, slots) = (self.stage.plan.clone(), json!({ "slots": [slot] }));
        self.ready("PUT /api/v1/plans/{id}/slots", &plan, Some(slots), 0);
        self.questions();
        self.tells(&published, &id);
    }

    /// One session is held by its supervisor's hours, one in question since its child moved.
    fn questions(&mut self) {
        let (stage, friday) = (&self.stage, "2026-11-27");
        let family = stage.family("E");
        let who = json!({ "day": friday, "children": [family.child], "visitors": [family.mother] });
        let (held, key) = stage.books_beyond_hours(&family.plan, &who);
        let decided = json!({ "finding": key, "reason": "The controls still fit." });

        let family = stage.family("F");
        let who =
            json!({ "day": "2026-12-04", "children": [family.child], "visitors": [family.mother] });
        let asked = stage.asks_for(&family.plan, &stage.but(&who)).expect(201);
        let questioned = asked.json()["id"].as_str().unwrap().to_owned();
        let home = adds_household(&stage.asha, "The Firs", "9 Canary Row");
        let placed = json!({ "household": home, "from": "2026-11-24" });
        let path = format!("/api/v1/people/{}/placements", family.child);
        let asked = stage.asha.api("POST", &path).json(&placed).answer();
        asked.expect(201);
        let kept = json!({ "reason": "The carer knows." });

        let decide = "POST /api/v1/sessions/{id}/decide";
        self.ready(decide, &held, Some(decided), 0);
        let keep = "POST /api/v1/sessions/{id}/keep";
        self.ready(keep, &questioned, Some(kept), 0);
    }

    /// Two messages could not be sent.
    fn tells(&mut self, one: &str, other: &str) {
        let children = [one, other].map(|session| session.replace("ses_", "per_"));
        told::of(self.house, self.clerks[0].id, &children);
        let [again, telling] = children.map(|child| told::notice_of(&child));
        self.ready("POST /api/v1/notices/{id}/again", &again, None, 0);
        let said = json!({ "who": "Fern", "number": "01632 960123", "said": "Yes." });
        let tell = "POST /api/v1/notices/{id}/telling";
        self.ready(tell, &telling, Some(said), 0);
    }
}
