//! Urgent refusals, one after another.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use crate::people::{adds, adult, ava};

story!(seven_days_of_refusal_are_not_made_fourteen, |house| {
    let priya = house.social_worker("Priya");
    let mona = house.staff("Mona", &[Role::ServiceManager]);
    let (child, mother) = (adds(&priya, &ava()), adds(&priya, &adult("Mary")));
    let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
    let relatives = format!("/api/v1/people/{child}/relatives");
    priya.api("PUT", &relatives).json(&kin).answer().expect(204);
    let refuses = |from: &str, until: &str, again: &str| {
        let body = json!({ "person": mother, "from": from, "from_time": "09:00", "until": until,
            "until_time": "09:00", "reason": "It is urgent.", "again": again });
        let path = format!("/api/v1/people/{child}/refusals");
        mona.api("POST", &path).json(&body).answer()
    };
    let fault = |answer: &crate::support::Answer| -> Value {
        assert_eq!(answer.problem(), Kind::Invalid);
        answer.json()["errors"][0]["code"].clone()
    };
    for (from, until) in [("2020-11-24", "2020-12-01"), ("2090-11-24", "2090-12-01")] {
        assert_eq!(fault(&refuses(from, until, "")), "not-now", "{from}");
    }
    refuses("2026-11-24", "2026-12-01", "").expect(201);

    house.clock.set("2026-12-01T09:00:00Z".parse().unwrap());
    for again in ["", "He threatened her. Ruth Bell of Legal agreed."] {
        let next = refuses("2026-12-01", "2026-12-08", again);
        assert_eq!(next.problem(), Kind::RuleRefuses);
        assert!(next.body.contains("section 34(4)"), "{}", next.body);
    }
    house.clock.set("2026-12-03T08:30:00Z".parse().unwrap());
    let unsaid = refuses("2026-12-03", "2026-12-08", "");
    assert_eq!(fault(&unsaid), "serial-refusal");
    let said = "CANARY he threatened her. Ruth Bell of Legal agreed.";
    let made = refuses("2026-12-03", "2026-12-08", said).expect(201);
    assert_eq!(made.json()["again"], said);
    let page = mona.opens(&format!("/people/{child}/orders")).expect(200);
    assert!(page.says(said));
    let kept = house.texts("select coalesce(again, '') from contact_refusal");
    assert!(kept.iter().all(|text| !text.contains("CANARY")), "{kept:?}");
});

story!(
    the_reason_of_a_refusal_does_not_say_where_the_child_lives,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let mona = house.staff("Mona", &[Role::ServiceManager]);
        let (child, mother) = (adds(&priya, &ava()), adds(&priya, &adult("Mary")));
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let relatives = format!("/api/v1/people/{child}/relatives");
        priya.api("PUT", &relatives).json(&kin).answer().expect(204);
        let home = crate::notifications::household(&asha, "");
        let placed = json!({ "household": home, "from": "2026-11-01" });
        let placements = format!("/api/v1/people/{child}/placements");
        crate::resources::adds(&asha, &placements, &placed);

        let refuses = |reason: &str| {
            let body = json!({ "person": mother, "from": "2026-11-24", "from_time": "09:00",
                "until": "2026-12-01", "until_time": "09:00", "reason": reason });
            let path = format!("/api/v1/people/{child}/refusals");
            mona.api("POST", &path).json(&body).answer()
        };
        for told in [
            "She waited at 3 canaryhome lane.",
            "She was seen near zz993ho.",
        ] {
            let error = refuses(told).expect(422).json()["errors"][0].clone();
            assert_eq!(error["pointer"], "/reason");
            assert_eq!(error["code"], "names-the-home");
        }
        assert_eq!(house.number("select count(*) from contact_refusal"), 0);
        let made = refuses("She waited near his school.").expect(201).json();

        let lift = format!("/api/v1/refusals/{}/lift", made["id"].as_str().unwrap());
        let why = json!({ "reason": "She keeps away from 3 canaryhome lane." });
        let ended = mona.api("POST", &lift).json(&why).answer().expect(422);
        assert_eq!(ended.json()["errors"][0]["code"], "names-the-home");
    }
);
