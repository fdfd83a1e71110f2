//! `kith vault`.

use clap::Subcommand;

use super::{VerbFault, app, say};
use crate::{app::SEALED, storage::reseal};

#[derive(Debug, Subcommand)]
pub(super) enum Vault {
    /// Seal every protected field anew with the current field key. People may go on working; when
    /// it is interrupted, start it again.
    Rotate,
}

impl Vault {
    pub(super) fn carry_out(self) -> Result<(), VerbFault> {
        let Self::Rotate = self;
        let (_, app) = app()?;
        let mut last = None;
        let all = reseal(&app.store, SEALED, |column, _| {
            let name = (column.table, column.column);
            // Progress is a courtesy: a terminal that is gone does not stop the work.
            if last != Some(name) {
                let _ = say(&format!("{}.{}", name.0, name.1));
                last = Some(name);
            }
            true
        })?;
        say(&format!(
            "{} value(s) sealed anew. Once that is 0: kith keys retire with the id of the old key.",
            all.values
        ))
    }
}
