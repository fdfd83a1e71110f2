//! Passwords: Argon2id, 19 MiB, two passes. Heavy on purpose; run on the bounded pool.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::refusal::{Fault, Refused};

/// Stands in for the hash of an account that is not there, so that an unknown name costs the
/// same work as a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody has this password").ok());

/// Hashes a password with a random salt.
///
/// # Errors
/// A fault when hashing fails.
pub fn hash(password: &str) -> Result<String, Refused> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|cause| {
            Refused::Fault(Fault {
                doing: format!("hashing a password: {cause}"),
                cause: None,
            })
        })
}

/// Whether `password` belongs to `hash`. Always one hashing, with or without a hash to hold it
/// against.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    #[cfg(feature = "faults")]
    if crate::storage::faults::NOBODY_IS_CHEAP.is_on() && hash.is_none() {
        return false;
    }
    let against = hash.or(NOBODY.as_deref()).unwrap_or_default();
    let matches = PasswordHash::new(against).is_ok_and(|parsed| {
        #[cfg(feature = "faults")]
        crate::storage::faults::HASHINGS.count();
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    });
    matches && hash.is_some()
}

/// Computes what stands in for an unknown account ahead of the first request.
pub fn warm_up() {
    LazyLock::force(&NOBODY);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_hash_only() {
        let hashed = hash("three plain words").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify("three plain words", Some(&hashed)));
        assert!(!verify("three plain word", Some(&hashed)));
        assert!(
            !verify("nobody has this password", None),
            "nobody signs in as nobody"
        );
        assert!(!verify("x", Some("not a hash")));
    }
}
