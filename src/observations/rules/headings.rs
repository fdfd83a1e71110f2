//! The headings of a record: which there are, which must be filled, and words that judge rather
//! than tell.

use std::collections::BTreeMap;

use kernel::{
    refusal::{FieldError, Refused},
    text::{Line, Narrative},
};

use crate::referrals::Recording;

kernel::codes! {
    /// A heading of the record, in the order it is printed.
    pub enum Heading {
        /// How the child was before.
        Before = "before",
        /// Arrival and greeting.
        Greeting = "greeting",
        /// How they were together.
        Together = "together",
        /// Food, nappies, safety, medicine.
        Care = "care",
        /// Play and what was done.
        Play = "play",
        /// Talk, and what about.
        Talk = "talk",
        /// Guidance and boundaries.
        Guidance = "guidance",
        /// Brothers and sisters with each other.
        Siblings = "siblings",
        /// What the child said or showed.
        Voice = "voice",
        /// Concerns, and what was done.
        Concerns = "concerns",
        /// Food, presents, letters, photographs.
        Items = "items",
        /// Ending and goodbye.
        Ending = "ending",
        /// How the child was afterwards.
        After = "after",
        /// What went well.
        Strengths = "strengths",
        /// Advice given, and what was agreed.
        Advice = "advice",
        /// The supervisor's own view.
        Comment = "comment",
        /// What could not be seen.
        Gaps = "gaps",
    }
}

impl Heading {
    /// The words above it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Before => "The child beforehand",
            Self::Greeting => "Arrival and greeting",
            Self::Together => "Together",
            Self::Care => "Basic care",
            Self::Play => "Play and activities",
            Self::Talk => "Talk",
            Self::Guidance => "Guidance and boundaries",
            Self::Siblings => "Brothers and sisters",
            Self::Voice => "The child’s voice",
            Self::Concerns => "Concerns and what was done",
            Self::Items => "Things brought or given",
            Self::Ending => "Ending and goodbye",
            Self::After => "The child afterwards",
            Self::Strengths => "Strengths",
            Self::Advice => "Advice given and next steps",
            Self::Comment => "Supervisor’s comment",
            Self::Gaps => "What could not be observed",
        }
    }

    /// What it asks for.
    pub const fn prompt(self) -> &'static str {
        match self {
            Self::Before => "Mood, health, clothes, words; what the carer told you and sent along.",
            Self::Greeting => {
                "In which order did people arrive? What did each side do and say? How did the carer leave?"
            }
            Self::Together => {
                "Who began affection, and how was it taken? How was attention shared?"
            }
            Self::Care => "Feeding, nappies, safety, medicine. Say what needed a prompt.",
            Self::Play => "What did they do, and who led?",
            Self::Talk => "What about? Words on a subject that is barred: exactly as said.",
            Self::Guidance => "What did the child do, and how was it met?",
            Self::Siblings => "How were they with each other?",
            Self::Voice => {
                "The child’s own words in quotation marks; what a child without words showed."
            }
            Self::Concerns => {
                "Each with its time: what you saw, what was said and done, whom you told."
            }
            Self::Items => "Food, presents, letters, photographs: were they agreed?",
            Self::Ending => "What warning was given? How did each cope?",
            Self::After => "On the way back, and with whom the child went.",
            Self::Strengths => "At least one thing that went well, or why none was observed.",
            Self::Advice => "What you suggested, and what was agreed.",
            Self::Comment => "Your own view. It stands apart from what you saw and heard.",
            Self::Gaps => "Times you were out of the room, or could not hear.",
        }
    }

    /// Whether it stands open on the form from the start. Six do; the rest opens on request.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Greeting
                | Self::Together
                | Self::Care
                | Self::Voice
                | Self::Ending
                | Self::Strengths
        )
    }

    /// Whether a record of this sort cannot be signed without it.
    const fn is_needed(self, recording: Recording) -> bool {
        match recording {
            Recording::Full => self.is_open(),
            Recording::Summary => matches!(
                self,
                Self::Greeting | Self::Voice | Self::Ending | Self::Strengths
            ),
            Recording::AttendanceOnly => false,
        }
    }
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What was observed.
    Text(Narrative),
    /// Why nothing was.
    NotObserved(Line),
}

/// What stands under a heading, read from what was typed: what was observed, or why nothing was.
///
/// # Errors
/// Both or neither, beside the heading.
pub fn answer(
    heading: Heading,
    text: Option<&Narrative>,
    not_observed: Option<&Line>,
) -> Result<Answer, Refused> {
    match (text, not_observed) {
        (Some(text), None) => Ok(Answer::Text(text.clone())),
        (None, Some(reason)) => Ok(Answer::NotObserved(reason.clone())),
        (Some(_), Some(_)) => Err(Refused::field(
            pointer(heading),
            "both",
            format!(
                "{}: write what was observed, or why nothing was, not both",
                heading.label()
            ),
        )),
        (None, None) => Err(Refused::field(
            pointer(heading),
            "blank",
            format!(
                "{}: write what was observed, or why nothing was",
                heading.label()
            ),
        )),
    }
}

fn pointer(heading: Heading) -> String {
    format!("/{heading}")
}

/// Headings that must be filled before this record is signed. A session that was not held has
/// nothing to observe.
pub fn needed(recording: Recording, was_held: bool) -> Vec<Heading> {
    let needed = |heading: &&Heading| was_held && heading.is_needed(recording);
    Heading::ALL.iter().filter(needed).copied().collect()
}

/// What is missing before the record can be signed, each beside its heading.
///
/// # Errors
/// `Invalid` with every heading that has nothing under it.
pub fn is_complete<T>(
    (recording, was_held): (Recording, bool),
    answers: &BTreeMap<Heading, T>,
) -> Result<(), Refused> {
    let missing: Vec<FieldError> = needed(recording, was_held)
        .into_iter()
        .filter(|heading| !answers.contains_key(heading))
        .map(|heading| {
            let words = match heading {
                Heading::Strengths => {
                    "Strengths: write at least one, or why none was observed".to_owned()
                }
                _ => format!(
                    "{}: write what was observed, or why nothing was",
                    heading.label()
                ),
            };
            FieldError::new(pointer(heading), "missing", words)
        })
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refused::Invalid(missing))
    }
}

/// Words that judge. Each asks for what was seen instead.
const JUDGING: [&str; 14] = [
    "inappropriate",
    "appropriate",
    "manipulative",
    "good contact",
    "bad contact",
    "appeared to enjoy",
    "seemed happy",
    "seemed sad",
    "attention seeking",
    "failed to",
    "obviously",
    "clearly",
    "always",
    "never",
];

/// Words in a text that judge rather than tell, so that the author is asked what they saw. A hint,
/// never a refusal; words in quotation marks are somebody else's.
pub fn judging_words(text: &str) -> Vec<&'static str> {
    let own: String = text.split(['"', '“', '”']).step_by(2).collect();
    let own = format!(
        " {} ",
        own.to_lowercase()
            .replace(|c: char| !c.is_alphanumeric(), " ")
    );
    JUDGING
        .iter()
        .filter(|word| own.contains(&format!(" {word} ")))
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(headings: &[Heading]) -> BTreeMap<Heading, bool> {
        headings.iter().map(|heading| (*heading, true)).collect()
    }

    #[test]
    fn six_headings_are_open() {
        assert_eq!(
            Heading::ALL
                .iter()
                .filter(|heading| heading.is_open())
                .count(),
            6
        );
    }

    #[test]
    fn what_each_sort_of_record_asks_for() {
        for (recording, was_held, count) in [
            (Recording::Full, true, 6),
            (Recording::Summary, true, 4),
            (Recording::AttendanceOnly, true, 0),
            (Recording::Full, false, 0),
        ] {
            assert_eq!(
                needed(recording, was_held).len(),
                count,
                "{recording} {was_held}"
            );
        }
        for recording in [Recording::Full, Recording::Summary] {
            let needed = needed(recording, true);
            assert!(
                needed.contains(&Heading::Strengths),
                "balance is a fairness need"
            );
            assert!(needed.contains(&Heading::Voice));
        }
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let all = needed(Recording::Full, true);
        assert!(is_complete((Recording::Full, true), &filled(&all)).is_ok());
        let Err(Refused::Invalid(errors)) =
            is_complete((Recording::Full, true), &filled(&[Heading::Greeting]))
        else {
            panic!("must be refused")
        };
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/together", "/care", "/voice", "/ending", "/strengths"]
        );
        assert!(errors[4].message.contains("at least one, or why none"));
        assert!(is_complete((Recording::Full, false), &filled(&[])).is_ok());
    }

    #[test]
    fn a_heading_has_what_was_observed_or_why_nothing_was() {
        let text: Narrative = "Ava ran to her.".parse().unwrap();
        let reason: Line = "Asleep".parse().unwrap();
        let heading = Heading::Voice;
        assert_eq!(
            answer(heading, Some(&text), None).unwrap(),
            Answer::Text(text.clone())
        );
        assert_eq!(
            answer(heading, None, Some(&reason)).unwrap(),
            Answer::NotObserved(reason.clone())
        );
        assert!(answer(heading, None, None).is_err());
        assert!(answer(heading, Some(&text), Some(&reason)).is_err());
    }

    #[test]
    fn words_that_judge_are_pointed_out_unless_they_are_quoted() {
        for (text, found) in [
            ("She behaved inappropriately", [].as_slice()),
            ("Her tone was Inappropriate.", &["inappropriate"]),
            (
                "It was a good contact; clearly",
                &["good contact", "clearly"],
            ),
            ("Ava said “you never come”", &[]),
            ("Ava said \"you never come\" and clearly", &["clearly"]),
            ("Ava ran to her and hugged her.", &[]),
        ] {
            assert_eq!(judging_words(text), found, "{text}");
        }
    }
}
