//! The session while it is held: who is there, notes, and the steps of its life.

use askama::Template;
use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
    time::Instant,
};
use law::{access::act, session::Stage};

use super::{
    Frame, Typed, is_signed,
    say::{form_page, is_said_on_a_page_of_its_own},
    standing,
    timeline::{Line, lines},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    observations::{
        NewEntry, NoteKind, Source, commands,
        queries::{self, Writing},
        rules::{
            check_in::{grace_ends, minutes_late},
            entry::may_strike,
        },
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Content, Control, ErrorSummary, FormProof, Radios, Standing, Status, Textarea,
        },
    },
};

#[derive(Template)]
#[template(path = "observations/record.html")]
struct RecordPage {
    shell: Shell,
    summary: Option<ErrorSummary>,
    names: String,
    slot: String,
    status: Status,
    must: Vec<String>,
    path: String,
    proof: FormProof,
    read_brief: bool,
    people: Vec<Here>,
    grace: Option<String>,
    buttons: Vec<(&'static str, Button)>,
    links: Vec<(String, &'static str)>,
    note: Option<Vec<Content>>,
    save: Button,
    timeline: Vec<Line>,
}

struct Here {
    id: PersonId,
    name: String,
    status: Status,
    may_arrive: bool,
    may_leave: bool,
}

fn page(
    frame: Frame,
    writing: &Writing,
    typed: &Typed,
    errors: &Errors,
    now: Instant,
) -> RecordPage {
    let session = &writing.session;
    let path = format!("/sessions/{}", session.id);
    let names: Vec<&str> = writing
        .brief
        .children
        .iter()
        .map(|child| child.name.as_str())
        .collect();
    let mut timeline = lines(session, &writing.log, &writing.names);
    timeline.reverse();
    let mine = |line: &&mut Line| {
        let theirs = (line.id, writing.author);
        !is_signed(session) && may_strike(session, &writing.log, theirs).is_ok()
    };
    for line in timeline.iter_mut().filter(mine) {
        line.strike = Some(format!("{path}/say?what=struck&entry={}", line.id));
    }
    RecordPage {
        shell: frame.shell.errors(!errors.is_empty()),
        summary: errors.summary(),
        names: names.join(" and "),
        slot: session.slot().in_full(),
        status: standing(session),
        must: writing
            .brief
            .must
            .iter()
            .map(|must| must.words.clone())
            .collect(),
        proof: frame.proof,
        read_brief: writing.brief_read || !comes_before_the_end(&session.stage),
        people: people(writing),
        grace: grace(writing, now),
        buttons: buttons(&session.stage),
        links: links(&session.stage, &path),
        note: takes_notes(&session.stage).then(|| note(typed, errors)),
        save: Button::new("Save note"),
        timeline,
        path,
    }
}

const fn comes_before_the_end(stage: &Stage) -> bool {
    matches!(
        stage,
        Stage::Published(_)
            | Stage::Confirmed(_)
            | Stage::Open(_)
            | Stage::Running(_)
            | Stage::Paused(_)
    )
}

const fn takes_notes(stage: &Stage) -> bool {
    comes_before_the_end(stage) || matches!(stage, Stage::Over(_) | Stage::Closed(_))
}

fn people(writing: &Writing) -> Vec<Here> {
    let (session, presence) = (&writing.session, writing.log.presence());
    let goes_on = comes_before_the_end(&session.stage);
    let here = |person: PersonId| {
        let seen = presence.get(&person);
        let there = seen.is_some_and(|presence| presence.left.is_none());
        let status = match seen {
            None => Status::new(Standing::Quiet, "Not here yet"),
            Some(presence) => {
                let late = minutes_late(session.slot(), presence.arrived)
                    .filter(|_| session.visitors.contains(&person))
                    .map(|minutes| format!(" ({minutes} min late)"));
                let late = late.unwrap_or_default();
                let arrived = presence.arrived.london_time();
                match presence.left {
                    None => Status::new(Standing::Ok, format!("Here since {arrived}{late}")),
                    Some(left) => Status::new(
                        Standing::Away,
                        format!("{arrived}{late} to {}", left.london_time()),
                    ),
                }
            }
        };
        Here {
            id: person,
            name: writing.names.of(person),
            status,
            may_arrive: goes_on && !there,
            may_leave: there && goes_on,
        }
    };
    let everybody = session.children.iter().chain(&session.visitors);
    everybody.map(|person| here(*person)).collect()
}

/// Until when the family is waited for, while somebody is missing.
fn grace(writing: &Writing, now: Instant) -> Option<String> {
    let session = &writing.session;
    let arrived = writing.log.arrived();
    let nobody = !session.visitors.is_empty() && arrived.is_disjoint(&session.visitors);
    let waits = matches!(
        session.stage,
        Stage::Published(_) | Stage::Confirmed(_) | Stage::Open(_)
    );
    if !nobody || !waits || now < session.slot().starts() {
        return None;
    }
    let until = grace_ends(session.slot(), writing.grace_minutes);
    Some(if now < until {
        let minutes = now.minutes_until(until);
        format!(
            "Nobody of the family is here. They are waited for until {}: {minutes} min more.",
            until.london_time()
        )
    } else {
        format!(
            "Nobody of the family is here, and the wait ended at {}. You may say that the session does not start.",
            until.london_time()
        )
    })
}

fn buttons(stage: &Stage) -> Vec<(&'static str, Button)> {
    match stage {
        Stage::Open(_) => vec![("session_started", Button::new("Start the session"))],
        Stage::Running(_) => vec![("session_ended", Button::new("End the session"))],
        Stage::Paused(_) => vec![
            ("session_resumed", Button::new("Go on")),
            ("session_ended", Button::new("End the session").secondary()),
        ],
        _ => Vec::new(),
    }
}

fn links(stage: &Stage, path: &str) -> Vec<(String, &'static str)> {
    let say = |what: &str, words| (format!("{path}/say?what={what}"), words);
    let other = || say("not_admitted", "Somebody else came");
    let to = |end: &str, words| (format!("{path}/{end}"), words);
    match stage {
        Stage::Published(_) | Stage::Confirmed(_) | Stage::Open(_) => vec![
            other(),
            say("session_not_started", "The session does not start"),
        ],
        Stage::Running(_) => vec![
            other(),
            say("session_paused", "Interrupt it"),
            say("session_ended", "It ended at another time"),
            say("session_ended_early", "End early"),
            to("write-up", "Write under the headings"),
        ],
        Stage::Paused(_) => vec![
            other(),
            say("session_ended", "It ended at another time"),
            say("session_ended_early", "End early"),
        ],
        Stage::Over(_) => vec![
            say("session_closed", "Everybody has gone home"),
            to("write-up", "Write up the record"),
        ],
        Stage::Closed(_) => vec![
            to("write-up", "Write up the record"),
            to("sign", "Review and sign"),
        ],
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_) => {
            vec![
                to("observation", "Read the signed record"),
                to("addendum", "Add to the record"),
            ]
        }
        _ => Vec::new(),
    }
}

fn note(typed: &Typed, errors: &Errors) -> Vec<Content> {
    let kinds = NoteKind::ALL.iter().fold(
        Radios::new("kind", "What sort of thing?").inline(),
        |radios, kind| radios.option(kind.as_str(), kind.label()),
    );
    let sources = Source::ALL.iter().fold(
        Radios::new("source", "How do you know?").inline(),
        |radios, source| radios.option(source.as_str(), source.label()),
    );
    let source = match typed.text("source") {
        none if none.is_empty() => Source::Seen.to_string(),
        chosen => chosen,
    };
    vec![
        Content::of(kinds.value(typed.text("kind")).error(errors.at("kind"))),
        Content::of(
            Textarea::new("text", "What happened? Facts first.")
                .hint("Only you and a second supervisor of this session see it until the record is signed. It is kept as you save it.")
                .value(typed.text("text"))
                .autocomplete("off")
                .error(errors.at("text")),
        ),
        Content::of(super::say::time(typed, errors)),
        Content::of(sources.value(source).error(errors.at("source"))),
    ]
}

/// The session while it is held, for a supervisor of it.
///
/// # Errors
/// As a problem page.
pub async fn record(door: Guarded<act::RecordSession>, id: At<SessionId>) -> Shown {
    let (frame, now) = (Frame::new(&door, "Session", "/today")?, door.now());
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        let page = page(frame, &writing, &Typed::default(), &Errors::none(), now);
        Ok(look.seen(traces::seen(&writing.session, "log"), Page(page)))
    })
    .await
}

/// Says something of a session: an arrival, a note, a step. What does not fit is shown again where
/// it was typed.
///
/// # Errors
/// As a problem page.
pub async fn say(
    door: Guarded<act::RecordSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let (typed, now) = (form.0, door.now());
    let said = typed.said();
    let saved = door.save(Ok(said), move |work, said| {
        let day = queries::day_of(work, id.0)?;
        let (happened, what) = said.read(day, now)?;
        let new = NewEntry {
            id: work.mint()?,
            happened,
            written: now,
            what,
        };
        let added = commands::add(work, id.0, &new)?;
        Ok(added.map(|_| Goto(format!("/sessions/{}/record", id.0))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Session", "/today")?);
    let what = typed.text("what");
    let apart = typed.text("page") == "say" && is_said_on_a_page_of_its_own(&what);
    let again =
        move |look: &mut Look<'_, act::RecordSession>, errors: Errors| -> Result<Again, Refused> {
            let writing = queries::writing(look, id.0)?;
            let errors = errors.beside("/happened_at", "/time");
            Ok(if apart {
                let takers = queries::who_may_take(look, &writing.session)?;
                Again::Form(form_page(frame, (&writing, &takers), &typed, &errors)?)
            } else {
                Again::Record(page(frame, &writing, &typed, &errors, now))
            })
        };
    turn(&door, saved, again).await
}

/// The page on which something was typed that was not saved.
#[derive(Template)]
#[template(
    source = "{% match self %}{% when Self::Form with (page) %}{{ page|safe }}{% when Self::Record with (page) %}{{ page|safe }}{% endmatch %}",
    ext = "html"
)]
enum Again {
    Form(super::FormPage),
    Record(RecordPage),
}
