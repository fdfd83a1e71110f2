//! Orders: a child's legal status over time, the orders of the court with the rules they hold,
//! and urgent refusals of contact.
//!
//! Promises: the words of an order are kept as they were made, never edited; a rule hangs on a
//! quote that stands in them; who wrote any of an order never checks it, and nobody checks it without
//! its scan; history is never rewritten. It refuses a refusal of contact of more than seven days, in the law's words.
//!
//! What an order *means* for a session is law: [`law::judge`]. Here it is written down, checked
//! and handed on ([`queries::orders_in_force`]).

pub mod commands;
pub mod http;
pub mod pages;
pub mod queries;
pub mod rules;
mod store;
pub mod tables;
mod traces;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{DocumentId, OrderId, PersonId, RefusalId, RefusalLetterId, RuleId, UserId},
    text::{Line, Narrative},
    time::{Instant, LondonDay},
};
use law::{
    order::Source,
    rule::{Refusal, Rule},
    status::StatusPeriod,
};

kernel::codes! {
    /// The form an order was made on, as the family court numbers them.
    pub enum Form {
        /// Placement order.
        A70 = "A70",
        /// Order on a placement order.
        A81 = "A81",
        /// Another order, or a blank one.
        C21 = "C21",
        /// Emergency protection order.
        C23 = "C23",
        /// Variation of an emergency protection order.
        C24 = "C24",
        /// Secure accommodation order.
        C26 = "C26",
        /// Care order.
        C32A = "C32A",
        /// Discharge of a care order.
        C32B = "C32B",
        /// Interim care order.
        C33 = "C33",
        /// Contact with a child in care.
        C34A = "C34A",
        /// Authority to refuse contact with a child in care.
        C34B = "C34B",
        /// Supervision order.
        C35A = "C35A",
        /// Interim supervision order.
        C35B = "C35B",
        /// Child assessment order.
        C39 = "C39",
        /// Family assistance order.
        C42 = "C42",
        /// Child arrangements, specific issue or prohibited steps order.
        C43 = "C43",
        /// Special guardianship order.
        C43A = "C43A",
        /// Leave to change a surname.
        C44A = "C44A",
        /// Leave to remove a child.
        C44B = "C44B",
        /// Parental responsibility order.
        C45 = "C45",
        /// Appointment of a guardian.
        C47A = "C47A",
        /// Non-molestation or occupation order.
        FL404A = "FL404A",
        /// No court form: a plan, an agreement, a bail condition.
        Other = "other",
    }
}

impl Form {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::A70 => "Placement order (A70)",
            Self::A81 => "Order on a placement order (A81)",
            Self::C21 => "Order (C21)",
            Self::C23 => "Emergency protection order (C23)",
            Self::C24 => "Variation of an emergency protection order (C24)",
            Self::C26 => "Secure accommodation order (C26)",
            Self::C32A => "Care order (C32A)",
            Self::C32B => "Discharge of a care order (C32B)",
            Self::C33 => "Interim care order (C33)",
            Self::C34A => "Contact with a child in care (C34A)",
            Self::C34B => "Authority to refuse contact (C34B)",
            Self::C35A => "Supervision order (C35A)",
            Self::C35B => "Interim supervision order (C35B)",
            Self::C39 => "Child assessment order (C39)",
            Self::C42 => "Family assistance order (C42)",
            Self::C43 => "Child arrangements or other section 8 order (C43)",
            Self::C43A => "Special guardianship order (C43A)",
            Self::C44A => "Leave to change a surname (C44A)",
            Self::C44B => "Leave to remove a child (C44B)",
            Self::C45 => "Parental responsibility order (C45)",
            Self::C47A => "Appointment of a guardian (C47A)",
            Self::FL404A => "Non-molestation or occupation order (FL404A)",
            Self::Other => "No court form (plan, agreement, bail)",
        }
    }
}

kernel::codes! {
    /// With what an order ends.
    pub enum Ends {
        /// On a day that is known.
        OnADay = "on_a_day",
        /// When the proceedings end.
        EndOfProceedings = "end_of_proceedings",
        /// At the next hearing.
        NextHearing = "next_hearing",
        /// When the child is 18.
        Child18 = "child_18",
        /// When the court orders otherwise.
        FurtherOrder = "further_order",
    }
}

impl Ends {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OnADay => "On a day",
            Self::EndOfProceedings => "When the proceedings end",
            Self::NextHearing => "At the next hearing",
            Self::Child18 => "When the child is 18",
            Self::FurtherOrder => "When the court orders otherwise",
        }
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// A child's legal status over a span of time, and who recorded it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedStatus {
    /// The status and its span.
    pub period: StatusPeriod,
    /// Who recorded it.
    pub recorded: Mark,
}

/// What is written down of an order. Never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDetails {
    /// The form it was made on.
    pub form: Form,
    /// What force its rules have.
    pub source: Source,
    /// The court, or who made it.
    pub court: Line,
    /// The number of the case.
    pub case_number: Line,
    /// When it was made.
    pub made_on: LondonDay,
    /// The first day it has force.
    pub from: LondonDay,
    /// With what it ends.
    pub ends: Ends,
    /// The last day it has force, where that is known.
    pub until: Option<LondonDay>,
    /// Whether those concerned consented.
    pub by_consent: bool,
    /// The children it names.
    pub children: BTreeSet<PersonId>,
    /// The persons whose contact with these children it is about.
    pub allows: BTreeSet<PersonId>,
    /// Its words.
    pub verbatim: Narrative,
    /// The order it takes the place of, once it is checked.
    pub supersedes: Option<OrderId>,
}

/// A typed rule of an order, and who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredRule {
    /// What it says, tied to its quote.
    pub rule: Rule,
    /// Who entered it.
    pub entered: Mark,
}

/// The end of an order before its time: superseded, or discharged by the court.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The first day it has no force any more.
    pub on: LondonDay,
    /// Who recorded it.
    pub by: UserId,
}

/// An order with its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// What is written down.
    pub details: OrderDetails,
    /// Its typed rules.
    pub rules: BTreeMap<RuleId, EnteredRule>,
    /// Its scan.
    pub document: Option<DocumentId>,
    /// Who entered it.
    pub entered: Mark,
    /// Everybody who entered it or a rule, took a rule out or added the scan.
    pub authors: BTreeSet<UserId>,
    /// Who checked its rules against its words.
    pub checked: Option<Mark>,
    /// What one person wrote of its discharge. It holds until a second says the same.
    pub discharge: Option<Ended>,
    /// How it ended before its time.
    pub ended: Option<Ended>,
    /// For which of its children another order took its place, and the first day it has no force
    /// for them.
    pub ended_for: BTreeMap<PersonId, LondonDay>,
    /// How often it was written.
    pub version: i64,
}

impl Order {
    /// The children for whom it has not ended.
    pub fn children_left(&self) -> BTreeSet<PersonId> {
        let children = self.details.children.iter().copied();
        children
            .filter(|child| self.ended.is_none() && !self.ended_for.contains_key(child))
            .collect()
    }
}

/// A decision to refuse contact as a matter of urgency (Children Act 1989 s.34(6)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgentRefusal {
    /// Its id.
    pub id: RefusalId,
    /// Between whom, from when to when, and when it was lifted.
    pub refusal: Refusal,
    /// Why.
    pub reason: Narrative,
    /// What had happened since, and who in Legal agreed, where it follows another closely.
    pub again: Option<Narrative>,
    /// Who decided.
    pub decided: Mark,
    /// Who ended it before its time, and why.
    pub lifted: Option<(UserId, Narrative)>,
}

kernel::codes! {
    /// How a letter about a refusal came to whom it is for.
    pub enum Way {
        /// Posted.
        Post = "post",
        /// Handed over.
        Hand = "hand",
        /// By secure e-mail.
        Email = "email",
        /// It was not sent, for a reason that is written down.
        NotSent = "not_sent",
    }
}

impl Way {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Post => "By post",
            Self::Hand => "Handed over",
            Self::Email => "By secure e-mail",
            Self::NotSent => "It was not sent",
        }
    }
}

/// That a letter was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// On which day.
    pub on: LondonDay,
    /// How.
    pub way: Way,
    /// What there is to say of it; why, where it was not sent.
    pub note: Option<Narrative>,
    /// Who says so.
    pub recorded: Mark,
}

kernel::codes! {
    /// Of what a letter tells.
    pub enum Tells {
        /// That contact is refused.
        Refusal = "refusal",
        /// That the refusal has ended before its time, to whoever had been told of it.
        End = "end",
    }
}

/// A letter that tells somebody of an urgent refusal: it is owed at once (Care Planning, Placement
/// and Case Review Regulations 2010, reg 8(2)). The program sends none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalLetter {
    /// Its id.
    pub id: RefusalLetterId,
    /// The refusal it tells of.
    pub refusal: RefusalId,
    /// Of what it tells.
    pub tells: Tells,
    /// Whom it is for; the independent reviewing officer, where nobody is named.
    pub to: Option<PersonId>,
    /// That it was sent.
    pub sent: Option<Sent>,
}
