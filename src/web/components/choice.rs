//! Choosing from a few: radios (one), checkboxes (any).

use askama::Template;

use super::caption::Caption;
use super::content::{Content, Decor, Decorate};
use super::field::{Field, Hint, control};

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    words: Content,
    hint: Option<Hint>,
    id: Option<String>,
    name: Option<String>,
    checked: Option<bool>,
    disabled: bool,
    exclusive: bool,
    reveals: Option<Content>,
    decor: Decor,
}

impl Choice {
    /// A choice: the value that is sent and the words that are read.
    pub fn new(value: impl Into<String>, words: impl Into<Content>) -> Self {
        Self {
            value: value.into(),
            words: words.into(),
            hint: None,
            id: None,
            name: None,
            checked: None,
            disabled: false,
            exclusive: false,
            reveals: None,
            decor: Decor::default(),
        }
    }

    /// What helps to understand this choice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the id, where the numbered one will not do.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A name of its own (checkboxes only).
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Whether it is chosen, whatever the group's values say.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Cannot be chosen now; say why in its hint.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Unchecks all others: "None of these" (checkboxes only).
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }

    /// What is asked only when this is chosen. Without script it is always shown.
    #[must_use]
    pub fn reveals(mut self, content: impl Into<Content>) -> Self {
        self.reveals = Some(content.into());
        self
    }
}

impl Decorate for Choice {
    fn decor(&mut self) -> &mut Decor {
        &mut self.decor
    }
}

/// A choice or the word between two of them.
#[derive(Debug, Clone)]
enum Row {
    Choice(Box<Choice>),
    Divider(String),
}

/// What radios and checkboxes share.
#[derive(Debug, Clone)]
struct Rows {
    rows: Vec<Row>,
    values: Vec<String>,
}

/// A row made ready for the template.
struct Shown<'a> {
    divider: Option<&'a str>,
    choice: Option<&'a Choice>,
    id: String,
    checked: bool,
    hint: Option<Hint>,
    description: Option<String>,
}

impl Rows {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            values: Vec::new(),
        }
    }

    /// The rows with their ids: the first has the group's own id, so that an error can link to it.
    fn shown(&self, prefix: &str, block: &str, outside: Option<&str>) -> Vec<Shown<'_>> {
        let numbered = self.rows.iter().enumerate();
        numbered
            .map(|(index, row)| match row {
                Row::Divider(words) => Shown::divider(words),
                Row::Choice(choice) => {
                    let id = choice.id.clone().unwrap_or_else(|| match index {
                        0 => prefix.to_owned(),
                        _ => format!("{prefix}-{}", index + 1),
                    });
                    let checked = choice
                        .checked
                        .unwrap_or_else(|| self.values.contains(&choice.value));
                    Shown::choice(choice, id, block, outside).checked(checked)
                }
            })
            .collect()
    }
}

impl<'a> Shown<'a> {
    fn divider(words: &'a str) -> Self {
        Self {
            divider: Some(words),
            choice: None,
            id: String::new(),
            checked: false,
            hint: None,
            description: None,
        }
    }

    fn choice(choice: &'a Choice, id: String, block: &str, outside: Option<&str>) -> Self {
        let hint_id = format!("{id}-item-hint");
        let hint = choice.hint.clone();
        let described = [outside, hint.is_some().then_some(hint_id.as_str())];
        let described: Vec<&str> = described.into_iter().flatten().collect();
        Self {
            divider: None,
            choice: Some(choice),
            checked: false,
            description: (!described.is_empty()).then(|| described.join(" ")),
            hint: hint.map(|hint| hint.id(&hint_id).class(format!("{block}__hint"))),
            id,
        }
    }

    fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }
}

/// One of a few.
#[derive(Debug, Clone, Template)]
#[template(path = "components/radios.html")]
pub struct Radios {
    field: Field,
    rows: Rows,
}

/// Any of a few.
#[derive(Debug, Clone, Template)]
#[template(path = "components/checkboxes.html")]
pub struct Checkboxes {
    field: Field,
    rows: Rows,
}

/// The builders that radios and checkboxes share.
macro_rules! choices {
    ($($group:ident),+) => {$(
        impl $group {
            /// A group under its question.
            pub fn new(name: impl Into<String>, legend: impl Into<Caption>) -> Self {
                Self { field: Field::new(name, Some(legend.into())), rows: Rows::new() }
            }

            /// A group whose question is asked by something else on the page.
            pub fn bare(name: impl Into<String>) -> Self {
                Self { field: Field::new(name, None), rows: Rows::new() }
            }

            /// Adds a choice.
            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.rows.rows.push(Row::Choice(Box::new(choice)));
                self
            }

            /// Adds a choice without more to say.
            #[must_use]
            pub fn option(self, value: impl Into<String>, words: impl Into<Content>) -> Self {
                self.choice(Choice::new(value, words))
            }

            /// Adds a word between two choices, such as "or".
            #[must_use]
            pub fn divider(mut self, words: impl Into<String>) -> Self {
                self.rows.rows.push(Row::Divider(words.into()));
                self
            }
        }
    )+};
}
choices!(Radios, Checkboxes);

impl Radios {
    /// Which one is chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.rows.values = vec![value.into()];
        self
    }

    /// Side by side: for two short choices.
    #[must_use]
    pub fn inline(self) -> Self {
        self.class("govuk-radios--inline")
    }

    fn shown(&self) -> Vec<Shown<'_>> {
        self.rows.shown(self.field.id(), "govuk-radios", None)
    }
}

impl Checkboxes {
    /// Which ones are chosen.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.rows.values = values.into_iter().map(Into::into).collect();
        self
    }

    fn shown(&self) -> Vec<Shown<'_>> {
        // Without a fieldset each box says itself what describes it.
        let outside = match self.field.legend() {
            Some(_) => None,
            None => self.field.description(),
        };
        let id = self.field.id();
        self.rows.shown(id, "govuk-checkboxes", outside.as_deref())
    }
}

control!(Radios, Checkboxes);
