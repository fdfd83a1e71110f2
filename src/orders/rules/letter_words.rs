//! What a letter about an urgent refusal says.

use kernel::time::Instant;

use super::Reader;
use crate::orders::{RefusalLetter, Tells, UrgentRefusal};

/// What a letter says: the decision, its date, its reasons, how long it lasts, and what can be done
/// against it (reg 8(3)). Never where anybody lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterWords {
    /// What it is about.
    pub heading: &'static str,
    /// What was decided, in a sentence or two.
    pub decision: String,
    /// Facts, each under its name.
    pub facts: Vec<(&'static str, String)>,
    /// What can be done against it.
    pub remedies: Vec<&'static str>,
}

/// The words of a letter, whose reader knows the child by a first name and the person by a full one.
/// What has ended is told as ended, also by a letter that was owed before.
pub fn words_of(
    letter: &RefusalLetter,
    refusal: &UrgentRefusal,
    (child, person): (&str, &str),
    decided_by: &str,
) -> LetterWords {
    let reader = Reader::of(letter, refusal.refusal);
    let (between, whose) = match reader {
        Reader::Refused => (format!("between {child} and you"), format!("{child}’s")),
        Reader::Child => (format!("between you and {person}"), "your".to_owned()),
        Reader::Family | Reader::ReviewingOfficer => (
            format!("between {child} and {person}"),
            format!("{child}’s"),
        ),
    };
    let refused_on = refusal.decided.at.london_day().in_words();
    let refused = format!(
        "On {refused_on} we decided to refuse contact {between} as a matter of urgency, under section 34(6) of the Children Act 1989, because this was necessary to safeguard or promote {whose} welfare."
    );
    let ended = refusal.lifted.as_ref().zip(refusal.refusal.ends());
    let mut facts = vec![("Decided by", decided_by.to_owned())];
    let (heading, decision) = match (letter.tells, ended) {
        (Tells::End, Some(((_, why), at))) => {
            facts.push(("Date of the decision", at.london_day().in_words()));
            facts.push(("Reasons", why.to_string()));
            (
                "Our refusal of contact has ended",
                format!("The refusal of contact {between} has ended"),
            )
        }
        (_, ended) => {
            facts.push(("Date of the decision", refused_on));
            facts.push(("Reasons", refusal.reason.to_string()));
            if let Some(((_, why), _)) = ended {
                facts.push(("Why it ended before its time", why.to_string()));
            }
            let heading = match ended {
                Some(_) => "Our decision to refuse contact, which has ended",
                None => "Our decision to refuse contact",
            };
            (heading, format!("No contact {between}"))
        }
    };
    facts.insert(0, ("Decision", decision));
    facts.push(("How long", how_long(refusal)));
    LetterWords {
        heading,
        decision: match ended {
            Some((_, at)) => format!("{refused} We ended this refusal on {}.", at.in_full()),
            None => refused,
        },
        facts,
        remedies: remedies(reader),
    }
}

fn how_long(refusal: &UrgentRefusal) -> String {
    let from = refusal.refusal.from().in_full();
    let until = refusal.refusal.ends();
    let until = until.map_or_else(String::new, Instant::in_full);
    if refusal.lifted.is_none() {
        return format!(
            "From {from} until {until}. We cannot refuse it in this way for longer than seven days."
        );
    }
    if refusal.refusal.was_ever() {
        format!("From {from} until {until}, when we ended it.")
    } else {
        format!("Not at all: we ended it on {until}, before it was to begin on {from}.")
    }
}

fn remedies(reader: Reader) -> Vec<&'static str> {
    let court = "You can ask the family court for an order about contact (section 34 of the Children Act 1989). A solicitor can advise you.";
    let complain = "You can complain to us. Ring us and we will tell you how.";
    match reader {
        Reader::Child => vec![
            "You can tell us what you think and how you feel about this.",
            "You can have an advocate: somebody who is not us and speaks for you. Your social worker finds you one.",
            court,
            complain,
        ],
        Reader::Refused | Reader::Family => vec![court, complain],
        Reader::ReviewingOfficer => vec![
            "Those concerned are told in writing that they can ask the family court for an order about contact and can complain to the local authority, and the child that they can have an advocate.",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::rules::{
        letters::tests::{letter, refusal},
        tests::person,
    };
    use kernel::id::UserId;

    fn words(letter: &RefusalLetter, refusal: &UrgentRefusal) -> LetterWords {
        let signer = "Tom Marsh, team manager";
        words_of(letter, refusal, ("Ava", "Mary Hollis"), signer)
    }

    #[test]
    fn each_reader_is_told_all_that_the_regulations_ask() {
        for (to, between) in [
            (Some(person(2)), "between Ava and you"),
            (Some(person(1)), "between you and Mary Hollis"),
            (Some(person(3)), "between Ava and Mary Hollis"),
            (None, "between Ava and Mary Hollis"),
        ] {
            let words = words(&letter(to), &refusal());
            assert!(words.decision.contains(between), "{words:?}");
            let names: Vec<&str> = words.facts.iter().map(|(name, _)| *name).collect();
            assert_eq!(
                names,
                [
                    "Decision",
                    "Decided by",
                    "Date of the decision",
                    "Reasons",
                    "How long"
                ]
            );
            let all: Vec<&String> = words.facts.iter().map(|(_, words)| words).collect();
            assert_eq!(all[1], "Tom Marsh, team manager");
            assert_eq!(all[2], "24 November 2026");
            assert_eq!(all[3], "The police have asked for it.");
            assert!(
                all[4].contains("until Tuesday 1 December 2026 at 09:00"),
                "{all:?}"
            );
            assert!(words.remedies.iter().any(|one| one.contains("court")));
        }
    }

    fn ended(at: &str) -> UrgentRefusal {
        let running = refusal();
        UrgentRefusal {
            refusal: running.refusal.lifted(at.parse().unwrap()),
            lifted: Some((UserId::from_parts(2, 2), "She is well.".parse().unwrap())),
            ..running
        }
    }

    #[test]
    fn what_ended_early_is_told_as_ended_and_contradicts_no_time() {
        let to_her = letter(Some(person(2)));
        let of_its_end = RefusalLetter {
            tells: Tells::End,
            ..to_her.clone()
        };
        let lasted = "From Tuesday 24 November 2026 at 09:00 until Wednesday 25 November 2026 at 10:00, when we ended it.";
        let never = "Not at all: we ended it on Tuesday 24 November 2026 at 08:55, before it was to begin on Tuesday 24 November 2026 at 09:00.";
        let (late, early) = ("2026-11-25T10:00:00Z", "2026-11-24T08:55:00Z");
        let of_both = "Our decision to refuse contact, which has ended";
        let end_only = "Our refusal of contact has ended";
        for (letter, at, heading, how_long) in [
            (&to_her, late, of_both, lasted),
            (&to_her, early, of_both, never),
            (&of_its_end, late, end_only, lasted),
            (&of_its_end, early, end_only, never),
        ] {
            let words = words(letter, &ended(at));
            assert_eq!(words.heading, heading, "{at}");
            assert!(words.decision.contains("We ended this refusal on"));
            let last = words.facts.last().unwrap();
            assert_eq!((last.0, last.1.as_str()), ("How long", how_long), "{at}");
            let why = |(_, words): &(&str, String)| words == "She is well.";
            assert!(words.facts.iter().any(why), "{words:?}");
        }
    }
}
