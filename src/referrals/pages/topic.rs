//! One section of a referral: what is recorded already, what is asked, "not known yet".

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, ReferralId},
    refusal::Refused,
    text::capital,
};
use law::access::act;

use super::{
    FormPage, Frame, Known, Parts, Start, Typed, caption, named::persons, paragraph,
    recorded::recorded,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    people::{Person, rules::full_name},
    referrals::{
        Referral, commands,
        queries::{self, ReferralRecord},
        rules::{Answer, Asks, Need, Question, ReplyFields, Supplier, Topic, TopicFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{
            Button, Choice, Content, Control, Details, Input, Radios, Select, SummaryList, Textarea,
        },
    },
};

type Writing<'d> = Look<'d, act::WriteReferral>;

/// What stands on the page when it is opened: what was answered.
fn begins(one: &Referral, topic: Topic) -> Typed {
    let texts =
        |ids: &BTreeSet<PersonId>| -> Vec<String> { ids.iter().map(ToString::to_string).collect() };
    let typed = match topic {
        Topic::Children => Typed::default().with_all("children", &texts(&one.children)),
        Topic::Meeting => Typed::default().with_all("visitors", &texts(&one.visitors)),
        _ => Typed::default(),
    };
    topic.questions().fold(typed, |typed, question| {
        let name = question.as_str();
        match (one.answers.of(question), question.asks()) {
            (Some(Answer::Known(day)), Asks::Day) => typed.with_day(name, day),
            (Some(Answer::Known(value)), _) => typed.with(name, value.clone()),
            (Some(Answer::NotKnown(who)), _) => typed
                .with(&format!("{name}_not_known"), who.as_str())
                .with(&format!("{name}_was_with"), who.as_str()),
            (None, _) => typed,
        }
    })
}

fn fields(typed: &Typed, topic: Topic) -> TopicFields {
    let persons = match topic {
        Topic::Children => typed.all("children"),
        Topic::Meeting => typed.all("visitors"),
        _ => Vec::new(),
    };
    let answers = topic.questions().map(|question| {
        let name = question.as_str();
        let value = match question.asks() {
            Asks::Day => typed.day(name),
            _ => typed.one(name),
        };
        let not_known = typed.one(&format!("{name}_not_known"));
        // The answer has come, and nobody chose anew who will supply it.
        let has_come = !value.trim().is_empty() && not_known == was_with(typed, question);
        ReplyFields {
            question: name.to_owned(),
            value,
            not_known: if has_come { String::new() } else { not_known },
        }
    });
    TopicFields {
        persons,
        answers: answers.collect(),
    }
}

/// Who was to supply it when the page was opened; blank where nobody was.
fn was_with(typed: &Typed, question: Question) -> String {
    typed.one(&format!("{question}_was_with"))
}

/// The control of one question.
fn control(question: Question, typed: &Typed, errors: &Errors) -> Content {
    let (name, label) = (question.as_str(), question.label());
    let hint = question.hint();
    let value = typed.one(name);
    match question.asks() {
        Asks::Text => {
            let area = Textarea::new(name, label).value(value).rows(4);
            let area = area.error(errors.at(name));
            Content::of(match hint {
                Some(hint) => area.hint(hint),
                None => area,
            })
        }
        Asks::Language => Content::of(
            Input::new(name, label)
                .value(value)
                .width(20)
                .autocomplete("off")
                .error(errors.at(name)),
        ),
        Asks::Number(..) => {
            let input = Input::new(name, label)
                .value(value)
                .width(5)
                .inputmode("numeric");
            let input = input.error(errors.at(name));
            Content::of(match hint {
                Some(hint) => input.hint(hint),
                None => input,
            })
        }
        Asks::Day => {
            let day = typed.date_input(name, label);
            let day = match hint {
                Some(hint) => day.hint(hint),
                None => day,
            };
            Content::of(day.errors(errors))
        }
        Asks::Choice(list) => {
            let radios = list()
                .into_iter()
                .fold(Radios::new(name, label), |radios, (code, words)| {
                    radios.choice(Choice::new(code, capital(words)))
                });
            Content::of(radios.value(value).error(errors.at(name)))
        }
    }
}

/// "Not known yet", for an answer that may come before acceptance.
fn not_known(question: Question, typed: &Typed, errors: &Errors) -> Option<Content> {
    if question.need() != Need::ToAccept {
        return None;
    }
    let name = format!("{question}_not_known");
    let label = format!("Not known yet? Who will supply “{}”", question.label());
    let chosen = typed.one(&name);
    let blank = match question.asks() {
        Asks::Day => typed.day(question.as_str()).is_empty(),
        _ => typed.one(question.as_str()).trim().is_empty(),
    };
    // What is answered needs nobody to supply it.
    if !blank && chosen.is_empty() {
        return None;
    }
    let empty = Select::new(name.clone(), label).option("", "Nobody: I answer it myself");
    let all = Supplier::ALL.iter().fold(empty, |select, who| {
        select.option(who.as_str(), format!("Not known yet: {}", who.label()))
    });
    let asked = Content::of(all.value(chosen.clone()).error(errors.at(&name)));
    let folded = Details::new(format!("Not known yet: “{}”", question.label()), asked);
    let is_open = !chosen.is_empty() || errors.at(&name).is_some();
    Some(Content::of(if is_open { folded.open() } else { folded }))
}

/// What the children and those they are to meet speak, as their records have it.
fn languages(record: &ReferralRecord) -> Vec<Content> {
    let (visitors, family) = (&record.referral.visitors, &record.family);
    let met = family.relatives.iter().map(|relative| &relative.person);
    let met = met.filter(|person| visitors.contains(&person.id));
    let card = |person: &Person| {
        let needed = if person.details.interpreter {
            "Yes"
        } else {
            "No"
        };
        let card = SummaryList::card(full_name(&person.details))
            .row("First language", person.details.first_language.to_string())
            .row("Interpreter needed", needed);
        Content::of(card)
    };
    family.children.iter().chain(met).map(card).collect()
}

fn page(
    frame: Frame,
    look: &mut Writing<'_>,
    (record, topic): (&ReferralRecord, Topic),
    typed: &Typed,
    errors: &Errors,
) -> Result<FormPage, Refused> {
    let id = record.referral.id;
    let named = persons(look, record, topic, (typed, errors))?;
    let mut questions = Vec::from_iter(named);
    for question in topic.questions() {
        questions.push(control(question, typed, errors));
        questions.extend(not_known(question, typed, errors));
        let value = was_with(typed, question);
        questions.extend((!value.is_empty()).then(|| {
            let name = format!("{question}_was_with");
            Content::of(Known { name, value })
        }));
    }
    let mut facts = recorded(look, record, topic)?;
    if topic == Topic::Health {
        facts.extend(languages(record));
    }
    if matches!(topic, Topic::Legal | Topic::Risks | Topic::Placement) {
        facts.push(paragraph("What is recorded is shown here and not asked again. What is wrong or missing is put right in the record itself."));
    }
    let parts = Parts {
        back: format!("/referrals/{id}"),
        action: format!("/referrals/{id}/{topic}"),
        version: record.referral.version,
        caption: caption(record),
        heading: topic.label().to_owned(),
        facts,
        questions,
        buttons: buttons(topic, &record.family.children),
    };
    Ok(frame.form(parts, errors))
}

fn buttons(topic: Topic, children: &[Person]) -> Vec<Button> {
    let another = |words: String, then: &str| {
        let button = Button::new(words).secondary();
        button.sends("then", then)
    };
    let mut buttons = vec![
        Button::new("Save and continue").sends("then", "next"),
        another("Save for later".to_owned(), "later"),
    ];
    match topic {
        Topic::Children => buttons.push(another(
            "Save and record a child who is not listed".to_owned(),
            "record",
        )),
        Topic::Meeting => buttons.extend(children.iter().map(|child| {
            let name = full_name(&child.details);
            let words = format!("Save and add a family member of {name} who is not listed");
            another(words, &child.id.to_string())
        })),
        _ => {}
    }
    buttons
}

/// A section. A child or a relative just recorded for it is chosen already.
///
/// # Errors
/// As a problem page.
pub async fn topic(
    door: Guarded<act::WriteReferral>,
    path: At<(ReferralId, Topic)>,
    start: Query<Start>,
) -> Shown {
    let (id, topic) = path.0;
    let frame = Frame::new(&door, topic.label())?;
    door.look(move |look| {
        let record = queries::referral_record(look, id)?;
        let begun = begins(&record.referral, topic);
        let Start { child, visitor } = start.0;
        let typed = match topic {
            Topic::Children if !child.is_empty() => begun.with("children", child),
            Topic::Meeting if !visitor.is_empty() => begun.with("visitors", visitor),
            _ => begun,
        };
        let page = page(frame, look, (&record, topic), &typed, &Errors::none())?;
        let one = record.referral;
        Ok(look.seen(traces::seen(&one, topic.as_str()), Page(page)))
    })
    .await
}

/// Where to go on from a section that is saved: `then` is what was asked for, or the child to whose
/// family somebody is added.
fn next(id: ReferralId, topic: Topic, then: &str) -> String {
    if let Ok(child) = then.parse::<PersonId>() {
        return format!("/people/{child}/relatives/new?then={id}");
    }
    match topic.next() {
        _ if then == "later" => format!("/referrals/{id}"),
        _ if then == "record" => format!("/people/new?then={id}"),
        Some(next) => format!("/referrals/{id}/{next}"),
        None => format!("/referrals/{id}/check"),
    }
}

/// Saves a section, and goes on to the next or back to the list.
///
/// # Errors
/// As a problem page.
pub async fn answer(
    door: Guarded<act::WriteReferral>,
    path: At<(ReferralId, Topic)>,
    form: Form<Typed>,
) -> Turned {
    let ((id, topic), typed) = (path.0, form.0);
    let (version, then) = (typed.version(), typed.one("then"));
    let read = fields(&typed, topic).read(topic, door.now().london_day());
    let saved = door.save(read, move |work, replies| {
        let answered = commands::answer(work, (id, version), topic, replies)?;
        Ok(answered.map(|_| Goto(next(id, topic, &then))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, topic.label())?);
    turn(&door, saved, move |look, errors| {
        let record = queries::referral_record(look, id)?;
        page(frame, look, (&record, topic), &typed, &errors)
    })
    .await
}
