//! Triage: a question, a reply, the call, acceptance.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{accepted, call, completes, plan, steps, version, writes};
use crate::{
    people::{adds, adult, ava},
    support::{Answer, Person, TestHouse},
};

/// Ava with her mother, on the caseload of this person.
pub(super) fn family(person: &Person<'_>) -> [String; 2] {
    let ids = [adds(person, &ava()), adds(person, &adult("Mary"))];
    let kin = json!({ "relative": ids[1], "relationship": "mother", "responsibility": "yes" });
    let path = format!("/api/v1/people/{}/relatives", ids[0]);
    person.api("PUT", &path).json(&kin).answer().expect(204);
    ids
}

/// Returns a referral with a question and has it answered; the version after it.
fn asks_and_hears((priya, asha): (&Person<'_>, &Person<'_>), path: &str, sent: &Answer) -> String {
    let asked = json!({ "words": "QUESTION-CANARY: which days?" });
    let stale = steps(asha, &format!("{path}/return"), "\"1\"", &asked);
    assert_eq!(stale.problem(), Kind::Stale);
    let returned = steps(asha, &format!("{path}/return"), &version(sent), &asked).expect(200);
    assert!(priya.opens("/").says("1 referral returned to you"));
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
        let number = sent.json()["number"].as_str().unwrap().to_owned();
        assert!(number.starts_with("FT-2026-0001-"), "{number}");
        assert!(asha.opens("/").says("1 referral to triage"));
        let current = asks_and_hears((&priya, &asha), &path, &sent);
        let accept = plan(&child, &mother);
        let current = verifies(&asha, &path, &current, &accept);
        let current = completes(&priya, &path, &current);
        let shorter = json!({ "answers": [{ "question": "minutes", "value": "60" }] });
        let late = steps(
            &priya,
            &format!("{path}/answers/family_time"),
            &current,
            &shorter,
        );
        assert_eq!(
            late.problem(),
            Kind::WrongState,
            "what was sent stays as it was read"
        );

        let made = steps(&asha, &format!("{path}/accept"), &current, &accept).expect(201);
        let made = priya
            .api("GET", made.header("location").unwrap())
            .answer()
            .expect(200);
        assert_eq!(
            (&made.json()["times"], &made.json()["minutes"]),
            (&json!(2), &json!(90))
        );
        let done = priya.api("GET", &path).answer().expect(200).json();
        assert_eq!(done["referral"]["state"], "accepted");
        assert_eq!(done["referral"].get("call_due"), None);
        let entries = done["entries"].as_array().unwrap().iter();
        let deeds: Vec<&str> = entries
            .map(|entry| entry["deed"].as_str().unwrap())
            .collect();
        assert_eq!(deeds[..4], ["sent", "returned", "answered", "called"]);
        assert_eq!(deeds.last(), Some(&"accepted"));
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

story!(who_sent_it_does_not_accept_it, |house| {
    let asha = house.staff("Asha", &[Role::Coordinator, Role::SocialWorker]);
    let [child, mother] = family(&asha);
    let (path, current) = writes(&asha, "emergency", &child, &mother);
    let sent = steps(&asha, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let own = steps(
        &asha,
        &format!("{path}/accept"),
        &version(&sent),
        &plan(&child, &mother),
    );
    assert_eq!(own.problem(), Kind::SecondPerson);
});

story!(who_sent_it_does_not_make_the_call, |house| {
    let asha = house.staff("Asha", &[Role::Coordinator, Role::SocialWorker]);
    let [child, mother] = family(&asha);
    let (path, current) = writes(&asha, "new", &child, &mother);
    let sent = steps(&asha, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let own = steps(&asha, &format!("{path}/call"), &version(&sent), &call());
    assert_eq!(own.problem(), Kind::SecondPerson);
    let bela = house.staff("Bela", &[Role::Coordinator]);
    let made = steps(&bela, &format!("{path}/call"), &version(&sent), &call()).expect(200);
    assert_eq!(made.json()["verified"], true);
});

story!(who_rewrote_or_replied_does_not_accept, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let bela = house.staff("Bela", &[Role::Coordinator]);
    let mara = house.staff("Mara", &[Role::ServiceManager]);
    let [child, mother] = family(&priya);
    let (path, current) = writes(&priya, "emergency", &child, &mother);
    let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
    let asked = json!({ "words": "How long?" });
    let returned = steps(&bela, &format!("{path}/return"), &version(&sent), &asked).expect(200);

    // Mara changes an answer and Asha replies: only Bela has done nothing but read it.
    let longer = json!({ "answers": [{ "question": "minutes", "value": "120" }] });
    let answers = format!("{path}/answers/family_time");
    let rewritten = steps(&mara, &answers, &version(&returned), &longer).expect(200);
    let reply = json!({ "words": "Two hours." });
    let replied = steps(
        &asha,
        &format!("{path}/reply"),
        &version(&rewritten),
        &reply,
    )
    .expect(200);
    let accept = |who: &Person<'_>| {
        let path = format!("{path}/accept");
        steps(who, &path, &version(&replied), &plan(&child, &mother))
    };
    for own in [&mara, &asha] {
        assert_eq!(accept(own).problem(), Kind::SecondPerson);
    }
    accept(&bela).expect(201);
});

fn refuses(manager: &Person<'_>, child: &str, person: &str, until: &str) {
    let body = json!({ "person": person, "from": "2026-11-24", "from_time": "09:00", "until": until,
        "until_time": "09:00", "reason": "It is urgent." });
    let path = format!("/api/v1/people/{child}/refusals");
    manager.api("POST", &path).json(&body).answer().expect(201);
}

story!(
    a_plan_against_a_refusal_or_with_a_stranger_is_refused,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let manager = house.staff("Mara", &[Role::ServiceManager]);
        let [child, mother] = family(&priya);
        let stranger = adds(&priya, &adult("Sam"));
        let (path, current) = writes(&priya, "emergency", &child, &mother);
        let named = json!({ "persons": [stranger] });
        let strange = steps(&priya, &format!("{path}/answers/meeting"), &current, &named);
        assert_eq!(strange.problem(), Kind::Invalid);
        let sent = steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
        refuses(&manager, &child, &mother, "2026-12-01");
        let accept = |body: &Value| steps(&asha, &format!("{path}/accept"), &version(&sent), body);
        let refused = accept(&plan(&child, &mother));
        assert_eq!(refused.problem(), Kind::RuleRefuses);
        assert!(refused.body.contains("section 34(6)"), "{}", refused.body);
        assert_eq!(accept(&plan(&child, &stranger)).problem(), Kind::Invalid);
        let mut later = plan(&child, &mother);
        later["from"] = "2026-12-02".into();
        later["review_by"] = "2027-03-01".into();
        accept(&later).expect(201);
    }
);

/// The emergency of a Tuesday morning: its call is due on Wednesday, and stands late on Thursday.
fn emergency(house: &TestHouse) {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let referred = accepted(&priya, &asha, &child, &mother);
    let path = format!("/api/v1/referrals/{}", referred.referral);
    let shown = asha.api("GET", &path).answer().expect(200);
    assert_eq!(
        shown.json()["referral"]["call_due"],
        "2026-11-26T00:00:00.000Z"
    );
    assert!(asha.opens("/").says("1 verification call due"));
    assert!(
        !priya.opens("/").says("verification call due"),
        "it is not hers to make"
    );
    let logged = steps(&asha, &format!("{path}/call"), &version(&shown), &call()).expect(200);
    assert_eq!(logged.json().get("call_due"), None);
    assert!(!asha.opens("/").says("verification call due"));
}

story!(
    an_emergency_is_accepted_at_once_and_owes_its_call,
    |house| {
        emergency(house);
    }
);
