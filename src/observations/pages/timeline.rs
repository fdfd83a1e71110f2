//! The log of a session in words, as it is read on pages and on paper.

use kernel::id::EventId;
use law::session::HandedTo;

use crate::{
    observations::{
        Entry, Found, What,
        queries::Names,
        rules::{
            check_in::{minutes_late, not_on_the_list},
            log::Log,
            when_typed::{how_it_came, is_of_the_clock},
        },
    },
    sessions::Session,
};

/// One line of the log.
pub(super) struct Line {
    pub(super) id: EventId,
    pub(super) time: String,
    pub(super) what: String,
    pub(super) text: String,
    pub(super) author: String,
    /// When it was typed and came in, where that is worth knowing.
    pub(super) came: Option<String>,
    /// What was added to the signed record in place of its words.
    pub(super) added: Vec<String>,
    /// Why it was struck out, and by whom.
    pub(super) struck: Option<String>,
    /// Where it is struck out.
    pub(super) strike: Option<String>,
}

/// The lines of a log, the earliest first.
pub(super) fn lines(session: &Session, log: &Log, names: &Names) -> Vec<Line> {
    let line = |line: &crate::observations::rules::log::LogLine<'_>| {
        let entry = line.entry;
        let (what, text) = in_words(session, entry, names);
        Line {
            id: entry.id,
            time: entry.happened.london_time().to_string(),
            what,
            added: added(log, names, &text),
            text,
            author: names.staff(entry.author),
            came: how_it_came(entry),
            struck: line.struck.map(|strike| why(strike, names)),
            strike: None,
        }
    };
    log.lines().iter().map(line).collect()
}

/// The addenda that take the place of words of this text, so that nobody reads it without them.
pub(super) fn added(log: &Log, names: &Names, text: &str) -> Vec<String> {
    let addenda = log.addenda().into_iter();
    let beside = addenda.filter_map(|entry| match &entry.what {
        What::Addendum {
            text: instead,
            supersedes: Some(words),
            ..
        } if text.contains(words.as_str()) => Some(format!(
            "Addendum by {}, {}. Instead of “{words}”: {instead}",
            names.staff(entry.author),
            entry.received.in_short()
        )),
        _ => None,
    });
    beside.collect()
}

fn why(strike: &Entry, names: &Names) -> String {
    match &strike.what {
        What::Struck { reason, .. } => format!(
            "Struck out by {} at {}: {reason}",
            names.staff(strike.author),
            strike.happened.london_time()
        ),
        _ => String::new(),
    }
}

fn in_words(session: &Session, entry: &Entry, names: &Names) -> (String, String) {
    let plain = |words: String| (words, String::new());
    match &entry.what {
        What::PersonArrived { person, reason } => {
            let late = minutes_late(session.slot(), entry.happened)
                .filter(|_| session.visitors.contains(person))
                .map(|minutes| format!(", {minutes} {} late", minutes_word(minutes)));
            let words = format!("{} arrived{}", names.of(*person), late.unwrap_or_default());
            let given = |reason: &kernel::text::Line| format!("Reason given: {reason}");
            (words, reason.as_ref().map(given).unwrap_or_default())
        }
        What::PersonLeft { person } => plain(format!("{} left", names.of(*person))),
        What::NotAdmitted {
            person,
            description,
        } => {
            let who = person.map(|person| names.of(person));
            let words = [who, description.as_ref().map(ToString::to_string)];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let words = format!("Not let in: {}", words.join(", "));
            (words, told(&entry.found))
        }
        What::Incident { text, safety } => {
            let safety = safety.as_ref().map(|safety| format!("\n{safety}"));
            let text = format!("{text}{}", safety.unwrap_or_default());
            ("Incident: told at once".to_owned(), text)
        }
        What::SessionClosed { apart, .. } if !apart.is_empty() => {
            let each = apart.iter().zip(&entry.found).map(|(one, found)| {
                let called = one.name.as_ref();
                let called = called.map(|name| format!(", {name}")).unwrap_or_default();
                let to = taker(Some(one.to), &found.explanation);
                let child = names.of(one.child);
                format!("{child} handed over to {to}{called}")
            });
            plain(each.collect::<Vec<_>>().join("; "))
        }
        What::Note { kind, source, text } => {
            let words = format!("{} ({})", kind.label(), source.label().to_lowercase());
            (words, text.to_string())
        }
        _ => step_in_words(entry),
    }
}

/// A step of the session's life.
fn step_in_words(entry: &Entry) -> (String, String) {
    let plain = |words: &str| (words.to_owned(), String::new());
    match &entry.what {
        What::SessionStarted { remark } => {
            let remark = remark.as_ref().map(ToString::to_string);
            let words = [remark, Some(told(&entry.found))];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let words = words.join(" ").trim().to_owned();
            ("Session started".to_owned(), words)
        }
        What::SessionPaused { reason } => ("Session interrupted".to_owned(), reason.to_string()),
        What::SessionResumed => plain("Session went on"),
        What::SessionEnded => plain("Session ended"),
        What::SessionEndedEarly {
            reason,
            decided_by,
            account,
        } => (
            format!("Session ended early: {}", reason.label()),
            format!("Who decided: {}. {account}", decider(*decided_by)),
        ),
        What::SessionNotStarted { reason, account } => (
            format!("Session did not start: {}", reason.label()),
            account
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        What::SessionClosed {
            handed_to, name, ..
        } => {
            let to = taker(*handed_to, &told(&entry.found));
            let words = if to.is_empty() {
                "Everybody gone; the child had not come".to_owned()
            } else {
                format!("Child handed over to {to}")
            };
            let name = name.as_ref().map(ToString::to_string);
            (words, name.unwrap_or_default())
        }
        other => plain(other.name()),
    }
}

/// Who took a child, in the middle of a sentence: a household by its name, anybody else by what they are.
fn taker(to: Option<HandedTo>, words: &str) -> String {
    let mut letters = words.chars();
    match (to, letters.next()) {
        (None | Some(HandedTo::Household(_)), _) | (_, None) => words.to_owned(),
        (Some(_), Some(first)) => first.to_lowercase().chain(letters).collect(),
    }
}

/// Who decided, in a record that others read.
const fn decider(decided_by: crate::observations::EndDecider) -> &'static str {
    use crate::observations::EndDecider;
    match decided_by {
        EndDecider::Supervisor => "the supervisor",
        EndDecider::DutyManager => "the duty manager",
        EndDecider::SocialWorker => "the social worker",
    }
}

const fn minutes_word(minutes: i64) -> &'static str {
    if minutes == 1 { "minute" } else { "minutes" }
}

/// What the service found, with the words of the order. What it told the supervisor to do is past when
/// it is read.
fn told(found: &[Found]) -> String {
    let found = found.iter().filter(|found| !is_of_the_clock(found));
    let words = found.map(|found| {
        if found.code == not_on_the_list().code {
            return "They are not on the list for this session. The social worker was told."
                .to_owned();
        }
        found.quote.as_ref().map_or_else(
            || found.explanation.clone(),
            |quote| format!("{} “{quote}”", found.explanation),
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use kernel::id::{Id, ProviderId};

    use super::*;

    #[test]
    fn who_took_a_child_stands_in_the_middle_of_a_sentence() {
        let firm = HandedTo::Provider(ProviderId::from_parts(1, 1));
        let table = [
            (
                Some(HandedTo::Household(Id::from_parts(1, 1))),
                "The Ferns",
                "The Ferns",
            ),
            (
                Some(firm),
                "The driver of Swift Cars",
                "the driver of Swift Cars",
            ),
            (
                Some(HandedTo::Police),
                "A police officer",
                "a police officer",
            ),
            (Some(HandedTo::SocialWorker), "", ""),
            (None, "Fern", "Fern"),
        ];
        for (to, words, stands) in table {
            assert_eq!(taker(to, words), stands);
        }
    }
}
