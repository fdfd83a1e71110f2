//! What is recorded of the children already: beside the section of a referral that asks for it, and beside
//! its answer for whoever decides on the referral.

use kernel::{id::PersonId, refusal::Refused, time::LondonDay};
use law::{
    access::{Act, Action, OnRecords, about},
    risk::{Assessment, Validity},
};

use super::{is_open, link};
use crate::{
    people::{Person, rules::full_name},
    referrals::{
        queries::{self, Recorded, ReferralRecord},
        rules::Topic,
    },
    storage::{Look, Reads as _},
    web::components::{Content, SummaryList},
};

/// What is recorded of each child, shown as it stands in their record, with where it is read in full and put
/// right.
pub(super) fn recorded<A>(
    look: &mut Look<'_, A>,
    of: &ReferralRecord,
    topic: Topic,
) -> Result<Vec<Content>, Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let mut shown = Vec::new();
    for child in &of.family.children {
        if of.referral.children.contains(&child.id) {
            shown.extend(match topic {
                Topic::Legal if of.may.contains(&Act::ShowOrders) => legal(look, of, child)?,
                Topic::Risks if of.may.contains(&Act::ShowRisk) => risks(look, of, child)?,
                Topic::Placement => home(look, of, child)?,
                _ => Vec::new(),
            });
        }
    }
    Ok(shown)
}

/// Whoever writes the referral comes back to it from what they record on the way.
fn back_to(of: &ReferralRecord) -> String {
    let one = &of.referral;
    let writes = of.may.contains(&Act::WriteReferral) && is_open(&one.state);
    if writes {
        format!("?then={}", one.id)
    } else {
        String::new()
    }
}

fn legal<A>(
    look: &mut Look<'_, A>,
    of: &ReferralRecord,
    child: &Person,
) -> Result<Vec<Content>, Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let found = queries::recorded(look, child.id)?;
    let (name, path) = (full_name(&child.details), format!("/people/{}", child.id));
    let mut shown = vec![Content::of(statuses_and_orders(&found, &name))];
    if found.status.is_none() && of.may.contains(&Act::RecordStatus) {
        let words = format!("Record the legal status of {name}");
        let form = format!("{path}/status/new{}", back_to(of));
        shown.push(link(words, form));
    }
    let words = format!("What recorded orders allow {name}");
    shown.push(link(words, format!("{path}/orders")));
    Ok(shown)
}

fn statuses_and_orders(found: &Recorded, name: &str) -> SummaryList {
    let status = found.status.map_or_else(
        || "None is recorded".to_owned(),
        |period| {
            let since = period.from.london_day().in_short();
            format!("{}, since {since}", period.status.label())
        },
    );
    let card = SummaryList::card(name.to_owned()).row("Legal status", status);
    found.orders.iter().fold(card, |card, order| {
        let checked = if order.checked.is_some() {
            "checked"
        } else {
            "not checked yet"
        };
        let made = order.details.made_on.in_short();
        let words = format!("{}, made on {made}, {checked}", order.details.form.label());
        card.row("Order", words)
    })
}

fn risks<A>(
    look: &mut Look<'_, A>,
    of: &ReferralRecord,
    child: &Person,
) -> Result<Vec<Content>, Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let (visitors, today) = (&of.referral.visitors, look.now().london_day());
    let approved = queries::approved_risks(look, child.id, visitors)?;
    let (name, path) = (full_name(&child.details), format!("/people/{}", child.id));
    let card = visitors
        .iter()
        .fold(SummaryList::card(name.clone()), |card, visitor| {
            let who = format!("With {}", of.names.of(*visitor));
            card.row(who, assessed(&approved, (child.id, *visitor), today))
        });
    let all = link(format!("Risks recorded for {name}"), format!("{path}/risk"));
    Ok(if visitors.is_empty() {
        vec![all]
    } else {
        vec![Content::of(card), all]
    })
}

/// How the risk between a child and a family member is assessed, by what holds today.
fn assessed(
    approved: &[Assessment],
    (child, visitor): (PersonId, PersonId),
    today: LondonDay,
) -> String {
    let of_pair = approved
        .iter()
        .filter(|one| one.is_about(child, visitor, today));
    let Some(last) = of_pair.max_by_key(|one| one.from) else {
        return "No approved risk assessment".to_owned();
    };
    let day = last.review_by.in_short();
    let until = match last.validity_on(today) {
        Validity::Valid => format!("to be reviewed by {day}"),
        Validity::Continued => format!("to be reviewed by {day}; a manager continues on it"),
        Validity::Expired | Validity::RunOut => format!("past its review since {day}"),
    };
    format!("{}, {until}", last.decision.label())
}

fn home<A>(
    look: &mut Look<'_, A>,
    of: &ReferralRecord,
    child: &Person,
) -> Result<Vec<Content>, Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let found = queries::recorded(look, child.id)?;
    let (name, path) = (full_name(&child.details), format!("/people/{}", child.id));
    let words = found.placement.as_ref().map_or_else(
        || "No placement is recorded for today".to_owned(),
        |one| format!("{}, since {}", one.household.name, one.from.in_short()),
    );
    let card = SummaryList::card(name.clone()).row("Lives with", words);
    let mut shown = vec![Content::of(card)];
    if found.placement.is_none() {
        let words = format!("Record where {name} lives");
        let form = format!("{path}/placements/new{}", back_to(of));
        shown.push(link(words, form));
    }
    shown.push(link(format!("Open the record of {name}"), path));
    Ok(shown)
}
