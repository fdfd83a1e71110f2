//! A house of its own for one story.

use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    sync::{
        Arc, LazyLock, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, AtomicU32, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use actix_web::dev::ServerHandle;
use kernel::{id::UserId, time::FixedClock};
use kith::{
    access::{NewAccount, commands},
    app::{ATTESTED, App, Parts},
    config::Config,
    demo::{Wanted, prepare},
    http::ServerOptions,
    keys::Keys,
    storage::{Backend, Checkpoint, Verification, verify, write_checkpoint},
};
use law::access::{Actor, Role, act};

use super::{Browser, On, Person, asking::Asking, database::Database};

/// The origin the house believes it has.
pub const ORIGIN: &str = "https://kith.example.org";
/// Everybody's password.
pub const PASSWORD: &str = "three plain words";
/// When every story begins: Tuesday 24 November 2026, 08:20 in London.
const BEGINNING: &str = "2026-11-24T08:20:00Z";

/// The secrets of every house of this process. A second field key is there that opens and does
/// not seal, as before a key is changed.
pub static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::parse(&KEYS_TEXT).unwrap());

/// The same, as they stand in a key file.
pub static KEYS_TEXT: LazyLock<String> = LazyLock::new(|| {
    let one = || serde_json::from_str::<serde_json::Value>(&Keys::generate().unwrap()).unwrap();
    let (mut keys, spare) = (one(), one());
    keys["fields"]["k2"] = spare["fields"]["k1"].clone();
    keys.to_string()
});

/// The hash of a password, made cheaply: what it costs to guess one is not what a story is about.
pub fn password_hash(password: &str) -> String {
    use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
    let cheap = Params::new(8, 1, 1, None).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap)
        .hash_password(password.as_bytes())
        .unwrap()
        .to_string()
}

static HASH: LazyLock<String> = LazyLock::new(|| password_hash(PASSWORD));

/// Fault switches are for the whole process: who uses one is alone in it.
static SWITCHES: RwLock<()> = RwLock::new(());

#[expect(dead_code, reason = "held, never read")]
enum Company {
    Among(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

/// A running server with a database of its own.
pub struct TestHouse {
    /// The application that serves.
    pub app: Arc<App>,
    /// The clock of the house.
    pub clock: Arc<FixedClock>,
    /// The clock by which sign-ins expire.
    pub real_clock: Arc<FixedClock>,
    /// What leads to the server.
    pub agent: ureq::Agent,
    base: String,
    database: Database,
    handed_out: Mutex<Vec<Checkpoint>>,
    tampered_with: AtomicBool,
    people: AtomicU32,
    server: ServerHandle,
    serving: Option<JoinHandle<()>>,
    _company: Company,
}

impl TestHouse {
    /// A house among others.
    pub fn open(on: On) -> Self {
        let company = Company::Among(SWITCHES.read().unwrap_or_else(PoisonError::into_inner));
        Self::build(on, company, None)
    }

    /// A house that sends by this mail server.
    pub fn mailing(on: On, server: &str) -> Self {
        let company = Company::Among(SWITCHES.read().unwrap_or_else(PoisonError::into_inner));
        Self::build(on, company, Some(server))
    }

    /// The same, whose story throws fault switches.
    pub fn mailing_alone(on: On, server: &str) -> Self {
        let company = Company::Alone(SWITCHES.write().unwrap_or_else(PoisonError::into_inner));
        Self::build(on, company, Some(server))
    }

    /// A house whose story throws fault switches: no other stands beside it in this process.
    pub fn alone(on: On) -> Self {
        let company = Company::Alone(SWITCHES.write().unwrap_or_else(PoisonError::into_inner));
        Self::build(on, company, None)
    }

    /// The demo's service, filled as `kith demo` fills it. It has clocks of its own, which stand
    /// at the beginning: those of this house move nothing.
    pub fn demo(on: On) -> Self {
        super::log::prints_its_faults();
        let company = Company::Among(SWITCHES.read().unwrap_or_else(PoisonError::into_inner));
        let database = Database::new(on);
        let keys = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("demo-keys-{}.json", std::process::id()));
        fs::write(&keys, KEYS_TEXT.as_str()).unwrap();
        let file = ("KITH_KEYS_FILE", keys.display().to_string());
        let config = config_with(&database.backend, None, [file]);
        let wanted = Wanted {
            size: None,
            now: None,
        };
        let app = prepare(&config, &wanted).unwrap();
        let clock = || Arc::new(FixedClock::at(BEGINNING.parse().unwrap()));
        Self::serves(company, database, app, (clock(), clock()))
    }

    /// Somebody of the demo's cast.
    pub fn of_the_cast(&self, email: &str) -> Person<'_> {
        let id = self.texts(&format!(
            "select id from user_account where email = '{email}'"
        ));
        Person::new(self, id[0].parse().unwrap(), email.to_owned())
    }

    /// Another program on the same database, with other keys.
    pub fn another_app(&self, keys: Keys) -> App {
        let parts = Parts {
            config: config(self.backend(), None),
            keys,
            clock: self.clock.clone(),
            real_clock: self.real_clock.clone(),
            banner: None,
        };
        App::new(parts).unwrap()
    }

    /// The program started anew on the same database, beside this one.
    pub fn another_server(&self) -> AnotherServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (server, serving) = serve(Arc::new(self.another_app(KEYS.clone())), listener);
        AnotherServer {
            base,
            server,
            serving: Some(serving),
        }
    }

    fn build(on: On, company: Company, mail_server: Option<&str>) -> Self {
        super::log::prints_its_faults();
        let database = Database::new(on);
        let clock = Arc::new(FixedClock::at(BEGINNING.parse().unwrap()));
        let real_clock = Arc::new(FixedClock::at(BEGINNING.parse().unwrap()));
        let app = App::new(Parts {
            config: config(&database.backend, mail_server),
            keys: KEYS.clone(),
            clock: clock.clone(),
            real_clock: real_clock.clone(),
            banner: None,
        });
        Self::serves(company, database, app.unwrap(), (clock, real_clock))
    }

    fn serves(
        company: Company,
        database: Database,
        app: App,
        (clock, real_clock): (Arc<FixedClock>, Arc<FixedClock>),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = Arc::new(app);
        let (server, serving) = serve(Arc::clone(&app), listener);
        Self {
            app,
            clock,
            real_clock,
            agent: agent(),
            base,
            database,
            handed_out: Mutex::default(),
            tampered_with: AtomicBool::new(false),
            people: AtomicU32::new(0),
            server,
            serving: Some(serving),
            _company: company,
        }
    }

    /// The address of its database.
    pub fn backend(&self) -> &Backend {
        &self.database.backend
    }
    /// Which database it stands on.
    pub fn on(&self) -> On {
        match self.database.backend {
            Backend::Sqlite(_) => On::Sqlite,
            Backend::Postgres(_) => On::Postgres,
        }
    }
    /// Where it is.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A request of no browser: nothing is added to what the story says.
    pub fn asks(&self, method: &str, path: &str) -> Asking<'_> {
        Asking::new(self, method, path)
    }

    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A member of staff who is signed in.
    pub fn staff(&self, name: &str, roles: &[Role]) -> Person<'_> {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}.{number}@example.org", name.to_lowercase());
        let new = NewAccount {
            email: email.parse().unwrap(),
            name: name.parse().unwrap(),
            roles: roles.iter().copied().collect(),
            password_hash: HASH.clone(),
        };
        let added = self
            .app
            .store
            .write::<act::AddUser, _>(&Actor::System, |work| commands::add_user(work, &new));
        let id: UserId = added.unwrap().into_value();
        Person::new(self, id, email)
    }
    /// A social worker.
    pub fn social_worker(&self, name: &str) -> Person<'_> {
        self.staff(name, &[Role::SocialWorker])
    }
    /// The coordinator.
    pub fn coordinator(&self) -> Person<'_> {
        self.staff("Asha", &[Role::Coordinator])
    }
    /// Hands out a checkpoint, as the worker does.
    pub fn hands_out_a_checkpoint(&self) {
        let made = write_checkpoint(&self.app.store, &self.app.checkpoint_key).unwrap();
        self.handed_out.lock().unwrap().extend(made);
    }
    /// The checkpoints it handed out.
    pub fn handed_out(&self) -> Vec<Checkpoint> {
        self.handed_out.lock().unwrap().clone()
    }
    /// What `kith audit verify` finds, held against the checkpoints handed out.
    pub fn verifies_the_audit(&self) -> Verification {
        let handed_out = self.handed_out.lock().unwrap();
        verify(
            self.backend(),
            ATTESTED,
            &handed_out,
            &self.app.checkpoint_key.public(),
        )
        .unwrap()
    }
    /// Whether it finds nothing, and could read all of it.
    pub fn finds_the_audit_whole(&self) -> bool {
        let handed_out = self.handed_out.lock().unwrap();
        let key = self.app.checkpoint_key.public();
        let found = verify(self.backend(), ATTESTED, &handed_out, &key);
        found.is_ok_and(|report| report.findings.is_empty())
    }
    /// The story spoils the audit on purpose: it is not checked at the end.
    pub fn has_a_spoiled_audit(&self) {
        self.tampered_with.store(true, Ordering::Relaxed);
    }
}

/// A second server on the database of a house.
pub struct AnotherServer {
    /// Where it is.
    pub base: String,
    server: ServerHandle,
    serving: Option<JoinHandle<()>>,
}

impl Drop for AnotherServer {
    fn drop(&mut self) {
        actix_web::rt::System::new().block_on(self.server.stop(false));
        let _ = self.serving.take().map(JoinHandle::join);
    }
}

fn config(backend: &Backend, mail_server: Option<&str>) -> Config {
    config_with(backend, mail_server, [])
}

fn config_with<const MORE: usize>(
    backend: &Backend,
    mail_server: Option<&str>,
    more: [(&'static str, String); MORE],
) -> Config {
    let database = match backend {
        Backend::Sqlite(path) => format!("sqlite:{path}"),
        Backend::Postgres(address) => address.clone(),
    };
    let settings = [
        ("KITH_DATABASE_URL", database),
        ("KITH_PUBLIC_URL", ORIGIN.to_owned()),
        ("KITH_CONNECTIONS", "40".to_owned()),
        ("KITH_SMTP_URL", mail_server.unwrap_or_default().to_owned()),
        ("KITH_MAIL_FROM", "appointments@kith.example.org".to_owned()),
    ];
    let settings = settings.into_iter().chain(more).collect();
    Config::from_settings(&settings, &[]).unwrap()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .allow_non_standard_methods(true)
        .timeout_global(Some(Duration::from_mins(1)))
        // As many stay open as a race has clients.
        .max_idle_connections(64)
        .max_idle_connections_per_host(64)
        .build()
        .new_agent()
}

fn serve(app: Arc<App>, listener: TcpListener) -> (ServerHandle, JoinHandle<()>) {
    let (told, hears) = mpsc::channel();
    let serving = thread::spawn(move || {
        let options = ServerOptions {
            workers: 2,
            threads: 20,
            notice: Duration::ZERO,
        };
        let served = actix_web::rt::System::new().block_on(async {
            let server = app.serve(listener, &options)?;
            told.send(server.handle()).unwrap();
            server.await
        });
        served.unwrap();
    });
    (hears.recv().unwrap(), serving)
}

impl Drop for TestHouse {
    fn drop(&mut self) {
        actix_web::rt::System::new().block_on(self.server.stop(false));
        let ended = self.serving.take().map(JoinHandle::join);
        if thread::panicking() {
            return;
        }
        assert!(matches!(ended, Some(Ok(()))), "the server ended badly");
        if !self.tampered_with.load(Ordering::Relaxed) {
            let report = self.verifies_the_audit();
            assert!(report.findings.is_empty(), "{:?}", report.findings);
        }
    }
}
