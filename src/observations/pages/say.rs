//! Forms for what takes more than a button: an early end, a session that does not start, the
//! handover, somebody who is not let in, a line struck out.

use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
};
use law::{
    access::act,
    session::{EarlyEnd, Stage, Went},
};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{FormPage, Frame, Typed};
use crate::{
    http::{At, Guarded, Page, Query, Shown},
    observations::{
        EndDecider,
        queries::{self, Writing},
        rules::{check_in::reasons_at_the_door, handover::Taker, said_fields::taker_code},
        traces,
    },
    web::{
        Errors,
        components::{Button, Content, Control, Input, Radios, Textarea},
    },
};

/// What is to be said.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct SayQuery {
    /// What sort of entry.
    #[validate(length(max = 30, message = "Choose what happened."))]
    what: String,
    /// Of whom.
    #[validate(length(max = 30, message = "Choose a person."))]
    person: String,
    /// Of which entry.
    #[validate(length(max = 30, message = "Choose an entry."))]
    entry: String,
}

/// Whether this is said on a page of its own.
pub(super) fn is_said_on_a_page_of_its_own(what: &str) -> bool {
    heading(what).is_some()
}

fn heading(what: &str) -> Option<&'static str> {
    Some(match what {
        "person_arrived" => "Somebody arrived",
        "not_admitted" => "Somebody is not let in",
        "incident" => "Incident",
        "struck" => "Strike out",
        "session_started" => "The session has started",
        "session_paused" => "Interrupt the session",
        "session_ended" => "The session has ended",
        "session_ended_early" => "End early",
        "session_not_started" => "The session does not start",
        "session_closed" => "Everybody has gone home",
        _ => return None,
    })
}

/// The time something happened.
pub(super) fn time(typed: &Typed, errors: &Errors) -> Input {
    Input::new("time", "At what time?")
        .kind("time")
        .width(10)
        .hint("If it is now, leave it empty.")
        .value(typed.text("time"))
        .error(errors.at("time"))
}

/// The form for what is to be said.
pub(super) fn form_page(
    frame: Frame,
    (writing, takers): (&Writing, &[Taker]),
    typed: &Typed,
    errors: &Errors,
) -> Result<FormPage, Refused> {
    let what = typed.text("what");
    let heading = heading(&what).ok_or(Refused::Hidden)?;
    let path = format!("/sessions/{}/record", writing.session.id);
    let questions = match what.as_str() {
        "person_arrived" => arrival(writing, typed, errors),
        "not_admitted" => turned_away(writing, typed, errors),
        "incident" => incident(typed, errors),
        "struck" => vec![Content::of(line("reason", "Why?", typed, errors))],
        "session_started" => started(typed, errors),
        "session_paused" => vec![
            Content::of(line("reason", "Why?", typed, errors)),
            Content::of(time(typed, errors)),
        ],
        "session_ended" => vec![Content::of(time(typed, errors))],
        "session_ended_early" => early(typed, errors),
        "session_not_started" => not_started(typed, errors),
        _ => closed((writing, takers), typed, errors),
    };
    let mut page = frame.form((heading, path), errors, questions);
    if what == "session_closed" {
        page.children = each_asked(writing)
            .iter()
            .map(ToString::to_string)
            .collect();
    }
    page.about = about(writing);
    page.intro = intro(writing, &what, &typed.text("entry"));
    page.entry = typed.text("entry");
    page.what = what;
    page.proof = page.proof.typed_at(typed.text("typed_at"));
    page.save = Button::new("Save");
    Ok(page)
}

/// Which children's session, and when: a supervisor may have two, one after the other.
fn about(writing: &Writing) -> String {
    let session = &writing.session;
    let children = session.children.iter();
    let names: Vec<String> = children.map(|child| writing.names.of(*child)).collect();
    session.called(&names)
}

fn intro(writing: &Writing, what: &str, entry: &str) -> Option<String> {
    match what {
        "struck" => {
            let lines = super::timeline::lines(&writing.session, &writing.log, &writing.names);
            let line = lines.into_iter().find(|line| line.id.as_str() == entry)?;
            Some(format!(
                "{} {} {} It stays legible, with your reason.",
                line.time, line.what, line.text
            ))
        }
        "session_closed" => match writing.session.stage {
            Stage::Over(over) if matches!(over.went, Went::Held(_)) => Some(format!(
                "The end was recorded at {}. Until you save this page, it can be struck out.",
                over.went.over_since().london_time()
            )),
            _ => None,
        },
        "not_admitted" => Some(
            "Nobody comes in who is not on the list. The social worker is told.".to_owned(),
        ),
        "incident" => Some(
            "As soon as you save this, who manages the service and the social worker are told that something happened, and can read it here. If somebody is in danger, ring 999 first."
                .to_owned(),
        ),
        "session_ended_early" | "session_not_started" => Some(
            "The carer and the driver are told when the child comes back; the social worker is told today."
                .to_owned(),
        ),
        _ => None,
    }
}

fn line(name: &'static str, words: &'static str, typed: &Typed, errors: &Errors) -> Input {
    Input::new(name, words)
        .value(typed.text(name))
        .autocomplete("off")
        .error(errors.at(name))
}

fn account(words: &'static str, typed: &Typed, errors: &Errors) -> Textarea {
    Textarea::new("text", words)
        .value(typed.text("text"))
        .autocomplete("off")
        .error(errors.at("text"))
}

fn incident(typed: &Typed, errors: &Errors) -> Vec<Content> {
    let safety = "Is everybody safe now, and who was told already? (optional)";
    vec![
        Content::of(account("What happened? Facts first.", typed, errors)),
        Content::of(line("description", safety, typed, errors)),
        Content::of(time(typed, errors)),
    ]
}

fn started(typed: &Typed, errors: &Errors) -> Vec<Content> {
    let why = line("reason", "If it started late: why?", typed, errors)
        .hint("Asked for where it started more than half an hour after its time.");
    vec![Content::of(time(typed, errors)), Content::of(why)]
}

fn arrival(writing: &Writing, typed: &Typed, errors: &Errors) -> Vec<Content> {
    let session = &writing.session;
    let everybody = session.children.iter().chain(&session.visitors);
    let who = everybody.fold(Radios::new("person", "Who arrived?"), |radios, person| {
        radios.option(person.to_string(), writing.names.of(*person))
    });
    vec![
        Content::of(who.value(typed.text("person")).error(errors.at("person"))),
        Content::of(time(typed, errors)),
        Content::of(
            line(
                "reason",
                "If they are late: what reason did they give?",
                typed,
                errors,
            )
            .hint("In their words. Leave it empty if there is none."),
        ),
    ]
}

fn turned_away(writing: &Writing, typed: &Typed, errors: &Errors) -> Vec<Content> {
    let known = writing.others.iter().fold(
        Radios::new("person", "Who came?"),
        |radios, (person, name)| radios.option(person.to_string(), name.clone()),
    );
    let inside = writing.log.present();
    let visitors = writing.session.visitors.iter();
    let visitors = visitors.filter(|person| !inside.contains(person));
    let known = visitors.fold(known, |radios, person| {
        let words = format!("{}, who is on the list", writing.names.of(*person));
        radios.option(person.to_string(), words)
    });
    let known = known.option("other", "Somebody else");
    vec![
        Content::of(known.value(typed.text("person")).error(errors.at("person"))),
        Content::of(
            line(
                "description",
                "Who are they, or why were they not let in?",
                typed,
                errors,
            )
            .hint("For example, “said she is the mother’s sister”."),
        ),
        Content::of(time(typed, errors)),
    ]
}

fn early(typed: &Typed, errors: &Errors) -> Vec<Content> {
    let why = EarlyEnd::ALL
        .iter()
        .fold(Radios::new("reason", "Why?"), |radios, reason| {
            radios.option(reason.as_str(), reason.label())
        });
    let who = EndDecider::ALL
        .iter()
        .fold(Radios::new("decided_by", "Who decided?"), |radios, who| {
            radios.option(who.as_str(), who.label())
        });
    let words = "What was tried, how did the child take it, and whom did you tell?";
    vec![
        Content::of(why.value(typed.text("reason")).error(errors.at("reason"))),
        Content::of(
            who.value(typed.text("decided_by"))
                .error(errors.at("decided_by")),
        ),
        Content::of(account(words, typed, errors)),
        Content::of(time(typed, errors)),
    ]
}

fn not_started(typed: &Typed, errors: &Errors) -> Vec<Content> {
    let why = reasons_at_the_door().fold(Radios::new("reason", "Why?"), |radios, reason| {
        radios.option(reason.as_str(), reason.label())
    });
    vec![
        Content::of(why.value(typed.text("reason")).error(errors.at("reason"))),
        Content::of(account(
            "What was tried, and whom did you tell?",
            typed,
            errors,
        )),
        Content::of(time(typed, errors)),
    ]
}

/// The children that are asked about each by itself: where several came, each may go with somebody else.
fn each_asked(writing: &Writing) -> Vec<PersonId> {
    let came = writing.log.children_who_came(&writing.session);
    let several = came.len() > 1;
    came.into_iter().filter(|_| several).collect()
}

fn closed((writing, takers): (&Writing, &[Taker]), typed: &Typed, errors: &Errors) -> Vec<Content> {
    let asked = each_asked(writing);
    if asked.is_empty() {
        return closed_for_one(takers, typed, errors);
    }
    let each = asked.into_iter().flat_map(|child| {
        let (called, field) = (writing.names.of(child), format!("handed_to-{child}"));
        let who = takers.iter().filter(|taker| taker.may_take(child)).fold(
            Radios::new(field.clone(), format!("Who took {called}?")),
            |radios, taker| radios.option(taker_code(taker.to), taker.words.clone()),
        );
        let name = format!("name-{child}");
        let words = format!("What are they called who took {called}?");
        [
            Content::of(who.value(typed.text(&field)).error(errors.at(&field))),
            Content::of(
                Input::new(name.clone(), words)
                    .hint("A first name, or a badge number. Leave it empty if you do not know.")
                    .value(typed.text(&name))
                    .autocomplete("off")
                    .error(errors.at(&name)),
            ),
        ]
    });
    each.chain([Content::of(time(typed, errors))]).collect()
}

fn closed_for_one(takers: &[Taker], typed: &Typed, errors: &Errors) -> Vec<Content> {
    let who = takers.iter().fold(
        Radios::new("handed_to", "Who took the child?"),
        |radios, taker| radios.option(taker_code(taker.to), taker.words.clone()),
    );
    let who = who.option("nobody", "The child had not come");
    vec![
        Content::of(
            who.value(typed.text("handed_to"))
                .error(errors.at("handed_to")),
        ),
        Content::of(
            line("name", "What are they called?", typed, errors)
                .hint("A first name, or a badge number. Leave it empty if you do not know."),
        ),
        Content::of(time(typed, errors)),
    ]
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn say_form(
    door: Guarded<act::RecordSession>,
    id: At<SessionId>,
    query: Query<SayQuery>,
) -> Shown {
    let frame = Frame::new(&door, "Session", format!("/sessions/{}/record", id.0))?;
    let typed = Typed::default()
        .with("what", query.0.what)
        .with("person", query.0.person)
        .with("entry", query.0.entry);
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        let takers = queries::who_may_take(look, &writing.session)?;
        let page = form_page(frame, (&writing, &takers), &typed, &Errors::none())?;
        Ok(look.seen(traces::seen(&writing.session, "form"), Page(page)))
    })
    .await
}
