//! The letters that must follow an urgent refusal of contact.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, RefusalId, RefusalLetterId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::{Act, Action, Actor, OnRecords, Role, about, could_ever};

use super::{Names, names_around};
use crate::{
    access::{
        Permit,
        queries::{account, known, may},
    },
    orders::{
        Mark, RefusalLetter, UrgentRefusal,
        rules::{self, LetterWords, Reader, words_of},
        store,
    },
    people::queries::{called, reach_of, subject_of_all, within_reach},
    settings,
    storage::{Acts, Reads},
};

/// How many letters are looked at: more than a service ever leaves unsent.
const OWED: i64 = 500;

/// A letter, and the refusal it tells of.
#[derive(Debug)]
pub struct Owed {
    /// The letter.
    pub letter: RefusalLetter,
    /// The refusal.
    pub refusal: UrgentRefusal,
    child: BTreeSet<PersonId>,
}

impl Owed {
    fn new(letter: RefusalLetter, refusal: UrgentRefusal) -> Self {
        let child = BTreeSet::from([refusal.refusal.child()]);
        Self {
            letter,
            refusal,
            child,
        }
    }

    /// When it must be on its way.
    pub fn due(&self) -> Instant {
        rules::due_by(self.letter.tells, &self.refusal)
    }

    /// Who decided what it tells, and when.
    pub fn decided(&self) -> Mark {
        rules::decided(self.letter.tells, &self.refusal)
    }

    /// Whether it is owed while nobody has sent it.
    pub fn is_owed(&self) -> bool {
        rules::is_owed(&self.letter, self.refusal.refusal)
    }

    /// Whether it should be on its way.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.due() <= now
    }

    /// Everybody it is about.
    pub fn subjects(&self) -> impl Iterator<Item = PersonId> {
        let refusal = self.refusal.refusal;
        [refusal.child(), refusal.person()]
            .into_iter()
            .chain(self.letter.to)
    }
}

/// A letter, ready to be printed.
#[derive(Debug)]
pub struct ToSend {
    /// The letter and its refusal.
    pub owed: Owed,
    /// To whom and where, line by line.
    pub address: Vec<String>,
    /// What it says.
    pub words: LetterWords,
    /// The council whose decision it is.
    pub council: Option<String>,
    /// Who decided, with their role: they sign.
    pub signer: String,
    /// The telephone of the service.
    pub phone: Option<String>,
    /// Names.
    pub names: Names,
}

/// These letters, each with its refusal.
fn with_refusals(letters: Vec<RefusalLetter>, refusals: &[UrgentRefusal]) -> Vec<Owed> {
    let known: BTreeMap<RefusalId, &UrgentRefusal> =
        refusals.iter().map(|one| (one.id, one)).collect();
    let of_each = letters.into_iter().filter_map(|letter| {
        let refusal = known.get(&letter.refusal)?;
        Some(Owed::new(letter, (*refusal).clone()))
    });
    of_each.collect()
}

/// A letter this caller may do this action to, with the permit. It is seen through the child.
///
/// # Errors
/// `Hidden` when there is none or they may not know; `Forbidden` with the reason.
pub fn permitted_letter<R: Acts>(
    reads: &mut R,
    id: RefusalLetterId,
) -> Result<(RefusalLetter, UrgentRefusal, Permit<R::Action>), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let letter = store::letter(reads, id)?.ok_or(Refused::Hidden)?;
    let refusal = store::refusal(reads, letter.refusal)?.ok_or(Refused::Hidden)?;
    let child = BTreeSet::from([refusal.refusal.child()]);
    let subject = subject_of_all(reads, &child)?.covering(id);
    let permit = may(reads, &subject)?;
    Ok((letter, refusal, permit))
}

/// The letters that are still owed and that the caller could send, the longest owed first.
///
/// # Errors
/// When the store is away.
pub fn owed(reads: &mut dyn Reads) -> Result<Vec<Owed>, Refused> {
    let letters = store::letters_owed(reads, OWED)?;
    let of_them = letters.iter().map(|letter| letter.refusal).collect();
    let refusals = store::refusals_of_ids(reads, &of_them)?;
    let mut owed = with_refusals(letters, &refusals);
    owed.sort_by_key(|one| {
        let reader = Reader::of(&one.letter, one.refusal.refusal);
        (one.decided().at, one.refusal.id, reader)
    });
    within_reach(reads, Act::SendRefusalLetter, owed, |one| &one.child)
}

/// A letter as it is printed, from what is true now.
///
/// # Errors
/// As [`permitted_letter`].
pub fn letter<R: Acts>(reads: &mut R, id: RefusalLetterId) -> Result<ToSend, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (letter, refusal, _) = permitted_letter(reads, id)?;
    let owed = Owed::new(letter, refusal);
    let staff = owed.letter.sent.iter().map(|sent| sent.recorded.by);
    let staff = staff.chain([owed.decided().by]);
    let names = names_around(reads, &owed.child, staff)?;
    let (child, person) = (owed.refusal.refusal.child(), owed.refusal.refusal.person());
    let reader = Reader::of(&owed.letter, owed.refusal.refusal);
    let called = called(reads, &owed.child)?.remove(&child);
    let called = called.map_or_else(String::new, |name| name.to_string());
    let signer = signer(reads, owed.decided().by)?;
    let both = (called.as_str(), names.of(person));
    let words = words_of(&owed.letter, &owed.refusal, (both.0, &both.1), &signer);
    let address = match (reader, owed.letter.to) {
        // A letter to the child is handed over: no paper says where they live.
        (Reader::Child, _) => vec![names.of(child)],
        (_, Some(to)) => address_of(reads, to, &names)?,
        (_, None) => vec![format!(
            "The independent reviewing officer of {}",
            names.of(child)
        )],
    };
    let settings = settings::queries::current(reads)?;
    Ok(ToSend {
        owed,
        address,
        words,
        council: settings.council.map(|council| council.to_string()),
        signer,
        phone: settings.service_phone.map(|phone| phone.to_string()),
        names,
    })
}

/// Who decided, and in which of their roles they could.
fn signer(reads: &mut dyn Reads, decided_by: UserId) -> Result<String, Refused> {
    let account = account(reads, decided_by)?;
    let mut roles = account.roles.iter().copied();
    let could = |role: &Role| {
        let alone = Actor::User {
            id: account.id,
            roles: BTreeSet::from([*role]),
        };
        could_ever(&alone, Act::RefuseContact)
    };
    let role = roles.find(could);
    Ok(role.map_or_else(
        || account.name.to_string(),
        |role| format!("{}, {}", account.name, role.label().to_lowercase()),
    ))
}

/// The name and the postal address of a relative, as far as the caller may know where they are.
fn address_of<R: Acts>(reads: &mut R, to: PersonId, names: &Names) -> Result<Vec<String>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut lines = vec![names.of(to)];
    let contact = known(reach_of(reads, to))?.unwrap_or_default();
    if let Some(address) = &contact.address {
        lines.extend(address.as_str().lines().map(str::to_owned));
    }
    lines.extend(contact.postcode.map(|postcode| postcode.to_string()));
    Ok(lines)
}
