//! When a record was written: what its author declares may not go against what the log itself says,
//! for a court asks how fresh a memory was.

use kernel::{
    refusal::{FieldError, Refused},
    time::Instant,
};

use super::log::Log;
use crate::observations::{What, WrittenWhen};

/// Checks what is declared against the clock of the device at each note and each heading. Of a session
/// that was not held nothing is asked.
///
/// # Errors
/// Beside the question, with when the session ended and when the last of it was written.
pub fn agrees_with_the_log(declared: WrittenWhen, log: &Log) -> Result<(), Refused> {
    let Some(ended) = ended(log) else {
        return Ok(());
    };
    let last = log.entries().iter().filter(|entry| is_writing(&entry.what));
    let Some(last) = last.map(|entry| entry.written).max() else {
        return Ok(());
    };
    let is_told_so = match declared {
        WrittenWhen::During => last <= ended,
        WrittenWhen::ImmediatelyAfter => last.london_day() <= ended.london_day(),
        WrittenWhen::Later => true,
    };
    if is_told_so {
        return Ok(());
    }
    let words = format!(
        "The session ended on {}, and the last of this was written on {}. Choose what is true of all of it.",
        ended.in_short(),
        last.in_short()
    );
    let error = FieldError::new("/written_when", "against-the-log", words);
    Err(Refused::Invalid(vec![error]))
}

fn ended(log: &Log) -> Option<Instant> {
    let ends = |what: &What| matches!(what, What::SessionEnded | What::SessionEndedEarly { .. });
    let ends = log.entries().iter().filter(|entry| ends(&entry.what));
    ends.map(|entry| entry.happened).max()
}

const fn is_writing(what: &What) -> bool {
    matches!(what, What::Note { .. } | What::Answered { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{
        Entry, Heading,
        rules::testing::{at, entry},
    };

    fn heading(written: Instant) -> Entry {
        let what = What::Answered {
            heading: Heading::Play,
            text: None,
            not_observed: Some("They slept.".parse().unwrap()),
        };
        Entry {
            happened: written,
            written,
            ..entry(2, "10:30", what)
        }
    }

    #[test]
    fn a_declaration_goes_with_the_clock_of_the_last_word() {
        use WrittenWhen::{During, ImmediatelyAfter, Later};
        let next_day = at("23:00").plus_minutes(180);
        for (declared, last, agrees) in [
            (During, at("11:30"), true),
            (During, at("11:31"), false),
            (ImmediatelyAfter, at("11:31"), true),
            (ImmediatelyAfter, at("23:00"), true),
            (ImmediatelyAfter, next_day, false),
            (Later, next_day, true),
            (Later, at("10:30"), true),
        ] {
            let ended = entry(1, "11:30", What::SessionEnded);
            let log = Log::of([ended, heading(last)]);
            let found = agrees_with_the_log(declared, &log);
            assert_eq!(found.is_ok(), agrees, "{declared} {last}");
        }
    }

    #[test]
    fn nothing_is_asked_of_what_has_no_end_or_no_words() {
        let unheld = Log::of([heading(at("12:00"))]);
        agrees_with_the_log(WrittenWhen::During, &unheld).unwrap();
        let silent = Log::of([entry(1, "11:30", What::SessionEnded)]);
        agrees_with_the_log(WrittenWhen::During, &silent).unwrap();
    }
}
