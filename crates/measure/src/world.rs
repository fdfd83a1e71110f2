//! A service with enough families, rooms and supervisors for a thousand sessions in one week, made
//! through the API as people make it.

use anyhow::{Context, Result};
use kernel::time::LondonDay;
use serde_json::{Value, json};

use crate::client::Client;

/// Families: each meets on each weekday.
pub const FAMILIES: usize = 200;
/// When sessions begin on a day; a family keeps to one of them.
pub const BEGIN: [(&str, &str); 4] = [
    ("09:30", "10:30"),
    ("11:30", "12:30"),
    ("14:00", "15:00"),
    ("16:00", "17:00"),
];
/// Rooms, so that all families of one time meet at once.
const ROOMS: usize = FAMILIES / BEGIN.len();
/// Two supervisors take turns with a room: neither works more than two sessions a day.
const SUPERVISORS: usize = ROOMS * 2;
/// Rooms of one venue.
const PER_VENUE: usize = 10;

/// A family and its plan.
#[derive(Debug, Clone)]
pub struct Family {
    /// The child.
    pub child: String,
    /// Its mother.
    pub mother: String,
    /// Five times a week, an hour.
    pub plan: String,
}

/// What is there to book from.
#[derive(Debug)]
pub struct World {
    /// The families.
    pub families: Vec<Family>,
    /// The rooms.
    pub rooms: Vec<String>,
    /// The supervisors.
    pub supervisors: Vec<String>,
    /// The week that is filled, its Monday.
    pub monday: LondonDay,
}

/// Who makes it: a social worker, a coordinator, and the manager who approves.
#[derive(Debug)]
pub struct Makers {
    /// Refers and assesses.
    pub worker: Client,
    /// Accepts and books.
    pub coordinator: Client,
    /// Approves.
    pub manager: Client,
}

/// A number as two letters: names of people have no digits.
fn word(number: usize) -> String {
    let letter = |digit: usize| ('A'..='Z').nth(digit % 26).unwrap_or('A');
    [letter(number / 26), letter(number)].iter().collect()
}

fn weekdays(from: &str, to: &str) -> Value {
    let day = json!({ "from": from, "to": to });
    json!({ "mon": day, "tue": day, "wed": day, "thu": day, "fri": day })
}

impl World {
    /// Makes it.
    pub fn make(makers: &Makers, today: LondonDay, monday: LondonDay) -> Result<Self> {
        let rooms = rooms(&makers.coordinator)?;
        let supervisors = (0..SUPERVISORS)
            .map(|number| {
                let body = json!({
                    "name": format!("Supervisor {}", word(number)), "contract_hours": "37", "in_use": true,
                    "hours": weekdays("08:00", "20:00"), "skills": [{ "skill": "driving" }],
                    "dbs_checked_on": today.plus_days(-200), "dbs_outcome": "clear",
                    "phone": "07700 900777" });
                makers.coordinator.add("/api/v1/supervisors", &body)
            })
            .collect::<Result<_>>()?;
        let families = (0..FAMILIES)
            .map(|number| family(makers, number, (today, monday)))
            .collect::<Result<_>>()?;
        Ok(Self {
            families,
            rooms,
            supervisors,
            monday,
        })
    }

    /// The session of a family so many days after the Monday, as the API takes it.
    pub fn session(&self, family: usize, day: i64) -> Result<Value> {
        let who = self.families.get(family).context("no such family")?;
        let turn = family % BEGIN.len();
        let room = family / BEGIN.len();
        let (from, to) = BEGIN.get(turn).context("no such time")?;
        let supervisor = (turn % 2) * ROOMS + room;
        Ok(json!({ "plan": who.plan, "session": {
            "day": self.monday.plus_days(day), "from": from, "to": to,
            "children": [who.child], "visitors": [who.mother], "mode": "direct", "level": "U3",
            "place": "centre", "room": self.rooms.get(room),
            "supervisors": [self.supervisors.get(supervisor)] } }))
    }
}

fn rooms(coordinator: &Client) -> Result<Vec<String>> {
    let (mut venue, mut rooms) = (String::new(), Vec::new());
    for number in 0..ROOMS {
        if number % PER_VENUE == 0 {
            let body = json!({ "name": format!("Centre {}", word(number)), "kind": "centre",
                "opens_bank_holidays": true,
                "cleaning_minutes": "15", "hours": weekdays("08:30", "19:00"),
                "contact": { "phone": "01632 960333", "address": "3 Mill Street", "postcode": "ZZ99 3HH" } });
            venue = coordinator.add("/api/v1/venues", &body)?;
        }
        let body = json!({ "name": format!("Room {}", word(number)), "capacity": "8", "features": [],
            "in_use": true });
        rooms.push(coordinator.add(&format!("/api/v1/venues/{venue}/rooms"), &body)?);
    }
    Ok(rooms)
}

fn family(makers: &Makers, number: usize, days: (LondonDay, LondonDay)) -> Result<Family> {
    let worker = &makers.worker;
    let child = worker.add(
        "/api/v1/people",
        &json!({ "given_name": format!("Child {}", word(number)), "family_name": "Measured",
            "born_on": "2024-04-30", "is_child": true, "first_language": "English" }),
    )?;
    let mother = worker.add(
        "/api/v1/people",
        &json!({ "given_name": format!("Mother {}", word(number)), "family_name": "Measured",
            "is_child": false, "first_language": "English" }),
    )?;
    let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
    let path = format!("/api/v1/people/{child}/relatives");
    worker.ask("PUT", &path, Some(&kin), None)?.expect(204)?;
    let status = json!({ "status": "C1", "from": days.0.plus_days(-21) });
    let path = format!("/api/v1/people/{child}/statuses");
    worker.post(&path, &status)?.expect(201)?;
    assessed(makers, [&child, &mother], days)?;
    let plan = planned(makers, [&child, &mother], days)?;
    Ok(Family {
        child,
        mother,
        plan,
    })
}

/// The risk between them, approved by somebody else.
fn assessed(
    makers: &Makers,
    [child, mother]: [&str; 2],
    (today, monday): (LondonDay, LondonDay),
) -> Result<()> {
    let about = json!({ "children": [child], "persons": [mother] });
    let id = makers.worker.add("/api/v1/risk", &about)?;
    let path = format!("/api/v1/risk/{id}");
    let content = json!({
        "hazards": [{ "hazard": "violence_to_child", "likelihood_before": "possible",
            "impact_before": "minor", "likelihood_after": "unlikely", "impact_after": "minor",
            "text": "She shouted." }],
        "controls": [], "decision": "go", "from": today.plus_days(-1),
        "review_by": monday.plus_days(40), "reasons": "She is sorry." });
    let worker = &makers.worker;
    worker.step("PUT", &path, "\"1\"", &content)?;
    worker.step("POST", &format!("{path}/submit"), "\"2\"", &json!({}))?;
    let said = json!({ "considered": true });
    makers
        .manager
        .step("POST", &format!("{path}/approve"), "\"3\"", &said)?;
    Ok(())
}

/// A plan, by a referral that was accepted as an emergency.
fn planned(
    makers: &Makers,
    [child, mother]: [&str; 2],
    (_, monday): (LondonDay, LondonDay),
) -> Result<String> {
    let reply = |question: &str, value: &str| json!({ "question": question, "value": value });
    let from = monday.to_string();
    let topics = [
        ("meeting", json!({ "persons": [mother] })),
        (
            "legal",
            json!({ "answers": [reply("stage", "after_proceedings")] }),
        ),
        (
            "family_time",
            json!({ "answers": [reply("purpose", "relationship"), reply("needed_from", &from),
                reply("times", "5"), reply("per", "week"), reply("minutes", "60"),
                reply("level", "U3")] }),
        ),
        (
            "health",
            json!({ "answers": [reply("language", "English")] }),
        ),
    ];
    let begun = json!({ "kind": "emergency", "children": [child] });
    let begun = makers
        .worker
        .post("/api/v1/referrals", &begun)?
        .expect(201)?;
    let path = begun.location.clone();
    let mut version = begun.version.context("a referral has a version")?;
    for (topic, body) in topics {
        let path = format!("{path}/answers/{topic}");
        let written = makers.worker.step("PUT", &path, &version, &body)?;
        version = written.version.context("a referral has a version")?;
    }
    let sent = makers
        .worker
        .step("POST", &format!("{path}/send"), &version, &Value::Null)?;
    let version = sent.version.context("a referral has a version")?;
    let plan = json!({ "children": [child], "visitors": [mother], "times": "5", "per": "week",
        "minutes": "60", "mode": "direct", "level": "U3", "place": "centre", "bringing": "carer",
        "returning": "carer", "recording": "full", "from": from,
        "review_by": monday.plus_days(80), "basis": "care_plan", "agreed": "signed" });
    let accept = format!("{path}/accept");
    let coordinator = &makers.coordinator;
    coordinator.step("POST", &accept, &version, &plan)?.id()
}
