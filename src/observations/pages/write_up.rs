//! The headings of the record: six open, the rest on request, saved as often as one likes.

use askama::Template;
use kernel::{
    id::{SessionId, UserId},
    refusal::Refused,
    time::Instant,
};
use law::access::act;

use super::{
    Frame, Typed, is_signed,
    timeline::{Line, lines},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    observations::{
        Heading, NewEntry, What, commands,
        queries::{self, Writing},
        rules::{entry::may_be_written_up, headings::judging_words, said_fields::new_answers},
        traces,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{Button, Control, ErrorSummary, FormProof, Input, Textarea},
    },
};

#[derive(Template)]
#[template(path = "observations/write_up.html")]
struct WriteUpPage {
    shell: Shell,
    summary: Option<ErrorSummary>,
    names: String,
    /// Whether it is signed, so that nothing of it is written any more.
    is_signed: bool,
    recording: &'static str,
    due: Option<String>,
    path: String,
    proof: FormProof,
    open: Vec<HeadingBox>,
    more: Vec<HeadingBox>,
    more_filled: bool,
    notes: Vec<Line>,
    save: Button,
    review: Button,
}

/// A heading with its two questions.
struct HeadingBox {
    text: Textarea,
    not_observed: Input,
    /// What a second supervisor wrote under it.
    others: Vec<String>,
    /// Words that judge rather than tell.
    judging: Option<String>,
}

/// What this author wrote last, as the form takes it.
fn typed_before(writing: &Writing, author: UserId) -> Typed {
    let answers = writing.log.answers();
    let mine = answers
        .into_iter()
        .filter_map(|(heading, by_author)| Some((heading, *by_author.get(&author)?)));
    mine.fold(Typed::default(), |typed, (heading, entry)| {
        let What::Answered {
            text, not_observed, ..
        } = &entry.what
        else {
            return typed;
        };
        let text = text.as_ref().map(ToString::to_string).unwrap_or_default();
        let not = not_observed.as_ref().map(ToString::to_string);
        typed
            .with(heading.as_str(), text)
            .with(&format!("{heading}-not"), not.unwrap_or_default())
    })
}

fn one_box(
    heading: Heading,
    (writing, author): (&Writing, UserId),
    typed: &Typed,
    errors: &Errors,
) -> HeadingBox {
    let text = typed.text(heading.as_str());
    let judging = judging_words(&text);
    let answers = writing.log.answers();
    let others = answers.get(&heading).into_iter().flatten();
    let others = others.filter(|(by, _)| **by != author);
    let others = others.filter_map(|(by, entry)| {
        let words = words_of(&entry.what)?;
        Some(format!("{} wrote: {words}", writing.names.staff(*by)))
    });
    let needed = writing.needed.contains(&heading);
    let label = if needed {
        heading.label().to_owned()
    } else {
        format!("{} (optional)", heading.label())
    };
    let why = if heading == Heading::Strengths {
        "None observed because"
    } else {
        "Not observed because"
    };
    HeadingBox {
        others: others.collect(),
        judging: (!judging.is_empty()).then(|| judging.join("”, “")),
        text: Textarea::new(heading.as_str(), label)
            .hint(heading.prompt())
            .value(text)
            .autocomplete("off")
            .error(errors.at(heading.as_str())),
        not_observed: Input::new(
            format!("{heading}-not"),
            format!("{}: {}", heading.label(), why.to_lowercase()),
        )
        .value(typed.text(&format!("{heading}-not")))
        .autocomplete("off")
        .error(errors.at(&format!("{heading}-not"))),
    }
}

/// What stands under a heading, in one text.
pub(super) fn words_of(what: &What) -> Option<String> {
    match what {
        What::Answered {
            text: Some(text), ..
        } => Some(text.to_string()),
        What::Answered {
            not_observed: Some(reason),
            ..
        } => Some(format!("Not observed because: {reason}")),
        _ => None,
    }
}

fn page(
    frame: Frame,
    (writing, author): (&Writing, UserId),
    typed: &Typed,
    errors: &Errors,
) -> WriteUpPage {
    let boxes = |open: bool| {
        let headings = Heading::ALL
            .iter()
            .filter(|heading| heading.is_open() == open);
        headings
            .map(|heading| one_box(*heading, (writing, author), typed, errors))
            .collect()
    };
    let mut closed = Heading::ALL.iter().filter(|heading| !heading.is_open());
    WriteUpPage {
        shell: frame.shell.errors(!errors.is_empty()),
        summary: errors.summary(),
        names: writing.brief.called(),
        is_signed: is_signed(&writing.session),
        recording: writing.recording.label(),
        due: writing.due.map(Instant::in_full),
        path: format!("/sessions/{}", writing.session.id),
        proof: frame.proof,
        open: boxes(true),
        more: boxes(false),
        more_filled: closed.any(|heading| {
            !typed.text(heading.as_str()).is_empty() || errors.at(heading.as_str()).is_some()
        }),
        notes: lines(&writing.session, &writing.log, &writing.names),
        save: Button::new("Save for later")
            .secondary()
            .sends("then", "later"),
        review: Button::new("Save and review").sends("then", "review"),
    }
}

/// The headings with what was saved.
///
/// # Errors
/// As a problem page.
pub async fn write_up_form(door: Guarded<act::RecordSession>, id: At<SessionId>) -> Shown {
    let frame = Frame::new(&door, "Write up", format!("/sessions/{}/record", id.0))?;
    let author = door.caller().0;
    door.look(move |look| {
        let writing = queries::writing(look, id.0)?;
        may_be_written_up(&writing.session.stage)?;
        let typed = typed_before(&writing, author);
        let page = page(frame, (&writing, author), &typed, &Errors::none());
        Ok(look.seen(traces::seen(&writing.session, "headings"), Page(page)))
    })
    .await
}

/// Saves what is new under the headings.
///
/// # Errors
/// As a problem page.
pub async fn write_up(
    door: Guarded<act::RecordSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let (typed, now, author) = (form.0, door.now(), door.caller().0);
    let goes = if typed.text("then") == "review" {
        "sign"
    } else {
        "write-up"
    };
    let saved = door.save(Ok(typed.answers()), move |work, answers| {
        let writing = queries::writing(work, id.0)?;
        let mut entries = Vec::new();
        for what in new_answers(answers, &writing.log, author)? {
            entries.push(NewEntry {
                id: work.mint()?,
                happened: now,
                written: now,
                what,
            });
        }
        let saved = commands::answer(work, id.0, &entries)?;
        Ok(saved.map(|_| Goto(format!("/sessions/{}/{goes}", id.0))))
    });
    let back = format!("/sessions/{}/record", id.0);
    let (saved, frame) = (saved.await, Frame::new(&door, "Write up", back)?);
    let again =
        move |look: &mut Look<'_, act::RecordSession>, errors: Errors| -> Result<_, Refused> {
            let writing = queries::writing(look, id.0)?;
            Ok(page(frame, (&writing, author), &typed, &errors))
        };
    turn(&door, saved, again).await
}
