//! The key that signs checkpoints, and its public half, with which anybody can check them.

use std::{fmt, str::FromStr};

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::refusal::Refused;
use sha2::{Digest, Sha256};

use super::replay::hex;

/// The key that signs checkpoints. It stays with the program.
pub struct CheckpointKey {
    id: String,
    pair: Ed25519KeyPair,
}

impl fmt::Debug for CheckpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckpointKey({})", self.id)
    }
}

impl CheckpointKey {
    /// From 32 secret bytes.
    ///
    /// # Errors
    /// A fault when the bytes make no key.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Refused> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|cause| Refused::fault("reading the checkpoint key", cause))?;
        let id = hex(&Sha256::digest(pair.public_key().as_ref()))
            .chars()
            .take(16)
            .collect();
        Ok(Self { id, pair })
    }

    /// Its public half, for whoever checks.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.pair.public_key().as_ref().to_vec())
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn sign(&self, statement: &str) -> String {
        STANDARD_NO_PAD.encode(self.pair.sign(statement.as_bytes()))
    }
}

/// What a written public key begins with, so that no other key is taken for one.
const SIGN: &str = "kith-checkpoints-ed25519:";

/// The public half of a [`CheckpointKey`]: it checks, and signs nothing. The data protection
/// officer keeps it, so that nobody who runs the program has to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    pub(super) fn has_signed(&self, statement: &str, signature: &str) -> bool {
        let Ok(signature) = STANDARD_NO_PAD.decode(signature) else {
            return false;
        };
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(statement.as_bytes(), &signature)
            .is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SIGN}{}", STANDARD_NO_PAD.encode(&self.0))
    }
}

/// A text that is no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no public key of checkpoints: `kith keys public` prints one")]
pub struct NoPublicKey;

impl FromStr for PublicKey {
    type Err = NoPublicKey;

    fn from_str(text: &str) -> Result<Self, NoPublicKey> {
        let written = text.trim().strip_prefix(SIGN).ok_or(NoPublicKey)?;
        let bytes = STANDARD_NO_PAD
            .decode(written)
            .map_err(|_no_details| NoPublicKey)?;
        (bytes.len() == 32)
            .then_some(Self(bytes))
            .ok_or(NoPublicKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_read_as_it_was_written_and_nothing_else_is() {
        let key = CheckpointKey::from_seed(&[1; 32]).unwrap().public();
        let written = key.to_string();
        assert_eq!(format!(" {written}\n").parse(), Ok(key));
        let cut: String = written.chars().skip(1).collect();
        let short = written.trim_end_matches(char::is_alphanumeric);
        for wrong in ["", SIGN, cut.as_str(), short] {
            assert_eq!(wrong.parse::<PublicKey>(), Err(NoPublicKey), "{wrong}");
        }
    }
}
