//! Facts: what the audit keeps of an act or a look.

use std::collections::BTreeSet;

use crate::id::{Id, Kind, PersonId};

crate::codes! {
    /// What personal data is used for. A closed list: every look, export and report states one,
    /// from the first day (the Contact Service's privacy notice: assessments, service delivery,
    /// service planning and research; the rest are the duties of the council as controller).
    pub enum Purpose {
        /// Arranging, holding and recording family time.
        ServiceDelivery = "service_delivery",
        /// Assessing a child's needs and risks.
        Assessment = "assessment",
        /// Planning the service; no decision about one person.
        ServicePlanning = "service_planning",
        /// Evidence for the court or for lawyers.
        LegalProceedings = "legal_proceedings",
        /// Answering a person's request about their own data.
        SubjectRequest = "subject_request",
        /// Checking that the service does right: quality, inspection, audit.
        Oversight = "oversight",
        /// Running the program: accounts, sign-in, settings.
        Administration = "administration",
    }
}

/// What came of something that somebody set out to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// A page was looked at, and nothing was changed: a form was opened, or shown again with errors.
    Looked,
    /// It was refused, and nothing was shown.
    Refused,
}

impl Outcome {
    /// What the details of a fact say of it.
    pub fn of(details: &serde_json::Value) -> Self {
        let has = |key: &str| details.get(key).is_some();
        if has("refused") {
            Self::Refused
        } else if has("seen") || has("form") {
            Self::Looked
        } else {
            Self::Done
        }
    }
}

/// The audit chain a fact belongs to: the one child concerned, else the record, else the reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(String);

impl Stream {
    /// The stream of a record.
    pub fn of<K: Kind>(id: Id<K>) -> Self {
        Self(id.as_str().to_owned())
    }
    /// The stream of events that concern no record, such as a failed sign-in for a name nobody
    /// has. One per day, so that no stream grows without bound.
    pub fn of_day(day: impl std::fmt::Display) -> Self {
        Self(format!("day_{day}"))
    }
    /// Its key in the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the audit keeps of one act or look. Who did it, which action and when are added by the
/// transaction that writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The chain it belongs to.
    pub stream: Stream,
    /// The children (or other persons) it concerns.
    pub subjects: BTreeSet<PersonId>,
    /// What for.
    pub purpose: Purpose,
    /// Why, where the action asks for a reason.
    pub reason: Option<String>,
    /// What changed: names of fields, codes, ids. Never the values of personal data.
    pub details: serde_json::Value,
}

impl Fact {
    /// A fact about the record `id`, for the delivery of the service.
    pub fn about<K: Kind>(id: Id<K>) -> Self {
        Self::on(Stream::of(id))
    }
    /// A fact about one person: their stream, and they are its subject.
    pub fn about_person(person: PersonId) -> Self {
        Self::about(person).subject(person)
    }
    /// A fact on a stream.
    pub fn on(stream: Stream) -> Self {
        Self {
            stream,
            subjects: BTreeSet::new(),
            purpose: Purpose::ServiceDelivery,
            reason: None,
            details: serde_json::Value::Null,
        }
    }
    /// Adds a person concerned.
    #[must_use]
    pub fn subject(mut self, person: PersonId) -> Self {
        self.subjects.insert(person);
        self
    }
    /// Adds persons concerned.
    #[must_use]
    pub fn subjects(mut self, persons: impl IntoIterator<Item = PersonId>) -> Self {
        self.subjects.extend(persons);
        self
    }
    /// States the purpose.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }
    /// States the reason given.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
    /// Adds what changed.
    #[must_use]
    pub fn details(mut self, details: serde_json::Value) -> Self {
        self.details = details;
        self
    }
}
