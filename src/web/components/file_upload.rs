//! Handing in a file.

use askama::Template;

use super::caption::Caption;
use super::field::{Field, control};

/// A file to hand in: the browser's own control, on which files can also be dropped. Say in the hint which kinds are taken and how large they may be.
#[derive(Debug, Clone, Template)]
#[template(path = "components/file-upload.html")]
pub struct FileUpload {
    field: Field,
    multiple: bool,
    disabled: bool,
    accept: Option<&'static str>,
}

impl FileUpload {
    /// One file.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            multiple: false,
            disabled: false,
            accept: None,
        }
    }

    /// Any number of files.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// Cannot be used now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// The kinds the browser offers, such as `application/pdf`; the server looks for itself.
    #[must_use]
    pub fn accept(mut self, kinds: &'static str) -> Self {
        self.accept = Some(kinds);
        self
    }
}

control!(FileUpload);
