//! HTML in one normal form: what a browser makes the same of is the same.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

/// Elements that do not break the line, so that a space beside them is seen.
const INLINE: &[&str] = &["a", "b", "i", "span", "strong", "svg", "em"];

/// One line per element or text, indented, classes and attributes in order.
pub fn normal(html: &str) -> String {
    let tree = Html::parse_fragment(html);
    let mut lines = Vec::new();
    collect(tree.root_element(), 0, &mut lines);
    lines.join("\n")
}

fn collect(parent: ElementRef<'_>, depth: usize, lines: &mut Vec<String>) {
    for child in parent.children() {
        let indent = " ".repeat(depth);
        match child.value() {
            Node::Text(text) => {
                let before = is_inline(child.prev_sibling().map(|node| node.value()));
                let after = is_inline(child.next_sibling().map(|node| node.value()));
                let text = collapsed(text, before, after);
                if !text.is_empty() {
                    lines.push(format!("{indent}{text:?}"));
                }
            }
            Node::Element(element) => {
                let name = element.name();
                lines.push(format!("{indent}<{name}{}>", attributes(element)));
                if let Some(element) = ElementRef::wrap(child) {
                    collect(element, depth + 1, lines);
                }
            }
            _ => {}
        }
    }
}

fn attributes(element: &Element) -> String {
    let attributes = element.attrs().map(|(name, value)| match name {
        "class" => format!(" class={:?}", sorted(value)),
        _ => format!(" {name}={value:?}"),
    });
    let mut attributes: Vec<String> = attributes.collect();
    attributes.sort();
    attributes.concat()
}

fn is_inline(node: Option<&Node>) -> bool {
    node.and_then(Node::as_element)
        .is_some_and(|element| INLINE.contains(&element.name()))
}

fn sorted(classes: &str) -> Vec<&str> {
    let mut classes: Vec<&str> = classes.split_whitespace().collect();
    classes.sort_unstable();
    classes
}

/// White space as it is shown: one space, and none at the edge of a block.
fn collapsed(text: &str, after_inline: bool, before_inline: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = words.join(" ");
    if line.is_empty() {
        let between = after_inline && before_inline && !text.is_empty();
        return if between { " ".to_owned() } else { line };
    }
    if after_inline && text.starts_with(char::is_whitespace) {
        line.insert(0, ' ');
    }
    if before_inline && text.ends_with(char::is_whitespace) {
        line.push(' ');
    }
    line
}

/// The first line that differs, with the lines around it.
pub fn first_difference(theirs: &str, ours: &str) -> String {
    let pairs = theirs.lines().zip(ours.lines());
    let same = pairs.take_while(|(theirs, ours)| theirs == ours).count();
    let part = |text: &str| -> String {
        let lines = text.lines().skip(same.saturating_sub(2)).take(6);
        let lines: Vec<&str> = lines.collect();
        lines.join("\n    ")
    };
    format!(
        "  published:\n    {}\n  ours:\n    {}",
        part(theirs),
        part(ours)
    )
}
