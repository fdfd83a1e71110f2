//! The mail server of `tests/scripts/mail.sh`, and what it was given.

use std::{env, path::PathBuf, process::Command};

use lettre::{SmtpTransport, Transport, address::Envelope};
use serde::Deserialize;

/// A mail server that is none of ours. It treats a message as its recipient's address says
/// (`tests/mail/server.py`); each story has a domain of its own.
pub struct MailServer {
    port: String,
    state: PathBuf,
    /// The domain of this story's recipients.
    pub domain: String,
}

/// A message it took, read by parsers that are none of ours.
#[derive(Debug, Clone, Deserialize)]
pub struct Received {
    pub envelope_to: Vec<String>,
    pub headers: Vec<String>,
    pub message_id: String,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub types: Vec<String>,
    pub plain: String,
    pub html: String,
    pub calendars: Vec<Calendar>,
    /// Each header and each part, undone from what it travelled in.
    pub decoded: Vec<String>,
    pub raw: String,
}

/// A calendar file of a message.
#[derive(Debug, Clone, Deserialize)]
pub struct Calendar {
    pub method: String,
    pub method_of_part: Option<String>,
    pub zones: Vec<String>,
    pub components: Vec<String>,
    pub properties: Vec<String>,
    pub uid: String,
    pub sequence: i64,
    pub starts: String,
    pub zone: Option<String>,
    pub summary: String,
    pub place: String,
    pub status: String,
    pub organizer: String,
    pub attendees: Vec<String>,
    pub text: String,
}

impl MailServer {
    /// The server that runs, with a domain for one story.
    #[expect(
        clippy::disallowed_methods,
        reason = "stories are told where the server is"
    )]
    pub fn find() -> Option<Self> {
        let Ok(found) = env::var("KITH_TEST_MAIL") else {
            assert!(
                env::var("CI").is_err(),
                "set KITH_TEST_MAIL: tests/scripts/mail.sh start"
            );
            println!("not told: KITH_TEST_MAIL is not set");
            return None;
        };
        Some(Self::of(&found))
    }

    fn of(found: &str) -> Self {
        let (port, state) = found.split_once(':').unwrap();
        let story = kith::storage::random_hex::<8>().unwrap();
        Self {
            port: port.to_owned(),
            state: state.into(),
            domain: format!("{story}.example.org"),
        }
    }

    /// One that the story plays itself, at this port.
    pub fn played_at(port: u16) -> Self {
        Self::of(&format!("{port}:"))
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The address of a recipient of this story; how it is treated stands before the first dot.
    pub fn at(&self, name: &str) -> String {
        format!("{name}@{}", self.domain)
    }

    /// Hands it a message as it stands.
    pub fn is_handed(&self, name: &str, message: &str) {
        let from = "appointments@kith.example.org".parse().unwrap();
        let envelope = Envelope::new(Some(from), vec![self.at(name).parse().unwrap()]);
        let server = SmtpTransport::from_url(&self.address()).unwrap().build();
        let handed = server.send_raw(&envelope.unwrap(), message.as_bytes());
        assert!(handed.unwrap().is_positive());
    }

    /// Everything it took for recipients of this story.
    pub fn took(&self) -> Vec<Received> {
        let output = Command::new(self.state.join("venv/bin/python"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/read.py"))
            .arg(self.state.join("kept"))
            .arg(&self.domain)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let lines = String::from_utf8(output.stdout).unwrap();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// What it took for one recipient, in order.
    pub fn took_for(&self, name: &str) -> Vec<Received> {
        let address = self.at(name);
        let mut took = self.took();
        took.retain(|received| received.to == address);
        took
    }
}
