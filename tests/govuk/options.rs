//! A fixture's options, read with a record of what was read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

use askama::filters::HtmlSafe;
use kith::web::components::Content;
use serde_json::Value;

/// Markup as the fixtures give it.
#[derive(Debug, Clone)]
struct Raw(String);

impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Raw {}

/// Options (or options within options) and which of them were read.
pub struct Options<'a> {
    path: String,
    value: &'a Value,
    read: Rc<RefCell<BTreeSet<String>>>,
}

impl<'a> Options<'a> {
    pub fn new(value: &'a Value) -> Self {
        Self {
            path: String::new(),
            value,
            read: Rc::default(),
        }
    }

    /// Paths of all that is given, such as `items[].hint.text`.
    pub fn leaves(&self) -> BTreeSet<String> {
        let mut leaves = BTreeSet::new();
        collect(self.value, String::new(), &mut leaves);
        leaves
    }

    /// What is given and was not read.
    pub fn unread(&self) -> Vec<String> {
        let read = self.read.borrow();
        self.leaves()
            .into_iter()
            .filter(|leaf| !read.contains(leaf))
            .collect()
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// One option; `null` is as good as absent.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.read.borrow_mut().insert(self.path_of(key));
        self.value.get(key).filter(|value| !value.is_null())
    }

    /// Words (a number is words too).
    pub fn text(&self, key: &str) -> Option<String> {
        Some(match self.get(key)? {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    }

    pub fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    pub fn number(&self, key: &str) -> Option<u32> {
        self.text(key)?.parse().ok()
    }

    /// Words that live as long as the test, for options that are fixed words in our code.
    pub fn fixed(&self, key: &str) -> Option<&'static str> {
        self.text(key).map(|text| &*text.leak())
    }

    pub fn within(&self, key: &str) -> Option<Options<'a>> {
        let value = self.get(key)?;
        value.is_object().then(|| Options {
            path: self.path_of(key),
            value,
            read: Rc::clone(&self.read),
        })
    }

    pub fn list(&self, key: &str) -> Vec<Options<'a>> {
        let path = format!("{}[]", self.path_of(key));
        let items = self.get(key).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .filter(|item| item.is_object() || item.is_array())
            .map(|value| Options {
                path: path.clone(),
                value,
                read: Rc::clone(&self.read),
            })
            .collect()
    }

    /// The cells of a row that is itself a list.
    pub fn cells(&self) -> Vec<Options<'a>> {
        let path = format!("{}[]", self.path);
        let cells = self.value.as_array().into_iter().flatten();
        cells
            .map(|value| Options {
                path: path.clone(),
                value,
                read: Rc::clone(&self.read),
            })
            .collect()
    }

    /// A list of plain words.
    pub fn words(&self, key: &str) -> Vec<String> {
        let path = format!("{}[]", self.path_of(key));
        self.read.borrow_mut().insert(path);
        let items = self.get(key).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    }

    /// `html` where it is given, else `text`.
    pub fn content(&self) -> Option<Content> {
        self.content_as("text", "html")
    }

    pub fn content_as(&self, text: &str, html: &str) -> Option<Content> {
        let (text, html) = (self.text(text), self.text(html));
        match html.filter(|html| !html.is_empty()) {
            Some(html) => Some(Content::of(Raw(html))),
            None => text.map(Content::from),
        }
    }

    /// Attributes as names and values; values that are themselves options are not ours.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        let Some(attributes) = self.within("attributes") else {
            return Vec::new();
        };
        let names: Vec<String> = attributes
            .value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        names
            .into_iter()
            .filter_map(|name| {
                let value = attributes.text(&name)?;
                Some((&*name.leak(), value))
            })
            .collect()
    }
}

fn collect(value: &Value, path: String, leaves: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                collect(value, path, leaves);
            }
        }
        Value::Array(items) if items.iter().any(|item| !item.is_null()) => {
            for item in items {
                collect(item, format!("{path}[]"), leaves);
            }
        }
        Value::Null => {}
        _ if path.is_empty() => {}
        // An item that is `false`, `null` or "" is left out by everybody.
        Value::Bool(false) if path.ends_with("[]") => {}
        Value::String(text) if text.is_empty() && path.ends_with("[]") => {}
        _ => {
            leaves.insert(path);
        }
    }
}
