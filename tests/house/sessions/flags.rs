//! A change on the left puts future sessions in question, in the same transaction; only a person
//! settles it.

use kernel::refusal::Kind;
use serde_json::json;

use super::{DAY, Stage};

pub fn causes(stage: &Stage<'_>, id: &str) -> Vec<(String, bool)> {
    let record = stage.record(id);
    let flags = record["flags"].as_array().unwrap().iter();
    flags
        .map(|flag| {
            let cause = flag["cause"].as_str().unwrap().to_owned();
            (cause, flag.get("ended").is_some())
        })
        .collect()
}

pub fn open(cause: &str) -> (String, bool) {
    (cause.to_owned(), false)
}

story!(
    a_closure_an_absence_and_a_new_status_put_a_session_in_question,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let other = stage.books(&stage.but(&json!({ "day": "2026-12-08" })));
        let closure = json!({ "span": { "from_day": DAY, "to_day": DAY }, "reason": "The boiler" });
        let path = format!("/api/v1/venues/{}/closures", stage.venue);
        stage
            .asha
            .api("POST", &path)
            .json(&closure)
            .answer()
            .expect(201);
        assert_eq!(causes(&stage, &id), [open("venue")]);
        assert_eq!(causes(&stage, &other), [], "that week it is open");

        let absence = json!({ "kind": "leave", "span": { "from_day": "2026-12-08", "to_day": "2026-12-09" } });
        let path = format!("/api/v1/supervisors/{}/absences", stage.supervisors[0]);
        stage
            .asha
            .api("POST", &path)
            .json(&absence)
            .answer()
            .expect(201);
        assert_eq!(causes(&stage, &other), [open("supervisor")]);

        // Scenario 6: a placement order ends what the care order allowed; every session is in question.
        let status = json!({ "status": "E1", "from": "2026-11-25" });
        let path = format!("/api/v1/people/{}/statuses", stage.ava);
        stage
            .asha
            .api("POST", &path)
            .json(&status)
            .answer()
            .expect(201);
        assert!(
            causes(&stage, &id).contains(&open("status")),
            "{:?}",
            causes(&stage, &id)
        );
        assert!(causes(&stage, &other).contains(&open("status")));
        assert_eq!(stage.stage(&id), "planned", "and none is moved by itself");
        let verdicts = stage.record(&id)["verdicts"].as_array().unwrap().len();
        assert!(
            verdicts >= 3,
            "each time that what it rests on had changed: {verdicts}"
        );
    }
);

story!(
    a_flag_ends_by_change_by_calling_off_or_by_keeping_because,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let absence = json!({ "kind": "sickness", "span": { "from_day": DAY, "to_day": DAY } });
        let path = format!("/api/v1/supervisors/{}/absences", stage.supervisors[0]);
        stage
            .asha
            .api("POST", &path)
            .json(&absence)
            .answer()
            .expect(201);
        let kept = stage.does(
            &stage.tom,
            &id,
            "keep",
            &json!({ "reason": "She will manage." }),
        );
        assert_eq!(
            kept.problem(),
            Kind::WrongState,
            "nobody keeps a session without its supervisor"
        );
        let milo = stage.but(&json!({ "supervisors": [stage.supervisors[1]] }));
        stage.changes(&id, &milo).expect(200);
        assert_eq!(causes(&stage, &id), [("supervisor".to_owned(), true)]);

        let household = crate::people::adds_household(&stage.asha, "The Ferns", "9 Canary Row");
        let placed = json!({ "household": household, "from": "2026-11-24" });
        let path = format!("/api/v1/people/{}/placements", stage.ava);
        stage
            .asha
            .api("POST", &path)
            .json(&placed)
            .answer()
            .expect(201);
        let flags = causes(&stage, &id);
        assert!(
            flags.contains(&open("placement")),
            "who brings her goes to another door: {flags:?}"
        );
        stage
            .does(
                &stage.tom,
                &id,
                "keep",
                &json!({ "reason": "The carer knows." }),
            )
            .expect(200);
        assert!(causes(&stage, &id).iter().all(|(_, ended)| *ended));
        let page = stage.asha.opens(&format!("/sessions/{id}")).expect(200);
        assert!(page.says("The carer knows.") && page.says("The child lives somewhere else"));
    }
);

story!(
    an_order_that_comes_later_questions_what_is_booked,
    |house| {
        let stage = Stage::set(house);
        let id = stage.books(&stage.session());
        let rule = json!({ "question": "how_long", "quote": "for no longer than one hour", "vary": "court",
        "bound": "at_most", "minutes": "60" });
        stage.orders("2. It lasts for no longer than one hour.", &rule);
        let record = stage.record(&id);
        let flag = &record["flags"][0];
        assert_eq!(flag["cause"], "orders");
        assert_eq!(flag["checks"][0]["code"], "order-too-long");
        assert_eq!(flag["checks"][0]["quote"], "for no longer than one hour");
        stage
            .changes(&id, &stage.but(&json!({ "to": "11:00" })))
            .expect(200);
        assert_eq!(causes(&stage, &id), [("orders".to_owned(), true)]);
    }
);

story!(who_supervises_knows_the_child_for_a_fortnight, |house| {
    let stage = Stage::set(house);
    let rosa = house.staff("Rosa", &[law::access::Role::Supervisor]);
    house.sql(&format!(
        "update supervisor set user_id = '{}' where id = '{}'",
        rosa.id, stage.supervisors[0]
    ));
    let path = format!("/api/v1/people/{}", stage.ava);
    let sees = || rosa.api("GET", &path).answer().status;
    assert_eq!(sees(), 404);
    let id = stage.books(&stage.session());
    assert_eq!(sees(), 200);
    let session = rosa.api("GET", &format!("/api/v1/sessions/{id}")).answer();
    session.expect(200);
    let off = json!({ "reason": "no_staff" });
    stage.does(&stage.asha, &id, "cancel", &off).expect(200);
    assert_eq!(sees(), 404, "and no longer");
});
