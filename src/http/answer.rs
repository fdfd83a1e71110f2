//! What an answer can look like. Never a bare value: each is made ready inside the transaction,
//! so that a replay is byte-identical.

use actix_web::http::StatusCode;
use askama::Template;
use kernel::refusal::Refused;
use serde::Serialize;

use crate::storage::Prepared;

/// Something that can be sent.
pub trait Answer {
    /// Makes it ready.
    ///
    /// # Errors
    /// A fault when it cannot be rendered.
    fn prepare(self) -> Result<Prepared, Refused>;
}

fn header(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// A JSON document, 200.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> Answer for Json<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let body = serde_json::to_string(&self.0)
            .map_err(|cause| Refused::fault("writing an answer", cause))?;
        Ok(Prepared {
            status: StatusCode::OK.as_u16(),
            headers: vec![header("content-type", "application/json")],
            body,
        })
    }
}

/// A JSON document with its version as `ETag`, 200.
#[derive(Debug)]
pub struct Versioned<T> {
    /// The version of the record.
    pub version: i64,
    /// The document.
    pub body: T,
}

impl<T: Serialize> Answer for Versioned<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let mut answer = Json(self.body).prepare()?;
        answer
            .headers
            .push(header("etag", format!("\"{}\"", self.version)));
        Ok(answer)
    }
}

/// A new record: 201, with its address and version.
#[derive(Debug)]
pub struct Created<T> {
    /// Its address.
    pub location: String,
    /// Its version.
    pub version: i64,
    /// Its document.
    pub body: T,
}

impl<T: Serialize> Answer for Created<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let mut answer = Versioned {
            version: self.version,
            body: self.body,
        }
        .prepare()?;
        answer.status = StatusCode::CREATED.as_u16();
        answer.headers.push(header("location", self.location));
        Ok(answer)
    }
}

/// Done, and nothing to say, 204.
#[derive(Debug)]
pub struct NoContent;

impl Answer for NoContent {
    fn prepare(self) -> Result<Prepared, Refused> {
        Ok(Prepared {
            status: StatusCode::NO_CONTENT.as_u16(),
            headers: Vec::new(),
            body: String::new(),
        })
    }
}

/// A page, 200.
#[derive(Debug)]
pub struct Page<T>(pub T);

impl<T: Template> Answer for Page<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let body = self
            .0
            .render()
            .map_err(|cause| Refused::fault("rendering a page", cause))?;
        Ok(Prepared {
            status: StatusCode::OK.as_u16(),
            headers: vec![header("content-type", "text/html; charset=utf-8")],
            body,
        })
    }
}

/// "See the page at this address", 303: what a saved form answers, so that reload and back do
/// not send it again.
#[derive(Debug)]
pub struct Goto(pub String);

impl Answer for Goto {
    fn prepare(self) -> Result<Prepared, Refused> {
        Ok(Prepared {
            status: StatusCode::SEE_OTHER.as_u16(),
            headers: vec![header("location", self.0)],
            body: String::new(),
        })
    }
}

/// The same answer with another status: a form shown again (422), a failed sign-in (401).
#[derive(Debug)]
pub struct Status<T>(pub StatusCode, pub T);

impl<T: Answer> Answer for Status<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let mut answer = self.1.prepare()?;
        answer.status = self.0.as_u16();
        Ok(answer)
    }
}

/// The same answer that also sets a cookie.
#[derive(Debug)]
pub struct WithCookie<T>(pub String, pub T);

impl<T: Answer> Answer for WithCookie<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let mut answer = self.1.prepare()?;
        answer.headers.push(header("set-cookie", self.0));
        Ok(answer)
    }
}

/// The same answer that tells no other page where the reader comes from: its address is a secret.
#[derive(Debug)]
pub struct Unreferred<T>(pub T);

impl<T: Answer> Answer for Unreferred<T> {
    fn prepare(self) -> Result<Prepared, Refused> {
        let mut answer = self.0.prepare()?;
        answer
            .headers
            .push(header("referrer-policy", "no-referrer"));
        Ok(answer)
    }
}
