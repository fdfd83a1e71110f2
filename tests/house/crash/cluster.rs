//! The cluster of PostgreSQL that the stage `crash` started for these stories alone.

use std::{path::Path, process::Command};

/// Whether the cluster may be killed, and how it is set: `durable` or `loose`.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment which cluster is its own"
)]
pub fn is_ours_to_kill(how: &str) -> bool {
    let ours = std::env::var("KITH_CRASH_CLUSTER").is_ok_and(|set| set == how);
    if !ours {
        println!("skipped: the stage crash starts a {how} cluster for this story");
    }
    ours
}

fn script(verb: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/postgres.sh");
    let done = Command::new(script).arg(verb).output().unwrap();
    assert!(
        done.status.success(),
        "{verb}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// `kill -9` to each of its processes.
pub fn is_killed() {
    script("kill");
}

/// It starts on what it left on the disk.
pub fn starts_again() {
    script("again");
}
