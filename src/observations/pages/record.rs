//! The session while it is held: who is there, notes, and the steps of its life.

use askama::Template;
use kernel::{id::SessionId, refusal::Refused, time::Instant};
use law::{access::act, session::Stage};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{
    Frame, Typed,
    at_hand::AtHand,
    here::{Here, Saved, Start, grace, people, saved, start},
    is_signed,
    say::{form_page, is_said_on_a_page_of_its_own},
    standing,
    timeline::{Line, lines},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, turn},
    observations::{
        NewEntry, NoteKind, Source, What, commands,
        queries::{self, Writing},
        rules::{
            check_in::door_opens,
            entry::{
                BEFORE_THE_ARRIVAL, comes_before_the_end, is_after_the_first_arrival, may_strike,
            },
            handover::field_of,
            when_typed::typed as when_typed,
        },
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Checkboxes, Content, Control, ErrorSummary, FormProof, Radios, Status, Textarea,
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
    /// The same of the note, with when it was typed.
    note_proof: FormProof,
    read_brief: bool,
    at_hand: AtHand,
    saved: Option<Saved>,
    people: Vec<Here>,
    grace: Option<String>,
    start: Start,
    buttons: Vec<(&'static str, Button)>,
    links: Vec<(String, &'static str)>,
    note: Option<Vec<Content>>,
    save: Button,
    timeline: Vec<Line>,
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
    let must = writing.brief.must.iter();
    let incident = takes_notes(&session.stage).then(|| format!("{path}/say?what=incident"));
    RecordPage {
        shell: frame.shell.errors(!errors.is_empty()),
        summary: errors.summary(),
        names: writing.brief.called(),
        slot: session.slot().in_full(),
        status: standing(session),
        must: must.map(|must| must.words.clone()).collect(),
        note_proof: frame.proof.clone().typed_at(typed.text("typed_at")),
        proof: frame.proof.typed_at(""),
        read_brief: writing.brief_read || !comes_before_the_end(&session.stage),
        at_hand: AtHand::new(writing.phone.as_ref(), incident),
        saved: None,
        people: people(writing),
        start: start(writing, &path, now),
        grace: grace(writing, now),
        buttons: buttons(&session.stage),
        links: links(&session.stage, &path),
        note: takes_notes(&session.stage).then(|| note(typed, errors)),
        save: Button::new("Save note"),
        timeline: timeline(writing, &path),
        path,
    }
}

/// What was said so far, the newest first, with what the author may strike out.
fn timeline(writing: &Writing, path: &str) -> Vec<Line> {
    let session = &writing.session;
    let mut timeline = lines(session, &writing.log, &writing.names);
    timeline.reverse();
    let mine = |line: &&mut Line| {
        let theirs = (line.id, writing.author);
        !is_signed(session) && may_strike(session, &writing.log, theirs).is_ok()
    };
    for line in timeline.iter_mut().filter(mine) {
        line.strike = Some(format!("{path}/say?what=struck&entry={}", line.id));
    }
    timeline
}

const fn takes_notes(stage: &Stage) -> bool {
    comes_before_the_end(stage) || matches!(stage, Stage::Over(_) | Stage::Closed(_))
}

fn buttons(stage: &Stage) -> Vec<(&'static str, Button)> {
    match stage {
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
        Stage::Published(_) | Stage::Confirmed(_) => vec![
            other(),
            say("session_not_started", "The session does not start"),
        ],
        Stage::Open(_) => vec![
            other(),
            say("session_started", "It started at another time"),
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
                to("addendum", "Add an addendum"),
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
    let asked = errors.each().any(|one| one.code == BEFORE_THE_ARRIVAL);
    let early = Checkboxes::new("early", "Was it before anybody arrived?")
        .option("yes", "Yes, the time is right")
        .values(Some(typed.text("early")));
    let early = (asked || !typed.text("early").is_empty()).then(|| Content::of(early));
    let mut questions = vec![
        Content::of(kinds.value(typed.text("kind")).error(errors.at("kind"))),
        Content::of(
            Textarea::new("text", "What happened? Facts first.")
                .hint("Only you and a second supervisor of this session see it until the record is signed. It is kept as you save it.")
                .value(typed.text("text"))
                .autocomplete("off")
                .error(errors.at("text")),
        ),
        Content::of(super::say::time(typed, errors)),
    ];
    questions.extend(early);
    questions.push(Content::of(
        sources.value(source).error(errors.at("source")),
    ));
    questions
}

/// What was saved just now.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct RecordQuery {
    /// The entry.
    #[validate(length(max = 30, message = "Choose an entry."))]
    saved: String,
}

/// The session while it is held, for a supervisor of it.
///
/// # Errors
/// As a problem page.
pub async fn record(
    door: Guarded<act::RecordSession>,
    id: At<SessionId>,
    query: Query<RecordQuery>,
) -> Shown {
    let (frame, now) = (Frame::new(&door, "Session", "/today")?, door.now());
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        let mut page = page(frame, &writing, &Typed::default(), &Errors::none(), now);
        page.saved = saved(&writing, &query.0.saved);
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
    let (said, is_meant) = (typed.said(), !typed.text("early").is_empty());
    let typed_at = typed.at();
    let saved = door.save(Ok(said), move |work, said| {
        let slot = queries::slot_of(work, id.0)?;
        let typed = when_typed(typed_at, now, door_opens(slot));
        let (happened, what) = said.read(slot.day(), typed.happened)?;
        // A time that was typed may be a slip; when something was typed is none.
        let is_slip = !said.time.trim().is_empty() && !is_meant;
        if matches!(what, What::Note { .. }) && is_slip {
            is_after_the_first_arrival(&queries::writing(work, id.0)?.log, happened)?;
        }
        let new = NewEntry {
            id: work.mint()?,
            happened,
            written: typed.written,
            what,
        };
        let clock = typed.found.filter(|_| happened == typed.happened);
        let added = commands::add_typed(work, id.0, &new, clock)?;
        let page = format!("/sessions/{}/record", id.0);
        Ok(added.map(|entry| Goto(format!("{page}?saved={}#saved", entry.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Session", "/today")?);
    let what = typed.text("what");
    let apart = typed.text("page") == "say" && is_said_on_a_page_of_its_own(&what);
    let again =
        move |look: &mut Look<'_, act::RecordSession>, errors: Errors| -> Result<Again, Refused> {
            let writing = queries::writing(look, id.0)?;
            let errors = errors
                .beside("/happened_at", "/time")
                .beside("/remark", "/reason");
            Ok(if apart {
                let errors = errors_of_each(errors, &writing);
                let takers = queries::who_may_take(look, &writing.session)?;
                let page = form_page(frame, (&writing, &takers), &typed, &errors)?;
                Again::Form(Box::new(page))
            } else {
                Again::Record(Box::new(page(frame, &writing, &typed, &errors, now)))
            })
        };
    turn(&door, saved, again).await
}

/// Each error says which child it is of: the summary is read without the fields.
fn errors_of_each(errors: Errors, writing: &Writing) -> Errors {
    let children = writing.session.children.iter();
    children.fold(errors, |errors, child| {
        errors.naming(&field_of(*child), &writing.names.of(*child))
    })
}

/// The page on which something was typed that was not saved.
#[derive(Template)]
#[template(
    source = "{% match self %}{% when Self::Form with (page) %}{{ page|safe }}{% when Self::Record with (page) %}{{ page|safe }}{% endmatch %}",
    ext = "html"
)]
enum Again {
    Form(Box<super::FormPage>),
    Record(Box<RecordPage>),
}
