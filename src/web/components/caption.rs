//! The words that name a control.

use askama::Template;
use askama::filters::HtmlSafe;

use super::content::{Content, Decor, Decorate};

/// How large a label, a legend or a heading in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As bold body text.
    Small,
    /// As a section's heading.
    Medium,
    /// As a page's heading.
    Large,
    /// Larger still.
    ExtraLarge,
}

impl Size {
    const fn letters(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
            Self::ExtraLarge => "xl",
        }
    }
}

/// The words that name a control: the label of one input, or the legend of a group.
#[derive(Debug, Clone)]
pub struct Caption {
    content: Content,
    size: Option<Size>,
    heading: bool,
    decor: Decor,
}

impl Caption {
    /// Words in the size of body text.
    pub fn new(words: impl Into<Content>) -> Self {
        Self {
            content: words.into(),
            size: None,
            heading: false,
            decor: Decor::default(),
        }
    }

    /// Sets the size.
    #[must_use]
    pub fn size(mut self, size: Size) -> Self {
        self.size = Some(size);
        self
    }

    /// Makes it the page's heading (`h1`) too: for pages that ask one question.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.heading = true;
        self
    }

    fn sized(mut self, block: &str) -> Self {
        if let Some(size) = self.size.take() {
            self.decor.add_class(format!("{block}--{}", size.letters()));
        }
        self
    }
}

impl Decorate for Caption {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

impl From<&'static str> for Caption {
    fn from(words: &'static str) -> Self {
        Self::new(words)
    }
}

impl From<String> for Caption {
    fn from(words: String) -> Self {
        Self::new(words)
    }
}

/// The label of one control.
#[derive(Debug, Clone, Template)]
#[template(path = "components/label.html")]
pub struct Label {
    caption: Caption,
    id: Option<String>,
}

impl Label {
    /// A label that belongs to no control yet.
    pub fn new(caption: impl Into<Caption>) -> Self {
        Self {
            caption: caption.into().sized("govuk-label"),
            id: None,
        }
    }

    /// Names the control it belongs to by its id.
    #[must_use]
    pub fn of(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl HtmlSafe for Label {}

/// The legend of a group of controls.
#[derive(Debug, Clone, Template)]
#[template(path = "components/legend.html")]
pub struct Legend {
    caption: Caption,
}

impl Legend {
    pub(super) fn new(caption: Caption) -> Self {
        Self {
            caption: caption.sized("govuk-fieldset__legend"),
        }
    }
}

impl HtmlSafe for Legend {}
