//! The form that says what somebody is to a child.

use askama::Template;
use kernel::{
    id::{OrderId, PersonId, ReferralId},
    page::Want,
    refusal::Refused,
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{Find, Frame, LISTED};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    people::{
        Relationship, Responsibility, commands, queries,
        rules::{KinFields, full_name, reference},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, FormProof, Radios, Select},
    },
};

const TITLE: &str = "Add a family member";

/// A relative as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KinForm {
    relative: String,
    relationship: String,
    responsibility: String,
    /// What the list was narrowed to.
    name: String,
    /// What misses them ([`Missed`]), where who adds them goes back to.
    then: String,
}

/// The page that misses somebody.
enum Missed {
    /// The people to meet of a referral: its id.
    Meeting(ReferralId),
    /// A rule of an order: its id and the question, `ord_…/who_may_not`.
    Rule(OrderId, String),
}

impl Missed {
    /// Nothing of anything else that a browser may send.
    fn by(then: &str) -> Option<Self> {
        if let Ok(referral) = then.parse() {
            return Some(Self::Meeting(referral));
        }
        let (order, question) = then.split_once('/')?;
        let is_name = |letter: u8| letter.is_ascii_lowercase() || letter == b'_';
        let question = Some(question).filter(|question| question.bytes().all(is_name))?;
        Some(Self::Rule(order.parse().ok()?, question.to_owned()))
    }

    /// That page, with somebody who is recorded now.
    fn with(&self, relative: Option<PersonId>) -> String {
        match self {
            Self::Meeting(referral) => {
                let chosen = relative.map_or_else(String::new, |one| format!("?visitor={one}"));
                format!("/referrals/{referral}/meeting{chosen}")
            }
            Self::Rule(order, question) => {
                let chosen = relative.map_or_else(String::new, |one| format!("&person={one}"));
                format!("/orders/{order}/rules/new?question={question}{chosen}")
            }
        }
    }
}

/// What misses somebody, as it goes on from page to page.
fn kept(then: &str) -> &str {
    Missed::by(then).map_or("", |_| then)
}

/// For whom and what a relative is sought.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Sought {
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    name: String,
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    relative: String,
    #[validate(length(max = 60, message = "Use 60 characters or fewer."))]
    then: String,
}

/// The form for a relative of a child, who may be chosen already, and what comes after it.
pub(super) fn path(child: PersonId, then: &str, relative: PersonId) -> String {
    let then = kept(then);
    format!("/people/{child}/relatives/new?relative={relative}&then={then}")
}

/// Where to go on with a relative just added: back to what missed them, or to the record of the child.
fn next(then: &str, (child, relative): (PersonId, Option<PersonId>)) -> String {
    Missed::by(then).map_or_else(
        || format!("/people/{child}"),
        |missed| missed.with(relative),
    )
}

impl KinForm {
    fn fields(&self) -> KinFields {
        KinFields {
            relative: self.relative.clone(),
            relationship: self.relationship.clone(),
            responsibility: self.responsibility.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "people/kin_form.html")]
struct KinPage {
    shell: Shell,
    child: String,
    action: String,
    proof: FormProof,
    summary: Option<crate::web::components::ErrorSummary>,
    find: Option<Find>,
    part: String,
    /// Where somebody who is not listed is added.
    add: String,
    then: String,
    relative: Select,
    relationship: Select,
    responsibility: Radios,
    save: Button,
}

impl Frame {
    fn kin_page(
        self,
        look: &mut Look<'_, act::RelatePeople>,
        child: PersonId,
        form: &KinForm,
        errors: &Errors,
    ) -> Result<KinPage, Refused> {
        let (record, _) = queries::permitted(look, child)?;
        let part = form.name.trim();
        let narrowed = Some(part).filter(|part| !part.is_empty());
        let people = queries::people(look, narrowed, &Want::new(None, Some(LISTED)))?;
        let is_listed = |id: &PersonId| people.items.iter().any(|one| one.id == *id);
        let chosen = form.relative.parse().ok();
        let unlisted = match chosen.filter(|id| !is_listed(id)) {
            Some(id) => queries::person_if_known(look, id)?,
            None => None,
        };
        look.shows(people.items.iter().chain(&unlisted).map(|person| person.id));
        let empty = Select::new("relative", "Who?").option("", "Choose a person");
        let relative = people
            .items
            .iter()
            .chain(&unlisted)
            .filter(|person| person.id != child)
            .fold(empty, |select, person| {
                let words = format!("{} ({})", full_name(&person.details), reference(person.id));
                select.option(person.id.to_string(), words)
            });
        let empty = Select::new("relationship", "What are they to the child?")
            .option("", "Choose a relationship");
        let relationship = Relationship::ALL.iter().fold(empty, |select, one| {
            select.option(one.as_str(), one.label())
        });
        let responsibility = Responsibility::ALL.iter().fold(
            Radios::new("responsibility", "Do they hold parental responsibility?")
                .hint("Leave it out for a child, unless it is the mother or father."),
            |radios, one| radios.option(one.as_str(), one.label()),
        );
        Ok(KinPage {
            shell: self
                .shell
                .back(next(&form.then, (child, None)))
                .errors(!errors.is_empty()),
            child: full_name(&record.details),
            action: format!("/people/{child}/relatives"),
            find: Find::by_name(
                format!("/people/{child}/relatives/new"),
                part,
                (people.items.len(), people.next.is_some()),
            )
            .map(|find| find.then(&form.then)),
            add: format!("/people/new?child={child}&then={}", kept(&form.then)),
            then: form.then.clone(),
            part: part.to_owned(),
            proof: self.proof,
            summary: errors.summary(),
            relative: relative.value(&form.relative).error(errors.at("relative")),
            relationship: relationship
                .value(&form.relationship)
                .error(errors.at("relationship")),
            responsibility: responsibility
                .value(&form.responsibility)
                .error(errors.at("responsibility")),
            save: Button::new("Save"),
        })
    }
}

/// The empty form, with the people to choose from.
///
/// # Errors
/// As a problem page.
pub async fn new_relative(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    query: Query<Sought>,
) -> Shown {
    let frame = Frame::new(&door, TITLE)?;
    door.look(move |look| {
        let form = KinForm {
            name: query.0.name,
            relative: query.0.relative,
            then: query.0.then,
            ..KinForm::default()
        };
        let page = frame.kin_page(look, id.0, &form, &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "form for a family member"), Page(page)))
    })
    .await
}

/// Says what somebody is to a child.
///
/// # Errors
/// As a problem page.
pub async fn relate(
    door: Guarded<act::RelatePeople>,
    id: At<PersonId>,
    form: Form<KinForm>,
) -> Turned {
    let then = form.0.then.clone();
    let saved = door.save(
        form.0.fields().read(id.0),
        move |work, (relative, relationship, responsibility)| {
            let related =
                commands::relate(work, (id.0, *relative), *relationship, *responsibility)?;
            Ok(related.map(|()| Goto(next(&then, (id.0, Some(*relative))))))
        },
    );
    let (saved, frame) = (saved.await, Frame::new(&door, TITLE)?);
    turn(&door, saved, move |look, errors| {
        frame.kin_page(look, id.0, &form.0, &errors)
    })
    .await
}
