//! The only room with SQL plumbing: two databases through one code path, two kinds of
//! transaction, and the evidence each of them leaves.
//!
//! Promises kept here: nothing is double-booked under any number of writers ([`Claims`]); no write
//! and no look at personal data goes without its audit fact ([`Done`], [`Seen`]); nothing is
//! half-saved. It knows no capability.

mod ahead;
mod answer;
mod attest;
mod audit;
mod checkpoint;
mod claims;
mod conflict;
pub mod cursor;
mod db;
mod dialect;
mod documents;
#[cfg(feature = "faults")]
pub mod faults;
mod heads;
mod lease;
mod migrate;
mod notes;
mod replay;
mod rotation;
mod rows;
mod signing;
mod store;
pub mod tables;
mod trail;
mod vault;
mod verify;
mod work;

pub use ahead::Ahead;
pub use answer::Prepared;
pub use attest::Attested;
pub use checkpoint::{Checkpoint, checkpoints_after, write_checkpoint};
pub use claims::Claims;
pub use db::{AnyDatabase, Backend, Db, PATIENCE};
pub use documents::{Document, LARGEST_DOCUMENT, MediaType, NewDocument, document, keep_document};
pub use lease::{hand_back_lease, hold_lease};
pub use migrate::{migrate, pending_migrations};
pub use notes::{Ground, ground, note, put_note};
pub use replay::{Once, forget_old_answers, hex, was_answered};
pub use rotation::{Form, Resealed, SealedColumn, reseal, sealed_with};
pub use rows::{insert_rows, planned_anew};
pub use signing::{CheckpointKey, NoPublicKey, PublicKey};
pub use store::{Listener, MayRepeat, Store, StoreOptions, Whose};
pub use tables::ATTESTED_DOCUMENTS;
pub use trail::{Trace, deeds, trail};
pub use vault::{Vault, VaultFault, VaultKeys};
pub use verify::{Finding, Verification, verify};
pub use work::{Acts, Done, Look, Open, Reads, Seen, Work, random_hex};
