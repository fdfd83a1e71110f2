//! What waits for a decision, with the reason and with who decides.

use kernel::id::PlanId;
use law::minimum::Minimum;

use super::tiles::hours;
use crate::{
    rota::{
        Obstacle, Unplaced,
        queries::{Line, WeekView},
        rules::Fate,
    },
    web::components::{Standing, Status},
};

/// One reason, and who may decide otherwise.
pub(super) struct Because {
    pub(super) words: String,
    pub(super) decides: Option<String>,
}

impl From<&Obstacle> for Because {
    fn from(reason: &Obstacle) -> Self {
        let decides = reason.decided_by.as_ref();
        Self {
            words: reason.explanation.clone(),
            decides: decides.map(|who| format!("To be decided by {who}")),
        }
    }
}

/// Something that waits.
pub(super) struct Alarm {
    pub(super) status: Status,
    pub(super) href: Option<String>,
    pub(super) what: String,
    pub(super) reasons: Vec<Because>,
}

/// `Tue 1 Dec, 10:00–11:30: Ava P, 7`.
pub(super) fn session_in_words(view: &WeekView, line: &Line) -> String {
    let slot = line.session.slot();
    let children = view.names.list(&line.session.children);
    format!("{}, {}: {children}", slot.day().in_column(), hours(slot))
}

fn of_line(view: &WeekView, line: &Line, status: Status, reasons: &[Obstacle]) -> Alarm {
    Alarm {
        status,
        href: Some(format!("/sessions/{}", line.session.id)),
        what: session_in_words(view, line),
        reasons: reasons.iter().map(Because::from).collect(),
    }
}

/// The sessions that stay behind when the week is published.
pub(super) fn left_behind(view: &WeekView) -> Vec<Alarm> {
    let held = view.lines.iter().filter_map(|line| match &line.fate {
        Fate::Held(reasons) => {
            let status = Status::new(Standing::Held, "Waits for a decision");
            Some(of_line(view, line, status, reasons))
        }
        _ => None,
    });
    held.chain(view.unplaced.iter().map(|one| Alarm {
        status: Status::new(Standing::Held, "Not placed"),
        href: Some(where_booked(view, one)),
        what: unplaced_in_words(view, one),
        reasons: why_not_placed(one),
    }))
    .collect()
}

/// Where that very session is booked.
pub(super) fn where_booked(view: &WeekView, one: &Unplaced) -> String {
    match one.slot {
        Some(slot) => format!(
            "/sessions/new?plan={}&day={}&from={}",
            one.plan,
            slot.day(),
            slot.from()
        ),
        None => in_this_week(view, one.plan),
    }
}

fn in_this_week(view: &WeekView, plan: PlanId) -> String {
    format!("/sessions/new?plan={plan}&week={}", view.week.monday())
}

/// Where a session is booked that a child is owed: of its one plan, or of one to choose.
fn where_planned(view: &WeekView, minimum: &Minimum) -> String {
    let plans = view.plans.get(&minimum.child);
    let mut plans = plans.into_iter().flatten();
    match (plans.next(), plans.next()) {
        (Some(plan), None) => in_this_week(view, *plan),
        _ => format!("/people/{}/plans", minimum.child),
    }
}

/// Nobody decides that a place is free: it is booked elsewhere, or at another time.
fn why_not_placed(one: &Unplaced) -> Vec<Because> {
    let because = |words: &str| Because {
        words: words.to_owned(),
        decides: None,
    };
    if one.against.is_empty() && one.slot.is_some() {
        return vec![because("Nobody has booked it yet.")];
    }
    let reasons = one.against.iter();
    reasons.map(|reason| because(&reason.explanation)).collect()
}

/// `Tue 1 Dec, 10:00–11:30: Ava P, 7`; without a slot, how many are missing.
pub(super) fn unplaced_in_words(view: &WeekView, one: &Unplaced) -> String {
    let children = view.names.list(&one.children);
    match one.slot {
        Some(slot) => format!("{}, {}: {children}", slot.day().in_column(), hours(slot)),
        None if one.missing == 1 => format!("{children}: 1 session of the plan without a slot"),
        None => format!(
            "{children}: {} sessions of the plan without a slot",
            one.missing
        ),
    }
}

/// The sessions that people were told of and against which something stands now.
pub(super) fn in_question(view: &WeekView) -> Vec<Alarm> {
    let known = view.lines.iter().filter(|line| {
        matches!(line.fate, Fate::Known) && !line.against.is_empty() && line.told.is_some()
    });
    let alarm = |line: &Line| {
        let status = Status::new(Standing::Breach, "In question");
        of_line(view, line, status, &line.against)
    };
    known.map(alarm).collect()
}

/// The families below what a court ordered, as far as its time is over with this week; or, asked for
/// those, below what else was agreed.
pub(super) fn below(view: &WeekView, ordered: bool) -> Vec<Alarm> {
    let alarm = |minimum: &Minimum| Alarm {
        status: below_status(minimum),
        href: Some(where_planned(view, minimum)),
        what: below_in_words(view, minimum),
        reasons: Vec::new(),
    };
    let of_a_court = |minimum: &&Minimum| minimum.source.is_ordered() == ordered;
    view.due().filter(of_a_court).map(alarm).collect()
}

/// What a court ordered is a minimum; what a plan, a recital or an agreement promises is missed too, and
/// is another matter.
pub(super) fn below_status(minimum: &Minimum) -> Status {
    if minimum.source.is_ordered() {
        Status::new(Standing::Breach, "Below the ordered minimum")
    } else {
        Status::new(Standing::Attention, "Below what was agreed")
    }
}

/// `Ava P, 7: 1 of at least 2, 23 Nov 2026 to 29 Nov 2026`.
pub(super) fn below_in_words(view: &WeekView, minimum: &Minimum) -> String {
    let given = usize::from(minimum.ordered).saturating_sub(minimum.missing());
    format!(
        "{}: {given} of at least {}, {} to {}",
        view.names.of(minimum.child),
        minimum.ordered,
        minimum.window.first.in_short(),
        minimum.window.last.in_short(),
    )
}

/// Something to know of the week, and where one does something about it.
pub(super) struct Notice {
    pub(super) words: String,
    pub(super) href: Option<String>,
}

/// Families whose minimum can still be reached after this week.
pub(super) fn still_to_plan(view: &WeekView) -> Vec<Notice> {
    let sunday = view.week.sunday();
    let later = view
        .below
        .iter()
        .filter(|minimum| minimum.window.last > sunday);
    later
        .map(|minimum| Notice {
            words: format!("Still to plan for {}.", below_in_words(view, minimum)),
            href: Some(where_planned(view, minimum)),
        })
        .collect()
}
