//! Script 2: a referral comes back with a question, is verified by a call and becomes a plan; another
//! is declined.

use kernel::refusal::Kind;
use serde_json::{Value, json};

use crate::{
    people::{adds, adult},
    referrals::{call, completes, family, plan, steps, version, writes},
    support::{Answer, Person},
};

/// Returns a referral with a question and has it answered; the version after it.
fn asks_and_hears((priya, asha): (&Person<'_>, &Person<'_>), path: &str, sent: &Answer) -> String {
    let asked = json!({ "words": "QUESTION-CANARY: which days?" });
    let stale = steps(asha, &format!("{path}/return"), "\"1\"", &asked);
    assert_eq!(stale.problem(), Kind::Stale);
    let returned = steps(asha, &format!("{path}/return"), &version(sent), &asked).expect(200);
    assert!(priya.opens("/").says("1 referral returned to you"));
    let page = priya.opens(path.trim_start_matches("/api/v1")).expect(200);
    assert!(page.says("QUESTION-CANARY: which days?"));
    let reply = json!({ "words": "Tuesdays and Saturdays." });
    let replied = steps(priya, &format!("{path}/reply"), &version(&returned), &reply);
    version(&replied.expect(200))
}

/// Tries to accept before the call, logs it, and tries before everything is known.
fn verifies(asha: &Person<'_>, path: &str, current: &str, accept: &Value) -> String {
    let early = steps(asha, &format!("{path}/accept"), current, accept);
    assert_eq!(early.problem(), Kind::RuleRefuses);
    assert!(early.body.contains("verification call is not logged"));
    let mut before_it_came = call();
    before_it_came["on"] = "1990-01-01".into();
    let impossible = steps(asha, &format!("{path}/call"), current, &before_it_came);
    assert_eq!(impossible.problem(), Kind::Invalid);
    assert!(impossible.body.contains("call after that"));
    let logged = steps(asha, &format!("{path}/call"), current, &call()).expect(200);
    assert_eq!(logged.json()["verified"], true);
    let current = version(&logged);
    let twice = steps(asha, &format!("{path}/call"), &current, &call());
    assert_eq!(twice.problem(), Kind::WrongState);
    let unknown = steps(asha, &format!("{path}/accept"), &current, accept);
    assert_eq!(unknown.problem(), Kind::RuleRefuses);
    assert!(unknown.body.contains("Allergies, diet, medication"));
    current
}

story!(
    a_referral_is_returned_answered_verified_and_accepted,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let (path, current) = writes(&priya, "new", &child, &mother);
        let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
        assert!(asha.opens("/").says("1 referral to triage"));
        let current = asks_and_hears((&priya, &asha), &path, &sent);
        let accept = plan(&child, &mother);
        let current = verifies(&asha, &path, &current, &accept);
        let current = completes(&priya, &path, &current);
        let shorter = json!({ "answers": [{ "question": "minutes", "value": "60" }] });
        let family_time = format!("{path}/answers/family_time");
        let late = steps(&priya, &family_time, &current, &shorter);
        assert_eq!(
            late.problem(),
            Kind::WrongState,
            "what was sent stays as it was read"
        );

        let made = steps(&asha, &format!("{path}/accept"), &current, &accept).expect(201);
        let made = priya
            .api("GET", made.header("location").unwrap())
            .answer()
            .expect(200)
            .json();
        let often = json!([made["times"], made["per"], made["minutes"]]);
        assert_eq!(often, json!([2, "week", 90]));
        let done = priya.api("GET", &path).answer().expect(200).json();
        assert_eq!(done["referral"]["state"], "accepted");
        assert_eq!(done["referral"].get("call_due"), None);
        let entries = done["entries"].as_array().unwrap().iter();
        let deeds: Vec<&str> = entries
            .map(|entry| entry["deed"].as_str().unwrap())
            .collect();
        assert_eq!(deeds[..4], ["sent", "returned", "answered", "called"]);
        assert_eq!(deeds.last(), Some(&"accepted"));

        declines_another(&priya, &asha);
        for change in [
            "update referral_entry set by_user = by_user",
            "delete from referral_entry",
        ] {
            let says = house.refuses(change);
            assert!(says.contains("append-only"), "{change}: {says}");
        }
        let columns = [
            "life || answers from referral",
            "coalesce(said, '') from referral_entry",
            "content from audit_fact",
        ];
        for column in columns {
            let kept = house.texts(&format!("select {column}"));
            let told = kept.iter().find(|text| text.contains("CANARY"));
            assert_eq!(told, None, "what was said and answered is sealed");
        }
    }
);

/// For a grandmother there is no room: that is said with a reason, and ends the referral.
fn declines_another(priya: &Person<'_>, asha: &Person<'_>) {
    let [child, _] = family(priya);
    let grandmother = adds(priya, &adult("Maureen"));
    let kin =
        json!({ "relative": grandmother, "relationship": "grandparent", "responsibility": "no" });
    let relatives = format!("/api/v1/people/{child}/relatives");
    priya.api("PUT", &relatives).json(&kin).answer().expect(204);
    let (path, current) = writes(priya, "new", &child, &grandmother);
    let sent = steps(priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let declines = |words: &str, version: &str| {
        let body = json!({ "words": words });
        steps(asha, &format!("{path}/decline"), version, &body)
    };
    let silent = declines("", &version(&sent));
    assert_eq!(silent.problem(), Kind::Invalid, "why?");
    let ended = declines("REASON-CANARY: no room till spring.", &version(&sent)).expect(200);
    assert_eq!(ended.json()["state"], "declined");
    let hers = priya.api("GET", &path).answer().expect(200).json();
    let last = hers["entries"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["deed"], &last["said"], &last["by"]),
        (
            &json!("declined"),
            &json!("REASON-CANARY: no room till spring."),
            &json!(asha.id)
        )
    );
    let accept = plan(&child, &grandmother);
    let late = steps(asha, &format!("{path}/accept"), &version(&ended), &accept);
    assert_eq!(late.problem(), Kind::WrongState);
}
