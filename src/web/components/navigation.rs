//! Getting about: skip link, service navigation, breadcrumbs, back link, pages of a list.

use askama::Template;

use super::content::{Content, Decor, decorated};

/// The way back, above the heading.
#[derive(Debug, Clone, Template)]
#[template(path = "components/back-link.html")]
pub struct BackLink {
    href: String,
    content: Content,
    decor: Decor,
}

impl BackLink {
    /// "Back" to an address.
    pub fn new(href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            content: "Back".into(),
            decor: Decor::default(),
        }
    }

    /// Other words, where "Back" would not say enough.
    #[must_use]
    pub fn words(mut self, words: impl Into<Content>) -> Self {
        self.content = words.into();
        self
    }
}

/// Where the page stands, above the heading.
#[derive(Debug, Clone, Template)]
#[template(path = "components/breadcrumbs.html")]
pub struct Breadcrumbs {
    items: Vec<(Content, Option<String>)>,
    collapse_on_mobile: bool,
    decor: Decor,
}

impl Breadcrumbs {
    /// An empty trail.
    pub fn new() -> Self {
        Self {
            items: Vec::new(),
            collapse_on_mobile: false,
            decor: Decor::default(),
        }
    }

    /// A page above this one.
    #[must_use]
    pub fn link(mut self, words: impl Into<Content>, href: impl Into<String>) -> Self {
        self.items.push((words.into(), Some(href.into())));
        self
    }

    /// This page.
    #[must_use]
    pub fn current(mut self, words: impl Into<Content>) -> Self {
        self.items.push((words.into(), None));
        self
    }

    /// Shows only the ends of the trail on narrow screens.
    #[must_use]
    pub fn collapse_on_mobile(mut self) -> Self {
        self.collapse_on_mobile = true;
        self
    }
}

impl Default for Breadcrumbs {
    fn default() -> Self {
        Self::new()
    }
}

/// Over everything that repeats, to the content. The first thing the keyboard reaches.
#[derive(Debug, Clone, Template)]
#[template(path = "components/skip-link.html")]
pub struct SkipLink {
    href: String,
    content: Content,
    decor: Decor,
}

impl SkipLink {
    /// A link to an id on this page.
    pub fn new(words: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            content: words.into(),
            decor: Decor::default(),
        }
    }
}

/// How an item of the navigation stands to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// Somewhere else.
    No,
    /// The page is somewhere inside it.
    Within,
    /// It is the page.
    Page,
}

/// One item of the navigation.
#[derive(Debug, Clone)]
pub struct NavigationItem {
    content: Content,
    href: Option<String>,
    here: Here,
}

impl NavigationItem {
    /// A place to go to.
    pub fn new(words: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: words.into(),
            href: Some(href.into()),
            here: Here::No,
        }
    }

    /// A word that leads nowhere.
    pub fn text(words: impl Into<Content>) -> Self {
        Self {
            content: words.into(),
            href: None,
            here: Here::No,
        }
    }

    /// How it stands to the page.
    #[must_use]
    pub fn here(mut self, here: Here) -> Self {
        self.here = here;
        self
    }

    /// The value of `aria-current`.
    fn current(&self) -> Option<&'static str> {
        match self.here {
            Here::No => None,
            Here::Within => Some("true"),
            Here::Page => Some("page"),
        }
    }
}

/// The places of the service, under the header.
#[derive(Debug, Clone, Template)]
#[template(path = "components/service-navigation.html")]
pub struct ServiceNavigation {
    items: Vec<NavigationItem>,
    service: Option<(String, Option<String>)>,
    collapse: Option<bool>,
    decor: Decor,
}

impl ServiceNavigation {
    /// An empty navigation.
    pub fn new() -> Self {
        Self {
            items: Vec::new(),
            service: None,
            collapse: None,
            decor: Decor::default(),
        }
    }

    /// Adds a place.
    #[must_use]
    pub fn item(mut self, item: NavigationItem) -> Self {
        self.items.push(item);
        self
    }

    /// Names the service before the places, where the header does not.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>, href: Option<String>) -> Self {
        self.service = Some((name.into(), href));
        self
    }

    /// Whether a button hides the places on narrow screens; by default where there are several.
    #[must_use]
    pub fn collapse(mut self, collapse: bool) -> Self {
        self.collapse = Some(collapse);
        self
    }

    fn collapses(&self) -> bool {
        self.collapse.unwrap_or(self.items.len() > 1)
    }
}

impl Default for ServiceNavigation {
    fn default() -> Self {
        Self::new()
    }
}

/// Earlier and later parts of a list that is read by cursor.
#[derive(Debug, Clone, Template)]
#[template(path = "components/pagination.html")]
pub struct Pagination {
    previous: Option<PageLink>,
    next: Option<PageLink>,
    landmark: String,
    decor: Decor,
}

#[derive(Debug, Clone)]
struct PageLink {
    href: String,
    words: Option<Content>,
    label: Option<String>,
}

impl Pagination {
    /// Leads nowhere yet.
    pub fn new() -> Self {
        Self {
            previous: None,
            next: None,
            landmark: "Pagination".to_owned(),
            decor: Decor::default(),
        }
    }

    /// The way to the part before.
    #[must_use]
    pub fn previous(self, href: impl Into<String>) -> Self {
        self.previous_as(href, None, None)
    }

    /// The way to the part after.
    #[must_use]
    pub fn next(self, href: impl Into<String>) -> Self {
        self.next_as(href, None, None)
    }

    /// The way to the part before, in other words ("Week before") and with what is there.
    #[must_use]
    pub fn previous_as(
        mut self,
        href: impl Into<String>,
        words: Option<Content>,
        label: Option<String>,
    ) -> Self {
        let href = href.into();
        self.previous = Some(PageLink { href, words, label });
        self
    }

    /// The way to the part after, in other words and with what is there.
    #[must_use]
    pub fn next_as(
        mut self,
        href: impl Into<String>,
        words: Option<Content>,
        label: Option<String>,
    ) -> Self {
        let href = href.into();
        self.next = Some(PageLink { href, words, label });
        self
    }

    /// What a screen reader calls it, where a page has two.
    #[must_use]
    pub fn landmark(mut self, words: impl Into<String>) -> Self {
        self.landmark = words.into();
        self
    }

    fn is_block(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}

impl Default for Pagination {
    fn default() -> Self {
        Self::new()
    }
}

decorated!(
    BackLink,
    Breadcrumbs,
    SkipLink,
    ServiceNavigation,
    Pagination
);
