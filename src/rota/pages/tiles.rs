//! A session on the board: when, who, where, with whom, and how it stands.

use kernel::time::Slot;
use law::session::{NotHeld, Record, Side, Stage, Went};

use crate::{
    rota::{
        queries::{Line, Taken, WeekView},
        rules::{Difference, Fate, Grouping},
    },
    web::components::{Standing, Status},
};

/// The edge of a tile, which says how the session stands without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As published.
    Solid,
    /// Something stands against it, and people were told of it.
    Breach,
    /// Until somebody decides.
    Held,
    /// Nobody was told yet.
    Draft,
    /// Off, or over.
    Quiet,
}

impl Look {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Breach => "breach",
            Self::Held => "held",
            Self::Draft => "draft",
            Self::Quiet => "quiet",
        }
    }
}

/// A session on the board.
pub(super) struct Tile {
    pub(super) href: Option<String>,
    pub(super) hours: String,
    pub(super) who: String,
    pub(super) lines: Vec<String>,
    pub(super) look: Look,
    pub(super) marks: Vec<Status>,
}

/// `10:00–11:30`.
pub(super) fn hours(slot: Slot) -> String {
    format!("{}–{}", slot.from(), slot.to())
}

/// The tile of a session in a row of this grouping: what the row says already is not said again. A
/// session made in error has none.
pub(super) fn tile(view: &WeekView, line: &Line, rows: Option<Grouping>) -> Option<Tile> {
    let (look, standing, words) = stands(line)?;
    let session = &line.session;
    let mut lines = Vec::new();
    if !session.visitors.is_empty() {
        lines.push(format!("with {}", view.names.list(&session.visitors)));
    }
    if rows != Some(Grouping::Room) {
        lines.push(place(view, line));
    }
    if rows != Some(Grouping::Supervisor) {
        lines.push(staff(view, line));
    }
    let mut marks = vec![Status::new(standing, words)];
    if let Fate::Goes(difference) = &line.fate
        && line.told.is_some()
        && difference.is_coming()
    {
        let changed = format!("{} since published", difference.label());
        marks.push(Status::new(Standing::Draft, changed));
    }
    Some(Tile {
        href: Some(format!("/sessions/{}", session.id)),
        hours: hours(session.slot()),
        who: view.names.list(&session.children),
        lines,
        look,
        marks,
    })
}

/// What is taken up by a session the reader may not know of.
pub(super) fn taken(one: &Taken) -> Tile {
    Tile {
        href: None,
        hours: hours(one.slot),
        who: "Booked".to_owned(),
        lines: Vec::new(),
        look: Look::Quiet,
        marks: Vec::new(),
    }
}

/// Where a session is.
pub(super) fn place(view: &WeekView, line: &Line) -> String {
    match line.session.room {
        Some(room) => view.room(room),
        None if !line.session.mode.is_meeting() => sentence(line.session.mode.label()),
        None if line.session.place.is_centre() => "No room yet".to_owned(),
        None => sentence(line.session.place.label()),
    }
}

/// Who supervises it.
pub(super) fn staff(view: &WeekView, line: &Line) -> String {
    let session = &line.session;
    let needed = usize::from(session.level.supervisors());
    let mut names: Vec<String> = session
        .supervisors
        .iter()
        .map(|id| view.supervisor(*id))
        .collect();
    match needed.saturating_sub(names.len()) {
        0 => {}
        1 => names.push("1 supervisor missing".to_owned()),
        missing => names.push(format!("{missing} supervisors missing")),
    }
    if names.is_empty() {
        "No supervisor needed".to_owned()
    } else {
        names.join(" and ")
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How a session stands, as an edge, an icon and words.
pub(super) fn stands(line: &Line) -> Option<(Look, Standing, &'static str)> {
    Some(match &line.session.stage {
        Stage::Void(_) => return None,
        Stage::Proposed(_) => (Look::Held, Standing::Held, "Not placed"),
        Stage::Planned(_) if matches!(line.fate, Fate::Held(_)) => {
            (Look::Held, Standing::Held, "Waits for a decision")
        }
        Stage::Planned(_) => (Look::Draft, Standing::Draft, "Draft"),
        Stage::Published(_) | Stage::Confirmed(_) if !line.against.is_empty() => {
            (Look::Breach, Standing::Breach, "In question")
        }
        Stage::Published(_) => (Look::Solid, Standing::Ok, "Published"),
        Stage::Confirmed(_) => (Look::Solid, Standing::Ok, "Confirmed"),
        Stage::Suspended(_) => (Look::Held, Standing::Held, "Contact refused"),
        Stage::Cancelled(off) => (Look::Quiet, Standing::Quiet, called_off(off.reason)),
        Stage::Open(_) | Stage::Running(_) | Stage::Paused(_) => {
            (Look::Solid, Standing::Running, "In progress")
        }
        Stage::Over(over) => went(over.went),
        Stage::Closed(Record { went: how, .. })
        | Stage::Recorded(Record { went: how, .. })
        | Stage::Checked(Record { went: how, .. })
        | Stage::Shared(Record { went: how, .. }) => went(*how),
    })
}

const fn went(went: Went) -> (Look, Standing, &'static str) {
    match went {
        Went::Held(_) => (Look::Solid, Standing::Ok, "Took place"),
        Went::NotStarted(not) => (Look::Quiet, Standing::Attention, not_held(not.reason)),
    }
}

const fn not_held(reason: NotHeld) -> &'static str {
    match reason {
        NotHeld::DidNotAttend => "Family did not attend",
        NotHeld::ChildDidNotWant => "Child did not want to",
        _ => "Did not start",
    }
}

const fn called_off(reason: NotHeld) -> &'static str {
    match reason.side() {
        Side::Service | Side::Transport | Side::Venue => "Cancelled by the service",
        Side::FamilyMember => "Cancelled by the family",
        _ => "Cancelled",
    }
}

/// What is different of a session in one line, for the list of what goes out; of one that is off, why.
pub(super) fn difference_in_words(stage: &Stage, difference: &Difference) -> Option<String> {
    match difference {
        Difference::Moved { from } => Some(format!(
            "Before: {}, {}",
            from.day().in_column(),
            hours(*from)
        )),
        Difference::Changed(facets) => {
            let labels: Vec<&str> = facets.iter().map(|facet| facet.label()).collect();
            Some(format!("Other than before: {}", labels.join(", ")))
        }
        Difference::LeftWeek { to } => {
            Some(format!("Now: {}, {}", to.day().in_column(), hours(*to)))
        }
        Difference::CalledOff => match stage {
            Stage::Cancelled(off) => Some(format!("Why: {}", off.reason.label())),
            _ => Some("Why: it was entered by mistake".to_owned()),
        },
        Difference::New | Difference::Again | Difference::PutAside => None,
    }
}
