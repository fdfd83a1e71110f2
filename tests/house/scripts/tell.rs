//! Script 6: who is told of a session, who has seen it, and who is rung.

use serde_json::{Value, json};

use super::{Service, delivers, last, publishes};
use crate::{
    notifications::{SECRETS, link},
    support::Person,
};

/// How far the notice to a class of people has come, as the API says.
fn state(asha: &Person<'_>, session: &str, audience: &str) -> String {
    notice(asha, session, audience)["notice"]["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn notice(asha: &Person<'_>, session: &str, audience: &str) -> Value {
    let path = format!("/api/v1/sessions/{session}/notices");
    let told = asha.api("GET", &path).answer().expect(200).json();
    let mut items = told["items"].as_array().unwrap().iter();
    let found = items.find(|item| item["notice"]["audience"] == audience);
    found
        .unwrap_or_else(|| panic!("{audience}: {told}"))
        .clone()
}

/// Who has not answered, as the list of the service says.
fn waiting(asha: &Person<'_>) -> Vec<String> {
    let list = asha.api("GET", "/api/v1/notices").answer().expect(200);
    let list = list.json();
    let items = list["items"].as_array().unwrap().iter();
    let audience = |item: &Value| item["notice"]["audience"].as_str().unwrap().to_owned();
    items.map(audience).collect()
}

mail_story!(
    a_carer_has_seen_it_and_the_driver_is_rung,
    |house, server| {
        let service = Service::opens(house, server);
        let asha = &service.stage.asha;
        let session = service
            .stage
            .books(&service.session(("2026-12-01", "10:00", "11:30")));
        assert_eq!(publishes(asha, "2026-11-30")["sessions"], 1);
        delivers(house);
        for name in ["ok.fern", "ok.taxi"] {
            let mail = last(server, name);
            assert!(
                mail.plain
                    .contains("Tuesday 1 December 2026, 10:00 to 11:30")
            );
            for secret in SECRETS {
                let told = [&mail.raw, &mail.plain, &mail.html];
                assert!(
                    told.iter().all(|text| !text.contains(secret)),
                    "{secret} to {name}"
                );
            }
        }
        assert!(
            last(server, "ok.fern")
                .plain
                .contains("A driver collects Ava.")
        );
        assert!(!last(server, "ok.taxi").plain.contains("Ava"));

        let fern = house.browser();
        let path = link(server, "ok.fern");
        let page = fern.opens(&path).expect(200);
        fern.opens(&path).expect(200);
        let opened = state(asha, &session, "carer");
        assert_eq!(
            opened, "sent",
            "opening the link alone acknowledges nothing"
        );
        page.form("Seen").is_sent().follows().expect(200);
        assert_eq!(state(asha, &session, "carer"), "acknowledged");

        assert_eq!(state(asha, &session, "driver"), "sent");
        let list = waiting(asha);
        let stands = |who: &str| list.contains(&who.to_owned());
        assert!(stands("driver") && !stands("carer"), "{list:?}");
        let waiting_for = asha.opens("/notices?which=waiting").expect(200);
        assert!(waiting_for.says("Swift Cars"));

        let driver = notice(asha, &session, "driver")["notice"]["id"].clone();
        let path = format!("/api/v1/notices/{}/telling", driver.as_str().unwrap());
        let call =
            json!({ "who": "The desk", "number": "01632 960888", "said": "The driver knows." });
        asha.api("POST", &path).json(&call).answer().expect(200);
        let told = notice(asha, &session, "driver");
        assert_eq!(told["notice"]["state"], "told_by_phone");
        let answer = &told["answers"][0];
        assert_eq!(answer["by"], json!(asha.id));
        for (key, said) in call.as_object().unwrap() {
            assert_eq!(&answer[key], said);
        }
        assert!(!waiting(asha).contains(&"driver".to_owned()));
    }
);
