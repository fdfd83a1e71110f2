//! The workload W1 to W8, over HTTP with every audit fact written.

use std::{sync::Barrier, thread};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    numbers::{Line, Times},
    world::{FAMILIES, World},
};

/// Days of the week that are filled.
const DAYS: u8 = 5;
/// The bar for a list of a week, in milliseconds.
const LIST_BAR: f64 = 60.0;
/// How often the list of a week is asked for.
const LISTS: usize = 200;

/// The bodies of W1: every family on every weekday, a thousand sessions.
pub fn bookings(world: &World) -> Result<Vec<Value>> {
    (0..DAYS)
        .flat_map(|day| (0..FAMILIES).map(move |family| (family, day)))
        .map(|(family, day)| world.session(family, day))
        .collect()
}

/// W1: books these one after another; with one of the answers.
pub fn books(client: &Client, bodies: &[Value]) -> Result<(Times, String)> {
    let (mut times, mut last) = (Times::default(), String::new());
    for body in bodies {
        let booked = client.post("/api/v1/sessions", body)?.expect(201)?;
        times.took(booked.took);
        last = booked.body;
    }
    Ok((times, last))
}

/// W2: the week as one document, as everybody sees it; with its size in KiB.
pub fn lists(client: &Client, world: &World) -> Result<(Times, usize)> {
    let path = format!("/api/v1/rotas/{}/week", world.monday);
    let (mut times, mut size) = (Times::default(), 0);
    for _ in 0..LISTS {
        let week = client.get(&path)?.expect(200)?;
        times.took(week.took);
        size = week.body.len() / 1024;
    }
    Ok((times, size))
}

/// The line of W2.
pub fn list_line(times: &Times, size: usize) -> Line {
    let p95 = times.percentile(95);
    Line::new(
        "W2 the week as one document, 1,000 sessions in it",
        format!(
            "median {:.1} ms, p95 {p95:.1} ms ({size} KiB)",
            times.median()
        ),
    )
    .bar(format!("p95 ≤ {LIST_BAR} ms"), p95 <= LIST_BAR)
}

fn with(body: &Value, changes: &Value) -> Value {
    let mut body = body.clone();
    if let (Some(session), Some(changes)) = (
        body.get_mut("session").and_then(Value::as_object_mut),
        changes.as_object(),
    ) {
        session.extend(changes.clone());
    }
    body
}

/// W3: twenty planners ask for one room at one time, each for another family, in five rounds.
pub fn race(client: &Client, world: &World) -> Result<Line> {
    const ROUNDS: u8 = 5;
    const PLANNERS: usize = 20;
    let room = world.rooms.first().context("a room")?;
    let (mut winners, mut others) = (0, 0);
    for round in 0..ROUNDS {
        let day = world.monday.plus_days(7 + i64::from(round));
        let gate = Barrier::new(PLANNERS);
        let answers: Vec<Result<Answer>> = thread::scope(|scope| {
            let asked: Vec<_> = (0..PLANNERS)
                .map(|planner| {
                    let (client, gate) = (client.beside(), &gate);
                    scope.spawn(move || {
                        let turn = json!({ "day": day, "from": "10:00", "to": "11:00", "room": room });
                        // Supervisors differ: only the room is fought for.
                        let family = planner / 10 * 2 + planner % 10 * 4;
                        let body = with(&world.session(family, 0)?, &turn);
                        client.get("/healthz")?;
                        gate.wait();
                        client.post("/api/v1/sessions", &body)
                    })
                })
                .collect();
            asked
                .into_iter()
                .filter_map(|one| one.join().ok())
                .collect()
        });
        let mut won = 0;
        for answer in answers {
            match answer?.status {
                201 => won += 1,
                409 => {}
                _ => others += 1,
            }
        }
        winners += i32::from(won == 1);
    }
    Ok(Line::new(
        "W3 twenty planners book one room at one time, five rounds",
        format!("exactly one winner in {winners} of {ROUNDS} rounds, {others} other answers"),
    )
    .bar("one winner in each", winners == i32::from(ROUNDS) && others == 0))
}

/// W4: twelve weeks of a family's own slot, its room closed to it in two of them.
pub fn series(client: &Client, world: &World) -> Result<Line> {
    const WEEKS: i64 = 5;
    let (family, rival) = (world.session(0, 0)?, world.session(1, 0)?);
    let session = family.get("session").context("a session")?;
    let plan = family.get("plan").and_then(Value::as_str).context("a plan")?;
    let slot = json!({ "weekday": "tue", "from": "17:30", "to": "18:30",
        "room": session.get("room"), "supervisors": session.get("supervisors") });
    let path = format!("/api/v1/plans/{plan}/slots");
    let now = client.get(&path)?.expect(200)?;
    let version = now.version.context("slots have a version")?;
    client.step("PUT", &path, &version, &json!({ "slots": [slot] }))?;
    let week = |number: i64| world.monday.plus_days(14 + 7 * number);
    for clash in [1, 3] {
        let turn = json!({ "day": week(clash).plus_days(1), "from": "17:30", "to": "18:30" });
        client
            .post("/api/v1/sessions", &with(&rival, &turn))?
            .expect(201)?;
    }
    let (mut booked, mut left_out, mut times) = (0, 0, Times::default());
    for number in 0..WEEKS {
        let path = format!("/api/v1/weeks/{}/fill", week(number));
        let filled = client.ask("POST", &path, None, None)?.expect(200)?;
        times.took(filled.took);
        let document = filled.json()?;
        let count = |name: &str| {
            let list = document.get(name).and_then(Value::as_array);
            list.map_or(0, Vec::len)
        };
        booked += count("booked");
        left_out += count("left_out");
    }
    let step = client.get(&path)?.version.context("a version")?;
    client.step("PUT", &path, &step, &json!({ "slots": [] }))?;
    Ok(Line::new(
        format!("W4 a family's slot over {WEEKS} weeks, its room taken in two"),
        format!(
            "{booked} booked, {left_out} left out with their reason; median {:.1} ms a week",
            times.median()
        ),
    )
    .bar("each week answered for", booked == 3 && left_out == 2))
}

/// W7: what must be refused: outside the hours, and a person in two places.
pub fn refusals(client: &Client, world: &World) -> Result<Line> {
    const TRIES: usize = 20;
    let (mut refused, mut times) = (0, Times::default());
    for number in 0..TRIES {
        let body = world.session(number, 0)?;
        // The venue is closed; and the family meets elsewhere at that very time.
        let late = json!({ "day": world.monday.plus_days(7), "from": "19:30", "to": "20:30" });
        let other_room = json!({ "room": world.rooms.get(FAMILIES / 4 - 1),
            "supervisors": [world.supervisors.last()] });
        for changes in [late, other_room] {
            let answer = client.post("/api/v1/sessions", &with(&body, &changes))?;
            ensure!(answer.status < 500, "{}", answer.body);
            times.took(answer.took);
            refused += usize::from(answer.status != 201);
        }
    }
    Ok(Line::new(
        "W7 outside the hours, and a person in two places",
        format!(
            "{refused} of {} refused, median {:.1} ms",
            2 * TRIES,
            times.median()
        ),
    )
    .bar("all refused", refused == 2 * TRIES))
}
