//! What is out of place, told so that someone new to the house can put it right.

use std::fmt;

/// Declares the rules: each with why it exists and what to do instead.
macro_rules! rules {
    ($($name:ident because $why:literal instead $instead:literal;)*) => {
        /// The rules of the house that a machine can see. `ARCHITECTURE.md` tells them in prose.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Rule {
            $($name,)*
        }

        impl Rule {
            /// Every rule, so that the controls can show that each one is able to refuse.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// Why the rule exists, and what to do instead.
            fn reason(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => ($why, $instead),)*
                }
            }
        }
    };
}

rules! {
    Unreadable
        because "a file that cannot be read cannot be held to the rules."
        instead "mend the syntax; `cargo check` shows where.";
    UnknownFolder
        because "everyone must know where to look, and who may look at whom."
        instead "if it is a new capability, give it a place in CAPABILITIES (tests/architecture/map.rs) and in ARCHITECTURE.md; if not, it belongs into a folder that exists.";
    UnknownFile
        because "the name of a file says what it may do, and the rules follow that name."
        instead "move the code into mod, rules, gather, commands, queries, traces, store, tables, http or pages (.rs, or a folder of that name with a mod.rs).";
    LooksRight
        because "capabilities stand in a line and look only left, or every change would reach everywhere."
        instead "move the shared type or question to the left; or let the left say `work.changed(…)` and listen to it on the right.";
    ForeignStore
        because "a capability answers for its own tables: its commands and queries check permission, claims and audit."
        instead "call the other capability's command or query; if none fits, add one there.";
    RoleReach
        because "a request goes through http or pages to commands or queries, they ask rules and their own store; no step is passed over."
        instead "see the table of file roles in ARCHITECTURE.md and move the code to the file whose role it is.";
    PlumbingKnowsCapability
        because "storage, http and web serve every capability alike, so they know none (only the types of access)."
        instead "turn it round: declare a trait or take a closure here, and let the capability or app.rs fill it.";
    PlumbingReach
        because "a decision needs no database and a command needs no browser: only so can each be tested alone."
        instead "pass plain values in; rows come through commands, queries and store, requests through http and pages.";
    BackDoor
        because "the store itself opens transactions: whoever holds it could pass by the door, the permit and the audit."
        instead "handlers use the door they are given (`Guarded`), commands `Work`, queries `Reads`.";
    DieselOutsideStore
        because "only store and tables files and src/storage know SQL, so the rest runs on either database."
        instead "put the query into this capability's store.rs and call it from commands.rs or queries.rs.";
    WebOutsideEdge
        because "only http and pages files, src/http, src/web, src/verbs, app.rs and main.rs know actix, so that one rule serves pages, the API and the demo."
        instead "take plain values as arguments and return a typed refusal; the handler turns it into an answer.";
    AsyncOutsideEdge
        because "behind the door everything is plain and blocking: easier to read, and a transaction never waits for the network."
        instead "make it an ordinary function; the door runs it on a blocking thread.";
    TemplateOutsidePages
        because "what people see is decided in one kind of file."
        instead "build the view model in pages.rs; what all pages share lives in src/web.";
    MailOutsideNotifications
        because "everything that leaves the house goes through the outbox, where it is checked and can be repeated."
        instead "queue a notice in traces.rs; the commands of notifications deliver it.";
    ImpureDecision
        because "a rule that reads a clock, chance or the machine cannot be tested in a table, nor asked again next year."
        instead "take the value as an argument; the command has `work.now()` and makes ids and tokens.";
    LongFile
        because "a file of more than 400 lines holds more than one thought."
        instead "split it by thought: a role may be a folder, such as store/ with a mod.rs.";
    LongFunction
        because "a function of more than 60 lines does more than one thing."
        instead "name its steps and make each a function; move data into a constant table.";
    AllowAttribute
        because "`allow` silences a lint for ever; `expect` tells when it is no longer needed."
        instead "mend what the lint shows, or write #[expect(lint, reason = \"…\")].";
    NoOpeningDoc
        because "whoever opens a folder must learn first what it is for, which promise it keeps and what it refuses."
        instead "begin the file with a `//!` comment that says so.";
    BannedWord
        because "Manager, Helper, Util, Dto and …Service say nothing about what a thing does."
        instead "use the word that people in a contact service would use.";
    ImpureDependency
        because "kernel and law are pure: what they cannot name, they cannot do, and the compiler keeps it so."
        instead "do that work in src/ and hand in the value; a new pure crate is added to PURE (tests/architecture/manifests.rs) with its reason.";
    DependencyWithoutReason
        because "each dependency is code that we ship and must trust."
        instead "write it on one line and end it with `# what we need it for`.";
}

/// One thing out of place.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) rule: Rule,
    /// File and line, as a terminal can open it.
    pub(crate) place: String,
    /// What stands there.
    pub(crate) what: String,
}

impl Refusal {
    pub(crate) fn at(path: &str, line: usize, rule: Rule, what: String) -> Self {
        let place = format!("{path}:{line}");
        Self { rule, place, what }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (why, instead) = self.rule.reason();
        writeln!(f, "{}: {}", self.place, self.what)?;
        writeln!(f, "    Why: {why}")?;
        writeln!(f, "    Instead: {instead}")
    }
}
