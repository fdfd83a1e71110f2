//! The map of the house: what stands where, and who may look at whom.

use crate::refusal::{Refusal, Rule};

/// The capabilities from left to right. Each may look only left; two of one rank do not see each
/// other.
pub(crate) const CAPABILITIES: &[(&str, u8)] = &[
    ("access", 0),
    ("settings", 1),
    ("people", 2),
    ("orders", 3),
    ("risk", 3),
    ("referrals", 4),
    ("resources", 5),
    ("sessions", 6),
    ("rota", 7),
    ("planning", 8),
    ("transport", 9),
    ("observations", 10),
    ("deadlines", 11),
    ("reporting", 12),
    ("notifications", 13),
    ("governance", 14),
];

/// Folders that serve every capability and know none.
const PLUMBING: &[&str] = &["storage", "http", "web"];

/// Files, or folders of these names, that put the parts together.
const COMPOSITION: &[&str] = &["app", "main", "lib", "config", "keys", "verbs", "demo"];

/// What a file in a capability folder is for; its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// `mod.rs` and `rules.rs`: types and pure decisions.
    Types,
    Gather,
    Commands,
    Queries,
    Traces,
    Store,
    Tables,
    Http,
    Pages,
}

impl Role {
    /// The role that a file or folder of this name has.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "mod" | "rules" => Self::Types,
            "gather" => Self::Gather,
            "commands" => Self::Commands,
            "queries" => Self::Queries,
            "traces" => Self::Traces,
            "store" => Self::Store,
            "tables" => Self::Tables,
            "http" => Self::Http,
            "pages" => Self::Pages,
            _ => return None,
        })
    }

    /// What it may name in its own capability.
    pub(crate) fn names_of_own(self) -> &'static [Self] {
        match self {
            Self::Types => &[Self::Types],
            Self::Gather => &[Self::Types, Self::Gather, Self::Queries],
            Self::Commands => &[
                Self::Types,
                Self::Gather,
                Self::Commands,
                Self::Queries,
                Self::Traces,
                Self::Store,
            ],
            Self::Queries => &[Self::Types, Self::Queries, Self::Traces, Self::Store],
            Self::Traces => &[Self::Types, Self::Traces],
            Self::Store => &[Self::Types, Self::Store, Self::Tables],
            Self::Tables => &[Self::Types, Self::Tables],
            Self::Http => &[
                Self::Types,
                Self::Commands,
                Self::Queries,
                Self::Traces,
                Self::Http,
            ],
            Self::Pages => &[
                Self::Types,
                Self::Commands,
                Self::Queries,
                Self::Traces,
                Self::Http,
                Self::Pages,
            ],
        }
    }

    /// What it may name in capabilities to the left.
    pub(crate) fn names_of_left(self) -> &'static [Self] {
        match self {
            Self::Gather | Self::Queries => &[Self::Types, Self::Queries],
            Self::Commands => &[Self::Types, Self::Commands, Self::Queries],
            _ => &[Self::Types],
        }
    }

    /// The plumbing it may name.
    pub(crate) fn plumbing(self) -> &'static [&'static str] {
        match self {
            Self::Types | Self::Traces => &[],
            Self::Gather | Self::Commands | Self::Queries | Self::Store | Self::Tables => {
                &["storage"]
            }
            Self::Http => &["http", "storage"],
            Self::Pages => &["http", "web", "storage"],
        }
    }
}

/// Where a source file stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file of a capability folder in `src/`.
    Capability { name: String, role: Role },
    /// A file of `src/storage`, `src/http` or `src/web`.
    Plumbing(String),
    /// A file that puts parts together: `app`, `main`, `demo` …
    Composition(String),
    /// A file of a package in `crates/`.
    Package(String),
    /// A test, or the build script: only budgets and manners apply.
    Aside,
}

/// The rank of a capability, counted from the left.
pub(crate) fn rank(capability: &str) -> Option<u8> {
    let found = CAPABILITIES.iter().find(|(name, _)| *name == capability)?;
    Some(found.1)
}

/// Whether this module at the root of `src/` is plumbing.
pub(crate) fn is_plumbing(module: &str) -> bool {
    PLUMBING.contains(&module)
}

/// Finds a path, relative to the root of the repository, on the map.
pub(crate) fn place(path: &str) -> Result<Place, Refusal> {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    match parts.as_slice() {
        ["crates", package, "src", ..] => Ok(Place::Package((*package).to_owned())),
        ["src", module] if rank(module).is_some() || is_plumbing(module) => Err(Refusal::at(
            path,
            1,
            Rule::UnknownFile,
            format!("is a single file, but `{module}` is a folder with a mod.rs"),
        )),
        ["src", module, ..] if COMPOSITION.contains(module) => {
            Ok(Place::Composition((*module).to_owned()))
        }
        ["src", module, _, ..] if is_plumbing(module) => Ok(Place::Plumbing((*module).to_owned())),
        ["src", capability, file, ..] if rank(capability).is_some() => match Role::named(file) {
            Some(role) => Ok(Place::Capability {
                name: (*capability).to_owned(),
                role,
            }),
            None => Err(Refusal::at(
                path,
                1,
                Rule::UnknownFile,
                format!("`{file}` is no role of a file in a capability folder"),
            )),
        },
        ["src", unknown, ..] => Err(Refusal::at(
            path,
            1,
            Rule::UnknownFolder,
            format!("`{unknown}` is not on the map of the house"),
        )),
        _ => Ok(Place::Aside),
    }
}

/// The module path of a file in `src/`, without the crate: `src/orders/store/mod.rs` is
/// `["orders", "store"]`.
pub(crate) fn module_path(path: &str) -> Vec<String> {
    let inner = match path.split_once("src/") {
        Some((_, inner)) => inner.trim_end_matches(".rs"),
        None => return Vec::new(),
    };
    let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if matches!(
        parts.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        parts.pop();
    }
    parts
}
