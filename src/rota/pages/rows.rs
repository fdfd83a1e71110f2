//! The rows of the board, and the same as a list by day.

use std::collections::BTreeMap;

use kernel::time::LondonDay;

use super::tiles::{Tile, taken, tile};
use crate::{
    resources::{Absence, AbsenceKind, Closure, Span, rules::contract_hours},
    rota::{
        Life,
        queries::WeekView,
        rules::{Grouping, Owner, minutes_of, owners},
    },
};

/// Why nobody is there, and where to find somebody else.
pub(super) struct Away {
    pub(super) words: String,
    pub(super) cover: Option<String>,
}

pub(super) struct Cell {
    pub(super) away: Vec<Away>,
    pub(super) tiles: Vec<Tile>,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) note: Option<String>,
    pub(super) cells: Vec<Cell>,
}

pub(super) struct AgendaDay {
    pub(super) heading: String,
    pub(super) away: Vec<Away>,
    pub(super) tiles: Vec<Tile>,
}

type Cells = BTreeMap<(Owner, LondonDay), Vec<Tile>>;

/// Every row with a cell for each day.
pub(super) fn rows(view: &WeekView, by: Grouping, days: &[LondonDay]) -> Vec<Row> {
    let mut cells = cells(view, by);
    let mut of = |owner: Owner, name: String, note: Option<String>| {
        let cell = |day: &LondonDay| Cell {
            away: away(view, owner, *day),
            tiles: cells.remove(&(owner, *day)).unwrap_or_default(),
        };
        Row {
            name,
            note,
            cells: days.iter().map(cell).collect(),
        }
    };
    let mut rows: Vec<Row> = named_owners(view, by)
        .into_iter()
        .map(|(owner, name)| of(owner, name, hours_of(view, owner)))
        .collect();
    let nobody = match by {
        Grouping::Supervisor => "Without a supervisor",
        Grouping::Room => "Without a room",
        Grouping::Child => "Booked for others",
    };
    let rest = of(Owner::Nobody, nobody.to_owned(), None);
    if rest.cells.iter().any(|cell| !cell.tiles.is_empty()) {
        rows.push(rest);
    }
    rows
}

fn cells(view: &WeekView, by: Grouping) -> Cells {
    let mut cells = Cells::new();
    for line in &view.lines {
        for owner in owners(by, &line.print) {
            if let Some(tile) = tile(view, line, Some(by)) {
                let key = (owner, line.session.slot().day());
                cells.entry(key).or_default().push(tile);
            }
        }
    }
    for one in &view.taken {
        let mut rows: Vec<Owner> = match by {
            Grouping::Supervisor => one
                .supervisors
                .iter()
                .copied()
                .map(Owner::Supervisor)
                .collect(),
            Grouping::Room => one.room.into_iter().map(Owner::Room).collect(),
            Grouping::Child => Vec::new(),
        };
        if rows.is_empty() {
            rows.push(Owner::Nobody);
        }
        for owner in rows {
            cells
                .entry((owner, one.slot.day()))
                .or_default()
                .push(taken(one));
        }
    }
    cells
}

/// Whose rows there are, by name: everybody who works here and every room in use, also without a
/// session; children only with one.
fn named_owners(view: &WeekView, by: Grouping) -> Vec<(Owner, String)> {
    let mut named: Vec<(Owner, String)> = match by {
        Grouping::Supervisor => {
            let busy = |id| {
                view.lines
                    .iter()
                    .any(|line| line.session.supervisors.contains(id))
            };
            let shown = view
                .supervisors
                .iter()
                .filter(|one| one.details.in_use || busy(&one.id));
            shown
                .map(|one| (Owner::Supervisor(one.id), one.details.name.to_string()))
                .collect()
        }
        Grouping::Room => {
            let rooms = view.rooms.iter().map(|(_, room)| room.id);
            let used = view.lines.iter().filter_map(|line| line.session.room);
            let mut rooms: Vec<_> = rooms.chain(used).collect();
            rooms.sort_unstable();
            rooms.dedup();
            rooms
                .into_iter()
                .map(|room| (Owner::Room(room), view.room(room)))
                .collect()
        }
        Grouping::Child => {
            let children = view
                .lines
                .iter()
                .flat_map(|line| line.session.children.iter().copied());
            let mut children: Vec<_> = children.collect();
            children.sort_unstable();
            children.dedup();
            let name = |child| (Owner::Child(child), view.names.of(child).to_owned());
            children.into_iter().map(name).collect()
        }
    };
    named.sort_by_key(|one| one.1.to_lowercase());
    named
}

/// `22.5 of 37 hours in sessions`.
fn hours_of(view: &WeekView, owner: Owner) -> Option<String> {
    let Owner::Supervisor(id) = owner else {
        return None;
    };
    let supervisor = view.supervisors.iter().find(|one| one.id == id)?;
    let theirs = view
        .lines
        .iter()
        .filter(|line| line.session.supervisors.contains(&id));
    let known = minutes_of(theirs.map(|line| (line.life(), &line.print)));
    let taken = view
        .taken
        .iter()
        .filter(|one| one.supervisors.contains(&id));
    let taken: i64 = taken.map(|one| one.slot.minutes()).sum();
    let minutes = u16::try_from(known + taken).unwrap_or(u16::MAX);
    let worked = contract_hours(minutes);
    Some(match supervisor.details.contract_minutes {
        0 => format!("{worked} hours in sessions, casual"),
        contract => format!("{worked} of {} hours in sessions", contract_hours(contract)),
    })
}

/// Why nobody is there that day.
fn away(view: &WeekView, owner: Owner, day: LondonDay) -> Vec<Away> {
    let span = Span::of_days(day, day);
    match owner {
        Owner::Supervisor(id) => {
            let theirs = view
                .absences
                .iter()
                .filter(|absence| absence.supervisor == id);
            let on_day = theirs.filter(|absence| absence.span.overlaps(span));
            on_day.map(|absence| absent(view, absence, day)).collect()
        }
        Owner::Room(id) => {
            let venue = view.rooms.iter().find(|(_, room)| room.id == id);
            let venue = venue.map(|(venue, _)| venue.id);
            let bears = |closure: &&Closure| {
                let here = closure
                    .room
                    .map_or(Some(closure.venue) == venue, |room| room == id);
                here && closure.span.overlaps(span)
            };
            let closures = view.closures.iter().filter(bears);
            let closed = closures.map(|closure| Away {
                words: format!("Closed: {}", closure.reason),
                cover: None,
            });
            closed.collect()
        }
        Owner::Child(_) | Owner::Nobody => Vec::new(),
    }
}

/// That somebody is ill is health data, and not said on a board.
fn absent(view: &WeekView, absence: &Absence, day: LondonDay) -> Away {
    let words = match absence.kind {
        AbsenceKind::Leave | AbsenceKind::Training => absence.kind.label(),
        AbsenceKind::Sickness | AbsenceKind::Other => "Away",
    };
    let is_short = view.lines.iter().any(|line| {
        let slot = line.session.slot();
        line.life() == Life::Coming
            && line.session.supervisors.contains(&absence.supervisor)
            && slot.day() == day
            && Span::from(slot).overlaps(absence.span)
    });
    Away {
        words: words.to_owned(),
        cover: is_short.then(|| format!("/absences/{}/cover", absence.id)),
    }
}

/// A day as a list, for a narrow window or large text.
pub(super) fn agenda(view: &WeekView, day: LondonDay) -> AgendaDay {
    let of_day = view
        .lines
        .iter()
        .filter(|line| line.session.slot().day() == day);
    let mut tiles: Vec<Tile> = of_day.filter_map(|line| tile(view, line, None)).collect();
    tiles.extend(
        view.taken
            .iter()
            .filter(|one| one.slot.day() == day)
            .map(taken),
    );
    tiles.sort_by(|one, other| one.hours.cmp(&other.hours));
    let away = view.supervisors.iter().flat_map(|one| {
        let reasons = away(view, Owner::Supervisor(one.id), day).into_iter();
        reasons.map(|reason| Away {
            words: format!("{}: {}", one.details.name, reason.words.to_lowercase()),
            ..reason
        })
    });
    AgendaDay {
        heading: day.in_column(),
        away: away.collect(),
        tiles,
    }
}
