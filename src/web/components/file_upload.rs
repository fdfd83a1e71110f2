//! Handing in a file.

use askama::Template;

use super::field::{Caption, Field, control};

/// A file to hand in. Say in the hint which kinds are taken and how large they may be.
#[derive(Debug, Clone, Template)]
#[template(path = "components/file-upload.html")]
pub struct FileUpload {
    field: Field,
    drop_zone: bool,
    multiple: bool,
    disabled: bool,
    accept: Option<&'static str>,
}

impl FileUpload {
    /// One file.
    pub fn new(name: impl Into<String>, label: impl Into<Caption>) -> Self {
        Self {
            field: Field::new(name, Some(label.into())),
            drop_zone: false,
            multiple: false,
            disabled: false,
            accept: None,
        }
    }

    /// Where a script runs, files can also be dropped on it.
    #[must_use]
    pub fn drop_zone(mut self) -> Self {
        self.drop_zone = true;
        self
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
