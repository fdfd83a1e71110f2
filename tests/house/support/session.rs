//! What was found of a session when it was judged, said without the judge.

use diesel::{RunQueryDsl, sql_query};
use kernel::{
    fact::{Fact, Stream},
    id::SessionId,
};
use kith::{
    sessions::{Kept, tables::VERDICT},
    storage::{Reads, Vault},
};
use law::{
    access::{Actor, act},
    verdict::Severity,
};

use super::{KEYS, TestHouse};

impl TestHouse {
    /// The session was judged: its family's risk assessment is out of date, and somebody must decide.
    pub fn holds(&self, session: &str) {
        let expired = Kept {
            key: "0".repeat(64),
            severity: Severity::Hold,
            code: "risk-expired".to_owned(),
            explanation: "The risk assessment is past its review date.".to_owned(),
            quote: None,
            decided_by: Some("the duty manager".to_owned()),
        };
        self.finds(session, &[expired]);
    }

    /// The session was judged anew, and nothing stands in its way.
    pub fn frees(&self, session: &str) {
        self.finds(session, &[]);
    }

    fn finds(&self, session: &str, found: &[Kept]) {
        let number = format!("select count(*) from session_verdict where session_id = '{session}'");
        let number = self.number(&number) + 1;
        let session: SessionId = session.parse().unwrap();
        let row = format!("{session}/{number}");
        let text = serde_json::to_string(found).unwrap();
        let vault = Vault::new(&KEYS.fields);
        let sealed = vault
            .seal("session_verdict", "checks", &row, &text)
            .unwrap();
        let put = format!(
            "insert into session_verdict (session_id, number, at, inputs, checks)
             values ('{session}', {number}, 0, '', '{sealed}')"
        );
        let store = &self.app.store;
        let done = store.write::<act::KeepHouse, _>(&Actor::System, |work| {
            work.attests(&VERDICT, &[&session, &number])?;
            sql_query(&put).execute(work.db())?;
            Ok(work.done(Fact::on(Stream::of(session)), ()))
        });
        done.unwrap().into_value();
    }
}
