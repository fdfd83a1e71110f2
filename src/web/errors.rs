//! What is wrong with a form: shown beside each field and listed at the top of the page.

use kernel::refusal::FieldError;

use super::components::ErrorSummary;

/// The errors of one form, in the order in which they are shown.
///
/// Fields are named by JSON pointer (`/addresses/0/postcode`) or by the name they have on the page
/// (`addresses-0-postcode`): both find the same error, and the second is also the id to link to.
///
/// ```
/// use kernel::refusal::FieldError;
/// use kith::web::Errors;
///
/// let errors = Errors::from(vec![FieldError::new("/given_name", "blank", "Enter a first name")]);
/// assert_eq!(errors.at("given_name").unwrap().message, "Enter a first name");
/// assert!(errors.at("family_name").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// A form without errors.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// The same, with those of one field beside another: a page may ask for it in its own way.
    #[must_use]
    pub fn beside(mut self, pointer: &str, field: &str) -> Self {
        for error in &mut self.0 {
            if error.pointer == pointer {
                field.clone_into(&mut error.pointer);
            }
        }
        self
    }

    /// The same, where those of one field say what they are of: a list of them is read without the
    /// fields.
    #[must_use]
    pub fn naming(mut self, field: &str, name: &str) -> Self {
        let field = field_name(field);
        let named = self.0.iter_mut();
        for error in named.filter(|error| field_name(&error.pointer) == field) {
            error.message = format!("{name}: {}", error.message);
        }
        self
    }

    /// The same, with other words for what has this code.
    #[must_use]
    pub fn reworded(mut self, code: &str, words: &str) -> Self {
        let of_code = self.0.iter_mut().filter(|error| error.code == code);
        of_code.for_each(|error| words.clone_into(&mut error.message));
        self
    }

    /// The same, where what a rule says of the form as a whole stands at the question that mends it,
    /// which `question` knows by the code; of what no question mends, at the top alone.
    #[must_use]
    pub fn at_questions(mut self, question: impl Fn(&FieldError) -> Option<&'static str>) -> Self {
        let whole = self.0.iter_mut().filter(|error| error.pointer.is_empty());
        for error in whole {
            if let Some(name) = question(error) {
                error.pointer = format!("/{name}");
            }
        }
        self
    }

    /// Whether there is nothing to complain about.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in order.
    pub fn each(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The first error of exactly this field.
    pub fn at(&self, field: &str) -> Option<&FieldError> {
        let name = field_name(field);
        self.0
            .iter()
            .find(|error| field_name(&error.pointer) == name)
    }

    /// The first error of this field or of a part of it: the day of a date, a row of a list.
    pub fn within(&self, field: &str) -> Option<&FieldError> {
        let name = field_name(field);
        let part = format!("{name}-");
        self.0.iter().find(|error| {
            let at = field_name(&error.pointer);
            at == name || at.starts_with(&part)
        })
    }

    /// The box at the top of the page that lists and links all errors. An error of the form as a
    /// whole (pointer "" or "/") stands there as plain words.
    pub fn summary(&self) -> Option<ErrorSummary> {
        if self.is_empty() {
            return None;
        }
        let summary = self.0.iter().fold(ErrorSummary::new(), |summary, error| {
            match field_name(&error.pointer).as_str() {
                "" => summary.words(&error.message),
                id => summary.link(&error.message, format!("#{id}")),
            }
        });
        Some(summary)
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

/// The name (and id) on the page of the field at a JSON pointer.
pub fn field_name(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors() -> Errors {
        Errors::from(vec![
            FieldError::new("/given_name", "blank", "Enter a first name"),
            FieldError::new("/born/month", "blank", "Date of birth must include a month"),
            FieldError::new(
                "/addresses/0/postcode",
                "bad-format",
                "Enter a full postcode",
            ),
            FieldError::new("/given_name", "too-long", "Shown only in the summary"),
            FieldError::new("", "empty", "Add at least one person"),
        ])
    }

    #[test]
    fn a_field_is_found_by_pointer_and_by_name() {
        for (field, message) in [
            ("given_name", Some("Enter a first name")),
            ("/given_name", Some("Enter a first name")),
            ("addresses-0-postcode", Some("Enter a full postcode")),
            ("/addresses/0/postcode", Some("Enter a full postcode")),
            ("addresses-0", None),
            ("given", None),
            ("born", None),
            ("", Some("Add at least one person")),
        ] {
            let found = errors();
            let found = found.at(field).map(|error| error.message.as_str());
            assert_eq!(found, message, "{field:?}");
        }
    }

    #[test]
    fn errors_that_read_alike_say_of_what_they_are() {
        let pair = Errors::from(vec![
            FieldError::new("/from", "bad-format", "Enter a time"),
            FieldError::new("/to", "bad-format", "Enter a time"),
        ]);
        let named = pair.naming("from", "From").naming("/to", "To");
        let words: Vec<&str> = named.each().map(|error| error.message.as_str()).collect();
        assert_eq!(words, ["From: Enter a time", "To: Enter a time"]);
        let beside = named.beside("/to", "/until");
        assert!(beside.at("until").is_some() && beside.at("to").is_none());
    }

    #[test]
    fn what_a_rule_says_stands_at_the_question_that_mends_it() {
        let errors = Errors::from(vec![
            FieldError::new("", "barred", "May not come"),
            FieldError::new("", "unread", "Nobody has read it"),
            FieldError::new("/day", "barred", "Is a day already"),
        ]);
        let placed = errors.at_questions(|error| (error.code == "barred").then_some("who"));
        let pointers: Vec<&str> = placed.each().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/who", "", "/day"]);
    }

    #[test]
    fn a_part_is_found_from_the_whole_but_not_from_a_namesake() {
        for (field, message) in [
            ("born", Some("Date of birth must include a month")),
            ("born-month", Some("Date of birth must include a month")),
            ("bor", None),
            ("addresses", Some("Enter a full postcode")),
            ("given_name", Some("Enter a first name")),
        ] {
            let found = errors();
            let found = found.within(field).map(|error| error.message.as_str());
            assert_eq!(found, message, "{field:?}");
        }
    }

    #[test]
    fn the_summary_links_each_field_and_names_the_form_without_a_link() {
        let html = errors().summary().unwrap().to_string();
        assert_eq!(html.matches("<li>").count(), 5);
        assert!(html.contains(r##"<a href="#born-month">Date of birth must include a month</a>"##));
        assert!(html.contains(r##"href="#addresses-0-postcode""##));
        assert!(!html.contains(r##"href="#""##));
        assert!(Errors::none().summary().is_none());
    }

    #[test]
    fn messages_are_escaped() {
        let errors = Errors::from(vec![FieldError::new("/a", "x", "<script>")]);
        let html = errors.summary().unwrap().to_string();
        assert!(!html.contains("<script>"), "{html}");
    }
}
