//! Many who change one record at once: each change is made upon the one before it, or its sender is
//! told that somebody was quicker.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering},
};

use serde_json::json;

use super::{adds, ava, ava_again};
use crate::support::{Person, TestHouse, in_letters};

/// How many edit at once.
const CLERKS: u32 = 16;

/// How many edits there are in CI; `KITH_GATE_EDITS` says how many before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn edits() -> u32 {
    let given = std::env::var("KITH_GATE_EDITS").ok();
    given
        .and_then(|number| number.parse().ok())
        .unwrap_or(2_000)
}

/// An edit that was sent: upon which version, and what came of it.
struct Edit {
    name: String,
    upon: i64,
    status: u16,
    /// The version it made.
    made: Option<String>,
}

/// Each clerk edits the newest version that any of them has seen, again and again.
fn edit_at_once(priya: &Person<'_>, id: &str, each: u32) -> Vec<Edit> {
    let (path, newest) = (format!("/api/v1/people/{id}"), AtomicI64::new(1));
    let edit = |name: String| {
        let upon = newest.load(Ordering::Relaxed);
        let mut body = ava_again();
        body["family_name"] = json!(name);
        let asking = priya
            .api("PUT", &path)
            .header("if-match", format!("\"{upon}\""));
        let answer = asking.json(&body).answer();
        if answer.status == 200 {
            newest.fetch_max(upon + 1, Ordering::Relaxed);
        }
        let made = answer.header("etag").map(str::to_owned);
        let status = answer.status;
        Edit {
            name,
            upon,
            status,
            made,
        }
    };
    let all = |clerk: u32| -> Vec<Edit> {
        let names = (0..each).map(|number| [clerk, number].map(in_letters).join("-"));
        names.map(edit).collect()
    };
    std::thread::scope(|scope| {
        let clerks: Vec<_> = (0..CLERKS)
            .map(|clerk| scope.spawn(move || all(clerk)))
            .collect();
        clerks
            .into_iter()
            .flat_map(|clerk| clerk.join().unwrap())
            .collect()
    })
}

/// What was wrong: an answer that is not promised, a change that another was written over, a record
/// that is not as its last change left it.
fn lost(house: &TestHouse, all: u32) -> Vec<String> {
    let priya = house.social_worker("Priya");
    let id = adds(&priya, &ava());
    priya.tokens();
    let edits = edit_at_once(&priya, &id, all.div_ceil(CLERKS));
    let (mut wrong, mut upon) = (Vec::new(), BTreeMap::new());
    for edit in &edits {
        let says = format!("{} upon version {}: {}", edit.name, edit.upon, edit.status);
        match edit.status {
            200 if edit.made != Some(format!("\"{}\"", edit.upon + 1)) => {
                wrong.push(format!("{says} made {:?}", edit.made));
            }
            200 => {
                let before = upon.insert(edit.upon, &edit.name);
                wrong.extend(before.map(|before| format!("{says}, and {before} is lost")));
            }
            412 => {}
            _ => wrong.push(says),
        }
    }
    let is = |what: &str, select: &str| house.number(&format!("select {what} from {select}"));
    let saved = i64::try_from(upon.len()).unwrap();
    let version = is("version", &format!("person where id = '{id}'"));
    let facts = is(
        "count(*)",
        "audit_fact where act = 'people.edit' and content not like '%refused%'",
    );
    if (version, facts) != (saved + 1, saved) {
        wrong.push(format!("{saved} saved: version {version}, {facts} facts"));
    }
    let name = house.texts(&format!("select family_name from person where id = '{id}'"));
    let last = upon.values().next_back();
    if last != Some(&&name[0]) {
        wrong.push(format!(
            "the last was {last:?}, and {} stands there",
            name[0]
        ));
    }
    println!("{} edits, {saved} saved, the others too late", edits.len());
    // Some were quicker than others, else there was no race.
    assert!(saved > 3 && upon.len() < edits.len(), "{saved} saved");
    wrong
}

story!(sixteen_who_change_one_record_lose_no_change, |house| {
    let wrong = lost(house, edits());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

#[cfg(feature = "faults")]
story!(alone a_house_that_minds_no_version_is_found, |house| {
    use kith::storage::faults::VERSIONS_UNMINDED;
    VERSIONS_UNMINDED.set(true);
    let wrong = lost(house, 200);
    VERSIONS_UNMINDED.set(false);
    assert!(wrong.len() > 5, "a test that cannot fail proves nothing: {wrong:?}");
});
