//! What every response carries, errors included, and the reference of each request.

use std::fmt;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
};

/// What a person reads out on the telephone when something failed: ten characters.
#[derive(Debug, Clone)]
pub struct Reference(String);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Reference {
    /// A new one. Letters and digits that cannot be taken for one another.
    pub fn new() -> Self {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ*";
        let mut bytes = [0_u8; 10];
        // Without randomness the reference is merely not unique.
        let _ = getrandom::fill(&mut bytes);
        let letters = bytes
            .iter()
            .filter_map(|byte| LETTERS.get(usize::from(byte % 31)));
        Self(letters.map(|letter| char::from(*letter)).collect())
    }
}

const ALWAYS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
    ("x-robots-tag", "noindex, nofollow"),
];

/// Where the pages of links are.
const LINKS: &str = "/n/";

/// Gives the request its reference and the response its headers. Nothing is stored by caches
/// unless its answer says so: almost everything here is about a child.
pub async fn dress(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let reference = Reference::new();
    request.extensions_mut().insert(reference.clone());
    let by_link = request.path().starts_with(LINKS);
    let mut response = next.call(request).await?;
    #[cfg(feature = "faults")]
    if crate::storage::faults::UNDRESSED.is_on() {
        return Ok(response);
    }
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // The page of a link says nothing at all of where one comes from: its address opens it. Nor does
        // what is answered to an address that looks like one.
        let value = match *name {
            "referrer-policy" if by_link => "no-referrer",
            "referrer-policy" if headers.contains_key(*name) => continue,
            _ => value,
        };
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(&reference.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// One line per request: method, pattern of the path (never the path: ids and tokens stand in
/// it), status, milliseconds, reference. Whoever asks for the head alone (HEAD) is answered as if they
/// had asked for all of it, look and trace included; the server leaves the body out.
pub async fn log(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = std::time::Instant::now();
    let method = request.method().clone();
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let response = next.call(request).await?;
    let pattern = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "-".to_owned());
    let reference = response
        .request()
        .extensions()
        .get::<Reference>()
        .map(ToString::to_string)
        .unwrap_or_default();
    tracing::info!(
        %method,
        pattern,
        status = response.status().as_u16(),
        millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        reference,
        "answered"
    );
    Ok(response)
}
