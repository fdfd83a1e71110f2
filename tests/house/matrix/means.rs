//! What the service has, for the matrix: one of each, and bodies that change nothing that matters.

use serde_json::{Value, json};

use crate::support::Person;

/// One of each.
pub struct Means {
    venue: String,
    room: String,
    closure: String,
    supervisor: String,
    absence: String,
    provider: String,
}

impl Means {
    pub fn new(clerk: &Person<'_>) -> Self {
        let adds = |path: &str, to: &str| {
            let body = body(path).unwrap();
            let asked = clerk.api("POST", &path.replace("{id}", to)).json(&body);
            let added = asked.answer().expect(201).json();
            added["id"].as_str().unwrap().to_owned()
        };
        let venue = adds("/api/v1/venues", "");
        let supervisor = adds("/api/v1/supervisors", "");
        Self {
            room: adds("/api/v1/venues/{id}/rooms", &venue),
            closure: adds("/api/v1/venues/{id}/closures", &venue),
            absence: adds("/api/v1/supervisors/{id}/absences", &supervisor),
            provider: adds("/api/v1/providers", ""),
            venue,
            supervisor,
        }
    }

    /// The one a path is about.
    pub fn of(&self, path: &str) -> Option<&str> {
        let all = [
            ("/venues/{id}", &self.venue),
            ("/rooms/{id}", &self.room),
            ("/closures/{id}", &self.closure),
            ("/supervisors/{id}", &self.supervisor),
            ("/absences/{id}", &self.absence),
            ("/providers/{id}", &self.provider),
        ];
        let found = all.into_iter().find(|(part, _)| path.contains(part));
        found.map(|(_, id)| id.as_str())
    }
}

/// A body that fits a path.
pub(super) fn body(path: &str) -> Option<Value> {
    let span = json!({ "from_day": "2026-12-01", "to_day": "2026-12-01" });
    Some(match path.strip_prefix("/api/v1")? {
        "/venues" | "/venues/{id}" => json!({
            "name": "Hill House", "kind": "centre", "cleaning_minutes": "15",
            "contact": { "address": "1 Hill Street", "postcode": "ZZ99 1AA" }
        }),
        "/venues/{id}/rooms" | "/rooms/{id}" => {
            json!({ "name": "Garden Room", "capacity": "6", "in_use": true })
        }
        "/venues/{id}/closures" => json!({ "span": span, "reason": "Painting" }),
        "/supervisors" | "/supervisors/{id}" => {
            json!({ "name": "Rosa Marsh", "contract_hours": "37", "in_use": true })
        }
        "/supervisors/{id}/absences" => json!({ "kind": "leave", "span": span }),
        "/availability/sickness" => span,
        "/providers" | "/providers/{id}" => json!({
            "name": "Swift Cars", "kind": "taxi_firm", "contact": { "phone": "01632 960100" }
        }),
        "/providers/{id}/confirm" => {
            json!({ "who": "Sam, in the office", "number": "01632 960199" })
        }
        "/closures/{id}/end" | "/absences/{id}/end" => Value::Null,
        "/settings" => json!({
            "lateness_grace_minutes": "15", "write_up_hours": "24", "notice_wait_minutes": "10",
            "draft_days": "60", "plan_review_weeks": "13", "travel_minutes": "30", "reason": "As before"
        }),
        "/bank-holidays" => json!({ "list":
            r#"{"england-and-wales": {"events": [{"title": "A day", "date": "2028-06-05"}]}}"# }),
        _ => return None,
    })
}
