//! Ten years of sessions that were held, written past the program, and how the database read them.

use anyhow::Result;
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
};
use kernel::time::LondonDay;

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

/// How the two databases count out weeks, write a number with its zeros, and move a day.
struct Dialect {
    weeks: String,
    digits: &'static str,
    day: &'static str,
}

impl Dialect {
    fn sqlite(weeks: u32) -> Self {
        Self {
            weeks: format!(
                "with recursive w(week) as (select 1 union all select week + 1 from w where week < {weeks})
                 select week from w"
            ),
            digits: "printf('%022d', w.week * 10000 + s.place)",
            day: "date(s.day, (-7 * h.week) || ' days')",
        }
    }

    fn postgres(weeks: u32) -> Self {
        Self {
            weeks: format!("select generate_series(1, {weeks}::bigint) as week"),
            digits: "lpad((w.week * 10000 + s.place)::text, 22, '0')",
            day: "s.day - (7 * h.week)::int",
        }
    }

    /// The week that begins on `monday`, once more for each of many weeks before `until`: held, with
    /// whom and what it took up, its step and its verdict.
    fn statements(&self, monday: LondonDay, weeks_back: i64) -> String {
        const WEEK: i64 = 7 * 86_400_000;
        let Self { weeks, digits, day } = self;
        let friday = monday.plus_days(4);
        format!(
            "create temporary table held as
               select 'ses_01J0' || {digits} as id, s.id as like_id, w.week + {weeks_back} as week
               from ({weeks}) w
               cross join (select id, row_number() over (order by id) as place from session
                 where day between '{monday}' and '{friday}') s;
             insert into session (id, plan_id, stage, body, day, starts_at, ends_at, mode, level, place,
                 venue_id, room_id, counts_as, told, sequence, booked_by, booked_at, version)
               select h.id, s.plan_id, 'recorded', s.body, {day}, s.starts_at - h.week * {WEEK},
                 s.ends_at - h.week * {WEEK}, s.mode, s.level, s.place, s.venue_id, s.room_id,
                 'delivered', s.told, 0, s.booked_by, s.booked_at - h.week * {WEEK}, 1
               from held h join session s on s.id = h.like_id;
             insert into occupation (session_id, resource_id, part, from_at, until_at, live)
               select h.id, o.resource_id, o.part, o.from_at - h.week * {WEEK},
                 o.until_at - h.week * {WEEK}, o.live
               from held h join occupation o on o.session_id = h.like_id;
             insert into session_step (session_id, number, at, by_user, what, event)
               select h.id, s.number, s.at - h.week * {WEEK}, s.by_user, s.what, s.event
               from held h join session_step s on s.session_id = h.like_id;
             insert into session_verdict (session_id, number, at, inputs, checks)
               select h.id, v.number, v.at - h.week * {WEEK}, v.inputs, v.checks
               from held h join session_verdict v on v.session_id = h.like_id;
             drop table held"
        )
    }
}

/// Writes that many weeks like the one that begins on `monday` into the past, the last of them
/// `weeks_back` weeks before it, and has the database look at its tables again.
pub fn write(house: &House, monday: LondonDay, (weeks, weeks_back): (u32, i64)) -> Result<()> {
    if let Some(path) = house.database.strip_prefix("sqlite:") {
        let statements = Dialect::sqlite(weeks).statements(monday, weeks_back);
        SqliteConnection::establish(path)?.batch_execute(&format!(
            "pragma busy_timeout = 60000; begin; {statements}; commit; analyze;
                 pragma wal_checkpoint(truncate)"
        ))?;
    } else {
        let statements = Dialect::postgres(weeks).statements(monday, weeks_back);
        let mut connection = PgConnection::establish(&house.database)?;
        connection.batch_execute(&format!("begin; {statements}; commit"))?;
        connection.batch_execute("vacuum analyze")?;
    }
    Ok(())
}

/// How often PostgreSQL has read a whole table that is large; `None` on SQLite, which does not count.
pub fn whole_reads(house: &House) -> Result<Option<i64>> {
    if house.database.starts_with("sqlite:") {
        return Ok(None);
    }
    let mut connection = PgConnection::establish(&house.database)?;
    // What a connection did is told some time after it did it.
    std::thread::sleep(std::time::Duration::from_secs(2));
    let counted: Counted = sql_query(
        "select coalesce(sum(seq_scan), 0)::bigint as number from pg_stat_user_tables
         where n_live_tup > 10000",
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

fn named(house: &House, select: &str) -> Result<String> {
    let named: Named = match house.database.strip_prefix("sqlite:") {
        Some(path) => sql_query(select).get_result(&mut SqliteConnection::establish(path)?)?,
        None => sql_query(select).get_result(&mut PgConnection::establish(&house.database)?)?,
    };
    Ok(named.name)
}

/// The id of an account.
pub fn account(house: &House, email: &str) -> Result<String> {
    named(
        house,
        &format!("select id as name from user_account where email = '{email}'"),
    )
}

/// Which release of the database it is.
pub fn release(house: &House) -> Result<String> {
    if house.database.starts_with("sqlite:") {
        named(house, "select sqlite_version() as name")
    } else {
        named(house, "select current_setting('server_version') as name")
    }
}
