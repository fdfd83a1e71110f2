//! Every component in every state, on pages of our own layout: checked here for what can be seen in
//! the markup, and written to the build's temporary folder, where `npm run gallery` opens them in
//! a browser (accessibility, content security policy, screenshots).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "gallery/pages.rs"]
mod pages;

use std::collections::BTreeMap;
use std::path::Path;

use scraper::{Html, Selector};

#[test]
fn the_gallery_is_well_formed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, html) in pages::all() {
        check(name, &html);
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}

fn check(name: &str, html: &str) {
    let page = Html::parse_document(html);
    let problems = page
        .errors
        .iter()
        .filter(|what| !what.contains("Found special tag"));
    assert_eq!(problems.count(), 0, "{name}: {:?}", page.errors);
    let count = |css: &str| page.select(&Selector::parse(css).unwrap()).count();
    assert_eq!(count("h1"), 1, "{name}: one main heading");
    assert_eq!(count("main#main-content"), 1, "{name}: one main part");
    assert_eq!(
        count("[style], style, script:not([src])"),
        0,
        "{name}: the policy forbids inline"
    );
    assert_eq!(
        count("[onclick], [onsubmit]"),
        0,
        "{name}: the policy forbids inline"
    );
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for element in page.select(&Selector::parse("[id]").unwrap()) {
        *ids.entry(element.attr("id").unwrap()).or_default() += 1;
    }
    ids.retain(|_, times| *times > 1);
    assert!(ids.is_empty(), "{name}: ids used twice: {ids:?}");
    let pointing = Selector::parse("[aria-describedby], [aria-labelledby], label[for]").unwrap();
    for element in page.select(&pointing) {
        let names = ["aria-describedby", "aria-labelledby", "for"].map(|name| element.attr(name));
        for id in names.into_iter().flatten().flat_map(str::split_whitespace) {
            let found = Selector::parse(&format!("[id='{id}']")).unwrap();
            assert!(
                page.select(&found).next().is_some(),
                "{name}: nothing has the id {id}"
            );
        }
    }
}

#[test]
fn what_people_typed_is_escaped_wherever_it_stands() {
    for (name, html) in pages::hostile() {
        assert!(!html.contains("<script>alert"), "{name}");
        assert!(!html.contains("onerror=\""), "{name}");
        assert!(
            html.contains("&#60;script&#62;alert"),
            "{name} shows it as words"
        );
    }
}

#[test]
fn a_page_without_anybody_signed_in_says_nothing_of_a_session() {
    let pages: BTreeMap<&str, String> = pages::all().into_iter().collect();
    for (name, signed_in) in [("sign-in", false), ("form", true), ("record", true)] {
        let html = pages.get(name).unwrap();
        for mark in ["data-session-idle", "data-person", "action=\"/sign-out\""] {
            assert_eq!(html.contains(mark), signed_in, "{name}: {mark}");
        }
    }
}
