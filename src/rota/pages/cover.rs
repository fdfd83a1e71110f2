//! The page of 08:30: who is away, what that leaves short, and who could step in.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::{AbsenceId, SessionId, SupervisorId},
    refusal::Refused,
};
use law::{
    access::{Action, act},
    minimum::Minimum,
};
use serde::Deserialize;
use validator::Validate;

use super::tiles::hours;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Query, Shown, Turned, proof, shell, turn},
    rota::{
        commands,
        queries::{self, Cover, Hit},
        traces,
    },
    sessions::rules::Candidate,
    storage::Look,
    web::{
        Errors, Shell,
        components::{ErrorSummary, FormProof, NotificationBanner},
    },
};

/// What a browser sends: which session, as it was seen, and who steps in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CoverForm {
    session: String,
    version: String,
    supervisor: String,
}

impl CoverForm {
    fn session(&self) -> Result<(SessionId, i64), Refused> {
        let version = self.version.parse().unwrap_or_default();
        let id = self.session.parse().map_err(|_not_an_id| open_again())?;
        Ok((id, version))
    }

    fn choice(&self) -> Result<((SessionId, i64), SupervisorId), Refused> {
        let supervisor = self.supervisor.parse().map_err(|_not_an_id| open_again())?;
        Ok((self.session()?, supervisor))
    }
}

/// The session that somebody was just found for, or that was called off.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct Just {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    done: String,
}

fn open_again() -> Refused {
    Refused::field(
        "",
        "not-found",
        "Choose a session and somebody from the list",
    )
}

struct Fit {
    id: String,
    name: String,
    words: String,
}

struct Other {
    name: String,
    words: String,
}

struct HitView {
    href: String,
    session: String,
    version: String,
    what: String,
    lines: Vec<String>,
    fits: Vec<Fit>,
    others: Vec<Other>,
    /// Further people who could step in.
    more: Vec<Fit>,
    /// What calling it off comes to.
    owed: Vec<String>,
}

#[derive(Template)]
#[template(path = "rota/cover.html")]
struct CoverPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    when: String,
    heading: String,
    count: String,
    unseen: Option<String>,
    path: String,
    hits: Vec<HitView>,
}

/// How many are offered at once; the others stand folded away beneath them.
const OFFERED: usize = 5;

struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new<A: Action>(door: &Guarded<A>) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, "Cover for an absence"),
            proof: proof(door)?,
        })
    }

    fn page(self, cover: &Cover, errors: &Errors) -> CoverPage {
        let name = &cover.supervisor.details.name;
        let count = cover.hits.len();
        CoverPage {
            shell: self
                .shell
                .back(format!("/supervisors/{}", cover.supervisor.id))
                .errors(!errors.is_empty()),
            proof: self.proof,
            summary: errors.summary(),
            when: cover.absence.span.in_words(),
            heading: format!("Who steps in for {name}?"),
            count: match count {
                1 => "1 session is short of a supervisor.".to_owned(),
                more => format!("{more} sessions are short of a supervisor."),
            },
            unseen: (cover.unseen > 0).then(|| {
                format!(
                    "{} more of families you may not know of. The service manager finds somebody for them.",
                    cover.unseen
                )
            }),
            path: format!("/absences/{}", cover.absence.id),
            hits: cover.hits.iter().map(|hit| hit_view(cover, hit)).collect(),
        }
    }
}

fn hit_view(cover: &Cover, hit: &Hit) -> HitView {
    let session = &hit.session;
    let slot = session.slot();
    let children = cover.names.list(&session.children);
    let room = cover
        .rooms
        .iter()
        .find(|(_, room)| Some(room.id) == session.room);
    let place = room.map(|(venue, room)| format!("{}, {}", room.details.name, venue.details.name));
    let with = (!session.visitors.is_empty())
        .then(|| format!("With {}", cover.names.list(&session.visitors)));
    let fit = |one: &Candidate| Fit {
        id: one.supervisor.to_string(),
        name: one.name.clone(),
        words: one.why(),
    };
    let mut fits = hit.ranked.iter().filter(|one| one.fits()).map(fit);
    let others = hit.ranked.iter().filter(|one| !one.fits());
    HitView {
        href: format!("/sessions/{}", session.id),
        session: session.id.to_string(),
        version: session.version.to_string(),
        what: format!("{}, {}: {children}", slot.day().in_column(), hours(slot)),
        lines: with.into_iter().chain(place).collect(),
        fits: fits.by_ref().take(OFFERED).collect(),
        more: fits.collect(),
        owed: hit.owed.iter().map(|owed| without(cover, owed)).collect(),
        others: others
            .map(|one| Other {
                name: one.name.clone(),
                words: one.why_not(),
            })
            .collect(),
    }
}

/// `Ava P, 5: 1 of 2 would be left from 30 Nov to 6 Dec.`
fn without(cover: &Cover, owed: &Minimum) -> String {
    format!(
        "{}: {} of {} would be left from {} to {}.",
        cover.names.list(&BTreeSet::from([owed.child])),
        owed.given().saturating_sub(1),
        owed.ordered,
        owed.window.first.in_column(),
        owed.window.last.in_column(),
    )
}

fn back(absence: AbsenceId, done: SessionId) -> Goto {
    Goto(format!("/absences/{absence}/cover?done={done}"))
}

/// What came of the choice for a session, where it is short of nobody any more and the reader may know
/// of it.
fn came_of_it(
    look: &mut Look<'_, act::ShowRota>,
    cover: &Cover,
    done: SessionId,
) -> Result<Option<String>, Refused> {
    let Some((session, names)) = queries::held_by(look, done)? else {
        return Ok(None);
    };
    let slot = session.slot();
    let when = format!("{}, {}", slot.day().in_column(), hours(slot));
    if !session.is_to_come() {
        return Ok(Some(format!(
            "The session of {when} is called off. Everybody who was told of it is told now."
        )));
    }
    let is_short = session.supervisors.contains(&cover.supervisor.id);
    Ok((!is_short).then(|| {
        format!(
            "The session of {when} is held by {} now. Whoever it changes something for is told.",
            names.join(" and ")
        )
    }))
}

/// What an absence leaves short, and who could step in.
///
/// # Errors
/// As a problem page.
pub async fn cover(door: Guarded<act::ShowRota>, id: At<AbsenceId>, just: Query<Just>) -> Shown {
    let (frame, reader) = (Frame::new(&door)?, door.caller().0);
    door.look(move |look| {
        let cover = queries::cover(look, id.0)?;
        let mut page = frame.page(&cover, &Errors::none());
        if let Ok(done) = just.0.done.parse()
            && let Some(words) = came_of_it(look, &cover, done)?
        {
            page.shell = page.shell.flash(NotificationBanner::success(words));
        }
        let fact = traces::cover_seen(reader, id.0, cover.subjects());
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Somebody steps in.
///
/// # Errors
/// As a problem page.
pub async fn step_in(
    door: Guarded<act::ChangeSession>,
    id: At<AbsenceId>,
    form: Form<CoverForm>,
) -> Turned {
    let saved = door.save(form.0.choice(), move |work, (session, supervisor)| {
        let done = commands::step_in(work, id.0, *session, *supervisor)?;
        Ok(done.map(|session| back(id.0, session.id)))
    });
    let (saved, frame) = (saved.await, Frame::new(&door)?);
    turn(
        &door,
        saved,
        move |look: &mut Look<'_, act::ChangeSession>, errors| {
            let cover = queries::cover(look, id.0)?;
            look.shows(cover.subjects());
            Ok(frame.page(&cover, &errors))
        },
    )
    .await
}

/// Nobody can: the session is called off.
///
/// # Errors
/// As a problem page.
pub async fn call_off(
    door: Guarded<act::CancelSession>,
    id: At<AbsenceId>,
    form: Form<CoverForm>,
) -> Turned {
    let saved = door.save(form.0.session(), move |work, session| {
        let done = commands::call_off(work, id.0, *session)?;
        Ok(done.map(|session| back(id.0, session.id)))
    });
    let (saved, frame) = (saved.await, Frame::new(&door)?);
    turn(
        &door,
        saved,
        move |look: &mut Look<'_, act::CancelSession>, errors| {
            let cover = queries::cover(look, id.0)?;
            look.shows(cover.subjects());
            Ok(frame.page(&cover, &errors))
        },
    )
    .await
}
