//! The sheets of a day, made to be printed: by room, for each supervisor, for the door.

use askama::Template;
use kernel::time::LondonDay;
use law::access::act;

use super::tiles::{hours, place, staff};
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    rota::{
        queries::{self, Day, Line},
        traces,
    },
    web::{
        Shell,
        components::{Cell, Table},
    },
};

struct Part {
    name: String,
    table: Table,
}

#[derive(Template)]
#[template(path = "rota/sheet.html")]
struct SheetPage {
    shell: Shell,
    day: String,
    heading: &'static str,
    intro: Option<String>,
    own_page: bool,
    parts: Vec<Part>,
}

/// What is on a sheet, and how it is asked for.
struct Sheet {
    heading: &'static str,
    seen: &'static str,
    own_page: bool,
    parts: fn(&Day) -> Vec<Part>,
}

async fn shown(door: Guarded<act::ShowRota>, day: LondonDay, sheet: Sheet) -> Shown {
    let monday = day.week().monday();
    let shell = shell(&door, sheet.heading).back(format!("/rota/{monday}"));
    let reader = door.caller().0;
    door.look(move |look| {
        let found = queries::day(look, day)?;
        let page = SheetPage {
            shell,
            day: day.in_full(),
            heading: sheet.heading,
            intro: intro(&found),
            own_page: sheet.own_page,
            parts: (sheet.parts)(&found),
        };
        let fact = traces::sheet_seen(reader, day, sheet.seen, found.subjects());
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

fn intro(day: &Day) -> Option<String> {
    match day.unpublished {
        0 => None,
        1 => Some("1 session of this day was never published, and does not stand here.".to_owned()),
        more => Some(format!(
            "{more} sessions of this day were never published, and do not stand here."
        )),
    }
}

/// When it is; and that it is not what was published, where it is not.
fn when(line: &Line) -> String {
    let hours = hours(line.session.slot());
    if queries::is_changed_since(line) {
        format!("{hours}, changed since publishing")
    } else {
        hours
    }
}

fn table<'a>(
    name: &str,
    head: &[&'static str],
    lines: impl Iterator<Item = &'a Line>,
    cells: impl Fn(&Line) -> Vec<String>,
) -> Option<Table> {
    let empty = Table::new()
        .caption(name)
        .caption_class("govuk-visually-hidden")
        .head(head.iter().copied())
        .scrolls(name);
    let mut lines = lines.peekable();
    lines.peek()?;
    Some(lines.fold(empty, |table, line| {
        table.row(cells(line).into_iter().map(Cell::new))
    }))
}

/// What is in each room, by the hour.
///
/// # Errors
/// As a problem page.
pub async fn room_sheet(door: Guarded<act::ShowRota>, day: At<LondonDay>) -> Shown {
    let sheet = Sheet {
        heading: "Day by room",
        seen: "sheet of rooms",
        own_page: false,
        parts: by_room,
    };
    shown(door, day.0, sheet).await
}

fn by_room(day: &Day) -> Vec<Part> {
    let view = &day.around;
    let cells = |line: &Line| {
        vec![
            when(line),
            view.names.list(&line.session.children),
            view.names.list(&line.session.visitors),
            staff(view, line),
        ]
    };
    let head = ["When", "Children", "Family members", "Supervisors"];
    let rooms = view
        .rooms
        .iter()
        .map(|(_, room)| Some(room.id))
        .chain([None]);
    let part = |room| {
        let name = match room {
            Some(room) => view.room(room),
            None => "In no room of ours".to_owned(),
        };
        table(&name, &head, day.in_room(room), cells).map(|table| Part { name, table })
    };
    rooms.filter_map(part).collect()
}

/// Each supervisor's day, each on a sheet of its own.
///
/// # Errors
/// As a problem page.
pub async fn supervisor_sheet(door: Guarded<act::ShowRota>, day: At<LondonDay>) -> Shown {
    let sheet = Sheet {
        heading: "Day by supervisor",
        seen: "sheets of supervisors",
        own_page: true,
        parts: by_supervisor,
    };
    shown(door, day.0, sheet).await
}

fn by_supervisor(day: &Day) -> Vec<Part> {
    let view = &day.around;
    let cells = |line: &Line| {
        vec![
            when(line),
            view.names.list(&line.session.children),
            view.names.list(&line.session.visitors),
            place(view, line),
            line.session.level.label().to_owned(),
        ]
    };
    let head = [
        "When",
        "Children",
        "Family members",
        "Where",
        "How closely watched",
    ];
    let part = |(id, name): (kernel::id::SupervisorId, String)| {
        let theirs = day.of_supervisor(id);
        table(&name, &head, theirs, cells).map(|table| Part { name, table })
    };
    let everybody = view.supervisors.iter();
    everybody
        .map(|one| (one.id, one.details.name.to_string()))
        .filter_map(part)
        .collect()
}

/// What hangs on the door: hours and initials, nothing else.
///
/// # Errors
/// As a problem page.
pub async fn door_sheet(door: Guarded<act::ShowRota>, day: At<LondonDay>) -> Shown {
    let sheet = Sheet {
        heading: "Door sheet",
        seen: "door sheet",
        own_page: true,
        parts: for_doors,
    };
    shown(door, day.0, sheet).await
}

fn for_doors(day: &Day) -> Vec<Part> {
    let view = &day.around;
    let cells = |line: &Line| vec![when(line), view.names.initials(&line.session.children)];
    let part = |room: kernel::id::RoomId| {
        let name = view.room(room);
        let table = table(&name, &["When", "Who"], day.in_room(Some(room)), cells);
        table.map(|table| Part { name, table })
    };
    view.rooms
        .iter()
        .filter_map(|(_, room)| part(room.id))
        .collect()
}
