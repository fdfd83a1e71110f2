//! A supervisor's own sessions.

use askama::Template;
use kernel::time::Instant;
use law::{
    access::{Act, act, could_ever},
    session::Stage,
};

use super::standing;
use crate::{
    http::{Guarded, Page, Shown, shell},
    observations::{
        queries::{self, BriefState, Item, Overdue},
        traces,
    },
    sessions::rules::is_unattended,
    storage::Reads,
    web::{
        Shell,
        components::{Standing, Status},
    },
};

#[derive(Template)]
#[template(path = "observations/today.html")]
struct TodayPage {
    shell: Shell,
    heading: &'static str,
    day: String,
    lists: Vec<List>,
}

struct List {
    title: &'static str,
    none: &'static str,
    rows: Vec<Row>,
}

struct Row {
    when: String,
    children: String,
    place: String,
    status: Status,
    due: Option<String>,
    /// What is to be known of risks, and whether the brief was read.
    brief: Option<String>,
    links: Vec<Link>,
}

struct Link {
    href: String,
    words: String,
}

/// One's own sessions of today and tomorrow, and the records one has to finish.
///
/// # Errors
/// As a problem page.
pub async fn today(door: Guarded<act::ShowToday>) -> Shown {
    let (shell, now, user) = (shell(&door, "Today"), door.now(), door.caller().0);
    door.look(move |look| {
        let list = queries::today(look, user)?;
        let fact = traces::listed(user, list.sessions());
        let of = |title, none, items: &[Item]| List {
            title,
            none,
            rows: items.iter().map(|item| row(item, now)).collect(),
        };
        let page = TodayPage {
            shell,
            heading: "Today",
            day: now.london_day().in_full(),
            lists: vec![
                of("Today", "You have no session today.", &list.today),
                of("Not finished", "Every record is signed.", &list.unfinished),
                of("Tomorrow", "You have no session tomorrow.", &list.tomorrow),
            ],
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// The sessions that nobody has checked in to, and the records that were not signed in time, with who
/// was to hold and to write them.
///
/// # Errors
/// As a problem page.
pub async fn overdue(door: Guarded<act::ShowRecord>) -> Shown {
    let heading = "What is late";
    let (shell, now, user) = (shell(&door, heading), door.now(), door.caller().0);
    door.look(move |look| {
        let (late, list) = (queries::unattended(look)?, queries::overdue(look)?);
        let sessions = late.iter().chain(&list).map(|one| &one.item.session);
        let may_ring = could_ever(&look.actor(), Act::ShowSupervisor);
        let rows = |late: &[Overdue]| {
            let rows = late.iter().map(|one| overdue_row(one, now, may_ring));
            rows.collect()
        };
        let fact = traces::overdue(user, sessions);
        let page = TodayPage {
            shell,
            heading,
            day: now.london_day().in_full(),
            lists: vec![
                List {
                    title: "Should have begun, and nobody has checked in",
                    none: "Somebody has checked in to every session that should have begun.",
                    rows: rows(&late),
                },
                List {
                    title: "Records not signed in time",
                    none: "Every record was signed in time.",
                    rows: rows(&list),
                },
            ],
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// A line of what is late. Who holds sessions and does not come is rung: their number stands in their own
/// record, for those who may open it.
fn overdue_row(one: &Overdue, now: Instant, may_ring: bool) -> Row {
    let row = row(&one.item, now);
    let names: Vec<&str> = one
        .supervisors
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    let numbers = one.supervisors.iter().filter(|_| may_ring);
    let numbers = numbers.map(|(id, name)| Link {
        href: format!("/supervisors/{id}"),
        words: format!("Telephone of {name}"),
    });
    let session = Link {
        href: format!("/sessions/{}", one.item.session.id),
        words: "Session".to_owned(),
    };
    Row {
        place: format!("{}, {}", row.place, names.join(" and ")),
        links: [session].into_iter().chain(numbers).collect(),
        ..row
    }
}

fn row(item: &Item, now: Instant) -> Row {
    let session = &item.session;
    let slot = session.slot();
    let today = slot.day() == now.london_day();
    let when = if today { slot.hours() } else { slot.in_full() };
    let due = item.due.map(|due| {
        let late = if due < now {
            "Overdue since"
        } else {
            "Record due"
        };
        format!("{late} {}", due.in_short())
    });
    Row {
        when,
        children: item.children.join(" and "),
        place: item.place.clone(),
        status: if is_unattended(session, now) {
            Status::new(Standing::Attention, "Nobody has checked in")
        } else {
            standing(session)
        },
        due,
        brief: item.brief.map(brief_in_words),
        links: links(item, today),
    }
}

fn brief_in_words(brief: BriefState) -> String {
    let risks = match brief.risks {
        0 => "No risk control".to_owned(),
        1 => "1 risk control".to_owned(),
        many => format!("{many} risk controls"),
    };
    let read = if brief.read { "read" } else { "not read yet" };
    format!("{risks} · Brief {read}")
}

/// Where a session leads. Nobody checks in on another day than its own.
fn links(item: &Item, today: bool) -> Vec<Link> {
    let path = format!("/sessions/{}", item.session.id);
    let link = |end: &str, words: &str| Link {
        href: format!("{path}/{end}"),
        words: words.to_owned(),
    };
    match item.session.stage {
        Stage::Published(_) | Stage::Confirmed(_) if !today => vec![link("brief", "Brief")],
        Stage::Published(_) | Stage::Confirmed(_) => {
            vec![link("brief", "Brief"), link("record", "Check in")]
        }
        Stage::Open(_) | Stage::Running(_) | Stage::Paused(_) | Stage::Over(_) => {
            vec![link("brief", "Brief"), link("record", "Continue")]
        }
        Stage::Closed(_) => vec![link("write-up", "Write up"), link("sign", "Sign")],
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_) => {
            vec![link("observation", "Read")]
        }
        _ => Vec::new(),
    }
}
