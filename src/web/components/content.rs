//! What stands inside a component, and the classes and attributes put on it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use askama::filters::{Html, HtmlSafe, escape};

/// Writes text as HTML text or attribute value.
pub(super) fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    match escape(text, Html) {
        Ok(safe) => write!(f, "{safe}"),
        Err(never) => match never {},
    }
}

/// What stands inside a component: words, which are escaped, or other components.
///
/// There is no way from a string to markup; markup is only what a template rendered.
#[derive(Clone)]
pub struct Content(Inner);

#[derive(Clone)]
enum Inner {
    Words(Cow<'static, str>),
    Markup(Arc<dyn HtmlSafe + Send + Sync>),
    Several(Vec<Content>),
}

impl Content {
    /// A component (or a template of a page's own, marked [`HtmlSafe`]) as content.
    pub fn of(component: impl HtmlSafe + Send + Sync + 'static) -> Self {
        Self(Inner::Markup(Arc::new(component)))
    }

    /// Whether these are plain words.
    pub(super) fn is_words(&self) -> bool {
        matches!(self.0, Inner::Words(_))
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Words(words) => write_escaped(f, words),
            Inner::Markup(markup) => write!(f, "{markup}"),
            Inner::Several(all) => all.iter().try_for_each(|one| write!(f, "{one}")),
        }
    }
}

impl HtmlSafe for Content {}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({self})")
    }
}

impl From<&'static str> for Content {
    fn from(words: &'static str) -> Self {
        Self(Inner::Words(Cow::Borrowed(words)))
    }
}

impl From<String> for Content {
    fn from(words: String) -> Self {
        Self(Inner::Words(Cow::Owned(words)))
    }
}

impl From<&String> for Content {
    fn from(words: &String) -> Self {
        Self::from(words.clone())
    }
}

impl FromIterator<Content> for Content {
    fn from_iter<I: IntoIterator<Item = Content>>(all: I) -> Self {
        Self(Inner::Several(all.into_iter().collect()))
    }
}

/// Further classes and attributes of a component's outer element.
#[derive(Debug, Clone, Default)]
pub struct Decor {
    classes: Vec<Cow<'static, str>>,
    attributes: Vec<(&'static str, String)>,
}

impl Decor {
    /// The classes, each with a space before it, to follow the component's own.
    pub fn classes(&self) -> Classes<'_> {
        Classes(&self.classes)
    }

    /// The attributes, each with a space before it.
    pub fn attributes(&self) -> Attributes<'_> {
        Attributes(&self.attributes)
    }

    pub(super) fn add_class(&mut self, class: impl Into<Cow<'static, str>>) {
        self.classes.push(class.into());
    }

    pub(super) fn add_attribute(&mut self, name: &'static str, value: impl Into<String>) {
        self.attributes.push((name, value.into()));
    }

    /// Whether there are no classes.
    pub(super) fn is_bare(&self) -> bool {
        self.classes.is_empty()
    }
}

/// Classes as they stand in a template.
#[derive(Debug, Clone, Copy)]
pub struct Classes<'a>(&'a [Cow<'static, str>]);

impl fmt::Display for Classes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|class| {
            f.write_str(" ")?;
            write_escaped(f, class)
        })
    }
}

impl HtmlSafe for Classes<'_> {}

/// Attributes as they stand in a template. Names are written in the code, never made from data.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a>(&'a [(&'static str, String)]);

impl fmt::Display for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, value)| {
            write!(f, " {name}=\"")?;
            write_escaped(f, value)?;
            f.write_str("\"")
        })
    }
}

impl HtmlSafe for Attributes<'_> {}

/// Components that take further classes and attributes on their main element.
pub trait Decorate: Sized {
    /// Where they are kept.
    fn decor(&mut self) -> &mut Decor;

    /// Adds a class.
    #[must_use]
    fn class(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.decor().add_class(class);
        self
    }

    /// Adds an attribute, such as `data-board` or `aria-label`.
    #[must_use]
    fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.decor().add_attribute(name, value);
        self
    }
}

/// Makes components decorable and fit to stand in pages and in each other.
macro_rules! decorated {
    ($($component:ty),+ $(,)?) => {$(
        impl crate::web::components::Decorate for $component {
            fn decor(&mut self) -> &mut crate::web::components::Decor {
                &mut self.decor
            }
        }
        impl askama::filters::HtmlSafe for $component {}
    )+};
}
pub(super) use decorated;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::components::Tag;

    #[test]
    fn words_are_escaped_and_components_are_not() {
        for (content, html) in [
            (
                Content::from("a < b & \"c\""),
                "a &#60; b &#38; &#34;c&#34;",
            ),
            (Content::from(String::from("<b>")), "&#60;b&#62;"),
            (
                Content::of(Tag::new("<b>")),
                "<strong class=\"govuk-tag\">&#60;b&#62;</strong>",
            ),
        ] {
            assert_eq!(content.to_string(), html);
        }
        let both: Content = [Content::from("<"), Content::from(">")]
            .into_iter()
            .collect();
        assert_eq!(both.to_string(), "&#60;&#62;");
    }

    #[test]
    fn attribute_values_cannot_break_out() {
        let tag = Tag::new("x")
            .class("a\"b")
            .attribute("data-x", "\" onclick=\"y");
        assert_eq!(
            tag.to_string(),
            "<strong class=\"govuk-tag a&#34;b\" data-x=\"&#34; onclick=&#34;y\">x</strong>"
        );
    }
}
