//! Series: a slot that a family keeps, booked week by week.

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Weekday};
use kernel::time::LondonDay;
use serde_json::{Value, json};

use crate::{
    client::Client,
    numbers::{Line, Times},
    workload::with,
    world::World,
};

/// When the slot is: Tuesdays, after the sessions of the day.
const SLOT: (&str, &str) = ("17:30", "18:30");

/// What became of the slots of some weeks.
#[derive(Debug, Default)]
struct Filled {
    booked: Vec<String>,
    left_out: Vec<String>,
    times: Times,
}

/// Keeps the slot for a family, has these weeks filled, and gives the slot up again.
fn filled(
    client: &Client,
    family: &Value,
    weeks: impl Iterator<Item = LondonDay>,
) -> Result<Filled> {
    let session = family.get("session").context("a session")?;
    let plan = family
        .get("plan")
        .and_then(Value::as_str)
        .context("a plan")?;
    let slot = json!({ "weekday": "tue", "from": SLOT.0, "to": SLOT.1,
        "room": session.get("room"), "supervisors": session.get("supervisors") });
    let path = format!("/api/v1/plans/{plan}/slots");
    let keep = |slots: Value| -> Result<()> {
        let now = client.get(&path)?.expect(200)?;
        let version = now.version.context("slots have a version")?;
        client.step("PUT", &path, &version, &json!({ "slots": slots }))?;
        Ok(())
    };
    keep(json!([slot]))?;
    let mut all = Filled::default();
    for monday in weeks {
        let path = format!("/api/v1/weeks/{monday}/fill");
        let week = client.ask("POST", &path, None, None)?.expect(200)?;
        all.times.took(week.took);
        let document = week.json()?;
        let listed = |name: &str| -> Vec<Value> {
            let list = document.get(name).and_then(Value::as_array);
            list.cloned().unwrap_or_default()
        };
        let ids = listed("booked").into_iter();
        all.booked
            .extend(ids.filter_map(|id| Some(id.as_str()?.to_owned())));
        all.left_out
            .extend(listed("left_out").iter().filter_map(because));
    }
    keep(json!([]))?;
    Ok(all)
}

/// Why a slot was left out, where a reason is given.
fn because(left_out: &Value) -> Option<String> {
    let code = left_out.pointer("/reasons/0/code")?.as_str()?;
    Some(code.to_owned())
}

/// W4: twelve weeks of a family's own slot, its room taken in two of them.
pub fn with_clashes(client: &Client, world: &World) -> Result<Line> {
    const WEEKS: i64 = 12;
    let (family, rival) = (world.session(0, 0)?, world.session(1, 0)?);
    let week = |number: i64| world.monday.plus_days(21 + 7 * number);
    for clash in [1, 3] {
        let turn = json!({ "day": week(clash).plus_days(1), "from": SLOT.0, "to": SLOT.1 });
        client
            .post("/api/v1/sessions", &with(&rival, &turn))?
            .expect(201)?;
    }
    let all = filled(client, &family, (0..WEEKS).map(week))?;
    let (booked, left_out) = (all.booked.len(), all.left_out.len());
    Ok(Line::new(
        format!("W4 a family's slot over {WEEKS} weeks, its room taken in two"),
        format!(
            "{booked} booked, {left_out} left out, each with its reason; filling a week: {}",
            all.times.in_words()
        ),
    )
    .bar(
        "each week answered for",
        i64::try_from(booked + left_out)? == WEEKS && left_out == 2,
    ))
}

/// The last Sunday of a month of 31 days: when the clocks change.
fn last_sunday(year: i32, month: u32) -> Result<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31).context("a month of 31 days")?;
    let past = last.weekday().days_since(Weekday::Sun);
    last.checked_sub_days(Days::new(past.into()))
        .context("a Sunday")
}

/// Whether the clocks of London are an hour ahead on a day that is not one of the change. Said here
/// once more, so that the program is not asked about itself.
fn is_summer(day: NaiveDate) -> Result<bool> {
    let (spring, autumn) = (last_sunday(day.year(), 3)?, last_sunday(day.year(), 10)?);
    Ok(spring < day && day < autumn)
}

/// W5: a family's slot each week until both clock changes are behind: is it at the same hour of the
/// clock throughout?
pub fn over_clock_changes(client: &Client, world: &World) -> Result<Line> {
    let family = world.session(4, 0)?;
    let first = world.monday.plus_days(21);
    let mut weeks = vec![first];
    let (mut changes, mut week) = (0, first);
    while changes < 2 || weeks.len() < 4 {
        let next = week.plus_days(7);
        changes += u8::from(is_summer(week.naive())? != is_summer(next.naive())?);
        ensure!(
            weeks.len() < 60,
            "the clocks did not change twice in a year"
        );
        weeks.push(next);
        week = next;
    }
    let count = weeks.len();
    let all = filled(client, &family, weeks.into_iter())?;
    let mut shifted = 0;
    for id in &all.booked {
        let record = client.get(&format!("/api/v1/sessions/{id}"))?.expect(200)?;
        shifted += usize::from(!is_on_time(&record.json()?)?);
    }
    let left_out = match all.left_out.as_slice() {
        [] => String::new(),
        some => format!(", {} left out ({})", some.len(), some.join(", ")),
    };
    let booked = all.booked.len();
    Ok(Line::new(
        format!("W5 a family's slot over {count} weeks and both clock changes"),
        format!(
            "{booked} booked{left_out}, {shifted} shifted; filling a week: {}",
            all.times.in_words()
        ),
    )
    .bar(
        "0 shifted",
        shifted == 0 && booked + all.left_out.len() == count,
    ))
}

/// Whether a session says the hour of the slot, and its moment is that hour in London.
fn is_on_time(record: &Value) -> Result<bool> {
    let said = |name: &str| record.pointer(&format!("/session/{name}"))?.as_str();
    let hour = NaiveTime::parse_from_str(SLOT.0, "%H:%M")?;
    let starts = DateTime::parse_from_rfc3339(said("starts").context("a start")?)?.to_utc();
    let ahead = i64::from(is_summer(starts.date_naive())?) * 3600;
    let (in_utc, _) = hour.overflowing_sub_signed(chrono::TimeDelta::seconds(ahead));
    Ok(said("from") == Some(SLOT.0) && starts.time() == in_utc)
}
