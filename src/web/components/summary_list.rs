//! Facts about one thing, with what can be done about each.

use askama::Template;

use super::content::{Content, Decor, Decorate, decorated};

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
    level: u8,
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
                level: 2,
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

    /// Adds facts with nothing to do about them.
    #[must_use]
    pub fn rows<K: Into<Content>, V: Into<Content>>(
        self,
        rows: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        rows.into_iter()
            .fold(self, |list, (key, value)| list.row(key, value))
    }

    /// Adds what can be done about the card as a whole.
    #[must_use]
    pub fn card_action(mut self, action: Action) -> Self {
        if let Some(card) = &mut self.card {
            card.actions.push(action);
        }
        self
    }

    /// The level of the card's heading, 2 unless it stands under another.
    #[must_use]
    pub fn card_level(mut self, level: u8) -> Self {
        if let Some(card) = &mut self.card {
            card.level = level;
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

decorated!(SummaryList);
