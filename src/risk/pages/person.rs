//! The risk assessments of a child or a family member.

use askama::Template;
use kernel::{id::PersonId, time::LondonDay};
use law::access::act;

use super::standing;
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    people::rules::full_name,
    risk::{
        RiskAssessment, Stage,
        queries::{self, Names, RisksOf},
        traces,
    },
    web::{Shell, components::Status},
};

/// An assessment on the page of a person, or in a list.
pub(super) struct Card {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) written: String,
    pub(super) residual: Option<String>,
    pub(super) standing: Status,
}

impl Card {
    pub(super) fn of(risk: &RiskAssessment, names: &Names, today: LondonDay) -> Self {
        let short = |persons: &std::collections::BTreeSet<PersonId>| {
            let names: Vec<String> = persons.iter().map(|one| names.short(*one)).collect();
            names.join(", ")
        };
        let when = risk.written.at.london_day().in_short();
        Self {
            href: format!("/risk/{}", risk.id),
            title: format!("{} with {}", short(&risk.children), short(&risk.persons)),
            written: format!("Written by {}, {when}", names.staff(risk.written.by)),
            residual: risk
                .residual
                .map(|band| format!("Risk that remains: {}", band.label())),
            standing: standing(risk, names, today),
        }
    }
}

#[derive(Template)]
#[template(path = "risk/person.html")]
struct PersonPage {
    shell: Shell,
    name: String,
    current: Vec<Card>,
    drafts: Vec<Card>,
    past: Vec<Card>,
    new: Option<String>,
}

fn page(shell: Shell, found: &RisksOf, today: LondonDay) -> PersonPage {
    let cards = |is_here: &dyn Fn(&RiskAssessment) -> bool| -> Vec<Card> {
        let here = found.risks.iter().filter(|risk| is_here(risk));
        here.map(|risk| Card::of(risk, &found.names, today))
            .collect()
    };
    let is_past =
        |risk: &RiskAssessment| risk.superseded_by.is_some() || risk.stage == Stage::Withdrawn;
    let path = format!("/people/{}", found.person.id);
    PersonPage {
        shell: shell.back(path.clone()),
        name: full_name(&found.person.details),
        current: cards(&|risk| risk.stage == Stage::Approved && !is_past(risk)),
        drafts: cards(&|risk| risk.stage != Stage::Approved && !is_past(risk)),
        past: cards(&is_past),
        new: found.may_assess.then(|| format!("{path}/risk/new")),
    }
}

/// The risk assessments of a person.
///
/// # Errors
/// As a problem page.
pub async fn of_person(door: Guarded<act::ShowRisk>, id: At<PersonId>) -> Shown {
    let (shell, today) = (shell(&door, "Risk assessments"), door.now().london_day());
    door.look(move |look| {
        let found = queries::of_person(look, id.0)?;
        let fact = traces::seen_of(id.0, found.subjects(), "risk");
        Ok(look.seen(fact, Page(page(shell, &found, today))))
    })
    .await
}
