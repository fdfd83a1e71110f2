//! What the API shows of observations, and what it takes.

use kernel::{
    id::{EventId, ObservationId, PersonId, SessionId, UserId},
    refusal::Refused,
    text::{Line, Narrative},
    time::{Instant, Slot},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::observations::{
    Entry, NewEntry, SignedRecord, What, WrittenWhen,
    queries::{Item, Reading, Service, Today, Writing},
    rules::brief::Brief,
};

/// An entry as a tablet or a program hands it in.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EntryFields {
    /// Its id, made where it was written. Sending it again with the same words is answered as the
    /// first time; with others it is refused.
    id: EventId,
    /// When it happened.
    happened_at: Instant,
    /// When it was written, by the clock of the device.
    written_at: Instant,
    /// What it says.
    what: What,
}

impl From<EntryFields> for NewEntry {
    fn from(fields: EntryFields) -> Self {
        Self {
            id: fields.id,
            happened: fields.happened_at,
            written: fields.written_at,
            what: fields.what,
        }
    }
}

/// A signature as a tablet or a program hands it in.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignatureFields {
    /// The id of its entry, made where it was signed.
    id: EventId,
    /// The clock of the device.
    written_at: Instant,
    /// That it is an accurate record of what the signer saw and heard. Nothing is signed without.
    declared: bool,
    /// When the record was written.
    written_when: WrittenWhen,
    /// Why later, if it was.
    #[serde(default)]
    reason: Option<Line>,
}

impl SignatureFields {
    pub(super) fn read(self) -> Result<NewEntry, Refused> {
        if !self.declared {
            return Err(not_declared());
        }
        Ok(NewEntry {
            id: self.id,
            happened: self.written_at,
            written: self.written_at,
            what: What::Signed {
                written_when: self.written_when,
                reason: self.reason,
            },
        })
    }
}

/// That nothing is signed without the declaration.
pub(in crate::observations) fn not_declared() -> Refused {
    let words = "Confirm that this is an accurate record of what you saw and heard";
    Refused::field("/declared", "not-declared", words)
}

/// An addendum as a program hands it in.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AddendumFields {
    /// The id of its entry, made where it was written.
    id: EventId,
    /// The clock of the device.
    written_at: Instant,
    /// Why.
    reason: Line,
    /// What.
    text: Narrative,
    /// The words of the record it corrects, exactly as they stand there.
    #[serde(default)]
    supersedes: Option<Line>,
}

impl From<AddendumFields> for NewEntry {
    fn from(fields: AddendumFields) -> Self {
        Self {
            id: fields.id,
            happened: fields.written_at,
            written: fields.written_at,
            what: What::Addendum {
                reason: fields.reason,
                text: fields.text,
                supersedes: fields.supersedes,
            },
        }
    }
}

/// An entry of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Its id.
    id: EventId,
    /// The session.
    session: SessionId,
    /// Who wrote it.
    author: UserId,
    /// When it happened.
    happened_at: Instant,
    /// When it was written, by the clock of the device.
    written_at: Instant,
    /// When it came in.
    received_at: Instant,
    /// What it says.
    what: What,
    /// What the service found: why somebody was not let in, what was known when it started.
    found: Vec<FoundView>,
    /// The entry that strikes it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    struck_by: Option<EventId>,
}

/// Something the service found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundView {
    /// Its code.
    code: String,
    /// In words.
    explanation: String,
    /// The words of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
}

impl From<&Entry> for EntryView {
    fn from(entry: &Entry) -> Self {
        let found = entry.found.iter().map(|found| FoundView {
            code: found.code.clone(),
            explanation: found.explanation.clone(),
            quote: found.quote.clone(),
        });
        Self {
            id: entry.id,
            session: entry.session,
            author: entry.author,
            happened_at: entry.happened,
            written_at: entry.written,
            received_at: entry.received,
            what: entry.what.clone(),
            found: found.collect(),
            struck_by: None,
        }
    }
}

/// The log of a session, for who records it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogView {
    /// The session.
    session: SessionId,
    /// Where it stands.
    stage: String,
    /// The version of the brief as it stands.
    brief: String,
    /// Whether the caller has read it so.
    brief_read: bool,
    /// Who is there.
    present: Vec<PersonId>,
    /// Headings that must be filled before it is signed.
    needed: Vec<crate::observations::Heading>,
    /// When the record is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
    /// Every entry, by the time it happened.
    entries: Vec<EntryView>,
}

impl From<&Writing> for LogView {
    fn from(writing: &Writing) -> Self {
        Self {
            session: writing.session.id,
            stage: writing.session.stage.name().to_owned(),
            brief: writing.brief_version.clone(),
            brief_read: writing.brief_read,
            present: writing.log.present().into_iter().collect(),
            needed: writing.needed.clone(),
            due_at: writing.due,
            entries: entries_of(&writing.log),
        }
    }
}

fn entries_of(log: &crate::observations::rules::log::Log) -> Vec<EntryView> {
    let struck = log.lines();
    let view = |entry: &Entry| {
        let strike = struck.iter().find(|line| line.entry.id == entry.id);
        EntryView {
            struck_by: strike.and_then(|line| line.struck.map(|strike| strike.id)),
            ..EntryView::from(entry)
        }
    };
    log.entries().iter().map(view).collect()
}

/// The brief of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct BriefView {
    /// The session.
    pub(super) session: SessionId,
    /// Its version: what a read receipt names.
    pub(super) version: String,
    /// What it says.
    pub(super) brief: Brief,
    /// Whom to ring on its day when a car or an interpreter does not come.
    #[schema(inline)]
    pub(super) services: Vec<ServiceView>,
}

/// An outside service of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceView {
    /// What it is called.
    name: String,
    /// Its telephone.
    phone: String,
}

impl From<Service> for ServiceView {
    fn from(service: Service) -> Self {
        Self {
            name: service.name.to_string(),
            phone: service.phone.to_string(),
        }
    }
}

/// One's own sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct TodayView {
    /// Today's, by when they begin.
    today: Vec<ItemView>,
    /// Tomorrow's.
    tomorrow: Vec<ItemView>,
    /// Earlier ones whose record is not signed.
    unfinished: Vec<ItemView>,
}

/// One session of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// The session.
    session: SessionId,
    /// When.
    #[schema(inline)]
    slot: Slot,
    /// Where it stands.
    stage: String,
    /// First names and initials.
    children: Vec<String>,
    /// Where.
    place: String,
    /// When its record is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
}

impl From<&Item> for ItemView {
    fn from(item: &Item) -> Self {
        Self {
            session: item.session.id,
            slot: item.session.slot(),
            stage: item.session.stage.name().to_owned(),
            children: item.children.clone(),
            place: item.place.clone(),
            due_at: item.due,
        }
    }
}

impl From<&Today> for TodayView {
    fn from(list: &Today) -> Self {
        let views = |items: &[Item]| items.iter().map(ItemView::from).collect();
        Self {
            today: views(&list.today),
            tomorrow: views(&list.tomorrow),
            unfinished: views(&list.unfinished),
        }
    }
}

/// A signed record.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedView {
    /// Its id.
    id: ObservationId,
    /// The session.
    session: SessionId,
    /// Who signed.
    signed_by: UserId,
    /// When.
    signed_at: Instant,
    /// When it was written.
    written_when: WrittenWhen,
    /// SHA-256 of what was signed.
    hash: String,
}

impl From<&SignedRecord> for SignedView {
    fn from(record: &SignedRecord) -> Self {
        Self {
            id: record.id,
            session: record.session,
            signed_by: record.by,
            signed_at: record.at,
            written_when: record.written_when,
            hash: record.hash.clone(),
        }
    }
}

/// A record as it is read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObservationView {
    /// The session.
    session: SessionId,
    /// Where it stands.
    stage: String,
    /// The signature; absent while it is not signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<SignedView>,
    /// Whether what was signed still has its hash, and stands in the chain of each child.
    intact: bool,
    /// When it is due, while it is not signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
    /// The log with addenda; its incidents alone while nothing is signed.
    entries: Vec<EntryView>,
}

impl From<&Reading> for ObservationView {
    fn from(reading: &Reading) -> Self {
        Self {
            session: reading.session.id,
            stage: reading.session.stage.name().to_owned(),
            signed: reading.signed.as_ref().map(SignedView::from),
            intact: reading.is_intact,
            due_at: reading.due,
            entries: entries_of(&reading.log),
        }
    }
}
