//! S12: what people type reaches a mail header, an address or a calendar as text only.

use std::time::Duration;

use kernel::text::{Language, Name, Phone};
use serde_json::json;

use super::Scene;
use crate::support::{Calendar, Received, in_letters};

/// Ends of lines, headers, properties, markup, formulas, in several spellings.
const PIECES: &[&str] = &[
    "\r\nBcc: x@evil.example",
    "\nBcc: x@evil.example",
    "\rBcc: x@evil.example",
    "%0d%0aBcc: x@evil.example",
    "\\r\\nBcc: x@evil.example",
    "\u{85}Bcc: x@evil.example",
    "\u{2028}Bcc: x@evil.example",
    "\r\n\r\n<html>",
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "\nATTENDEE:mailto:x@evil.example",
    ";ATTENDEE=mailto:x@evil.example",
    ",x@evil.example",
    "\\nATTENDEE:x",
    "\\;\\,\\\\",
    "<script>alert(1)</script>",
    "\" onmouseover=\"x",
    "</title><img src=x>",
    "=?utf-8?q?x=0D=0ABcc:_y?=",
    "{{ 7*7 }}",
    "${jndi:ldap://x}",
    "=cmd|'/c calc'!A1",
    "\u{202e}live",
    "\u{0}",
    "\u{7}bell",
    "\u{feff}",
];

/// Where in a text a piece stands.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("Hall", ""),
    ("", "Hall"),
    ("Hall ", " House"),
    ("<", ">"),
    ("\"", "\""),
    ("é", "ü"),
    (" ", "\t"),
];

fn payloads() -> Vec<String> {
    PIECES
        .iter()
        .flat_map(|piece| {
            PLACES
                .iter()
                .map(move |(before, after)| format!("{before}{piece}{after}"))
        })
        .collect()
}

/// How often each field took what was typed.
#[derive(Debug, Default)]
struct Taken {
    names: i64,
    directions: i64,
}

/// A venue of that name, found in that way, becomes the scene's if the door takes it. It is another one
/// each time: were one venue renamed again and again, every session planned there would be judged anew.
fn is_taken(scene: &mut Scene<'_>, name: &str, directions: &str) -> bool {
    let venue = json!({ "name": name, "kind": "centre", "cleaning_minutes": "15", "directions": directions,
        "contact": { "address": "3 Canary Street", "postcode": "ZZ99 3HH" } });
    let asked = scene.clerk.api("POST", "/api/v1/venues").json(&venue);
    let answer = asked.answer();
    match answer.status {
        201 => {
            answer.json()["id"]
                .as_str()
                .unwrap()
                .clone_into(&mut scene.venue);
            true
        }
        // Refused; or, but for the blanks around it, a name that was typed before.
        422 | 409 => false,
        other => panic!("{name:?}: {other} {}", answer.body),
    }
}

/// Types it into every field that reaches a message or a calendar and may hold it: what a child, a
/// supervisor or a language is called may not, and no telephone is like it.
fn types(scene: &mut Scene<'_>, payload: &str, taken: &mut Taken) -> bool {
    let others = [
        payload.parse::<Name>().is_err(),
        payload.parse::<Language>().is_err(),
        payload.parse::<Phone>().is_err(),
    ];
    assert_eq!(others, [true; 3], "{payload:?}");
    let plain = format!(
        "Hill House {}",
        in_letters(u32::try_from(taken.directions).unwrap())
    );
    for (name, directions, fields) in [
        (payload, payload, (1, 1)),
        (payload, "Behind the library", (1, 0)),
        (&plain, payload, (0, 1)),
    ] {
        if is_taken(scene, name, directions) {
            taken.names += fields.0;
            taken.directions += fields.1;
            return true;
        }
    }
    false
}

fn is_one_message_to_one(mail: &Received) {
    assert_eq!(mail.envelope_to, [mail.to.as_str()], "{}", mail.raw);
    let mut expected = [
        "from",
        "to",
        "subject",
        "message-id",
        "date",
        "mime-version",
        "content-type",
        "auto-submitted",
    ];
    let mut headers: Vec<&str> = mail.headers.iter().map(String::as_str).collect();
    expected.sort_unstable();
    headers.sort_unstable();
    assert_eq!(headers, expected, "{}", mail.raw);
    assert!(mail.subject.starts_with("Appointment ref "));
    for markup in ["<script", "<img", "onmouseover=\""] {
        assert!(!mail.html.contains(markup), "{}", mail.html);
    }
}

fn is_one_entry(calendar: &Calendar) {
    let expected = [
        "ATTENDEE",
        "CLASS",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LOCATION",
        "ORGANIZER",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "TRANSP",
        "UID",
    ];
    assert_eq!(calendar.properties, expected, "{}", calendar.text);
    assert_eq!(calendar.attendees.len(), 1, "{}", calendar.text);
    let parts = ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"];
    assert_eq!(calendar.components, parts, "{}", calendar.text);
}

mail_story!(
    what_is_typed_is_text_in_every_message_and_calendar,
    |house, server| {
        let mut scene = Scene::new(house, server);
        let payloads = payloads();
        assert!(payloads.len() >= 200, "{}", payloads.len());
        let (mother, supervisor) = (scene.mother.clone(), scene.supervisor.clone());
        let others = [(&*mother, "visitor"), (&*supervisor, "supervisor")];
        let first: kernel::time::LondonDay = "2026-12-01".parse().unwrap();
        let (mut told, mut taken) = (0_i64, Taken::default());
        for payload in &payloads {
            if types(&mut scene, payload, &mut taken) {
                let day = first.plus_days(7 * told).to_string();
                scene.publishes(scene.plans_with(&day, &others));
                house.real_clock.advance(Duration::from_secs(661));
                house.app.deliver_notices().unwrap();
                told += 1;
            }
            // A program's token lives a quarter of an hour.
            house
                .real_clock
                .set("2026-11-24T08:21:00Z".parse().unwrap());
        }
        println!("{told} sessions; {taken:?}");
        assert!(taken.names > 80 && taken.directions > 80, "{taken:?}");
        let took = server.took();
        assert_eq!(took.len(), usize::try_from(told * 4).unwrap());
        for mail in &took {
            is_one_message_to_one(mail);
            mail.calendars.iter().for_each(is_one_entry);
        }
        let script = "Hall<script>alert(1)</script>";
        let supervisors = took.iter().filter(|mail| mail.to.starts_with("ok.rosa"));
        let places: Vec<&str> = supervisors.map(|mail| &*mail.calendars[0].place).collect();
        assert!(places.contains(&script), "{places:?}");
        let found_by = format!("How to find it: {script}");
        let mothers = took.iter().filter(|mail| mail.to.starts_with("ok.mother"));
        let found = mothers.filter(|mail| mail.plain.contains(&found_by));
        assert_eq!(found.count(), 1, "shown as it was typed");
    }
);

mail_story!(an_address_is_one_address, |house, server| {
    let scene = Scene::new(house, server);
    for hostile in [
        "a@example.org\r\nBcc: x@evil.example",
        "a@example.org, x@evil.example",
        "a@example.org; x@evil.example",
        "\"a\" <x@evil.example>",
        "a@example.org\u{0}",
        "a b@example.org",
        "<a@example.org>",
        "a@[127.0.0.1]",
        "a@@example.org",
    ] {
        let body = json!({ "email": hostile, "phone": "01632 960123" });
        let path = format!("/api/v1/people/{}/whereabouts", scene.mother);
        let asked = scene.clerk.api("PUT", &path).header("if-match", "\"1\"");
        let answer = asked.json(&body).answer();
        assert_eq!(answer.status, 422, "{hostile:?}: {}", answer.body);
    }
});
