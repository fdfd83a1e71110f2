//! Bank holidays.

use kernel::{change::Change, refusal::Refused, time::BankHolidays};
use law::access::act;

use crate::{
    access::{Subject, queries::may},
    resources::{store, traces},
    storage::{Claims, Done, Reads, Work},
};

/// Puts a list of bank holidays in force. `text` is what it was read from, kept as it is.
///
/// # Errors
/// When the caller may not.
pub fn replace_bank_holidays(
    work: &mut Work<'_, act::ReplaceBankHolidays>,
    days: &BankHolidays,
    text: &str,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::new().and_name("bank holidays"))?;
    let permit = may(work, &Subject::new_record())?;
    let by = work.actor().user().ok_or(Refused::Hidden)?;
    store::insert_bank_holidays(work, &permit, text, by)?;
    work.changed(Change::BankHolidaysReplaced);
    Ok(work.done(traces::holidays_replaced(by, days.days().count()), ()))
}
