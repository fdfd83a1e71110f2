//! What a handler may return, and how it becomes a response.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use kernel::refusal::Refused;

use super::{download::Download, problem::Problem};
use crate::storage::{Done, Open, Prepared, Seen};

/// What a handler of a look returns.
pub type Shown = Result<Seen<Prepared>, Refused>;
/// What a handler of a write returns.
pub type Saved = Result<Done<Prepared>, Refused>;
/// What the handler of a form returns.
pub type Turned = Result<Turn, Refused>;
/// What a handler that shows nothing personal returns.
pub type Opened = Result<Open<Prepared>, Refused>;

mod sealed {
    pub trait Sealed {}
}

/// Evidence of what was done. Sealed: made only by a transaction with its fact.
pub trait Evidence: sealed::Sealed {
    /// The response.
    fn respond(self, request: &HttpRequest) -> HttpResponse;
}

/// What a form post comes to: saved, or shown again with what was typed.
#[derive(Debug)]
pub enum Turn {
    /// It was saved.
    Saved(Done<Prepared>),
    /// It does not fit, or a rule stands against it; nothing was saved and nothing typed is lost.
    Again(Seen<Prepared>),
}

fn send(answer: Prepared) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    for header in answer.headers {
        response.append_header(header);
    }
    response.body(answer.body)
}

macro_rules! evidence {
    ($($name:ident)*) => {$(
        impl sealed::Sealed for $name<Prepared> {}
        impl Evidence for $name<Prepared> {
            fn respond(self, _: &HttpRequest) -> HttpResponse {
                send(self.into_value())
            }
        }
    )*};
}
evidence!(Done Seen Open);

/// The fact of the look is committed before the first byte leaves.
impl sealed::Sealed for Seen<Download> {}
impl Evidence for Seen<Download> {
    fn respond(self, _: &HttpRequest) -> HttpResponse {
        self.into_value().respond()
    }
}

impl sealed::Sealed for Turn {}
impl Evidence for Turn {
    fn respond(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Saved(done) => done.respond(request),
            Self::Again(seen) => seen.respond(request),
        }
    }
}

impl<T: Evidence> sealed::Sealed for Result<T, Refused> {}
impl<T: Evidence> Evidence for Result<T, Refused> {
    fn respond(self, request: &HttpRequest) -> HttpResponse {
        self.map_err(Problem::from).respond(request)
    }
}

impl<T: Evidence> sealed::Sealed for Result<T, Problem> {}
impl<T: Evidence> Evidence for Result<T, Problem> {
    fn respond(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Ok(evidence) => evidence.respond(request),
            Err(problem) => problem.facing(request).into_response(),
        }
    }
}
