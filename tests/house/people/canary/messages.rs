//! What leaves the house: messages undone from what they travel in, calendars unfolded, the page
//! behind a link, and the log of sending.

use base64::{Engine, engine::general_purpose::STANDARD};
use law::session::Event;
use serde_json::json;

use super::seen::seen_in;
use crate::{
    notifications::{Scene, link, slot},
    support::{Received, hears_the_log},
};

/// Where the family of the scene can be found.
const MARKERS: &[&str] = &[
    "07700 900111",
    "1 Canary Street",
    "ZZ99 1CH",
    "07700 900333",
    "3 Canaryhome Lane",
    "ZZ99 3HO",
];

const RECIPIENTS: &[&str] = &[
    "ok.carer",
    "ok.mother",
    "ok.taxi",
    "ok.interpreter",
    "ok.rosa",
    "ok.worker",
];

/// Everything in a message that somebody could read.
fn said(mail: &Received) -> String {
    let calendars = mail.calendars.iter().map(|calendar| &calendar.text);
    let all = mail.decoded.iter().chain(calendars).chain([&mail.raw]);
    all.map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

/// A session is moved, another is called off, and one of the recipients cannot be reached.
fn much_is_told(scene: &Scene<'_>, unreachable: &str) {
    let (moved, off) = (scene.plans("2026-12-01"), scene.plans("2026-12-03"));
    scene.publishes(moved);
    scene.publishes(off);
    scene.delivers();
    let to = slot("2026-12-02", "14:00", "15:30");
    scene.happens(moved, Event::Move { to });
    scene.delivers();
    scene.publishes(moved);
    scene.delivers();
    // A program's token lives a quarter of an hour.
    let morning = "2026-11-24T08:21:00Z".parse().unwrap();
    scene.house.real_clock.set(morning);
    let path = format!("/api/v1/people/{}/whereabouts", scene.mother);
    let contact = json!({ "phone": MARKERS[0], "email": unreachable, "address": MARKERS[1],
        "postcode": MARKERS[2] });
    let asked = scene.clerk.api("PUT", &path).header("if-match", "\"1\"");
    asked.json(&contact).answer().expect(204);
    scene.cancels(off);
    scene.delivers();
}

mail_story!(
    no_confidential_field_leaves_in_a_message_a_calendar_or_the_log_of_sending,
    |house, server| {
        let log = hears_the_log();
        let scene = Scene::new(house, server);
        let unreachable = server.at("bad.mother");
        much_is_told(&scene, &unreachable);
        assert_eq!(scene.notices("failed"), 1, "one could not be reached");
        let took = server.took();
        let mut entries = 0;
        for name in RECIPIENTS {
            let own = server.at(name);
            let mails = took.iter().filter(|mail| mail.to == own);
            let mut number = 0;
            for mail in mails {
                let all = said(mail);
                assert_eq!(seen_in(&all, MARKERS), [""; 0], "to {name}: {all}");
                for other in RECIPIENTS.iter().filter(|other| *other != name) {
                    let address = server.at(other);
                    assert!(!all.contains(&address), "{address} to {name}: {all}");
                }
                number += 1;
                entries += mail.calendars.len();
            }
            assert!(number >= 2, "{number} messages to {name}");
        }
        assert!(entries >= 6, "only {entries} entries of calendars");
        // Nobody is on the way yet.
        for name in &RECIPIENTS[..4] {
            let path = link(server, name);
            for path in [format!("{path}/journey"), path] {
                let page = house.browser().opens(&path).answer;
                let wanted = if path.ends_with("/journey") && *name != "ok.taxi" {
                    404
                } else {
                    200
                };
                assert_eq!(page.status, wanted, "{name}: {path}");
                let text = format!("{:?} {}", page.headers, page.body);
                assert_eq!(seen_in(&text, MARKERS), [""; 0], "{name}: {}", page.body);
            }
        }
        let log = log.text();
        assert_eq!(seen_in(&log, MARKERS), [""; 0], "in the log");
        let addresses = RECIPIENTS.iter().map(|name| server.at(name));
        for address in addresses.chain([unreachable]) {
            assert!(!log.contains(&address), "{address} is in the log");
        }
        assert!(
            log.contains("a message was not taken"),
            "nothing was heard of sending"
        );
    }
);

/// A message that holds the address of the home in one of its places, hidden as mail hides things.
fn planted(place: &str, to: &str) -> String {
    let head = |more: &str| {
        format!(
            "From: appointments@kith.example.org\r\nTo: {to}\r\nMessage-ID: <1@x>\r\n\
             Date: Tue, 24 Nov 2026 08:20:00 +0000\r\nMIME-Version: 1.0\r\n{more}"
        )
    };
    let plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:";
    match place {
        "split by quoted-printable" => head(&format!(
            "Subject: x\r\n{plain} quoted-printable\r\n\r\nGo to 3 Canary=\r\nhome Lane=2E\r\n"
        )),
        "in base64" => head(&format!(
            "Subject: x\r\n{plain} base64\r\n\r\nR28gdG8gMyBDYW5hcnlob21lIExhbmUu\r\n"
        )),
        "in the subject" => head(&format!(
            "Subject: =?utf-8?b?MyBDYW5hcnlob21lIExhbmU=?=\r\n{plain} 7bit\r\n\r\nx\r\n"
        )),
        "folded in a calendar" => {
            let entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
                UID:1@x\r\nSEQUENCE:0\r\nDTSTAMP:20261124T082000Z\r\nDTSTART:20261201T100000Z\r\n\
                DTEND:20261201T113000Z\r\nSUMMARY:x\r\nLOCATION:x\r\nSTATUS:CONFIRMED\r\n\
                ORGANIZER:mailto:a@example.org\r\nDESCRIPTION:Go to 3 Canary\r\n home Lane\r\n\
                END:VEVENT\r\nEND:VCALENDAR\r\n";
            head(&format!(
                "Subject: x\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\
                 Content-Disposition: attachment; filename=x.ics\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
                STANDARD.encode(entry)
            ))
        }
        _ => panic!("no way to hide it {place}"),
    }
}

mail_story!(
    an_address_that_was_hidden_in_a_message_would_be_seen,
    |_house, server| {
        for (number, place) in [
            "split by quoted-printable",
            "in base64",
            "in the subject",
            "folded in a calendar",
        ]
        .iter()
        .enumerate()
        {
            let name = format!("ok.planted.{number}");
            let message = planted(place, &server.at(&name));
            let home = MARKERS[4];
            assert!(!message.contains(home), "{place}: it is not hidden");
            server.is_handed(&name, &message);
            let took = server.took_for(&name);
            assert_eq!(seen_in(&said(&took[0]), MARKERS), [home], "{place}");
        }
    }
);
