//! Configuration: read once, typed, refused with a sentence when it is wrong.

use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use kernel::{sensitive::Sensitive, text::Email};
use url::Url;

use crate::storage::Backend;

/// Everything an operator sets. Printed by `kith check`, without secrets.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen, `KITH_LISTEN`.
    pub listen: SocketAddr,
    /// The database, `KITH_DATABASE_URL`.
    pub database: Backend,
    /// The origin people type, `KITH_PUBLIC_URL`. https, unless it is this very machine.
    pub public_url: Url,
    /// The key file, `KITH_KEYS_FILE`.
    pub keys_file: PathBuf,
    /// Where signed audit checkpoints go, `KITH_CHECKPOINT_FILE`.
    pub checkpoint_file: PathBuf,
    /// The name of the service on each page, `KITH_SERVICE_NAME`.
    pub service_name: String,
    /// What the service calls its work, `KITH_TERM`.
    pub term: String,
    /// The proxy in front, whose word on where a request comes from is taken, `KITH_PROXY`. None
    /// by default: anyone can send a forwarding header.
    pub proxy: Option<IpAddr>,
    /// Connections to the database at most, `KITH_CONNECTIONS`.
    pub connections: u32,
    /// The mail server, `KITH_SMTP_URL`. None by default: then notices wait.
    pub mail_server: Option<MailServer>,
    /// The address messages come from, `KITH_MAIL_FROM`.
    pub mail_from: Email,
    /// How many seconds `/readyz` says that it is closing before it does, so that a proxy sends
    /// people elsewhere first, `KITH_CLOSING_SECONDS`.
    pub closing_seconds: u64,
}

/// The address of a mail server, with its password. Never printed whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer(Sensitive<String>);

impl MailServer {
    /// The address, to connect to it.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
    /// The address, fit to be printed.
    pub fn without_password(&self) -> String {
        without_password(self.reveal())
    }
}

/// All settings with their defaults, in the order they are printed.
const SETTINGS: &[(&str, &str)] = &[
    ("KITH_LISTEN", "127.0.0.1:8080"),
    ("KITH_DATABASE_URL", "sqlite:./kith.db"),
    ("KITH_PUBLIC_URL", ""),
    ("KITH_KEYS_FILE", "./kith-keys.json"),
    ("KITH_CHECKPOINT_FILE", "./kith-checkpoints.jsonl"),
    ("KITH_SERVICE_NAME", "Contact Service"),
    ("KITH_TERM", "Family time"),
    ("KITH_PROXY", ""),
    ("KITH_CONNECTIONS", "8"),
    ("KITH_SMTP_URL", ""),
    ("KITH_MAIL_FROM", "appointments@localhost.localdomain"),
    ("KITH_CLOSING_SECONDS", "2"),
];

/// A setting that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting} is not right: {remedy}")]
pub struct ConfigFault {
    /// Which.
    pub setting: &'static str,
    /// What to do.
    pub remedy: String,
}

fn fault(setting: &'static str, remedy: impl Into<String>) -> ConfigFault {
    ConfigFault {
        setting,
        remedy: remedy.into(),
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// The first setting that is wrong, with what to do.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn from_environment(defaults: &[(&'static str, &str)]) -> Result<Self, ConfigFault> {
        #[cfg(feature = "faults")]
        crate::storage::faults::switch_on(&std::env::var("KITH_FAULTS").unwrap_or_default());
        let set = SETTINGS
            .iter()
            .filter_map(|(name, _)| Some((*name, std::env::var(name).ok()?)))
            .collect();
        Self::from_settings(&set, defaults)
    }

    /// Reads settings, with other defaults where the caller (the demo) has some.
    ///
    /// # Errors
    /// The first setting that is wrong, with what to do.
    pub fn from_settings(
        set: &BTreeMap<&'static str, String>,
        defaults: &[(&'static str, &str)],
    ) -> Result<Self, ConfigFault> {
        let get = |name: &'static str| -> String {
            let fallback = || {
                defaults
                    .iter()
                    .chain(SETTINGS)
                    .find(|(known, _)| *known == name)
            };
            set.get(name)
                .cloned()
                .filter(|value| !value.is_empty())
                .unwrap_or_else(|| {
                    fallback()
                        .map(|(_, value)| (*value).to_owned())
                        .unwrap_or_default()
                })
        };
        let listen: SocketAddr = get("KITH_LISTEN").parse().map_err(|_not_one| {
            fault(
                "KITH_LISTEN",
                "give an address and a port, such as 127.0.0.1:8080",
            )
        })?;
        Ok(Self {
            listen,
            database: Backend::of(&get("KITH_DATABASE_URL"))
                .map_err(|remedy| fault("KITH_DATABASE_URL", remedy))?,
            public_url: public_url(&get("KITH_PUBLIC_URL"), listen)?,
            keys_file: get("KITH_KEYS_FILE").into(),
            checkpoint_file: get("KITH_CHECKPOINT_FILE").into(),
            service_name: get("KITH_SERVICE_NAME"),
            term: get("KITH_TERM"),
            proxy: proxy(&get("KITH_PROXY"))?,
            connections: get("KITH_CONNECTIONS")
                .parse()
                .ok()
                .filter(|connections| (1..=200).contains(connections))
                .ok_or_else(|| fault("KITH_CONNECTIONS", "give a number from 1 to 200"))?,
            mail_server: mail_server(&get("KITH_SMTP_URL"))?,
            mail_from: get("KITH_MAIL_FROM").parse().map_err(|_not_one| {
                fault(
                    "KITH_MAIL_FROM",
                    "give the e-mail address that messages come from",
                )
            })?,
            closing_seconds: get("KITH_CLOSING_SECONDS")
                .parse()
                .ok()
                .filter(|seconds| *seconds <= 20)
                .ok_or_else(|| fault("KITH_CLOSING_SECONDS", "give a number from 0 to 20"))?,
        })
    }

    /// The origin as browsers send it.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// The address of the database, fit to be printed.
    pub fn database_without_password(&self) -> String {
        match &self.database {
            Backend::Sqlite(path) => format!("sqlite:{path}"),
            Backend::Postgres(address) => without_password(address),
        }
    }
}

fn proxy(text: &str) -> Result<Option<IpAddr>, ConfigFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let address = text.parse().map_err(|_not_one| {
        fault(
            "KITH_PROXY",
            "give the IP address of the proxy, such as 127.0.0.1",
        )
    })?;
    Ok(Some(address))
}

/// Messages name children: they travel encrypted, except to this very machine.
fn mail_server(text: &str) -> Result<Option<MailServer>, ConfigFault> {
    const NAME: &str = "KITH_SMTP_URL";
    if text.is_empty() {
        return Ok(None);
    }
    let remedy = "give the address of the mail server, such as smtps://user:password@mail.example.org or smtp://mail.example.org:587?tls=required";
    let mut url = Url::parse(text).map_err(|_not_one| fault(NAME, remedy))?;
    let this_machine = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match url.scheme() {
        "smtps" if url.host().is_some() => {}
        "smtp" if this_machine => {}
        "smtp" if url.host().is_some() => match url.query() {
            None => url.set_query(Some("tls=required")),
            Some("tls=required") => {}
            Some(_) => {
                return Err(fault(
                    NAME,
                    "messages name children, so they travel encrypted: use smtps:// or ?tls=required",
                ));
            }
        },
        _ => return Err(fault(NAME, remedy)),
    }
    Ok(Some(MailServer(url.to_string().into())))
}

/// Cookies with the `__Host-` prefix need TLS, except on this very machine, which browsers trust.
fn public_url(text: &str, listen: SocketAddr) -> Result<Url, ConfigFault> {
    const NAME: &str = "KITH_PUBLIC_URL";
    let text = if text.is_empty() {
        format!("http://localhost:{}", listen.port())
    } else {
        text.to_owned()
    };
    let url = Url::parse(&text)
        .map_err(|_not_one| fault(NAME, "give an address such as https://kith.example.org"))?;
    let this_machine = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match url.scheme() {
        "https" => Ok(url),
        "http" if this_machine => Ok(url),
        _ => Err(fault(
            NAME,
            "it must begin with https://, because sign-in cookies are sent over TLS only",
        )),
    }
}

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = self.database_without_password();
        writeln!(f, "KITH_LISTEN           {}", self.listen)?;
        writeln!(f, "KITH_DATABASE_URL     {database}")?;
        writeln!(f, "KITH_PUBLIC_URL       {}", self.origin())?;
        writeln!(f, "KITH_KEYS_FILE        {}", self.keys_file.display())?;
        writeln!(
            f,
            "KITH_CHECKPOINT_FILE  {}",
            self.checkpoint_file.display()
        )?;
        writeln!(f, "KITH_SERVICE_NAME     {}", self.service_name)?;
        writeln!(f, "KITH_TERM             {}", self.term)?;
        let proxy = self
            .proxy
            .map_or_else(|| "none".to_owned(), |address| address.to_string());
        writeln!(f, "KITH_PROXY            {proxy}")?;
        writeln!(f, "KITH_CONNECTIONS      {}", self.connections)?;
        let mail = self.mail_server.as_ref().map_or_else(
            || "none: no message leaves, and notices wait".to_owned(),
            MailServer::without_password,
        );
        writeln!(f, "KITH_SMTP_URL         {mail}")?;
        writeln!(f, "KITH_MAIL_FROM        {}", self.mail_from)?;
        write!(f, "KITH_CLOSING_SECONDS  {}", self.closing_seconds)
    }
}

fn without_password(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) if url.password().is_some() => match url.set_password(Some("***")) {
            Ok(()) => url.to_string(),
            Err(()) => "(withheld)".to_owned(),
        },
        Ok(url) => url.to_string(),
        Err(_several_hosts) => "postgres://(withheld)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&'static str, &str)]) -> Result<Config, ConfigFault> {
        Config::from_settings(
            &settings
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            &[],
        )
    }

    #[test]
    fn nothing_set_is_a_trial_on_this_machine() {
        let config = read(&[]).unwrap();
        assert_eq!(config.origin(), "http://localhost:8080");
        assert_eq!(config.database, Backend::Sqlite("./kith.db".into()));
    }

    #[test]
    fn what_is_wrong_says_what_to_do() {
        for (name, value) in [
            ("KITH_LISTEN", "8080"),
            ("KITH_DATABASE_URL", "host=x"),
            ("KITH_PUBLIC_URL", "http://kith.example.org"),
            ("KITH_PUBLIC_URL", "kith"),
            ("KITH_PROXY", "proxy.internal"),
            ("KITH_CONNECTIONS", "0"),
            ("KITH_SMTP_URL", "mail.example.org"),
            ("KITH_SMTP_URL", "https://mail.example.org"),
            ("KITH_SMTP_URL", "smtp://mail.example.org?tls=opportunistic"),
            ("KITH_MAIL_FROM", "appointments"),
            ("KITH_CLOSING_SECONDS", "60"),
        ] {
            let fault = read(&[(name, value)]).unwrap_err();
            assert_eq!(fault.setting, name, "{value}");
            assert!(fault.remedy.len() > 20, "{fault}");
        }
    }

    #[test]
    fn messages_travel_encrypted_and_the_password_is_never_printed() {
        let address = |text| {
            let config = read(&[("KITH_SMTP_URL", text)]).unwrap();
            assert!(!config.to_string().contains("secret"), "{config}");
            assert!(!format!("{config:?}").contains("secret"));
            config.mail_server.unwrap().reveal().to_owned()
        };
        assert!(address("smtp://u:secret@mail.example.org").ends_with("?tls=required"));
        assert!(!address("smtp://127.0.0.1:2525").contains("tls"));
        assert!(address("smtps://u:secret@mail.example.org").contains("secret"));
    }

    #[test]
    fn the_password_of_the_database_is_never_printed() {
        let config = read(&[("KITH_DATABASE_URL", "postgres://kith:secret@db/kith")]).unwrap();
        let printed = config.to_string();
        assert!(
            !printed.contains("secret") && printed.contains("postgres://kith:***@db/kith"),
            "{printed}"
        );
    }
}
