//! The board of a week.

use std::collections::BTreeMap;

use askama::Template;
use kernel::time::{LondonDay, Week};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{
    alarms::{self, Alarm},
    tiles::{Tile, taken, tile},
};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    resources::{Absence, AbsenceKind, Closure, Span, rules::contract_hours},
    rota::{
        Life,
        queries::{self, WeekView},
        rules::{Grouping, Owner, minutes_of, owners},
        traces, week_of,
    },
    storage::Look,
    web::{
        Shell,
        components::{Standing, Status},
    },
};

/// Which rows, and for the address without a week, which one.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct Which {
    #[validate(length(max = 20, message = "Open the board again."))]
    by: String,
    #[validate(length(max = 20, message = "Open the board again."))]
    week: String,
}

impl Which {
    fn grouping(&self) -> Grouping {
        self.by.parse().unwrap_or(Grouping::Supervisor)
    }
}

struct Step {
    words: String,
    href: String,
    here: bool,
}

struct DayHead {
    name: String,
    note: Option<String>,
}

/// Why nobody is there, and where to find somebody else.
struct Away {
    words: String,
    cover: Option<String>,
}

struct Cell {
    away: Vec<Away>,
    tiles: Vec<Tile>,
}

struct Row {
    name: String,
    note: Option<String>,
    cells: Vec<Cell>,
}

struct AgendaDay {
    heading: String,
    away: Vec<Away>,
    tiles: Vec<Tile>,
}

struct Sheet {
    day: String,
    path: String,
}

#[derive(Template)]
#[template(path = "rota/board.html")]
struct BoardPage {
    shell: Shell,
    week: String,
    state: Status,
    changes: Option<String>,
    publish: String,
    fill: String,
    steps: Vec<Step>,
    groupings: Vec<Step>,
    alarm_line: String,
    alarms: Vec<Alarm>,
    notices: Vec<String>,
    caption: String,
    first: &'static str,
    days: Vec<DayHead>,
    rows: Vec<Row>,
    agenda: Vec<AgendaDay>,
    sheets: Vec<Sheet>,
}

/// The running week, or the next one.
///
/// # Errors
/// As a problem page.
pub async fn running(door: Guarded<act::ShowRota>, which: Query<Which>) -> Shown {
    let today = door.now().london_day().week();
    let week = if which.0.week == "next" {
        today.next()
    } else {
        today
    };
    shown(door, week, which.0).await
}

/// A week.
///
/// # Errors
/// As a problem page; "not found" for a day that is no Monday.
pub async fn board(
    door: Guarded<act::ShowRota>,
    monday: At<LondonDay>,
    which: Query<Which>,
) -> Shown {
    let week = week_of(monday.0).ok_or(kernel::refusal::Refused::Hidden)?;
    shown(door, week, which.0).await
}

async fn shown(door: Guarded<act::ShowRota>, week: Week, which: Which) -> Shown {
    let shell = shell(&door, "Rota");
    let (reader, running) = (door.caller().0, door.now().london_day().week());
    door.look(move |look: &mut Look<'_, act::ShowRota>| {
        let view = queries::week(look, week)?;
        let page = page(shell, &view, which.grouping(), running);
        let fact = traces::seen(reader, week, "board", view.subjects());
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

fn page(shell: Shell, view: &WeekView, by: Grouping, running: Week) -> BoardPage {
    let path = format!("/rota/{}", view.week.monday());
    let days = days(view);
    let mut alarms = alarms::below(view);
    alarms.extend(alarms::in_question(view));
    alarms.extend(alarms::left_behind(view));
    let changes = view.going().count();
    BoardPage {
        shell,
        week: view.week.to_string(),
        state: state(view),
        changes: (view.rota.is_some() && changes > 0).then(|| match changes {
            1 => "1 change since publishing".to_owned(),
            more => format!("{more} changes since publishing"),
        }),
        publish: format!("{path}/publish"),
        fill: format!("/weeks/{}/fill", view.week.monday()),
        steps: steps(view.week, running, by),
        groupings: groupings(&path, by),
        alarm_line: format!("{} to look at", alarms.len()),
        alarms,
        notices: notices(view),
        caption: format!("By {}", by.as_str()),
        first: by.label(),
        rows: rows(view, by, &days),
        agenda: days.iter().map(|day| agenda(view, *day)).collect(),
        sheets: days.iter().map(|day| sheet(*day)).collect(),
        days: days.iter().map(|day| head(view, *day)).collect(),
    }
}

/// Monday to Saturday; Sunday where something is on it.
fn days(view: &WeekView) -> Vec<LondonDay> {
    let sunday = view.week.sunday();
    let on_sunday = view.lines.iter().map(|line| line.session.slot().day());
    let on_sunday = on_sunday.chain(view.taken.iter().map(|taken| taken.slot.day()));
    let mut days = view.week.days().to_vec();
    if on_sunday.into_iter().any(|day| day == sunday) {
        days.push(sunday);
    }
    days
}

fn state(view: &WeekView) -> Status {
    match &view.edition {
        None => Status::new(Standing::Draft, "Not published yet"),
        Some((edition, by)) => {
            let words = format!(
                "Published {} by {by}, edition {}",
                edition.at.in_short(),
                edition.number
            );
            Status::new(Standing::Ok, words)
        }
    }
}

fn steps(week: Week, running: Week, by: Grouping) -> Vec<Step> {
    let to = |words: &str, to: Week| Step {
        words: words.to_owned(),
        href: format!("/rota/{}?by={by}", to.monday()),
        here: to == week,
    };
    let mut steps = vec![Step {
        here: false,
        ..to("Previous week", week.previous())
    }];
    steps.push(to("This week", running));
    steps.push(Step {
        here: false,
        ..to("Following week", week.next())
    });
    steps
}

fn groupings(path: &str, by: Grouping) -> Vec<Step> {
    let step = |grouping: &Grouping| Step {
        words: format!("By {grouping}"),
        href: format!("{path}?by={grouping}"),
        here: *grouping == by,
    };
    Grouping::ALL.iter().map(step).collect()
}

fn notices(view: &WeekView) -> Vec<String> {
    let mut notices = alarms::still_to_plan(view);
    notices.extend(view.closures.iter().map(|closure| closed(view, closure)));
    notices
}

fn closed(view: &WeekView, closure: &Closure) -> String {
    let venue = view
        .rooms
        .iter()
        .find(|(venue, _)| venue.id == closure.venue);
    let venue = venue.map_or_else(String::new, |(venue, _)| venue.details.name.to_string());
    let place = closure.room.map_or(venue, |room| view.room(room));
    format!(
        "Closed: {place}, {}. {}.",
        closure.span.in_words(),
        closure.reason
    )
}

fn head(view: &WeekView, day: LondonDay) -> DayHead {
    DayHead {
        name: day.in_column(),
        note: view.holidays.on(day).map(|title| title.to_string()),
    }
}

fn sheet(day: LondonDay) -> Sheet {
    Sheet {
        day: day.in_column(),
        path: format!("/rota/days/{day}"),
    }
}

type Cells = BTreeMap<(Owner, LondonDay), Vec<Tile>>;

/// Every row with a cell for each day.
fn rows(view: &WeekView, by: Grouping, days: &[LondonDay]) -> Vec<Row> {
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
    named.sort_by(|one, other| one.1.to_lowercase().cmp(&other.1.to_lowercase()));
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
fn agenda(view: &WeekView, day: LondonDay) -> AgendaDay {
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
