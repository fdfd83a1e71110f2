//! S12: what people type reaches a mail header, an address or a calendar as text only.

use serde_json::json;

use super::Scene;
use crate::support::TestHouse;

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

/// Writes a name past every check at the door, as an old or a damaged row might hold it. Rows whose
/// text could not even be read are not the question here.
fn calls(house: &TestHouse, venue: &str, name: &str) {
    let quoted = name.replace('\'', "''");
    house.sql(&format!(
        "update venue set name = '{quoted}' where id = '{venue}'"
    ));
}

mail_story!(
    what_is_typed_is_text_in_every_message_and_calendar,
    |house, server| {
        let scene = Scene::new(house, server);
        let payloads = payloads();
        assert!(payloads.len() >= 200, "{}", payloads.len());
        let (mut refused, mut sent) = (0, 0);
        for (number, payload) in payloads.iter().enumerate() {
            let venue = json!({ "name": payload, "kind": "centre", "cleaning_minutes": "15",
            "contact": { "address": "3 Canary Street", "postcode": "ZZ99 3HH" } });
            let path = format!("/api/v1/venues/{}", scene.venue);
            let version = house.number("select version from venue");
            let asked = scene
                .clerk
                .api("PUT", &path)
                .header("if-match", format!("\"{version}\""));
            let answer = asked.json(&venue).answer();
            match answer.status {
                200 => {}
                422 => {
                    refused += 1;
                    continue;
                }
                other => panic!("{payload:?}: {other} {}", answer.body),
            }
            let day = kernel::time::LondonDay::new(2026, 12, 1).unwrap();
            let day = day.plus_days(7 * i64::try_from(number).unwrap());
            let session = scene.plans(&day.to_string());
            scene.publishes(session);
            scene
                .house
                .real_clock
                .advance(std::time::Duration::from_secs(661));
            house.app.deliver_notices().unwrap();
            sent += 1;
            calls(house, &scene.venue, "Hill House");
        }
        assert!(refused > 80 && sent > 80, "{refused} refused, {sent} sent");
        let took = server.took();
        assert_eq!(took.len(), sent * 6);
        for mail in took {
            assert_eq!(mail.envelope_to, [mail.to.as_str()], "{}", mail.raw);
            let mut expected = vec![
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
            assert!(
                mail.subject.starts_with("Appointment ref "),
                "{}",
                mail.subject
            );
            for markup in ["<script", "<img", "onmouseover=\""] {
                assert!(!mail.html.contains(markup), "{}", mail.html);
            }
            for calendar in mail.calendars {
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
        }
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
