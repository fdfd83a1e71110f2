//! A form as a browser sends it.

use kernel::time::Instant;
use serde::Deserialize;

use crate::observations::{
    Heading,
    rules::said_fields::{AnswerFields, HandedFields, SaidFields},
};

/// What was typed, by the names of the questions: shown again exactly as it was when something
/// does not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What was typed under a name; nothing is "".
    pub(super) fn text(&self, name: &str) -> String {
        let named = self.0.iter().find(|(known, _)| known == name);
        named.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// With one more value.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// When it was typed, as the page's script says: nothing where there is none.
    pub(super) fn at(&self) -> Option<Instant> {
        self.text("typed_at").parse().ok()
    }

    pub(super) fn said(&self) -> SaidFields {
        SaidFields {
            what: self.text("what"),
            time: self.text("time"),
            person: self.text("person"),
            description: self.text("description"),
            reason: self.text("reason"),
            kind: self.text("kind"),
            source: self.text("source"),
            text: self.text("text"),
            entry: self.text("entry"),
            decided_by: self.text("decided_by"),
            handed_to: self.text("handed_to"),
            name: self.text("name"),
            brief: self.text("brief"),
            apart: self.apart(),
        }
    }

    /// Who took each child, where the form asked of each.
    fn apart(&self) -> Vec<HandedFields> {
        let asked = self.0.iter().filter(|(name, _)| name == "child");
        let each = asked.map(|(_, child)| HandedFields {
            child: child.clone(),
            to: self.text(&format!("handed_to-{child}")),
            name: self.text(&format!("name-{child}")),
        });
        each.collect()
    }

    pub(super) fn answers(&self) -> Vec<AnswerFields> {
        let typed = |heading: &Heading| AnswerFields {
            heading: *heading,
            text: self.text(heading.as_str()),
            not_observed: self.text(&format!("{heading}-not")),
        };
        Heading::ALL.iter().map(typed).collect()
    }
}
