//! The list of referrals, and of the calls that are owed.

use askama::Template;
use kernel::{
    page::{Page as ListOf, Want},
    refusal::Refused,
    time::Instant,
};
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
    storage::Look,
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
    /// The number of the one that is looked for.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    number: String,
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

fn found(
    look: &mut Look<'_, act::ListReferrals>,
    filter: &Filter,
) -> Result<ListOf<Referral>, Refused> {
    if !filter.number.is_empty() {
        return queries::numbered(look, &filter.number);
    }
    let state: Option<StateCode> = filter.show.parse().ok();
    let states = state.map_or_else(|| StateCode::ALL.to_vec(), |state| vec![state]);
    let after = Some(filter.after.clone()).filter(|after| !after.is_empty());
    queries::referrals(look, &states, &Want::new(after, None))
}

/// Referrals the caller may open.
///
/// # Errors
/// As a problem page.
pub async fn list(door: Guarded<act::ListReferrals>, query: Query<Filter>) -> Shown {
    let shell = shell(&door, "Referrals");
    let (reader, now) = (door.caller().0, door.now());
    let may_refer = could_ever(&door.admitted().actor, Act::WriteReferral);
    let filter = query.0;
    door.look(move |look| {
        let page = found(look, &filter)?;
        let names = queries::names_of(look, &page.items)?;
        let shown: Vec<_> = page
            .items
            .iter()
            .flat_map(|one| one.children.clone())
            .collect();
        let filters = FILTERS.iter().map(|(code, words)| {
            let here = filter.number.is_empty() && *code == filter.show;
            (*words, format!("/referrals?show={code}"), here)
        });
        let next = page.next.as_ref().map(|next| {
            let show = &filter.show;
            Pagination::new().next(format!("/referrals?show={show}&after={next}"))
        });
        let template = ListPage {
            shell,
            heading: "Referrals",
            lead: if page.items.is_empty() && !filter.number.is_empty() {
                "No referral that you can see has this number. Check each digit."
            } else {
                ""
            },
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
