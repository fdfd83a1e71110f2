//! What every form carries unseen.

use askama::Template;
use askama::filters::HtmlSafe;

/// Proof that a form is ours, sent once, and about the version the person saw.
///
/// The page's script renews `csrf_token` when the session is prolonged, so that an old page can
/// still be sent.
#[derive(Debug, Clone, Template)]
#[template(path = "components/form-proof.html")]
pub struct FormProof {
    csrf_token: String,
    typed_by: Option<String>,
    idempotency_key: Option<String>,
    version: Option<String>,
    typed_at: Option<String>,
}

impl FormProof {
    /// The token that binds the form to the session.
    pub fn new(csrf_token: impl Into<String>) -> Self {
        Self {
            csrf_token: csrf_token.into(),
            typed_by: None,
            idempotency_key: None,
            version: None,
            typed_at: None,
        }
    }

    /// Whose page this is: what they type is kept for them alone, should they be signed out meanwhile.
    #[must_use]
    pub fn typed_by(mut self, user: impl Into<String>) -> Self {
        self.typed_by = Some(user.into());
        self
    }

    /// The key under which a second sending is the same as the first.
    #[must_use]
    pub fn once(mut self, idempotency_key: impl Into<String>) -> Self {
        self.idempotency_key = Some(idempotency_key.into());
        self
    }

    /// With a place for when it was typed, which the page's script fills in: what waits for a signal
    /// stands at its own time.
    #[must_use]
    pub fn typed_at(mut self, at: impl Into<String>) -> Self {
        self.typed_at = Some(at.into());
        self
    }

    /// The version of the record that the form changes.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }
}

impl HtmlSafe for FormProof {}
