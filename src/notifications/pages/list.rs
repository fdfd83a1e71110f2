//! Whom to ring, who may still answer, and the calls of a day.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::PersonId,
    time::{LondonDay, Slot},
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{page_of, standing, telling};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    notifications::{
        queries::{self, ToRing, ToTell, Wait},
        rules::ANSWER_HOURS,
        traces,
    },
    storage::Reads,
    web::{Shell, components::Status},
};

/// Which list is wanted.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    #[validate(length(max = 10, message = "Open the list again."))]
    which: String,
}

/// Something that somebody must be told.
struct About {
    reference: String,
    page: String,
    event: &'static str,
    whom: String,
    when: String,
    standing: Status,
    problems: Vec<String>,
    telling: (String, &'static str),
}

/// Somebody to ring, with all that they must be told about a week.
struct Row {
    who: String,
    what: &'static str,
    phone: String,
    all: Vec<About>,
}

fn about(one: &ToTell) -> About {
    let notice = &one.notice;
    About {
        reference: one.reference.as_str().to_owned(),
        page: page_of(notice.topic),
        event: notice.event.label(),
        whom: one.about.clone(),
        when: one.slot.map(Slot::in_full).unwrap_or_default(),
        standing: standing(notice),
        problems: one.problems.iter().map(ToString::to_string).collect(),
        telling: telling(notice),
    }
}

fn rows(all: &[ToRing]) -> Vec<Row> {
    let row = |ToRing(theirs): &ToRing| {
        let first = theirs.first()?;
        let phone = first.phone.as_ref();
        Some(Row {
            who: first.name.clone(),
            what: first.notice.to.audience.label(),
            phone: phone.map(ToString::to_string).unwrap_or_default(),
            all: theirs.iter().map(about).collect(),
        })
    };
    all.iter().filter_map(row).collect()
}

fn children(all: &[ToRing]) -> BTreeSet<PersonId> {
    all.iter()
        .flat_map(|ToRing(theirs)| theirs)
        .flat_map(|one| one.children.iter().copied())
        .collect()
}

#[derive(Template)]
#[template(path = "notifications/list.html")]
struct ListPage {
    shell: Shell,
    goes_on: bool,
    hours: i64,
    rows: Vec<Row>,
    today: String,
}

/// Whom to ring now; or, asked for those, who may still answer.
///
/// # Errors
/// As a problem page.
pub async fn list(door: Guarded<act::ListNotices>, query: Query<ListQuery>) -> Shown {
    let goes_on = query.0.which == "waiting";
    let (title, back, wait) = if goes_on {
        ("Waiting for an answer", "/notices", Wait::GoesOn)
    } else {
        ("Who must be told", "/", Wait::Over)
    };
    let (shell, reader) = (shell(&door, title), door.caller().0);
    door.look(move |look| {
        let found = queries::to_ring(look, wait)?;
        let today = look.now().london_day();
        let fact = traces::listed(reader, children(&found), "notices");
        let page = ListPage {
            shell: shell.back(back),
            goes_on,
            hours: ANSWER_HOURS,
            rows: rows(&found),
            today: format!("/notices/calls/{today}"),
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

#[derive(Template)]
#[template(path = "notifications/calls.html")]
struct CallsPage {
    shell: Shell,
    day: String,
    rows: Vec<Row>,
}

/// Whom to ring about the sessions of a day: to print, and to write on.
///
/// # Errors
/// As a problem page.
pub async fn calls(door: Guarded<act::ListNotices>, day: At<LondonDay>) -> Shown {
    let (shell, reader) = (shell(&door, "Calls to make"), door.caller().0);
    door.look(move |look| {
        let found = queries::calls_of(look, day.0)?;
        let fact = traces::listed(reader, children(&found), "calls to make");
        let page = CallsPage {
            shell: shell.back("/notices"),
            day: day.0.in_full(),
            rows: rows(&found),
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}
