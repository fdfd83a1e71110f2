//! What a page says besides its content: errors, banners, warnings, asides.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

/// The list of all errors, at the top of the page. Made by [`Errors::summary`](crate::web::Errors::summary).
#[derive(Debug, Clone, Template)]
#[template(path = "components/error-summary.html")]
pub struct ErrorSummary {
    title: Content,
    description: Option<Content>,
    items: Vec<(Content, Option<String>)>,
    disable_auto_focus: Option<bool>,
    decor: Decor,
}

impl ErrorSummary {
    /// An empty summary.
    pub fn new() -> Self {
        Self {
            title: "There is a problem".into(),
            description: None,
            items: Vec::new(),
            disable_auto_focus: None,
            decor: Decor::default(),
        }
    }

    /// Another heading.
    #[must_use]
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = title.into();
        self
    }

    /// A sentence under the heading.
    #[must_use]
    pub fn description(mut self, words: impl Into<Content>) -> Self {
        self.description = Some(words.into());
        self
    }

    /// An error that links to its field.
    #[must_use]
    pub fn link(mut self, words: impl Into<Content>, href: impl Into<String>) -> Self {
        self.items.push((words.into(), Some(href.into())));
        self
    }

    /// An error of the form as a whole.
    #[must_use]
    pub fn words(mut self, words: impl Into<Content>) -> Self {
        self.items.push((words.into(), None));
        self
    }

    /// Whether the focus stays where it is when the page opens.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

impl Default for ErrorSummary {
    fn default() -> Self {
        Self::new()
    }
}

/// News at the top of a page: that something was done, or that something matters.
#[derive(Debug, Clone, Template)]
#[template(path = "components/notification-banner.html")]
pub struct NotificationBanner {
    content: Content,
    title: Content,
    title_id: String,
    success: bool,
    role: &'static str,
    disable_auto_focus: Option<bool>,
    decor: Decor,
}

impl NotificationBanner {
    /// Something was done: "Referral sent". Takes the focus, so that it is read out.
    pub fn success(content: impl Into<Content>) -> Self {
        Self {
            title: "Success".into(),
            success: true,
            role: "alert",
            ..Self::important(content)
        }
    }

    /// Something matters on this page.
    pub fn important(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            title: "Important".into(),
            title_id: "govuk-notification-banner-title".to_owned(),
            success: false,
            role: "region",
            disable_auto_focus: None,
            decor: Decor::default(),
        }
    }

    /// Another heading.
    #[must_use]
    pub fn title(mut self, title: impl Into<Content>) -> Self {
        self.title = title.into();
        self
    }

    /// Another id of the heading, where a page has two banners.
    #[must_use]
    pub fn title_id(mut self, id: impl Into<String>) -> Self {
        self.title_id = id.into();
        self
    }

    /// Another role: `alert` to be read out at once, `region` to be found.
    #[must_use]
    pub fn role(mut self, role: &'static str) -> Self {
        self.role = role;
        self
    }

    /// Whether the focus stays where it is when the page opens.
    #[must_use]
    pub fn disable_auto_focus(mut self, disable: bool) -> Self {
        self.disable_auto_focus = Some(disable);
        self
    }
}

/// What opens on demand.
#[derive(Debug, Clone, Template)]
#[template(path = "components/details.html")]
pub struct Details {
    summary: Content,
    content: Content,
    id: Option<String>,
    open: bool,
    decor: Decor,
}

impl Details {
    /// Closed, under its summary.
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self {
            summary: summary.into(),
            content: content.into(),
            id: None,
            open: false,
            decor: Decor::default(),
        }
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Open from the start.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// An aside set off by an edge: the words of an order.
#[derive(Debug, Clone, Template)]
#[template(path = "components/inset-text.html")]
pub struct InsetText {
    content: Content,
    id: Option<String>,
    decor: Decor,
}

impl InsetText {
    /// An aside.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            id: None,
            decor: Decor::default(),
        }
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// Something of consequence: what the law says, what cannot be undone.
#[derive(Debug, Clone, Template)]
#[template(path = "components/warning-text.html")]
pub struct WarningText {
    content: Content,
    icon_words: Content,
    decor: Decor,
}

impl WarningText {
    /// A warning.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            icon_words: "Warning".into(),
            decor: Decor::default(),
        }
    }

    /// What the icon says to those who do not see it, where "Warning" is not it.
    #[must_use]
    pub fn icon_words(mut self, words: impl Into<Content>) -> Self {
        self.icon_words = words.into();
        self
    }
}

/// A strip that says what kind of site this is: the demo.
#[derive(Debug, Clone, Template)]
#[template(path = "components/phase-banner.html")]
pub struct PhaseBanner {
    tag: super::Tag,
    content: Content,
    decor: Decor,
}

impl PhaseBanner {
    /// A strip with a word in capitals and a sentence.
    pub fn new(word: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self {
            tag: super::Tag::new(word).class("govuk-phase-banner__content__tag"),
            content: content.into(),
            decor: Decor::default(),
        }
    }
}

decorated!(
    ErrorSummary,
    NotificationBanner,
    Details,
    InsetText,
    WarningText,
    PhaseBanner,
);
