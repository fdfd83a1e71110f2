//! Buttons and links that look like them.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

/// Something to press. In a form it sends the form, unless it is given an address to go to.
#[derive(Debug, Clone, Template)]
#[template(path = "components/button.html")]
pub struct Button {
    content: Content,
    kind: &'static str,
    href: Option<String>,
    name: Option<String>,
    value: Option<String>,
    id: Option<String>,
    disabled: bool,
    start: bool,
    prevent_double_click: Option<bool>,
    decor: Decor,
}

impl Button {
    /// A button that sends its form.
    pub fn new(words: impl Into<Content>) -> Self {
        Self {
            content: words.into(),
            kind: "submit",
            href: None,
            name: None,
            value: None,
            id: None,
            disabled: false,
            start: false,
            prevent_double_click: None,
            decor: Decor::default(),
        }
    }

    /// A link in the dress of a button.
    pub fn link(words: impl Into<Content>, href: impl Into<String>) -> Self {
        let mut button = Self::new(words);
        button.href = Some(href.into());
        button
    }

    /// A button that sends nothing: for scripts.
    pub fn plain(words: impl Into<Content>) -> Self {
        let mut button = Self::new(words);
        button.kind = "button";
        button
    }

    /// Less prominent than the page's main button.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.class("govuk-button--secondary")
    }

    /// For what cannot easily be undone.
    #[must_use]
    pub fn warning(self) -> Self {
        self.class("govuk-button--warning")
    }

    /// On a dark ground.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.class("govuk-button--inverse")
    }

    /// With an arrow: begins something longer.
    #[must_use]
    pub fn start(mut self) -> Self {
        self.start = true;
        self
    }

    /// What the form says when it was sent by this button.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self.value = Some(value.into());
        self
    }

    /// A name without a value, for forms that only ask which button was pressed.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Cannot be pressed now. Prefer leaving the button out and saying why.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// States for the record whether a second press within a second counts. The page's script
    /// refuses double sending of every form, so this is seldom needed.
    #[must_use]
    pub fn prevent_double_click(mut self, prevent: bool) -> Self {
        self.prevent_double_click = Some(prevent);
        self
    }

    fn wraps_content(&self) -> bool {
        self.start && !self.content.is_words()
    }
}

decorated!(Button);
