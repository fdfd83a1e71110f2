//! Field encryption: what is sealed here opens only at the same table, column and row.
//!
//! XChaCha20-Poly1305 with a random nonce; the associated data is table, column and row id, so a
//! sealed text moved to another row (a placement address pasted into a parent's record) does not
//! open. Keys have ids, so rotation is: add a key, re-seal, retire the old one.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use kernel::refusal::Refused;

const NONCE: usize = 24;

/// The keys of the vault.
#[derive(Clone, Default)]
pub struct VaultKeys {
    /// The id of the key that seals.
    pub current: String,
    /// All keys that open, by id.
    pub keys: BTreeMap<String, [u8; 32]>,
}

impl std::fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "VaultKeys {{ current: {:?}, keys: {} }}",
            self.current,
            self.keys.len()
        )
    }
}

/// Why a sealed text does not open, or a text cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    /// There is no such key any more, or none to seal with.
    #[error("the key {0:?} is not in the key file")]
    NoKey(String),
    /// The text was changed, moved to another row, or sealed with other keys.
    #[error("a sealed text does not open at its place")]
    DoesNotOpen,
    /// The operating system has no randomness to give.
    #[error("no randomness")]
    NoRandomness,
}

impl From<VaultFault> for Refused {
    fn from(fault: VaultFault) -> Self {
        Self::fault("opening or sealing a protected field", fault)
    }
}

/// Seals and opens protected fields.
pub struct Vault {
    current: String,
    ciphers: BTreeMap<String, XChaCha20Poly1305>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault {{ current: {:?} }}", self.current)
    }
}

fn place(table: &str, column: &str, row: &str) -> Vec<u8> {
    format!("{table}\n{column}\n{row}").into_bytes()
}

impl Vault {
    /// A vault with these keys.
    pub fn new(keys: &VaultKeys) -> Self {
        let ciphers = keys
            .keys
            .iter()
            .map(|(id, key)| (id.clone(), XChaCha20Poly1305::new(&(*key).into())))
            .collect();
        Self {
            current: keys.current.clone(),
            ciphers,
        }
    }

    fn cipher(&self, id: &str) -> Result<&XChaCha20Poly1305, VaultFault> {
        self.ciphers
            .get(id)
            .ok_or_else(|| VaultFault::NoKey(id.to_owned()))
    }

    /// Nonce and ciphertext under a key, bound to a place.
    fn encrypt(&self, key: &str, place: &[u8], bytes: &[u8]) -> Result<Vec<u8>, VaultFault> {
        let mut nonce = [0_u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|_no_details| VaultFault::NoRandomness)?;
        let payload = Payload {
            msg: bytes,
            aad: place,
        };
        let body = self
            .cipher(key)?
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_no_details| VaultFault::DoesNotOpen)?;
        let mut sealed = nonce.to_vec();
        sealed.extend(body);
        Ok(sealed)
    }

    fn decrypt(&self, key: &str, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultFault> {
        let (nonce, body) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(VaultFault::DoesNotOpen)?;
        let payload = Payload {
            msg: body,
            aad: place,
        };
        self.cipher(key)?
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_no_details| VaultFault::DoesNotOpen)
    }

    /// Seals `text` for one field of one row.
    ///
    /// # Errors
    /// When the current key is missing or there is no randomness.
    pub fn seal(
        &self,
        table: &str,
        column: &str,
        row: &str,
        text: &str,
    ) -> Result<String, VaultFault> {
        let sealed = self.encrypt(&self.current, &place(table, column, row), text.as_bytes())?;
        Ok(format!(
            "{}.{}",
            self.current,
            URL_SAFE_NO_PAD.encode(sealed)
        ))
    }

    /// Opens a text sealed for this field of this row.
    ///
    /// # Errors
    /// When its key is gone, or it was changed or moved.
    pub fn open(
        &self,
        table: &str,
        column: &str,
        row: &str,
        sealed: &str,
    ) -> Result<String, VaultFault> {
        let (key, text) = sealed.split_once('.').ok_or(VaultFault::DoesNotOpen)?;
        let sealed = URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_no_details| VaultFault::DoesNotOpen)?;
        let opened = self.decrypt(key, &place(table, column, row), &sealed)?;
        String::from_utf8(opened).map_err(|_no_details| VaultFault::DoesNotOpen)
    }

    /// Seals bytes (a piece of a document): the key's id, a dot, then nonce and ciphertext.
    ///
    /// # Errors
    /// As [`Vault::seal`].
    pub fn seal_bytes(
        &self,
        table: &str,
        column: &str,
        row: &str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let mut sealed = format!("{}.", self.current).into_bytes();
        sealed.extend(self.encrypt(&self.current, &place(table, column, row), bytes)?);
        Ok(sealed)
    }

    /// Opens bytes sealed for this field of this row.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_bytes(
        &self,
        table: &str,
        column: &str,
        row: &str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let mut parts = sealed.splitn(2, |byte| *byte == b'.');
        let (key, body) = parts
            .next()
            .zip(parts.next())
            .ok_or(VaultFault::DoesNotOpen)?;
        let key = std::str::from_utf8(key).map_err(|_no_details| VaultFault::DoesNotOpen)?;
        self.decrypt(key, &place(table, column, row), body)
    }

    /// The id of the key that seals.
    pub fn current(&self) -> &str {
        &self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(current: &str, ids: &[(&str, u8)]) -> Vault {
        let keys = ids
            .iter()
            .map(|(id, byte)| ((*id).to_owned(), [*byte; 32]))
            .collect();
        Vault::new(&VaultKeys {
            current: current.to_owned(),
            keys,
        })
    }

    #[test]
    fn what_is_sealed_opens_only_at_its_place() {
        let vault = vault("k1", &[("k1", 1)]);
        let sealed = vault
            .seal("placement", "address", "plc_1", "1 Canary Row")
            .unwrap();
        assert!(!sealed.contains("Canary"));
        assert_eq!(
            vault
                .open("placement", "address", "plc_1", &sealed)
                .unwrap(),
            "1 Canary Row"
        );
        for (table, column, row) in [
            ("person", "address", "plc_1"),
            ("placement", "phone", "plc_1"),
            ("placement", "address", "plc_2"),
        ] {
            assert!(
                vault.open(table, column, row, &sealed).is_err(),
                "{table} {column} {row}"
            );
        }
        for broken in [
            "",
            "k1",
            "k1.",
            "k1.AAAA",
            "k9.AAAA",
            &sealed.replacen('.', ".A", 1),
        ] {
            assert!(
                vault.open("placement", "address", "plc_1", broken).is_err(),
                "{broken}"
            );
        }
    }

    #[test]
    fn bytes_open_only_at_their_place() {
        let vault = vault("k1", &[("k1", 1)]);
        let page = [0_u8, 255, b'.', 7];
        let sealed = vault.seal_bytes("t", "c", "doc/0", &page).unwrap();
        assert_eq!(vault.open_bytes("t", "c", "doc/0", &sealed).unwrap(), page);
        assert!(vault.open_bytes("t", "c", "doc/1", &sealed).is_err());
        for broken in [&b""[..], b"k1", b"k1.", b"k9.AAAA", &sealed[1..]] {
            assert!(vault.open_bytes("t", "c", "doc/0", broken).is_err());
        }
    }

    #[test]
    fn a_retired_key_opens_nothing() {
        let old = vault("k1", &[("k1", 1)])
            .seal("t", "c", "r", "text")
            .unwrap();
        let both = vault("k2", &[("k1", 1), ("k2", 2)]);
        assert_eq!(both.open("t", "c", "r", &old).unwrap(), "text");
        assert!(old.starts_with("k1."));
        let new = both.seal("t", "c", "r", "text").unwrap();
        assert!(new.starts_with(&format!("{}.", both.current())));
        assert!(matches!(
            vault("k2", &[("k2", 2)]).open("t", "c", "r", &old),
            Err(VaultFault::NoKey(_))
        ));
    }

    #[test]
    fn the_same_text_never_looks_the_same_twice() {
        let vault = vault("k1", &[("k1", 1)]);
        assert_ne!(
            vault.seal("t", "c", "r", "x").unwrap(),
            vault.seal("t", "c", "r", "x").unwrap()
        );
    }
}
