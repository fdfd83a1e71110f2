//! Rows of `referrals`: referrals and whom they name, what was done with them, plans.

mod drafts;
mod plans;
mod referrals;

pub use super::tables::ATTESTED;
pub use drafts::*;
pub use plans::*;
pub use referrals::*;

use kernel::{refusal::Refused, text::Narrative};

use crate::storage::Reads;

kernel::codes! {
    /// The part a person has in a referral or a plan.
    pub enum Part {
        /// A child.
        Child = "child",
        /// A family member who comes.
        Visitor = "visitor",
    }
}

/// Opens a sealed text of a row.
fn open(
    reads: &mut dyn Reads,
    (table, column): (&str, &str),
    row: &str,
    sealed: &str,
) -> Result<Narrative, Refused> {
    let text = reads.vault().open(table, column, row, sealed)?;
    text.parse()
        .map_err(|_not_a_text| Refused::broken("reading a sealed text of a referral or a plan"))
}
