//! The form that books a session of a plan, and the one that changes it. What does not fit is said
//! in words beside what was typed, with who could supervise instead.

use kernel::{
    id::{PersonId, PlanId, SessionId},
    refusal::Refused,
};
use law::{
    access::{Action, OnRecords, about, act},
    proposal::{Level, Mode, PlaceKind},
};
use serde::Deserialize;
use validator::Validate;

use super::{FormPage, Frame, Typed};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    sessions::{Session, commands, queries, queries::Choices, rules::SessionFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Choice, Content, Control, Radios, Select, Textarea},
    },
};

/// Which plan a new session is of.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct PlanQuery {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    plan: String,
}

impl PlanQuery {
    fn read(&self) -> Result<PlanId, Refused> {
        self.plan.parse().map_err(|_not_an_id| {
            Refused::field(
                "/plan",
                "not-chosen",
                "Begin with the plan it is a session of",
            )
        })
    }
}

fn people(choices: &Choices, typed: &Typed, errors: &Errors) -> [Content; 2] {
    let boxes = |name: &'static str, legend: &'static str, ids: Vec<PersonId>| {
        let empty = Checkboxes::new(name, legend);
        let all = ids.into_iter().fold(empty, |boxes, id| {
            boxes.choice(Choice::new(id.to_string(), choices.names.of(id)))
        });
        all.values(typed.all(name)).error(errors.at(name))
    };
    let children = choices.plan.details.children.iter().copied().collect();
    let family = choices.family.iter().copied().collect();
    let family = boxes("visitors", "Which family members come?", family)
        .hint("Somebody who is not in the list must be recorded as family first.");
    [
        Content::of(boxes("children", "Which children take part?", children)),
        Content::of(family),
    ]
}

fn how(typed: &Typed, errors: &Errors) -> [Content; 3] {
    let mode = Mode::ALL
        .iter()
        .fold(Radios::new("mode", "How do they meet?"), |radios, one| {
            radios.option(one.as_str(), capital(one.label()))
        });
    let level = Level::ALL.iter().fold(
        Select::new("level", "How closely is it watched?").option("", "Choose one"),
        |select, one| select.option(one.as_str(), capital(one.label())),
    );
    let place = PlaceKind::ALL.iter().fold(
        Select::new("place", "In what sort of place?").option("", "Choose one"),
        |select, one| select.option(one.as_str(), capital(one.label())),
    );
    [
        Content::of(mode.value(typed.text("mode")).error(errors.at("mode"))),
        Content::of(level.value(typed.text("level")).error(errors.at("level"))),
        Content::of(place.value(typed.text("place")).error(errors.at("place"))),
    ]
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn one_of<T: ToString>(
    (name, label, none): (&'static str, &'static str, &'static str),
    all: &[(T, String)],
    (typed, errors): (&Typed, &Errors),
) -> Content {
    let empty = Select::new(name, label).option("", none);
    let all = all.iter().fold(empty, |select, (id, words)| {
        select.option(id.to_string(), words)
    });
    Content::of(all.value(typed.text(name)).error(errors.at(name)))
}

fn questions(choices: &Choices, typed: &Typed, errors: &Errors) -> Vec<Content> {
    let asked = (typed, errors);
    let supervisors = choices.supervisors.iter().fold(
        Checkboxes::new("supervisors", "Who supervises?"),
        |boxes, (id, name)| boxes.choice(Choice::new(id.to_string(), name)),
    );
    let supervisors = supervisors
        .values(typed.all("supervisors"))
        .error(errors.at("supervisors"));
    let note = Textarea::new("note", "What must the supervisor know besides?")
        .hint("May be left blank. Shown to who may open the session.")
        .value(typed.text("note"))
        .rows(3)
        .error(errors.at("note"));
    let room = ("room", "Which room?", "None yet");
    let venue = ("venue", "Which other place?", "None");
    let taxi = ("taxi", "Which taxi firm?", "None");
    let interpreter = ("interpreter", "Which interpreter service?", "None");
    let mut all = vec![
        Content::of(typed.ask_date("day", "Which day?", errors)),
        Content::of(typed.ask_time("from", "From when?", errors)),
        Content::of(typed.ask_time("to", "Until when?", errors)),
    ];
    all.extend(people(choices, typed, errors));
    all.extend(how(typed, errors));
    all.push(one_of(room, &choices.rooms, asked));
    all.push(one_of(venue, &choices.venues, asked));
    all.push(Content::of(supervisors));
    all.push(one_of(taxi, &choices.taxis, asked));
    all.push(one_of(interpreter, &choices.interpreters, asked));
    all.push(Content::of(note));
    all
}

/// The form; after something was refused also with who could supervise what was typed.
fn page<A: Action<About = about::Cases> + OnRecords>(
    frame: Frame,
    look: &mut Look<'_, A>,
    (plan, id): (PlanId, Option<SessionId>),
    (typed, errors): (&Typed, &Errors),
) -> Result<FormPage, Refused> {
    let mut choices = queries::choices(look, plan)?;
    if let Some(id) = id {
        let session = queries::session(look, id)?;
        choices.keep_those_of(look, &session)?;
    }
    look.shows(choices.subjects());
    let errors = errors.clone().naming("from", "From when");
    let errors = &errors.naming("to", "Until when");
    let mut page = frame.page(
        &typed.text("version"),
        errors,
        questions(&choices, typed, errors),
    );
    if !errors.is_empty()
        && let Ok(draft) = typed.session().read()
    {
        page.candidates = queries::candidates(look, (id, &choices.plan), &draft)?;
    }
    page.intro = Some(
        "Everything is checked when you save: orders, refusals, risk, rooms, hours and whoever is booked already."
            .to_owned(),
    );
    Ok(page)
}

fn booking(door: &Guarded<act::BookSession>, plan: PlanId) -> Result<Frame, Refused> {
    let action = format!("/sessions?plan={plan}");
    Frame::new(
        door,
        "Book a session",
        action,
        format!("/plans/{plan}/sessions"),
    )
}

/// The form with what the plan says.
///
/// # Errors
/// As a problem page.
pub async fn new_session(door: Guarded<act::BookSession>, query: Query<PlanQuery>) -> Shown {
    let plan = query.0.read()?;
    let frame = booking(&door, plan)?;
    door.look(move |look| {
        let choices = queries::choices(look, plan)?;
        let typed = Typed::of_session(&SessionFields::of_plan(&choices.plan));
        let page = page(frame, look, (plan, None), (&typed, &Errors::none()))?;
        Ok(look.seen(traces::slots_seen(&choices.plan), Page(page)))
    })
    .await
}

/// Books a session.
///
/// # Errors
/// As a problem page.
pub async fn book(
    door: Guarded<act::BookSession>,
    query: Query<PlanQuery>,
    form: Form<Typed>,
) -> Turned {
    let plan = query.0.read()?;
    let saved = door.save(form.0.session().read(), move |work, draft| {
        let booked = commands::book(work, plan, draft)?;
        Ok(booked.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let (saved, frame) = (saved.await, booking(&door, plan)?);
    turn(&door, saved, move |look, errors| {
        page(frame, look, (plan, None), (&form.0, &errors))
    })
    .await
}

fn changing(door: &Guarded<act::ChangeSession>, id: SessionId) -> Result<Frame, Refused> {
    let action = format!("/sessions/{id}/change");
    Frame::new(door, "Change a session", action, format!("/sessions/{id}"))
}

fn of_session(session: &Session) -> Typed {
    Typed::of_session(&SessionFields::of(session)).with("version", session.version.to_string())
}

/// The form with the session as it is.
///
/// # Errors
/// As a problem page.
pub async fn change_form(door: Guarded<act::ChangeSession>, id: At<SessionId>) -> Shown {
    let frame = changing(&door, id.0)?;
    door.look(move |look| {
        let (session, _) = queries::permitted(look, id.0)?;
        let typed = of_session(&session);
        let at = (session.plan, Some(session.id));
        let page = page(frame, look, at, (&typed, &Errors::none()))?;
        Ok(look.seen(traces::seen(&session, "form to change it"), Page(page)))
    })
    .await
}

/// Changes a session.
///
/// # Errors
/// As a problem page.
pub async fn change(
    door: Guarded<act::ChangeSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let saved = door.save(form.0.session().read(), move |work, draft| {
        let changed = commands::change(work, (id.0, version), draft)?;
        Ok(changed.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let (saved, frame) = (saved.await, changing(&door, id.0)?);
    turn(&door, saved, move |look, errors| {
        let (session, _) = queries::permitted(look, id.0)?;
        page(frame, look, (session.plan, Some(id.0)), (&form.0, &errors))
    })
    .await
}
