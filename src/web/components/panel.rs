//! The end of a task, or a stop before a step of consequence, in large.

use askama::Template;
use askama::filters::HtmlSafe;

use super::button::Button;
use super::content::{Content, Decor, decorated};

/// A panel with a heading, which is the page's `h1`.
#[derive(Debug, Clone, Template)]
#[template(path = "components/panel.html")]
pub struct Panel {
    title: Content,
    content: Option<Content>,
    interrupts: bool,
    actions: Vec<Content>,
    decor: Decor,
}

/// A link that is readable on the panel's dark ground.
#[derive(Debug, Clone, Template)]
#[template(path = "components/panel-link.html")]
struct PanelLink {
    words: Content,
    href: String,
}

impl HtmlSafe for PanelLink {}

impl Panel {
    /// Something is done: "Referral sent".
    pub fn confirmation(title: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            content: None,
            interrupts: false,
            actions: Vec::new(),
            decor: Decor::default(),
        }
    }

    /// Asks whether it is really meant, before a step of consequence.
    pub fn interruption(title: impl Into<Content>) -> Self {
        Self {
            interrupts: true,
            ..Self::confirmation(title)
        }
    }

    /// What stands under the heading: a reference, or what will follow.
    #[must_use]
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// A button that goes on (interruptions only). A button of a form names it by the attribute
    /// `form`.
    #[must_use]
    pub fn action(mut self, button: Button) -> Self {
        self.actions.push(Content::of(button.inverse()));
        self
    }

    /// A link that turns back (interruptions only).
    #[must_use]
    pub fn link(mut self, words: impl Into<Content>, href: impl Into<String>) -> Self {
        let (words, href) = (words.into(), href.into());
        self.actions.push(Content::of(PanelLink { words, href }));
        self
    }
}

decorated!(Panel);
