//! Collects the plain values that a session is checked against, in a bounded number of queries.
//!
//! Asks nobody's permission: a session must be judged by every order, also by one that whoever books
//! it may not read, and by everybody's bookings, of which only the times are shown.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{OrderId, PersonId, SessionId},
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::{
    order::OrderInForce,
    rule::{Condition, Window},
    session::{CountsAs, Stage},
    standing::{Agreed, Booked, Connection, Pair, Standing},
};

use super::{busy, of_resources, supervisors_met};
use crate::{
    access::queries::excluded_workers,
    orders, people,
    people::{Relationship, Responsibility, queries::Kin},
    referrals::{self, Plan},
    resources::{self, Span},
    risk,
    sessions::{
        Draft, Session,
        rules::{
            checks::{Around, demands, occupations},
            lanes::lanes,
        },
    },
    settings,
    storage::Reads,
};

/// Days back in which a refusal still matters: a second one so soon after the first is put to Legal.
const REFUSALS_MATTER: i64 = 15;

/// Everything a session is checked against.
///
/// # Errors
/// When a venue, a room, a supervisor or a service it names is not there, or the store is away.
pub fn around(
    reads: &mut dyn Reads,
    (id, plan): (Option<SessionId>, &Plan),
    draft: &Draft,
) -> Result<Around, Refused> {
    let room = match draft.room {
        Some(room) => Some(resources::queries::room(reads, room)?),
        None => None,
    };
    let venue = match room.as_ref().map(|room| room.venue).or(draft.venue) {
        Some(venue) => Some(resources::queries::venue(reads, venue)?),
        None => None,
    };
    let day = Span::of_days(draft.slot.day(), draft.slot.day());
    let closures = match &venue {
        Some(venue) => resources::queries::closures(reads, venue.id, day)?,
        None => Vec::new(),
    };
    let staff: Vec<_> = draft.supervisors.iter().copied().collect();
    let mut supervisors = Vec::with_capacity(staff.len());
    for id in &staff {
        supervisors.push(resources::queries::supervisor(reads, *id)?);
    }
    let mut providers = Vec::new();
    for id in draft.taxi.into_iter().chain(draft.interpreter) {
        providers.push(resources::queries::provider(reads, id)?);
    }
    let everybody = draft.children.union(&draft.visitors).copied().collect();
    let mut around = Around {
        standing: standing(reads, draft)?,
        names: people::queries::names_of(reads, &everybody)?,
        venue,
        room,
        closures,
        holidays: resources::queries::bank_holidays(reads)?.days,
        absences: resources::queries::absences(reads, &staff, day)?,
        supervisors,
        excluded: excluded_workers(reads, &everybody)?,
        met: BTreeSet::new(),
        providers,
        travel_minutes: i64::from(settings::queries::current(reads)?.travel_minutes),
        plan_runs: plan.details.runs_on(draft.slot.day()),
        needs_interpreter: plan.details.interpreter.is_some(),
        bringing: (plan.details.bringing, plan.details.returning),
        busy: Vec::new(),
    };
    let demanded = demands(id, draft, &around);
    if demanded.known_supervisor {
        let (children, chosen) = (&draft.children, &draft.supervisors);
        around.met = supervisors_met(reads, children, chosen, draft.slot.starts())?;
    }
    let takes = occupations(draft, &demanded, &around);
    let mut resources: Vec<String> = takes.into_iter().map(|one| one.resource).collect();
    resources.extend(around.providers.iter().flat_map(|one| lanes(one.id)));
    around.busy = busy(reads, &resources, week_around(draft.slot.day()), id)?;
    Ok(around)
}

/// The week of a day with a day before and after: what the limits of working time look at.
pub(super) fn week_around(day: LondonDay) -> Span {
    let week = day.week();
    Span::of_days(week.monday().plus_days(-1), week.sunday().plus_days(1))
}

/// What the law looks at.
///
/// # Errors
/// When the store is away.
pub fn standing(reads: &mut dyn Reads, draft: &Draft) -> Result<Standing, Refused> {
    let (children, visitors) = (&draft.children, &draft.visitors);
    let everybody: BTreeSet<PersonId> = children.union(visitors).copied().collect();
    let day = draft.slot.day();
    let since = draft.slot.starts().plus_minutes(-REFUSALS_MATTER * 24 * 60);
    let orders = orders::queries::orders_in_force(reads, &everybody, day)?;
    Ok(Standing {
        status: orders::queries::statuses(reads, children)?,
        pairs: pairs(reads, draft)?,
        refusals: orders::queries::refusals(reads, children, since)?,
        departures: BTreeMap::new(),
        assessments: risk::queries::in_force(reads, children, visitors)?,
        sessions: others(reads, children, &orders, day)?,
        orders,
    })
}

/// The people whom a rule keeps apart from somebody: their sessions bear on this one.
pub fn kept_apart(orders: &BTreeMap<OrderId, OrderInForce>) -> BTreeSet<PersonId> {
    let rules = orders.values().flat_map(|order| order.rules.values());
    let pairs = rules.filter_map(|rule| match &rule.condition {
        Condition::KeepApart(apart) => Some([apart.one, apart.other]),
        _ => None,
    });
    pairs.flatten().collect()
}

/// The days that rules about how often look at, and the week of the day.
fn window(orders: &BTreeMap<OrderId, OrderInForce>, day: LondonDay) -> Window {
    let week = day.week();
    let mut window = Window {
        first: week.monday(),
        last: week.sunday(),
    };
    for order in orders.values() {
        for rule in order.rules.values() {
            let anchor = rule.from.unwrap_or(order.from);
            let looked = match &rule.condition {
                Condition::MinFrequency(min) => min.per.window(day, anchor),
                Condition::MaxFrequency(max) => max.per.window(day, anchor),
                Condition::MinGap(gap) => {
                    let days = i64::from(gap.hours) / 24 + 1;
                    Window {
                        first: day.plus_days(-days),
                        last: day.plus_days(days),
                    }
                }
                _ => continue,
            };
            window.first = window.first.min(looked.first);
            window.last = window.last.max(looked.last);
        }
    }
    window
}

fn others(
    reads: &mut dyn Reads,
    children: &BTreeSet<PersonId>,
    orders: &BTreeMap<OrderId, OrderInForce>,
    day: LondonDay,
) -> Result<BTreeMap<SessionId, Booked>, Refused> {
    let window = window(orders, day);
    let span = Span::of_days(window.first, window.last);
    let people = children
        .union(&kept_apart(orders))
        .copied()
        .collect::<BTreeSet<_>>();
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let sessions = of_resources(reads, &people, span)?;
    let counted = sessions
        .iter()
        .filter(|session| !matches!(session.stage, Stage::Proposed(_) | Stage::Void(_)));
    let now = reads.now();
    Ok(counted
        .map(|session| (session.id, booked(session, now)))
        .collect())
}

/// Minutes after its end until a session that nobody opened was not held, as far as anybody knows: a
/// tablet that had no signal has come home by then.
const HEARD_OF: i64 = 24 * 60;

/// A session as another one is judged by it. One whose time has passed and that was never published,
/// or never opened, meets no minimum: it did not take place.
pub fn booked(session: &Session, now: Instant) -> Booked {
    let over_for = |minutes| session.slot().ends().plus_minutes(minutes) <= now;
    let not_held = match session.stage {
        // What a refusal put aside is nobody's failure (s.34(6A)).
        Stage::Suspended(_) => Some(CountsAs::Excused),
        Stage::Planned(_) if over_for(0) => Some(CountsAs::ServiceFailure),
        Stage::Published(_) | Stage::Confirmed(_) if over_for(HEARD_OF) => {
            Some(CountsAs::ServiceFailure)
        }
        _ => None,
    };
    Booked {
        slot: session.slot(),
        children: session.children.clone(),
        visitors: session.visitors.clone(),
        mode: session.mode,
        venue: session.venue,
        counted: session.stage.counts_as().or(not_held),
    }
}

fn pairs(reads: &mut dyn Reads, draft: &Draft) -> Result<BTreeSet<Pair>, Refused> {
    let kin = people::queries::kin(reads, &draft.children)?;
    let everybody: BTreeSet<PersonId> = draft.children.union(&draft.visitors).copied().collect();
    let plans = referrals::queries::plans_about(reads, &everybody, draft.slot.day())?;
    let met = if draft.visitors.is_empty() {
        &draft.children
    } else {
        &draft.visitors
    };
    let all = draft
        .children
        .iter()
        .flat_map(|child| met.iter().map(move |person| (*child, *person)));
    let pairs = all
        .filter(|(child, person)| child != person)
        .filter_map(|pair| of_pair(pair, &kin, &plans));
    Ok(pairs.collect())
}

fn of_pair((child, person): (PersonId, PersonId), kin: &[Kin], plans: &[Plan]) -> Option<Pair> {
    let covering: Vec<&Plan> = plans
        .iter()
        .filter(|plan| {
            let details = &plan.details;
            let comes = details.visitors.contains(&person)
                || (details.visitors.is_empty() && details.children.contains(&person));
            details.children.contains(&child) && comes
        })
        .collect();
    let kinship = kin
        .iter()
        .find(|kin| kin.child == child && kin.relative == person);
    if kinship.is_none() && covering.is_empty() {
        return None;
    }
    let agreed = |wanted| covering.iter().any(|plan| plan.details.agreed == wanted);
    let agreed = if agreed(Agreed::Withdrawn) {
        Agreed::Withdrawn
    } else if agreed(Agreed::Signed) {
        Agreed::Signed
    } else {
        Agreed::No
    };
    let responsibility = kinship.map_or(Responsibility::Unknown, |kin| kin.responsibility);
    Some(Pair {
        child,
        person,
        connection: kinship.map_or(Connection::Connected, |kin| connection(kin.relationship)),
        // Unknown counts as yes.
        parental_responsibility: responsibility != Responsibility::No,
        in_plan: !covering.is_empty(),
        agreed,
        agency_allows: covering.iter().any(|plan| plan.details.agency_allows),
    })
}

/// Who somebody is, as s.34(1) asks.
const fn connection(relationship: Relationship) -> Connection {
    match relationship {
        Relationship::Mother | Relationship::Father => Connection::Parent,
        Relationship::StepParent => Connection::StepParent,
        Relationship::Sibling | Relationship::HalfSibling | Relationship::StepSibling => {
            Connection::Sibling
        }
        Relationship::Grandparent | Relationship::AuntOrUncle | Relationship::Cousin => {
            Connection::Relative
        }
        Relationship::FormerCarer | Relationship::Other => Connection::Connected,
    }
}
