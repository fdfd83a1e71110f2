//! Reading a form: every field is looked at before anything is refused, so that a person mends
//! all of it at once.

use std::{collections::BTreeSet, str::FromStr};

use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::{
    codes::UnknownCode,
    id::{Id, Kind},
    refusal::{FieldError, Refused},
    text::TextFault,
    time::{ClockTime, Instant, LondonDay},
};

/// The first year that somebody now living can mean.
const FIRST_YEAR: i32 = 1900;

/// Collects what is wrong while fields are read.
///
/// ```
/// use kernel::{fields::Reading, text::Name};
///
/// let mut reading = Reading::new();
/// let first: Option<Name> = reading.text("/given_name", "first name", " ");
/// let last: Option<Name> = reading.text("/family_name", "last name", "Potter");
/// let refused = reading.finish(first.zip(last)).unwrap_err();
/// assert_eq!(refused.to_string(), "1 field(s) do not fit");
/// ```
#[derive(Debug, Default)]
pub struct Reading {
    errors: Vec<FieldError>,
    outside: Vec<FieldError>,
}

impl Reading {
    /// Nothing read yet of fields that are typed one by one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing read yet of these. That they are within their bounds is found here, so that nobody who
    /// reads them can forget it, wherever they come from.
    pub fn of(fields: &impl Validate) -> Self {
        Self {
            errors: Vec::new(),
            outside: out_of_bounds(fields),
        }
    }

    /// Notes a fault found by other means.
    pub fn fault(&mut self, pointer: &str, code: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError::new(pointer, code, message));
    }

    /// A text that must be there. `what` names it in the sentence: "Enter a first name".
    pub fn text<T: FromStr<Err = TextFault>>(
        &mut self,
        pointer: &str,
        what: &str,
        text: &str,
    ) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(fault) => {
                let message = match fault {
                    TextFault::Blank => format!("Enter {}", with_article(what)),
                    TextFault::Format { like } => {
                        format!("Enter {}, such as {like}", with_article(what))
                    }
                    fault => format!("{} {fault}", capital(what)),
                };
                self.fault(pointer, fault.code(), message);
                None
            }
        }
    }

    /// A text that may be left out.
    pub fn optional_text<T: FromStr<Err = TextFault>>(
        &mut self,
        pointer: &str,
        what: &str,
        text: &str,
    ) -> Option<T> {
        if text.trim().is_empty() {
            None
        } else {
            self.text(pointer, what, text)
        }
    }

    /// One code of a list.
    pub fn code<T: FromStr<Err = UnknownCode>>(
        &mut self,
        pointer: &str,
        what: &str,
        text: &str,
    ) -> Option<T> {
        let read = text.parse().ok();
        if read.is_none() {
            self.fault(
                pointer,
                "not-chosen",
                format!("Choose {}", with_article(what)),
            );
        }
        read
    }

    /// The id of a record that was chosen.
    pub fn id<K: Kind>(&mut self, pointer: &str, what: &str, text: &str) -> Option<Id<K>> {
        let read = text.parse().ok();
        if read.is_none() {
            self.fault(
                pointer,
                "not-chosen",
                format!("Choose {}", with_article(what)),
            );
        }
        read
    }

    /// A day, written 2026-11-24, that must be there, of a year that somebody now living can mean.
    pub fn day(&mut self, pointer: &str, what: &str, text: &str) -> Option<LondonDay> {
        if text.trim().is_empty() {
            self.fault(pointer, "blank", format!("Enter {}", with_article(what)));
            return None;
        }
        let read: Option<LondonDay> = text.trim().parse().ok();
        match read {
            None => {
                let message = format!("{} must be a real date, like 27 11 2026", capital(what));
                self.fault(pointer, "bad-format", message);
                None
            }
            // "26" is the year 26 to a calendar: an order of that year would be long over.
            Some(day) if day.year() < FIRST_YEAR => {
                let must = if day.year() >= 1000 {
                    format!("must be {FIRST_YEAR} or later")
                } else {
                    "must have all digits of its year, like 2026".to_owned()
                };
                let message = format!("{} {must}", capital(what));
                self.fault(pointer, "bad-format", message);
                None
            }
            found => found,
        }
    }

    /// A day that may be left out.
    pub fn optional_day(&mut self, pointer: &str, what: &str, text: &str) -> Option<LondonDay> {
        if text.trim().is_empty() {
            None
        } else {
            self.day(pointer, what, text)
        }
    }

    /// A moment, as a day and a time of London, `09:00`. A fault of the time is noted at the
    /// pointer with `_time` behind it.
    pub fn moment(
        &mut self,
        (pointer, what): (&str, &str),
        day: &str,
        time: &str,
    ) -> Option<Instant> {
        let day = self.day(pointer, what, day);
        let at = format!("{pointer}_time");
        let time = ClockTime::typed(time).ok();
        if time.is_none() {
            self.fault(&at, "bad-format", "Enter a time, such as 09:00");
        }
        match day?.at(time?) {
            Ok(moment) => Some(moment),
            Err(_not_on_that_day) => {
                let message = "The clocks change in that hour. Give a time before or after it";
                self.fault(&at, "no-such-time", message);
                None
            }
        }
    }

    /// What was read, or everything that was wrong.
    ///
    /// # Errors
    /// `Invalid` with every fault noted. A value that is missing without a fault is a fault of
    /// ours.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Refused> {
        // What was said of a field by name is said better.
        let named: BTreeSet<String> = self.errors.iter().map(|one| one.pointer.clone()).collect();
        let outside = self.outside.into_iter();
        let unnamed = outside.filter(|one| !named.contains(&one.pointer));
        self.errors.extend(unnamed);
        if self.errors.is_empty() {
            value.ok_or_else(|| Refused::broken("reading a form"))
        } else {
            Err(Refused::Invalid(self.errors))
        }
    }
}

/// Every field that is longer or larger than its type says, by its pointer.
pub fn out_of_bounds(value: &impl Validate) -> Vec<FieldError> {
    let mut fields = Vec::new();
    if let Err(errors) = value.validate() {
        flatten("", &errors, &mut fields);
        fields.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    }
    fields
}

fn flatten(prefix: &str, errors: &ValidationErrors, into: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{prefix}/{field}");
        match kind {
            ValidationErrorsKind::Field(faults) => into.extend(faults.iter().map(|fault| {
                let message = fault
                    .message
                    .as_deref()
                    .unwrap_or("This does not fit. Check it and try again.");
                FieldError::new(pointer.clone(), "out-of-bounds", message)
            })),
            ValidationErrorsKind::Struct(inner) => flatten(&pointer, inner, into),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    flatten(&format!("{pointer}/{index}"), inner, into);
                }
            }
        }
    }
}

/// "a first name"; what begins with an article or a question word already stands as it is.
fn with_article(what: &str) -> String {
    const WHOLE: [&str; 6] = ["the ", "a ", "what ", "who ", "how ", "whether "];
    if WHOLE.iter().any(|beginning| what.starts_with(beginning)) {
        return what.to_owned();
    }
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {what}")
}

fn capital(what: &str) -> String {
    let mut letters = what.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::PersonId,
        text::{Email, Name},
    };

    #[test]
    fn a_year_is_written_out() {
        for (text, is_taken) in [
            ("0026-11-20", false),
            ("1899-12-31", false),
            ("1900-01-01", true),
            ("2026-11-20", true),
            ("9999-12-31", true),
        ] {
            let mut reading = Reading::new();
            let day = reading.day("/made_on", "the date it was made", text);
            assert_eq!(day.is_some(), is_taken, "{text}");
            assert_eq!(reading.finish(day).is_ok(), is_taken, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_year_is_told() {
        for (text, told) in [
            (
                "0026-11-20",
                "The first day must have all digits of its year, like 2026",
            ),
            ("1899-12-31", "The first day must be 1900 or later"),
        ] {
            let mut reading = Reading::new();
            let day = reading.day("/on", "the first day", text);
            let Err(Refused::Invalid(errors)) = reading.finish(day) else {
                panic!("{text} must be refused")
            };
            assert_eq!(errors[0].message, told);
        }
    }

    #[test]
    fn all_faults_are_told_at_once_in_words() {
        let mut reading = Reading::new();
        let name: Option<Name> = reading.text("/name", "first name", "");
        let _: Option<Email> = reading.text("/email", "e-mail address", "fern");
        let _: Option<Name> = reading.optional_text("/known_as", "name", "  ");
        let _ = reading.day("/born", "date of birth", "2026-02-30");
        let _: Option<PersonId> = reading.id("/person", "person", "ses_1");
        let _ = reading.day("/made", "the date it was made", "");
        let _ = reading.day("/on", "the first day without it", "soon");
        let Err(Refused::Invalid(errors)) = reading.finish(name) else {
            panic!("must be refused")
        };
        let told: Vec<_> = errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.message.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("/name", "Enter a first name"),
                (
                    "/email",
                    "Enter an e-mail address, such as name@example.org"
                ),
                (
                    "/born",
                    "Date of birth must be a real date, like 27 11 2026"
                ),
                ("/person", "Choose a person"),
                ("/made", "Enter the date it was made"),
                (
                    "/on",
                    "The first day without it must be a real date, like 27 11 2026"
                ),
            ]
        );
    }
}
