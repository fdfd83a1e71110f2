//! The page that says who must not know of somebody, names another, and ends what is over.

use askama::Template;
use kernel::{id::PersonId, refusal::Refused};
use law::access::act;
use serde::Deserialize;

use super::Frame;
use crate::{
    access::Exclusion,
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    people::{
        commands, queries,
        rules::{ExclusionFields, full_name},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Radios, Select, Table, Textarea},
    },
};

const TITLE: &str = "Who must not know";

#[derive(Template)]
#[template(path = "people/exclusions.html")]
struct ExclusionsPage {
    shell: Shell,
    person: String,
    path: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    table: Option<Table>,
    worker: Select,
    reason: Textarea,
    name: Button,
    ended: Radios,
    because: Textarea,
    end: Button,
}

/// What is typed on either form of the page.
#[derive(Debug, Clone, Default)]
struct Typed {
    named: ExclusionFields,
    ended: ExclusionFields,
}

impl Frame {
    fn exclusions_page(
        self,
        look: &mut Look<'_, act::ExcludeWorker>,
        id: PersonId,
        typed: &Typed,
        errors: &Errors,
    ) -> Result<ExclusionsPage, Refused> {
        let (person, exclusions) = queries::exclusions(look, id)?;
        let everybody = queries::staff(look)?;
        let worker = everybody.iter().fold(
            Select::new("worker", "Who must not know of them?").option("", "Choose"),
            |select, (id, name)| select.option(id.to_string(), name.to_string()),
        );
        let ended = exclusions.iter().fold(
            Radios::new("ended", "Who may know of them again?"),
            |radios, one| radios.option(one.worker.to_string(), one.name.to_string()),
        );
        Ok(ExclusionsPage {
            shell: self
                .shell
                .back(format!("/people/{id}"))
                .errors(!errors.is_empty()),
            person: full_name(&person.details),
            path: format!("/people/{id}/exclusions"),
            proof: self.proof,
            summary: errors.summary(),
            table: (!exclusions.is_empty()).then(|| table(&exclusions)),
            worker: worker.value(&typed.named.worker).error(errors.at("worker")),
            reason: Textarea::new("reason", "Why?")
                .hint("For example, a relative, a former partner, or a complaint.")
                .value(&typed.named.reason)
                .rows(3)
                .error(errors.at("reason")),
            name: Button::new("Keep them from this record"),
            ended: ended.value(&typed.ended.worker).error(errors.at("ended")),
            because: Textarea::new("because", "Why is it over?")
                .value(&typed.ended.reason)
                .rows(3)
                .error(errors.at("because")),
            end: Button::new("Let them know of it again").secondary(),
        })
    }
}

fn table(exclusions: &[Exclusion]) -> Table {
    let empty = Table::new()
        .caption("Kept from this record")
        .head(["Who", "Since", "Why"]);
    exclusions.iter().fold(empty, |table, one| {
        let since = one.since.london_day().in_short();
        table.row([one.name.to_string(), since, one.reason.clone()])
    })
}

/// Who must not know of somebody.
///
/// # Errors
/// As a problem page.
pub async fn exclusions(door: Guarded<act::ExcludeWorker>, id: At<PersonId>) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let page = frame.exclusions_page(look, id.0, &Typed::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "exclusions"), Page(page)))
    })
    .await
}

/// Whom to keep from somebody, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NameForm {
    worker: String,
    reason: String,
}

/// Keeps a member of staff from knowing of somebody.
///
/// # Errors
/// As a problem page.
pub async fn exclude(
    door: Guarded<act::ExcludeWorker>,
    id: At<PersonId>,
    form: Form<NameForm>,
) -> Turned {
    let named = ExclusionFields {
        worker: form.0.worker,
        reason: form.0.reason,
    };
    let saved = door.save(named.read(), move |work, (worker, reason)| {
        let done = commands::exclude(work, (id.0, *worker), reason)?;
        Ok(done.map(|()| Goto(format!("/people/{}/exclusions", id.0))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let typed = Typed {
            named,
            ..Typed::default()
        };
        frame.exclusions_page(look, id.0, &typed, &errors)
    })
    .await
}

/// Who may know of somebody again, as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    ended: String,
    because: String,
}

/// Lets a member of staff know of somebody again.
///
/// # Errors
/// As a problem page.
pub async fn end_exclusion(
    door: Guarded<act::ExcludeWorker>,
    id: At<PersonId>,
    form: Form<EndForm>,
) -> Turned {
    let ended = ExclusionFields {
        worker: form.0.ended,
        reason: form.0.because,
    };
    let saved = door.save(ended.read(), move |work, (worker, reason)| {
        let done = commands::end_exclusion(work, (id.0, *worker), reason)?;
        Ok(done.map(|()| Goto(format!("/people/{}/exclusions", id.0))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        let typed = Typed {
            ended,
            ..Typed::default()
        };
        let errors = errors
            .beside("/worker", "ended")
            .beside("/reason", "because");
        frame.exclusions_page(look, id.0, &typed, &errors)
    })
    .await
}
