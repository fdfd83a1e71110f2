//! What the rules of orders, plans and agreements say.

use kernel::id::{OrderId, PersonId, RuleId};

use super::{defaults, refusals};
use crate::order::{Life, OrderInForce, Source, Vary};
use crate::proposal::Proposal;
use crate::rule::{Breach, Case, Condition, Kind, Rule};
use crate::standing::Standing;
use crate::verdict::{Code, Decider, Finding, Severity};

/// A rule that has force and concerns the proposal, with the order it stands in.
#[derive(Debug, Clone, Copy)]
pub struct RuleInForce<'a> {
    /// The order.
    pub order_id: OrderId,
    /// What the order is.
    pub order: &'a OrderInForce,
    /// The rule.
    pub rule_id: RuleId,
    /// What the rule says.
    pub rule: &'a Rule,
}

impl RuleInForce<'_> {
    pub(super) fn finding(
        &self,
        severity: Severity,
        code: Code,
        decider: Decider,
        explanation: &str,
    ) -> Finding {
        let mut finding = Finding::new(severity, code, decider, explanation);
        finding.order = Some(self.order_id);
        finding.rule = Some(self.rule_id);
        finding.quotes = vec![self.rule.quote.words().to_owned()];
        finding
    }
}

/// The orders in force on the day that name one of the children, or no child at all.
fn orders<'a>(
    standing: &'a Standing,
    proposal: &'a Proposal,
) -> impl Iterator<Item = (OrderId, &'a OrderInForce, Life)> {
    let day = proposal.slot.day();
    let on_day = standing
        .orders
        .iter()
        .filter(move |(_, order)| order.is_in_force_on(day));
    let concerned = on_day.filter(|(_, order)| {
        order.children.is_empty() || !order.children.is_disjoint(&proposal.children)
    });
    concerned.map(|(id, order)| (*id, order, life(standing, proposal, order)))
}

/// The force of an order: the strongest it has for any of its children in the proposal.
fn life(standing: &Standing, proposal: &Proposal, order: &OrderInForce) -> Life {
    let of_child = |child: &PersonId| {
        defaults::regime_of(standing, proposal, *child)
            .map_or(Life::Live, |regime| order.source.life_under(regime))
    };
    let lives: Vec<_> = order
        .children
        .intersection(&proposal.children)
        .map(of_child)
        .collect();
    match lives {
        lives if lives.is_empty() || lives.contains(&Life::Live) => Life::Live,
        lives if lives.contains(&Life::OnlyRestricts) => Life::OnlyRestricts,
        _ => Life::Ended,
    }
}

/// The rules that have force and concern the proposal.
pub(super) fn in_force<'a>(
    standing: &'a Standing,
    proposal: &'a Proposal,
) -> impl Iterator<Item = RuleInForce<'a>> {
    let living = orders(standing, proposal).filter(|(_, _, life)| *life != Life::Ended);
    living.flat_map(|(order_id, order, _)| {
        let rules = order.rules.iter().map(move |(id, rule)| RuleInForce {
            order_id,
            order,
            rule_id: *id,
            rule,
        });
        rules.filter(|found| {
            found.rule.is_in_force_on(proposal.slot.day()) && found.rule.concerns(proposal)
        })
    })
}

pub(super) fn findings(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    let rules: Vec<_> = in_force(standing, proposal).collect();
    let mut findings: Vec<_> = rules
        .iter()
        .filter_map(|found| of_rule(standing, proposal, found))
        .collect();
    findings.extend(
        orders(standing, proposal).filter_map(|(id, order, life)| of_life(id, order, life)),
    );
    findings.extend(overlaps(standing, proposal));
    for (place, one) in rules.iter().enumerate() {
        findings.extend(
            rules
                .iter()
                .skip(place + 1)
                .filter_map(|two| conflict(proposal, one, two)),
        );
    }
    findings
}

fn of_rule(standing: &Standing, proposal: &Proposal, found: &RuleInForce<'_>) -> Option<Finding> {
    let anchor = found.rule.from.unwrap_or(found.order.from);
    let case = Case {
        rule: found.rule,
        anchor,
        proposal,
        standing,
    };
    let breach = found.rule.condition.check(&case)?;
    if breach.kind == Kind::Owed && is_wholly_refused(standing, proposal, found.rule) {
        return None;
    }
    let departed = standing
        .departures
        .get(&found.rule_id)
        .is_some_and(|departure| {
            found.order.source == Source::ContactOrder && departure.holds_on(proposal.slot.day())
        });
    let (severity, code, decider) = match breach.kind {
        Kind::Forbidden | Kind::FallsShort if departed => {
            (Severity::Warn, Code::Departure, Decider::Coordinator)
        }
        _ => weigh(found, &breach),
    };
    Some(
        found
            .finding(severity, code, decider, &in_full(found, &breach, departed))
            .about(breach.persons),
    )
}

fn weigh(found: &RuleInForce<'_>, breach: &Breach) -> (Severity, Code, Decider) {
    let (severity, decider) = match (breach.kind, found.order.source) {
        (Kind::Owed, _) => (Severity::Duty, Decider::ServiceManager),
        (Kind::Forbidden, source) => source.weight(found.rule.vary),
        (Kind::FallsShort | Kind::Unread, Source::ServicePolicy) => {
            (Severity::Warn, Decider::Coordinator)
        }
        (Kind::FallsShort, _) => (Severity::Hold, Decider::ServiceManager),
        (Kind::Unread, _) => (Severity::Hold, Decider::TeamManager),
    };
    (severity, breach.code, decider)
}

fn in_full(found: &RuleInForce<'_>, breach: &Breach, departed: bool) -> String {
    let source = found.order.source.label();
    let mut text = format!("{source}: {}", breach.explanation);
    if departed {
        text.push_str(" It is departed from by agreement (reg 8(4)).");
    } else if breach.kind == Kind::Forbidden && found.rule.vary == Vary::Authority {
        text.push_str(" The authority may agree to it in writing.");
    }
    if !found.order.checked {
        text.push_str(" Nobody has checked this rule yet; until then it only restricts.");
    }
    text
}

/// Whether every pair of the proposal that the rule governs is refused.
fn is_wholly_refused(standing: &Standing, proposal: &Proposal, rule: &Rule) -> bool {
    let mut governed = proposal
        .pairs()
        .into_iter()
        .filter(|(child, person)| rule.governs(*child, *person))
        .peekable();
    governed.peek().is_some()
        && governed.all(|(child, person)| refusals::is_refused(standing, proposal, child, person))
}

fn of_life(id: OrderId, order: &OrderInForce, life: Life) -> Option<Finding> {
    let (severity, decider, explanation) = match life {
        Life::Live => return None,
        Life::Ended => (
            Severity::Warn,
            Decider::Coordinator,
            "Treated as ended: the child's legal status ends it. Record its end.",
        ),
        Life::OnlyRestricts => (
            Severity::Hold,
            Decider::Legal,
            "It does not fit the child's legal status. Until Legal decides, what it forbids stays \
                forbidden and what it allows does not count.",
        ),
    };
    let explanation = format!("{}: {explanation}", order.source.label());
    let mut finding = Finding::new(severity, Code::OrderEnded, decider, explanation)
        .about(order.children.iter().copied());
    finding.order = Some(id);
    Some(finding)
}

/// Two contact orders in force for one pair: s.34(9) varies or discharges, it does not add.
fn overlaps(standing: &Standing, proposal: &Proposal) -> Vec<Finding> {
    let contact: Vec<_> = orders(standing, proposal)
        .filter(|(_, order, life)| order.source == Source::ContactOrder && *life == Life::Live)
        .collect();
    let mut findings = Vec::new();
    for (child, person) in proposal.pairs() {
        let mut naming = contact
            .iter()
            .filter(|(_, order, _)| order.names(child, person))
            .skip(1);
        if let Some((id, ..)) = naming.next() {
            let explanation =
                "Two contact orders are in force for this pair. Say which replaces the other.";
            let mut finding = Finding::new(
                Severity::Hold,
                Code::OverlappingOrders,
                Decider::Legal,
                explanation,
            );
            finding.order = Some(*id);
            findings.push(finding.about([child, person]));
        }
    }
    findings
}

/// Two rules of equal rank that govern one pair and cannot both be kept. Of unequal rank, both
/// stay as they are: the higher forbids, the lower stays owed.
fn conflict(proposal: &Proposal, one: &RuleInForce<'_>, two: &RuleInForce<'_>) -> Option<Finding> {
    let equal = one.order.source.rank() == two.order.source.rank();
    let governs = |found: &RuleInForce<'_>, (child, person): (PersonId, PersonId)| {
        found.rule.governs(child, person)
    };
    let pair = proposal
        .pairs()
        .into_iter()
        .find(|pair| governs(one, *pair) && governs(two, *pair))?;
    if !equal || !contradict(&one.rule.condition, &two.rule.condition) {
        return None;
    }
    let explanation = "Two rules cannot both be kept. Legal decides which counts.";
    let mut finding = one
        .finding(Severity::Hold, Code::Conflict, Decider::Legal, explanation)
        .about([pair.0, pair.1]);
    finding.quotes.push(two.rule.quote.words().to_owned());
    Some(finding)
}

fn contradict(one: &Condition, two: &Condition) -> bool {
    match (one, two) {
        (Condition::MinFrequency(min), Condition::MaxFrequency(max))
        | (Condition::MaxFrequency(max), Condition::MinFrequency(min)) => {
            u32::from(min.times) * max.per.about_days()
                > u32::from(max.times) * min.per.about_days()
        }
        (Condition::Duration(one), Condition::Duration(two)) => {
            let crossed = |least: Option<u16>, most: Option<u16>| {
                least.zip(most).is_some_and(|(least, most)| least > most)
            };
            crossed(one.at_least(), two.at_most()) || crossed(two.at_least(), one.at_most())
        }
        (Condition::Mode(one), Condition::Mode(two)) => one.modes.is_disjoint(&two.modes),
        _ => false,
    }
}
