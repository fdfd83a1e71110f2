//! `kith serve`, `kith work`, `kith migrate`.

use std::{net::TcpListener, thread, time::Duration};

use super::{VerbFault, app, jobs, say, system};
use crate::{
    app::App, config::Config, demo::is_a_demo, http::ServerOptions, storage::migrate as apply,
};

pub(super) fn migrate() -> Result<(), VerbFault> {
    let config = Config::from_environment(&[])?;
    for name in apply(&config.database)? {
        say(&format!("applied {name}"))?;
    }
    say("The database is up to date.")
}

pub(super) fn serve(no_work: bool) -> Result<(), VerbFault> {
    let (config, app) = app()?;
    must_not_be_a_demo(&config)?;
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
    let notice = Duration::from_secs(config.closing_seconds);
    let options = ServerOptions {
        workers: 2,
        threads: usize::try_from(config.connections).unwrap_or(8).max(4),
        notice,
    };
    thread::scope(|scope| {
        if works {
            scope.spawn(|| jobs::work_until_closing(config, app));
        }
        let served = actix_web::rt::System::new().block_on(async {
            let server = app.serve(listener, &options).map_err(system("serving"))?;
            ready()?;
            app.serve_until_told(server, notice)
                .await
                .map_err(system("serving"))
        });
        app.close();
        served
    })
}

/// Nobody's real family is to be written down among invented ones, on a clock that stands still.
fn must_not_be_a_demo(config: &Config) -> Result<(), VerbFault> {
    if !is_a_demo(config)? {
        return Ok(());
    }
    let address = config.database_without_password();
    Err(VerbFault::Words(format!(
        "The database {address} holds the demo: open it with `kith demo`, or name another in KITH_DATABASE_URL."
    )))
}

pub(super) fn work() -> Result<(), VerbFault> {
    let (config, app) = app()?;
    must_not_be_a_demo(&config)?;
    thread::scope(|scope| {
        scope.spawn(|| jobs::work_until_closing(&config, &app));
        let told = actix_web::rt::System::new().block_on(app.close_when_told());
        app.close();
        told.map_err(system("waiting for the word to stop"))
    })
}
