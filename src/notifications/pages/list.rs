//! Who must still be told, and whom to ring today.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::PersonId,
    page::Want,
    time::{LondonDay, Slot},
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use super::{page_of, standing};
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    notifications::{
        queries::{self, ToTell},
        traces,
    },
    storage::Reads,
    web::{
        Shell,
        components::{Pagination, Status},
    },
};

/// Which page of the list is wanted.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    #[validate(length(max = 500, message = "Use the cursor of the page before."))]
    cursor: Option<String>,
}

struct Row {
    who: String,
    what: &'static str,
    reference: String,
    page: String,
    when: String,
    event: &'static str,
    since: String,
    standing: Status,
    phone: String,
    telling: String,
}

fn row(one: &ToTell) -> Row {
    let notice = &one.notice;
    Row {
        who: one.name.clone(),
        what: notice.to.audience.label(),
        reference: one.reference.as_str().to_owned(),
        page: page_of(notice.topic),
        when: one.slot.map(Slot::in_full).unwrap_or_default(),
        event: notice.event.label(),
        since: notice.created_at.in_short(),
        standing: standing(notice),
        phone: one
            .phone
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        telling: format!("/notices/{}/telling", notice.id),
    }
}

fn children(all: &[ToTell]) -> BTreeSet<PersonId> {
    all.iter()
        .flat_map(|one| one.children.iter().copied())
        .collect()
}

#[derive(Template)]
#[template(path = "notifications/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    today: String,
    pages: Option<Pagination>,
}

/// Who must still be told, or has not answered.
///
/// # Errors
/// As a problem page.
pub async fn list(door: Guarded<act::ListNotices>, query: Query<ListQuery>) -> Shown {
    let (shell, reader) = (shell(&door, "Who must be told"), door.caller().0);
    let want = Want::new(query.0.cursor.clone(), None);
    door.look(move |look| {
        let found = queries::to_tell(look, &want)?;
        let today = look.now().london_day();
        let next = found.next.as_ref().map(|next| {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            Pagination::new().next(format!("/notices?cursor={next}"))
        });
        let fact = traces::listed(reader, children(&found.items), "notices");
        let page = ListPage {
            shell: shell.back("/"),
            rows: found.items.iter().map(row).collect(),
            today: format!("/notices/calls/{today}"),
            pages: next,
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
            rows: found.iter().map(row).collect(),
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}
