//! The workload over HTTP, with every check, claim and audit fact that people get.

use std::{sync::Barrier, thread};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    numbers::{Line, Times},
    world::{FAMILIES, World},
};

/// Days of a week that are filled.
const DAYS: i64 = 5;
/// The first families, from which W3 takes its own.
const RACED: usize = 40;
/// How often a look is asked for.
pub const LOOKS: usize = 200;

/// Every family on every weekday of a week, a thousand bookings; the first week is that of W2.
pub fn bookings(world: &World, week: i64) -> Result<Vec<Value>> {
    (0..DAYS)
        .flat_map(|day| (0..FAMILIES).map(move |family| (family, 7 * week + day)))
        .map(|(family, day)| world.session(family, day))
        .collect()
}

/// Some bookings of a third week, of families that W3 did not ask for.
pub fn more_bookings(world: &World) -> Result<Vec<Value>> {
    let all = bookings(world, 2)?.into_iter().enumerate();
    let rest = all.filter(|(number, _)| number % FAMILIES >= RACED);
    Ok(rest.map(|(_, body)| body).take(200).collect())
}

/// W1: books these one after another, and returns the sessions.
pub fn books(client: &Client, bodies: &[Value], times: &mut Times) -> Result<Vec<Value>> {
    let mut booked = Vec::with_capacity(bodies.len());
    for body in bodies {
        let answer = client.post("/api/v1/sessions", body)?.expect(201)?;
        times.took(answer.took);
        booked.push(answer.json()?);
    }
    Ok(booked)
}

/// W2: the week as one document; with the last one.
pub fn lists(client: &Client, world: &World) -> Result<(Times, String)> {
    looks(client, &format!("/api/v1/rotas/{}/week", world.monday))
}

fn looks(client: &Client, path: &str) -> Result<(Times, String)> {
    let (mut times, mut last) = (Times::default(), String::new());
    for _ in 0..LOOKS {
        let answer = client.get(path)?.expect(200)?;
        times.took(answer.took);
        last = answer.body;
    }
    Ok((times, last))
}

/// The same booking with other words in some of its fields.
pub fn with(body: &Value, changes: &Value) -> Value {
    let mut body = body.clone();
    if let (Some(session), Some(changes)) = (
        body.get_mut("session").and_then(Value::as_object_mut),
        changes.as_object(),
    ) {
        session.extend(changes.clone());
    }
    body
}

/// W3: twenty planners ask for one room at one time, each for another family and with another
/// supervisor, in five rounds.
pub fn race(client: &Client, world: &World) -> Result<Line> {
    const ROUNDS: u8 = 5;
    const PLANNERS: usize = 20;
    let room = world.rooms.first().context("a room")?;
    let (mut winners, mut others, mut times) = (0, 0, Times::default());
    for round in 0..ROUNDS {
        let day = world.monday.plus_days(14 + i64::from(round));
        let gate = Barrier::new(PLANNERS);
        let answers: Vec<Result<Answer>> = thread::scope(|scope| {
            let asked: Vec<_> = (0..PLANNERS)
                .map(|planner| {
                    let (client, gate) = (client.beside(), &gate);
                    scope.spawn(move || {
                        let turn =
                            json!({ "day": day, "from": "10:00", "to": "11:00", "room": room });
                        // Supervisors differ: only the room is fought for.
                        let family = planner / 10 + planner % 10 * 4;
                        let body = with(&world.session(family, 0)?, &turn);
                        // So that nobody is late for want of a connection.
                        let ready = client.get("/healthz");
                        gate.wait();
                        ready?;
                        client.post("/api/v1/sessions", &body)
                    })
                })
                .collect();
            asked
                .into_iter()
                .filter_map(|one| one.join().ok())
                .collect()
        });
        ensure!(answers.len() == PLANNERS, "a planner fell over");
        let mut won = 0;
        for answer in answers {
            let answer = answer?;
            times.took(answer.took);
            match answer.status {
                201 => won += 1,
                409 => {}
                _ => others += 1,
            }
        }
        winners += u8::from(won == 1);
    }
    Ok(Line::new(
        "W3 twenty planners book one room at one time, five rounds",
        format!(
            "exactly one winner in {winners} of {ROUNDS}; {others} answers that were neither; slowest answer {:.0} ms",
            times.percentile(100)
        ),
    )
    .bar(
        "one winner in each round",
        winners == ROUNDS && others == 0,
    ))
}

/// What W6 is asked about: a supervisor who is away on the Wednesday of the week. Returns the absence.
pub fn somebody_is_away(client: &Client, world: &World) -> Result<String> {
    let away = world.supervisors.last().context("a supervisor")?;
    let day = world.monday.plus_days(2);
    let absence = json!({ "kind": "training", "span": { "from_day": day, "to_day": day } });
    client.add(&format!("/api/v1/supervisors/{away}/absences"), &absence)
}

/// W6: who could step in for the sessions of an absence; with how many sessions and candidates.
pub fn cover(client: &Client, absence: &str) -> Result<(Times, usize, usize)> {
    let (times, last) = looks(client, &format!("/api/v1/absences/{absence}/cover"))?;
    let document: Value = serde_json::from_str(&last)?;
    let sessions = document.get("sessions").and_then(Value::as_array);
    let sessions = sessions.context("the sessions of an absence")?;
    let candidates = |one: &Value| {
        let candidates = one.get("candidates").and_then(Value::as_array);
        candidates.map_or(0, Vec::len)
    };
    let judged = sessions.iter().map(candidates).sum();
    Ok((times, sessions.len(), judged))
}

/// W7: what must be refused: outside the hours, and a person in two places.
pub fn refusals(client: &Client, world: &World) -> Result<Line> {
    const TRIES: usize = 20;
    let (mut refused, mut times) = (0, Times::default());
    for number in 0..TRIES {
        let body = world.session(number, 0)?;
        // The venue is closed; and the family meets elsewhere at that very time.
        let late = json!({ "day": world.monday.plus_days(14), "from": "19:30", "to": "20:30" });
        let other_room = json!({ "room": world.rooms.last(),
            "supervisors": [world.supervisors.last()] });
        for changes in [late, other_room] {
            let answer = client.post("/api/v1/sessions", &with(&body, &changes))?;
            ensure!(answer.status < 500, "{}", answer.body);
            times.took(answer.took);
            refused += usize::from(answer.status == 409);
        }
    }
    Ok(Line::new(
        "W7 outside the hours, and a person in two places",
        format!("{refused} of {} refused; {}", 2 * TRIES, times.in_words()),
    )
    .bar("all refused", refused == 2 * TRIES))
}
