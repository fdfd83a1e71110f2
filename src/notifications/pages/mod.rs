//! Pages of notices.

mod journey;
mod letter;
mod link;
mod list;
mod mailbox;
mod session;
mod telling;

pub use journey::journey;
pub use letter::{letter, posted};
pub use link::{answer, open};
pub use list::{calls, list};
pub use mailbox::{mail, mailbox};
pub use session::of_session;
pub use telling::{record, send_again, telling_form};

use super::{Notice, State, Topic, Trouble};
use crate::web::components::{Standing, Status};

/// The page of what a notice is about.
fn page_of(topic: Topic) -> String {
    match topic {
        Topic::Session(id) => format!("/sessions/{id}/notices"),
        Topic::Referral(id) => format!("/referrals/{id}"),
        Topic::Child(id) => format!("/people/{id}/orders"),
    }
}

/// Where somebody writes down how they told it, and what that is called: a letter, where nothing else
/// reaches them.
fn telling(notice: &Notice) -> (String, &'static str) {
    if notice.trouble == Some(Trouble::NeedsLetter) {
        (format!("/notices/{}/letter", notice.id), "Write the letter")
    } else {
        (format!("/notices/{}/telling", notice.id), "Told by phone")
    }
}

/// How a notice stands, in words.
fn standing(notice: &Notice) -> Status {
    let at = |moment: Option<kernel::time::Instant>| {
        moment
            .map(kernel::time::Instant::in_short)
            .unwrap_or_default()
    };
    let (standing, words) = match (notice.state, notice.trouble) {
        _ if notice.problem => (
            Standing::Attention,
            "They wrote of a problem: ring them".to_owned(),
        ),
        (State::Waiting, _) if notice.attempts > 0 => (
            Standing::Attention,
            format!("Not sent yet, tried {} times", notice.attempts),
        ),
        (State::Waiting, _) => (Standing::Draft, "To be sent".to_owned()),
        (State::Sent, _) if notice.to.audience.must_answer() => (
            Standing::Attention,
            format!("Sent {}, not answered", at(notice.sent_at)),
        ),
        (State::Sent, _) => (Standing::Ok, format!("Sent {}", at(notice.sent_at))),
        (State::Failed, Some(trouble)) => (Standing::Breach, trouble.label().to_owned()),
        (State::Failed, None) => (Standing::Breach, "Not sent".to_owned()),
        (State::Acknowledged, _) => (Standing::Ok, format!("Seen {}", at(notice.answered_at))),
        (State::ToldByPhone, _) => (
            Standing::Ok,
            format!("Told by phone {}", at(notice.answered_at)),
        ),
        (State::ToldByLetter, _) => (
            Standing::Ok,
            format!("Letter posted {}", at(notice.answered_at)),
        ),
        (State::Superseded, _) => (Standing::Away, "A later message took its place".to_owned()),
    };
    Status::new(standing, words)
}
