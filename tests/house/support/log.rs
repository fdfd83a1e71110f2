//! What a house writes to its log.

use std::{
    io,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use tracing_subscriber::{
    Layer as _,
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    reload,
    util::{SubscriberInitExt, TryInitError},
};

/// What was heard of the log.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// What was heard.
    pub fn text(&self) -> String {
        let heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&heard).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Ear = reload::Handle<Targets, tracing_subscriber::Registry>;

/// Libraries of the stories themselves, which no house writes with: what they say letter by letter
/// of each page they read would be most of the log.
const OF_STORIES: &[&str] = &[
    "html5ever",
    "markup5ever",
    "selectors",
    "ureq",
    "ureq_proto",
];

fn all_but_stories(level: LevelFilter) -> Targets {
    let others = OF_STORIES.iter().map(|name| (*name, LevelFilter::OFF));
    Targets::new().with_default(level).with_targets(others)
}

/// What is printed with a story: faults, but not what strangers send that is no request at all; the
/// program leaves that out of its log as well.
fn faults() -> Targets {
    all_but_stories(LevelFilter::ERROR).with_target("actix_http::h1", LevelFilter::OFF)
}

/// The log of this process: its faults are printed with the story they spoil; all of it is kept for
/// a story that hears it.
struct Logging {
    log: Log,
    ear: Ear,
}

fn logging() -> &'static Logging {
    static LOGGING: OnceLock<Logging> = OnceLock::new();
    LOGGING.get_or_init(|| {
        let (filter, ear) = reload::Layer::new(all_but_stories(LevelFilter::ERROR));
        let log = Log::default();
        let writer = log.clone();
        let kept = tracing_subscriber::fmt::layer()
            .json()
            .with_writer(move || writer.clone());
        let printed = tracing_subscriber::fmt::layer()
            .with_test_writer()
            .with_filter(faults());
        let begun: Result<(), TryInitError> = tracing_subscriber::registry()
            .with(filter)
            .with(kept)
            .with(printed)
            .try_init();
        begun.unwrap_or_else(|_| panic!("another log in this process"));
        Logging { log, ear }
    })
}

/// From now on a fault of a house is printed with the story it spoils.
pub fn prints_its_faults() {
    logging();
}

/// Hears everything the house writes to its log from now on.
pub fn hears_the_log() -> Log {
    let logging = logging();
    let all = all_but_stories(LevelFilter::TRACE);
    logging.ear.reload(all).unwrap();
    logging.log.clone()
}
