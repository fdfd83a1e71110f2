//! Pure decisions about orders: what was typed, which status follows which, who may check, when a
//! rule may still change, what an order hands on to the law.

mod home_named;
mod letter_words;
mod letters;
mod order_fields;
mod refusal_fields;
mod rule_fields;
mod status;

pub use home_named::names_the_home;
pub use letter_words::{LetterWords, words_of};
pub use letters::{
    LetterFields, Reader, Sending, decided, due_by, end_is_untold, is_owed, may_be_sent, to_be_told,
};
pub use order_fields::{DischargeFields, OrderFields};
pub use refusal_fields::{LiftFields, RefusalFields, Refusing, may_refuse, urgent};
pub use rule_fields::{Question, RuleDraft, RuleFields, named_in, tie};
pub use status::{Following, StatusFields, follow};

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, UserId},
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::{
    order::{OrderInForce, Source},
    rule::Rule,
};

use super::{Ended, Order};

fn wrong_state(code: &'static str, explanation: &str) -> Refused {
    Refused::because(Kind::WrongState, Reason::new(code, explanation))
}

/// Whether rules and scan may still change: only before the check.
///
/// # Errors
/// `WrongState` with what to do instead.
pub fn may_change(order: &Order) -> Result<(), Refused> {
    has_not_ended(order)?;
    if order.checked.is_some() {
        return Err(wrong_state(
            "order-checked",
            "This order has been checked. A mistake is put right by a new order that takes its place.",
        ));
    }
    Ok(())
}

/// Whether the order is still there to be checked or ended.
///
/// # Errors
/// `WrongState` when it was superseded or discharged.
pub fn has_not_ended(order: &Order) -> Result<(), Refused> {
    if order.ended.is_some() {
        return Err(wrong_state(
            "order-ended",
            "This order has been superseded or discharged. It is kept as it was.",
        ));
    }
    Ok(())
}

/// Whether this person may check the order: whoever wrote any of it may not, whatever their roles
/// (a rule taken out and a scan added are as much the author's as what stands there now); and
/// nobody without the scan, because they would compare what was typed with what was typed.
///
/// # Errors
/// `SecondPerson`; `WrongState` when it has no scan, is checked or ended.
pub fn may_check(order: &Order, checker: UserId) -> Result<(), Refused> {
    may_change(order)?;
    if order.authors.contains(&checker) {
        return Err(Refused::because(
            Kind::SecondPerson,
            Reason::new(
                "second-person",
                "You entered this order or one of its rules, took one out or added its scan, so somebody else must check it.",
            )
            .decided_by("a team manager, Legal or the service manager"),
        ));
    }
    if order.document.is_none() {
        return Err(wrong_state(
            "no-scan",
            "The scan of this order is not there yet, and its rules are checked against the scan. Whoever entered the order adds it; a photograph of each page will do.",
        ));
    }
    Ok(())
}

/// Whether what somebody says of the discharge of an order is said by two now. The first may put
/// right what they said.
///
/// # Errors
/// Beside the day, when it is before the first day of the order or not the day the first said.
pub fn is_said_by_two(order: &Order, said: Ended) -> Result<bool, Refused> {
    if said.on < order.details.from {
        let message = "It cannot end before its first day";
        return Err(Refused::field("/on", "before-from", message));
    }
    match order.discharge.filter(|first| first.by != said.by) {
        None => Ok(false),
        Some(first) if first.on == said.on => Ok(true),
        Some(first) => {
            let message = format!(
                "The first who wrote of this discharge gave {}. Compare the order of the court together: both of you must give the same day",
                first.on.in_words()
            );
            Err(Refused::field("/on", "not-the-same-day", message))
        }
    }
}

/// The children and persons of an order, those its rules name included.
pub fn named(order: &Order) -> BTreeSet<PersonId> {
    let details = &order.details;
    let by_rules = order.rules.values().flat_map(|rule| named_in(&rule.rule));
    details
        .children
        .iter()
        .chain(&details.allows)
        .copied()
        .chain(by_rules)
        .collect()
}

/// The order as the law looks at it.
pub fn in_force(order: &Order) -> OrderInForce {
    let details = &order.details;
    let last = order.ended.map(|ended| ended.on.plus_days(-1));
    let until = match (details.until, last) {
        (Some(until), Some(last)) => Some(until.min(last)),
        (until, last) => until.or(last),
    };
    let rules: BTreeMap<_, Rule> = order
        .rules
        .iter()
        .map(|(id, entered)| (*id, entered.rule.clone()))
        .collect();
    OrderInForce {
        source: details.source,
        made_on: details.made_on,
        from: details.from,
        until,
        checked: order.checked.is_some(),
        children: details.children.clone(),
        allows: details.allows.clone(),
        rules,
    }
}

/// The order as the law looks at it on a day: of its children those for whom no other order has
/// taken its place by then. None where none of them is left.
pub fn in_force_on(order: &Order, day: LondonDay) -> Option<OrderInForce> {
    let mut whole = in_force(order);
    let is_over = |child: &PersonId| order.ended_for.get(child).is_some_and(|on| *on <= day);
    if order.ended_for.keys().any(is_over) {
        whole.children.retain(|child| !is_over(child));
        for rule in whole.rules.values_mut() {
            rule.children.retain(|child| !is_over(child));
        }
        // A rule that is about no child is about whichever is there.
        if order.details.source != Source::Protective {
            whole.rules.retain(|_, rule| !rule.children.is_empty());
        }
    }
    (!whole.children.is_empty() && whole.is_in_force_on(day)).then_some(whole)
}

/// The children a rule of this order is about: a protective order or a bail condition protects a
/// person whichever child is there, any other order never covers a child it does not name.
pub fn children_of_rule(order: &Order) -> BTreeSet<PersonId> {
    if order.details.source == Source::Protective {
        BTreeSet::new()
    } else {
        order.details.children.clone()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use kernel::id::OrderId;

    use super::*;
    use crate::orders::{Ends, EnteredRule, Form, Mark, OrderDetails};

    pub(in crate::orders) fn user(number: u128) -> UserId {
        UserId::from_parts(1, number)
    }

    pub(in crate::orders) fn person(number: u128) -> PersonId {
        PersonId::from_parts(1, number)
    }

    fn mark(by: u128) -> Mark {
        Mark {
            by: user(by),
            at: "2026-11-24T08:20:00Z".parse().unwrap(),
        }
    }

    /// A contact order for child 1 with person 3, entered by user 1, not checked.
    pub(in crate::orders) fn contact_order() -> Order {
        let day = |text: &str| text.parse().unwrap();
        Order {
            id: OrderId::from_parts(1, 1),
            details: OrderDetails {
                form: Form::C34A,
                source: Source::ContactOrder,
                court: "Family Court at Northwick".parse().unwrap(),
                case_number: "NW26C00123".parse().unwrap(),
                made_on: day("2026-11-03"),
                from: day("2026-11-03"),
                ends: Ends::FurtherOrder,
                until: None,
                by_consent: false,
                children: [person(1)].into(),
                allows: [person(3)].into(),
                verbatim: "2. No fewer than two occasions each week of ninety minutes.\n\
                    3. Partner J. shall not be present."
                    .parse()
                    .unwrap(),
                supersedes: None,
            },
            rules: BTreeMap::new(),
            document: Some(kernel::id::DocumentId::from_parts(1, 1)),
            entered: mark(1),
            authors: [user(1)].into(),
            checked: None,
            discharge: None,
            ended: None,
            ended_for: BTreeMap::new(),
            version: 1,
        }
    }

    fn entered_by(by: u128) -> EnteredRule {
        let draft = RuleFields {
            question: "how_often".into(),
            quote: "two occasions each week".into(),
            times: "2".into(),
            per: "week".into(),
            bound: "at_least".into(),
            vary: "court".into(),
            ..RuleFields::default()
        };
        EnteredRule {
            rule: tie(&contact_order(), draft.read().unwrap()).unwrap(),
            entered: mark(by),
        }
    }

    #[test]
    fn a_discharge_is_said_by_two_in_the_same_words() {
        let said = |by: u128, on: &str| Ended {
            on: on.parse().unwrap(),
            by: user(by),
        };
        let first = said(1, "2026-12-01");
        for (name, before, said, expected) in [
            ("by the first", None, first, Some(false)),
            ("again", Some(first), first, Some(false)),
            ("put right", Some(first), said(1, "2026-12-02"), Some(false)),
            (
                "by a second",
                Some(first),
                said(2, "2026-12-01"),
                Some(true),
            ),
            ("otherwise", Some(first), said(2, "2026-12-02"), None),
            ("before it began", None, said(1, "2026-11-02"), None),
        ] {
            let order = Order {
                discharge: before,
                ..contact_order()
            };
            assert_eq!(is_said_by_two(&order, said).ok(), expected, "{name}");
        }
    }

    #[test]
    fn whoever_wrote_any_of_it_never_checks_it() {
        let mut order = contact_order();
        order.authors.extend([user(2), user(5)]);
        for (who, by, expected) in [
            ("who entered the order", 1, Some(Kind::SecondPerson)),
            ("who entered a rule", 2, Some(Kind::SecondPerson)),
            ("who took a rule out", 5, Some(Kind::SecondPerson)),
            ("somebody else", 3, None),
        ] {
            let refused = may_check(&order, user(by)).err().map(|no| no.kind());
            assert_eq!(refused, expected, "{who}");
        }
        let scan = order.document.take();
        let unseen = may_check(&order, user(3)).unwrap_err().kind();
        assert_eq!(unseen, Kind::WrongState, "there is nothing to compare with");
        order.document = scan;
        order.checked = Some(mark(3));
        let again = may_check(&order, user(4)).unwrap_err().kind();
        assert_eq!(again, Kind::WrongState, "checked already");
    }

    #[test]
    fn a_checked_or_ended_order_changes_no_more() {
        let mut order = contact_order();
        assert!(may_change(&order).is_ok());
        order.checked = Some(mark(3));
        assert!(may_change(&order).is_err() && has_not_ended(&order).is_ok());
        order.ended = Some(Ended {
            on: "2026-12-01".parse().unwrap(),
            by: user(3),
        });
        assert!(has_not_ended(&order).is_err());
    }

    #[test]
    fn an_order_has_force_until_the_day_before_it_ended() {
        let mut order = contact_order();
        let on = |order: &Order, day: &str| in_force(order).is_in_force_on(day.parse().unwrap());
        assert!(!on(&order, "2026-11-02") && on(&order, "2026-11-03") && on(&order, "2030-01-01"));
        order.ended = Some(Ended {
            on: "2026-12-01".parse().unwrap(),
            by: user(3),
        });
        assert!(on(&order, "2026-11-30") && !on(&order, "2026-12-01"));
        order.details.until = Some("2026-11-20".parse().unwrap());
        assert!(on(&order, "2026-11-20") && !on(&order, "2026-11-21"));
        order.ended = Some(Ended {
            on: order.details.from,
            by: user(3),
        });
        assert!(!on(&order, "2026-11-03"), "superseded from its first day");
    }

    #[test]
    fn an_order_ends_for_one_child_and_goes_on_for_another() {
        let mut order = contact_order();
        let [ava, noah] = [person(1), person(2)];
        order.details.children = [ava, noah].into();
        let mut entered = entered_by(1);
        entered.rule.children = [ava, noah].into();
        let mut avas = entered_by(1);
        avas.rule.children = [ava].into();
        let id = |number| kernel::id::RuleId::from_parts(1, number);
        order.rules = [(id(1), entered), (id(2), avas)].into();
        order.ended_for = [(ava, "2026-11-24".parse().unwrap())].into();
        assert_eq!(order.children_left(), BTreeSet::from([noah]));
        for (day, children, rules) in [
            ("2026-11-23", BTreeSet::from([ava, noah]), 2),
            ("2026-11-24", BTreeSet::from([noah]), 1),
        ] {
            let found = in_force_on(&order, day.parse().unwrap()).unwrap();
            assert_eq!(found.children, children, "{day}");
            assert_eq!(found.rules.len(), rules, "{day}");
            let of_both = found.rules.get(&id(1)).unwrap();
            assert_eq!(of_both.children, found.children, "{day}");
        }
        order.ended_for.insert(noah, "2026-12-01".parse().unwrap());
        assert!(in_force_on(&order, "2026-11-30".parse().unwrap()).is_some());
        assert!(in_force_on(&order, "2026-12-01".parse().unwrap()).is_none());
    }

    #[test]
    fn a_protective_order_is_about_whichever_child_is_there() {
        let mut order = contact_order();
        assert_eq!(children_of_rule(&order), order.details.children);
        order.details.source = Source::Protective;
        assert!(children_of_rule(&order).is_empty());
    }
}
