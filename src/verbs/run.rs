//! `kith serve`, `kith work`, `kith migrate`.

use std::{
    fs::OpenOptions,
    io::Write,
    net::TcpListener,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use kernel::refusal::Refused;

use super::{VerbFault, app, say, system};
use crate::{
    app::App,
    config::Config,
    http::ServerOptions,
    storage::{migrate as apply, write_checkpoint},
};

/// How often a checkpoint is made when there is something to put in it.
const CHECKPOINT_EVERY: Duration = Duration::from_mins(5);

pub(super) fn migrate() -> Result<(), VerbFault> {
    let config = Config::from_environment(&[])?;
    for name in apply(&config.database)? {
        say(&format!("applied {name}"))?;
    }
    say("The database is up to date.")
}

pub(super) fn serve(no_work: bool) -> Result<(), VerbFault> {
    let (config, app) = app()?;
    if app.store.pending_migrations()? > 0 {
        return Err(VerbFault::Words(
            "The database is not up to date: run `kith migrate` first.".to_owned(),
        ));
    }
    serve_app(&config, &app, !no_work, || {
        say(&format!("Kith is at {}", config.origin()))
    })
}

/// Serves until told to stop; `ready` runs once the first request can be answered.
pub(super) fn serve_app(
    config: &Config,
    app: &App,
    works: bool,
    ready: impl FnOnce() -> Result<(), VerbFault>,
) -> Result<(), VerbFault> {
    let listener = TcpListener::bind(config.listen)
        .map_err(system(&format!("listening at {}", config.listen)))?;
    let options = ServerOptions {
        workers: 2,
        threads: usize::try_from(config.connections).unwrap_or(8).max(4),
    };
    let stop = Arc::new(AtomicBool::new(false));
    thread::scope(|scope| {
        if works {
            let stop = Arc::clone(&stop);
            scope.spawn(move || work_until(&stop, config, app));
        }
        let served = actix_web::rt::System::new().block_on(async {
            let server = app.serve(listener, &options).map_err(system("serving"))?;
            ready()?;
            server.await.map_err(system("serving"))
        });
        stop.store(true, Ordering::Relaxed);
        served
    })
}

pub(super) fn work() -> Result<(), VerbFault> {
    let (config, app) = app()?;
    work_until(&AtomicBool::new(false), &config, &app);
    Ok(())
}

/// Background work. What fails is logged and tried again the next time.
fn work_until(stop: &AtomicBool, config: &Config, app: &App) {
    let mut waited = CHECKPOINT_EVERY;
    let pause = Duration::from_millis(200);
    while !stop.load(Ordering::Relaxed) {
        if waited >= CHECKPOINT_EVERY {
            waited = Duration::ZERO;
            if let Err(cause) = hand_out_checkpoint(app, &config.checkpoint_file) {
                tracing::error!(%cause, "no audit checkpoint");
            }
        }
        thread::sleep(pause);
        waited += pause;
    }
}

/// Makes a checkpoint and appends it to the file that leaves the database.
pub(super) fn hand_out_checkpoint(app: &App, path: &Path) -> Result<(), VerbFault> {
    let Some(checkpoint) = write_checkpoint(&app.store, &app.checkpoint_key)? else {
        return Ok(());
    };
    let line = serde_json::to_string(&checkpoint)
        .map_err(|cause| Refused::fault("writing a checkpoint", cause))?;
    let doing = format!("appending to {}", path.display());
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(system(&doing))?;
    writeln!(file, "{line}").map_err(system(&doing))?;
    file.sync_all().map_err(system(&doing))
}
