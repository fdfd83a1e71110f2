//! Pages of sessions are found from the records they belong to, by who may open them.

use serde_json::json;

use super::Stage;
use crate::support::Person;

/// Whether a page shows a link, which is then opened.
#[track_caller]
fn leads(person: &Person<'_>, from: &str, to: &str) -> bool {
    let page = person.opens(from).expect(200);
    let there = page.answer.body.contains(&format!("href=\"{to}\""));
    let status = person.opens(to).answer.status;
    assert_eq!(there, status == 200, "{from} to {to}: {status}");
    there
}

story!(a_child_a_plan_and_a_session_lead_to_each_other, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.but(&json!({ "day": "2026-11-26" })));
    let (child, plan) = (&stage.ava, &stage.plan);
    let (session, sessions) = (format!("/sessions/{id}"), format!("/plans/{plan}/sessions"));
    let notices = format!("{session}/notices");
    let asha = &stage.asha;
    assert!(leads(
        asha,
        &format!("/people/{child}"),
        &format!("/people/{child}/sessions")
    ));
    assert!(leads(asha, &format!("/plans/{plan}"), &sessions));
    assert!(leads(asha, &sessions, &format!("/plans/{plan}")));
    assert!(leads(asha, &session, &notices));
    assert!(leads(asha, &notices, &session));
    // Whoever reads sessions of their own cases and runs nothing sees no link to what they may not.
    let legal = house.staff("Lena", &[law::access::Role::Guardian]);
    house.sql(&format!(
        "insert into caseload values ('{}', '{child}', 'own', 0)",
        legal.id
    ));
    assert!(leads(
        &legal,
        &format!("/people/{child}"),
        &format!("/people/{child}/sessions")
    ));
    assert!(leads(&legal, &format!("/plans/{plan}"), &sessions));
    assert!(!leads(&legal, &session, &notices));
});
