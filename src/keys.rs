//! The key file: every secret of an installation in one place, outside the database.
//!
//! JSON with base64 keys of 32 bytes. Lost, sealed fields are lost: back it up apart from the
//! database, or a stolen backup opens itself.

use std::{collections::BTreeMap, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::sensitive::Sensitive;
use serde::{Deserialize, Serialize};

use crate::storage::VaultKeys;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    /// The id of the field key that seals.
    current: String,
    /// Field keys by id.
    fields: BTreeMap<String, String>,
    /// Signs access tokens.
    tokens: String,
    /// Signs audit checkpoints.
    checkpoints: String,
    /// Binds forms to sessions.
    forms: String,
}

/// The secrets of an installation.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Protected fields.
    pub fields: VaultKeys,
    /// Seed of the key that signs access tokens.
    pub tokens: Sensitive<[u8; 32]>,
    /// Seed of the key that signs audit checkpoints.
    pub checkpoints: Sensitive<[u8; 32]>,
    /// Binds forms to sessions.
    pub forms: Sensitive<[u8; 32]>,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {cause}. Make one with `kith keys new {path}`.")]
    File {
        /// Its path.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is not a key file.
    #[error("the key file is not right: {0}")]
    Content(String),
    /// The operating system has no randomness to give.
    #[error("no randomness to make keys from")]
    NoRandomness,
}

/// Who else may read a key file, and what to do about it; nothing where only its owner and its group may.
#[cfg(unix)]
pub fn read_by_others(path: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    let path = path.display();
    (mode & 0o007 != 0).then(|| {
        format!(
            "Finding: everybody on this machine can get at the key file {path} (mode {mode:o}), and so open every protected field. Run `chmod 600 {path}`."
        )
    })
}

/// Who else may read a key file is not known here.
#[cfg(not(unix))]
pub fn read_by_others(_path: &Path) -> Option<String> {
    None
}

fn key(name: &str, text: &str) -> Result<[u8; 32], KeyFault> {
    let bytes = STANDARD
        .decode(text)
        .map_err(|_no_details| KeyFault::Content(format!("{name} is not base64")))?;
    <[u8; 32]>::try_from(bytes)
        .map_err(|_no_details| KeyFault::Content(format!("{name} has not 32 bytes")))
}

fn fresh() -> Result<String, KeyFault> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_no_details| KeyFault::NoRandomness)?;
    Ok(STANDARD.encode(bytes))
}

impl Keys {
    /// Reads a key file.
    ///
    /// # Errors
    /// With a sentence that says what to do.
    pub fn read(path: &Path) -> Result<Self, KeyFault> {
        let text = std::fs::read_to_string(path).map_err(|cause| file_fault(path, cause))?;
        Self::parse(&text)
    }

    /// Reads the content of a key file.
    ///
    /// # Errors
    /// With a sentence that says which key is wrong.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let file = parsed(text)?;
        if !file.fields.contains_key(&file.current) {
            return Err(KeyFault::Content(format!(
                "there is no field key {:?}",
                file.current
            )));
        }
        let mut fields = BTreeMap::new();
        for (id, text) in &file.fields {
            if id.is_empty() || id.contains('.') {
                return Err(KeyFault::Content(
                    "a field key's id is empty or has a dot".to_owned(),
                ));
            }
            fields.insert(id.clone(), key(&format!("field key {id}"), text)?);
        }
        Ok(Self {
            fields: VaultKeys {
                current: file.current,
                keys: fields,
            },
            tokens: key("tokens", &file.tokens)?.into(),
            checkpoints: key("checkpoints", &file.checkpoints)?.into(),
            forms: key("forms", &file.forms)?.into(),
        })
    }

    /// The content of a new key file.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn generate() -> Result<String, KeyFault> {
        let file = KeyFile {
            current: "k1".to_owned(),
            fields: BTreeMap::from([("k1".to_owned(), fresh()?)]),
            tokens: fresh()?,
            checkpoints: fresh()?,
            forms: fresh()?,
        };
        printed(&file)
    }

    /// Adds a field key to a key file, which opens from now on and does not seal yet; returns its
    /// id. Every program must have read it before one of them seals with it.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn add_field_key(path: &Path) -> Result<String, KeyFault> {
        changed(path, |file| {
            let numbers = file.fields.keys().filter_map(|id| id.strip_prefix('k'));
            let last = numbers
                .filter_map(|number| number.parse::<u32>().ok())
                .max();
            let id = format!("k{}", last.unwrap_or_default() + 1);
            file.fields.insert(id.clone(), fresh()?);
            Ok(id)
        })
    }

    /// Makes a field key of the file the one that seals.
    ///
    /// # Errors
    /// When there is no such key, or the file cannot be written.
    pub fn use_field_key(path: &Path, id: &str) -> Result<(), KeyFault> {
        changed(path, |file| {
            if !file.fields.contains_key(id) {
                return Err(KeyFault::Content(format!("there is no field key {id:?}")));
            }
            id.clone_into(&mut file.current);
            Ok(())
        })
    }

    /// Takes a field key out of the file. Whatever is sealed with it opens never again: ask the
    /// database first.
    ///
    /// # Errors
    /// When it is the one that seals, or there is no such key, or the file cannot be written.
    pub fn retire_field_key(path: &Path, id: &str) -> Result<(), KeyFault> {
        changed(path, |file| {
            if file.current == id {
                return Err(KeyFault::Content(format!(
                    "{id:?} is the field key that seals: use another one first"
                )));
            }
            file.fields
                .remove(id)
                .map(|_gone| ())
                .ok_or_else(|| KeyFault::Content(format!("there is no field key {id:?}")))
        })
    }

    /// Writes a new key file that only its owner may read. Never over one that is there.
    ///
    /// # Errors
    /// When there is one already, or it cannot be written.
    pub fn write_new(path: &Path) -> Result<(), KeyFault> {
        write(path, &Self::generate()?)
    }
}

/// Writes a file that only its owner may read, and that was not there.
fn write(path: &Path, text: &str) -> Result<(), KeyFault> {
    use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt};
    let file = |cause| file_fault(path, cause);
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(file)?;
    out.write_all(text.as_bytes()).map_err(file)?;
    out.sync_all().map_err(file)
}

/// Changes a key file: written aside and moved into place, so that there is always a whole one.
fn changed<T>(
    path: &Path,
    change: impl FnOnce(&mut KeyFile) -> Result<T, KeyFault>,
) -> Result<T, KeyFault> {
    let text = std::fs::read_to_string(path).map_err(|cause| file_fault(path, cause))?;
    Keys::parse(&text)?;
    let mut file = parsed(&text)?;
    let value = change(&mut file)?;
    let aside = path.with_extension("new");
    write(&aside, &printed(&file)?)?;
    std::fs::rename(&aside, path).map_err(|cause| file_fault(path, cause))?;
    Ok(value)
}

fn file_fault(path: &Path, cause: std::io::Error) -> KeyFault {
    KeyFault::File {
        path: path.display().to_string(),
        cause,
    }
}

fn parsed(text: &str) -> Result<KeyFile, KeyFault> {
    serde_json::from_str(text).map_err(|cause| {
        KeyFault::Content(format!(
            "line {}, column {} is not as expected",
            cause.line(),
            cause.column()
        ))
    })
}

fn printed(file: &KeyFile) -> Result<String, KeyFault> {
    serde_json::to_string_pretty(file)
        .map(|text| text + "\n")
        .map_err(|cause| KeyFault::Content(cause.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_file_reads_back_and_never_prints() {
        let keys = Keys::parse(&Keys::generate().unwrap()).unwrap();
        assert_eq!(keys.fields.keys.len(), 1);
        assert!(!format!("{keys:?}").contains("[1"), "{keys:?}");
    }

    #[test]
    fn a_wrong_key_file_says_what_is_wrong() {
        let good = Keys::generate().unwrap();
        let cases = [
            ("{}", "not as expected"),
            (
                &good.replace("\"current\": \"k1\"", "\"current\": \"k2\""),
                "no field key",
            ),
            (
                &good.replace("\"tokens\": \"", "\"tokens\": \"!"),
                "tokens is not base64",
            ),
            (
                &good.replace("\"forms\": \"", "\"forms\": \"AAAA"),
                "forms has not 32 bytes",
            ),
        ];
        for (text, says) in cases {
            let fault = Keys::parse(text).unwrap_err().to_string();
            assert!(fault.contains(says), "{fault}");
        }
    }
}
