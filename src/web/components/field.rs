//! What all form controls have in common: name, label or legend, hint, error.

use askama::Template;
use askama::filters::HtmlSafe;
use kernel::refusal::FieldError;

use super::caption::{Caption, Label, Legend};
use super::content::{Content, Decor, Decorate};

/// What helps to answer: why we ask, an example, the format.
#[derive(Debug, Clone, Template)]
#[template(path = "components/hint.html")]
pub struct Hint {
    id: Option<String>,
    content: Content,
    decor: Decor,
}

impl Hint {
    /// A hint.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            id: None,
            content: content.into(),
            decor: Decor::default(),
        }
    }

    /// Sets the id that a control names in `aria-describedby`.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Decorate for Hint {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

impl HtmlSafe for Hint {}

impl<C: Into<Content>> From<C> for Hint {
    fn from(content: C) -> Self {
        Self::new(content)
    }
}

/// What is wrong with one field, and what to do.
#[derive(Debug, Clone, Template)]
#[template(path = "components/error-message.html")]
pub struct ErrorMessage {
    id: Option<String>,
    content: Content,
    decor: Decor,
}

impl ErrorMessage {
    /// A message.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            id: None,
            content: content.into(),
            decor: Decor::default(),
        }
    }

    /// Sets the id that a control names in `aria-describedby`.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Decorate for ErrorMessage {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

impl HtmlSafe for ErrorMessage {}

impl<C: Into<Content>> From<C> for ErrorMessage {
    fn from(content: C) -> Self {
        Self::new(content)
    }
}

impl From<&FieldError> for ErrorMessage {
    fn from(error: &FieldError) -> Self {
        Self::new(&error.message)
    }
}

/// What all controls have in common. Its parts are used by the templates.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name under which the value is sent.
    pub(super) name: String,
    id: Option<String>,
    caption: Option<Caption>,
    hint: Option<Hint>,
    error: Option<ErrorMessage>,
    described_by: Option<String>,
    /// Of the input, select or textarea itself.
    pub(super) decor: Decor,
    /// Of the block around label, hint, error and control.
    pub(super) group: Decor,
}

impl Field {
    pub(super) fn new(name: impl Into<String>, caption: Option<Caption>) -> Self {
        Self {
            name: name.into(),
            id: None,
            caption,
            hint: None,
            error: None,
            described_by: None,
            decor: Decor::default(),
            group: Decor::default(),
        }
    }

    pub(super) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    pub(super) fn has_error(&self) -> bool {
        self.error.is_some()
    }

    pub(super) fn label(&self) -> Option<Label> {
        let caption = self.caption.clone()?;
        Some(Label::new(caption).of(self.id()))
    }

    pub(super) fn legend(&self) -> Option<Legend> {
        self.caption.clone().map(Legend::new)
    }

    pub(super) fn hint(&self) -> Option<Hint> {
        let hint = self.hint.clone()?;
        Some(hint.id(format!("{}-hint", self.id())))
    }

    pub(super) fn error(&self) -> Option<ErrorMessage> {
        let error = self.error.clone()?;
        Some(error.id(format!("{}-error", self.id())))
    }

    /// Ids of everything that describes the control, in reading order.
    pub(super) fn description(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.id()));
        let error = self.error.is_some().then(|| format!("{}-error", self.id()));
        let ids: Vec<String> = [self.described_by.clone(), hint, error]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// What can be said about every control.
pub trait Control: Sized {
    /// Where it is kept.
    fn field(&mut self) -> &mut Field;

    /// What helps to answer.
    #[must_use]
    fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.field().hint = Some(hint.into());
        self
    }

    /// What is wrong, if anything: `.error(errors.at("given_name"))`.
    #[must_use]
    fn error<E: Into<ErrorMessage>>(mut self, error: Option<E>) -> Self {
        self.field().error = error.map(Into::into);
        self
    }

    /// An id other than the name.
    #[must_use]
    fn id(mut self, id: impl Into<String>) -> Self {
        self.field().id = Some(id.into());
        self
    }

    /// Id of something else on the page that describes the control.
    #[must_use]
    fn described_by(mut self, id: impl Into<String>) -> Self {
        self.field().described_by = Some(id.into());
        self
    }

    /// A class on the block around label, hint, error and control.
    #[must_use]
    fn group_class(mut self, class: impl Into<String>) -> Self {
        self.field().group.add_class(class.into());
        self
    }
}

/// Lets a control be decorated and described: both live in its `field`.
macro_rules! control {
    ($($control:ty),+ $(,)?) => {$(
        impl crate::web::components::Control for $control {
            fn field(&mut self) -> &mut crate::web::components::Field {
                &mut self.field
            }
        }
        impl crate::web::components::Decorate for $control {
            fn decor(&mut self) -> &mut crate::web::components::Decor {
                &mut self.field.decor
            }
        }
        impl askama::filters::HtmlSafe for $control {}
    )+};
}
pub(super) use control;
