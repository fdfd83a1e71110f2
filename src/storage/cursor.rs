//! Cursors of lists: the place in the order itself, sealed.
//!
//! A cursor that named a row would tell its place in the alphabet to who may not know of it, and
//! would lose its place when the row goes.

use kernel::{
    id::{Id, Kind},
    refusal::Refused,
};

use super::vault::Vault;

/// The cursor after a row of `list`.
///
/// # Errors
/// A fault when it cannot be sealed.
pub fn seal<K: Kind>(
    vault: &Vault,
    list: &str,
    place: &(String, Id<K>),
) -> Result<String, Refused> {
    let text =
        serde_json::to_string(place).map_err(|cause| Refused::fault("writing a cursor", cause))?;
    Ok(vault.seal("cursor", list, "", &text)?)
}

/// The place a cursor of `list` stands for.
///
/// # Errors
/// A field error at `/cursor` when it is none of ours.
pub fn open<K: Kind>(vault: &Vault, list: &str, cursor: &str) -> Result<(String, Id<K>), Refused> {
    let wrong = || {
        Refused::field(
            "/cursor",
            "bad-format",
            "Use the cursor of the page before.",
        )
    };
    let text = vault
        .open("cursor", list, "", cursor)
        .map_err(|_not_ours| wrong())?;
    serde_json::from_str(&text).map_err(|_not_ours| wrong())
}
