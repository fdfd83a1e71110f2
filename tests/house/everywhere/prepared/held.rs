//! Sessions of today: one that runs, one that is written up, one that is signed.

use serde_json::{Value, json};

use super::Preparing;
use crate::{
    observations::{at, entry, event, links},
    people::adds_household,
};

/// When the story of these sessions has been told, and the explorer begins.
pub(super) const NOW: &str = "15:20";

/// The times of a session: brief, beginning, end, writing up.
type Times = [&'static str; 4];

impl Preparing<'_, '_> {
    fn books_today(&self, from: &str, to: &str) -> String {
        let today = json!({ "day": crate::observations::TODAY, "from": from, "to": to });
        let id = self.stage.books(&self.stage.but(&today));
        self.stage.publishes(&id);
        id
    }

    fn says(&self, session: &str, time: &str, what: &Value) {
        self.house.clock.set(at(time).parse().unwrap());
        let path = format!("/api/v1/sessions/{session}/entries");
        let asked = self.clerks[0].api("POST", &path).json(&entry(time, what));
        asked.answer().expect(201);
    }

    fn starts(&self, session: &str, [brief, begins, ..]: Times) {
        let path = format!("/api/v1/sessions/{session}/brief");
        let read = self.clerks[0].api("GET", &path).answer().expect(200).json();
        let read = json!({ "type": "brief_read", "brief": read["version"] });
        self.says(session, brief, &read);
        for person in [&self.stage.ava, &self.stage.mother] {
            let came = json!({ "type": "person_arrived", "person": person });
            self.says(session, begins, &came);
        }
        self.says(session, begins, &json!({ "type": "session_started" }));
    }

    fn runs(&self, session: &str, home: &str, times: Times) {
        self.starts(session, times);
        let [.., ends, written] = times;
        self.says(session, ends, &json!({ "type": "session_ended" }));
        let closed =
            json!({ "type": "session_closed", "handed_to": { "household": home }, "name": "Fern" });
        self.says(session, ends, &closed);
        let log = self.clerks[0].api("GET", &format!("/api/v1/sessions/{session}/entries"));
        let log = log.answer().expect(200).json();
        for heading in log["needed"].as_array().unwrap() {
            let text = "Ava ran to her mother.";
            let answer = json!({ "type": "answered", "heading": heading, "text": text });
            self.says(session, written, &answer);
        }
    }

    fn signature(time: &str) -> Value {
        json!({ "id": event(), "written_at": at(time), "declared": true, "written_when": "immediately_after" })
    }

    fn signs(&self, session: &str, time: &str) {
        self.house.clock.set(at(time).parse().unwrap());
        let path = format!("/api/v1/sessions/{session}");
        let log = self.clerks[0].api("GET", &format!("{path}/entries"));
        let version = log.answer().header("etag").unwrap().to_owned();
        let asked = self.clerks[0].api("POST", &format!("{path}/signature"));
        let asked = asked.header("if-match", version);
        asked.json(&Self::signature(time)).answer().expect(201);
    }

    /// Makes what is held ready; the house is left in the afternoon.
    pub(super) fn holds(&mut self) {
        for (number, clerk) in self.clerks.iter().enumerate() {
            links(&self.stage, number, clerk);
        }
        let home = adds_household(&self.stage.asha, "The Ferns", "7 Canary Close");
        let placed = json!({ "household": home, "from": "2026-11-03" });
        let path = format!("/api/v1/people/{}/placements", self.stage.ava);
        let asked = self.stage.asha.api("POST", &path).json(&placed);
        asked.answer().expect(201);
        let times = [("09:00", "10:30"), ("11:00", "12:30"), ("13:30", "15:00")];
        let [running, signed, written] = times.map(|(from, to)| self.books_today(from, to));
        self.starts(&running, ["08:50", "09:00", "", ""]);
        self.runs(&signed, &home, ["10:50", "11:00", "12:30", "12:40"]);
        self.signs(&signed, "12:45");
        self.runs(&written, &home, ["13:20", "13:30", "15:00", "15:10"]);
        self.house.clock.set(at(NOW).parse().unwrap());

        let note = json!({ "type": "note", "kind": "play", "source": "seen_by_me", "text": "Built a tower" });
        let note = entry(NOW, &note);
        self.ready(
            "POST /api/v1/sessions/{id}/entries",
            &running,
            Some(note),
            0,
        );
        let signature = Self::signature(NOW);
        let sign = "POST /api/v1/sessions/{id}/signature";
        self.ready(sign, &written, Some(signature), 0);
        let more = json!({ "id": event(), "written_at": at(NOW), "reason": "So.", "text": "So." });
        self.ready("POST /api/v1/sessions/{id}/addenda", &signed, Some(more), 0);
    }
}
