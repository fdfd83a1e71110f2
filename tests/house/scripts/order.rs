//! Script 3: an order is typed by one and checked by another; then it is held to, in its own words;
//! and contact is refused as a matter of urgency.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{Service, THIS_WEEK, delivers, last, publishes, team_manager};
use crate::{
    orders::{SCAN, letters_of},
    sessions::{Stage, codes},
    support::{MailServer, Person},
};

const OFTEN: &str = "on no fewer than two occasions each week";
const BARRED: &str = "Partner J. shall not be present";

fn version(order: &Value) -> String {
    format!("\"{}\"", order["version"])
}

/// Types the order with its two rules and uploads the scan; its path.
fn enters(asha: &Person<'_>, stage: &Stage<'_>) -> String {
    let text = format!(
        "1. It is recorded that Ava lives with foster carers.\n\
         2. The local authority shall allow Ava family time with her mother {OFTEN}.\n3. {BARRED}."
    );
    let order = json!({ "form": "C34A", "source": "contact_order", "court": "Family Court at Northwick",
        "case_number": "NW26C00917", "made_on": "2026-11-03", "from": "2026-11-03",
        "ends": "further_order", "children": [stage.ava], "allows": [stage.mother], "text": text });
    let entered = asha.api("POST", "/api/v1/orders").json(&order).answer();
    let mut entered = entered.expect(201).json();
    let path = format!("/api/v1/orders/{}", entered["id"].as_str().unwrap());
    let often = json!({ "question": "how_often", "quote": OFTEN, "vary": "court",
        "bound": "at_least", "times": "2", "per": "week", "about": [stage.mother] });
    let not = json!({ "question": "who_may_not", "quote": BARRED, "vary": "court",
        "people": [stage.partner] });
    let mut stray = not.clone();
    stray["quote"] = "Partner K. shall not be present".into();
    let adds = |rule: &Value, order: &Value| {
        let asking = asha.api("POST", &format!("{path}/rules"));
        let asking = asking.header("if-match", version(order));
        asking.json(rule).answer()
    };
    let refused = adds(&stray, &entered);
    assert_eq!(refused.problem(), Kind::Invalid, "they are not its words");
    for rule in [often, not] {
        entered = adds(&rule, &entered).expect(200).json();
    }
    let asking = asha.api("PUT", &format!("{path}/document"));
    let scanned = asking.upload(&[], Some(SCAN)).answer().expect(200).json();
    let document = &scanned["document"];
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
    path
}

fn checks(who: &Person<'_>, path: &str, compared: bool) -> crate::support::Answer {
    let order = who.api("GET", path).answer().expect(200).json();
    let asking = who.api("POST", &format!("{path}/check"));
    let asking = asking.header("if-match", version(&order));
    asking.json(&json!({ "compared": compared })).answer()
}

mail_story!(an_order_is_typed_checked_and_held_to, |house, server| {
    let service = Service::opens(house, server);
    let stage = &service.stage;
    let tom = team_manager(house, &service.priya);
    // In a small service she is manager as well: it is still not hers to check.
    let asha = house.staff("Asha", &[Role::Coordinator, Role::ServiceManager]);
    let path = enters(&asha, stage);
    assert_eq!(checks(&asha, &path, true).problem(), Kind::SecondPerson);
    let page = path.trim_start_matches("/api/v1");
    assert!(
        asha.opens(page)
            .says("Not checked yet: what it forbids and the least it gives count already, what it allows does not")
    );
    assert!(tom.opens("/").says("1 order waits for a second person"));
    assert_eq!(checks(&tom, &path, false).problem(), Kind::Invalid);
    let checked = checks(&tom, &path, true).expect(200).json();
    assert_eq!(checked["checked"]["by"], json!(tom.id), "{checked}");

    stage.assesses(
        (&stage.ava, &stage.partner),
        ("2026-11-03", "2027-01-20"),
        &[],
    );
    let with_partner = stage.but(&json!({ "visitors": [stage.mother, stage.partner] }));
    let refused = stage.asks(&with_partner);
    assert_eq!(refused.problem(), Kind::RuleRefuses);
    assert!(codes(&refused).contains(&"order-no-person".to_owned()));
    let reasons = refused.json()["reasons"].clone();
    let mut reasons = reasons.as_array().unwrap().iter();
    let its = reasons.find(|reason| reason["code"] == "order-no-person");
    assert_eq!(its.unwrap()["quote"], BARRED);
    assert_eq!(house.number("select count(*) from session"), 0);

    refuses_contact(&service, server, &tom);
});

/// Not for eight days; for seven, and then nothing is sent to her mother: a person writes to her.
fn refuses_contact(service: &Service<'_>, server: &MailServer, tom: &Person<'_>) {
    let (house, stage) = (service.house, &service.stage);
    let near = stage.books(&service.session(("2026-11-26", "10:00", "11:30")));
    let far = stage.books(&service.session(("2026-12-10", "10:00", "11:30")));
    assert_eq!(publishes(&stage.asha, THIS_WEEK)["sessions"], 1);
    delivers(house);
    let to_her = server.took_for("ok.mother").len();
    assert_eq!(to_her, 1, "she was told of her session");

    let path = format!("/api/v1/people/{}/refusals", stage.ava);
    let refuse = |until: &str| {
        let body = json!({ "person": stage.mother, "from": "2026-11-24", "from_time": "09:00",
            "until": until, "until_time": "09:00", "reason": "The police have asked for it." });
        tom.api("POST", &path).json(&body).answer()
    };
    let eight = refuse("2026-12-02");
    assert_eq!(eight.problem(), Kind::RuleRefuses);
    assert_eq!(codes(&eight), ["urgent-refusal-too-long"]);
    assert!(
        eight
            .body
            .contains("not longer than seven days (section 34(6))")
    );
    assert_eq!(stage.stage(&near), "published", "nothing is done by halves");
    refuse("2026-12-01").expect(201);
    owes_letters(service, tom);
    assert_eq!(stage.stage(&near), "suspended");
    assert_eq!(stage.stage(&far), "planned", "after its end");

    delivers(house);
    let now = server.took_for("ok.mother").len();
    assert_eq!(now, to_her, "nothing is sent to her");
    tells_the_others(server);
}

/// A person writes to each who is concerned: her mother, whoever else is responsible, Ava, and the
/// reviewing officer. Nothing goes out by itself.
fn owes_letters(service: &Service<'_>, tom: &Person<'_>) {
    let stage = &service.stage;
    let to: Vec<Value> = letters_of(tom, &stage.ava)
        .into_iter()
        .map(|letter| letter["to"].clone())
        .collect();
    let expected = [&stage.mother, &stage.partner, &stage.ava].map(|one| json!(one));
    assert_eq!(to.len(), 4, "{to:?}");
    assert!(expected.iter().all(|one| to.contains(one)), "{to:?}");
    assert!(to.contains(&Value::Null), "the reviewing officer: {to:?}");
    let waits = |words: &str, reader: &Person<'_>| assert!(reader.opens("/").says(words));
    let all = "4 letters about refusals of contact must be sent";
    waits(all, tom);
    waits(all, &service.priya);
    let letters = letters_of(tom, &stage.ava);
    let hers = letters.iter().find(|one| one["to"] == json!(stage.mother));
    let id = hers.unwrap()["id"].as_str().unwrap();
    let path = format!("/api/v1/refusal-letters/{id}");
    let posted = json!({ "sent_on": "2026-11-24", "way": "post" });
    let sent = service.priya.api("POST", &path).json(&posted).answer();
    assert_eq!(
        sent.expect(200).json()["sent"]["recorded"]["by"],
        json!(service.priya.id)
    );
    assert!(
        tom.opens("/")
            .says("3 letters about refusals of contact must be sent")
    );
}

fn tells_the_others(server: &MailServer) {
    for name in ["ok.fern", "ok.taxi", "ok.milo"] {
        let mail = last(server, name);
        assert!(mail.plain.contains("On hold"), "{name}: {}", mail.plain);
        assert!(!mail.plain.contains("police"), "{name}: {}", mail.plain);
    }
    let priya = last(server, "ok.priya").plain;
    assert!(priya.contains("What happened: Put aside"), "{priya}");
}
