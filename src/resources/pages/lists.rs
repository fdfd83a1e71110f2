//! Lists of venues, supervisors and outside services.

use askama::Template;
use kernel::{
    page::{Page as ListPage, Want},
    time::LondonDay,
};
use law::access::act;
use serde::Deserialize;
use validator::Validate;

use crate::{
    http::{Guarded, Page, Query, Shown, shell},
    resources::{
        Provider, Supervisor, Venue, queries,
        rules::{contract_hours, may_provide, venue_label},
        traces,
    },
    web::{Shell, components::Pagination},
};

/// Which page of a list.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct After {
    #[validate(length(max = 1000, message = "Open the list again."))]
    after: String,
}

impl After {
    fn want(&self) -> Want {
        Want::new(
            Some(self.after.clone()).filter(|after| !after.is_empty()),
            None,
        )
    }
}

struct Row {
    href: String,
    name: String,
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "resources/list.html")]
struct ListTemplate {
    shell: Shell,
    heading: &'static str,
    add: (&'static str, &'static str),
    empty: &'static str,
    head: &'static [&'static str],
    rows: Vec<Row>,
    pages: Option<Pagination>,
}

/// Venues by name.
///
/// # Errors
/// As a problem page.
pub async fn venues(door: Guarded<act::ListVenues>, query: Query<After>) -> Shown {
    let (shell, reader) = (shell(&door, "Venues"), door.caller().0);
    let row = |venue: &Venue| Row {
        href: format!("/venues/{}", venue.id),
        name: venue.details.name.to_string(),
        cells: vec![venue_label(venue.details.kind).to_owned()],
    };
    door.look(move |look| {
        let page = queries::venues(look, &query.0.want())?;
        let list = ListTemplate {
            shell,
            heading: "Venues",
            add: ("Add a venue", "/venues/new"),
            empty: "No venue is recorded yet. Sessions need one to be held in.",
            head: &["Name", "What it is"],
            rows: page.items.iter().map(row).collect(),
            pages: next(&page, "/venues"),
        };
        Ok(look.seen(traces::listed(reader, "venues"), Page(list)))
    })
    .await
}

fn next<T>(page: &ListPage<T>, path: &str) -> Option<Pagination> {
    let next = page.next.as_ref()?;
    Some(Pagination::new().next(format!("{path}?after={next}")))
}

/// Supervisors by name.
///
/// # Errors
/// As a problem page.
pub async fn supervisors(door: Guarded<act::ListSupervisors>, query: Query<After>) -> Shown {
    let (shell, reader) = (shell(&door, "Supervisors"), door.caller().0);
    let row = |supervisor: &Supervisor| Row {
        href: format!("/supervisors/{}", supervisor.id),
        name: supervisor.details.name.to_string(),
        cells: vec![contract(supervisor), languages(supervisor)],
    };
    door.look(move |look| {
        let page = queries::supervisors(look, &query.0.want())?;
        let list = ListTemplate {
            shell,
            heading: "Supervisors",
            add: ("Add a supervisor", "/supervisors/new"),
            empty: "No supervisor is recorded yet.",
            head: &["Name", "Hours a week", "Languages besides English"],
            rows: page.items.iter().map(row).collect(),
            pages: next(&page, "/supervisors"),
        };
        Ok(look.seen(traces::listed(reader, "supervisors"), Page(list)))
    })
    .await
}

fn contract(supervisor: &Supervisor) -> String {
    match (
        supervisor.details.in_use,
        supervisor.details.contract_minutes,
    ) {
        (false, _) => "Has left".to_owned(),
        (true, 0) => "Casual".to_owned(),
        (true, minutes) => contract_hours(minutes),
    }
}

pub(super) fn languages(supervisor: &Supervisor) -> String {
    let languages = supervisor.details.languages.iter();
    languages
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Outside services by name, with whether they may be called today.
///
/// # Errors
/// As a problem page.
pub async fn providers(door: Guarded<act::ListProviders>, query: Query<After>) -> Shown {
    let (shell, reader) = (shell(&door, "Outside services"), door.caller().0);
    let today = door.now().london_day();
    door.look(move |look| {
        let page = queries::providers(look, &query.0.want())?;
        let list = ListTemplate {
            shell,
            heading: "Outside services",
            add: ("Add an outside service", "/providers/new"),
            empty: "No taxi firm or interpreter service is recorded yet.",
            head: &["Name", "What it does", "Today", "E-mail address"],
            rows: page.items.iter().map(|one| provider(one, today)).collect(),
            pages: next(&page, "/providers"),
        };
        Ok(look.seen(traces::listed(reader, "outside services"), Page(list)))
    })
    .await
}

fn provider(provider: &Provider, today: LondonDay) -> Row {
    let may_be_called = may_provide(provider, today).is_empty();
    let today = if may_be_called {
        "May be called"
    } else {
        "Not to be called"
    };
    let email = provider.address_standing().label();
    Row {
        href: format!("/providers/{}", provider.id),
        name: provider.details.name.to_string(),
        cells: [provider.details.kind.label(), today, email]
            .map(str::to_owned)
            .to_vec(),
    }
}
