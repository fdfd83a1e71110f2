//! Rows of bank holidays.

use diesel::prelude::*;
use kernel::{
    id::UserId,
    refusal::Refused,
    time::{BankHolidays, Instant},
};
use law::access::Action;

use crate::{
    access::Permit,
    resources::{HolidayList, tables::bank_holiday_list},
    storage::{Reads, Work},
};

/// The list in force: the latest, else the one that comes with the program.
pub fn bank_holidays(reads: &mut dyn Reads) -> Result<HolidayList, Refused> {
    let row: Option<(String, Instant)> = bank_holiday_list::table
        .order(bank_holiday_list::number.desc())
        .select((bank_holiday_list::list, bank_holiday_list::replaced_at))
        .first(reads.db())
        .optional()?;
    let Some((list, replaced_at)) = row else {
        return Ok(HolidayList {
            days: BankHolidays::of_england(),
            replaced_at: None,
        });
    };
    let days = BankHolidays::read(&list)
        .map_err(|cause| Refused::fault("reading the stored bank holidays", cause))?;
    Ok(HolidayList {
        days,
        replaced_at: Some(replaced_at),
    })
}

/// Puts a list in force. The ones before stay, so that it can be told what counted when.
pub fn insert_bank_holidays<A: Action>(
    work: &mut Work<'_, A>,
    _permit: &Permit<A>,
    list: &str,
    by: UserId,
) -> Result<(), Refused> {
    let latest: Option<i64> = bank_holiday_list::table
        .order(bank_holiday_list::number.desc())
        .select(bank_holiday_list::number)
        .first(work.db())
        .optional()?;
    let now = work.now();
    diesel::insert_into(bank_holiday_list::table)
        .values((
            bank_holiday_list::number.eq(latest.unwrap_or_default() + 1),
            bank_holiday_list::list.eq(list),
            bank_holiday_list::replaced_by.eq(by),
            bank_holiday_list::replaced_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}
