//! The page of who looked at a record.

use askama::Template;
use kernel::{id::PersonId, time::LondonDay};
use law::access::act;

use super::{
    DayOfDeeds, Trail,
    http::{DayQuery, TrailQuery},
    queries,
    rules::{Run, deed_in_words, purpose_in_words, runs},
    traces,
};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    web::{Shell, components::Table},
};

#[derive(Template)]
#[template(path = "governance/trail.html")]
struct TrailPage {
    shell: Shell,
    day: String,
    heading: String,
    before: String,
    after: Option<String>,
    is_cut: bool,
    table: Option<Table>,
}

impl TrailPage {
    fn new(shell: Shell, trail: &Trail, today: LondonDay) -> Self {
        let of = |day: LondonDay| format!("/people/{}/audit?day={day}", trail.person);
        Self {
            shell: shell.back(format!("/people/{}", trail.person)),
            day: trail.day.in_full(),
            heading: format!("Who looked at {}", trail.called),
            before: of(trail.day.plus_days(-1)),
            after: (trail.day < today).then(|| of(trail.day.plus_days(1))),
            is_cut: trail.is_cut,
            table: (!trail.deeds.is_empty()).then(|| table(trail)),
        }
    }
}

fn table(trail: &Trail) -> Table {
    let head = ["When", "Who", "What", "What for"];
    let table = Table::new()
        .caption("The oldest first")
        .head(head)
        .scrolls("Who looked, and when");
    runs(trail.deeds.iter().map(|deed| (deed, "")))
        .iter()
        .fold(table, |table, run| table.row(row(run)))
}

fn row(run: &Run<'_>) -> [String; 4] {
    let deed = run.deed;
    let purpose = deed.purpose.as_deref().unwrap_or_default();
    let (first, last) = (deed.at.london_time(), run.last.london_time());
    let what = deed_in_words(&deed.act, deed.outcome);
    [
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        },
        deed.who.name().to_owned(),
        if run.times == 1 {
            what
        } else {
            format!("{what} ({} times)", run.times)
        },
        purpose_in_words(purpose).to_owned(),
    ]
}

/// Who looked at the record of a person on a day, and who changed it.
///
/// # Errors
/// As a problem page.
pub async fn trail(
    door: Guarded<act::ShowAudit>,
    id: At<PersonId>,
    query: Query<TrailQuery>,
) -> Shown {
    let today = door.now().london_day();
    let (day, shell) = (query.0.day.unwrap_or(today), shell(&door, "Who looked"));
    door.look(move |look| {
        let trail = queries::trail_of(look, id.0, day)?;
        let page = TrailPage::new(shell, &trail, today);
        Ok(look.seen(traces::seen(&trail), Page(page)))
    })
    .await
}

#[derive(Template)]
#[template(path = "governance/day.html")]
struct DayPage {
    shell: Shell,
    day: String,
    before: String,
    after: Option<String>,
    table: Option<Table>,
    next: Option<String>,
}

impl DayPage {
    fn new(shell: Shell, seen: &DayOfDeeds, today: LondonDay) -> Self {
        let of = |day: LondonDay, part: u32| format!("/audit?day={day}&part={part}");
        let empty = Table::new()
            .caption("The oldest first")
            .head(["When", "Who", "What", "With", "What for"])
            .scrolls("Who did what, and when");
        let done = runs(seen.deeds.iter().zip(seen.kinds.iter().copied()));
        let table = done.iter().fold(empty, |table, run| {
            let [when, who, what, purpose] = row(run);
            table.row([when, who, what, run.kind.to_owned(), purpose])
        });
        Self {
            shell: shell.back("/"),
            day: seen.day.in_full(),
            before: of(seen.day.plus_days(-1), 1),
            after: (seen.day < today).then(|| of(seen.day.plus_days(1), 1)),
            table: (!seen.deeds.is_empty()).then_some(table),
            next: seen.more.then(|| of(seen.day, seen.part + 1)),
        }
    }
}

/// Who did what in the service on a day: no child and no family is named.
///
/// # Errors
/// As a problem page.
pub async fn day(door: Guarded<act::ListAudit>, query: Query<DayQuery>) -> Shown {
    let (reader, today) = (door.caller().0, door.now().london_day());
    let (day, part) = (query.0.day.unwrap_or(today), query.0.part.unwrap_or(1));
    let shell = shell(&door, "Who did what");
    door.look(move |look| {
        let seen = queries::day_of_deeds(look, day, part)?;
        let page = DayPage::new(shell, &seen, today);
        Ok(look.seen(traces::overseen(reader, &seen), Page(page)))
    })
    .await
}
