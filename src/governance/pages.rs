//! The page of who looked at a record.

use askama::Template;
use kernel::{id::PersonId, time::LondonDay};
use law::access::act;

use super::{
    DayOfDeeds, Trail, Who,
    http::{DayQuery, TrailQuery},
    queries,
    rules::{Run, deed_in_words, purpose_in_words, runs},
    traces,
};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    web::{
        Shell,
        components::{Content, Details, Table},
    },
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
    ours: Option<Details>,
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
            table: table(trail, is_somebody),
            ours: table(trail, is_kith).map(of_kith),
        }
    }
}

/// Of what happened within a minute nobody can tell which was first.
const ORDER: &str = "The oldest first, to the minute";

/// What the service does by itself stands folded below: what people did is looked for.
fn of_kith(table: Table) -> Details {
    Details::new("What Kith did by itself", Content::of(table))
}

fn is_kith(who: &Who) -> bool {
    *who == Who::Program
}

fn is_somebody(who: &Who) -> bool {
    !is_kith(who)
}

/// What was done by these; nothing where they did nothing.
fn table(trail: &Trail, by: fn(&Who) -> bool) -> Option<Table> {
    let head = ["When", "Who", "What", "What for"];
    let table = Table::new()
        .caption(ORDER)
        .head(head)
        .scrolls("Who looked, and when");
    let done = runs(
        trail
            .deeds
            .iter()
            .filter(|deed| by(&deed.who))
            .map(|deed| (deed, "")),
    );
    let filled = done.iter().fold(table, |table, run| table.row(row(run)));
    (!done.is_empty()).then_some(filled)
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
    ours: Option<Details>,
    next: Option<String>,
}

impl DayPage {
    fn new(shell: Shell, seen: &DayOfDeeds, today: LondonDay) -> Self {
        let of = |day: LondonDay, part: u32| format!("/audit?day={day}&part={part}");
        Self {
            shell: shell.back("/"),
            day: seen.day.in_full(),
            before: of(seen.day.plus_days(-1), 1),
            after: (seen.day < today).then(|| of(seen.day.plus_days(1), 1)),
            table: table_of_day(seen, is_somebody),
            ours: table_of_day(seen, is_kith).map(of_kith),
            next: seen.more.then(|| of(seen.day, seen.part + 1)),
        }
    }
}

fn table_of_day(seen: &DayOfDeeds, by: fn(&Who) -> bool) -> Option<Table> {
    let empty = Table::new()
        .caption(ORDER)
        .head(["When", "Who", "What", "With", "What for"])
        .scrolls("Who did what, and when");
    let deeds = seen.deeds.iter().zip(seen.kinds.iter().copied());
    let done = runs(deeds.filter(|(deed, _)| by(&deed.who)));
    let filled = done.iter().fold(empty, |table, run| {
        let [when, who, what, purpose] = row(run);
        table.row([when, who, what, run.kind.to_owned(), purpose])
    });
    (!done.is_empty()).then_some(filled)
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

#[cfg(test)]
mod tests {
    use kernel::fact::Outcome;

    use super::{super::Deed, *};

    #[test]
    fn what_people_did_is_told_apart_from_what_the_service_did() {
        let deed = |who: Who| Deed {
            at: "2026-11-24T10:00:00Z".parse().unwrap(),
            who,
            act: "people.show".to_owned(),
            purpose: None,
            outcome: Outcome::Looked,
        };
        let trail = |deeds: Vec<Deed>| Trail {
            person: PersonId::from_parts(1, 1),
            called: "Ava".to_owned(),
            day: "2026-11-24".parse().unwrap(),
            deeds,
            is_cut: false,
        };
        let told = |trail: &Trail, by: fn(&Who) -> bool| {
            table(trail, by).map_or_else(String::new, |table| table.to_string())
        };
        let both = trail(vec![deed(Who::Program), deed(Who::Nobody)]);
        let (of_people, of_ours) = (told(&both, is_somebody), told(&both, is_kith));
        let (nobody, kith) = (Who::Nobody, Who::Program);
        assert!(of_people.contains(nobody.name()) && !of_people.contains(kith.name()));
        assert!(of_ours.contains(kith.name()) && !of_ours.contains(nobody.name()));
        assert_eq!(told(&trail(vec![deed(Who::Program)]), is_somebody), "");
    }
}
