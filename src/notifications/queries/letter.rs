//! The letter to somebody who has neither e-mail nor telephone: what a message would have told them,
//! with where it is posted to.

use std::collections::BTreeSet;

use kernel::{
    id::{NoticeId, PersonId},
    refusal::{Kind, Reason, Refused},
};
use law::access::{Action, OnRecords, about};

use super::{Permitted, facts, lists::to_ring_about, permitted, reach};
use crate::{
    access::queries::known,
    notifications::{
        Topic,
        rules::{
            letter::{Letter, Signature},
            say::say,
        },
    },
    settings,
    storage::Acts,
};

/// A letter, ready to be printed.
#[derive(Debug)]
pub struct ToPost {
    /// The notice it tells.
    pub notice: NoticeId,
    /// Whom it is about.
    pub children: BTreeSet<PersonId>,
    /// To whom and where, line by line, for who may see where somebody can be found.
    pub address: Vec<String>,
    /// What it says.
    pub letter: Letter,
}

/// The letter that tells a notice, from what is true now.
///
/// # Errors
/// As [`permitted`]; when a later notice took the place of this one, or nothing is left to tell.
pub fn to_post<R: Acts>(reads: &mut R, id: NoticeId) -> Result<ToPost, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let Permitted {
        notice, children, ..
    } = permitted(reads, id)?;
    let known_of = to_ring_about(reads, id)?;
    let Topic::Session(session) = notice.topic else {
        // Only members of staff are told of anything else, and they sign in.
        return Err(Refused::Hidden);
    };
    let facts = facts::of_session(reads, session)?;
    let before = facts::before(reads, &notice)?;
    let said = say(&notice, &facts, before.as_ref(), "").ok_or_else(|| {
        let words = "There is nothing to tell them by this notice any more.";
        Refused::because(Kind::WrongState, Reason::new("nothing-to-tell", words))
    })?;
    let address = if known_of.may_be_found {
        known(reach::postal(reads, notice.to.recipient))?.unwrap_or_default()
    } else {
        vec![known_of.name]
    };
    let phone = settings::queries::current(reads)?.service_phone;
    let signature = Signature {
        phone: phone.map(|phone| phone.to_string()),
    };
    Ok(ToPost {
        notice: id,
        children,
        address,
        letter: Letter::of(&[said], None, &signature),
    })
}
