//! Somebody at the API, over one kept connection.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use ureq::{Agent, http::Request};

/// Everybody's password here. The house is made for one run and thrown away.
pub const PASSWORD: &str = "measured plain words";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    base: String,
    token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The version, where one was given.
    pub version: Option<String>,
    /// Where it is, where it was made.
    pub location: String,
    /// The body.
    pub body: String,
    /// From the first byte sent to the last byte read.
    pub took: Duration,
}

impl Answer {
    /// This answer, where it has that status.
    pub fn expect(self, status: u16) -> Result<Self> {
        ensure!(
            self.status == status,
            "{} instead of {status}: {}",
            self.status,
            self.body
        );
        Ok(self)
    }

    /// The document.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.body).context("reading an answer")
    }

    /// The id of what was made.
    pub fn id(&self) -> Result<String> {
        let document = self.json()?;
        let id = document.get("id").and_then(Value::as_str);
        Ok(id.context("an answer without an id")?.to_owned())
    }
}

/// A client that keeps its connection and takes every status for an answer.
pub fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_mins(5)))
        .build()
        .new_agent()
}

impl Client {
    /// Signs in over a connection of its own.
    pub fn sign_in(base: &str, email: &str) -> Result<Self> {
        let mut client = Self {
            agent: agent(),
            base: base.to_owned(),
            token: String::new(),
        };
        let credentials = json!({ "email": email, "password": PASSWORD });
        let tokens = client
            .ask("POST", "/api/v1/tokens", Some(&credentials), None)?
            .expect(200)?
            .json()?;
        let token = tokens.get("access_token").and_then(Value::as_str);
        token
            .context("no access token")?
            .clone_into(&mut client.token);
        Ok(client)
    }

    /// The same person over a connection of its own.
    pub fn beside(&self) -> Self {
        Self {
            agent: agent(),
            ..self.clone()
        }
    }

    /// Asks.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        version: Option<&str>,
    ) -> Result<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("accept", "application/json");
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        if let Some(version) = version {
            request = request.header("if-match", version);
        }
        let began = Instant::now();
        let mut answer = match body {
            Some(body) => {
                let body = serde_json::to_vec(body)?;
                let request = request.header("content-type", "application/json");
                self.agent.run(request.body(body)?)?
            }
            None => self.agent.run(request.body(())?)?,
        };
        let text = answer
            .body_mut()
            .with_config()
            .limit(100 << 20)
            .read_to_string()?;
        let took = began.elapsed();
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.and_then(|value| Some(value.to_str().ok()?.to_owned()))
        };
        Ok(Answer {
            status: answer.status().as_u16(),
            version: header("etag"),
            location: header("location").unwrap_or_default(),
            body: text,
            took,
        })
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.ask("GET", path, None, None)
    }

    /// Makes something.
    pub fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        self.ask("POST", path, Some(body), None)
    }

    /// Adds something and returns its id.
    pub fn add(&self, path: &str, body: &Value) -> Result<String> {
        let added = self.post(path, body)?.expect(201);
        added.with_context(|| format!("adding to {path}"))?.id()
    }

    /// Takes a step at a version and returns the version after it.
    pub fn step(&self, method: &str, path: &str, version: &str, body: &Value) -> Result<Answer> {
        let answer = self.ask(method, path, Some(body), Some(version))?;
        ensure!(
            (200..300).contains(&answer.status),
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
        Ok(answer)
    }
}
