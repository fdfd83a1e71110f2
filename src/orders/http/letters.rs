//! The letters that must follow an urgent refusal of contact.

use kernel::{
    id::{PersonId, RefusalId, RefusalLetterId},
    text::Narrative,
    time::{Instant, LondonDay},
};
use law::access::act;
use serde::Serialize;
use utoipa::ToSchema;

use super::MarkView;
use crate::{
    http::{At, Body, Guarded, Json, ProblemDocument, Saved, Shown},
    orders::{
        RefusalLetter, Sent, Tells, Way, commands,
        queries::{self, Owed, ToSend},
        rules::LetterFields,
        traces,
    },
};

/// That a letter was sent, or why it was not.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentView {
    /// On which day.
    on: LondonDay,
    /// How.
    way: Way,
    /// What there is to say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Narrative>,
    /// Who says so, and when they said it.
    recorded: MarkView,
}

impl From<&Sent> for SentView {
    fn from(sent: &Sent) -> Self {
        Self {
            on: sent.on,
            way: sent.way,
            note: sent.note.clone(),
            recorded: sent.recorded.into(),
        }
    }
}

/// A letter that tells somebody of an urgent refusal of contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterView {
    /// Its id.
    id: RefusalLetterId,
    /// The refusal it tells of.
    refusal: RefusalId,
    /// Of what it tells.
    tells: Tells,
    /// Whom it is for; absent where it is for the independent reviewing officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<PersonId>,
    /// That it was sent; absent while it is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<SentView>,
}

impl From<&RefusalLetter> for LetterView {
    fn from(letter: &RefusalLetter) -> Self {
        Self {
            id: letter.id,
            refusal: letter.refusal,
            tells: letter.tells,
            to: letter.to,
            sent: letter.sent.as_ref().map(SentView::from),
        }
    }
}

/// A letter that is owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedView {
    /// The letter.
    letter: LetterView,
    /// The child.
    child: PersonId,
    /// When it must be on its way; after that it is overdue.
    due: Instant,
}

impl From<&Owed> for OwedView {
    fn from(owed: &Owed) -> Self {
        Self {
            letter: LetterView::from(&owed.letter),
            child: owed.refusal.refusal.child(),
            due: owed.due(),
        }
    }
}

/// The letters that are owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedListView {
    /// The longest owed first.
    items: Vec<OwedView>,
}

/// A letter with its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterTextView {
    /// The letter.
    letter: LetterView,
    /// What was decided.
    decision: String,
    /// Facts, each with its name before it.
    facts: Vec<String>,
    /// What can be done against it.
    remedies: Vec<&'static str>,
}

impl From<&ToSend> for LetterTextView {
    fn from(found: &ToSend) -> Self {
        let facts = found.words.facts.iter();
        Self {
            letter: LetterView::from(&found.owed.letter),
            decision: found.words.decision.clone(),
            facts: facts
                .map(|(name, words)| format!("{name}: {words}"))
                .collect(),
            remedies: found.words.remedies.clone(),
        }
    }
}

#[utoipa::path(
    get, path = "/api/v1/refusal-letters", tag = "orders", operation_id = "owed_refusal_letters",
    responses((status = 200, body = OwedListView, description = "Those that the caller could send"))
)]
/// The letters about urgent refusals that nobody has sent yet.
pub async fn owed_letters(door: Guarded<act::SendRefusalLetter>) -> Shown {
    let reader = door.caller().0;
    door.look(move |look| {
        let owed = queries::owed(look)?;
        let items = owed.iter().map(OwedView::from).collect();
        let named: Vec<PersonId> = owed.iter().flat_map(Owed::subjects).collect();
        let fact = traces::letters_listed(reader, named);
        Ok(look.seen(fact, Json(OwedListView { items })))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/refusal-letters/{id}", tag = "orders", operation_id = "show_refusal_letter",
    params(("id" = RefusalLetterId, Path, description = "The letter")),
    responses(
        (status = 200, body = LetterTextView, description = "Its words; never an address"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// What a letter about an urgent refusal says.
pub async fn show_letter(door: Guarded<act::SendRefusalLetter>, id: At<RefusalLetterId>) -> Shown {
    door.look(move |look| {
        let found = queries::letter(look, id.0)?;
        let child = found.owed.refusal.refusal.child();
        let fact = traces::seen_of(child, found.owed.subjects(), "letter about a refusal");
        Ok(look.seen(fact, Json(LetterTextView::from(&found))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/refusal-letters/{id}", tag = "orders", operation_id = "send_refusal_letter",
    params(("id" = RefusalLetterId, Path, description = "The letter")), request_body = LetterFields,
    responses(
        (status = 200, body = LetterView, description = "Recorded"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records that a letter was sent, on which day and by which way. The program sends none of them.
pub async fn send_letter(
    door: Guarded<act::SendRefusalLetter>,
    id: At<RefusalLetterId>,
    body: Body<LetterFields>,
) -> Saved {
    let sending = body.0.read()?;
    door.write(move |work| {
        let sent = commands::send_letter(work, id.0, &sending)?;
        Ok(sent.map(|letter| Json(LetterView::from(&letter))))
    })
    .await
}
