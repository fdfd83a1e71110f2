//! A word in a box.

use askama::Template;

use super::content::{Content, Decor, decorated};

/// A short label in a box. For the state of a record use [`Status`](super::Status), which is
/// readable without colour.
#[derive(Debug, Clone, Template)]
#[template(path = "components/tag.html")]
pub struct Tag {
    content: Content,
    decor: Decor,
}

impl Tag {
    /// A tag.
    pub fn new(words: impl Into<Content>) -> Self {
        Self {
            content: words.into(),
            decor: Decor::default(),
        }
    }
}

decorated!(Tag);
