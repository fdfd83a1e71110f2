//! Holds the code to the rules of the house (`ARCHITECTURE.md`): which file may name what, who may
//! look at whom, how long and how named things are. Whatever is refused is refused with a sentence
//! that says why, and what to do instead. `controls.rs` shows that each rule is able to refuse.

mod controls;
mod manifests;
mod map;
mod names;
mod papers;
mod refusal;
mod roles;
mod shape;

use refusal::{Refusal, Rule};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Where our own files stand.
const OURS: &[&str] = &[
    "Cargo.toml",
    "build.rs",
    "src",
    "crates",
    "tests",
    "templates",
    "web",
    "deploy",
];

/// Folders that tools fill.
const MADE: &[&str] = &["target", "node_modules", "dist", "fixtures"];

/// Files that have the budget of lines only.
const OTHERS: &[&str] = &["html", "ts", "mjs", "scss", "css", "sh"];

#[test]
fn the_house_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut refusals = Vec::new();
    let mut read = 0;
    for start in OURS
        .iter()
        .map(|name| root.join(name))
        .filter(|path| path.exists())
    {
        let entries = WalkDir::new(start).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| !is_made(entry)) {
            let entry = entry.unwrap();
            let path = entry
                .path()
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            if entry.file_type().is_file() && is_ours(&path) {
                read += 1;
                refusals.extend(check(
                    &path,
                    &std::fs::read_to_string(entry.path()).unwrap(),
                ));
            }
        }
    }
    assert!(
        read > 10,
        "only {read} files were found: the test looks in the wrong place"
    );
    let told: String = refusals.iter().map(ToString::to_string).collect();
    assert!(
        refusals.is_empty(),
        "{} things are out of place.\n\n{told}",
        refusals.len()
    );
}

fn is_made(entry: &DirEntry) -> bool {
    entry.file_type().is_dir()
        && entry
            .file_name()
            .to_str()
            .is_some_and(|name| MADE.contains(&name))
}

fn is_ours(path: &str) -> bool {
    let extension = Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str());
    let known = extension.is_some_and(|extension| extension == "rs" || OTHERS.contains(&extension));
    known || path.ends_with("Cargo.toml")
}

/// Everything that is out of place in one file; `path` counts from the root of the repository.
fn check(path: &str, text: &str) -> Vec<Refusal> {
    if path.ends_with("Cargo.toml") {
        return manifests::check(path, text);
    }
    let mut refusals = shape::length(path, text);
    if Path::new(path)
        .extension()
        .is_none_or(|extension| extension != "rs")
    {
        return refusals;
    }
    let place = match map::place(path) {
        Ok(place) => place,
        Err(refusal) => {
            refusals.push(refusal);
            return refusals;
        }
    };
    match syn::parse_file(text) {
        Ok(file) => {
            let names = names::names(&file, map::module_path(path));
            refusals.extend(roles::check(path, &place, &file, &names));
            refusals.extend(shape::check(path, &place, text, &file));
        }
        Err(error) => {
            let line = error.span().start().line;
            refusals.push(Refusal::at(
                path,
                line,
                Rule::Unreadable,
                format!("cannot be read: {error}"),
            ));
        }
    }
    refusals
}
