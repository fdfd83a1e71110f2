//! Messages as they go out, and the mail server that takes them.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, SystemTime},
};

use kernel::{id::NoticeId, refusal::Refused, sensitive::Sensitive, text::Email, time::Instant};
use lettre::{
    Message, SmtpTransport, Transport,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{self, PoolConfig},
};

use crate::notifications::{
    DemoContent, Link, Trouble,
    rules::{Outcome, calendar::Entry, letter::Letter},
};

/// How long a mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections to the mail server at most.
const CONNECTIONS: u32 = 4;

/// A message ready to leave.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Its Message-ID.
    pub message_id: String,
    /// To whom.
    pub to: Email,
    /// What it says.
    pub letter: Letter,
    /// Calendar entries it brings.
    pub entries: Vec<Entry>,
    /// The notices it tells, each with the number of this attempt.
    pub notices: Vec<(NoticeId, i32)>,
    /// The hash of its link's token, and the link.
    pub link: Option<(String, Link)>,
    /// When, by the real clock.
    pub at: Instant,
}

/// Where messages go.
pub enum Way {
    /// To a mail server.
    Server(SmtpTransport),
    /// Into the mailbox of the demo.
    Mailbox,
    /// Nowhere: no mail server is set, and notices wait.
    Nowhere,
}

/// What became of a message that was handed over.
#[derive(Debug)]
pub enum Carried {
    /// This came of it.
    Came(Outcome),
    /// It is for the mailbox of the demo.
    ForMailbox(Box<DemoContent>),
}

/// Sends messages.
pub struct PostOffice {
    way: Way,
    from: Email,
    origin: String,
    host: String,
    link_key: Sensitive<[u8; 32]>,
}

impl PostOffice {
    /// A post office for the service at `origin`, which sends as `from`. `link_key` makes the tokens
    /// of links.
    ///
    /// # Errors
    /// A fault when `server` is no address of a mail server.
    pub fn new(
        server: Option<&str>,
        from: Email,
        origin: &url::Url,
        link_key: Sensitive<[u8; 32]>,
    ) -> Result<Self, Refused> {
        let way = match server {
            None => Way::Nowhere,
            Some(server) => {
                let builder = SmtpTransport::from_url(server)
                    .map_err(|_holds_a_password| Refused::broken("reading KITH_SMTP_URL"))?;
                let pool = PoolConfig::new().max_size(CONNECTIONS);
                Way::Server(builder.timeout(Some(PATIENCE)).pool_config(pool).build())
            }
        };
        Ok(Self {
            way,
            from,
            origin: origin.origin().ascii_serialization(),
            host: origin.host_str().unwrap_or("localhost").to_owned(),
            link_key,
        })
    }

    /// The same, into the mailbox of the demo.
    #[must_use]
    pub fn into_mailbox(mut self) -> Self {
        self.way = Way::Mailbox;
        self
    }

    /// Whether messages can leave at all.
    pub const fn is_open(&self) -> bool {
        !matches!(self.way, Way::Nowhere)
    }
    /// The origin of the service.
    pub fn origin(&self) -> &str {
        &self.origin
    }
    /// Its host, for Message-IDs.
    pub(super) fn host(&self) -> &str {
        &self.host
    }
    /// The key that makes tokens.
    pub(super) const fn link_key(&self) -> &[u8; 32] {
        self.link_key.reveal()
    }

    /// Hands a message over. A message that cannot be built does not stop the others.
    pub fn send(&self, mail: &Mail) -> Carried {
        let built = catch_unwind(AssertUnwindSafe(|| self.message(mail)));
        let Ok(Ok(message)) = built else {
            tracing::error!(message = mail.message_id, "a message cannot be built");
            return Carried::Came(Outcome::Never(Trouble::NotBuilt));
        };
        match &self.way {
            Way::Nowhere => Carried::Came(Outcome::Later),
            Way::Mailbox => Carried::ForMailbox(Box::new(self.for_mailbox(mail, &message))),
            Way::Server(server) => Carried::Came(match server.send(&message) {
                Ok(_) => Outcome::Taken,
                Err(cause) => came_of(mail, &cause),
            }),
        }
    }

    fn for_mailbox(&self, mail: &Mail, message: &Message) -> DemoContent {
        let file = |entry: &Entry| {
            let text = entry.file(self.from.as_str(), mail.to.as_str(), mail.at);
            (entry.file_name(), text)
        };
        DemoContent {
            plain: mail.letter.plain(),
            html: mail.letter.html(),
            link: mail.letter.link.clone(),
            files: mail.entries.iter().map(file).collect(),
            raw: String::from_utf8_lossy(&message.formatted()).into_owned(),
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, Refused> {
        let unfit = |cause| Refused::fault("building a message", cause);
        let mailbox = |address: &Email| -> Result<Mailbox, Refused> {
            let address = address
                .as_str()
                .parse()
                .map_err(|cause| Refused::fault("reading an address", cause))?;
            Ok(Mailbox::new(None, address))
        };
        let date = SystemTime::UNIX_EPOCH
            + Duration::from_millis(u64::try_from(mail.at.millis()).unwrap_or_default());
        let message = Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&mail.to)?)
            .subject(&mail.letter.subject)
            .message_id(Some(mail.message_id.clone()))
            .date(date)
            .multipart(self.parts(mail)?);
        let mut message = message.map_err(unfit)?;
        // Nobody's out-of-office answer is wanted (RFC 3834).
        let headers = message.headers_mut();
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        headers.insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
        Ok(message)
    }

    fn parts(&self, mail: &Mail) -> Result<MultiPart, Refused> {
        let mut files = Vec::new();
        for entry in &mail.entries {
            let kind = format!(
                "text/calendar; method={}; charset=utf-8",
                entry.method.as_str()
            );
            let kind = ContentType::parse(&kind)
                .map_err(|cause| Refused::fault("naming a calendar file", cause))?;
            let file = entry.file(self.from.as_str(), mail.to.as_str(), mail.at);
            files.push((entry, file, kind));
        }
        let words = MultiPart::alternative()
            .singlepart(SinglePart::plain(mail.letter.plain()))
            .singlepart(SinglePart::html(mail.letter.html()));
        // Mail programs take the entry by itself only where it is the one of the message.
        let words = match files.as_slice() {
            [(_, file, kind)] => words.singlepart(
                SinglePart::builder()
                    .header(kind.clone())
                    .body(file.clone()),
            ),
            _ => words,
        };
        let whole = MultiPart::mixed().multipart(words);
        Ok(files.into_iter().fold(whole, |whole, (entry, file, kind)| {
            whole.singlepart(Attachment::new(entry.file_name()).body(file, kind))
        }))
    }
}

/// What an error of the mail server comes to. An answer about ourselves (sign-in, the sender) is not
/// the message's fault: it waits for the operator.
fn came_of(mail: &Mail, cause: &smtp::Error) -> Outcome {
    let code = cause
        .status()
        .map(|code| code.to_string())
        .unwrap_or_default();
    let about_us = matches!(code.as_str(), "530" | "534" | "535" | "538");
    let outcome = if cause.is_permanent() && !about_us {
        Outcome::Never(Trouble::Refused)
    } else {
        Outcome::Later
    };
    // The words of the server may repeat the address; its code does not.
    tracing::warn!(
        message = mail.message_id,
        code,
        ?outcome,
        "a message was not taken"
    );
    outcome
}
