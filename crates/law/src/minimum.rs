//! What is owed: every ordered minimum, in the window a day lies in, against what is planned and
//! was held.
//!
//! [`judge`](crate::judge::judge) speaks of one session. A family for whom *no* session is
//! planned is found only here, so that it can be told before a week is published which families
//! are below their minimum, and why.

use kernel::id::{OrderId, PersonId, RuleId};
use kernel::time::LondonDay;

use crate::order::{Life, OrderInForce, Source};
use crate::rule::{Condition, Rule, Window};
use crate::session::CountsAs;
use crate::standing::{Booked, Standing};

/// One ordered minimum for one child in one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minimum {
    /// The child.
    pub child: PersonId,
    /// The order, plan or agreement.
    pub order: OrderId,
    /// What its words are: an order of the court, a recital, a plan.
    pub source: Source,
    /// The rule.
    pub rule: RuleId,
    /// The words it comes from.
    pub quote: String,
    /// The days it is counted in.
    pub window: Window,
    /// Sessions ordered.
    pub ordered: u8,
    /// Sessions still to come.
    pub planned: usize,
    /// Sessions held.
    pub delivered: usize,
    /// Sessions not held, nobody at fault.
    pub excused: usize,
    /// Sessions not held because of the family member.
    pub visitor_failed: usize,
    /// Sessions not held because of the service or those who act for the authority.
    pub service_failed: usize,
}

impl Minimum {
    /// How many sessions were given or are to come. A session the family member missed, or that
    /// fell out without fault, was given.
    pub const fn given(&self) -> usize {
        self.planned + self.delivered + self.excused + self.visitor_failed
    }

    /// How many sessions are missing.
    pub fn missing(&self) -> usize {
        usize::from(self.ordered).saturating_sub(self.given())
    }

    fn count(&mut self, booked: &Booked) {
        match booked.counted {
            None => self.planned += 1,
            Some(CountsAs::Delivered) => self.delivered += 1,
            Some(CountsAs::Excused) => self.excused += 1,
            Some(CountsAs::VisitorFailure) => self.visitor_failed += 1,
            Some(CountsAs::ServiceFailure) => self.service_failed += 1,
        }
    }
}

/// Every minimum that has force on `day`, for every child of the standing, in the window that day
/// lies in. The minimum of an unchecked order counts at once; one whose contact is refused on
/// that day is left out (s.34(6A)).
pub fn minimums(standing: &Standing, day: LondonDay) -> Vec<Minimum> {
    let in_force = standing
        .orders
        .iter()
        .filter(|(_, order)| order.is_in_force_on(day));
    in_force
        .flat_map(|(id, order)| of_order(standing, day, *id, order))
        .collect()
}

fn of_order(
    standing: &Standing,
    day: LondonDay,
    id: OrderId,
    order: &OrderInForce,
) -> Vec<Minimum> {
    let mut found = Vec::new();
    for (rule_id, rule) in order
        .rules
        .iter()
        .filter(|(_, rule)| rule.is_in_force_on(day))
    {
        let Condition::MinFrequency(frequency) = &rule.condition else {
            continue;
        };
        let window = frequency.per.window(day, rule.from.unwrap_or(order.from));
        let owed = rule
            .children
            .iter()
            .filter(|child| is_owed(standing, day, order, rule, **child));
        for child in owed {
            let mut minimum = Minimum {
                child: *child,
                order: id,
                source: order.source,
                rule: *rule_id,
                quote: rule.quote.words().to_owned(),
                window,
                ordered: frequency.times,
                planned: 0,
                delivered: 0,
                excused: 0,
                visitor_failed: 0,
                service_failed: 0,
            };
            let sessions = standing.sessions.values().filter(|booked| {
                window.contains(booked.slot.day()) && rule.speaks_of(*child, booked)
            });
            sessions
                .filter(|booked| booked.mode.is_meeting())
                .for_each(|booked| minimum.count(booked));
            found.push(minimum);
        }
    }
    found
}

/// Not where the child's status has ended the order, nor while contact with everybody it governs
/// is refused.
fn is_owed(
    standing: &Standing,
    day: LondonDay,
    order: &OrderInForce,
    rule: &Rule,
    child: PersonId,
) -> bool {
    let status = standing.status_at(child, day.begins().plus_minutes(12 * 60));
    let ended =
        status.is_some_and(|period| order.source.life_under(period.status.regime()) == Life::Ended);
    let is_refused = |person: &PersonId| {
        let same = standing
            .refusals
            .iter()
            .filter(|refusal| (refusal.child(), refusal.person()) == (child, *person));
        same.into_iter().any(|refusal| refusal.covers_day(day))
    };
    !ended && (rule.persons.is_empty() || !rule.persons.iter().all(is_refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::{Cast, id};
    use crate::rule::{MinFrequency, Period, Refusal};
    use crate::status::LegalStatus;
    use kernel::id::SessionKind;

    fn twice_a_week(cast: &Cast) -> Standing {
        let condition = Condition::MinFrequency(MinFrequency {
            times: 2,
            per: Period::Week,
        });
        let mut order = cast.order([condition]);
        for rule in order.rules.values_mut() {
            rule.persons = [cast.mother].into();
        }
        let mut standing = cast.standing();
        standing.orders.insert(cast.order_id(1), order);
        standing
    }

    fn with_sessions(cast: &Cast, sessions: &[(&str, Option<CountsAs>)]) -> Minimum {
        let mut standing = twice_a_week(cast);
        for (number, (day, counted)) in (100..).zip(sessions) {
            let mut booked = cast.booked_with_mother(day);
            booked.counted = *counted;
            standing.sessions.insert(id::<SessionKind>(number), booked);
        }
        minimums(&standing, cast.tuesday()).remove(0)
    }

    /// Acceptance scenarios 1 and 2: what the service cancels is missing, what the family missed
    /// is not.
    #[test]
    fn no_fewer_than_two_occasions_each_week() {
        let cast = Cast::new();
        for (case, sessions, missing) in [
            ("nothing planned at all", vec![], 2),
            ("one planned", vec![("2026-11-24", None)], 1),
            (
                "one held, one planned",
                vec![
                    ("2026-11-23", Some(CountsAs::Delivered)),
                    ("2026-11-28", None),
                ],
                0,
            ),
            (
                "one cancelled by the service",
                vec![
                    ("2026-11-23", Some(CountsAs::ServiceFailure)),
                    ("2026-11-24", None),
                ],
                1,
            ),
            (
                "the mother missed one",
                vec![
                    ("2026-11-23", Some(CountsAs::VisitorFailure)),
                    ("2026-11-24", None),
                ],
                0,
            ),
            (
                "both in the week before",
                vec![("2026-11-20", None), ("2026-11-21", None)],
                2,
            ),
        ] {
            assert_eq!(with_sessions(&cast, &sessions).missing(), missing, "{case}");
        }
    }

    #[test]
    fn nothing_is_owed_while_contact_is_refused_or_after_the_order_ended() {
        let cast = Cast::new();
        let mut standing = twice_a_week(&cast);
        assert_eq!(minimums(&standing, cast.tuesday()).len(), 1);
        let monday = "2026-11-23T09:00:00Z".parse().unwrap();
        let refusal = Refusal::urgent(
            cast.ava,
            cast.mother,
            monday,
            monday.statutory_days_later(7),
        )
        .unwrap();
        standing.refusals.insert(refusal);
        assert_eq!(minimums(&standing, cast.tuesday()), []);
        assert_eq!(
            minimums(&standing, cast.tuesday().plus_days(7)).len(),
            1,
            "a week later it is owed again"
        );
        standing.refusals.clear();
        standing
            .status
            .insert(cast.ava, cast.status(LegalStatus::PlacementOrder));
        assert_eq!(minimums(&standing, cast.tuesday()), []);
        assert_eq!(
            minimums(&twice_a_week(&cast), cast.order_began().plus_days(-1)),
            [],
            "before the order"
        );
    }
}
