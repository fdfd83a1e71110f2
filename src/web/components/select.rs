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
    /// The heading that the options added now stand under.
    group: Option<String>,
}

#[derive(Debug, Clone)]
struct SelectOption {
    value: String,
    words: String,
    disabled: bool,
    /// The heading it stands under.
    group: Option<String>,
}

impl Select {
    /// A list to choose from.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            options: Vec::new(),
            value: None,
            disabled: false,
            group: None,
        }
    }

    /// Puts the options that are added from now on under a heading.
    #[must_use]
    pub fn group(mut self, words: impl Into<String>) -> Self {
        self.group = Some(words.into());
        self
    }

    /// Puts the options that are added from now on under no heading.
    #[must_use]
    pub fn no_group(mut self) -> Self {
        self.group = None;
        self
    }

    /// Adds an option: the value that is sent and the words that are read.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push(SelectOption {
            value: value.into(),
            words: words.into(),
            disabled: false,
            group: self.group.clone(),
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

    /// The options in order, those that follow each other under one heading together.
    fn groups(&self) -> Vec<(Option<&str>, Vec<&SelectOption>)> {
        let mut groups: Vec<(Option<&str>, Vec<&SelectOption>)> = Vec::new();
        for option in &self.options {
            let group = option.group.as_deref();
            match groups.last_mut() {
                Some((last, options)) if *last == group => options.push(option),
                _ => groups.push((group, vec![option])),
            }
        }
        groups
    }

    fn chosen(&self, option: &SelectOption) -> bool {
        self.value.as_ref() == Some(&option.value)
    }
}

control!(Select);
