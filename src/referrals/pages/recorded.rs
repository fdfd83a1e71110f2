//! What is recorded of the children already: beside the section of a referral that asks for it, and beside
//! its answer for whoever decides on the referral.

use kernel::{id::PersonId, refusal::Refused, time::LondonDay};
use law::{
    access::{Act, Action, OnRecords, about},
    risk::{Assessment, Band, Decision, Validity},
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
    let (mut shown, today) = (Vec::new(), look.now().london_day());
    let named = |child: &&Person| of.referral.children.contains(&child.id);
    for child in of.family.children.iter().filter(named) {
        shown.extend(match topic {
            Topic::Legal if of.may.contains(&Act::ShowOrders) => {
                legal(&queries::recorded(look, child.id)?, of, child)
            }
            Topic::Risks if of.may.contains(&Act::ShowRisk) => {
                let visitors = &of.referral.visitors;
                risks(
                    &queries::approved_risks(look, child.id, visitors)?,
                    of,
                    (child, today),
                )
            }
            Topic::Placement => home(&queries::recorded(look, child.id)?, of, child),
            _ => Vec::new(),
        });
    }
    Ok(shown)
}

fn name_and_path(child: &Person) -> (String, String) {
    (full_name(&child.details), format!("/people/{}", child.id))
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

fn legal(found: &Recorded, of: &ReferralRecord, child: &Person) -> Vec<Content> {
    let (name, path) = name_and_path(child);
    let mut shown = vec![Content::of(statuses_and_orders(found, &name))];
    if found.status.is_none() && of.may.contains(&Act::RecordStatus) {
        let words = format!("Record the legal status of {name}");
        let form = format!("{path}/status/new{}", back_to(of));
        shown.push(link(words, form));
    }
    let words = format!("What recorded orders allow {name}");
    shown.push(link(words, format!("{path}/orders")));
    shown
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

fn risks(
    approved: &[Assessment],
    of: &ReferralRecord,
    (child, today): (&Person, LondonDay),
) -> Vec<Content> {
    let visitors = &of.referral.visitors;
    let (name, path) = name_and_path(child);
    let card = visitors
        .iter()
        .fold(SummaryList::card(name.clone()), |card, visitor| {
            let who = format!("With {}", of.names.of(*visitor));
            card.row(who, assessed(approved, (child.id, *visitor), today))
        });
    let all = link(format!("Risks recorded for {name}"), format!("{path}/risk"));
    if visitors.is_empty() {
        vec![all]
    } else {
        vec![Content::of(card), all]
    }
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
        Validity::Continued => format!("past its review since {day}: a manager continues on it"),
        Validity::Expired | Validity::RunOut => format!("past its review since {day}"),
    };
    // A very high risk that remains carries nothing before the head of service has signed it off.
    let may_meet = last.decision == Decision::Go;
    if may_meet && last.residual == Band::VeryHigh && !last.signed_off {
        return format!("A very high risk remains: waits for the head of service, {until}");
    }
    format!("{}, {until}", last.decision.label())
}

fn home(found: &Recorded, of: &ReferralRecord, child: &Person) -> Vec<Content> {
    let (name, path) = name_and_path(child);
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
    shown
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::id::Id;

    use super::*;

    #[test]
    fn how_a_risk_is_assessed_is_said_as_it_holds_today() {
        let day = |text: &str| text.parse::<LondonDay>().unwrap();
        let (ava, mary) = (Id::from_parts(1, 1), Id::from_parts(1, 2));
        let low = Assessment {
            children: BTreeSet::from([ava]),
            persons: BTreeSet::from([mary]),
            from: day("2026-11-03"),
            review_by: day("2027-01-20"),
            residual: Band::Low,
            decision: Decision::Go,
            signed_off: false,
            controls: BTreeSet::new(),
            continuation: None,
        };
        let very_high = Assessment {
            residual: Band::VeryHigh,
            ..low.clone()
        };
        for (case, on, begins) in [
            (Some(&low), "2026-12-01", "They may meet"),
            (Some(&very_high), "2026-12-01", "A very high risk remains"),
            (Some(&low), "2026-11-02", "No approved"),
            (None, "2026-12-01", "No approved"),
        ] {
            let approved = Vec::from_iter(case.cloned());
            let words = assessed(&approved, (ava, mary), day(on));
            assert!(words.starts_with(begins), "{words}");
        }
        let late = assessed(&[low], (ava, mary), day("2027-01-21"));
        assert!(
            late.ends_with("past its review since 20 Jan 2027"),
            "{late}"
        );
    }
}
