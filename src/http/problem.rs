//! The only place that knows which status a no has: RFC 9457 documents under `/api`, pages
//! elsewhere. `detail` never holds a name, an address or anything that was typed.

use std::fmt;

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::BoxBody,
    http::{Method, StatusCode, header},
    web,
};
use askama::Template;
use kernel::refusal::{FieldError, Kind, Reason, Refused};
use serde::Serialize;

use super::{
    answer::Answer,
    door::{Admitted, Door},
    guard::Standing,
    headers::Reference,
    kept::SignInFirst,
    page::around,
};
use crate::{storage::Prepared, web::Shell};

/// Whom an answer faces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Face {
    /// A program.
    #[default]
    Api,
    /// A person at a page; the page to come back to after signing in, where that makes sense.
    Page {
        /// Path and query of a page that was asked for.
        back_to: Option<String>,
    },
}

impl Face {
    fn of(request: &HttpRequest) -> Self {
        let accept = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok());
        if request.path().starts_with("/api/") || accept == Some("application/json") {
            return Self::Api;
        }
        let back_to = (request.method() == Method::GET).then(|| request.uri().to_string());
        Self::Page { back_to }
    }
}

/// A no on its way out.
#[derive(Debug)]
pub struct Problem {
    refused: Refused,
    face: Face,
    reference: String,
    standing: Option<Box<Standing>>,
    /// Whether they came by a link in a message: they have no account, and no home page.
    by_link: bool,
    /// Where a form is opened whose address somebody opened.
    form_at: Option<String>,
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self {
            refused,
            face: Face::Api,
            reference: String::new(),
            standing: None,
            by_link: false,
            form_at: None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refused.fmt(f)
    }
}

/// Status and title of each kind.
pub const fn statuses(kind: Kind) -> (StatusCode, &'static str) {
    match kind {
        Kind::Invalid => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Some fields need another look",
        ),
        Kind::Malformed => (StatusCode::BAD_REQUEST, "The request cannot be read"),
        Kind::NotSignedIn => (StatusCode::UNAUTHORIZED, "Sign in first"),
        Kind::SignInFailed => (StatusCode::UNAUTHORIZED, "That did not sign you in"),
        Kind::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
        Kind::ForgedRequest => (
            StatusCode::FORBIDDEN,
            "This did not come from one of our pages",
        ),
        Kind::Forbidden => (StatusCode::FORBIDDEN, "This is not yours to do"),
        Kind::NotFound => (StatusCode::NOT_FOUND, "Not found"),
        Kind::MethodNotAllowed => (
            StatusCode::METHOD_NOT_ALLOWED,
            "This address does not do that",
        ),
        Kind::Stale => (
            StatusCode::PRECONDITION_FAILED,
            "Somebody else changed it first",
        ),
        Kind::VersionRequired => (
            StatusCode::PRECONDITION_REQUIRED,
            "Say which version you change",
        ),
        Kind::KeyReused => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The key belongs to another request",
        ),
        Kind::KeyRequired => (StatusCode::BAD_REQUEST, "An idempotency key is required"),
        Kind::Exists => (StatusCode::CONFLICT, "There is one already"),
        Kind::Clash => (StatusCode::CONFLICT, "Already booked then"),
        Kind::WrongState => (StatusCode::CONFLICT, "Not possible in this state"),
        Kind::RuleRefuses => (StatusCode::CONFLICT, "A rule stands against it"),
        Kind::SecondPerson => (StatusCode::CONFLICT, "A second person must do this"),
        Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Too large"),
        Kind::UnsupportedType => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "This type of content is not taken here",
        ),
        Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Busy; nothing was changed"),
        Kind::Fault => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something failed; nothing was changed",
        ),
    }
}

/// The problem document of RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemDocument {
    /// Address of the page that explains this kind of problem.
    #[serde(rename = "type")]
    type_: String,
    /// What kind of problem it is.
    title: &'static str,
    /// The status code.
    status: u16,
    /// What to do about it. Never personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The reference of this request, for a question to the people who run the service. Absent
    /// from an answer that is kept for replay.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// Why, most important first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Reason>,
    /// Which fields do not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    shell: Shell,
    hidden: bool,
    reasons: &'a [Reason],
    errors: &'a [FieldError],
    reference: &'a str,
    by_link: bool,
    form_at: Option<&'a str>,
}

/// A no that must persist together with what it changed (a failed sign-in that was counted): an
/// answer like any other, in the form of a problem document.
#[derive(Debug)]
pub struct ProblemAnswer(Refused);

impl ProblemAnswer {
    /// A no of `kind` with its reason.
    pub fn new(kind: Kind, reason: Reason) -> Self {
        Self(Refused::because(kind, reason))
    }
}

impl From<Refused> for ProblemAnswer {
    fn from(refused: Refused) -> Self {
        Self(refused)
    }
}

impl Answer for ProblemAnswer {
    fn prepare(self) -> Result<Prepared, Refused> {
        let (status, title) = statuses(self.0.kind());
        let document = Problem::from(self.0).as_document(status, title);
        let body = serde_json::to_string(&document)
            .map_err(|cause| Refused::fault("writing an answer", cause))?;
        let content_type = (
            "content-type".to_owned(),
            "application/problem+json".to_owned(),
        );
        Ok(Prepared {
            status: status.as_u16(),
            headers: vec![content_type],
            body,
        })
    }
}

/// What stands around a page for who was not let in.
fn at_the_door(request: &HttpRequest) -> Option<Standing> {
    let door = request.app_data::<web::Data<Door>>()?;
    Some(Standing {
        site: door.site.clone(),
        admitted: Admitted::nobody(),
    })
}

impl Problem {
    /// The same problem, facing whoever sent this request.
    #[must_use]
    pub fn facing(mut self, request: &HttpRequest) -> Self {
        self.face = Face::of(request);
        self.by_link = request.match_info().get("link_token").is_some();
        let standing = request.extensions().get::<Standing>().cloned();
        self.standing = standing.or_else(|| at_the_door(request)).map(Box::new);
        self.reference = request
            .extensions()
            .get::<Reference>()
            .map(ToString::to_string)
            .unwrap_or_default();
        self
    }

    /// The same, of an address that only a form is sent to. A browser shows it after a refusal, and opens
    /// it anew from a bookmark or with yesterday's tabs.
    #[must_use]
    pub(super) fn of_a_form(mut self, opened_from: String) -> Self {
        self.form_at = Some(opened_from);
        self
    }

    /// The response.
    pub fn into_response(self) -> HttpResponse {
        self.error_response()
    }

    fn parts(&self) -> (Vec<Reason>, Vec<FieldError>) {
        match &self.refused {
            Refused::Rule { reasons, .. } => (reasons.clone(), Vec::new()),
            Refused::Forbidden(reason) => (vec![reason.clone()], Vec::new()),
            Refused::Invalid(errors) => (Vec::new(), errors.clone()),
            Refused::Stale => (
                vec![Reason::new(
                    "stale",
                    "Open it again to see what changed, then repeat your change.",
                )],
                Vec::new(),
            ),
            Refused::Busy => (
                vec![Reason::new("busy", "Try again in a few seconds.")],
                Vec::new(),
            ),
            Refused::Hidden | Refused::Fault(_) => (Vec::new(), Vec::new()),
        }
    }

    fn log(&self) {
        let Refused::Fault(fault) = &self.refused else {
            return;
        };
        let mut causes = Vec::new();
        let mut next = std::error::Error::source(fault);
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        tracing::error!(reference = %self.reference, doing = %fault.doing, causes = causes.join(": "), "fault");
    }

    /// What stands around its page: before anybody is let in, the name of the service alone.
    fn shell(&self, title: &str) -> Shell {
        let shell = self.standing.as_ref().map_or_else(
            || Shell::new(title, "Kith", "Family time"),
            |standing| around(&standing.site, &standing.admitted, title, ""),
        );
        if self.by_link {
            shell.homeless()
        } else {
            shell
        }
    }

    fn page(&self, status: StatusCode, title: &str) -> HttpResponse {
        let (mut reasons, errors) = self.parts();
        let mut title = title;
        if self.form_at.is_some() {
            title = "Open the form again";
            let words = "A form was sent to this address when you last saw it, and it came back to be put right: nothing of it was saved. Open it again from the page it belongs to.";
            reasons = vec![Reason::new("method-not-allowed", words)];
        }
        let page = ProblemPage {
            shell: self.shell(title),
            hidden: matches!(self.refused, Refused::Hidden),
            reasons: &reasons,
            errors: &errors,
            reference: &self.reference,
            by_link: self.by_link,
            form_at: self.form_at.as_deref(),
        };
        let body = page.render().unwrap_or_else(|_| title.to_owned());
        HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .body(body)
    }

    fn as_document(&self, status: StatusCode, title: &'static str) -> ProblemDocument {
        let (reasons, errors) = self.parts();
        ProblemDocument {
            type_: format!("/problems/{}", self.refused.kind()),
            title,
            status: status.as_u16(),
            detail: reasons.first().map(|reason| reason.explanation.clone()),
            instance: (!self.reference.is_empty())
                .then(|| format!("urn:kith:request:{}", self.reference)),
            reasons,
            errors,
        }
    }

    fn document(&self, status: StatusCode, title: &'static str) -> HttpResponse {
        let document = self.as_document(status, title);
        let body = serde_json::to_string(&document).unwrap_or_default();
        HttpResponse::build(status)
            .content_type("application/problem+json")
            .body(body)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        statuses(self.refused.kind()).0
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.log();
        let (status, title) = statuses(self.refused.kind());
        let mut response = match &self.face {
            Face::Page {
                back_to: Some(path),
            } if self.refused.kind() == Kind::NotSignedIn => {
                let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
                HttpResponse::SeeOther()
                    .insert_header((header::LOCATION, format!("/sign-in?next={next}")))
                    .finish()
            }
            Face::Page { .. } => self.page(status, title),
            Face::Api => self.document(status, title),
        };
        if matches!(
            status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        ) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        if self.refused.kind() == Kind::NotSignedIn && matches!(self.face, Face::Page { .. }) {
            response.extensions_mut().insert(SignInFirst);
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                header::HeaderValue::from_static("Bearer realm=\"kith\""),
            );
        }
        response
    }
}
