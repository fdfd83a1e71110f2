//! An order: its words, its rules, its check by a second person.

use askama::Template;
use kernel::{
    id::{OrderId, RuleId},
    refusal::Refused,
    time::LondonDay,
};
use law::{
    access::{Act, Action, OnRecords, about, act},
    order::Vary,
    rule::Rule,
};
use serde::Deserialize;

use super::{Frame, may, standing};
use crate::{
    http::{At, Download, Form, Goto, Guarded, Page, Shown, Turned, turn},
    orders::{
        EnteredRule, Order, commands,
        http::CheckFields,
        queries::{self, Names, OrderRecord},
        rules::{Question, named_in},
        traces,
    },
    storage::{Acts, Seen},
    web::{
        Errors, Shell,
        components::{
            Button, Checkboxes, Choice, Control, ErrorSummary, FormProof, Status, SummaryList,
        },
    },
};

/// A rule on the page of its order.
struct Card {
    says: SummaryList,
    remove: Option<String>,
}

/// The form in which a second person says that they compared.
struct CheckForm {
    action: String,
    compared: Checkboxes,
    send: Button,
}

#[derive(Template)]
#[template(path = "orders/order.html")]
struct OrderPage {
    shell: Shell,
    title: &'static str,
    standing: Status,
    summary: Option<ErrorSummary>,
    details: SummaryList,
    paragraphs: Vec<String>,
    rules: Vec<Card>,
    questions: Vec<(&'static str, String)>,
    proof: FormProof,
    remove: Button,
    check: Option<CheckForm>,
    unscanned: bool,
    scan: Option<String>,
    /// What proves that the scan is unchanged: its SHA-256.
    proof_of_scan: Option<String>,
    add_scan: Option<String>,
    discharge: Option<String>,
    replace: Option<String>,
}

/// Who is named in a rule, in one line.
pub(super) fn named(rule: &Rule, names: &Names) -> Option<String> {
    let persons = named_in(rule);
    (!persons.is_empty()).then(|| names.list(&persons))
}

fn page<R: Acts>(
    frame: Frame,
    look: &mut R,
    id: OrderId,
    errors: &Errors,
) -> Result<(OrderPage, Order), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let record = queries::order_record(look, id)?;
    let order = &record.order;
    let path = format!("/orders/{id}");
    let open = order.checked.is_none() && order.ended.is_none();
    let allowed = |act: Act| may(&frame.actor, act);
    let (enter, check) = (
        open && allowed(Act::EnterOrder),
        open && allowed(Act::CheckOrder),
    );
    let link = |shown: bool, end: &str| shown.then(|| format!("{path}/{end}"));
    let child = order.details.children.first();
    let back = child.map_or_else(
        || "/people".to_owned(),
        |child| format!("/people/{child}/orders"),
    );
    let replace = child.map(|child| format!("/people/{child}/orders/new?supersedes={id}"));
    let page = OrderPage {
        shell: frame.shell.back(back).errors(!errors.is_empty()),
        title: order.details.form.label(),
        standing: standing(order, &record.names),
        summary: errors.summary(),
        details: details(&record),
        paragraphs: paragraphs(order),
        rules: cards(order, &record.names, enter.then_some(&path)),
        questions: if enter { questions(&path) } else { Vec::new() },
        proof: frame.proof.version(order.version.to_string()),
        remove: Button::new("Remove this rule").secondary(),
        unscanned: check && record.document.is_none(),
        check: (check && record.document.is_some()).then(|| check_form(&path, errors)),
        scan: link(record.document.is_some(), "document"),
        proof_of_scan: record.document.as_ref().map(|one| one.sha256.clone()),
        add_scan: link(enter && record.document.is_none(), "document/new"),
        discharge: link(
            order.ended.is_none() && allowed(Act::DischargeOrder),
            "discharge",
        ),
        replace: replace.filter(|_| order.ended.is_none() && allowed(Act::EnterOrder)),
    };
    Ok((page, record.order))
}

fn details(record: &OrderRecord) -> SummaryList {
    let (order, names) = (&record.order, &record.names);
    let details = &order.details;
    let ends = details
        .until
        .map_or_else(|| details.ends.label().to_owned(), LondonDay::in_short);
    let entered = format!(
        "{} on {}",
        names.staff(order.entered.by),
        order.entered.at.london_day().in_short()
    );
    let list = SummaryList::new()
        .row("What it is", details.source.label())
        .row("Court", details.court.to_string())
        .row("Case number", details.case_number.to_string())
        .row("Made on", details.made_on.in_short())
        .row("In force from", details.from.in_short())
        .row("Ends", ends)
        .row("By consent", if details.by_consent { "Yes" } else { "No" })
        .row("Children", names.list(&details.children));
    let list = if details.allows.is_empty() {
        list
    } else {
        list.row("About time with", names.list(&details.allows))
    };
    let list = order.ended_for.iter().fold(list, |list, (child, on)| {
        let words = format!(
            "{}: another order takes its place from {}",
            names.of(*child),
            on.in_short()
        );
        list.row("No longer in force for", words)
    });
    let list = list.row("Entered by", entered);
    let list = match order.discharge.filter(|_| order.ended.is_none()) {
        None => list,
        Some(said) => {
            let words = format!(
                "{} wrote that it has no force from {}. It stays in force until a second person gives the same day.",
                names.staff(said.by),
                said.on.in_short()
            );
            list.row("Discharged by the court", words)
        }
    };
    let scan = record.document.as_ref().map_or_else(
        || "Not added yet".to_owned(),
        |document| document.media_type.extension().to_uppercase(),
    );
    list.row("Scan", scan)
}

fn paragraphs(order: &Order) -> Vec<String> {
    let words = order.details.verbatim.as_str();
    words
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

fn cards(order: &Order, names: &Names, path: Option<&String>) -> Vec<Card> {
    let card = |(id, entered): (&RuleId, &EnteredRule)| Card {
        says: says(entered, names),
        remove: path.map(|path| format!("{path}/rules/{id}/remove")),
    };
    order.rules.iter().map(card).collect()
}

fn says(entered: &EnteredRule, names: &Names) -> SummaryList {
    let rule = &entered.rule;
    let list = SummaryList::card(rule.condition.in_words())
        .card_level(3)
        .row("The order says", format!("“{}”", rule.quote.words()));
    let list = match named(rule, names) {
        Some(who) => list.row("Names", who),
        None => list,
    };
    let vary = match rule.vary {
        Vary::Court => "Only the court",
        Vary::Authority => "The council: the order leaves it to the council",
    };
    list.row("Who may agree to something else", vary)
        .row("Entered by", names.staff(entered.entered.by))
}

fn questions(path: &str) -> Vec<(&'static str, String)> {
    Question::ALL
        .iter()
        .map(|question| {
            (
                question.label(),
                format!("{path}/rules/new?question={question}"),
            )
        })
        .collect()
}

fn check_form(path: &str, errors: &Errors) -> CheckForm {
    let said = "I have compared each rule with the words of the order";
    CheckForm {
        action: format!("{path}/check"),
        compared: Checkboxes::new("compared", "Check this order")
            .hint("Compare with the scan. Whoever entered the order or a rule, took a rule out or added the scan cannot check it.")
            .choice(Choice::new("yes", said))
            .error(errors.at("compared")),
        send: Button::new("Mark as checked"),
    }
}

/// An order with its rules.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowOrders>, id: At<OrderId>) -> Shown {
    let frame = Frame::new(&door, "Order")?;
    door.look(move |look| {
        let (page, order) = page(frame, look, id.0, &Errors::none())?;
        Ok(look.seen(traces::seen(&order, "order"), Page(page)))
    })
    .await
}

/// Downloads the scan.
///
/// # Errors
/// As a problem page.
pub async fn download(
    door: Guarded<act::DownloadOrder>,
    id: At<OrderId>,
) -> Result<Seen<Download>, Refused> {
    crate::orders::http::download(door, id).await
}

/// The check as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckPageForm {
    compared: String,
    version: String,
}

/// Checks an order as a second person.
///
/// # Errors
/// As a problem page.
pub async fn check(
    door: Guarded<act::CheckOrder>,
    id: At<OrderId>,
    form: Form<CheckPageForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let said = CheckFields {
        compared: form.0.compared == "yes",
    };
    let saved = door.save(said.read(), move |work, ()| {
        let checked = commands::check_order(work, (id.0, version))?;
        Ok(checked.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Order")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &errors)?.0)
    })
    .await
}

/// The removal of a rule as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveForm {
    version: String,
}

/// Takes a rule out again, before the check.
///
/// # Errors
/// As a problem page.
pub async fn remove_rule(
    door: Guarded<act::EnterOrder>,
    ids: At<(OrderId, RuleId)>,
    form: Form<RemoveForm>,
) -> Turned {
    let (id, rule) = ids.0;
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let saved = door.save(Ok(()), move |work, ()| {
        let removed = commands::remove_rule(work, (id, version), rule)?;
        Ok(removed.map(|order| Goto(format!("/orders/{}", order.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Order")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id, &errors)?.0)
    })
    .await
}
