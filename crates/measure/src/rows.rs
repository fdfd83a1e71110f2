//! The least a durable booking costs: its rows, written once more by SQL alone.

use std::time::Instant;

use anyhow::{Context, Result};
use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};
use serde_json::Value;

use crate::{numbers::Times, program::House};

/// Twenty years, in milliseconds: where nobody is taken up yet.
const LATER: i64 = 20 * 365 * 86_400_000;
/// A day that no list asks for: what is sealed is sealed for the row it was copied from.
const DAY: &str = "2046-01-07";

/// One transaction that copies all rows that the booking of a session of one child left.
fn again(session: &str, child: &str) -> String {
    let rest = session.get(5..).unwrap_or_default();
    let (new, stream) = (format!("ses_1{rest}"), format!("again_{session}"));
    let fact = format!(
        "stream = '{child}' and seq = (select min(seq) from audit_fact
           where stream = '{child}' and content like '%{session}%')"
    );
    format!(
        "begin;
         insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place,
             venue_id, room_id, told, sequence, booked_by, booked_at, version)
           select '{new}', plan_id, stage, body, '{DAY}', starts_at + {LATER}, ends_at + {LATER}, mode,
             level, place, venue_id, room_id, told, sequence, booked_by, booked_at, version
           from session where id = '{session}';
         insert into occupation (session_id, resource_id, part, from_at, until_at, live)
           select '{new}', resource_id, part, from_at + {LATER}, until_at + {LATER}, live
           from occupation where session_id = '{session}';
         insert into session_step (session_id, number, at, by_user, what, event)
           select '{new}', number, at, by_user, what, event
           from session_step where session_id = '{session}';
         insert into session_verdict (session_id, number, at, inputs, checks)
           select '{new}', number, at, inputs, checks
           from session_verdict where session_id = '{session}';
         insert into audit_fact (stream, seq, at, actor, act, salt, content, content_hash, hash)
           select '{stream}', 1, at, actor, act, salt, content, content_hash, hash
           from audit_fact where {fact};
         insert into audit_subject (stream, seq, person)
           select '{stream}', 1, person from audit_subject where {fact};
         commit"
    )
}

/// Writes the rows of these bookings again, each in a transaction of its own.
pub fn written_again(house: &House, booked: &[Value]) -> Result<Times> {
    match house.database.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = SqliteConnection::establish(path)?;
            connection.batch_execute(
                "pragma busy_timeout = 2000; pragma synchronous = full; pragma foreign_keys = on",
            )?;
            timed(&mut connection, booked)
        }
        None => timed(&mut PgConnection::establish(&house.database)?, booked),
    }
}

fn timed(connection: &mut impl SimpleConnection, booked: &[Value]) -> Result<Times> {
    let mut times = Times::default();
    for session in booked {
        let id = session.get("id").and_then(Value::as_str);
        let child = session.pointer("/children/0").and_then(Value::as_str);
        let (id, child) = id.zip(child).context("a session without its child")?;
        let statements = again(id, child);
        let began = Instant::now();
        connection.batch_execute(&statements)?;
        times.took(began.elapsed());
    }
    Ok(times)
}
