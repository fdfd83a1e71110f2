//! The papers of the house are true where a machine can see it: each relative link leads somewhere,
//! and each path that is named stands in the tree.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the tree has failed"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Where papers stand: at the top, and in these folders.
const SHELVES: &[&str] = &["docs", "deploy", "api-spec"];

/// What a path begins with that counts from the top of the repository.
const PLACES: &[&str] = &[
    "src/",
    "tests/",
    "web/",
    "crates/",
    "templates/",
    "migrations/",
    "docs/",
    "deploy/",
    "api-spec/",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All papers, by their paths from the top.
fn papers() -> Vec<PathBuf> {
    let top = fs::read_dir(root()).unwrap();
    let top = top.map(|entry| entry.unwrap().path());
    let shelves = SHELVES
        .iter()
        .flat_map(|shelf| WalkDir::new(root().join(shelf)).sort_by_file_name());
    top.chain(shelves.map(|entry| entry.unwrap().into_path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| path.strip_prefix(root()).unwrap().to_owned())
        .collect()
}

/// The targets of links and pictures that lead into the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split([')', ' ', '#']).next());
    targets.filter(|target| !target.is_empty() && !target.contains(':'))
}

/// The paths that are named, in code or in prose. What a tool makes is not in the tree.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "`()[]|,;:\"'=".contains(c));
    let words = words.map(|word| word.trim_end_matches('.'));
    words.filter(|word| {
        let named = PLACES.iter().any(|place| word.starts_with(place));
        let made = ["web/dist", "web/node_modules"];
        named && !word.contains('<') && !made.iter().any(|it| word.starts_with(it))
    })
}

/// Whether it is there; `*` stands for any one name.
fn is_there(from: &Path, path: &str) -> bool {
    let Some((before, after)) = path.split_once("*/") else {
        return from.join(path).exists();
    };
    let Ok(entries) = fs::read_dir(from.join(before)) else {
        return false;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .any(|entry| entry.is_dir() && is_there(&entry, after))
}

/// What a paper says and is not so.
fn untrue(paper: &Path, text: &str) -> Vec<String> {
    let here = root().join(paper.parent().unwrap());
    let dead = links(text).filter(|link| !is_there(&here, link));
    let gone = paths(text).filter(|path| !is_there(root(), path));
    let paper = paper.display();
    let dead = dead.map(|link| format!("{paper}: the link to {link} leads nowhere"));
    let gone = gone.map(|path| format!("{paper}: there is no {path}"));
    dead.chain(gone).collect()
}

#[test]
fn every_link_and_path_of_the_papers_is_there() {
    let papers = papers();
    assert!(papers.len() > 20, "only {} papers found", papers.len());
    let wrong: Vec<String> = papers
        .iter()
        .flat_map(|paper| untrue(paper, &fs::read_to_string(root().join(paper)).unwrap()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_link_or_path_that_is_not_there_is_found() {
    for (text, found) in [
        ("[x](../src/lib.rs), `src/lib.rs` and src/storage/.", 0),
        ("[x](https://example.org/src/none.rs), [y](#here)", 0),
        ("![x](../README.md \"t\") [x](guide/README.md#top)", 0),
        ("`src/<capability>/store.rs`, `web/dist/app.js`", 0),
        ("`migrations/*/0011_append_only`", 0),
        ("[x](none.md)", 1),
        ("![x](pictures/none.png)", 1),
        ("`src/people/none.rs` (`record`)", 1),
        ("See tests/none.", 1),
        ("`migrations/*/0000_none`", 1),
    ] {
        let wrong = untrue(Path::new("docs/x.md"), text);
        assert_eq!(wrong.len(), found, "{text}: {wrong:?}");
    }
}
