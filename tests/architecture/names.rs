//! Which names a source file uses: by `use`, by path, in macros and in attributes.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashMap;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A name in full: `["crate", "orders", "store"]` for our own, `["diesel", "prelude"]` for others'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

impl Name {
    pub(crate) fn text(&self) -> String {
        self.path.join("::")
    }

    /// Whether the name begins with this one: `std::time` begins `std::time::Instant`.
    pub(crate) fn begins(&self, prefix: &str) -> bool {
        let mut own = self.path.iter();
        prefix
            .split("::")
            .all(|part| own.next().is_some_and(|mine| mine == part))
    }
}

/// Every name of a file, resolved through its `use` lines. `module` is the file's own module path.
pub(crate) fn names(file: &syn::File, module: Vec<String>) -> Vec<Name> {
    let mut imports = Imports {
        scope: Scope::new(module.clone()),
        ..Imports::default()
    };
    imports.visit_file(file);
    let found = imports.found.iter().map(|name| Name {
        path: through(&imports.aliases, &name.path),
        line: name.line,
    });
    let mut uses = Uses {
        scope: Scope::new(module),
        found: found.collect(),
        aliases: imports.aliases,
    };
    uses.visit_file(file);
    uses.found
        .sort_by(|a, b| (a.line, &a.path).cmp(&(b.line, &b.path)));
    uses.found.dedup();
    uses.found
}

/// The path with its first word replaced by what the file imported under that word.
fn through(aliases: &HashMap<String, Vec<String>>, path: &[String]) -> Vec<String> {
    let Some((first, rest)) = path.split_first() else {
        return Vec::new();
    };
    match aliases.get(first) {
        Some(full) => full.iter().chain(rest).cloned().collect(),
        None => path.to_vec(),
    }
}

/// The module that is being read, inline modules included.
#[derive(Debug, Default)]
struct Scope(Vec<String>);

impl Scope {
    fn new(module: Vec<String>) -> Self {
        Self(module)
    }

    /// Turns `self::`, `super::`, `crate::` and `kith::` into one absolute form.
    fn absolute(&self, path: &[String]) -> Vec<String> {
        let mut module = self.0.clone();
        let mut rest = path;
        let mut relative = false;
        while let Some((first, tail)) = rest.split_first() {
            match first.as_str() {
                "crate" | "kith" if !relative => module.clear(),
                "self" => {}
                "super" => {
                    module.pop();
                }
                _ => break,
            }
            relative = true;
            rest = tail;
        }
        if !relative {
            return path.to_vec();
        }
        let mut full = vec!["crate".to_owned()];
        full.append(&mut module);
        full.extend_from_slice(rest);
        full
    }
}

/// First reading: what `use` and `mod` bring into the file.
#[derive(Debug, Default)]
struct Imports {
    scope: Scope,
    aliases: HashMap<String, Vec<String>>,
    found: Vec<Name>,
}

impl Imports {
    fn walk(&mut self, tree: &syn::UseTree, before: &[String], line: usize) {
        let with = |ident: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(ident.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.walk(&path.tree, &with(&path.ident), line),
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.walk(item, before, line);
                }
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let alias = before.last().cloned().unwrap_or_default();
                self.keep(before.to_vec(), Some(alias), line);
            }
            syn::UseTree::Name(name) => {
                self.keep(with(&name.ident), Some(name.ident.to_string()), line);
            }
            syn::UseTree::Rename(name) => {
                self.keep(with(&name.ident), Some(name.rename.to_string()), line);
            }
            syn::UseTree::Glob(_) => self.keep(before.to_vec(), None, line),
        }
    }

    fn keep(&mut self, path: Vec<String>, alias: Option<String>, line: usize) {
        let path = self.scope.absolute(&path);
        if let Some(alias) = alias {
            self.aliases.insert(alias, path.clone());
        }
        self.found.push(Name { path, line });
    }
}

impl<'a> Visit<'a> for Imports {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.walk(&item.tree, &[], item.span().start().line);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let name = item.ident.to_string();
        let path = self.scope.absolute(&["self".to_owned(), name.clone()]);
        self.aliases.entry(name.clone()).or_insert(path);
        self.scope.0.push(name);
        visit::visit_item_mod(self, item);
        self.scope.0.pop();
    }
}

/// Second reading: every path, wherever it stands.
#[derive(Debug)]
struct Uses {
    scope: Scope,
    aliases: HashMap<String, Vec<String>>,
    found: Vec<Name>,
}

impl Uses {
    fn keep(&mut self, path: &[String], line: usize) {
        let full = through(&self.aliases, path);
        // A single word that was not imported is a local name.
        if path.len() == 1 && full == path {
            return;
        }
        let path = self.scope.absolute(&full);
        if !path.is_empty() {
            self.found.push(Name { path, line });
        }
    }

    /// Macros and attributes hold unparsed words: chains of `a::b::c` are paths.
    fn tokens(&mut self, stream: TokenStream) {
        let mut chain: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut line = 1;
        for token in stream {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.keep_chain(&mut chain, line);
                        line = ident.span().start().line;
                    }
                    chain.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Group(group) => {
                    if colons != 2 {
                        self.keep_chain(&mut chain, line);
                    }
                    colons = 0;
                    self.tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.keep_chain(&mut chain, line);
                    colons = 0;
                }
            }
        }
        self.keep_chain(&mut chain, line);
    }

    fn keep_chain(&mut self, chain: &mut Vec<String>, line: usize) {
        self.keep(chain, line);
        chain.clear();
    }
}

impl<'a> Visit<'a> for Uses {
    fn visit_path(&mut self, path: &'a syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.keep(&words, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'a syn::MetaList) {
        self.tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        self.scope.0.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.scope.0.pop();
    }
}
