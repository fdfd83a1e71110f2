//! Outside services: one whose e-mail address waits for a second person, one whose address has been
//! confirmed.

use serde_json::json;

use super::Preparing;
use crate::resources::{adds, confirms};

impl Preparing<'_, '_> {
    /// Makes what is confirmed ready.
    pub(super) fn reaches(&mut self) {
        let firm = |name: &str| {
            let firm = json!({ "name": name, "kind": "taxi_firm",
                "contact": { "phone": "01632 960100", "email": "desk@firm.example.org" } });
            adds(&self.clerks[0], "/api/v1/providers", &firm)
        };
        let (waits, known) = (firm("Merry Cars"), firm("Kestrel Cars"));
        confirms(&self.clerks[1], &known).expect(200);
        let call = json!({ "who": "Sam, in the office", "number": "01632 960199" });
        let operation = "POST /api/v1/providers/{id}/confirm";
        self.ready(operation, &waits, Some(call), 1);
    }
}
