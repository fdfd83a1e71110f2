//! Our components against the markup that `govuk-frontend` publishes for each of its own: every
//! fixture whose options we offer must come out the same. What we do not offer is named here, and
//! the numbers are fixed, so that coverage cannot shrink unseen.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "govuk/controls.rs"]
mod controls;
#[path = "govuk/html.rs"]
mod html;
#[path = "govuk/options.rs"]
mod options;
#[path = "govuk/render.rs"]
mod render;
#[path = "govuk/shown.rs"]
mod shown;

use std::path::Path;

use html::normal;
use options::Options;
use serde_json::Value;

/// Options we do not offer (and everything below them), by component.
const NOT_OFFERED: &[(&str, &[&str])] = &[
    ("breadcrumbs", &["items[].attributes", "labelText"]),
    (
        "character-count",
        &[
            "maxwords",
            "countType",
            "countMessage",
            "textareaDescriptionText",
            "charactersAtLimitText",
        ],
    ),
    ("checkboxes", &["fieldset.classes", "items[].label"]),
    ("date-input", &["items", "day.label", "day.classes"]),
    ("error-message", &["visuallyHiddenText"]),
    ("error-summary", &["errorList[].attributes"]),
    (
        "file-upload",
        &["value", "javascript", "chooseFilesButtonText"],
    ),
    (
        "input",
        &[
            "prefix.classes",
            "prefix.attributes",
            "suffix.classes",
            "suffix.attributes",
            "inputWrapper",
        ],
    ),
    ("notification-banner", &["titleHeadingLevel"]),
    ("pagination", &["items"]),
    ("panel", &["headingLevel", "actions.classes"]),
    ("password-input", &["value", "showPasswordText"]),
    ("phase-banner", &["tag.classes"]),
    ("radios", &["fieldset.classes", "items[].label"]),
    ("select", &["items[].attributes"]),
    (
        "service-navigation",
        &[
            "ariaLabel",
            "menuButtonText",
            "menuButtonLabel",
            "navigationLabel",
            "navigationClasses",
            "navigationId",
            "slots",
        ],
    ),
    (
        "summary-list",
        &[
            "rows[].key.classes",
            "rows[].actions.classes",
            "card.attributes",
        ],
    ),
];

/// Single fixtures that show something our types do not allow, with the reason.
const NOT_POSSIBLE: &[(&str, &str, &str)] = &[
    ("button", "value", "a value without a name is not sent"),
    ("character-count", "to configure in JavaScript", NO_LIMIT),
    (
        "character-count",
        "with neither maxlength, maxwords nor textarea description set",
        NO_LIMIT,
    ),
    ("checkboxes", "with falsy values", NO_EMPTY_ITEMS),
    ("checkboxes", "empty conditional", NO_EMPTY_ITEMS),
    ("date-input", "day and month", ALL_PARTS),
    ("date-input", "month and year", ALL_PARTS),
    ("date-input", "with field value", ALL_PARTS),
    (
        "date-input",
        "with field value overriding values",
        ALL_PARTS,
    ),
    (
        "date-input",
        "with error on single field by omission",
        "the wrong parts are named, not the right ones",
    ),
    ("label", "empty", "a label has words"),
    (
        "panel",
        "interruption with custom classes",
        "it would be a class and a kind at once",
    ),
    ("radios", "with falsy items", NO_EMPTY_ITEMS),
    ("radios", "with empty conditional", NO_EMPTY_ITEMS),
    ("select", "without values", "an option has a value"),
    (
        "select",
        "item selected overrides value",
        "there is one chosen value",
    ),
    (
        "select",
        "without values with selected value",
        "an option has a value",
    ),
    (
        "summary-list",
        "summary card with custom classes",
        "a card has a title",
    ),
    ("summary-list", "translated", "we leave no empty element"),
    ("task-list", "with empty values", NO_EMPTY_ITEMS),
];

const NO_LIMIT: &str = "a character count has a limit";
const NO_EMPTY_ITEMS: &str = "an item that is nothing cannot be given";
const ALL_PARTS: &str = "a date has a day, a month and a year, sent back together";

/// Component, fixtures that must be the same, fixtures left out.
const COVERAGE: &[(&str, usize, usize)] = &[
    ("back-link", 7, 0),
    ("breadcrumbs", 10, 2),
    ("button", 37, 1),
    ("character-count", 18, 16),
    ("checkboxes", 37, 5),
    ("date-input", 15, 35),
    ("details", 10, 0),
    ("error-message", 6, 3),
    ("error-summary", 18, 1),
    ("fieldset", 18, 0),
    ("file-upload", 15, 7),
    ("hint", 6, 0),
    ("input", 40, 5),
    ("inset-text", 6, 0),
    ("label", 16, 1),
    ("notification-banner", 20, 1),
    ("pagination", 5, 10),
    ("panel", 14, 5),
    ("password-input", 10, 2),
    ("phase-banner", 6, 1),
    ("radios", 38, 5),
    ("select", 15, 4),
    ("service-navigation", 20, 13),
    ("skip-link", 9, 0),
    ("summary-list", 24, 6),
    ("table", 21, 0),
    ("tag", 12, 0),
    ("task-list", 10, 1),
    ("textarea", 18, 0),
    ("warning-text", 8, 0),
];

fn fixtures(component: &str) -> Vec<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("web/node_modules/govuk-frontend/dist/govuk/components")
        .join(component)
        .join("fixtures.json");
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|why| panic!("{}: {why}; run `make web`", file.display()));
    let mut file: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(file["fixtures"].take()).unwrap()
}

fn is_offered(component: &str, path: &str) -> bool {
    !NOT_OFFERED
        .iter()
        .filter(|(of, _)| *of == component)
        .flat_map(|(_, paths)| *paths)
        .any(|named| is_within(path, named))
}

fn is_within(path: &str, named: &str) -> bool {
    path.strip_prefix(named)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What became of one fixture.
enum Outcome {
    Same,
    LeftOut,
    Wrong(String),
}

fn compare(component: &str, fixture: &Value) -> Outcome {
    let name = fixture["name"].as_str().unwrap();
    let options = Options::new(&fixture["options"]);
    let impossible = NOT_POSSIBLE
        .iter()
        .any(|(of, which, _)| *of == component && *which == name);
    let offered = options
        .leaves()
        .iter()
        .all(|path| is_offered(component, path));
    if impossible || !offered {
        return Outcome::LeftOut;
    }
    let ours = render::render(component, &options);
    let unread = options.unread();
    if !unread.is_empty() {
        return Outcome::Wrong(format!(
            "{component} / {name}: neither offered nor named as not offered: {unread:?}"
        ));
    }
    let (ours, theirs) = (normal(&ours), normal(fixture["html"].as_str().unwrap()));
    if ours == theirs {
        Outcome::Same
    } else {
        let differs = html::first_difference(&theirs, &ours);
        Outcome::Wrong(format!("{component} / {name}:\n{differs}"))
    }
}

#[test]
fn components_match_the_published_fixtures() {
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for (component, ..) in COVERAGE {
        let (mut same, mut left_out) = (0, 0);
        for fixture in fixtures(component) {
            match compare(component, &fixture) {
                Outcome::Same => same += 1,
                Outcome::LeftOut => left_out += 1,
                Outcome::Wrong(why) => wrong.push(why),
            }
        }
        seen.push((*component, same, left_out));
    }
    assert!(
        wrong.is_empty(),
        "{} fixtures differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(seen, COVERAGE, "the coverage has changed: state it");
}

#[test]
fn nothing_is_named_that_no_fixture_uses() {
    let mut unmet: Vec<(&str, &str)> = Vec::new();
    for (component, paths) in NOT_OFFERED {
        let fixtures = fixtures(component);
        for named in *paths {
            let met = fixtures.iter().any(|fixture| {
                let leaves = Options::new(&fixture["options"]).leaves();
                leaves.iter().any(|path| is_within(path, named))
            });
            if !met {
                unmet.push((component, named));
            }
        }
    }
    for (component, which, _) in NOT_POSSIBLE {
        if !fixtures(component).iter().any(|one| one["name"] == *which) {
            unmet.push((component, which));
        }
    }
    assert!(unmet.is_empty(), "stale: {unmet:?}");
}

#[test]
fn the_comparison_sees_what_matters() {
    for (change, ours, theirs) in [
        ("a class", "<p class=\"a\">x</p>", "<p class=\"a b\">x</p>"),
        ("an attribute", "<p>x</p>", "<p id=\"y\">x</p>"),
        ("an element", "<p>x</p>", "<p><b>x</b></p>"),
        ("words", "<p>x</p>", "<p>y</p>"),
        ("a space between words", "<b>x</b>y", "<b>x</b> y"),
        ("the order", "<i>x</i><b>y</b>", "<b>y</b><i>x</i>"),
    ] {
        assert_ne!(normal(ours), normal(theirs), "{change} is not seen");
    }
    for (same, ours, theirs) in [
        (
            "indentation",
            "<div><p>x</p></div>",
            "<div>\n  <p>\n x\n</p>\n</div>\n",
        ),
        (
            "order of classes",
            "<p class=\"a b\"></p>",
            "<p class=\"b a\"></p>",
        ),
        (
            "order of attributes",
            "<p id=\"a\" class=\"b\"></p>",
            "<p class=\"b\" id=\"a\"></p>",
        ),
        ("way of escaping", "&#60;&#39;", "&lt;'"),
    ] {
        assert_eq!(normal(ours), normal(theirs), "{same} should not matter");
    }
}
