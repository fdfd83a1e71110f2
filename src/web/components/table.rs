//! Facts about many things, to compare.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    content: Content,
    numeric: bool,
    columns: Option<u8>,
    rows: Option<u8>,
    decor: Decor,
}

impl Cell {
    /// A cell of words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            numeric: false,
            columns: None,
            rows: None,
            decor: Decor::default(),
        }
    }

    /// A number, or the head of a column of numbers: aligned right.
    pub fn number(content: impl Into<Content>) -> Self {
        Self {
            numeric: true,
            ..Self::new(content)
        }
    }

    /// Over several columns.
    #[must_use]
    pub fn columns(mut self, columns: u8) -> Self {
        self.columns = Some(columns);
        self
    }

    /// Over several rows.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = Some(rows);
        self
    }
}

impl Decorate for Cell {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

impl<C: Into<Content>> From<C> for Cell {
    fn from(content: C) -> Self {
        Self::new(content)
    }
}

/// Facts about many things, to compare.
#[derive(Debug, Clone, Template)]
#[template(path = "components/table.html")]
pub struct Table {
    caption: Option<(String, Decor)>,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    first_is_header: bool,
    scrolls: Option<String>,
    decor: Decor,
}

impl Table {
    /// An empty table. Give it a caption unless a heading right above says the same.
    pub fn new() -> Self {
        Self {
            caption: None,
            head: Vec::new(),
            rows: Vec::new(),
            first_is_header: false,
            scrolls: None,
            decor: Decor::default(),
        }
    }

    /// What the table shows.
    #[must_use]
    pub fn caption(mut self, words: impl Into<String>) -> Self {
        self.caption = Some((words.into(), Decor::default()));
        self
    }

    /// Adds a class to the caption, such as `govuk-table__caption--m`.
    #[must_use]
    pub fn caption_class(mut self, class: impl Into<String>) -> Self {
        if let Some((_, decor)) = &mut self.caption {
            decor.add_class(class.into());
        }
        self
    }

    /// The heads of the columns.
    #[must_use]
    pub fn head<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.head = cells.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a row.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// On narrow screens the table scrolls by itself, by keyboard too, under this name.
    #[must_use]
    pub fn scrolls(mut self, name: impl Into<String>) -> Self {
        self.scrolls = Some(name.into());
        self
    }

    /// The first cell of each row names the row.
    #[must_use]
    pub fn first_is_header(mut self) -> Self {
        self.first_is_header = true;
        self
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

decorated!(Table);
