//! The API of notices.

use kernel::{
    id::{NoticeId, PersonId, ReferralId, SessionId, UserId},
    page::Want,
    text::Phone,
    time::{Instant, LondonDay, Slot},
};
use law::access::act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Audience, Event, How, Notice, NoticeAnswer, State, Topic, Trouble, commands,
    queries::{self, ToTell, Told},
    rules::TellingFields,
    traces,
};
use crate::http::{At, Body, Guarded, Json, ProblemDocument, Query, Saved, Shown};

/// Something that was to be told to somebody.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeView {
    /// Its id.
    pub id: NoticeId,
    /// The referral it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralId>,
    /// The child it is about, where it is about no session or referral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<PersonId>,
    /// The Monday of the week it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monday: Option<LondonDay>,
    /// The session it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// What happened.
    pub event: Event,
    /// As what its recipient is told.
    pub audience: Audience,
    /// The id of its recipient: a household, an outside service, a person, a user, a supervisor.
    pub recipient: String,
    /// What the recipient is called.
    pub name: String,
    /// How far it has come.
    pub state: State,
    /// Why it cannot be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
    /// How often it was tried.
    pub attempts: i32,
    /// Whether they wrote of a problem that nobody has dealt with.
    pub problem: bool,
    /// When it happened.
    pub created_at: Instant,
    /// When a mail server took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Instant>,
    /// When they answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
}

impl NoticeView {
    fn of(notice: &Notice, name: &str) -> Self {
        Self {
            id: notice.id,
            referral: match notice.topic {
                Topic::Referral(id) => Some(id),
                Topic::Session(_) | Topic::Child(_) => None,
            },
            child: match notice.topic {
                Topic::Child(id) => Some(id),
                Topic::Session(_) | Topic::Referral(_) => None,
            },
            monday: notice.monday,
            session: match notice.topic {
                Topic::Session(id) => Some(id),
                Topic::Referral(_) | Topic::Child(_) => None,
            },
            event: notice.event,
            audience: notice.to.audience,
            recipient: notice.to.recipient.to_string(),
            name: name.to_owned(),
            state: notice.state,
            trouble: notice.trouble,
            attempts: notice.attempts,
            problem: notice.problem,
            created_at: notice.created_at,
            sent_at: notice.sent_at,
            answered_at: notice.answered_at,
        }
    }
}

/// What was answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnswerView {
    /// How.
    pub how: How,
    /// When.
    pub at: Instant,
    /// Who wrote it down, where it was on the telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// Who spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The number that was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Whether it told of a problem.
    pub problem: bool,
}

impl From<&NoticeAnswer> for AnswerView {
    fn from(answer: &NoticeAnswer) -> Self {
        let words = answer.words.as_ref();
        Self {
            how: answer.how,
            at: answer.at,
            by: answer.by,
            who: words
                .and_then(|words| words.who.as_ref())
                .map(ToString::to_string),
            number: words
                .and_then(|words| words.number.as_ref())
                .map(ToString::to_string),
            said: words.map(|words| words.said.to_string()),
            problem: answer.problem,
        }
    }
}

/// A notice with what was answered to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldView {
    /// The notice.
    pub notice: NoticeView,
    /// Its answers, in order.
    pub answers: Vec<AnswerView>,
}

impl From<&Told> for ToldView {
    fn from(told: &Told) -> Self {
        Self {
            notice: NoticeView::of(&told.notice, &told.name),
            answers: told
                .answers
                .iter()
                .map(|(answer, _)| AnswerView::from(answer))
                .collect(),
        }
    }
}

/// Who was told of a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionNoticesView {
    /// Its notices, the newest first.
    pub items: Vec<ToldView>,
}

/// Somebody who must still be told, or has not answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToTellView {
    /// The notice.
    pub notice: NoticeView,
    /// When the session is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub slot: Option<Slot>,
    /// How to name it on the telephone.
    pub reference: String,
    /// Where to ring, for who may see where somebody can be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

impl From<&ToTell> for ToTellView {
    fn from(one: &ToTell) -> Self {
        Self {
            notice: NoticeView::of(&one.notice, &one.name),
            slot: one.slot,
            reference: one.reference.as_str().to_owned(),
            phone: one.phone.clone(),
        }
    }
}

/// One page of who must be told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToTellPage {
    /// The longest waiting first.
    pub items: Vec<ToTellView>,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which page of the list is wanted.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct NoticesQuery {
    /// The cursor handed out with the page before.
    #[validate(length(max = 500, message = "Use the cursor of the page before."))]
    cursor: Option<String>,
    /// How many at most.
    #[validate(range(min = 1, max = 200, message = "Give a number from 1 to 200."))]
    limit: Option<u16>,
}

#[utoipa::path(
    get, path = "/api/v1/sessions/{id}/notices", tag = "notifications", operation_id = "list_session_notices",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 200, body = SessionNoticesView, description = "Who was told, and what they answered"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who was told of a session.
pub async fn of_session(door: Guarded<act::ShowNotices>, id: At<SessionId>) -> Shown {
    door.look(move |look| {
        let found = queries::of_session(look, id.0)?;
        let children = found.session.children.iter().copied();
        let fact = traces::seen(found.session.id, children, "notices");
        let view = SessionNoticesView {
            items: found.told.iter().map(ToldView::from).collect(),
        };
        Ok(look.seen(fact, Json(view)))
    })
    .await
}

#[utoipa::path(
    get, path = "/api/v1/notices", tag = "notifications", operation_id = "list_open_notices",
    params(
        ("cursor" = Option<String>, Query, description = "The cursor of the page before", max_length = 500),
        ("limit" = Option<u16>, Query, description = "How many at most", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, body = ToTellPage, description = "Who has not answered, or could not be reached. A page may hold fewer than asked for and have a next one: what needs nobody is left out"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Who must still be told.
pub async fn list(door: Guarded<act::ListNotices>, query: Query<NoticesQuery>) -> Shown {
    let reader = door.caller().0;
    let want = Want::new(query.0.cursor.clone(), query.0.limit);
    door.look(move |look| {
        let found = queries::to_tell(look, &want)?;
        let children = found.items.iter().flat_map(|one| one.children.clone());
        let fact = traces::listed(reader, children, "notices");
        let view = ToTellPage {
            items: found.items.iter().map(ToTellView::from).collect(),
            next: found.next.clone(),
        };
        Ok(look.seen(fact, Json(view)))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/notices/{id}/telling", tag = "notifications", operation_id = "record_telling",
    params(("id" = NoticeId, Path, description = "The notice")), request_body = TellingFields,
    responses(
        (status = 200, body = NoticeView, description = "Told by phone; a problem is dealt with by that"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Records that somebody was told on the telephone.
pub async fn record_telling(
    door: Guarded<act::RecordTelling>,
    id: At<NoticeId>,
    body: Body<TellingFields>,
) -> Saved {
    let words = body.0.read()?;
    door.write(move |work| {
        let told = commands::told_by_phone(work, id.0, &words)?;
        Ok(told.map(|notice| Json(NoticeView::of(&notice, notice.to.audience.label()))))
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/notices/{id}/again", tag = "notifications", operation_id = "send_notice_again",
    params(("id" = NoticeId, Path, description = "The notice")),
    responses(
        (status = 200, body = NoticeView, description = "It waits to be sent"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
/// Sends a notice again that could not be sent.
pub async fn send_again(door: Guarded<act::RecordTelling>, id: At<NoticeId>) -> Saved {
    door.write(move |work| {
        let again = commands::send_again(work, id.0)?;
        Ok(again.map(|notice| Json(NoticeView::of(&notice, notice.to.audience.label()))))
    })
    .await
}
