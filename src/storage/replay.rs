//! Idempotency: a request sent again with its key is answered with what was answered before.
//!
//! The key is scoped to the actor and the action, and the answer is kept in the same transaction
//! as the change, sealed because it may show personal data. Kept for [`KEPT_DAYS`], longer than
//! any tablet may stay away.

use std::time::Duration;

use diesel::prelude::*;
use kernel::refusal::{Kind, Reason, Refused};
use law::access::{Act, act};
use sha2::{Digest, Sha256};

use super::{
    answer::Prepared,
    claims::lock_key,
    dialect,
    tables::kept_answer,
    work::{Desk, Done, Reads, Work},
};

/// How long an answer is kept, in days.
const KEPT_DAYS: u64 = 35;

/// The key and the request it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    key_hash: String,
    fingerprint: String,
}

impl Once {
    /// From the key a client sent and everything that makes the request what it is.
    pub fn new(key: &str, request: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in request {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
        Self {
            key_hash: hex(&Sha256::digest(key)),
            fingerprint: hex(&digest.finalize()),
        }
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The answer given before, if this very request was answered before.
pub(super) fn find(desk: &mut Desk, act: Act, once: &Once) -> Result<Option<Prepared>, Refused> {
    let actor = desk.actor.key();
    let key = lock_key("once", &format!("{actor}\n{act}\n{}", once.key_hash));
    if !dialect::try_lock_key(&mut desk.db, key)? {
        return Err(Refused::because(
            Kind::KeyInUse,
            Reason::new(
                "key-in-use",
                "The same request is being carried out right now. Ask again in a moment for its answer.",
            ),
        ));
    }
    let kept: Option<(String, String)> = kept_answer::table
        .find((&actor, act, &once.key_hash))
        .select((kept_answer::fingerprint, kept_answer::answer))
        .first(&mut *desk.db)
        .optional()?;
    let Some((fingerprint, sealed)) = kept else {
        return Ok(None);
    };
    if fingerprint != once.fingerprint {
        return Err(Refused::because(
            Kind::KeyReused,
            Reason::new(
                "key-reused",
                "This key was used for another request. Send a new key with a new request.",
            ),
        ));
    }
    let text = desk
        .vault
        .open("kept_answer", "answer", &once.key_hash, &sealed)?;
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|cause| Refused::fault("reading a kept answer", cause))
}

pub(super) fn keep(
    desk: &mut Desk,
    act: Act,
    once: &Once,
    answer: &Prepared,
) -> Result<(), Refused> {
    let text = serde_json::to_string(answer)
        .map_err(|cause| Refused::fault("keeping an answer", cause))?;
    let sealed = desk
        .vault
        .seal("kept_answer", "answer", &once.key_hash, &text)?;
    diesel::insert_into(kept_answer::table)
        .values((
            kept_answer::actor.eq(desk.actor.key()),
            kept_answer::act.eq(act),
            kept_answer::key_hash.eq(&once.key_hash),
            kept_answer::fingerprint.eq(&once.fingerprint),
            kept_answer::at.eq(desk.now),
            kept_answer::answer.eq(sealed),
        ))
        .execute(&mut *desk.db)?;
    Ok(())
}

/// Throws away answers nobody can ask for any more; returns how many.
///
/// # Errors
/// `Busy` or a fault.
pub fn forget_old_answers(work: &mut Work<'_, act::KeepHouse>) -> Result<Done<usize>, Refused> {
    let before = work.now() - Duration::from_hours(24 * KEPT_DAYS);
    let gone =
        diesel::delete(kept_answer::table.filter(kept_answer::at.lt(before))).execute(work.db())?;
    Ok(work.kept(gone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_tells_where_one_part_ends() {
        assert_ne!(
            Once::new("k", &[b"ab", b"c"]),
            Once::new("k", &[b"a", b"bc"])
        );
        assert_eq!(Once::new("k", &[b"ab"]), Once::new("k", &[b"ab"]));
        assert_eq!(hex(&[0, 255]), "00ff");
    }
}
