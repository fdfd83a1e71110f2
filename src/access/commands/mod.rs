//! What changes accounts, sessions and relations.

mod accounts;
pub mod known;
pub mod password;
mod sign_in;
mod teams;
pub mod tokens;

pub use accounts::{
    add_user, assign, end_exclusion, exclude_worker, keep_for_author, put_on_caseload,
};
pub use sign_in::{
    Attempt, Tokens, attempt, begin_session, begin_tokens, end_session, fail, forget_old_attempts,
    refresh, sign_out, touch,
};
pub use teams::{add_team, join_by_name, join_team};

use kernel::refusal::Refused;
use sha2::{Digest, Sha256};

use crate::storage::{hex, random_hex};

/// 256 random bits as hexadecimal: a token nobody guesses.
///
/// # Errors
/// A fault when the operating system has no randomness to give.
pub fn new_token() -> Result<String, Refused> {
    random_hex::<32>()
}

/// What stands in the database for a token, an address or a source.
pub fn hash_of(token: &str) -> String {
    hex(&Sha256::digest(token))
}
