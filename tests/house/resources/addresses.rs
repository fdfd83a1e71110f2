//! The e-mail address of an outside service: one person enters it, another rings the service.

use serde_json::{Value, json};

use super::{adds, confirms};
use crate::support::{Answer, Person, TestHouse};

fn firm(email: &str) -> Value {
    json!({ "name": "Swift Cars", "kind": "taxi_firm", "in_use": true,
        "contact": { "phone": "01632 960100", "email": email } })
}

fn edits(person: &Person<'_>, firm: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/providers/{firm}");
    let seen = person.api("GET", &path).answer().expect(200);
    let asking = person.api("PUT", &path).json(body);
    asking
        .header("if-match", seen.header("etag").unwrap())
        .answer()
}

fn standing(person: &Person<'_>, firm: &str) -> String {
    let seen = person.api("GET", &format!("/api/v1/providers/{firm}"));
    let seen = seen.answer().expect(200).json();
    seen["provider"]["address"].as_str().unwrap().to_owned()
}

fn abel(house: &TestHouse) -> Person<'_> {
    house.staff("Abel", &[law::access::Role::Coordinator])
}

const WAITS: &str = "Waits to be confirmed: nothing is sent there";
const AT_HOME: &str = "1 e-mail address of an outside service waits to be confirmed";

story!(who_enters_an_address_does_not_confirm_it, |house| {
    let (asha, abel) = (house.coordinator(), abel(house));
    let swift = adds(&asha, "/api/v1/providers", &firm("desk@swift.example.org"));
    let page = asha.opens(&format!("/providers/{swift}")).expect(200);
    assert!(page.says(WAITS) && page.says("entered by Asha"));
    assert!(page.says("Another coordinator or service manager can confirm it."));
    assert!(!page.says("Who did you speak to?"));
    let refused = confirms(&asha, &swift).expect(409).json();
    assert_eq!(refused["reasons"][0]["code"], "second-person");
    let words = refused["reasons"][0]["explanation"].as_str().unwrap();
    assert!(
        words.starts_with("You entered this e-mail address"),
        "{words}"
    );
    assert_eq!(standing(&asha, &swift), "waits");
    assert!(asha.opens("/providers").expect(200).says(WAITS));
    assert!(abel.opens("/").expect(200).says(AT_HOME));

    // Her colleague rings the firm at the number of the agreement.
    let page = abel.opens(&format!("/providers/{swift}")).expect(200);
    assert!(page.says("from the agreement or the website of the service"));
    let form = page.form("They say it is theirs");
    let unsaid = form.types("who", "Canary Sam").is_sent().expect(422);
    assert!(unsaid.says("Enter a telephone number"));
    let form = unsaid.form("They say it is theirs");
    let page = form
        .types("number", "01632 960199")
        .is_sent()
        .follows()
        .expect(200);
    assert!(page.says("who rang 01632 960199 and spoke to Canary Sam"));
    assert!(page.says("Confirmed by Abel") && !page.says("Confirm the e-mail address"));
    assert_eq!(standing(&asha, &swift), "confirmed");
    assert!(!abel.opens("/").expect(200).says("to be confirmed"));
    let again = confirms(&abel, &swift).expect(409).json();
    assert_eq!(again["reasons"][0]["code"], "nothing-to-confirm");

    let facts = "select content from audit_fact where act = 'resources.confirm_address'";
    let mut facts = house.texts(facts);
    facts.retain(|fact| fact.contains("entered_by"));
    assert_eq!(facts.len(), 1);
    assert!(!facts[0].contains("Canary"), "{}", facts[0]);
    let kept = house.texts("select confirmed_with from provider");
    assert!(kept.iter().all(|kept| kept.starts_with("k1.")), "{kept:?}");
});

story!(who_changes_an_address_needs_another_person_again, |house| {
    let (asha, abel) = (house.coordinator(), abel(house));
    let swift = adds(&asha, "/api/v1/providers", &firm("desk@swift.example.org"));
    confirms(&abel, &swift).expect(200);
    // What else is changed leaves the address as it is.
    let mut insured = firm("desk@swift.example.org");
    insured["insured_until"] = "2027-03-31".into();
    edits(&abel, &swift, &insured).expect(200);
    assert_eq!(standing(&asha, &swift), "confirmed");

    edits(&abel, &swift, &firm("abel@stranger.example.org")).expect(200);
    assert_eq!(standing(&asha, &swift), "waits");
    confirms(&abel, &swift).expect(409);
    // The one who entered the old address may confirm the new one.
    confirms(&asha, &swift).expect(200);
    // Who saw an older record rang about another address.
    let call = json!({ "who": "Sam", "number": "01632 960199" });
    let asking = asha.api("POST", &format!("/api/v1/providers/{swift}/confirm"));
    asking
        .header("if-match", "\"1\"")
        .json(&call)
        .answer()
        .expect(412);

    let mut without = firm("");
    without["contact"]["email"] = "".into();
    edits(&asha, &swift, &without).expect(200);
    assert_eq!(standing(&asha, &swift), "none");
});
