//! Controls one types into.

use askama::Template;

use super::caption::Caption;
use super::content::Content;
use super::field::{Field, control};

/// One line of text.
#[derive(Debug, Clone, Template)]
#[template(path = "components/input.html")]
pub struct Input {
    field: Field,
    kind: &'static str,
    value: Option<String>,
    prefix: Option<Content>,
    suffix: Option<Content>,
    autocomplete: Option<&'static str>,
    autocapitalize: Option<&'static str>,
    inputmode: Option<&'static str>,
    pattern: Option<&'static str>,
    spellcheck: Option<bool>,
    disabled: bool,
}

impl Input {
    /// An empty line. Its id is its name, so that an error can link to it.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            kind: "text",
            value: None,
            prefix: None,
            suffix: None,
            autocomplete: None,
            autocapitalize: None,
            inputmode: None,
            pattern: None,
            spellcheck: None,
            disabled: false,
        }
    }

    /// What stands in it: what was typed last time, right or wrong.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The type of the input, where the browser helps with it: `email`, `tel`, `search`, `time`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// What the browser may fill in. `off` for anything about somebody else.
    #[must_use]
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = Some(purpose);
        self
    }

    /// How a touch keyboard capitalises.
    #[must_use]
    pub fn autocapitalize(mut self, how: &'static str) -> Self {
        self.autocapitalize = Some(how);
        self
    }

    /// Which touch keyboard opens, such as `numeric`.
    #[must_use]
    pub fn inputmode(mut self, keyboard: &'static str) -> Self {
        self.inputmode = Some(keyboard);
        self
    }

    /// A pattern the browser knows of; the server checks on its own.
    #[must_use]
    pub fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Whether the browser underlines what it does not know: off for names and references.
    #[must_use]
    pub fn spellcheck(mut self, check: bool) -> Self {
        self.spellcheck = Some(check);
        self
    }

    /// A unit before the line, such as £.
    #[must_use]
    pub fn prefix(mut self, unit: impl Into<Content>) -> Self {
        self.prefix = Some(unit.into());
        self
    }

    /// A unit behind the line, such as "minutes".
    #[must_use]
    pub fn suffix(mut self, unit: impl Into<Content>) -> Self {
        self.suffix = Some(unit.into());
        self
    }

    /// Wide enough for about this many characters: 2, 3, 4, 5, 10, 20 or 30.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        let class = format!("govuk-input--width-{characters}");
        self.field.decor.add_class(class);
        self
    }

    /// Cannot be changed now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// Several lines of text.
#[derive(Debug, Clone, Template)]
#[template(path = "components/textarea.html")]
pub struct Textarea {
    field: Field,
    value: String,
    rows: u8,
    autocomplete: Option<&'static str>,
    spellcheck: Option<bool>,
    disabled: bool,
    limit: Option<Limit>,
}

/// How long a text may be, and from where on that is said.
#[derive(Debug, Clone)]
struct Limit {
    characters: u32,
    threshold: Option<u8>,
}

impl Textarea {
    /// An empty box of five lines.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            value: String::new(),
            rows: 5,
            autocomplete: None,
            spellcheck: None,
            disabled: false,
            limit: None,
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How many lines it shows.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = Some(purpose);
        self
    }

    /// Whether the browser underlines what it does not know.
    #[must_use]
    pub fn spellcheck(mut self, check: bool) -> Self {
        self.spellcheck = Some(check);
        self
    }

    /// Cannot be changed now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    fn description(&self) -> Option<String> {
        let info = self.limit.as_ref().map(|_| self.info_id());
        let ids: Vec<String> = [info, self.field.description()]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn info_id(&self) -> String {
        format!("{}-info", self.field.id())
    }
}

/// Several lines of text with a limit, counted while one types.
#[derive(Debug, Clone, Template)]
#[template(source = "{{ textarea }}", ext = "html")]
pub struct CharacterCount {
    textarea: Textarea,
}

impl CharacterCount {
    /// An empty box that takes at most this many characters.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>, characters: u32) -> Self {
        let mut textarea = Textarea::new(name, label);
        textarea.field.decor.add_class("govuk-js-character-count");
        textarea.limit = Some(Limit {
            characters,
            threshold: None,
        });
        Self { textarea }
    }

    /// Says nothing until this share of the limit, in percent, is used up.
    #[must_use]
    pub fn threshold(mut self, percent: u8) -> Self {
        if let Some(limit) = &mut self.textarea.limit {
            limit.threshold = Some(percent);
        }
        self
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.textarea.value = value.into();
        self
    }

    /// How many lines it shows.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.textarea.rows = rows;
        self
    }

    /// Whether the browser underlines what it does not know.
    #[must_use]
    pub fn spellcheck(mut self, check: bool) -> Self {
        self.textarea.spellcheck = Some(check);
        self
    }
}

impl super::Control for CharacterCount {
    fn field(&mut self) -> &mut Field {
        &mut self.textarea.field
    }
}

impl super::Decorate for CharacterCount {
    fn decor(&mut self) -> &mut super::Decor {
        &mut self.textarea.field.decor
    }
}

impl askama::filters::HtmlSafe for CharacterCount {}

/// A password, with a button that shows it.
#[derive(Debug, Clone, Template)]
#[template(path = "components/password-input.html")]
pub struct PasswordInput {
    field: Field,
    autocomplete: &'static str,
}

impl PasswordInput {
    /// Asks for a password that exists. Nothing is ever shown again in it by the server.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            autocomplete: "current-password",
        }
    }

    /// Asks for a password that is being made up.
    #[must_use]
    pub fn fresh(mut self) -> Self {
        self.autocomplete = "new-password";
        self
    }
}

control!(Input, Textarea, PasswordInput);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::components::Control;

    #[test]
    fn a_text_comes_back_as_it_was_typed() {
        for (typed, html) in [
            ("one", ">\none</textarea>"),
            ("\nsecond line", ">\n\nsecond line</textarea>"),
            ("  indented\n\nend\n", ">\n  indented\n\nend\n</textarea>"),
            (
                "</textarea><b>",
                ">\n&#60;/textarea&#62;&#60;b&#62;</textarea>",
            ),
        ] {
            let area = Textarea::new("notes", "Notes").value(typed).to_string();
            assert!(area.contains(html), "{typed:?}: {area}");
        }
    }

    #[test]
    fn a_control_names_all_that_describes_it_in_reading_order() {
        let plain = Input::new("a", "A").to_string();
        assert!(!plain.contains("aria-describedby"), "{plain}");
        let count = CharacterCount::new("a", "A", 100)
            .hint("Hint")
            .error(Some("Wrong"))
            .to_string();
        assert!(
            count.contains("aria-describedby=\"a-info a-hint a-error\""),
            "{count}"
        );
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let html = PasswordInput::new("password", "Password").to_string();
        assert!(!html.contains("value="), "{html}");
    }
}
