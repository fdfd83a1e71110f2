//! Supervisors: sickness, lapsed papers, accounts.

use kernel::{id::SupervisorId, refusal::Kind, time::Slot};
use kith::resources::{
    queries,
    rules::{Shift, may_work},
};
use law::access::{Actor, Role, act};
use serde_json::json;

use super::{adds, rosa};
use crate::support::TestHouse;

/// What stands against work of a supervisor on Tuesday morning, as booking will ask.
fn against_tuesday(house: &TestHouse, id: &str) -> Vec<(&'static str, Option<String>)> {
    let id: SupervisorId = id.parse().unwrap();
    let day: kernel::time::LondonDay = "2026-11-24".parse().unwrap();
    let slot = Slot::new(day, "10:00".parse().unwrap(), "11:30".parse().unwrap()).unwrap();
    let look = house
        .app
        .store
        .look::<act::ShowSupervisor, _>(&Actor::System, |look| {
            let supervisor = queries::supervisor(look, id)?;
            let available = queries::availability(look, &supervisor, day)?;
            let reasons = may_work(&Shift {
                supervisor: &supervisor,
                slot,
                absences: &available.absences,
                other_work: &[],
            });
            Ok(look.seen(kernel::fact::Fact::about(id), reasons))
        });
    let reasons = look.unwrap().into_value();
    reasons
        .into_iter()
        .map(|reason| (reason.code, reason.decided_by))
        .collect()
}

story!(
    a_supervisor_says_that_she_is_sick_and_cannot_be_booked,
    |house| {
        let asha = house.coordinator();
        let account = house.staff("Rosa", &[Role::Supervisor]);
        let mut body = rosa("2025-01-10");
        body["user"] = json!(account.id);
        let id = adds(&asha, "/api/v1/supervisors", &body);
        assert!(against_tuesday(house, &id).is_empty());

        let own = account.opens("/availability").expect(200);
        assert_eq!(own.heading(), "Rosa Marsh");
        assert!(own.says("First aid for children, until 30 Nov 2026"));
        assert!(own.says("No absence is planned.") && !own.says("Change these details"));
        let form = account
            .opens("/availability/sickness")
            .expect(200)
            .form("Save");
        let own = form.is_sent().expect(303).follows().expect(200);
        assert!(
            own.says("Sick: 24 Nov 2026"),
            "from today on, as the form proposes"
        );
        assert_eq!(against_tuesday(house, &id), [("supervisor-away", None)]);

        let record = asha.opens(&format!("/supervisors/{id}")).expect(200);
        let form = record.form("End this absence now: Sick: 24 Nov 2026");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("No absence is planned."));
        assert!(
            against_tuesday(house, &id).is_empty(),
            "she came in after all"
        );
        let facts = house.texts("select content from audit_fact where content is not null");
        assert!(
            !facts.join("\n").contains("sickness"),
            "the class is not in the audit"
        );
    }
);

story!(nobody_reads_or_reports_for_another, |house| {
    let asha = house.coordinator();
    let milo = house.staff("Milo", &[Role::Supervisor]);
    let id = adds(&asha, "/api/v1/supervisors", &rosa("2025-01-10"));
    let unlinked = milo.api("GET", "/api/v1/availability").answer().expect(409);
    assert_eq!(unlinked.problem(), Kind::WrongState);
    assert_eq!(unlinked.json()["reasons"][0]["code"], "not-linked");
    milo.opens(&format!("/supervisors/{id}")).expect(404);
    let absence =
        json!({ "kind": "sickness", "span": { "from_day": "2026-11-24", "to_day": "2026-11-24" } });
    let refused = milo.api("POST", &format!("/api/v1/supervisors/{id}/absences"));
    assert!([403, 404].contains(&refused.json(&absence).answer().status));
    assert_eq!(house.number("select count(*) from absence"), 0);
});

story!(lapsed_papers_hold_and_say_who_decides, |house| {
    let asha = house.coordinator();
    let id = adds(&asha, "/api/v1/supervisors", &rosa("2023-11-23"));
    let decided = Some("Service manager".to_owned());
    assert_eq!(against_tuesday(house, &id), [("dbs-lapsed", decided)]);
    let record = asha.opens(&format!("/supervisors/{id}")).expect(200);
    assert!(record.says("more than three years old"));

    let firm = json!({ "name": "Swift Cars", "kind": "taxi_firm", "insured_until": "2026-11-23",
        "dbs_until": "2027-01-01", "in_use": true, "contact": { "phone": "01632 960100" },
        "agreement": { "reference": "ISA 12", "from": "2026-01-01", "until": "2027-01-01" } });
    let firm = adds(&asha, "/api/v1/providers", &firm);
    assert!(
        asha.opens("/providers")
            .expect(200)
            .says("Not to be called")
    );
    let record = asha.opens(&format!("/providers/{firm}")).expect(200);
    assert!(record.says("Swift Cars has no insurance recorded for that day."));
    let filled = asha
        .opens(&format!("/providers/{firm}/edit"))
        .expect(200)
        .form("Save");
    let filled = filled.dates("insured_until", "31", "3", "2027");
    filled.is_sent().expect(303);
    assert!(asha.opens("/providers").expect(200).says("May be called"));
});

story!(
    an_account_belongs_to_one_supervisor_and_to_one_who_supervises,
    |house| {
        let asha = house.coordinator();
        let account = house.staff("Rosa", &[Role::Supervisor]);
        let social_worker = house.social_worker("Priya");
        let mut body = rosa("2025-01-10");
        body["user"] = json!(account.id);
        adds(&asha, "/api/v1/supervisors", &body);
        for (user, code) in [
            (account.id, "already-linked"),
            (social_worker.id, "not-found"),
        ] {
            body["user"] = json!(user);
            let refused = asha.api("POST", "/api/v1/supervisors").json(&body);
            let refused = refused.answer().expect(422).json();
            assert_eq!(refused["errors"][0]["pointer"], "/user");
            assert_eq!(refused["errors"][0]["code"], code);
        }
    }
);

story!(
    a_form_for_a_supervisor_is_shown_again_with_all_that_was_typed,
    |house| {
        let asha = house.coordinator();
        let form = asha.opens("/supervisors/new").expect(200).form("Save");
        let again = form
            .fills("What are they called?", "Rosa Marsh")
            .fills("Hours a week of their contract", "lots")
            .chooses("First aid for children")
            .dates("until-first_aid", "31", "2", "2027")
            .is_sent()
            .expect(422);
        assert!(
            again.says("Enter hours from 0 to 48")
                && again.says("The last day of “First aid for children” must be a real date")
        );
        assert!(again.answer.body.contains("lots") && again.answer.body.contains("Rosa Marsh"));
        let form = again
            .form("Save")
            .fills("Hours a week of their contract", "22.5");
        let form = form.dates("until-first_aid", "31", "3", "2027");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("22.5 hours a week") && record.says("until 31 Mar 2027"));
        assert!(record.says("No DBS check of Rosa Marsh is recorded."));
    }
);
