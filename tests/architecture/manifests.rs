//! What a `Cargo.toml` may list.

use crate::refusal::{Refusal, Rule};

/// The packages that stay pure, and all that they may depend on. `?` marks what must be optional.
const PURE: &[(&str, &[&str])] = &[
    (
        "crates/kernel/Cargo.toml",
        &[
            "chrono",
            "chrono-tz",
            "serde",
            "serde_json",
            // Bounds of what is typed, beside the reading of it: text and numbers in, faults out.
            "validator",
            "thiserror",
            "ulid",
            "getrandom",
            "diesel?",
            "utoipa?",
        ],
    ),
    (
        "crates/law/Cargo.toml",
        &["kernel", "serde", "serde_json", "thiserror", "utoipa?"],
    ),
];

/// Each dependency has its reason beside it; the pure packages list only pure ones.
pub(crate) fn check(path: &str, text: &str) -> Vec<Refusal> {
    let pure = PURE.iter().find(|(manifest, _)| *manifest == path);
    let mut section = "";
    let mut refusals = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index.saturating_add(1);
        let line = line.trim();
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            if section.contains("dependencies.") {
                let what = format!("`[{section}]` spreads a dependency over lines");
                refusals.push(Refusal::at(
                    path,
                    number,
                    Rule::DependencyWithoutReason,
                    what,
                ));
            }
            continue;
        }
        let Some(dependency) = Dependency::read(line) else {
            continue;
        };
        if !section.ends_with("dependencies") {
            continue;
        }
        if !dependency.says_why() {
            let what = format!("`{}` stands without its reason", dependency.name);
            refusals.push(Refusal::at(
                path,
                number,
                Rule::DependencyWithoutReason,
                what,
            ));
        }
        let Some((_, allowed)) = pure else { continue };
        if section == "dependencies" && !dependency.is_among(allowed) {
            let what = format!("lists `{}`", dependency.name);
            refusals.push(Refusal::at(path, number, Rule::ImpureDependency, what));
        }
    }
    refusals
}

/// One line of a dependency section.
struct Dependency<'a> {
    name: &'a str,
    value: &'a str,
    comment: &'a str,
}

impl<'a> Dependency<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let (key, rest) = line.split_once('=')?;
        if key.trim_start().starts_with('#') {
            return None;
        }
        // No value of ours holds a '#', so the first one opens the comment.
        let (value, comment) = rest.split_once('#').unwrap_or((rest, ""));
        let name = key.trim().trim_end_matches(".workspace").trim_matches('"');
        let value = if key.contains(".workspace") {
            "{ workspace = true }"
        } else {
            value
        };
        Some(Self {
            name,
            value,
            comment: comment.trim(),
        })
    }

    /// Our own packages, and those whose reason stands in the workspace, need none here.
    fn says_why(&self) -> bool {
        let elsewhere = self.value.contains("workspace = true") || self.value.contains("path = ");
        elsewhere || !self.comment.is_empty()
    }

    fn is_among(&self, allowed: &[&str]) -> bool {
        allowed.iter().any(|entry| match entry.strip_suffix('?') {
            Some(name) => name == self.name && self.value.contains("optional = true"),
            None => *entry == self.name,
        })
    }
}
