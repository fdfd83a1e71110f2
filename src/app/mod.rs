//! The composition root: puts the parts together, for the program and for tests alike. No rule of
//! its own.

mod attested;
mod keeping;
mod places;
mod post;
mod routes;
mod sealed;
mod whose;

pub use attested::ATTESTED;
pub use routes::routes;
pub use sealed::SEALED;

use std::{net::TcpListener, sync::Arc, time::Duration};

use kernel::{
    refusal::Refused,
    time::{Clock, FixedClock, SystemClock},
};

use crate::{
    access::{
        self,
        commands::{known::KnownBrowsers, tokens::TokenKeys},
        http::Keeper,
    },
    config::{Config, MailServer},
    demo,
    http::{
        Door, DoorOptions, Doorkeeper, Routes, Server, ServerOptions, Site, close_when_told, serve,
        serve_until_told,
    },
    keys::Keys,
    notifications::{self, commands::PostOffice},
    people, sessions,
    storage::{CheckpointKey, Store, StoreOptions, Vault},
};

/// What an application is made of.
pub struct Parts {
    /// What the operator set.
    pub config: Config,
    /// The secrets.
    pub keys: Keys,
    /// The clock of the house: the system's, or the demo's.
    pub clock: Arc<dyn Clock>,
    /// The clock by which sign-ins expire: the system's, or a test's.
    pub real_clock: Arc<dyn Clock>,
    /// What the demo says on each page.
    pub banner: Option<String>,
}

impl Parts {
    /// The parts of the program in earnest.
    pub fn in_earnest(config: Config, keys: Keys) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        Self {
            config,
            keys,
            real_clock: Arc::clone(&clock),
            clock,
            banner: None,
        }
    }
}

/// The application.
pub struct App {
    /// The database of the house.
    pub store: Arc<Store>,
    /// Signs audit checkpoints.
    pub checkpoint_key: CheckpointKey,
    door: Arc<Door>,
    routes: Arc<Routes>,
    post: PostOffice,
}

impl App {
    /// Puts the parts together. No connection is made yet.
    ///
    /// # Errors
    /// A fault when a key is none.
    pub fn new(parts: Parts) -> Result<Self, Refused> {
        Self::build(parts, routes())
    }

    /// Puts the demo together: its clock can be advanced from each page.
    ///
    /// # Errors
    /// As [`App::new`].
    pub fn demo(parts: Parts, clock: Arc<FixedClock>) -> Result<Self, Refused> {
        let app = Self::build(parts, demo::routes(routes(), clock))?;
        // Nobody in the demo is real: nothing leaves it, whatever mail server is set.
        Ok(Self {
            post: app.post.into_mailbox(),
            ..app
        })
    }

    fn build(parts: Parts, routes: Routes) -> Result<Self, Refused> {
        let Parts {
            config,
            keys,
            clock,
            real_clock,
            banner,
        } = parts;
        let store = Arc::new(Store::new(StoreOptions {
            backend: config.database.clone(),
            connections: config.connections,
            clock,
            real_clock,
            vault: Arc::new(Vault::new(&keys.fields)),
            listeners: vec![sessions::commands::follow, notifications::commands::listen],
            may_repeat: people::queries::may_repeat,
            whose: whose::whose,
        }));
        let tokens = Arc::new(TokenKeys::from_seed(
            keys.tokens.reveal(),
            &config.origin(),
        )?);
        let keeper = Arc::new(Keeper {
            tokens: Arc::clone(&tokens),
            browsers: KnownBrowsers::new(keys.forms.clone()),
            csrf_key: keys.forms.clone(),
            link_bearer: notifications::queries::bearer,
        });
        let doorkeeper: Arc<dyn Doorkeeper> = Arc::<Keeper>::clone(&keeper);
        let post = PostOffice::new(
            config.mail_server.as_ref().map(MailServer::reveal),
            config.mail_from.clone(),
            &config.public_url,
            keys.forms.clone(),
        )?;
        let door = Door::new(DoorOptions {
            store: Arc::clone(&store),
            doorkeeper,
            site: Site {
                origin: config.origin(),
                service_name: config.service_name.clone(),
                term: config.term.clone(),
                proxy: config.proxy,
                banner,
                places: places::PLACES.to_vec(),
            },
            heavy_at_once: 2,
        });
        Ok(Self {
            store,
            checkpoint_key: CheckpointKey::from_seed(keys.checkpoints.reveal())?,
            door: Arc::new(door),
            post,
            routes: Arc::new(
                routes
                    .with(tokens)
                    .with(keeper)
                    .with(Arc::new(places::task_sources())),
            ),
        })
    }

    /// Starts serving.
    ///
    /// # Errors
    /// When the listener cannot be used.
    pub fn serve(&self, listener: TcpListener, options: &ServerOptions) -> std::io::Result<Server> {
        access::commands::password::warm_up();
        serve(
            listener,
            options,
            Arc::clone(&self.door),
            Arc::clone(&self.routes),
        )
    }

    /// Runs a server of this application until somebody says stop; `/readyz` says so for a while
    /// before.
    ///
    /// # Errors
    /// When it breaks.
    pub async fn serve_until_told(&self, server: Server, notice: Duration) -> std::io::Result<()> {
        serve_until_told(server, &self.door, notice).await
    }
    /// Waits until somebody says stop; from then on the application is closing.
    ///
    /// # Errors
    /// When signals cannot be heard.
    pub async fn close_when_told(&self) -> std::io::Result<()> {
        close_when_told(&self.door).await.map(|_told| ())
    }

    /// Nothing new is begun from now on.
    pub fn close(&self) {
        self.door.close();
    }

    /// Whether it ends: what can wait is left to another process.
    pub fn is_closing(&self) -> bool {
        self.door.is_closing()
    }
}
