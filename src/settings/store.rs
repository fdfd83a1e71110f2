//! Rows of settings.

use diesel::prelude::*;
use kernel::{id::UserId, refusal::Refused, text::Line, time::Instant};
use law::access::Action;

use super::{Changed, InForce, Settings, tables::setting_list};
use crate::{
    access::Permit,
    storage::{Reads, Work},
};

/// The settings in force: the latest, else the defaults.
pub fn in_force(reads: &mut dyn Reads) -> Result<InForce, Refused> {
    let row: Option<(i64, String, Line, UserId, Instant)> = setting_list::table
        .order(setting_list::number.desc())
        .first(reads.db())
        .optional()?;
    let Some((version, settings, reason, by, at)) = row else {
        return Ok(InForce {
            settings: Settings::default(),
            version: 1,
            changed: None,
        });
    };
    let settings = serde_json::from_str(&settings)
        .map_err(|cause| Refused::fault("reading the stored settings", cause))?;
    Ok(InForce {
        settings,
        version,
        changed: Some(Changed { by, at, reason }),
    })
}

/// Puts settings in force. The ones before stay.
pub fn insert<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    new: &InForce,
) -> Result<(), Refused> {
    let settings = serde_json::to_string(&new.settings)
        .map_err(|cause| Refused::fault("writing settings", cause))?;
    let changed = new
        .changed
        .as_ref()
        .ok_or_else(|| Refused::broken("keeping settings without who changed them"))?;
    diesel::insert_into(setting_list::table)
        .values((
            setting_list::number.eq(new.version),
            setting_list::settings.eq(settings),
            setting_list::reason.eq(&changed.reason),
            setting_list::changed_by.eq(changed.by),
            setting_list::changed_at.eq(changed.at),
        ))
        .execute(work.db())?;
    Ok(())
}
