//! The list of referrals, and of the calls that are owed.

use askama::Template;
use kernel::{page::Want, time::Instant};
use law::access::{Act, act, could_ever};
use serde::Deserialize;
use validator::Validate;

use super::{children, number, standing};
use crate::{
    http::{Guarded, Page, Query, Shown, shell},
    referrals::{
        Referral, StateCode,
        queries::{self, Names, Waiting},
        traces,
    },
    web::{
        Shell,
        components::{Pagination, Status},
    },
};

/// Which referrals are shown.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Filter {
    #[validate(length(max = 20, message = "Open the list again."))]
    show: String,
    #[validate(length(max = 30, message = "Open the list again."))]
    after: String,
}

struct Row {
    href: String,
    number: String,
    children: String,
    kind: &'static str,
    standing: Status,
    worker: String,
}

#[derive(Template)]
#[template(path = "referrals/list.html")]
struct ListPage {
    shell: Shell,
    heading: &'static str,
    lead: &'static str,
    filters: Vec<(&'static str, String, bool)>,
    rows: Vec<Row>,
    may_refer: bool,
    pages: Option<Pagination>,
}

fn row(one: &Referral, names: &Names, now: Instant) -> Row {
    Row {
        href: format!("/referrals/{}", one.id),
        number: number(one),
        children: children(one, names),
        kind: one.kind.label(),
        standing: standing(one, now),
        worker: names.staff(one.social_worker),
    }
}

/// What can be chosen above the list.
const FILTERS: &[(&str, &str)] = &[
    ("", "All"),
    ("draft", "Drafts"),
    ("sent", "To triage"),
    ("returned", "Returned"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
];

/// Referrals the caller may open.
///
/// # Errors
/// As a problem page.
pub async fn list(door: Guarded<act::ListReferrals>, query: Query<Filter>) -> Shown {
    let shell = shell(&door, "Referrals");
    let (reader, now) = (door.caller().0, door.now());
    let may_refer = could_ever(&door.admitted().actor, Act::WriteReferral);
    let Filter { show, after } = query.0;
    door.look(move |look| {
        let state: Option<StateCode> = show.parse().ok();
        let states = state.map_or_else(|| StateCode::ALL.to_vec(), |state| vec![state]);
        let want = Want::new(Some(after).filter(|after| !after.is_empty()), None);
        let page = queries::referrals(look, &states, &want)?;
        let names = queries::names_of(look, &page.items)?;
        let shown: Vec<_> = page
            .items
            .iter()
            .flat_map(|one| one.children.clone())
            .collect();
        let filters = FILTERS
            .iter()
            .map(|(code, words)| (*words, format!("/referrals?show={code}"), *code == show));
        let next = page
            .next
            .as_ref()
            .map(|next| Pagination::new().next(format!("/referrals?show={show}&after={next}")));
        let template = ListPage {
            shell,
            heading: "Referrals",
            lead: "",
            filters: filters.collect(),
            rows: page.items.iter().map(|one| row(one, &names, now)).collect(),
            may_refer,
            pages: next,
        };
        Ok(look.seen(traces::listed(reader, shown), Page(template)))
    })
    .await
}

/// The calls that are owed: emergencies that were accepted at once.
///
/// # Errors
/// As a problem page.
pub async fn calls(door: Guarded<act::DecideReferral>) -> Shown {
    let shell = shell(&door, "Verification calls due");
    let (reader, now) = (door.caller().0, door.now());
    door.look(move |look| {
        let waiting = queries::waiting(look, Waiting::Call)?;
        let names = queries::names_of(look, &waiting)?;
        let shown: Vec<_> = waiting.iter().flat_map(|one| one.children.clone()).collect();
        let template = ListPage {
            shell: shell.back("/"),
            heading: "Verification calls due",
            lead: "These emergencies were accepted at once. Call the social worker on a number from the authority’s own list, then log the call.",
            filters: Vec::new(),
            rows: waiting.iter().map(|one| row(one, &names, now)).collect(),
            may_refer: false,
            pages: None,
        };
        Ok(look.seen(traces::listed(reader, shown), Page(template)))
    })
    .await
}
