//! Triage: who may accept what, and what stands against it.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{accepted, call, plan, steps, version, writes};
use crate::{
    people::{adds, adult, ava},
    support::{Person, TestHouse},
};

/// Ava with her mother, on the caseload of this person.
pub fn family(person: &Person<'_>) -> [String; 2] {
    let ids = [adds(person, &ava()), adds(person, &adult("Mary"))];
    let kin = json!({ "relative": ids[1], "relationship": "mother", "responsibility": "yes" });
    let path = format!("/api/v1/people/{}/relatives", ids[0]);
    person.api("PUT", &path).json(&kin).answer().expect(204);
    ids
}

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
