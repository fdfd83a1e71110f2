//! Reading what was sent: JSON bodies, forms, queries, versions. Whatever does not fit becomes a
//! problem that says which field and what to do.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web};
use kernel::{
    fields::out_of_bounds,
    refusal::{Kind, Reason, Refused},
};
use serde::de::DeserializeOwned;
use validator::Validate;

use super::{
    arriving::{BODY, within},
    kept::TYPED_BY,
    problem::Problem,
};
use crate::storage::Once;

/// The longest body that is not an upload, in bytes.
pub const LONGEST_BODY: usize = 1 << 20;

/// What the body extractors leave for the door: the proof of a form, the key of a request, and
/// what makes the request what it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    pub(super) csrf: Option<String>,
    pub(super) key: Option<String>,
    pub(super) body: Vec<u8>,
    /// Sent for somebody who has just signed in again: to be shown, not to be saved.
    pub(super) again: bool,
}

impl Sent {
    /// What a request says that has no body: its key and its proof stand in headers.
    pub(super) fn bare(request: &HttpRequest) -> Result<Self, Refused> {
        Ok(Self {
            csrf: text_header(request, "x-csrf-token").map(str::to_owned),
            key: text_header(request, "idempotency-key")
                .map(key_of)
                .transpose()?
                .flatten(),
            body: Vec::new(),
            again: false,
        })
    }

    pub(super) fn once(&self, request: &HttpRequest) -> Option<Once> {
        let key = self.key.as_deref()?;
        let address = request.uri().to_string();
        let version = text_header(request, header::IF_MATCH.as_str()).unwrap_or_default();
        Some(Once::new(
            key,
            &[
                request.method().as_str().as_bytes(),
                address.as_bytes(),
                version.as_bytes(),
                &self.body,
            ],
        ))
    }
}

pub(super) fn malformed(code: &'static str, explanation: impl Into<String>) -> Refused {
    Refused::because(Kind::Malformed, Reason::new(code, explanation))
}

pub(super) fn text_header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
}

pub(super) async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Vec<u8>, Refused> {
    let bytes = within(BODY, web::Bytes::from_request(request, payload))
        .await?
        .map_err(|cause| {
            let too_large = cause.as_response_error().status_code()
                == actix_web::http::StatusCode::PAYLOAD_TOO_LARGE;
            if too_large {
                Refused::because(
                    Kind::TooLarge,
                    Reason::new("too-large", "Send 1 MiB or less."),
                )
            } else {
                malformed("unreadable-body", "The body could not be read to its end.")
            }
        })?;
    Ok(bytes.to_vec())
}

pub(super) fn takes(request: &HttpRequest, media_type: &str) -> Result<(), Refused> {
    if request.content_type().eq_ignore_ascii_case(media_type) {
        Ok(())
    } else {
        Err(Refused::because(
            Kind::UnsupportedType,
            Reason::new("unsupported-type", format!("Send this as {media_type}.")),
        ))
    }
}

/// The idempotency key of a request: 1 to 255 visible ASCII characters.
pub(super) fn key_of(text: &str) -> Result<Option<String>, Refused> {
    if (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Some(text.to_owned()))
    } else {
        Err(malformed(
            "bad-idempotency-key",
            "An idempotency key has 1 to 255 visible ASCII characters.",
        ))
    }
}

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

fn reading<T: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    f: impl FnOnce(&HttpRequest, Vec<u8>) -> Result<T, Refused> + 'static,
) -> Reading<T> {
    let request = request.clone();
    let mut payload = payload.take();
    Box::pin(async move {
        let read = read(&request, &mut payload).await;
        read.and_then(|bytes| f(&request, bytes))
            .map_err(|refused| Problem::from(refused).facing(&request))
    })
}

/// A JSON body. Unknown fields are refused by the type, bounds by its `Validate`.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        reading(request, payload, |request, bytes| {
            takes(request, "application/json")?;
            let mut sent = Sent::bare(request)?;
            let value = from_json(&bytes)?;
            sent.body = bytes;
            request.extensions_mut().insert(sent);
            Ok(Self(value))
        })
    }
}

fn from_json<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Refused> {
    #[cfg(feature = "faults")]
    if crate::storage::faults::UNKNOWN_FIELDS_PASS.is_on()
        && let Ok(value) = without_unknown_fields(bytes)
    {
        return Ok(value);
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer_of(error.path());
        let cause = error.inner();
        if cause.is_data() {
            match missing(cause) {
                Some(field) => Refused::field(
                    format!("{pointer}/{field}"),
                    "missing",
                    "This must be there.",
                ),
                None => Refused::field(pointer, "bad-format", data_fault(cause)),
            }
        } else {
            malformed(
                "not-json",
                format!(
                    "The body is not JSON (line {}, column {}).",
                    cause.line(),
                    cause.column()
                ),
            )
        }
    })?;
    reader.end().map_err(|_trailing| {
        malformed("not-json", "There is something after the JSON document.")
    })?;
    within_bounds(&value)?;
    Ok(value)
}

/// What is read where nobody minds fields there are not.
#[cfg(feature = "faults")]
fn without_unknown_fields<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut value: serde_json::Value = serde_json::from_slice(bytes)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("not_a_field");
    }
    serde_json::from_value(value)
}

/// The field that is missing: a name of ours, never something that was sent.
fn missing(cause: &serde_json::Error) -> Option<String> {
    let text = cause.to_string();
    let (_, rest) = text.split_once("missing field `")?;
    rest.split_once('`').map(|(field, _)| field.to_owned())
}

/// Says what is wrong without repeating what was sent: `serde` quotes values, and a value may be
/// somebody's.
fn data_fault(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    for (sign, message) in [
        ("unknown field", "There is no such field here."),
        ("invalid type", "This is not of the type that is asked for."),
        (
            "unknown variant",
            "This is not one of the values that are asked for.",
        ),
        (
            "has no code like that",
            "This is not one of the codes that are asked for.",
        ),
    ] {
        if text.contains(sign) {
            return message.to_owned();
        }
    }
    "This is not in the right format.".to_owned()
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(String::new(), |pointer, segment| match segment {
            Segment::Seq { index } => format!("{pointer}/{index}"),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Segment::Unknown => pointer,
        })
}

fn within_bounds(value: &impl Validate) -> Result<(), Refused> {
    let outside = out_of_bounds(value);
    if outside.is_empty() {
        Ok(())
    } else {
        Err(Refused::Invalid(outside))
    }
}

/// A posted form: everything as it was typed, so that it can be shown again. The hidden fields
/// `csrf_token`, `idempotency_key` and `typed_by` are read by the door and belong to no form.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Problem;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        reading(request, payload, |request, bytes| {
            takes(request, "application/x-www-form-urlencoded")?;
            let (value, sent) = from_form(&bytes)?;
            request.extensions_mut().insert(sent);
            Ok(Self(value))
        })
    }
}

fn from_form<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, Sent), Refused> {
    let mut sent = Sent::default();
    let mut rest = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(bytes) {
        match name.as_ref() {
            "csrf_token" => sent.csrf = Some(value.into_owned()),
            TYPED_BY => {}
            "signed_in_again" => sent.again = true,
            #[cfg(feature = "faults")]
            "not_a_field" if crate::storage::faults::UNKNOWN_FIELDS_PASS.is_on() => {}
            "idempotency_key" if value.is_empty() => {}
            "idempotency_key" => sent.key = key_of(&value)?,
            _ => {
                rest.append_pair(&name, &value);
            }
        }
    }
    let rest = rest.finish();
    let value = serde_html_form::from_str(&rest).map_err(|_quotes_values| {
        malformed(
            "unreadable-form",
            "The form could not be read. Open the page again.",
        )
    })?;
    sent.body = rest.into_bytes();
    Ok((value, sent))
}

/// The query of an address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = serde_html_form::from_str::<T>(request.query_string())
            .map_err(|_quotes_values| {
                malformed(
                    "unreadable-query",
                    "The part of the address after the question mark cannot be read.",
                )
            })
            .and_then(|value| within_bounds(&value).map(|()| Self(value)));
        std::future::ready(read.map_err(|refused| Problem::from(refused).facing(request)))
    }
}

/// The ids in a path. What is no id names nothing, so it answers "not found".
#[derive(Debug)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for At<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = web::Path::<T>::from_request(request, payload).into_inner();
        std::future::ready(match read {
            Ok(path) => Ok(Self(path.into_inner())),
            Err(_names_nothing) => Err(Problem::from(Refused::Hidden).facing(request)),
        })
    }
}

/// The version a change is about: `If-Match: "7"`.
#[derive(Debug)]
pub struct IfMatch(pub i64);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = match text_header(request, header::IF_MATCH.as_str()) {
            None => Err(Refused::because(
                Kind::VersionRequired,
                Reason::new(
                    "version-required",
                    "Say which version you change: If-Match with the ETag you were given.",
                ),
            )),
            Some(text) => text
                .trim()
                .trim_matches('"')
                .parse()
                .map(Self)
                .map_err(|_not_a_version| Refused::Stale),
        };
        std::future::ready(read.map_err(|refused| Problem::from(refused).facing(request)))
    }
}
