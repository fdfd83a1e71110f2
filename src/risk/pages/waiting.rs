//! The lists of assessments that wait for whoever is signed in.

use askama::Template;
use kernel::{id::PersonId, refusal::Refused};
use law::access::{Action, OnRecords, Staff, about, act};

use super::person::Card;
use crate::{
    http::{Guarded, Page, Shown, shell},
    risk::{RiskAssessment, queries, rules, traces},
    storage::Look,
    web::Shell,
};

#[derive(Template)]
#[template(path = "risk/waiting.html")]
struct WaitingPage {
    shell: Shell,
    title: &'static str,
    about: &'static str,
    none: &'static str,
    cards: Vec<Card>,
}

/// What a list is called, what it is for, and what it says when it is empty.
type List = (&'static str, &'static str, &'static str);

async fn list<A>(
    door: Guarded<A>,
    (title, about, none): List,
    which: fn(&mut Look<'_, A>) -> Result<Vec<RiskAssessment>, Refused>,
) -> Shown
where
    A: Action<Caller = Staff, About = about::Cases> + OnRecords,
{
    let (shell, today) = (shell(&door, title), door.now().london_day());
    let reader = door.caller().0;
    door.look(move |look| {
        let waiting = which(look)?;
        let names = queries::names_of(look, &waiting)?;
        let shown: Vec<PersonId> = waiting.iter().flat_map(rules::named).collect();
        let cards = waiting.iter();
        let page = WaitingPage {
            shell: shell.back("/"),
            title,
            about,
            none,
            cards: cards.map(|risk| Card::of(risk, &names, today)).collect(),
        };
        Ok(look.seen(traces::listed(reader, shown, title), Page(page)))
    })
    .await
}

/// Those the reader could approve.
///
/// # Errors
/// As a problem page.
pub async fn to_approve(door: Guarded<act::ApproveRisk>) -> Shown {
    let words = (
        "Risk assessments to approve",
        "A second person considers each hazard and its controls. Until then an assessment counts for nothing.",
        "No risk assessment waits for your approval.",
    );
    list(door, words, |look| queries::to_approve(look)).await
}

/// Those the reader could sign off.
///
/// # Errors
/// As a problem page.
pub async fn to_sign_off(door: Guarded<act::SignOffRisk>) -> Shown {
    let words = (
        "Very high risks to sign off",
        "Where a very high risk remains, nobody meets in person until the head of service has signed it off.",
        "No very high risk waits for you.",
    );
    list(door, words, |look| queries::to_sign_off(look)).await
}

/// Those whose review is due.
///
/// # Errors
/// As a problem page.
pub async fn due(door: Guarded<act::AssessRisk>) -> Shown {
    let words = (
        "Risk assessments due for review",
        "Due within two weeks, or due already. When one is past its review date, sessions are held until it is reviewed or a manager continues on its controls for a week.",
        "No review is due.",
    );
    list(door, words, |look| queries::due(look)).await
}

/// Those that were returned to the reader.
///
/// # Errors
/// As a problem page.
pub async fn returned(door: Guarded<act::AssessRisk>) -> Shown {
    let words = (
        "Risk assessments returned to you",
        "Somebody asked a question. Answer it, and submit the assessment again.",
        "Nothing was returned to you.",
    );
    list(door, words, |look| queries::returned(look)).await
}
