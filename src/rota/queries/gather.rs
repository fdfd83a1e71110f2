//! What stands against the sessions of a week, and what is owed in it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{OrderId, PersonId, PlanId, RuleId, SessionId},
    refusal::Refused,
    time::{LondonDay, Week},
};
use law::{
    minimum::{Minimum, minimums},
    rule::Period,
    session::Stage,
    standing::Standing,
};

use crate::{
    orders::queries::{children_ordered, orders_in_week, refusals, statuses},
    referrals::{Plan, queries::plans_running},
    resources::Span,
    rota::{Obstacle, Unplaced},
    sessions::{
        Check, Draft, Session,
        queries::{
            agreed_for, flags,
            gather::{around, booked},
            in_the_way, of_resources,
        },
        rules::checks::checks,
    },
    storage::Reads,
};

/// How many sessions without a place are asked why, so that a week which nobody has filled yet is
/// read as fast as any other.
const LOOKED_INTO: usize = 12;

/// What stands in the way of each of these sessions, heaviest first; nothing is said of those in
/// whose way nothing does.
pub(super) fn obstacles(
    reads: &mut dyn Reads,
    all: &[Session],
) -> Result<BTreeMap<SessionId, Vec<Obstacle>>, Refused> {
    let ids: Vec<SessionId> = all.iter().map(|session| session.id).collect();
    let mut found: BTreeMap<SessionId, Vec<Obstacle>> = BTreeMap::new();
    for (id, kept) in in_the_way(reads, &ids)? {
        found
            .entry(id)
            .or_default()
            .extend(kept.into_iter().map(Obstacle::from));
    }
    // A change that nobody has looked at yet holds a session even where it found nothing.
    for flag in flags(reads, &ids)? {
        let of_session = found.entry(flag.session).or_default();
        if flag.ended.is_none() && of_session.is_empty() {
            let words = format!(
                "{}. Look whether the session can stay as it is.",
                flag.cause.label()
            );
            of_session.push(Obstacle::new("in-question", &words, "the coordinator"));
        }
    }
    found.retain(|_, obstacles| !obstacles.is_empty());
    Ok(found)
}

/// The plans of each child that run in a week.
pub(super) type OfChildren = BTreeMap<PersonId, BTreeSet<PlanId>>;

/// What was agreed for the week and is not among its sessions: standing slots without one, and weekly
/// plans whose slots and sessions do not come to what was agreed. With the plans that run then.
pub(super) fn unplaced(
    reads: &mut dyn Reads,
    week: Week,
    sessions: &[Session],
) -> Result<(Vec<Unplaced>, OfChildren), Refused> {
    let agreed = agreed_for(reads, week, sessions)?;
    let (mut found, mut of_children) = (Vec::new(), OfChildren::new());
    for (plan, drafts, booked) in &agreed {
        for child in &plan.details.children {
            of_children.entry(*child).or_default().insert(plan.id);
        }
        for draft in drafts {
            let looked_into = found.len() < LOOKED_INTO;
            let against = if looked_into {
                why_not(reads, plan, draft)?
            } else {
                Vec::new()
            };
            found.push(Unplaced {
                plan: plan.id,
                children: plan.details.children.clone(),
                slot: Some(draft.slot),
                missing: 1,
                against,
            });
        }
        let wanted = match plan.details.often.per {
            Period::Week => usize::from(plan.details.often.times),
            _ => 0,
        };
        let missing = wanted.saturating_sub(booked + drafts.len());
        if missing > 0 && week.days().iter().all(|day| plan.details.runs_on(*day)) {
            found.push(Unplaced {
                plan: plan.id,
                children: plan.details.children.clone(),
                slot: None,
                missing,
                against: Vec::new(),
            });
        }
    }
    Ok((found, of_children))
}

/// What stands against booking it so.
fn why_not(reads: &mut dyn Reads, plan: &Plan, draft: &Draft) -> Result<Vec<Obstacle>, Refused> {
    let around = around(reads, (None, plan), draft)?;
    let against = checks(None, draft, &around)
        .into_iter()
        .filter(Check::blocks);
    Ok(against.map(|check| Obstacle::from(check.told())).collect())
}

/// Every ordered minimum that is not reached in a window with a day of this week, the soonest due
/// first. A child for whom nothing is planned at all is found by its order, or by its plan.
pub(super) fn below_minimum(
    reads: &mut dyn Reads,
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
    // A session without a place is not planned, one made in error never was.
    let counts = |session: &&Session| !matches!(session.stage, Stage::Proposed(_) | Stage::Void(_));
    let counted = sessions.iter().filter(counts);
    let now = reads.now();
    standing.sessions = counted
        .map(|session| (session.id, booked(session, now)))
        .collect();
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
