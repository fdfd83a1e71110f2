//! Legal statuses, and orders, plans and agreements: entered by one, checked by another.

use kernel::{id::OrderId, refusal::Refused};
use law::access::{Actor, act};

use super::{
    Seed,
    family::Known,
    paper::{Hands, Paper},
    scan,
    users::Staff,
};
use crate::{
    orders::{
        Form,
        commands::{add_rule, add_scan, check_order, enter_order, record_status},
        rules::OrderFields,
    },
    storage::NewDocument,
};

/// Writes down what is known of a family's law, oldest first.
pub(super) fn enter(seed: &Seed<'_>, staff: &Staff, known: &Known<'_>) -> Result<(), Refused> {
    let worker = staff.actor(&known.family.worker)?;
    for status in &known.family.statuses {
        let days_ago = status.days_ago.min(known.days_ago);
        seed.days_ago(days_ago)?;
        let child = known.person(status.child)?;
        let from = seed.opens.london_day().plus_days(-days_ago);
        seed.does::<act::RecordStatus, _>(&worker, |work| {
            record_status(work, child, status.status, from)
        })?;
    }
    for paper in &known.family.papers {
        write_down(seed, staff, known, paper)?;
    }
    Ok(())
}

/// Who enters, and who checks where somebody has.
fn hands(
    staff: &Staff,
    known: &Known<'_>,
    paper: &Paper,
) -> Result<(Actor, Option<Actor>), Refused> {
    let worker = &known.family.worker;
    Ok(match paper.hands {
        Hands::Team => (
            staff.actor(worker)?,
            Some(staff.manager_of(worker, "daniel.frost")?),
        ),
        Hands::OnlyEntered => (staff.actor(worker)?, None),
        Hands::Office => (
            staff.actor("asha.kaur")?,
            Some(staff.actor("daniel.frost")?),
        ),
    })
}

fn write_down(
    seed: &Seed<'_>,
    staff: &Staff,
    known: &Known<'_>,
    paper: &Paper,
) -> Result<(), Refused> {
    let (enters, checks) = hands(staff, known, paper)?;
    let made = paper.days_ago.min(known.days_ago);
    seed.at((made - 1).max(1), "10:40")?;
    let number = case_number(known, paper);
    let lines = paper.lines(&number);
    let fields = typed(seed, known, (paper, made), (&number, &lines))?;
    let details = fields.read(seed.clock_day())?;
    let order = seed.does::<act::EnterOrder, _>(&enters, |work| enter_order(work, &details))?;
    let mut version = order.version;
    for rule in paper.rules(|given| known.person(given))? {
        let draft = rule.read()?;
        let ruled = seed.does::<act::EnterOrder, _>(&enters, |work| {
            add_rule(work, (order.id, version), &draft)
        })?;
        version = ruled.version;
    }
    if let Some(checks) = checks {
        version = add_the_scan(seed, &enters, order.id, &lines)?;
        seed.at((made - 2).max(0), "08:05")?;
        seed.does::<act::CheckOrder, _>(&checks, |work| check_order(work, (order.id, version)))?;
    }
    Ok(())
}

fn add_the_scan(
    seed: &Seed<'_>,
    enters: &Actor,
    order: OrderId,
    lines: &[String],
) -> Result<i64, Refused> {
    let file = NewDocument::read("application/pdf", scan::page_of(lines))?;
    let scanned = seed.does::<act::EnterOrder, _>(enters, |work| add_scan(work, order, &file))?;
    Ok(scanned.version)
}

fn case_number(known: &Known<'_>, paper: &Paper) -> String {
    match paper.form {
        Form::Other => format!("MC/{:04}", known.number),
        _ => format!("NW26C{:05}", 300 + known.number * 7),
    }
}

/// What would be typed.
fn typed(
    seed: &Seed<'_>,
    known: &Known<'_>,
    (paper, made): (&Paper, i64),
    (number, lines): (&str, &[String]),
) -> Result<OrderFields, Refused> {
    let ids = |given: &[&str]| -> Result<Vec<String>, Refused> {
        let ids = given.iter().map(|given| known.person(given));
        ids.map(|id| Ok(id?.to_string())).collect()
    };
    let made_on = seed.opens.london_day().plus_days(-made).to_string();
    Ok(OrderFields {
        form: paper.form.to_string(),
        source: paper.source.to_string(),
        court: paper.court().to_owned(),
        case_number: number.to_owned(),
        made_on: made_on.clone(),
        from: made_on,
        ends: paper.ends.to_string(),
        by_consent: paper.by_consent,
        children: ids(&paper.children)?,
        allows: ids(&paper.allows)?,
        text: lines.join("\n"),
        ..OrderFields::default()
    })
}
