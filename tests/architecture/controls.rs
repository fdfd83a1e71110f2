//! The controls of the architecture test: what is wrong is refused, with the sentence expected, and
//! what is right passes. A rule without a control fails the last test.

use crate::check;
use crate::refusal::Rule;
use std::collections::HashSet;

const REFUSED: &str = include_str!("refused.txt");
const ACCEPTED: &str = include_str!("accepted.txt");

/// The files of a table: path and text.
fn files(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let files = table.split("\n=== ").skip(1);
    files.map(|file| file.split_once('\n').unwrap_or((file, "")))
}

/// Everything that is said of a file.
fn told(path: &str, text: &str) -> String {
    check(path, text).iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_out_of_place_is_refused_with_its_sentence() {
    for (path, file) in files(REFUSED) {
        let (text, expected) = file.split_once("--- ").unwrap();
        let (rule, words) = expected.trim().split_once(": ").unwrap();
        let refused = check(path, text)
            .iter()
            .any(|refusal| format!("{:?}", refusal.rule) == rule);
        assert!(
            refused,
            "{rule} let this pass:\n{path}\n{text}\n{}",
            told(path, text)
        );
        let told = told(path, text);
        assert!(told.contains(words), "`{words}` is missing in:\n{told}");
    }
}

#[test]
fn what_is_in_place_passes() {
    for (path, text) in files(ACCEPTED) {
        assert_eq!(
            told(path, text),
            "",
            "this was refused, but is right:\n{path}\n{text}"
        );
    }
}

#[test]
fn sizes_are_refused_only_past_the_budget() {
    let function = |lines| {
        format!(
            "fn long() {{\n{}}}",
            "    // a remark\n\n    step();\n".repeat(lines)
        )
    };
    assert_eq!(told("src/orders/rules.rs", &function(60)), "");
    let long = told("src/orders/rules.rs", &function(61));
    assert!(
        long.contains("`long` has 61 lines of code, 60 is the most"),
        "{long}"
    );

    assert_eq!(told("templates/page.html", &"\n".repeat(400)), "");
    let long = told("templates/page.html", &"\n".repeat(401));
    assert!(long.contains("has 401 lines, 400 is the most"), "{long}");
}

#[test]
fn each_rule_has_a_control() {
    let shown: HashSet<&str> = REFUSED
        .lines()
        .filter_map(|line| line.strip_prefix("--- ")?.split_once(':'))
        .map(|(rule, _)| rule)
        .collect();
    let by_size = [Rule::LongFile, Rule::LongFunction];
    for rule in Rule::ALL {
        let has_one = shown.contains(format!("{rule:?}").as_str()) || by_size.contains(rule);
        assert!(has_one, "{rule:?} has no control");
    }
}
