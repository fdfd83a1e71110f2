//! What nothing of ours could be quicker than: a server that only answers, and the same booking
//! without HTTP.

use std::{net::TcpListener, sync::Arc, thread, time::Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, Result, anyhow};
use kernel::{id::UserId, time::SystemClock};
use kith::{
    app::{App as Kith, Parts},
    config::Config,
    keys::Keys,
    sessions::{commands, rules::BookingFields},
};
use law::access::{Actor, Role, act};
use serde_json::Value;

use crate::{client::agent, numbers::Times, program::House};

/// Sends that many bodies to a server that reads each as JSON and answers the same text.
pub fn bare_server(bodies: &[Value], answer: &str) -> Result<Times> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let answer = answer.to_owned();
    thread::spawn(move || {
        let server = HttpServer::new(move || {
            let answer = answer.clone();
            App::new().route(
                "/",
                web::post().to(move |_read: web::Json<Value>| {
                    let answer = answer.clone();
                    async move {
                        HttpResponse::Created()
                            .content_type("application/json")
                            .body(answer)
                    }
                }),
            )
        });
        actix_web::rt::System::new().block_on(server.workers(2).listen(listener)?.run())
    });
    let (agent, mut times) = (agent(), Times::default());
    for body in bodies {
        let body = serde_json::to_vec(body)?;
        let began = Instant::now();
        let request = agent.post(&url).header("content-type", "application/json");
        request.send(&body)?.body_mut().read_to_string()?;
        times.took(began.elapsed());
    }
    Ok(times)
}

/// Books the same sessions in the same database by the same command, without HTTP.
pub fn bookings(house: &House, coordinator: UserId, bodies: &[Value]) -> Result<Times> {
    let settings = [("KITH_DATABASE_URL", house.database.clone())].into();
    let config = Config::from_settings(&settings, &[])?;
    let keys = Keys::read(&house.keys())?;
    let clock = Arc::new(SystemClock);
    let parts = Parts {
        config,
        keys,
        clock: Arc::<SystemClock>::clone(&clock),
        real_clock: clock,
        banner: None,
    };
    let refused = |refused| anyhow!("refused: {refused:?}");
    let kith = Kith::new(parts).map_err(refused)?;
    let actor = Actor::User {
        id: coordinator,
        roles: [Role::Coordinator].into(),
    };
    let mut times = Times::default();
    for body in bodies {
        let fields: BookingFields =
            serde_json::from_value(body.clone()).context("reading a booking")?;
        let (plan, draft) = fields.read().map_err(refused)?;
        let began = Instant::now();
        kith.store
            .write::<act::BookSession, _>(&actor, |work| commands::book(work, plan, &draft))
            .map_err(refused)?;
        times.took(began.elapsed());
    }
    Ok(times)
}
