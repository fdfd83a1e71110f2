//! A longer job in tasks, each with its state.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

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

decorated!(TaskList);
