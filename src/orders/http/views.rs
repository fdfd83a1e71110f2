//! What the API shows of orders.

use kernel::{
    id::{OrderId, PersonId, RefusalId, RuleId, UserId},
    text::{Line, Narrative},
    time::{Instant, LondonDay},
};
use law::{
    order::{Source, Vary},
    rule::{Condition, Quote},
    status::{LegalStatus, StatusPeriod},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::LetterView;
use crate::{
    orders::{
        Ended, Ends, EnteredRule, Form, Mark, Order, RecordedStatus, UrgentRefusal,
        queries::ChildOrders,
    },
    storage::Document,
};

/// Who did something, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkView {
    /// Who.
    by: UserId,
    /// When.
    at: Instant,
}

impl From<Mark> for MarkView {
    fn from(mark: Mark) -> Self {
        Self {
            by: mark.by,
            at: mark.at,
        }
    }
}

/// A child's legal status over a span of time.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusView {
    /// The code of the return on looked-after children.
    status: LegalStatus,
    /// As people say it.
    label: &'static str,
    /// When it began.
    from: Instant,
    /// When it ended; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
    /// Who recorded it.
    recorded: MarkView,
}

impl From<&RecordedStatus> for StatusView {
    fn from(one: &RecordedStatus) -> Self {
        let StatusPeriod {
            status,
            from,
            until,
        } = one.period;
        Self {
            status,
            label: status.label(),
            from,
            until,
            recorded: one.recorded.into(),
        }
    }
}

/// A typed rule with the words it comes from.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Its id.
    id: RuleId,
    /// The words of the order, and where they stand.
    quote: Quote,
    /// What it says, typed.
    condition: Condition,
    /// What it says, in plain words.
    in_words: String,
    /// Whose contact it governs; empty: everybody's.
    about: Vec<PersonId>,
    /// Who may depart from it.
    vary: Vary,
    /// Who entered it.
    entered: MarkView,
}

impl RuleView {
    fn of(id: RuleId, entered: &EnteredRule) -> Self {
        let rule = &entered.rule;
        Self {
            id,
            quote: rule.quote.clone(),
            condition: rule.condition.clone(),
            in_words: rule.condition.in_words(),
            about: rule.persons.iter().copied().collect(),
            vary: rule.vary,
            entered: entered.entered.into(),
        }
    }
}

/// The scan of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScanView {
    /// Its media type, as its bytes say.
    media_type: String,
    /// Its length in bytes.
    length: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    sha256: String,
}

impl From<&Document> for ScanView {
    fn from(document: &Document) -> Self {
        Self {
            media_type: document.media_type.to_string(),
            length: document.length,
            sha256: document.sha256.clone(),
        }
    }
}

/// The end of an order for one of its children: another took its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedForView {
    /// The child.
    child: PersonId,
    /// The first day it has no force for them any more.
    on: LondonDay,
}

/// An order with its rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// Its id.
    id: OrderId,
    /// The form it was made on.
    form: Form,
    /// The form, as people say it.
    label: &'static str,
    /// What force its rules have.
    source: Source,
    /// The court, or who made it.
    court: Line,
    /// The number of the case.
    case_number: Line,
    /// When it was made.
    made_on: LondonDay,
    /// The first day it has force.
    from: LondonDay,
    /// With what it ends.
    ends: Ends,
    /// The last day it has force, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<LondonDay>,
    /// Whether those concerned consented.
    by_consent: bool,
    /// The children it names.
    children: Vec<PersonId>,
    /// The persons whose contact with these children it is about.
    allows: Vec<PersonId>,
    /// Its words.
    text: Narrative,
    /// The order it takes the place of, once it is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<OrderId>,
    /// Its typed rules.
    rules: Vec<RuleView>,
    /// Its scan; absent from lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<ScanView>,
    /// Who entered it.
    entered: MarkView,
    /// Who checked it. Until somebody has, it only restricts.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<MarkView>,
    /// The first day it would have no force, as one person wrote of its discharge: it holds until a
    /// second gives the same day.
    #[serde(skip_serializing_if = "Option::is_none")]
    discharge_on: Option<LondonDay>,
    /// The first day it has no force any more: superseded or discharged.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_on: Option<LondonDay>,
    /// For which of its children it ended before the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ended_for: Vec<EndedForView>,
    /// The version, also in `ETag`.
    version: i64,
}

impl OrderView {
    /// An order, and its scan where that was looked up.
    pub(super) fn of(order: &Order, document: Option<&Document>) -> Self {
        let details = &order.details;
        Self {
            id: order.id,
            form: details.form,
            label: details.form.label(),
            source: details.source,
            court: details.court.clone(),
            case_number: details.case_number.clone(),
            made_on: details.made_on,
            from: details.from,
            ends: details.ends,
            until: details.until,
            by_consent: details.by_consent,
            children: details.children.iter().copied().collect(),
            allows: details.allows.iter().copied().collect(),
            text: details.verbatim.clone(),
            supersedes: details.supersedes,
            rules: order
                .rules
                .iter()
                .map(|(id, entered)| RuleView::of(*id, entered))
                .collect(),
            document: document.map(ScanView::from),
            entered: order.entered.into(),
            checked: order.checked.map(MarkView::from),
            discharge_on: order.discharge.map(|Ended { on, .. }| on),
            ended_on: order.ended.map(|Ended { on, .. }| on),
            ended_for: order
                .ended_for
                .iter()
                .map(|(child, on)| EndedForView {
                    child: *child,
                    on: *on,
                })
                .collect(),
            version: order.version,
        }
    }
}

/// An urgent refusal of contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusalView {
    /// Its id.
    id: RefusalId,
    /// The child.
    child: PersonId,
    /// Who is refused.
    person: PersonId,
    /// When it began.
    from: Instant,
    /// When it ends or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<Instant>,
    /// Why.
    reason: Narrative,
    /// Who decided.
    decided: MarkView,
    /// What had happened since another, and who in Legal agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<Narrative>,
    /// Why it was ended before its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    lifted_because: Option<Narrative>,
}

impl From<&UrgentRefusal> for RefusalView {
    fn from(one: &UrgentRefusal) -> Self {
        Self {
            id: one.id,
            child: one.refusal.child(),
            person: one.refusal.person(),
            from: one.refusal.from(),
            ends: one.refusal.ends(),
            reason: one.reason.clone(),
            again: one.again.clone(),
            decided: one.decided.into(),
            lifted_because: one.lifted.as_ref().map(|(_, reason)| reason.clone()),
        }
    }
}

/// What recorded orders allow a child.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChildOrdersView {
    /// Legal statuses, the first begun first.
    statuses: Vec<StatusView>,
    /// Orders that name the child, the latest made first, ended ones included.
    orders: Vec<OrderView>,
    /// Urgent refusals, the latest begun first.
    refusals: Vec<RefusalView>,
    /// The letters that tell of them.
    letters: Vec<LetterView>,
}

impl From<&ChildOrders> for ChildOrdersView {
    fn from(found: &ChildOrders) -> Self {
        Self {
            statuses: found.statuses.iter().map(StatusView::from).collect(),
            orders: found
                .orders
                .iter()
                .map(|order| OrderView::of(order, None))
                .collect(),
            refusals: found.refusals.iter().map(RefusalView::from).collect(),
            letters: found.letters.iter().map(LetterView::from).collect(),
        }
    }
}
