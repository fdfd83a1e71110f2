//! Size and manners of a file: how long, how named, how silenced, how introduced.

use crate::map::Place;
use crate::refusal::{Refusal, Rule};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

/// Words that no type, module or file is named with.
const BANNED: &[&str] = &[
    "manager", "managers", "helper", "helpers", "util", "utils", "dto", "dtos",
];

/// The budget that every file has, whatever its language.
pub(crate) fn length(path: &str, text: &str) -> Vec<Refusal> {
    let lines = text.lines().count();
    if lines <= LONGEST_FILE {
        return Vec::new();
    }
    let what = format!("has {lines} lines, {LONGEST_FILE} is the most");
    vec![Refusal::at(path, lines, Rule::LongFile, what)]
}

/// The manners of a Rust file.
pub(crate) fn check(path: &str, place: &Place, text: &str, file: &syn::File) -> Vec<Refusal> {
    let mut shape = Shape {
        path,
        lines: text.lines().collect(),
        refusals: Vec::new(),
    };
    shape.visit_file(file);
    let name = path
        .rsplit('/')
        .next()
        .unwrap_or(path)
        .trim_end_matches(".rs");
    shape.name(name, 1, false);
    let opens = path.ends_with("/mod.rs") || path.ends_with("/lib.rs");
    if opens && *place != Place::Aside && !text.starts_with("//!") {
        let what = "does not begin with a `//!` comment".to_owned();
        shape
            .refusals
            .push(Refusal::at(path, 1, Rule::NoOpeningDoc, what));
    }
    shape.refusals
}

struct Shape<'a> {
    path: &'a str,
    lines: Vec<&'a str>,
    refusals: Vec<Refusal>,
}

impl Shape<'_> {
    fn refuse(&mut self, line: usize, rule: Rule, what: String) {
        self.refusals.push(Refusal::at(self.path, line, rule, what));
    }

    /// The lines between the braces of a function, without blank ones and comments: as clippy counts.
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (first, last) = (block.span().start().line, block.span().end().line);
        let body = self.lines.iter().take(last.saturating_sub(1)).skip(first);
        let count = body
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
            .count();
        if count > LONGEST_FUNCTION {
            let what = format!(
                "`{}` has {count} lines of code, {LONGEST_FUNCTION} is the most",
                signature.ident
            );
            self.refuse(signature.span().start().line, Rule::LongFunction, what);
        }
    }

    fn name(&mut self, name: &str, line: usize, is_type: bool) {
        let words = words(name);
        let empty = words.iter().any(|word| BANNED.contains(&word.as_str()));
        let service = is_type && words.len() > 1 && words.last().is_some_and(|w| w == "service");
        if empty || service {
            self.refuse(line, Rule::BannedWord, format!("is called `{name}`"));
        }
    }

    fn type_name(&mut self, ident: &syn::Ident) {
        self.name(&ident.to_string(), ident.span().start().line, true);
    }
}

/// `HtmlUtil` and `html_util` are both `["html", "util"]`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_uppercase() || matches!(letter, '_' | '-' | '.') {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl<'a> Visit<'a> for Shape<'_> {
    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let line = attribute.span().start().line;
        let hidden = attribute.path().is_ident("cfg_attr")
            && attribute.meta.require_list().is_ok_and(|list| {
                let words = list.tokens.clone().into_iter();
                words
                    .map(|token| token.to_string())
                    .any(|word| word == "allow")
            });
        if attribute.path().is_ident("allow") || hidden {
            self.refuse(line, Rule::AllowAttribute, "says `allow`".to_owned());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'a syn::ItemStruct) {
        self.type_name(&item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'a syn::ItemEnum) {
        self.type_name(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        self.type_name(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'a syn::ItemType) {
        self.type_name(&item.ident);
        visit::visit_item_type(self, item);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        self.name(
            &item.ident.to_string(),
            item.ident.span().start().line,
            false,
        );
        visit::visit_item_mod(self, item);
    }
}
