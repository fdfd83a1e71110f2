//! What changes accounts, sessions and relations.

mod accounts;
pub mod password;
mod sign_in;
mod teams;
pub mod tokens;

pub use accounts::{add_user, exclude_worker, keep_for_author, put_on_caseload};
pub use sign_in::{
    Attempt, Tokens, attempt, begin_session, begin_tokens, fail, refresh, sign_out, touch,
};
pub use teams::{add_team, join_team};

use kernel::refusal::Refused;
use sha2::{Digest, Sha256};

/// 256 random bits as hexadecimal: a token nobody guesses.
///
/// # Errors
/// A fault when the operating system has no randomness to give.
pub fn new_token() -> Result<String, Refused> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|cause| Refused::fault("making a token", cause))?;
    Ok(crate::storage::hex(&bytes))
}

/// What stands in the database for a token, an address or a source.
pub fn hash_of(token: &str) -> String {
    crate::storage::hex(&Sha256::digest(token))
}
