//! Choosing one of many.

use askama::Template;

use super::caption::Caption;
use super::field::{Field, control};

/// One of many, in a list that opens. Prefer radios up to about seven.
#[derive(Debug, Clone, Template)]
#[template(path = "components/select.html")]
pub struct Select {
    field: Field,
    options: Vec<SelectOption>,
    value: Option<String>,
    disabled: bool,
}

#[derive(Debug, Clone)]
struct SelectOption {
    value: String,
    words: String,
    disabled: bool,
}

impl Select {
    /// A list to choose from.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            options: Vec::new(),
            value: None,
            disabled: false,
        }
    }

    /// Adds an option: the value that is sent and the words that are read.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push(SelectOption {
            value: value.into(),
            words: words.into(),
            disabled: false,
        });
        self
    }

    /// Adds an option that cannot be chosen now; its words should say why.
    #[must_use]
    pub fn disabled_option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self = self.option(value, words);
        if let Some(last) = self.options.last_mut() {
            last.disabled = true;
        }
        self
    }

    /// Which one is chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Cannot be changed now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    fn chosen(&self, option: &SelectOption) -> bool {
        self.value.as_ref() == Some(&option.value)
    }
}

control!(Select);
