//! The server: limits, middleware, what is answered when no route fits, an orderly end.

use std::{
    net::TcpListener,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

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
    .shutdown_timeout(30)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(server)
}

/// Runs a server until the system says stop: first `/readyz` says so for a while, so that a proxy
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
    let (mut told, mut typed) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let mut running = actix_web::rt::spawn(server);
    tokio::select! {
        ended = &mut running => return ended.map_err(std::io::Error::other)?,
        _ = told.recv() => {
            door.closing.store(true, Ordering::Relaxed);
            tokio::time::sleep(notice).await;
        }
        _ = typed.recv() => {}
    }
    handle.stop(true).await;
    running.await.map_err(std::io::Error::other)?
}

/// Alive: the process answers.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .body("alive\n")
}

/// Ready: the database is there and has every migration.
async fn readyz(door: web::Data<Door>) -> HttpResponse {
    if door.closing.load(Ordering::Relaxed) {
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
