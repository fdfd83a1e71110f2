//! What somebody typed into a form whose session was over, or whose cookie was gone, when they sent it:
//! kept, sealed for them, until they have signed in again.
//!
//! Nothing of it is stored here. It travels through the sign-in page as a sealed text that opens
//! only for the account whose session it was: whoever finds the browser open, or signs in as
//! somebody else, reads nothing.

use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
    web,
};
use askama::Template;
use kernel::{id::UserId, refusal::Refused, time::Instant};
use law::access::{Actor, act};
use serde::{Deserialize, Serialize};

use super::{
    body::{read, takes},
    door::{Admitted, Credential, Door},
    page::{around, local_path},
    problem::Problem,
    threads::on_a_thread,
};
use crate::{
    storage::{Reads, Vault},
    web::{Errors, SignInPage},
};

/// The longest form that is kept, in bytes: sealed it must fit into a form again.
const LONGEST_KEPT: usize = 400 << 10;
/// How long what was typed can be opened, in milliseconds: as long as a session lives at most.
const OPENS_FOR: i64 = 12 * 60 * 60 * 1000;
/// The field of a form that says whose page it is. Only the server writes it: nobody plants a text for
/// another to send.
pub(super) const TYPED_BY: &str = "typed_by";
/// Hidden fields that belong to a page and not to what is sent again.
const OF_THE_PAGE: &[&str] = &["csrf_token", "idempotency_key", TYPED_BY];
/// Hidden fields of a form, which nobody typed.
const NOT_TYPED: &[&str] = &["version", "signed_in_again"];

/// Marks the response to a form that came without a session.
pub(super) struct SignInFirst;

/// A form as it was sent, with where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The path it was sent to.
    pub to: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// When.
    at: Instant,
}

impl Kept {
    /// A form that was sent; none where nobody typed anything or it is too long.
    fn of(to: &str, body: &[u8], at: Instant) -> Option<Self> {
        let fields = url::form_urlencoded::parse(body)
            .filter(|(name, _)| !OF_THE_PAGE.contains(&name.as_ref()))
            .map(|(name, value)| (name.into_owned(), value.into_owned()));
        let fields: Vec<(String, String)> = fields.collect();
        let typed = |(name, value): &(String, String)| {
            !NOT_TYPED.contains(&name.as_str()) && !value.trim().is_empty()
        };
        let keeps = body.len() <= LONGEST_KEPT && fields.iter().any(typed);
        keeps.then(|| Self {
            to: to.to_owned(),
            fields,
            at,
        })
    }

    fn seal(&self, vault: &Vault, user: UserId) -> Result<String, Refused> {
        let text = serde_json::to_string(self)
            .map_err(|cause| Refused::fault("writing what was typed", cause))?;
        Ok(vault.seal("kept_form", "fields", user.as_str(), &text)?)
    }

    /// What was kept for this person; none where it is somebody else's, too old, or no such text.
    pub fn open(vault: &Vault, user: UserId, sealed: &str, now: Instant) -> Option<Self> {
        let text = vault.open("kept_form", "fields", user.as_str(), sealed);
        let kept: Self = serde_json::from_str(&text.ok()?).ok()?;
        let age = now.millis() - kept.at.millis();
        ((0..=OPENS_FOR).contains(&age) && local_path(&kept.to) == kept.to).then_some(kept)
    }
}

/// Reads a form before anybody asks whose it is, so that it is there when the answer is "sign in".
pub(super) async fn keep(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !is_a_form_of_a_page(&request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let (asked, payload) = request.parts_mut();
    let body = match read(asked, payload).await {
        Ok(body) => body,
        Err(refused) => {
            let problem = Problem::from(refused).facing(request.request());
            return Ok(request.into_response(problem.into_response()));
        }
    };
    request.set_payload(Payload::from(web::Bytes::from(body.clone())));
    let response = next.call(request).await?.map_into_boxed_body();
    let signs_in = response
        .response()
        .extensions()
        .get::<SignInFirst>()
        .is_some();
    if !signs_in {
        return Ok(response);
    }
    match sign_in_again(&response, body).await {
        Ok(Some(page)) => Ok(response.into_response(page)),
        // Without an owner, or without the store, the answer stays what it was.
        Ok(None) | Err(_) => Ok(response),
    }
}

fn is_a_form_of_a_page(request: &ServiceRequest) -> bool {
    *request.method() == Method::POST
        && !request.path().starts_with("/api/")
        && takes(request.request(), "application/x-www-form-urlencoded").is_ok()
        && Credential::of(request.request()).is_ambient()
}

/// Whose page a form says it is from.
fn typed_by(door: &Door, body: &[u8]) -> Option<UserId> {
    let mut fields = url::form_urlencoded::parse(body);
    let (_, page_of) = fields.find(|(name, _)| name == TYPED_BY)?;
    door.doorkeeper.typed_by(&page_of)
}

/// The sign-in page with what was typed, if it is known who typed it.
async fn sign_in_again(
    response: &ServiceResponse<BoxBody>,
    body: Vec<u8>,
) -> Result<Option<HttpResponse>, Refused> {
    let request = response.request();
    let Some(door) = request.app_data::<web::Data<Door>>().cloned() else {
        return Ok(None);
    };
    let (credential, to) = (Credential::of(request), request.path().to_owned());
    let keeper = door.clone();
    let kept = on_a_thread(move || {
        let stood_here = keeper.doorkeeper.stood_here(&keeper.store, &credential)?;
        let Some(owner) = stood_here.or_else(|| typed_by(&keeper, &body)) else {
            return Ok(None);
        };
        let sealed = keeper
            .store
            .open::<act::AdmitCaller, _>(&Actor::System, |look| {
                let kept = Kept::of(&to, &body, look.real_now());
                let sealed = kept
                    .map(|kept| kept.seal(&look.vault(), owner))
                    .transpose()?;
                Ok(look.open(sealed.unwrap_or_default()))
            })?;
        Ok(Some(sealed.into_value()))
    });
    let Some(kept) = kept.await? else {
        return Ok(None);
    };
    let came_from = request.headers().get(header::REFERER);
    let next = came_from
        .and_then(|from| from.to_str().ok())
        .and_then(|from| from.strip_prefix(door.site.origin.as_str()))
        .map_or_else(|| "/".to_owned(), local_path);
    let shell = around(&door.site, &Admitted::nobody(), "Sign in", "/sign-in");
    let page = SignInPage::new(shell, "", next, Errors::none()).keeping(kept);
    let html = page
        .render()
        .map_err(|cause| Refused::fault("writing a page", cause))?;
    Ok(Some(
        HttpResponse::build(StatusCode::UNAUTHORIZED)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"kith\""))
            .body(html),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_typed_is_kept() {
        let at = Instant::from_millis(0);
        let long = format!("notes={}", "x".repeat(LONGEST_KEPT));
        for (name, body, keeps) in [
            ("a text", "csrf_token=a&version=2&court=Northwick", true),
            (
                "a button",
                "csrf_token=a&idempotency_key=b&version=2",
                false,
            ),
            (
                "blank fields",
                "csrf_token=a&typed_by=b&court=+&text=",
                false,
            ),
            ("too long", long.as_str(), false),
        ] {
            let kept = Kept::of("/orders", body.as_bytes(), at);
            assert_eq!(kept.is_some(), keeps, "{name}");
            let fields = kept.map(|kept| kept.fields).unwrap_or_default();
            assert!(fields.iter().all(|(name, _)| name != "csrf_token"));
        }
    }
}
