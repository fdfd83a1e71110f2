//! Requests and answers, as they are on the wire.

use kernel::refusal::Kind;
use serde_json::Value;
use ureq::http::Request;

use super::TestHouse;

/// A request that is being put together.
pub struct Asking<'h> {
    house: &'h TestHouse,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    base: Option<String>,
}

impl<'h> Asking<'h> {
    pub(super) fn new(house: &'h TestHouse, method: &str, path: &str) -> Self {
        Self {
            house,
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
            base: None,
        }
    }

    /// To another server.
    #[must_use]
    pub fn at(mut self, base: &str) -> Self {
        self.base = Some(base.to_owned());
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
    /// With an access token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }
    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }
    /// With the fields of a form.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    }
    /// With a form that hands in a file, declared as that type.
    #[must_use]
    pub fn upload(self, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Self {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        if let Some((media_type, bytes)) = file {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"Ava.pdf\"\r\n\
                 content-type: {media_type}\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        let media_type = format!("multipart/form-data; boundary={EDGE}");
        self.header("content-type", media_type).body(body)
    }
    /// With any body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it.
    pub fn answer(self) -> Answer {
        self.attempt().unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// Sends it to a house that may be gone.
    ///
    /// # Errors
    /// What broke the connection.
    pub fn attempt(self) -> Result<Answer, String> {
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(match &self.base {
                Some(base) => format!("{base}{}", self.path),
                None => self.house.address(&self.path),
            });
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.house.agent;
        let asked = format!("{} {}", self.method, self.path);
        let response = match self.body {
            Some(body) => agent.run(request.body(body).map_err(|fault| fault.to_string())?),
            None => agent.run(request.body(()).map_err(|fault| fault.to_string())?),
        };
        let mut response = response.map_err(|fault| format!("{asked}: {fault}"))?;
        let text = |value: &ureq::http::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        Ok(Answer {
            asked,
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: response.body_mut().read_to_string().unwrap_or_default(),
        })
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Method and path.
    pub asked: String,
    /// The status code.
    pub status: u16,
    /// The headers, in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// The one header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let first = values.next();
        assert!(values.next().is_none(), "{}: {name} twice", self.asked);
        first.map(|(_, value)| value.as_str())
    }

    /// Says that the status must be this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.body);
        self
    }

    /// The JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|fault| panic!("{}: {fault}: {}", self.asked, self.body))
    }

    /// The kind of problem it is; anything but a whole problem document fails the story.
    #[track_caller]
    pub fn problem(&self) -> Kind {
        let says = format!("{}: {} {}", self.asked, self.status, self.body);
        let content_type = self.header("content-type");
        assert_eq!(content_type, Some("application/problem+json"), "{says}");
        let document = self.json();
        assert_eq!(document["status"], self.status, "{says}");
        assert!(document["title"].is_string(), "{says}");
        let slug = document["type"].as_str().unwrap_or_default();
        let kind = slug.strip_prefix("/problems/").unwrap_or_default().parse();
        let kind: Kind = kind.unwrap_or_else(|_| panic!("no known kind: {says}"));
        assert_eq!(kith::http::statuses(kind).0.as_u16(), self.status, "{says}");
        kind
    }

    /// Everything in it that may depend on who asked for what: status, headers and body without
    /// the reference and the time of this one request.
    pub fn but_for_its_reference(&self) -> (u16, Vec<(String, String)>, String) {
        let reference = self.header("x-request-id").unwrap_or_default();
        let mut headers = self.headers.clone();
        // Whether the connection is kept depends on how much of the body had arrived.
        let chance = ["x-request-id", "date", "connection"];
        headers.retain(|(name, _)| !chance.contains(&name.as_str()));
        // Their order is chance: each worker of a server has its own.
        headers.sort();
        (
            self.status,
            headers,
            self.body.replace(reference, "REFERENCE"),
        )
    }
}
