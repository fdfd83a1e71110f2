//! The forms in which a person decides that a session goes ahead, by name and with a reason: although
//! something holds it, or although a change has put it in question.

use kernel::{id::SessionId, refusal::Refused, text::Narrative};
use law::access::{Act, act};

use super::{FormPage, Frame, Typed, changed_by, in_a_line};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    sessions::{
        Session, commands,
        queries::{self, Record},
        rules::{BecauseFields, DecisionFields},
        traces,
    },
    storage::{Done, Look, Work},
    web::{
        Errors,
        components::{Button, Content, Control, Radios, Textarea},
    },
};

/// What is decided.
#[derive(Clone, Copy)]
enum Decides {
    /// That something does not hold it.
    GoesAhead,
    /// That it stays as it is.
    IsKept,
}

impl Decides {
    const fn heading(self) -> &'static str {
        match self {
            Self::GoesAhead => "Decide on a session",
            Self::IsKept => "Keep a session, because",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::GoesAhead => "decide",
            Self::IsKept => "keep",
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::GoesAhead => "The session goes ahead",
            Self::IsKept => "Keep the session",
        }
    }

    /// Whether it is the reader's.
    fn is_theirs(self, record: &Record) -> bool {
        match self {
            Self::GoesAhead => !record.theirs.is_empty(),
            Self::IsKept => record.may_be_kept(),
        }
    }

    const fn not_theirs(self) -> &'static str {
        match self {
            Self::GoesAhead => {
                "Nothing that stands in its way is yours to decide. Its page says what puts it right, and who decides."
            }
            Self::IsKept => {
                "It is not yours to keep as it is. Its page says what puts it right, and who decides."
            }
        }
    }

    fn questions(self, record: &Record, typed: &Typed, errors: &Errors) -> Vec<Content> {
        let which = match self {
            Self::GoesAhead => Some(findings(record, typed, errors)),
            Self::IsKept => None,
        };
        which.into_iter().chain([reason(typed, errors)]).collect()
    }
}

fn findings(record: &Record, typed: &Typed, errors: &Errors) -> Content {
    let held = record.found.iter();
    let held = held.filter(|one| record.theirs.contains(&one.key));
    // What is the only thing to decide need not be chosen.
    let mut chosen = typed.text("finding");
    let mut theirs = record.theirs.iter();
    if let (true, Some(only), None) = (chosen.is_empty(), theirs.next(), theirs.next()) {
        chosen.clone_from(only);
    }
    let choices = held.fold(
        Radios::new("finding", "On what do you decide?"),
        |radios, one| {
            let reason = one.check.told();
            let who = reason.decided_by.unwrap_or_default();
            let words = format!("{} ({who} decides)", reason.explanation);
            radios.option(one.key.clone(), words)
        },
    );
    let choices = choices.value(chosen);
    Content::of(choices.error(errors.at("finding")))
}

fn reason(typed: &Typed, errors: &Errors) -> Content {
    Content::of(
        Textarea::new("reason", "Why does the session go ahead?")
            .hint("Your name and the reason are kept with the session.")
            .value(typed.text("reason"))
            .rows(4)
            .error(errors.at("reason")),
    )
}

/// What whoever decides no can do.
fn otherwise(page: &mut FormPage, record: &Record) {
    let id = record.session.id;
    let mut links = Vec::new();
    if record.may.contains(&Act::CancelSession) {
        let words = "It does not go ahead: call it off";
        links.push((words.to_owned(), format!("/sessions/{id}/cancel")));
    }
    if record.may.contains(&Act::ChangeSession) {
        let words = "It goes ahead in another way: change it";
        links.push((words.to_owned(), format!("/sessions/{id}/change")));
    }
    if links.is_empty() {
        let words = "If it must not go ahead, tell the coordinator, who calls it off. Until you decide, it is neither published nor started.";
        page.facts.push(words.to_owned());
    }
    page.links = links;
}

fn page(
    decides: Decides,
    frame: Frame,
    look: &mut Look<'_, act::DecideSession>,
    (id, typed, errors): (SessionId, &Typed, &Errors),
) -> Result<(FormPage, Session), Refused> {
    let record = queries::record(look, id)?;
    let names = queries::names_of(look, record.session.people())?;
    let line = in_a_line(&record.session, &names);
    let page = if decides.is_theirs(&record) {
        let questions = decides.questions(&record, typed, errors);
        let mut page = frame.page(&typed.text("version"), errors, questions);
        page.intro = Some(line);
        page.facts = match queries::controls_of(look, &record.session)? {
            Some(controls) if controls.is_empty() => {
                vec!["No risk assessment in force asks for a control.".to_owned()]
            }
            Some(controls) => vec![format!("Controls in force: {}.", controls.join("; "))],
            None => Vec::new(),
        };
        page.save = Some(Button::new(decides.button()));
        otherwise(&mut page, &record);
        page
    } else {
        let mut page = frame.page("", errors, Vec::new());
        page.intro = Some(format!("{line} {}", decides.not_theirs()));
        page.save = None;
        page
    };
    Ok((page, record.session))
}

fn frame(
    door: &Guarded<act::DecideSession>,
    id: SessionId,
    decides: Decides,
) -> Result<Frame, Refused> {
    let action = format!("/sessions/{id}/{}", decides.path());
    Frame::new(door, decides.heading(), action, format!("/sessions/{id}"))
}

async fn form(door: Guarded<act::DecideSession>, id: SessionId, decides: Decides) -> Shown {
    let frame = frame(&door, id, decides)?;
    door.look(move |look| {
        let (session, _) = queries::permitted(look, id)?;
        let typed = Typed::default().with("version", session.version.to_string());
        let asked = (id, &typed, &Errors::none());
        let (page, session) = page(decides, frame, look, asked)?;
        let what = match decides {
            Decides::GoesAhead => "form to decide",
            Decides::IsKept => "form to keep it",
        };
        Ok(look.seen(traces::seen(&session, what), Page(page)))
    })
    .await
}

async fn saved<F: Send + 'static>(
    door: Guarded<act::DecideSession>,
    (id, typed, decides): (SessionId, Typed, Decides),
    read: Result<F, Refused>,
    saves: impl Fn(
        &mut Work<'_, act::DecideSession>,
        (SessionId, i64),
        &F,
    ) -> Result<Done<Session>, Refused>
    + Send
    + Sync
    + 'static,
) -> Turned {
    let version = (id, typed.version());
    let answer = door.save(read, move |work, read| {
        let done = saves(work, version, read)?;
        Ok(done.map(|session| Goto(format!("/sessions/{}", session.id))))
    });
    let (answer, frame) = (answer.await, frame(&door, id, decides)?);
    turn(&door, answer, move |look, errors| {
        let errors = changed_by(look, id, errors)?;
        Ok(page(decides, frame, look, (id, &typed, &errors))?.0)
    })
    .await
}

/// The form, with everything that holds the session.
///
/// # Errors
/// As a problem page.
pub async fn decide_form(door: Guarded<act::DecideSession>, id: At<SessionId>) -> Shown {
    form(door, id.0, Decides::GoesAhead).await
}

/// Decides.
///
/// # Errors
/// As a problem page.
pub async fn decide(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let fields = DecisionFields {
        finding: form.0.text("finding"),
        reason: form.0.text("reason"),
    };
    let asked = (id.0, form.0, Decides::GoesAhead);
    saved(
        door,
        asked,
        fields.read(),
        |work, version, (finding, reason): &(String, Narrative)| {
            commands::decide(work, version, finding, reason)
        },
    )
    .await
}

/// The form that keeps a session that a change has put in question.
///
/// # Errors
/// As a problem page.
pub async fn keep_form(door: Guarded<act::DecideSession>, id: At<SessionId>) -> Shown {
    form(door, id.0, Decides::IsKept).await
}

/// Keeps it.
///
/// # Errors
/// As a problem page.
pub async fn keep(
    door: Guarded<act::DecideSession>,
    id: At<SessionId>,
    form: Form<Typed>,
) -> Turned {
    let fields = BecauseFields {
        reason: form.0.text("reason"),
    };
    let asked = (id.0, form.0, Decides::IsKept);
    saved(
        door,
        asked,
        fields.read(),
        |work, version, reason: &Narrative| commands::keep(work, version, reason),
    )
    .await
}
