//! Rows of `rota`.

pub use super::tables::ATTESTED;
use std::collections::BTreeMap;

use diesel::prelude::*;
use kernel::{
    id::{RotaId, SessionId, UserId},
    refusal::Refused,
    time::{Instant, LondonDay, Week},
};
use law::access::Action;

use super::{
    Edition, Life, Print, Printed, Reading, Rota,
    tables::{EDITION, PRINT, READING, rota, rota_edition, rota_print, rota_reading},
};
use crate::{
    access::Permit,
    storage::{Reads, Work},
};

fn whole((id, monday, published, version): (RotaId, LondonDay, i64, i64)) -> Result<Rota, Refused> {
    let week = Week::starting(monday).map_err(|cause| Refused::fault("reading a rota", cause))?;
    Ok(Rota {
        id,
        week,
        published: number(published)?,
        version,
    })
}

fn number(stored: i64) -> Result<u32, Refused> {
    u32::try_from(stored).map_err(|cause| Refused::fault("reading the number of an edition", cause))
}

/// The rota of a week.
pub fn rota(reads: &mut dyn Reads, week: Week) -> Result<Option<Rota>, Refused> {
    let row: Option<(RotaId, LondonDay, i64, i64)> = rota::table
        .filter(rota::monday.eq(week.monday()))
        .select((rota::id, rota::monday, rota::published, rota::version))
        .first(reads.db())
        .optional()?;
    row.map(whole).transpose()
}

/// The latest edition of a rota.
pub fn latest_edition(reads: &mut dyn Reads, rota: &Rota) -> Result<Option<Edition>, Refused> {
    let row: Option<(i64, UserId, Instant)> = rota_edition::table
        .find((rota.id, i64::from(rota.published)))
        .select((
            rota_edition::number,
            rota_edition::published_by,
            rota_edition::published_at,
        ))
        .first(reads.db())
        .optional()?;
    row.map(|(stored, by, at)| {
        Ok(Edition {
            number: number(stored)?,
            by,
            at,
        })
    })
    .transpose()
}

/// What people were last told of each session that this rota ever published.
pub fn printed(
    reads: &mut dyn Reads,
    rota: RotaId,
) -> Result<BTreeMap<SessionId, Printed>, Refused> {
    let rows: Vec<(SessionId, Life, String, i64)> = rota_print::table
        .filter(rota_print::rota_id.eq(rota))
        .order(rota_print::number.asc())
        .select((
            rota_print::session_id,
            rota_print::life,
            rota_print::body,
            rota_print::number,
        ))
        .load(reads.db())?;
    let read = |(session, life, body, edition): (SessionId, Life, String, i64)| {
        let print: Print = serde_json::from_str(&body)
            .map_err(|cause| Refused::fault("reading what was published", cause))?;
        let printed = Printed {
            session,
            life,
            print,
            edition: number(edition)?,
        };
        Ok((session, printed))
    };
    rows.into_iter().map(read).collect()
}

/// What was said last about each family that was ever read about before this rota was published.
pub fn readings(reads: &mut dyn Reads, rota: RotaId) -> Result<Vec<Reading>, Refused> {
    let rows: Vec<(String, i64, String)> = rota_reading::table
        .filter(rota_reading::rota_id.eq(rota))
        .order(rota_reading::number.asc())
        .select((
            rota_reading::concern,
            rota_reading::number,
            rota_reading::reason,
        ))
        .load(reads.db())?;
    let mut last = BTreeMap::new();
    for (concern, number, sealed) in rows {
        last.insert(concern, (number, sealed));
    }
    let vault = reads.vault();
    let read = |(concern, (number, sealed)): (String, (i64, String))| {
        let row = format!("{rota}/{number}/{concern}");
        let reason = vault.open("rota_reading", "reason", &row, &sealed)?;
        let reason = reason.parse();
        Ok(Reading {
            concern: concern
                .parse()
                .map_err(|()| Refused::broken("reading what was read about"))?,
            reason: reason.map_err(|cause| Refused::fault("reading a reason", cause))?,
        })
    };
    last.into_iter().map(read).collect()
}

/// Adds the rota of a week, about to be published for the first time.
pub fn insert_rota<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    new: &Rota,
) -> Result<(), Refused> {
    work.holds(new.id)?;
    permit.covers(new.id)?;
    let now = work.now();
    diesel::insert_into(rota::table)
        .values((
            rota::id.eq(new.id),
            rota::monday.eq(new.week.monday()),
            rota::published.eq(i64::from(new.published)),
            rota::created_at.eq(now),
            rota::version.eq(new.version),
        ))
        .execute(work.db())?;
    Ok(())
}

/// Says that another edition is out.
pub fn update_rota<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    before: &Rota,
    published: u32,
) -> Result<(), Refused> {
    work.holds(before.id)?;
    permit.covers(before.id)?;
    let current = rota::table
        .find(before.id)
        .filter(rota::version.eq(before.version));
    let changed = diesel::update(current)
        .set((
            rota::published.eq(i64::from(published)),
            rota::version.eq(before.version + 1),
        ))
        .execute(work.db())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// Keeps an edition: what it changed, and which families were read before.
pub fn insert_edition<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    (rota, edition): (RotaId, &Edition),
    prints: &[Printed],
    readings: &[Reading],
) -> Result<(), Refused> {
    work.holds(rota)?;
    permit.covers(rota)?;
    let stored = i64::from(edition.number);
    work.attests(&EDITION, &[&rota, &stored])?;
    diesel::insert_into(rota_edition::table)
        .values((
            rota_edition::rota_id.eq(rota),
            rota_edition::number.eq(stored),
            rota_edition::published_by.eq(edition.by),
            rota_edition::published_at.eq(edition.at),
        ))
        .execute(work.db())?;
    for printed in prints {
        let body = serde_json::to_string(&printed.print)
            .map_err(|cause| Refused::fault("writing what is published", cause))?;
        work.attests(&PRINT, &[&rota, &stored, &printed.session])?;
        diesel::insert_into(rota_print::table)
            .values((
                rota_print::rota_id.eq(rota),
                rota_print::number.eq(stored),
                rota_print::session_id.eq(printed.session),
                rota_print::life.eq(printed.life),
                rota_print::body.eq(body),
            ))
            .execute(work.db())?;
    }
    for reading in readings {
        let concern = reading.concern.to_string();
        let row = format!("{rota}/{stored}/{concern}");
        let reason = reading.reason.as_str();
        let sealed = work.vault().seal("rota_reading", "reason", &row, reason)?;
        work.attests(&READING, &[&rota, &stored, &concern])?;
        diesel::insert_into(rota_reading::table)
            .values((
                rota_reading::rota_id.eq(rota),
                rota_reading::number.eq(stored),
                rota_reading::concern.eq(concern),
                rota_reading::reason.eq(sealed),
            ))
            .execute(work.db())?;
    }
    Ok(())
}
