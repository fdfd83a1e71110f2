//! What is asked at the door: who may come in, who may take the child, what the law says now.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Refused};
use law::{
    access::{Action, OnRecords, about},
    session::HandedTo,
};

use crate::{
    access::queries::known,
    observations::rules::{
        check_in::{Judgement, judgement},
        handover::Taker,
    },
    people, resources,
    sessions::{self, Check, Session},
    storage::{Acts, Reads},
};

/// What is found of a session with this person in it.
///
/// # Errors
/// When the store is away.
pub fn checks_with(
    reads: &mut dyn Reads,
    session: &Session,
    person: PersonId,
) -> Result<Vec<Check>, Refused> {
    let mut with = session.clone();
    if !with.people().contains(&person) {
        with.visitors.insert(person);
    }
    let found = sessions::queries::findings(reads, &with)?;
    Ok(found.into_iter().map(|one| one.check).collect())
}

/// What the law says of a session as it is.
///
/// # Errors
/// When the store is away.
pub fn judged(reads: &mut dyn Reads, session: &Session) -> Result<Judgement, Refused> {
    let found = sessions::queries::findings(reads, session)?;
    Ok(judgement(&found))
}

/// Whether somebody is of the family of the session's children, as far as the caller may know.
///
/// # Errors
/// Beside the person when they are not.
pub fn is_known<R: Acts>(reads: &mut R, session: &Session, person: PersonId) -> Result<(), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let family = people::queries::family(reads, &session.children)?;
    if family.has(person) || session.people().contains(&person) {
        Ok(())
    } else {
        let words = "Choose somebody from the list, or describe them";
        Err(Refused::field("/person", "not-found", words))
    }
}

/// Who may take the children of a session: the households they live with, the taxi firm that was
/// booked, the social worker, a colleague. Nobody of the family: where a child is placed with its
/// parents, their home is its recorded household; where none is recorded, nobody here can know that
/// it may go home with them.
///
/// # Errors
/// When the store is away.
pub fn who_may_take<R: Acts>(reads: &mut R, session: &Session) -> Result<Vec<Taker>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut takers: Vec<Taker> = Vec::new();
    for child in &session.children {
        let Some(record) = known(people::queries::record(reads, *child))? else {
            continue;
        };
        let Some(placement) = record.placement else {
            continue;
        };
        let to = HandedTo::Household(placement.household.id);
        match takers.iter_mut().find(|taker| taker.to == to) {
            Some(home) => home.only.get_or_insert_default().extend([*child]),
            None => takers.push(Taker {
                to,
                words: placement.household.name.to_string(),
                only: Some(BTreeSet::from([*child])),
            }),
        }
    }
    let mut add = |to, words: String| {
        takers.push(Taker {
            to,
            words,
            only: None,
        });
    };
    if let Some(taxi) = session.taxi {
        let firm = resources::queries::provider(reads, taxi)?;
        add(
            HandedTo::Provider(taxi),
            format!("The driver of {}", firm.details.name),
        );
    }
    add(HandedTo::SocialWorker, "The social worker".to_owned());
    add(
        HandedTo::Supervisor,
        "A colleague who drives the child".to_owned(),
    );
    add(HandedTo::Police, "A police officer".to_owned());
    Ok(takers)
}
