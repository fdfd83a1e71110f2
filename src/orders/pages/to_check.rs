//! The orders that wait for a second person.

use std::collections::BTreeSet;

use askama::Template;
use kernel::id::PersonId;
use law::access::act;

use crate::{
    http::{Guarded, Page, Shown, shell},
    orders::{
        Order,
        queries::{self, Names},
        rules, traces,
    },
    web::Shell,
};

#[derive(Template)]
#[template(path = "orders/to_check.html")]
struct ToCheckPage {
    shell: Shell,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    what: String,
    children: String,
    made_on: String,
    entered: String,
}

/// The orders that wait for a second person and that the caller could check.
///
/// # Errors
/// As a problem page.
pub async fn to_check(door: Guarded<act::CheckOrder>) -> Shown {
    let shell = shell(&door, "Orders to check");
    let reader = door.caller().0;
    door.look(move |look| {
        let waiting = queries::to_check(look)?;
        let names = queries::names_of(look, &waiting)?;
        let shown: BTreeSet<PersonId> = waiting.iter().flat_map(rules::named).collect();
        let page = ToCheckPage {
            shell: shell.back("/"),
            rows: waiting.iter().map(|order| row(order, &names)).collect(),
        };
        Ok(look.seen(traces::listed(reader, shown), Page(page)))
    })
    .await
}

fn row(order: &Order, names: &Names) -> Row {
    let children = order.details.children.iter();
    let children: Vec<String> = children.map(|child| names.short(*child)).collect();
    let when = order.entered.at.london_day().in_short();
    Row {
        href: format!("/orders/{}", order.id),
        what: match order.discharge {
            Some(_) => format!("{}: discharged?", order.details.form.label()),
            None => order.details.form.label().to_owned(),
        },
        children: children.join(", "),
        made_on: order.details.made_on.in_short(),
        entered: format!("{}, {when}", names.staff(order.entered.by)),
    }
}
