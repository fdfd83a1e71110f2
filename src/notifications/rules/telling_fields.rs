//! What was said on the telephone, and on the page of a link, as typed.

use kernel::{fields::Reading, refusal::Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::notifications::Words;

/// A telephone call as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct TellingFields {
    /// Who was spoken to, and what they are: "Fern, the carer".
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub who: String,
    /// The number that was called.
    #[validate(length(max = 30, message = "Use 30 characters or fewer."))]
    #[schema(max_length = 30)]
    pub number: String,
    /// What they said.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub said: String,
}

impl TellingFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<Words, Refused> {
        let mut reading = Reading::of(self);
        let who = reading.text("/who", "the name of the person you spoke to", &self.who);
        let number = reading.text("/number", "telephone number", &self.number);
        let said = reading.text("/said", "sentence on what they said", &self.said);
        let words = who
            .zip(number)
            .zip(said)
            .map(|((who, number), said)| Words {
                who: Some(who),
                number: Some(number),
                said,
            });
        reading.finish(words)
    }
}

/// What the bearer of a link sends: that they have seen it, and what is wrong, if anything is.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SeenFields {
    /// What is wrong; blank where all is well.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    pub problem: String,
    /// The reference of the appointment it is about; blank where it is about all of the page.
    #[validate(length(max = 10, message = "Choose one of the appointments."))]
    pub about: String,
    /// Whether it says that something is wrong, and nothing else: then it must say what.
    pub another: bool,
}

/// What is wrong, as the bearer of a link says it.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Their words.
    pub words: Words,
    /// The reference of the appointment it is about, where it is about one.
    pub about: Option<String>,
}

impl SeenFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn read(&self) -> Result<Option<Problem>, Refused> {
        let mut reading = Reading::of(self);
        let said = if self.another {
            reading.text("/problem", "sentence on what is wrong", &self.problem)
        } else {
            reading.optional_text("/problem", "text", &self.problem)
        };
        let about = Some(self.about.clone()).filter(|about| !about.is_empty());
        let problem = said.map(|said| Problem {
            words: Words {
                who: None,
                number: None,
                said,
            },
            about,
        });
        reading.finish(Some(problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_link_takes_no_book() {
        let seen = |problem: usize, about: usize| SeenFields {
            problem: "a".repeat(problem),
            about: "a".repeat(about),
            another: false,
        };
        for (name, fields, wrong) in [
            ("all is well", seen(0, 0), vec![]),
            ("as long as it may be", seen(2_000, 10), vec![]),
            ("a longer problem", seen(2_001, 0), vec!["/problem"]),
            ("a longer reference", seen(1, 11), vec!["/about"]),
            ("both", seen(25_000, 11), vec!["/about", "/problem"]),
        ] {
            let found = match fields.read() {
                Ok(_) => Vec::new(),
                Err(Refused::Invalid(errors)) => {
                    errors.into_iter().map(|one| one.pointer).collect()
                }
                Err(other) => panic!("{other:?}"),
            };
            let mut found: Vec<String> = found;
            found.sort();
            assert_eq!(found, wrong, "{name}");
        }
    }
}
