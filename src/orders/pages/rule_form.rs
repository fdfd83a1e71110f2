//! The form that adds a rule: one plain question, and the words it comes from.

use askama::Template;
use kernel::{fact::Fact, id::OrderId, refusal::Refused, text::capital};
use law::{
    access::act,
    proposal::{Level, PlaceKind},
    rule::Period,
};
use serde::Deserialize;
use validator::Validate;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    orders::{
        commands,
        queries::{self, Family},
        rules::{Question, RuleFields},
        traces,
    },
    people::rules::full_name,
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Checkboxes, Choice, Content, Control, ErrorSummary, FormProof, Input, Radios,
            Select, Textarea,
        },
    },
};

/// A rule as a browser sends it: the fields of the API, and the version that was looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleForm {
    question: String,
    quote: String,
    about: Vec<String>,
    vary: String,
    bound: String,
    times: String,
    per: String,
    minutes: String,
    level: String,
    people: Vec<String>,
    barred: String,
    place: String,
    places: Vec<String>,
    read: String,
    version: String,
}

impl RuleForm {
    fn fields(&self) -> RuleFields {
        let form = self.clone();
        RuleFields {
            question: form.question,
            quote: form.quote,
            about: form.about,
            vary: form.vary,
            bound: form.bound,
            times: form.times,
            per: form.per,
            minutes: form.minutes,
            level: form.level,
            people: form.people,
            barred: form.barred,
            place: form.place,
            places: form.places,
            read: form.read,
        }
    }
}

#[derive(Template)]
#[template(path = "orders/rule_form.html")]
struct RulePage {
    shell: Shell,
    /// The children of its order.
    children: String,
    action: String,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    question: Question,
    paragraphs: Vec<String>,
    /// Where whoever the lists of people miss is recorded.
    add_family: Option<String>,
    answers: Vec<Content>,
    about: Option<Checkboxes>,
    quote: Textarea,
    vary: Radios,
    save: Button,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::EnterOrder>,
    id: OrderId,
    form: &RuleForm,
    errors: &Errors,
) -> Result<(RulePage, Fact), Refused> {
    let record = queries::order_record(look, id)?;
    let question = form.question.parse().unwrap_or(Question::HowOften);
    let words = record.order.details.verbatim.as_str();
    let version = if form.version.is_empty() {
        record.order.version.to_string()
    } else {
        form.version.clone()
    };
    let fact = traces::seen(&record.order, "form of a rule").subjects(record.family.subjects());
    let page = RulePage {
        shell: frame
            .shell
            .back(format!("/orders/{id}"))
            .errors(!errors.is_empty()),
        children: record.family.children_named(),
        action: format!("/orders/{id}/rules"),
        proof: frame.proof.version(version),
        summary: errors.summary(),
        question,
        paragraphs: words.lines().map(str::to_owned).collect(),
        add_family: add_family(question, &record),
        answers: answers(question, &record.family, form, errors),
        about: about(&record, form, errors),
        quote: Textarea::new("quote", "The words it comes from")
            .hint("Copy them from the order, letter by letter.")
            .value(&form.quote)
            .rows(4)
            .error(errors.at("quote")),
        vary: Radios::new("vary", "Who may agree to something else?")
            .option("court", "Only the court")
            .option(
                "authority",
                "The council, where the words leave it to the council",
            )
            .value(&form.vary)
            .error(errors.at("vary")),
        save: Button::new("Add this rule"),
    };
    Ok((page, fact))
}

fn add_family(question: Question, record: &queries::OrderRecord) -> Option<String> {
    let names_people = matches!(question, Question::WhoMayCome | Question::WhoMayNot);
    let child = record
        .order
        .details
        .children
        .first()
        .filter(|_| names_people)?;
    let order = record.order.id;
    Some(format!(
        "/people/{child}/relatives/new?then={order}/{question}"
    ))
}

fn about(record: &queries::OrderRecord, form: &RuleForm, errors: &Errors) -> Option<Checkboxes> {
    let allows = &record.order.details.allows;
    let boxes = allows.iter().fold(
        Checkboxes::new("about", "Whose time with the children is this about?")
            .hint("None chosen: everybody’s."),
        |boxes, person| boxes.choice(Choice::new(person.to_string(), record.names.of(*person))),
    );
    let boxes = boxes
        .values(form.about.iter().cloned())
        .error(errors.at("about"));
    (!allows.is_empty()).then_some(boxes)
}

fn answers(question: Question, family: &Family, form: &RuleForm, errors: &Errors) -> Vec<Content> {
    match question {
        Question::HowOften => vec![
            Content::of(bounds(form, errors, false)),
            Content::of(
                Input::new("times", "How many sessions?")
                    .value(&form.times)
                    .inputmode("numeric")
                    .width(3)
                    .error(errors.at("times")),
            ),
            Content::of(spans(form, errors)),
        ],
        Question::HowLong => vec![
            Content::of(bounds(form, errors, true)),
            Content::of(minutes("How many minutes?", form, errors)),
        ],
        Question::HowClosely => vec![Content::of(levels(form, errors))],
        Question::WhoMayCome => vec![Content::of(people(
            "Nobody may come but",
            family,
            form,
            errors,
        ))],
        Question::WhoMayNot => who_may_not(family, form, errors),
        Question::Where => vec![
            Content::of(
                Radios::new("place", "What does it say of the place?")
                    .option("only", "Only there")
                    .option("not", "Not there")
                    .value(&form.place)
                    .error(errors.at("place")),
            ),
            Content::of(places(form, errors)),
        ],
        Question::Other => vec![Content::of(
            Radios::new("read", "What does it ask for?")
                .option(
                    "not_yet",
                    "It may forbid a session: hold until it is decided",
                )
                .option("for_information", "It is for information only")
                .value(&form.read)
                .error(errors.at("read")),
        )],
    }
}

fn who_may_not(family: &Family, form: &RuleForm, errors: &Errors) -> Vec<Content> {
    vec![
        Content::of(people("Who is named?", family, form, errors)),
        Content::of(
            Radios::new("barred", "What does it say of them?")
                .option("never", "They may not be present")
                .option("together", "Two people may not meet one another")
                .value(if form.barred == "together" {
                    "together"
                } else {
                    "never"
                }),
        ),
        Content::of(
            minutes("Minutes to keep between the two", form, errors)
                .hint("Only where two people may not meet. Blank: not in one session."),
        ),
    ]
}

fn bounds(form: &RuleForm, errors: &Errors, exactly: bool) -> Radios {
    let radios = Radios::new("bound", "Which way does it bound?")
        .option("at_least", "At least")
        .option("at_most", "At most");
    let radios = if exactly {
        radios.option("exactly", "Exactly")
    } else {
        radios.hint("A bare “twice a week” is at least twice a week.")
    };
    radios.value(&form.bound).error(errors.at("bound"))
}

fn spans(form: &RuleForm, errors: &Errors) -> Select {
    let empty = Select::new("per", "In each what?").option("", "Choose a span");
    let all = Period::ALL.iter().fold(empty, |select, one| {
        select.option(one.as_str(), capital(one.label()))
    });
    all.value(&form.per).error(errors.at("per"))
}

fn minutes(label: &'static str, form: &RuleForm, errors: &Errors) -> Input {
    Input::new("minutes", label)
        .value(&form.minutes)
        .inputmode("numeric")
        .width(4)
        .error(errors.at("minutes"))
}

fn levels(form: &RuleForm, errors: &Errors) -> Radios {
    let all = Level::ALL.iter().fold(
        Radios::new("level", "At least how closely?"),
        |radios, one| radios.option(one.as_str(), capital(one.label())),
    );
    all.value(&form.level).error(errors.at("level"))
}

fn people(question: &'static str, family: &Family, form: &RuleForm, errors: &Errors) -> Checkboxes {
    let all =
        family
            .relatives
            .iter()
            .fold(Checkboxes::new("people", question), |boxes, relative| {
                let person = &relative.person;
                boxes.choice(Choice::new(
                    person.id.to_string(),
                    full_name(&person.details),
                ))
            });
    all.values(form.people.iter().cloned())
        .hint("Somebody who is not in the list must be recorded as family first.")
        .error(errors.at("people"))
}

fn places(form: &RuleForm, errors: &Errors) -> Checkboxes {
    let all = PlaceKind::ALL
        .iter()
        .filter(|kind| **kind != PlaceKind::Remote)
        .fold(Checkboxes::new("places", "Which places?"), |boxes, kind| {
            boxes.choice(Choice::new(kind.as_str(), capital(kind.label())))
        });
    all.values(form.places.iter().cloned())
        .error(errors.at("places"))
}

/// Which question is answered.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Asked {
    #[validate(length(max = 20, message = "Choose one of the questions."))]
    question: String,
    /// Somebody just recorded for it.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    person: String,
}

/// The empty form of one question. Somebody just recorded for it is chosen already.
///
/// # Errors
/// As a problem page.
pub async fn new_rule(
    door: Guarded<act::EnterOrder>,
    id: At<OrderId>,
    query: Query<Asked>,
) -> Shown {
    let frame = Frame::new(&door, "Add a rule")?;
    let asked = Some(query.0.question).filter(|question| !question.is_empty());
    let form = RuleForm {
        question: asked.unwrap_or_else(|| Question::HowOften.to_string()),
        people: Some(query.0.person)
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect(),
        ..RuleForm::default()
    };
    door.look(move |look| {
        let (page, fact) = page(frame, look, id.0, &form, &Errors::none())?;
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Adds a rule.
///
/// # Errors
/// As a problem page.
pub async fn add_rule(
    door: Guarded<act::EnterOrder>,
    id: At<OrderId>,
    form: Form<RuleForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let saved = door.save(form.0.fields().read(), move |work, draft| {
        let added = commands::add_rule(work, (id.0, version), draft)?;
        Ok(added.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Add a rule")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
