//! The program as an operator runs it, on a database of its own.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

use crate::client::{PASSWORD, agent};

/// Where a house is kept while it is measured.
#[derive(Debug)]
pub struct House {
    /// The program.
    pub kith: PathBuf,
    /// Its folder: keys, and the database where it is a file.
    pub folder: PathBuf,
    /// The database as the program is told it.
    pub database: String,
}

/// Who works there: their address and roles.
pub const PEOPLE: &[(&str, &[&str])] = &[
    ("priya@example.org", &["social_worker"]),
    ("asha@example.org", &["coordinator"]),
    ("tom@example.org", &["service_manager"]),
];

impl House {
    /// A new house on an empty SQLite file, or on a new database of a PostgreSQL server.
    pub fn new(kith: &Path, folder: &Path, server: Option<&str>) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let database = match server {
            None => format!("sqlite:{}", folder.join("kith.db").display()),
            Some(server) => {
                let name = "kith_measure";
                let mut admin = PgConnection::establish(server)?;
                admin.batch_execute(&format!("drop database if exists {name} with (force)"))?;
                admin.batch_execute(&format!("create database {name}"))?;
                let (before, _) = server
                    .rsplit_once('/')
                    .context("the address of the server names a database")?;
                format!("{before}/{name}")
            }
        };
        let house = Self {
            kith: kith.to_owned(),
            folder: folder.to_owned(),
            database,
        };
        let keys = house.keys();
        house.says(&["keys", "new", &keys.to_string_lossy()], "")?;
        house.says(&["migrate"], "")?;
        for (email, roles) in PEOPLE {
            let (name, _) = email.split_once('@').unwrap_or((email, ""));
            let mut verb = vec!["user", "add", "--email", email, "--name", name];
            for role in *roles {
                verb.extend(["--role", role]);
            }
            house.says(&verb, PASSWORD)?;
        }
        Ok(house)
    }

    fn command(&self, verb: &[&str]) -> Command {
        let mut command = Command::new(&self.kith);
        command
            .args(verb)
            .env("KITH_DATABASE_URL", &self.database)
            .env("KITH_KEYS_FILE", self.keys())
            .env(
                "KITH_CHECKPOINT_FILE",
                self.folder.join("checkpoints.jsonl"),
            )
            .env("KITH_CLOSING_SECONDS", "0")
            .env("RUST_LOG", "warn");
        command
    }

    /// Whether its database is a file.
    pub fn is_sqlite(&self) -> bool {
        self.database.starts_with("sqlite:")
    }

    /// The key file.
    pub fn keys(&self) -> PathBuf {
        self.folder.join("keys.json")
    }

    fn says(&self, verb: &[&str], typed: &str) -> Result<()> {
        let mut child = self
            .command(verb)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            writeln!(stdin, "{typed}")?;
        }
        ensure!(child.wait()?.success(), "kith {} failed", verb.join(" "));
        Ok(())
    }

    /// Starts the program and waits until it is ready; with the time that took.
    pub fn serves(&self) -> Result<(Program, Duration)> {
        const PATIENCE: Duration = Duration::from_secs(20);
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let (base, site) = (
            format!("http://{listen}"),
            format!("http://localhost:{}", listen.port()),
        );
        let agent = agent();
        let began = Instant::now();
        let child = self
            .command(&["serve"])
            .env("KITH_LISTEN", listen.to_string())
            .env("KITH_PUBLIC_URL", &site)
            .stdout(Stdio::null())
            .spawn()?;
        let program = Program { child, base, site };
        let ready = || {
            let answer = agent.get(format!("{}/readyz", program.base)).call();
            answer.is_ok_and(|answer| answer.status() == 200)
        };
        while !ready() {
            ensure!(began.elapsed() < PATIENCE, "the program is not ready");
            sleep(Duration::from_millis(2));
        }
        let took = began.elapsed();
        Ok((program, took))
    }
}

/// A running program. It is ended when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// Where it is.
    pub base: String,
    /// Its origin, as a browser asks for it.
    pub site: String,
}

impl Program {
    /// Its resident memory and the most it ever was, in MiB.
    pub fn memory(&self) -> Result<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let of = |name: &str| -> Result<u64> {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .context("no such figure in /proc")?;
            let kib: String = line.chars().filter(char::is_ascii_digit).collect();
            Ok(kib.parse::<u64>()? / 1024)
        };
        Ok((of("VmRSS:")?, of("VmHWM:")?))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let ended = self.child.kill().and_then(|()| self.child.wait());
        drop(ended);
    }
}
