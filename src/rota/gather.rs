//! What stands against the sessions of a week, and what is owed in it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{OrderId, PersonId, RuleId, SessionId},
    refusal::{Reason, Refused},
    time::{LondonDay, Week},
};
use law::{
    minimum::{Minimum, minimums},
    session::Stage,
    standing::{Booked, Standing},
};

use crate::{
    orders::queries::{children_ordered, orders_in_week, refusals, statuses},
    referrals::queries::plans_running,
    resources::Span,
    sessions::{Session, queries::of_resources},
    storage::Reads,
};

/// What stands against each of these sessions, heaviest first; nothing is said of those against
/// which nothing does.
pub(super) fn obstacles(
    reads: &mut impl Reads,
    all: &[Session],
) -> Result<BTreeMap<SessionId, Vec<Reason>>, Refused> {
    let _ = (reads, all);
    Ok(BTreeMap::new())
}

/// Every ordered minimum that is not reached in a window with a day of this week, the soonest due
/// first. A child for whom nothing is planned at all is found by its order, or by its plan.
pub(super) fn below_minimum(
    reads: &mut impl Reads,
    week: Week,
    mut children: BTreeSet<PersonId>,
) -> Result<Vec<Minimum>, Refused> {
    let (monday, sunday) = (week.monday(), week.sunday());
    children.extend(children_ordered(reads, monday, sunday)?);
    let plans = plans_running(reads, monday, sunday)?;
    children.extend(plans.into_iter().flat_map(|plan| plan.details.children));
    let mut standing = Standing {
        status: statuses(reads, &children)?,
        orders: orders_in_week(reads, &children, week)?,
        refusals: refusals(reads, &children, monday.begins())?,
        ..Standing::default()
    };
    let days: Vec<LondonDay> = (0..7).map(|offset| monday.plus_days(offset)).collect();
    let Some((first, last)) = windows(&standing, &days) else {
        return Ok(Vec::new());
    };
    let resources: Vec<String> = children.iter().map(ToString::to_string).collect();
    let sessions = of_resources(reads, &resources, Span::of_days(first, last))?;
    standing.sessions = sessions.iter().filter_map(booked).collect();
    Ok(missing(&standing, &days))
}

/// From the first to the last day of all windows in which something is counted.
fn windows(standing: &Standing, days: &[LondonDay]) -> Option<(LondonDay, LondonDay)> {
    let counted = days.iter().flat_map(|day| minimums(standing, *day));
    let windows = counted.map(|minimum| (minimum.window.first, minimum.window.last));
    windows.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

fn missing(standing: &Standing, days: &[LondonDay]) -> Vec<Minimum> {
    let mut found: BTreeMap<(LondonDay, PersonId, OrderId, RuleId), Minimum> = BTreeMap::new();
    for minimum in days.iter().flat_map(|day| minimums(standing, *day)) {
        let key = (
            minimum.window.last,
            minimum.child,
            minimum.order,
            minimum.rule,
        );
        if minimum.missing() > 0 {
            found.entry(key).or_insert(minimum);
        }
    }
    found.into_values().collect()
}

/// A session as minimums count it. One without a place is not planned, one made in error never was.
fn booked(session: &Session) -> Option<(SessionId, Booked)> {
    let counts = !matches!(
        session.stage,
        Stage::Proposed(_) | Stage::Void(_) | Stage::Suspended(_)
    );
    let booked = Booked {
        slot: session.slot(),
        children: session.children.clone(),
        visitors: session.visitors.clone(),
        mode: session.mode,
        venue: session.venue,
        counted: session.stage.counts_as(),
    };
    counts.then_some((session.id, booked))
}
