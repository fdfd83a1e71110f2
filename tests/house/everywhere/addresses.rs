//! The addresses of routes: each parameter an id of its kind, of a record that is there.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{explorer::Explorer, spec::operations};
use crate::http::{filled, rows};

/// Kinds of ids, by the part of a path that they follow.
fn kinds() -> &'static BTreeMap<String, String> {
    static KINDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    KINDS.get_or_init(read_kinds)
}

fn read_kinds() -> BTreeMap<String, String> {
    let operations = operations();
    let kinds = operations.iter().flat_map(|one| {
        let parts: Vec<&str> = one.path.split('/').collect();
        let named = parts
            .windows(2)
            .filter(|pair| pair[1].starts_with('{'))
            .map(|pair| pair[0].to_owned());
        named
            .zip(one.parameters.iter().map(|(_, prefix)| prefix.clone()))
            .collect::<Vec<_>>()
    });
    kinds.collect()
}

/// What is no id: a day, a topic, a hazard.
fn but_for_ids(path: &str) -> String {
    path.replace("{monday}", "2026-11-30")
        .replace("{day}", "2026-12-01")
        .replace("{topic}", "health")
        .replace("{hazard}", "violence_to_child")
        .replace("{link_token}", &"0".repeat(64))
}

/// The addresses of a path, about the newest records of the kind.
pub fn addresses(explorer: &Explorer<'_>, path: &str, newest: usize) -> Vec<String> {
    let rule = explorer.ids("rul").last().map_or("", String::as_str);
    let path = but_for_ids(path).replace("{rule}", rule);
    let parts: Vec<&str> = path.split('/').collect();
    let Some(of) = parts.windows(2).find(|pair| pair[1].starts_with('{')) else {
        return vec![path];
    };
    let ids = kinds()
        .get(of[0])
        .map_or(&[][..], |prefix| explorer.ids(prefix));
    let newest = ids.iter().rev().take(newest);
    newest.map(|id| filled(&path, id)).collect()
}

/// Every address that is looked at, about the newest records of each kind.
pub fn looks(explorer: &Explorer<'_>, newest: usize) -> Vec<String> {
    let all = rows().into_iter().filter(|row| row.method == "GET");
    all.flat_map(|row| addresses(explorer, &row.path, newest))
        .collect()
}
