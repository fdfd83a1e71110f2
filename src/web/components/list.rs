//! Showing facts: summary lists, tables, task lists, tags.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

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

/// A link that does something about a fact: "Change", "Remove".
#[derive(Debug, Clone)]
pub struct Action {
    content: Content,
    href: String,
    about: Option<Content>,
    decor: Decor,
}

impl Action {
    /// A link.
    pub fn new(words: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: words.into(),
            href: href.into(),
            about: None,
            decor: Decor::default(),
        }
    }

    /// What it is about, for those who hear the link without the row: "Change *first name*".
    #[must_use]
    pub fn about(mut self, words: impl Into<Content>) -> Self {
        self.about = Some(words.into());
        self
    }
}

impl Decorate for Action {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

/// One fact: what it is, what it says, what can be done about it.
#[derive(Debug, Clone)]
pub struct Fact {
    key: Content,
    value: Content,
    actions: Vec<Action>,
    decor: Decor,
}

impl Fact {
    /// A fact.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            actions: Vec::new(),
            decor: Decor::default(),
        }
    }

    /// Adds what can be done about it.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}

impl Decorate for Fact {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

#[derive(Debug, Clone)]
struct Card {
    title: Content,
    actions: Vec<Action>,
    decor: Decor,
}

/// Facts about one thing, one below the other.
#[derive(Debug, Clone, Template)]
#[template(path = "components/summary-list.html")]
pub struct SummaryList {
    facts: Vec<Fact>,
    card: Option<Card>,
    decor: Decor,
}

impl SummaryList {
    /// An empty list.
    pub fn new() -> Self {
        Self {
            facts: Vec::new(),
            card: None,
            decor: Decor::default(),
        }
    }

    /// An empty list in a card with a heading: where a page shows several things of a kind.
    pub fn card(title: impl Into<Content>) -> Self {
        Self {
            card: Some(Card {
                title: title.into(),
                actions: Vec::new(),
                decor: Decor::default(),
            }),
            ..Self::new()
        }
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    /// Adds a fact with nothing to do about it.
    #[must_use]
    pub fn row(self, key: impl Into<Content>, value: impl Into<Content>) -> Self {
        self.fact(Fact::new(key, value))
    }

    /// Adds what can be done about the card as a whole.
    #[must_use]
    pub fn card_action(mut self, action: Action) -> Self {
        if let Some(card) = &mut self.card {
            card.actions.push(action);
        }
        self
    }

    /// Adds a class to the card.
    #[must_use]
    pub fn card_class(mut self, class: impl Into<String>) -> Self {
        if let Some(card) = &mut self.card {
            card.decor.add_class(class.into());
        }
        self
    }

    fn any_actions(&self) -> bool {
        self.facts.iter().any(|fact| !fact.actions.is_empty())
    }

    fn card_title(&self) -> Option<&Content> {
        self.card.as_ref().map(|card| &card.title)
    }
}

impl Default for SummaryList {
    fn default() -> Self {
        Self::new()
    }
}

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

/// One task of a longer job.
#[derive(Debug, Clone)]
pub struct Task {
    title: Content,
    href: Option<String>,
    hint: Option<Content>,
    status: Content,
    status_decor: Decor,
    title_decor: Decor,
    decor: Decor,
}

impl Task {
    /// A task that can be opened.
    pub fn new(
        title: impl Into<Content>,
        href: impl Into<String>,
        status: impl Into<Content>,
    ) -> Self {
        let mut task = Self::waiting(title, status);
        task.href = Some(href.into());
        task
    }

    /// A task that cannot be opened yet.
    pub fn waiting(title: impl Into<Content>, status: impl Into<Content>) -> Self {
        Self {
            title: title.into(),
            href: None,
            hint: None,
            status: status.into(),
            status_decor: Decor::default(),
            title_decor: Decor::default(),
            decor: Decor::default(),
        }
    }

    /// What is asked there.
    #[must_use]
    pub fn hint(mut self, words: impl Into<Content>) -> Self {
        self.hint = Some(words.into());
        self
    }

    /// Adds a class to the status.
    #[must_use]
    pub fn status_class(mut self, class: impl Into<String>) -> Self {
        self.status_decor.add_class(class.into());
        self
    }

    /// Adds a class to the title.
    #[must_use]
    pub fn title_class(mut self, class: impl Into<String>) -> Self {
        self.title_decor.add_class(class.into());
        self
    }
}

impl Decorate for Task {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

/// A longer job in tasks, each with its state.
#[derive(Debug, Clone, Template)]
#[template(path = "components/task-list.html")]
pub struct TaskList {
    tasks: Vec<Task>,
    prefix: String,
    decor: Decor,
}

impl TaskList {
    /// An empty list.
    pub fn new() -> Self {
        Self {
            tasks: Vec::new(),
            prefix: "task-list".to_owned(),
            decor: Decor::default(),
        }
    }

    /// Another beginning of the ids, where a page has two lists.
    #[must_use]
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Adds a task.
    #[must_use]
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }
}

impl Default for TaskList {
    fn default() -> Self {
        Self::new()
    }
}

decorated!(Tag, SummaryList, Table, TaskList);
