//! Rows of `resources`.

mod holidays;
mod providers;
mod supervisors;
mod venues;

pub use holidays::*;
pub use providers::*;
pub use supervisors::*;
pub use venues::*;

use kernel::refusal::Refused;
use serde::{Serialize, de::DeserializeOwned};

use crate::storage::Reads;

/// A value that is read whole, as text for its column.
fn to_json(value: &impl Serialize) -> Result<String, Refused> {
    serde_json::to_string(value).map_err(|cause| Refused::fault("writing a column of JSON", cause))
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    serde_json::from_str(text).map_err(|cause| Refused::fault("reading a column of JSON", cause))
}

/// A count that its column keeps as an integer; the check of the column bounds it.
fn count(stored: i32) -> Result<u16, Refused> {
    u16::try_from(stored).map_err(|cause| Refused::fault("reading a count", cause))
}

/// Where a field is sealed: table and column; the row binds it further.
type Place = (&'static str, &'static str);

fn seal(
    reads: &mut dyn Reads,
    (table, column): Place,
    row: &str,
    value: &impl Serialize,
) -> Result<String, Refused> {
    let text = to_json(value)?;
    Ok(reads.vault().seal(table, column, row, &text)?)
}

fn open<T: DeserializeOwned>(
    reads: &mut dyn Reads,
    (table, column): Place,
    row: &str,
    sealed: &str,
) -> Result<T, Refused> {
    let text = reads.vault().open(table, column, row, sealed)?;
    from_json(&text)
}

/// Exactly one row was of the version that was to be changed.
const fn current(updated: usize) -> Result<(), Refused> {
    if updated == 1 {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}
