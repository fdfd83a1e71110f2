//! Who may name what: the roles of files, the line of capabilities, the edges of the house.

use crate::map::{self, Place, Role};
use crate::names::Name;
use crate::refusal::{Refusal, Rule};
use std::collections::HashSet;
use syn::visit::{self, Visit};

/// Crates of others that only some places may name.
const RESERVED: &[(Rule, &[&str])] = &[
    (
        Rule::DieselOutsideStore,
        &[
            "diesel",
            "diesel_migrations",
            "r2d2",
            "libsqlite3_sys",
            "pq_sys",
            "kernel::reexport",
        ],
    ),
    (
        Rule::WebOutsideEdge,
        &["actix_web", "actix_http", "actix_multipart", "actix_rt"],
    ),
    (Rule::AsyncOutsideEdge, &["tokio", "futures_util"]),
    (Rule::TemplateOutsidePages, &["askama"]),
    (Rule::MailOutsideNotifications, &["lettre"]),
    (
        Rule::ImpureDecision,
        &[
            "chrono::Utc::now",
            "chrono::Local",
            "kernel::time::SystemClock",
            "kernel::SystemClock",
            "std::time::SystemTime",
            "std::time::Instant",
            "std::env",
            "std::fs",
            "std::net",
            "std::thread",
            "getrandom",
            "rand",
        ],
    ),
];

/// Every name in the file that this place may not use, the first time it is used.
pub(crate) fn check(path: &str, place: &Place, file: &syn::File, names: &[Name]) -> Vec<Refusal> {
    let mut seen = HashSet::new();
    let mut refusals = Vec::new();
    for name in names {
        let found = match name.path.split_first() {
            Some((first, rest)) if first == "crate" => ours(place, rest),
            _ => reserved(place, name),
        };
        let Some((rule, what)) = found else { continue };
        if seen.insert((rule, what.clone())) {
            refusals.push(Refusal::at(path, name.line, rule, what));
        }
    }
    if !may(place, Rule::AsyncOutsideEdge) {
        let mut asyncs = Asyncs(Vec::new());
        asyncs.visit_file(file);
        refusals.extend(
            asyncs.0.iter().map(|line| {
                Refusal::at(path, *line, Rule::AsyncOutsideEdge, "is `async`".to_owned())
            }),
        );
    }
    refusals
}

/// Whether this place is one of those for which the reserved crates are there.
fn may(place: &Place, rule: Rule) -> bool {
    match place {
        Place::Aside => true,
        Place::Package(package) => package != "law",
        Place::Plumbing(module) => match rule {
            Rule::DieselOutsideStore => module == "storage",
            Rule::WebOutsideEdge | Rule::TemplateOutsidePages => module != "storage",
            Rule::MailOutsideNotifications => false,
            _ => true,
        },
        Place::Composition(module) => match rule {
            Rule::WebOutsideEdge => matches!(module.as_str(), "app" | "main" | "verbs" | "demo"),
            Rule::MailOutsideNotifications => module == "app",
            Rule::DieselOutsideStore | Rule::TemplateOutsidePages => false,
            _ => true,
        },
        Place::Capability { name, role } => match rule {
            Rule::DieselOutsideStore => matches!(role, Role::Store | Role::Tables),
            Rule::WebOutsideEdge | Rule::AsyncOutsideEdge => {
                matches!(role, Role::Http | Role::Pages)
            }
            Rule::TemplateOutsidePages => *role == Role::Pages,
            Rule::MailOutsideNotifications => name == "notifications" && *role == Role::Commands,
            _ => !matches!(
                role,
                Role::Types | Role::Gather | Role::Traces | Role::Tables
            ),
        },
    }
}

/// A name from another crate: is it reserved, and not for this place?
fn reserved(place: &Place, name: &Name) -> Option<(Rule, String)> {
    RESERVED.iter().find_map(|(rule, crates)| {
        let named = crates.iter().any(|prefix| name.begins(prefix));
        (named && !may(place, *rule)).then(|| (*rule, format!("names `{}`", name.text())))
    })
}

/// A name of our own: may this place look there?
fn ours(place: &Place, target: &[String]) -> Option<(Rule, String)> {
    let (module, rest) = target.split_first()?;
    let what = format!("names `crate::{}`", target.join("::"));
    let rule = if map::is_plumbing(module) {
        back_door(place, target).or_else(|| toward_plumbing(place, module))
    } else {
        let rank = map::rank(module)?;
        let role = rest
            .first()
            .and_then(|word| Role::named(word))
            .unwrap_or(Role::Types);
        toward_capability(place, module, rank, role)
    };
    Some((rule?, what))
}

/// The store itself is for those who build the house, and for the keeper of the door in `access`.
fn back_door(place: &Place, target: &[String]) -> Option<Rule> {
    let is_store = target.iter().take(2).eq(["storage", "Store"].iter());
    let Place::Capability { name, role } = place else {
        return None;
    };
    let keeper = name == "access" && *role == Role::Http;
    (is_store && !keeper).then_some(Rule::BackDoor)
}

fn toward_plumbing(place: &Place, module: &str) -> Option<Rule> {
    let allowed = match place {
        Place::Capability { role, .. } => role.plumbing().contains(&module),
        // http and web are one edge; storage stands behind them.
        Place::Plumbing(own) => own != "storage" || module == "storage",
        Place::Composition(_) | Place::Package(_) | Place::Aside => true,
    };
    (!allowed).then_some(Rule::PlumbingReach)
}

fn toward_capability(place: &Place, target: &str, rank: u8, role: Role) -> Option<Rule> {
    match place {
        Place::Capability { name, role: own } if name == target => {
            (!own.names_of_own().contains(&role)).then_some(Rule::RoleReach)
        }
        Place::Capability { name, role: own } => {
            // A list is scoped inside its query, by joining the caseload of `access`.
            if *own == Role::Store && target == "access" && role == Role::Tables {
                return None;
            }
            if map::rank(name).is_none_or(|mine| rank >= mine) {
                return Some(Rule::LooksRight);
            }
            if matches!(role, Role::Store | Role::Tables) {
                return Some(Rule::ForeignStore);
            }
            (!own.names_of_left().contains(&role)).then_some(Rule::RoleReach)
        }
        Place::Plumbing(_) => {
            let allowed = target == "access" && role == Role::Types;
            (!allowed).then_some(Rule::PlumbingKnowsCapability)
        }
        Place::Composition(_) => {
            matches!(role, Role::Store | Role::Tables).then_some(Rule::ForeignStore)
        }
        Place::Package(_) | Place::Aside => None,
    }
}

/// The lines where something is `async` or awaits.
struct Asyncs(Vec<usize>);

impl<'a> Visit<'a> for Asyncs {
    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        if let Some(word) = &signature.asyncness {
            self.0.push(word.span.start().line);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.0.push(block.async_token.span.start().line);
        visit::visit_expr_async(self, block);
    }
}
