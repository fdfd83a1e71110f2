//! Years of sessions that are over, written past the program, and how the database read them.

use anyhow::Result;
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection, sql_query, sql_types::{BigInt, Text},
};

use crate::program::House;

/// A number.
#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The same statements for either database, but for how rows are counted out.
fn statements(numbers: &str, digits: &str, sessions: u32) -> String {
    // One a quarter of an hour for each family, going back in time; over, and taking up nobody.
    format!(
        "create temporary table past as
           select n.n as n, 'ses_01J0' || {digits} as id, f.id as plan_id, f.session_id as like_id,
             (n.n / 200 + 1) * 900000 as ago
           from ({numbers}) n
           join (select p.id, min(s.id) as session_id, row_number() over (order by p.id) - 1 as place
             from contact_plan p join session s on s.plan_id = p.id group by p.id) f
           on f.place = n.n % (select count(distinct plan_id) from session)
           where n.n < {sessions};
         insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place,
             venue_id, room_id, counts_as, told, sequence, booked_at, version)
           select h.id, s.plan_id, 'void', s.body, s.day, s.starts_at - h.ago - 1209600000,
             s.starts_at - h.ago - 1208700000, s.mode, s.level, s.place, s.venue_id, s.room_id,
             'delivered', s.told, 0, 0, 1
           from past h join session s on s.id = h.like_id;
         insert into occupation (session_id, resource_id, part, from_at, until_at, live)
           select h.id, o.resource_id, o.part, o.from_at - h.ago - 1209600000,
             o.from_at - h.ago - 1208700000, false
           from past h join occupation o on o.session_id = h.like_id"
    )
}

/// Writes that many sessions of the past, and has the database look at its tables again.
pub fn write(house: &House, sessions: u32) -> Result<()> {
    match house.database.strip_prefix("sqlite:") {
        Some(path) => {
            let numbers = format!(
                "with recursive n(n) as (select 0 union all select n + 1 from n where n + 1 < {sessions}) select n from n"
            );
            let statements = statements(&numbers, "printf('%022d', n.n)", sessions);
            let days = "update session set day = date(starts_at / 1000, 'unixepoch') where id like 'ses_01J0%'";
            SqliteConnection::establish(path)?.batch_execute(&format!(
                "pragma busy_timeout = 60000; begin; {statements}; {days}; commit; analyze"
            ))?;
        }
        None => {
            let numbers = format!("select generate_series(0, {sessions} - 1) as n");
            let statements = statements(&numbers, "lpad(n.n::text, 22, '0')", sessions);
            let days = "update session set day = (to_timestamp(starts_at / 1000) at time zone 'UTC')::date where id like 'ses_01J0%'";
            let mut connection = PgConnection::establish(&house.database)?;
            connection.batch_execute(&format!("begin; {statements}; {days}; commit"))?;
            connection.batch_execute("vacuum analyze session")?;
            connection.batch_execute("vacuum analyze occupation")?;
        }
    }
    Ok(())
}

/// How often PostgreSQL has read a whole table of sessions or of what they take up; `None` on
/// SQLite, which does not count.
pub fn whole_reads(house: &House) -> Result<Option<i64>> {
    if house.database.starts_with("sqlite:") {
        return Ok(None);
    }
    let mut connection = PgConnection::establish(&house.database)?;
    // What a connection did is told some time after it did it.
    std::thread::sleep(std::time::Duration::from_secs(2));
    let counted: Counted = sql_query(
        "select coalesce(sum(seq_scan), 0)::bigint as number from pg_stat_user_tables
         where relname in ('session', 'occupation', 'session_step', 'session_verdict')",
    )
    .get_result(&mut connection)?;
    Ok(Some(counted.number))
}

/// How many sessions there are.
pub fn sessions(house: &House) -> Result<i64> {
    let select = "select count(*) as number from session";
    let counted: Counted = match house.database.strip_prefix("sqlite:") {
        Some(path) => sql_query(select).get_result(&mut SqliteConnection::establish(path)?)?,
        None => sql_query(select).get_result(&mut PgConnection::establish(&house.database)?)?,
    };
    Ok(counted.number)
}

/// The id of an account.
pub fn account(house: &House, email: &str) -> Result<String> {
    let select = format!("select id as name from user_account where email = '{email}'");
    let named: Named = match house.database.strip_prefix("sqlite:") {
        Some(path) => sql_query(select).get_result(&mut SqliteConnection::establish(path)?)?,
        None => sql_query(select).get_result(&mut PgConnection::establish(&house.database)?)?,
    };
    Ok(named.name)
}
