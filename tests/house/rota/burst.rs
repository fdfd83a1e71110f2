//! Many who publish one week at the same moment. A week takes long to read, and SQLite has one writer.

use kith::storage::faults::READ_WHILE_WRITING;
use serde_json::json;

use super::{MONDAY, Stage};

story!(alone of_eight_who_publish_at_once_one_holds_the_writer_to_read, |house| {
    let stage = Stage::set(house);
    let family = stage.family("Ava", "Potter", 1);
    stage.planned(&family, ("2026-12-01", "10:00", "11:30"), &stage.rosa, &stage.garden);
    let (_, seen) = stage.week();
    let path = format!("/api/v1/rotas/{MONDAY}/publish");
    stage.asha.tokens();
    let (before, barrier) = (READ_WHILE_WRITING.number(), std::sync::Barrier::new(8));
    let press = || {
        barrier.wait();
        let asking = stage.asha.api("POST", &path).header("if-match", seen.clone());
        asking.json(&json!({})).answer().status
    };
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let presses: Vec<_> = (0..8).map(|_| scope.spawn(press)).collect();
        presses.into_iter().map(|one| one.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    assert_eq!(READ_WHILE_WRITING.number() - before, 1);
});
