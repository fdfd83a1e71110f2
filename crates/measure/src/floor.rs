//! What HTTP is measured against: the same commands and queries without it, and a server that only
//! answers.

use std::{collections::BTreeSet, net::TcpListener, thread, time::Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, Result, anyhow, ensure};
use kernel::{
    fact::{Fact, Stream},
    id::{AbsenceId, PersonId, UserId},
    refusal::Refused,
    time::LondonDay,
};
use kith::{
    app::{App as Kith, Parts},
    config::Config,
    keys::Keys,
    rota,
    sessions::{commands, rules::BookingFields},
    storage::Look,
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
            let read = move |_read: web::Json<Value>| {
                let answer = answer.clone();
                async move {
                    HttpResponse::Created()
                        .content_type("application/json")
                        .body(answer)
                }
            };
            App::new().route("/", web::post().to(read))
        });
        actix_web::rt::System::new().block_on(server.workers(2).listen(listener)?.run())
    });
    let (agent, mut times) = (agent(), Times::default());
    for body in bodies {
        let body = serde_json::to_vec(body)?;
        let began = Instant::now();
        let request = agent.post(&url).header("content-type", "application/json");
        let mut answer = request.send(&body)?;
        answer
            .body_mut()
            .with_config()
            .limit(100 << 20)
            .read_to_string()?;
        times.took(began.elapsed());
    }
    Ok(times)
}

fn refused(refused: Refused) -> anyhow::Error {
    anyhow!("refused: {refused:?}")
}

/// Somebody who uses the program as a library, on the database that it serves.
pub struct Inside {
    kith: Kith,
    user: UserId,
    actor: Actor,
}

impl Inside {
    /// A coordinator.
    pub fn coordinator(house: &House, user: UserId) -> Result<Self> {
        let settings = [("KITH_DATABASE_URL", house.database.clone())].into();
        let config = Config::from_settings(&settings, &[])?;
        let parts = Parts::in_earnest(config, Keys::read(&house.keys())?);
        Ok(Self {
            kith: Kith::new(parts).map_err(refused)?,
            user,
            actor: Actor::User {
                id: user,
                roles: [Role::Coordinator].into(),
            },
        })
    }

    /// Books these by the command that the API calls.
    pub fn books(&self, bodies: &[Value], times: &mut Times) -> Result<()> {
        for body in bodies {
            let fields: BookingFields =
                serde_json::from_value(body.clone()).context("reading a booking")?;
            let (plan, draft) = fields.read().map_err(refused)?;
            let began = Instant::now();
            let booked = self
                .kith
                .store
                .write::<act::BookSession, _>(&self.actor, |work| {
                    commands::book(work, plan, &draft)
                })
                .map_err(refused)?;
            times.took(began.elapsed());
            ensure!(booked.into_value().is_live(), "a booking that is none");
        }
        Ok(())
    }

    /// Reads a week by the query that the API calls, and leaves the fact of it.
    pub fn lists(&self, monday: LondonDay, tries: usize) -> Result<Times> {
        self.looks(tries, |look| {
            let week = rota::queries::week(look, monday.week())?;
            Ok((week.subjects(), week.lines.len()))
        })
    }

    /// Asks who could step in by the query that the API calls, and leaves the fact of it.
    pub fn covers(&self, absence: AbsenceId, tries: usize) -> Result<Times> {
        self.looks(tries, |look| {
            let cover = rota::queries::cover(look, absence)?;
            Ok((cover.subjects(), cover.hits.len()))
        })
    }

    /// Asks that often by a query that says whom it shows and how many rows.
    fn looks(
        &self,
        tries: usize,
        query: impl Fn(&mut Look<'_, act::ShowRota>) -> Result<(BTreeSet<PersonId>, usize), Refused>,
    ) -> Result<Times> {
        let mut times = Times::default();
        for _ in 0..tries {
            let began = Instant::now();
            let seen = self
                .kith
                .store
                .look::<act::ShowRota, _>(&self.actor, |look| {
                    let (subjects, rows) = query(look)?;
                    let fact = Fact::on(Stream::of(self.user)).subjects(subjects);
                    Ok(look.seen(fact, rows))
                })
                .map_err(refused)?;
            times.took(began.elapsed());
            ensure!(seen.into_value() > 0, "nothing was seen");
        }
        Ok(times)
    }
}
