//! Several controls under one question.

use askama::Template;

use super::caption::{Caption, Legend};
use super::content::{Content, Decor, decorated};

/// Several controls under one question.
#[derive(Debug, Clone, Template)]
#[template(path = "components/fieldset.html")]
pub struct Fieldset {
    legend: Legend,
    content: Option<Content>,
    described_by: Option<String>,
    role: Option<&'static str>,
    decor: Decor,
}

impl Fieldset {
    /// A group under its question.
    pub fn new(legend: impl Into<Caption>) -> Self {
        Self {
            legend: Legend::new(legend.into()),
            content: None,
            described_by: None,
            role: None,
            decor: Decor::default(),
        }
    }

    /// The controls.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Ids of what describes the group.
    #[must_use]
    pub fn described_by(mut self, ids: impl Into<String>) -> Self {
        self.described_by = Some(ids.into());
        self
    }

    /// A role: `group` makes some screen readers read the description of text inputs.
    #[must_use]
    pub fn role(mut self, role: &'static str) -> Self {
        self.role = Some(role);
        self
    }
}

decorated!(Fieldset);
