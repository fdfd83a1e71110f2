//! The program as an operator runs it: a process of its own on the database of a house.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use kith::storage::Backend;

use crate::support::{KEYS_TEXT, ORIGIN, TestHouse};

static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running program.
pub struct Program {
    child: Child,
    /// Where it is.
    pub base: String,
    files: PathBuf,
}

impl Program {
    /// Starts it, with faults switched on where any are named, and waits until it serves.
    pub fn start(house: &TestHouse, faults: &str) -> Self {
        let mut program = Self::runs(house, "serve", faults);
        let mut says = BufReader::new(program.child.stdout.take().unwrap()).lines();
        let serves = says.any(|line| line.unwrap().contains("Kith is at"));
        assert!(serves, "it did not start: {}", program.log());
        program
    }

    /// Starts the worker that stands beside those that serve.
    pub fn works(house: &TestHouse) -> Self {
        Self::runs(house, "work", "")
    }

    fn runs(house: &TestHouse, verb: &str, faults: &str) -> Self {
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let files = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("program-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&files).unwrap();
        let keys = files.join("keys.json");
        std::fs::write(&keys, KEYS_TEXT.as_str()).unwrap();
        let listen = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let database = match house.backend() {
            Backend::Sqlite(path) => format!("sqlite:{path}"),
            Backend::Postgres(address) => address.clone(),
        };
        let child = Command::new(env!("CARGO_BIN_EXE_kith"))
            .arg(verb)
            .env("KITH_LISTEN", listen.to_string())
            .env("KITH_DATABASE_URL", database)
            .env("KITH_PUBLIC_URL", ORIGIN)
            .env("KITH_KEYS_FILE", &keys)
            .env("KITH_CHECKPOINT_FILE", files.join("checkpoints.jsonl"))
            .env("KITH_CONNECTIONS", "12")
            .env("KITH_CLOSING_SECONDS", "1")
            .env("KITH_FAULTS", faults)
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(File::create(files.join("log")).unwrap())
            .spawn()
            .unwrap();
        Self {
            child,
            base: format!("http://{listen}"),
            files,
        }
    }

    /// A connection to it; an error when it takes none any more.
    pub fn connects(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(self.base.trim_start_matches("http://"))
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.files.join("log")).unwrap_or_default()
    }

    /// Kills it with -9.
    pub fn killed(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends it SIGTERM.
    pub fn is_told_to_stop(&self) {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(told.unwrap().success());
    }

    /// Waits until it has ended.
    pub fn ends(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.files);
    }
}
