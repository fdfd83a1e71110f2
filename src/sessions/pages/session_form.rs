//! The form that books a session of a plan, and the one that changes it. What does not fit is said
//! in words beside what was typed, with who could supervise instead.

use kernel::{
    id::{PersonId, PlanId, SessionId},
    refusal::Refused,
    text::capital,
};
use law::{
    access::{Action, OnRecords, about, act},
    proposal::{Level, Mode, PlaceKind},
};

use super::{
    FormPage, Frame, PlanQuery, Typed,
    asked::Asked,
    changed_by,
    fits::{Fits, of_service, question_of},
    said,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turn, Turned, turn},
    referrals::Plan,
    sessions::{
        Session, commands,
        queries::{self, Choices, RoomChoice},
        rules::{Candidate, SessionFields},
        traces,
    },
    storage::{Look, Reads},
    web::{
        Errors,
        components::{
            Button, Checkboxes, Choice, Content, Control, Decorate as _, Radios, Select, Textarea,
        },
    },
};

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

/// Rooms with what they are, and once the time is known by whether they can be had then.
fn room(choices: &Choices, rooms: &[RoomChoice], (typed, errors): (&Typed, &Errors)) -> Content {
    let empty = Select::new("room", "Which room?").option("", "None yet");
    let groups = [("Free then", true), ("Not free then", false)];
    let known = groups.iter().fold(empty, |select, (words, free)| {
        let of_group = rooms.iter().filter(|one| one.against.is_empty() == *free);
        of_group.fold(select.group(*words), |select, one| {
            select.option(one.room.to_string(), format!("{}: {}", one.name, one.has))
        })
    });
    let others = choices
        .rooms
        .iter()
        .filter(|(id, _)| !rooms.iter().any(|one| one.room == *id));
    let all = others.fold(known.no_group(), |select, (id, words)| {
        select.option(id.to_string(), words)
    });
    Content::of(all.value(typed.text("room")).error(errors.at("room")))
}

fn questions(
    choices: &Choices,
    rooms: &[RoomChoice],
    (typed, errors): (&Typed, &Errors),
) -> Vec<Content> {
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
    all.push(room(choices, rooms, asked));
    all.push(one_of(venue, &choices.venues, asked));
    all.push(Content::of(supervisors));
    all.push(one_of(taxi, &choices.taxis, asked));
    all.push(one_of(interpreter, &choices.interpreters, asked));
    all.push(Content::of(note));
    all
}

/// What the button sends that asks what could be had, and saves nothing.
const LOOK: &str = "look";

/// Who could supervise what was typed and in which rooms it could be, once its time is known.
fn fitting(
    reads: &mut dyn Reads,
    of: (Option<SessionId>, &Plan),
    typed: &Typed,
) -> Result<(Vec<Candidate>, Vec<RoomChoice>), Refused> {
    let Ok(draft) = typed.session().read() else {
        return Ok((Vec::new(), Vec::new()));
    };
    queries::fitting(reads, of, &draft)
}

/// What of the form could not be read, so that nothing can be said of who is free.
fn unread(typed: &Typed) -> Errors {
    match typed.session().read() {
        Err(Refused::Invalid(errors)) => Errors::from(errors),
        _ => Errors::none(),
    }
}

/// Which session a form is about.
#[derive(Clone, Copy)]
enum Of {
    New(Asked),
    Changed(PlanId, SessionId),
}

/// The form, with who and what could be had at the time it says.
fn page<A: Action<About = about::Cases> + OnRecords>(
    frame: Frame,
    look: &mut Look<'_, A>,
    of: Of,
    (typed, errors): (&Typed, &Errors),
) -> Result<FormPage, Refused> {
    let (plan, id, asked) = match of {
        Of::New(asked) => (asked.plan, None, Some(asked)),
        Of::Changed(plan, id) => (plan, Some(id), None),
    };
    let mut choices = queries::choices(look, plan)?;
    if let Some(id) = id {
        let session = queries::session(look, id)?;
        choices.keep_those_of(look, &session)?;
    }
    look.shows(choices.subjects());
    let errors = errors.clone().at_questions(|error| {
        question_of(error.code)
            .or_else(|| of_service(error, (&choices.taxis, &choices.interpreters)))
    });
    let errors = errors.naming("from", "From when");
    let errors = &errors.naming("to", "Until when");
    let (candidates, rooms) = fitting(look, (id, &choices.plan), typed)?;
    let questions = questions(&choices, &rooms, (typed, errors));
    let mut page = frame.page(&typed.text("version"), errors, questions);
    if !candidates.is_empty() {
        // What is held by video or letter is in no room.
        let mode = typed.text("mode").parse::<Mode>();
        let is_meeting = mode.is_ok_and(Mode::is_meeting);
        let rooms = if is_meeting { &rooms[..] } else { &[] };
        page.fits = Some(Fits::new(&candidates, rooms));
    }
    page.look = Some(
        Button::new("Show who and which rooms are free then")
            .secondary()
            .sends(LOOK, "free")
            .attribute("formaction", format!("{}#free", page.action)),
    );
    page.intro = Some(
        "Everything is checked when you save: orders, refusals, risk, rooms, hours and whoever is booked already. School and times that do not suit are not: read them."
            .to_owned(),
    );
    page.said = said(&choices.said);
    if let Some(asked) = asked {
        page.facts = asked.in_words(&choices);
    }
    Ok(page)
}

fn booking(door: &Guarded<act::BookSession>, asked: &Asked) -> Result<Frame, Refused> {
    let action = format!("/sessions?{}", asked.address());
    Frame::new(door, "Book a session", action, asked.back())
}

/// The form with what the plan says, and the standing slot that is without a session.
///
/// # Errors
/// As a problem page.
pub async fn new_session(door: Guarded<act::BookSession>, query: Query<PlanQuery>) -> Shown {
    let asked = query.0.read()?;
    let frame = booking(&door, &asked)?;
    door.look(move |look| {
        let choices = queries::choices(look, asked.plan)?;
        let slot = match asked.standing {
            Some(slot) => queries::draft_for(look, &choices.plan, slot)?,
            None => None,
        };
        let (plan, pattern) = queries::slots_of_plan(look, asked.plan)?;
        let fields = slot.map_or_else(
            || SessionFields::of_plan(&plan, &pattern),
            |draft| SessionFields::of_draft(&draft),
        );
        let typed = Typed::of_session(&fields);
        let page = page(frame, look, Of::New(asked), (&typed, &Errors::none()))?;
        Ok(look.seen(traces::slots_seen(&choices.plan), Page(page)))
    })
    .await
}

/// Books a session; or, asked for that, shows who and what could be had.
///
/// # Errors
/// As a problem page.
pub async fn book(
    door: Guarded<act::BookSession>,
    query: Query<PlanQuery>,
    form: Form<Typed>,
) -> Turned {
    let asked = query.0.read()?;
    let frame = booking(&door, &asked)?;
    if !form.0.text(LOOK).is_empty() {
        let seen = door.look(move |look| {
            let (plan, _) = queries::slots_of_plan(look, asked.plan)?;
            let page = page(frame, look, Of::New(asked), (&form.0, &unread(&form.0)))?;
            Ok(look.seen(traces::slots_seen(&plan), Page(page)))
        });
        return seen.await.map(Turn::Again);
    }
    let (plan, standing) = (asked.plan, asked.standing);
    let saved = door.save(form.0.session().read(), move |work, draft| {
        let booked = commands::book_for(work, (plan, standing), draft)?;
        Ok(booked.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let saved = saved.await;
    turn(&door, saved, move |look, errors| {
        page(frame, look, Of::New(asked), (&form.0, &errors))
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
        let of = Of::Changed(session.plan, session.id);
        let page = page(frame, look, of, (&typed, &Errors::none()))?;
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
    let (version, frame) = (form.0.version(), changing(&door, id.0)?);
    if !form.0.text(LOOK).is_empty() {
        let seen = door.look(move |look| {
            let (session, _) = queries::permitted(look, id.0)?;
            let of = Of::Changed(session.plan, session.id);
            let page = page(frame, look, of, (&form.0, &unread(&form.0)))?;
            Ok(look.seen(traces::seen(&session, "form to change it"), Page(page)))
        });
        return seen.await.map(Turn::Again);
    }
    let saved = door.save(form.0.session().read(), move |work, draft| {
        let changed = commands::change(work, (id.0, version), draft)?;
        Ok(changed.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let saved = saved.await;
    turn(&door, saved, move |look, errors| {
        let (session, _) = queries::permitted(look, id.0)?;
        let of = Of::Changed(session.plan, id.0);
        let errors = changed_by(look, id.0, errors)?;
        page(frame, look, of, (&form.0, &errors))
    })
    .await
}
