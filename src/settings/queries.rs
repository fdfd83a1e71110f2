//! What is asked of settings. They name nobody, so everything in the house may ask.

use kernel::refusal::Refused;

use super::{InForce, Settings, store};
use crate::storage::Reads;

/// What a service decided for itself.
///
/// # Errors
/// When the store is away.
pub fn current(reads: &mut dyn Reads) -> Result<Settings, Refused> {
    Ok(in_force(reads)?.settings)
}

/// The settings in force, with how they came to be so.
///
/// # Errors
/// When the store is away, or what is stored is damaged.
pub fn in_force(reads: &mut dyn Reads) -> Result<InForce, Refused> {
    store::in_force(reads)
}
