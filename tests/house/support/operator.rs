//! The verbs of the program, as an operator types them at a terminal.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use kith::storage::Backend;

use super::{KEYS_TEXT, TestHouse};

static TYPED: AtomicU32 = AtomicU32::new(0);

impl TestHouse {
    /// `kith ARGS` on the database of this house, with its keys and the checkpoints it handed out, and
    /// what is then typed.
    pub fn operator_runs(&self, args: &[&str], typed: &str) -> Output {
        let number = TYPED.fetch_add(1, Ordering::Relaxed);
        let files = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("operator-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&files).unwrap();
        std::fs::write(files.join("keys.json"), KEYS_TEXT.as_str()).unwrap();
        let lines = self.handed_out().into_iter();
        let lines = lines.map(|one| serde_json::to_string(&one).unwrap() + "\n");
        std::fs::write(files.join("checkpoints.jsonl"), lines.collect::<String>()).unwrap();
        let database = match self.backend() {
            Backend::Sqlite(path) => format!("sqlite:{path}"),
            Backend::Postgres(address) => address.clone(),
        };
        let mut child = Command::new(env!("CARGO_BIN_EXE_kith"))
            .args(args)
            .env("KITH_DATABASE_URL", database)
            .env("KITH_KEYS_FILE", files.join("keys.json"))
            .env("KITH_CHECKPOINT_FILE", files.join("checkpoints.jsonl"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A verb that reads nothing may have ended already.
        let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
        let output = child.wait_with_output().unwrap();
        std::fs::remove_dir_all(&files).unwrap();
        output
    }
}
