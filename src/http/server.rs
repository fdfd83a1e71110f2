//! The server: limits, middleware, what is answered when no route fits, an orderly end.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::Server as Running,
    http::{Method, header},
    middleware::{Compress, from_fn},
    rt::signal::unix::{SignalKind, signal},
    web,
};
use kernel::refusal::{Kind, Reason, Refused};

use super::{
    body::LONGEST_BODY,
    door::Door,
    explained::explained,
    headers, kept,
    problem::Problem,
    routes::{Pages, Routes},
};
use crate::web::assets;

/// How a server is run.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Event loops.
    pub workers: usize,
    /// Threads for transactions, per event loop.
    pub threads: usize,
    /// How long `/readyz` says that it is closing before it does.
    pub notice: Duration,
}

/// How long the end may take, from the word to stop: whoever kills what has not ended after half a
/// minute never has to.
const LONGEST_END: Duration = Duration::from_secs(28);

/// How long what was taken may take to be answered, after that notice.
const fn left_to_finish(notice: Duration) -> Duration {
    LONGEST_END.saturating_sub(notice)
}

/// The running server.
pub type Server = Running;

/// What every application of the house is made of; used by the program and by tests.
pub fn configure(config: &mut web::ServiceConfig, door: web::Data<Door>, routes: &Routes) {
    config
        .app_data(door)
        .app_data(web::Data::new(routes.pages()))
        .app_data(web::PayloadConfig::new(LONGEST_BODY))
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/problems/{kind}", web::get().to(explained))
        .route("/assets/{name}", web::get().to(asset));
    routes.mount(config);
    config.default_service(web::to(no_route));
}

/// Starts serving on a listener.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(
    listener: TcpListener,
    options: &ServerOptions,
    door: Arc<Door>,
    routes: Arc<Routes>,
) -> std::io::Result<Server> {
    let data = web::Data::from(door);
    let server = HttpServer::new(move || {
        let (data, routes) = (data.clone(), Arc::clone(&routes));
        App::new()
            .wrap(from_fn(kept::keep))
            .wrap(from_fn(headers::log))
            .wrap(Compress::default())
            .wrap(from_fn(headers::dress))
            .configure(move |config| configure(config, data, &routes))
    })
    .workers(options.workers)
    .worker_max_blocking_threads(options.threads)
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(15))
    .shutdown_timeout(left_to_finish(options.notice).as_secs())
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(server)
}

/// Who said stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The system, with SIGTERM.
    BySystem,
    /// Somebody at the keyboard.
    ByKeyboard,
}

/// Waits until somebody says stop; from then on the door says that it is closing.
///
/// # Errors
/// When signals cannot be heard.
pub async fn close_when_told(door: &Door) -> std::io::Result<Told> {
    let (mut told, mut typed) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let told = tokio::select! {
        _ = told.recv() => Told::BySystem,
        _ = typed.recv() => Told::ByKeyboard,
    };
    door.close();
    Ok(told)
}

/// Runs a server until somebody says stop: first `/readyz` says so for a while, so that a proxy
/// sends people elsewhere; then nothing new is taken, and what was taken is answered. Whoever
/// stops it from the keyboard does not wait for a proxy.
///
/// # Errors
/// When it breaks, or signals cannot be heard.
pub async fn serve_until_told(
    server: Server,
    door: &Door,
    notice: Duration,
) -> std::io::Result<()> {
    let handle = server.handle();
    let mut running = actix_web::rt::spawn(server);
    let told = tokio::select! {
        ended = &mut running => return ended.map_err(std::io::Error::other)?,
        told = close_when_told(door) => told?,
    };
    if told == Told::BySystem {
        tokio::time::sleep(notice).await;
    }
    handle.stop(answers_what_it_took()).await;
    running.await.map_err(std::io::Error::other)?
}

#[cfg(feature = "faults")]
fn answers_what_it_took() -> bool {
    !crate::storage::faults::BREAKS_OFF.is_on()
}
#[cfg(not(feature = "faults"))]
const fn answers_what_it_took() -> bool {
    true
}

/// Alive: the process answers.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .body("alive\n")
}

/// Ready: the database is there and has every migration.
async fn readyz(door: web::Data<Door>) -> HttpResponse {
    if door.is_closing() {
        return HttpResponse::ServiceUnavailable()
            .content_type("text/plain")
            .body("closing\n");
    }
    let store = Arc::clone(&door.store);
    #[expect(
        clippy::disallowed_methods,
        reason = "readiness stands outside the door: it shows no data"
    )]
    let pending = web::block(move || store.pending_migrations()).await;
    match pending {
        Ok(Ok(0)) => HttpResponse::Ok()
            .content_type("text/plain")
            .body("ready\n"),
        Ok(Ok(_)) => HttpResponse::ServiceUnavailable()
            .content_type("text/plain")
            .body("run kith migrate\n"),
        _ => HttpResponse::ServiceUnavailable()
            .content_type("text/plain")
            .body("the database is away\n"),
    }
}

async fn asset(name: web::Path<String>, request: HttpRequest) -> HttpResponse {
    match assets::asset(&name) {
        Some(asset) => HttpResponse::Ok()
            .content_type(asset.content_type)
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .body(asset.bytes),
        None => Problem::from(Refused::Hidden)
            .facing(&request)
            .into_response(),
    }
}

async fn no_route(request: HttpRequest, pages: web::Data<Pages>) -> HttpResponse {
    let known = request.resource_map().has_resource(request.path());
    let refused = if known {
        Refused::because(
            Kind::MethodNotAllowed,
            Reason::new(
                "method-not-allowed",
                "This address takes other methods. See the API description.",
            ),
        )
    } else {
        Refused::Hidden
    };
    let mut problem = Problem::from(refused).facing(&request);
    if known && request.method() == Method::GET {
        problem = problem.of_a_form(pages.above(request.path()));
    }
    problem.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_takes_less_than_half_a_minute_however_long_its_notice() {
        for notice in (0..=20).map(Duration::from_secs) {
            let whole = notice + left_to_finish(notice);
            assert!(whole < Duration::from_secs(30), "{notice:?}");
            assert!(left_to_finish(notice) >= Duration::from_secs(8));
        }
    }
}
