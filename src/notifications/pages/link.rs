//! The page behind the link of a message. Opening it acknowledges nothing; its button does. It shows
//! no more than the message did, asks for no code that only a placement could know, and works
//! without scripts on an old telephone.

use actix_web::http::StatusCode;
use askama::Template;
use kernel::{refusal::Refused, text::Phone};
use law::access::{Action, act};
use serde::Deserialize;

use crate::{
    http::{Form, Goto, Guarded, Page, Shown, Status, Turn, Turned, Unreferred, shell},
    notifications::{
        Audience, commands,
        queries::{self, Standing, WeekPage},
        rules::{
            SeenFields,
            letter::{COMPLAIN, Passage},
            said::Reference,
        },
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, Select, Textarea},
    },
};

/// What the bearer sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeenForm {
    problem: String,
    about: String,
    /// Set by the form that tells of another problem.
    another: String,
}

#[derive(Template)]
#[template(path = "notifications/link.html")]
struct LinkPage {
    shell: Shell,
    action: String,
    summary: Option<ErrorSummary>,
    over: Option<String>,
    answered: bool,
    problem_known: bool,
    passages: Vec<Passage>,
    /// What is being changed.
    changing: Vec<String>,
    phone: Option<Phone>,
    /// Where a driver reads where to go.
    journey: Option<String>,
    /// How a family complains.
    complain: Option<&'static str>,
    problem: Textarea,
    /// Which appointment the problem is about, where the page has several.
    about: Option<Select>,
    send: Button,
}

/// Of what they were told of and hear anew: never the time as it was.
pub(super) fn in_change(reference: &Reference) -> String {
    format!("Ref {}: the time is being changed", reference.as_str())
}

fn about(week: &WeekPage, form: &SeenForm, errors: &Errors) -> Option<Select> {
    let all = &week.appointments;
    let all_of_them = match week.standing {
        Standing::Answered => "All of them",
        Standing::Asks | Standing::Over(_) => "All of them, or nothing is wrong",
    };
    let select = Select::new("about", "Which appointment is it about?")
        .option("", all_of_them)
        .value(&form.about)
        .error(errors.at("about"));
    let with_each = all.iter().fold(select, |select, (reference, slot)| {
        let words = format!("{}, ref {}", slot.in_full(), reference.as_str());
        select.option(reference.as_str(), words)
    });
    (all.len() > 1).then_some(with_each)
}

fn page(frame: (Shell, String), week: WeekPage, form: &SeenForm, errors: &Errors) -> LinkPage {
    let over = match &week.standing {
        Standing::Over(Refused::Rule { reasons, .. }) => reasons
            .first()
            .map(|reason| reason.explanation.clone())
            .or_else(|| Some("This link is no longer in use.".to_owned())),
        Standing::Over(_) => Some("This link is no longer in use.".to_owned()),
        Standing::Asks | Standing::Answered => None,
    };
    let journey = Some(format!("{}/journey", frame.1));
    let answered = matches!(week.standing, Standing::Answered);
    let (question, send) = if answered {
        ("What else is wrong?", "Tell us")
    } else {
        ("Is anything wrong? (optional)", "Seen")
    };
    LinkPage {
        about: about(&week, form, errors),
        shell: frame.0.errors(!errors.is_empty()),
        action: frame.1,
        summary: errors.summary(),
        over,
        answered,
        problem_known: week.problem,
        passages: week.passages,
        changing: week
            .changing
            .iter()
            .map(|id| in_change(&Reference::of(id.as_str())))
            .collect(),
        phone: week.phone,
        journey: journey.filter(|_| week.audience == Audience::Driver),
        complain: (week.audience == Audience::Family).then_some(COMPLAIN),
        problem: Textarea::new("problem", question)
            .hint("For example: the time does not work, or a child is not well.")
            .value(&form.problem)
            .rows(3)
            .error(errors.at("problem")),
        send: Button::new(send),
    }
}

fn frame<A: Action>(door: &Guarded<A>) -> (Shell, String) {
    (shell(door, "Your appointments"), door.path().to_owned())
}

/// The page of a link.
///
/// # Errors
/// As a problem page: an unknown link is "not found".
pub async fn open(door: Guarded<act::OpenLink>) -> Shown {
    let frame = frame(&door);
    door.look(move |look| {
        let week = queries::week_page(look)?;
        let fact = traces::opened(week.lead, week.children.clone());
        let page = page(frame, week, &SeenForm::default(), &Errors::none());
        Ok(look.seen(fact, Unreferred(Page(page))))
    })
    .await
}

/// The bearer has seen it.
///
/// # Errors
/// As a problem page.
pub async fn answer(door: Guarded<act::AnswerLink>, form: Form<SeenForm>) -> Turned {
    let fields = SeenFields {
        problem: form.0.problem.clone(),
        about: form.0.about.clone(),
        another: !form.0.another.is_empty(),
    };
    let path = door.path().to_owned();
    let saved = door.save(fields.read(), move |work, problem| {
        let seen = commands::seen(work, problem.as_ref())?;
        Ok(seen.map(|()| Unreferred(Goto(path.clone()))))
    });
    let errors = match saved.await {
        Ok(done) => return Ok(Turn::Saved(done)),
        Err(Refused::Invalid(errors)) => Errors::from(errors),
        Err(other) => return Err(other),
    };
    let frame = frame(&door);
    let again = door
        .look(move |look: &mut Look<'_, act::AnswerLink>| {
            let week = queries::week_page(look)?;
            let fact = traces::opened(week.lead, week.children.clone());
            let page = page(frame, week, &form.0, &errors);
            let answer = Status(StatusCode::UNPROCESSABLE_ENTITY, Unreferred(Page(page)));
            Ok(look.seen(fact, answer))
        })
        .await?;
    Ok(Turn::Again(again))
}
