//! Sessions of which something was found that stands in the way.

use kith::{sessions::Kept, storage::Vault};
use law::verdict::Severity;

use super::{KEYS, TestHouse};

impl TestHouse {
    /// The session was judged: something must be decided before it can go ahead.
    pub fn holds(&self, session: &str) {
        let found = [Kept {
            key: "0".repeat(64),
            severity: Severity::Hold,
            code: "plan-not-running".to_owned(),
            explanation: "The plan does not run on that day.".to_owned(),
            quote: None,
            decided_by: Some("Coordinator".to_owned()),
        }];
        let number = format!("select count(*) from session_verdict where session_id = '{session}'");
        let number = self.number(&number) + 1;
        let row = format!("{session}/{number}");
        let text = serde_json::to_string(&found).unwrap();
        let vault = Vault::new(&KEYS.fields);
        let sealed = vault
            .seal("session_verdict", "checks", &row, &text)
            .unwrap();
        self.sql(&format!(
            "insert into session_verdict (session_id, number, at, inputs, checks)
             values ('{session}', {number}, 0, '', '{sealed}')"
        ));
    }
}
