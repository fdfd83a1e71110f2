//! Idempotency: a request sent again with its key is answered with what was answered before.
//!
//! The key is scoped to the actor and the action, and the answer is kept in the same transaction
//! as the change, sealed because it may show personal data. Kept for [`KEPT_DAYS`], longer than
//! any tablet may stay away.

use std::{collections::BTreeSet, time::Duration};

use diesel::prelude::*;
use kernel::{
    id::PersonId,
    refusal::{Kind, Reason, Refused},
};
use law::access::{Act, Action, act};
use sha2::{Digest, Sha256};

use super::{
    answer::Prepared,
    claims::lock_key,
    dialect,
    tables::kept_answer,
    work::{Desk, Done, Look, Reads, Work},
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

/// An answer given before, and the persons it was about.
pub(super) struct Kept {
    pub(super) answer: Prepared,
    pub(super) about: BTreeSet<PersonId>,
}

/// The answer given before, if this very request was answered before. A request with the same key
/// that is being carried out right now is waited for.
pub(super) fn find(desk: &mut Desk, act: Act, once: &Once) -> Result<Option<Kept>, Refused> {
    #[cfg(feature = "faults")]
    if super::faults::ANSWERS_ARE_FORGOTTEN.is_on() {
        return Ok(None);
    }
    let actor = desk.actor.key();
    let key = lock_key("once", &format!("{actor}\n{act}\n{}", once.key_hash));
    dialect::lock_keys(&mut desk.db, &[key])?;
    let kept: Option<(String, String, String)> = kept_answer::table
        .find((&actor, act, &once.key_hash))
        .select((
            kept_answer::fingerprint,
            kept_answer::answer,
            kept_answer::about,
        ))
        .first(&mut *desk.db)
        .optional()?;
    let Some((fingerprint, sealed, about)) = kept else {
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
    let fault = |cause| Refused::fault("reading a kept answer", cause);
    let text = desk
        .vault
        .open("kept_answer", "answer", &once.key_hash, &sealed)?;
    let answer = serde_json::from_str(&text).map_err(fault)?;
    Ok(Some(Kept {
        answer,
        about: serde_json::from_str(&about).map_err(fault)?,
    }))
}

pub(super) fn keep(
    desk: &mut Desk,
    act: Act,
    once: &Once,
    answer: &Prepared,
) -> Result<(), Refused> {
    #[cfg(feature = "faults")]
    if super::faults::ANSWERS_ARE_FORGOTTEN.is_on() {
        return Ok(());
    }
    let fault = |cause| Refused::fault("keeping an answer", cause);
    let about: BTreeSet<PersonId> = desk
        .facts
        .iter()
        .flat_map(|fact| fact.subjects.iter().copied())
        .collect();
    let text = serde_json::to_string(answer).map_err(fault)?;
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
            kept_answer::about.eq(serde_json::to_string(&about).map_err(fault)?),
        ))
        .execute(&mut *desk.db)?;
    Ok(())
}

/// Whether a request of this caller with this key was carried out: a page asks whose answer never came.
///
/// # Errors
/// `Busy` or a fault.
pub fn was_answered<A: Action>(look: &mut Look<'_, A>, key: &str) -> Result<bool, Refused> {
    let desk = look.desk();
    let actor = desk.actor.key();
    let of_this_key = kept_answer::table
        .filter(kept_answer::actor.eq(&actor))
        .filter(kept_answer::key_hash.eq(hex(&Sha256::digest(key))));
    let found = diesel::select(diesel::dsl::exists(of_this_key));
    Ok(found.get_result(&mut *desk.db)?)
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
