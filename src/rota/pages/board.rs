//! The board of a week.

use askama::Template;
use kernel::time::{LondonDay, Week};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{
    alarms::{self, Alarm, Notice},
    rows::{AgendaDay, Row, agenda, rows},
};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    resources::Closure,
    rota::{
        Life,
        queries::{self, Line, WeekView},
        rules::{Fate, Grouping},
        traces, week_of,
    },
    storage::Look,
    web::{
        Shell,
        components::{NotificationBanner, Standing, Status},
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
    /// The edition that was just published.
    #[validate(length(max = 20, message = "Open the board again."))]
    published: String,
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
    /// Whether anything would go out.
    goes_out: bool,
    fill: String,
    steps: Vec<Step>,
    groupings: Vec<Step>,
    alarm_line: String,
    alarms: Vec<Alarm>,
    /// What is no order's, so that it may be folded away where there is much of it.
    lesser: Vec<Alarm>,
    notices: Vec<Notice>,
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
    let week = week_of(monday.0)?;
    shown(door, week, which.0).await
}

async fn shown(door: Guarded<act::ShowRota>, week: Week, which: Which) -> Shown {
    let shell = shell(&door, "Rota");
    let (reader, running) = (door.caller().0, door.now().london_day().week());
    door.look(move |look: &mut Look<'_, act::ShowRota>| {
        let view = queries::week(look, week)?;
        let shell = match came_of_it(&view, &which.published) {
            Some(words) => shell.flash(NotificationBanner::success(words).title("Published")),
            None => shell,
        };
        let page = page(shell, &view, which.grouping(), running);
        let fact = traces::seen(reader, week, "board", view.subjects());
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

fn page(shell: Shell, view: &WeekView, by: Grouping, running: Week) -> BoardPage {
    let path = format!("/rota/{}", view.week.monday());
    let days = days(view);
    let mut alarms = alarms::in_question(view);
    alarms.extend(alarms::left_behind(view));
    alarms.extend(alarms::below(view, true));
    let lesser = alarms::below(view, false);
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
        goes_out: changes > 0,
        fill: format!("/weeks/{}/fill", view.week.monday()),
        steps: steps(view.week, running, by),
        groupings: groupings(&path, by),
        alarm_line: format!("{} to look at", alarms.len() + lesser.len()),
        alarms,
        lesser,
        notices: notices(view),
        caption: format!("By {}", by.as_str()),
        first: by.label(),
        rows: rows(view, by, &days),
        agenda: days.iter().map(|day| agenda(view, *day)).collect(),
        sheets: days.iter().map(|day| sheet(*day)).collect(),
        days: days.iter().map(|day| head(view, *day)).collect(),
    }
}

/// What came of publishing, where the latest edition is the one that was just published.
fn came_of_it(view: &WeekView, published: &str) -> Option<String> {
    let (edition, _) = view.edition.as_ref()?;
    if published.parse() != Ok(edition.number) {
        return None;
    }
    let of_it = |line: &&Line| {
        let told = line.told.as_ref();
        told.is_some_and(|told| told.edition == edition.number && told.life == Life::Coming)
    };
    let number = view.lines.iter().filter(of_it).count();
    let held = view.lines.iter();
    let held = held
        .filter(|line| matches!(line.fate, Fate::Held(_)))
        .count();
    let unplaced: usize = view.unplaced.iter().map(|one| one.missing).sum();
    let sessions = if number == 1 { "session" } else { "sessions" };
    let left = match (held, unplaced) {
        (0, 0) => "none is held back".to_owned(),
        (held, 0) => format!("{held} held"),
        (0, unplaced) => format!("{unplaced} not placed"),
        (held, unplaced) => format!("{held} held, {unplaced} not placed"),
    };
    Some(format!(
        "{number} {sessions} published, {left}. Everybody concerned is told now. Who cannot be reached, or does not answer in time, comes to you as a task."
    ))
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

fn notices(view: &WeekView) -> Vec<Notice> {
    let mut notices = alarms::still_to_plan(view);
    notices.extend(view.closures.iter().map(|closure| Notice {
        words: closed(view, closure),
        href: None,
    }));
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
        note: view.holidays.on(day).map(ToString::to_string),
    }
}

fn sheet(day: LondonDay) -> Sheet {
    Sheet {
        day: day.in_column(),
        path: format!("/rota/days/{day}"),
    }
}
