//! What recorded orders allow a child, with who checked and when.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::PersonId,
    time::{Instant, LondonDay},
};
use law::{
    access::{Act, act},
    rule::Refusal,
    status::Regime,
};

use super::{ended_for, may, no_longer, standing};
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    orders::{
        Order, RecordedStatus, RefusalLetter, Tells, UrgentRefusal,
        queries::{self, ChildOrders, Names},
        rules::{Reader, is_owed},
        traces,
    },
    people::rules::full_name,
    web::{
        Shell,
        components::{Cell, Status, Table},
    },
};

/// An order on the page of a child.
struct Card {
    href: String,
    title: &'static str,
    made: String,
    standing: Status,
    rules: Vec<String>,
}

/// A refusal on the page of a child.
struct RefusalLine {
    words: String,
    reason: String,
    letters: Vec<LetterLine>,
    lift: Option<String>,
}

/// A letter that tells of it: to whom, and what came of it.
struct LetterLine {
    href: String,
    what: &'static str,
    to: String,
    came: String,
}

#[derive(Template)]
#[template(path = "orders/child.html")]
struct ChildPage {
    shell: Shell,
    name: String,
    path: String,
    status: Option<String>,
    /// The status that a recorded day will bring.
    coming: Option<String>,
    law: Option<&'static str>,
    by_agreement: bool,
    history: Option<Table>,
    in_force: Vec<Card>,
    past: Vec<Card>,
    refusals: Vec<RefusalLine>,
    may: BTreeSet<Act>,
}

/// What recorded orders allow a child.
///
/// # Errors
/// As a problem page.
pub async fn of_child(door: Guarded<act::ShowOrders>, id: At<PersonId>) -> Shown {
    let shell = shell(&door, "What recorded orders allow");
    let (now, actor) = (door.now(), door.admitted().actor.clone());
    door.look(move |look| {
        let found = queries::of_child(look, id.0)?;
        let offered = [
            Act::RecordStatus,
            Act::EnterOrder,
            Act::RefuseContact,
            Act::SendRefusalLetter,
        ];
        let page = ChildPage {
            may: offered
                .into_iter()
                .filter(|act| may(&actor, *act))
                .collect(),
            ..page(shell, &found, now)
        };
        Ok(look.seen(
            traces::seen_of(id.0, found.subjects(), "orders"),
            Page(page),
        ))
    })
    .await
}

fn page(shell: Shell, found: &ChildOrders, now: Instant) -> ChildPage {
    let child = &found.record.person;
    let current = found.statuses.iter().find(|one| one.period.covers(now));
    let regime = current.map(|one| one.period.status.regime());
    let today = now.london_day();
    let (past, in_force): (Vec<&Order>, Vec<&Order>) = found
        .orders
        .iter()
        .partition(|order| is_past(order, child.id, today));
    let cards = |orders: Vec<&Order>| -> Vec<Card> {
        orders
            .into_iter()
            .map(|order| card(order, child.id, &found.names))
            .collect()
    };
    ChildPage {
        shell: shell.back(format!("/people/{}", child.id)),
        name: full_name(&child.details),
        path: format!("/people/{}", child.id),
        status: current.map(|one| {
            let since = one.period.from.london_day().in_short();
            format!("{}, since {since}", one.period.status.label())
        }),
        coming: found
            .statuses
            .iter()
            .find(|one| one.period.from > now)
            .map(|one| {
                let from = one.period.from.london_day().in_short();
                format!("From {from}: {}", one.period.status.label())
            }),
        law: regime.map(Regime::law),
        by_agreement: regime == Some(Regime::Agreement),
        history: (found.statuses.len() > 1).then(|| history(&found.statuses, &found.names)),
        in_force: cards(in_force),
        past: cards(past),
        refusals: found
            .refusals
            .iter()
            .map(|refusal| line(refusal, found, now))
            .collect(),
        may: BTreeSet::new(),
    }
}

/// Whether an order's last day for a child is over; one that begins later is not past.
fn is_past(order: &Order, child: PersonId, today: LondonDay) -> bool {
    let ended = ended_for(order, child).is_some_and(|on| on <= today);
    ended || order.details.until.is_some_and(|until| until < today)
}

fn card(order: &Order, child: PersonId, names: &Names) -> Card {
    let details = &order.details;
    let said = order.rules.values().map(|entered| {
        let who = super::order::named(&entered.rule, names);
        let words = entered.rule.condition.in_words();
        who.map_or(words.clone(), |who| format!("{words} ({who})"))
    });
    Card {
        href: format!("/orders/{}", order.id),
        title: details.form.label(),
        made: format!("{}, {}", details.court, details.made_on.in_short()),
        standing: ended_for(order, child).map_or_else(|| standing(order, names), no_longer),
        rules: said.collect(),
    }
}

fn history(statuses: &[RecordedStatus], names: &Names) -> Table {
    let empty = Table::new().caption("Legal status over time").head([
        "Legal status",
        "From",
        "To",
        "Recorded by",
    ]);
    statuses.iter().rev().fold(empty, |table, one| {
        let to = one.period.until.map_or_else(
            || "no end recorded".to_owned(),
            |until| until.london_day().in_short(),
        );
        table.row([
            Cell::from(one.period.status.label()),
            Cell::from(one.period.from.london_day().in_short()),
            Cell::from(to),
            Cell::from(names.staff(one.recorded.by)),
        ])
    })
}

fn letter_line(letter: &RefusalLetter, refusal: Refusal, names: &Names) -> LetterLine {
    let sent = letter.sent.as_ref();
    LetterLine {
        href: format!("/refusal-letters/{}", letter.id),
        what: match letter.tells {
            Tells::Refusal => "Letter to",
            Tells::End => "Letter that the refusal has ended to",
        },
        to: super::letters::addressee(letter.to, names),
        came: sent.map_or_else(
            || {
                let words = if is_owed(letter, refusal) {
                    "not sent yet"
                } else {
                    "not owed, as the refusal ended before it began"
                };
                words.to_owned()
            },
            |sent| super::letters::came(sent, names),
        ),
    }
}

fn line(one: &UrgentRefusal, found: &ChildOrders, now: Instant) -> RefusalLine {
    let (refusal, names) = (one.refusal, &found.names);
    let letters = found.letters.iter();
    let mut letters: Vec<&RefusalLetter> =
        letters.filter(|letter| letter.refusal == one.id).collect();
    letters.sort_by_key(|letter| (Reader::of(letter, refusal), letter.id));
    let letters = letters.into_iter();
    let ends = refusal.ends();
    let until = ends.map_or_else(String::new, Instant::in_short);
    let running = ends.is_some_and(|ends| now < ends);
    let how = if one.lifted.is_some() { "ended" } else { "to" };
    RefusalLine {
        words: format!(
            "{}: {} {how} {until}, decided by {}",
            names.short(refusal.person()),
            refusal.from().in_short(),
            names.staff(one.decided.by),
        ),
        reason: one.again.as_ref().map_or_else(
            || one.reason.to_string(),
            |again| format!("{} Since the refusal before: {again}", one.reason),
        ),
        letters: letters
            .map(|letter| letter_line(letter, refusal, names))
            .collect(),
        lift: running.then(|| format!("/refusals/{}/lift", one.id)),
    }
}
