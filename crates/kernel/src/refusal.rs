//! How anything says no: with a kind a program can branch on, and reasons a person can act on.
//!
//! Nothing here knows HTTP; the outermost layer turns a [`Refused`] into a problem document
//! (RFC 9457) or a page.

use serde::Serialize;

crate::codes! {
    /// What sort of no it is. Each has one page in `api-spec/problems/`.
    pub enum Kind {
        /// What was sent does not fit the form; `errors[]` says where.
        Invalid = "invalid",
        /// The request is not one this service can read.
        Malformed = "malformed",
        /// Nobody is signed in, or the sign-in has ended.
        NotSignedIn = "not-signed-in",
        /// Wrong name or password, or too many attempts: always the same answer.
        SignInFailed = "sign-in-failed",
        /// Too many attempts; wait.
        TooManyAttempts = "too-many-attempts",
        /// The request did not come from one of our own pages.
        ForgedRequest = "forged-request",
        /// Visible, but not this person's to do.
        Forbidden = "forbidden",
        /// There is no such thing, or this person may not know of it.
        NotFound = "not-found",
        /// This address does not take this method.
        MethodNotAllowed = "method-not-allowed",
        /// Somebody else changed it first.
        Stale = "stale",
        /// A change must say which version it changes (`If-Match`).
        VersionRequired = "version-required",
        /// The key was used before with another request.
        KeyReused = "idempotency-key-reused",
        /// A device or integration must send an idempotency key.
        KeyRequired = "idempotency-key-required",
        /// Already there.
        Exists = "already-exists",
        /// Somebody or something is already booked then.
        Clash = "clash",
        /// Its state does not allow this now.
        WrongState = "wrong-state",
        /// A rule of law, of an order or of safety stands against it.
        RuleRefuses = "refused-by-rule",
        /// A second person must do this: the author may not approve their own work.
        SecondPerson = "second-person-required",
        /// Larger than allowed.
        TooLarge = "too-large",
        /// A type of content that is not taken here.
        UnsupportedType = "unsupported-type",
        /// The store is busy or away; nothing was changed; try again.
        Unavailable = "unavailable",
        /// Our fault. Nothing was changed.
        Fault = "fault",
    }
}

/// One reason for a no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// The code of the rule or check, stable.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub code: &'static str,
    /// What is wrong and what to do, in the words of the service. No personal data.
    pub explanation: String,
    /// The words the reason comes from: a paragraph of an order. May hold names, so it travels
    /// only to those who may read the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Who may decide otherwise; absent where nobody in the service may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
}

impl Reason {
    /// A reason without quote or decider.
    pub fn new(code: &'static str, explanation: impl Into<String>) -> Self {
        Self {
            code,
            explanation: explanation.into(),
            quote: None,
            decided_by: None,
        }
    }
    /// Adds who may decide otherwise.
    #[must_use]
    pub fn decided_by(mut self, who: impl Into<String>) -> Self {
        self.decided_by = Some(who.into());
        self
    }
    /// Adds the words the reason comes from.
    #[must_use]
    pub fn quoting(mut self, words: impl Into<String>) -> Self {
        self.quote = Some(words.into());
        self
    }
}

/// One field that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) to the field; on a page, the field's name with a slash before it.
    pub pointer: String,
    /// What is wrong, stable: `blank`, `too-long`, `bad-format`, …
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub code: &'static str,
    /// What to do about it. Never repeats what was typed.
    pub message: String,
}

impl FieldError {
    /// A field error.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            message: message.into(),
        }
    }
}

/// Something of ours that broke: logged with its cause, shown only as a reference.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct Fault {
    /// What was being done, without personal data.
    pub doing: String,
    /// What went wrong underneath.
    #[source]
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Any no.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A rule, a state or a clash stands against it.
    #[error("refused: {kind}")]
    Rule {
        /// What sort of no.
        kind: Kind,
        /// Why, most important first.
        reasons: Vec<Reason>,
    },
    /// What was sent does not fit.
    #[error("{} field(s) do not fit", .0.len())]
    Invalid(Vec<FieldError>),
    /// There is no such thing, or the person asking may not know of it. One answer for both.
    #[error("not found")]
    Hidden,
    /// Visible, but not this person's to do.
    #[error("forbidden: {}", .0.code)]
    Forbidden(Reason),
    /// The version named is not the current one.
    #[error("changed by somebody else")]
    Stale,
    /// The store is busy or away.
    #[error("busy")]
    Busy,
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Refused {
    /// A refusal of `kind` with one reason.
    pub fn because(kind: Kind, reason: Reason) -> Self {
        Self::Rule {
            kind,
            reasons: vec![reason],
        }
    }
    /// One field that does not fit.
    pub fn field(
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, message)])
    }
    /// A fault of ours with its cause.
    pub fn fault(
        doing: impl Into<String>,
        cause: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self::Fault(Fault {
            doing: doing.into(),
            cause: Some(Box::new(cause)),
        })
    }
    /// A fault of ours that has no cause underneath: an invariant did not hold.
    pub fn broken(doing: impl Into<String>) -> Self {
        Self::Fault(Fault {
            doing: doing.into(),
            cause: None,
        })
    }
    /// The kind, as the outermost layer branches on it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Rule { kind, .. } => *kind,
            Self::Invalid(_) => Kind::Invalid,
            Self::Hidden => Kind::NotFound,
            Self::Forbidden(_) => Kind::Forbidden,
            Self::Stale => Kind::Stale,
            Self::Busy => Kind::Unavailable,
            Self::Fault(_) => Kind::Fault,
        }
    }
}
