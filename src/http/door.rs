//! What stands behind the door: the store, and who decides whom to admit.

use std::{
    collections::BTreeSet,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use actix_web::{HttpRequest, cookie::Cookie, http::header};
use kernel::{id::UserId, refusal::Refused, sensitive::Sensitive, time::Clock};
use law::access::{Act, Actor, Role};
use tokio::sync::Semaphore;

use crate::storage::Store;

/// The cookie of a browser session. The prefix makes browsers refuse it without TLS, with a
/// domain or with another path, so that no neighbour can plant one.
pub const SESSION_COOKIE: &str = "__Host-kith";

/// What somebody brought to the door.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A browser session's cookie.
    Session(Sensitive<String>),
    /// A program's access token.
    Bearer(Sensitive<String>),
    /// The token of a link in a notice.
    Link(Sensitive<String>),
    /// Nothing.
    None,
}

impl Credential {
    /// Reads what a request brought. A token in the header beats a cookie: a program that sends
    /// one means it.
    pub fn of(request: &HttpRequest) -> Self {
        if let Some(token) = request.match_info().get("link_token") {
            return Self::Link(token.to_owned().into());
        }
        let bearer = request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        if let Some(token) = bearer {
            return Self::Bearer(token.trim().to_owned().into());
        }
        let cookie = request
            .cookie(SESSION_COOKIE)
            .as_ref()
            .map(Cookie::value)
            .map(str::to_owned);
        cookie
            .filter(|value| !value.is_empty())
            .map_or(Self::None, |value| Self::Session(value.into()))
    }

    /// Whether the browser sends it by itself, so that another site could make it do so.
    pub const fn is_ambient(&self) -> bool {
        matches!(self, Self::Session(_) | Self::None)
    }
}

/// Somebody who was let in.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// Who.
    pub actor: Actor,
    /// Their name, for the head of the page.
    pub name: Sensitive<String>,
    /// What a form of theirs must carry back, written for this page alone (empty without a browser
    /// session).
    pub csrf: Sensitive<String>,
    /// What says on a page that it was theirs, and cannot be written by anybody else (empty without a
    /// browser session).
    pub page_of: Sensitive<String>,
    /// Seconds without a sign of life until the session ends; none without a browser session.
    pub idle_seconds: Option<u64>,
    /// Seconds until the session ends in any case.
    pub absolute_seconds: Option<u64>,
}

impl Admitted {
    /// Somebody who brought nothing.
    pub fn nobody() -> Self {
        Self {
            actor: Actor::Nobody,
            name: String::new().into(),
            csrf: String::new().into(),
            page_of: String::new().into(),
            idle_seconds: None,
            absolute_seconds: None,
        }
    }
    /// All roles.
    pub fn roles(&self) -> BTreeSet<Role> {
        match &self.actor {
            Actor::User { roles, .. } => roles.clone(),
            _ => BTreeSet::new(),
        }
    }
}

/// Decides who somebody is from what they brought. Implemented by the capability `access`.
pub trait Doorkeeper: Send + Sync + 'static {
    /// Who it is. A credential that is none, is over or was revoked makes them nobody.
    ///
    /// # Errors
    /// `Busy` when the store is away.
    fn admit(&self, store: &Store, credential: &Credential) -> Result<Admitted, Refused>;

    /// Whose browser session this was, also where it is over.
    ///
    /// # Errors
    /// `Busy` when the store is away.
    fn stood_here(&self, store: &Store, credential: &Credential)
    -> Result<Option<UserId>, Refused>;

    /// Whose page it was that this was written on, as [`Admitted::page_of`] has it; nobody's where
    /// somebody else wrote it.
    fn typed_by(&self, page_of: &str) -> Option<UserId>;
}

/// What the pages of this installation say about themselves.
#[derive(Debug, Clone)]
pub struct Site {
    /// The origin people type, for example `https://kith.example.org`.
    pub origin: String,
    /// The name of the service.
    pub service_name: String,
    /// What the service calls its work, such as "Family time".
    pub term: String,
    /// The proxy in front, if there is one.
    pub proxy: Option<IpAddr>,
    /// What the demo says on each page; none in earnest.
    pub banner: Option<String>,
    /// Where people can go, in order. Each is shown to whom the policy lets in.
    pub places: Vec<Place>,
}

/// One place people can go to from everywhere.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Words of the link.
    pub words: &'static str,
    /// Its path.
    pub path: &'static str,
    /// What is there, for the home page.
    pub about: &'static str,
    /// The action of opening it.
    pub act: Act,
    /// Whether it stands in the navigation of every page, which has room for six; the others stand
    /// on the home page only.
    pub everywhere: bool,
}

/// What stands behind the door. Its store is not to be had from outside `http`.
pub struct Door {
    pub(super) store: Arc<Store>,
    pub(super) doorkeeper: Arc<dyn Doorkeeper>,
    pub(super) site: Site,
    pub(super) heavy: Semaphore,
    closing: AtomicBool,
}

/// How a door is built.
pub struct DoorOptions {
    /// The store.
    pub store: Arc<Store>,
    /// Who admits.
    pub doorkeeper: Arc<dyn Doorkeeper>,
    /// What the pages say.
    pub site: Site,
    /// How many password hashes may be computed at once: a flood of sign-ins must not stop the
    /// rota.
    pub heavy_at_once: usize,
}

impl Door {
    /// A door.
    pub fn new(options: DoorOptions) -> Self {
        Self {
            store: options.store,
            doorkeeper: options.doorkeeper,
            site: options.site,
            heavy: Semaphore::new(options.heavy_at_once),
            closing: AtomicBool::new(false),
        }
    }
    /// The clock of the house.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        self.store.clock()
    }
    /// From now on `/readyz` says that it is closing, and work that can wait is left to another process.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }
    /// Whether it was closed.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}
