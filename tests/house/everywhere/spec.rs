//! The operations of the API, as its contract says them.

use std::{fs, path::Path};

use serde_json::Value;

/// What an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Json,
    Upload,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    pub method: String,
    /// With its parameters in braces.
    pub path: String,
    /// Names of the parameters, and the prefix of the ids they take.
    pub parameters: Vec<(String, String)>,
    pub wants_version: bool,
    pub takes: Takes,
}

impl Operation {
    fn read(method: &str, path: &str, said: &Value) -> Self {
        let none = Vec::new();
        let parameters = said["parameters"].as_array().unwrap_or(&none);
        let content = &said["requestBody"]["content"];
        let takes = match content
            .as_object()
            .and_then(|content| content.keys().next())
        {
            None => Takes::Nothing,
            Some(of) if of == "application/json" => Takes::Json,
            Some(_) => Takes::Upload,
        };
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            wants_version: parameters.iter().any(|one| one["name"] == "If-Match"),
            parameters: parameters
                .iter()
                .filter(|one| one["in"] == "path")
                .map(|one| (one["name"].as_str().unwrap().to_owned(), prefix(one)))
                .collect(),
            takes,
        }
    }

    /// Whether it changes something.
    pub fn changes(&self) -> bool {
        self.method != "GET"
    }

    /// Signing in and out: their answers hold tokens and are never kept.
    pub fn is_about_the_session(&self) -> bool {
        self.path.starts_with("/api/v1/tokens") || self.path.ends_with("/sign-out")
    }
}

/// `per` for a parameter that takes the id of a person; nothing for one that takes no id.
fn prefix(parameter: &Value) -> String {
    let named = parameter["schema"]["$ref"].as_str().unwrap_or_default();
    let name = named.rsplit('/').next().unwrap_or_default();
    name.strip_suffix("_id").unwrap_or_default().to_owned()
}

/// Every operation of the committed contract; the stage `contract` holds it against the code.
pub fn operations() -> Vec<Operation> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("api-spec/openapi.json");
    let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, said) in methods.as_object().unwrap() {
            all.push(Operation::read(method, path, said));
        }
    }
    assert!(all.len() >= 40, "only {} operations", all.len());
    all
}

/// Those that change something, in an order in which what one needs was made by another.
pub fn changes() -> Vec<Operation> {
    let mut all: Vec<Operation> = operations()
        .into_iter()
        .filter(|one| one.changes() && !one.is_about_the_session())
        .collect();
    let rank = |one: &Operation| {
        let method = ["POST", "PUT", "PATCH", "DELETE"];
        let method = method.iter().position(|method| *method == one.method);
        (one.path.split('/').count(), method, one.path.clone())
    };
    all.sort_by_key(rank);
    all
}
