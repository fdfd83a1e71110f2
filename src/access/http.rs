//! The API of access, and the keeper of the door.

use std::sync::Arc;

use actix_web::web;
use hmac::{Hmac, KeyInit, Mac};
use kernel::{
    id::{NoticeId, UserId},
    refusal::{Kind, Refused},
    sensitive::Sensitive,
};
use law::access::{Actor, act};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Account,
    commands::{self, Attempt, Tokens, hash_of, known::KnownBrowsers, password, tokens::TokenKeys},
    queries, rules,
};
use crate::{
    http::{
        Admitted, Answer, Body, Credential, Doorkeeper, Guarded, Json, NoContent, ProblemAnswer,
        Saved, masked,
    },
    storage::{Look, Prepared, Reads, Store, hex},
};

/// Decides who stands at the door, from cookies, tokens and links.
#[derive(Debug)]
pub struct Keeper {
    /// Reads access tokens.
    pub tokens: Arc<TokenKeys>,
    /// Knows the browsers that people signed in with before.
    pub browsers: KnownBrowsers,
    /// Binds forms to sessions.
    pub csrf_key: Sensitive<[u8; 32]>,
    /// Whose link a token opens, by its hash: the capability that sends links stands on the right.
    pub link_bearer: LinkBearerOf,
}

/// Says which notice the token of a link opens, if any.
pub type LinkBearerOf =
    fn(&mut Look<'_, act::AdmitCaller>, &str) -> Result<Option<NoticeId>, Refused>;

impl Doorkeeper for Keeper {
    fn admit(&self, store: &Store, credential: &Credential) -> Result<Admitted, Refused> {
        match credential {
            Credential::Session(token) => self.by_session(store, token.reveal()),
            Credential::Bearer(token) => self.by_token(store, token.reveal()),
            Credential::Link(token) => self.by_link(store, token.reveal()),
            Credential::None => Ok(Admitted::nobody()),
        }
    }

    fn stood_here(
        &self,
        store: &Store,
        credential: &Credential,
    ) -> Result<Option<UserId>, Refused> {
        let Credential::Session(token) = credential else {
            return Ok(None);
        };
        let hash = hash_of(token.reveal());
        let owner = store.open::<act::AdmitCaller, _>(&Actor::System, |look| {
            let owner = queries::owner_of_session(look, &hash)?;
            Ok(look.open(owner))
        })?;
        Ok(owner.into_value())
    }

    fn typed_by(&self, page_of: &str) -> Option<UserId> {
        let (user, _) = page_of.split_once('.')?;
        let user = user.parse().ok()?;
        let ours = self.page_of(user).ok()?;
        let same = subtle::ConstantTimeEq::ct_eq(page_of.as_bytes(), ours.as_bytes());
        bool::from(same).then_some(user)
    }
}

impl Keeper {
    fn by_session(&self, store: &Store, token: &str) -> Result<Admitted, Refused> {
        let hash = hash_of(token);
        let found = store.open::<act::AdmitCaller, _>(&Actor::System, |look| {
            let found = queries::of_session(look, &hash)?;
            Ok(look.open(found))
        })?;
        let Some((account, left, touch)) = found.into_value() else {
            return Ok(Admitted::nobody());
        };
        if touch {
            let touched = store
                .write::<act::KeepHouse, _>(&Actor::System, |work| commands::touch(work, &hash))?;
            touched.into_value();
        }
        Ok(Admitted {
            csrf: self.csrf_of(token)?.into(),
            page_of: self.page_of(account.id)?.into(),
            idle_seconds: Some(rules::IDLE_LIMIT.as_secs()),
            absolute_seconds: Some(left.as_secs()),
            ..admitted(account)
        })
    }

    fn by_token(&self, store: &Store, token: &str) -> Result<Admitted, Refused> {
        let found = store.open::<act::AdmitCaller, _>(&Actor::System, |look| {
            let claims = self.tokens.read(token, look.real_now());
            let found = claims
                .map(|claims| queries::of_family(look, &claims.sid, claims.sub))
                .transpose()?;
            Ok(look.open(found.flatten()))
        })?;
        Ok(found.into_value().map_or_else(Admitted::nobody, admitted))
    }

    fn by_link(&self, store: &Store, token: &str) -> Result<Admitted, Refused> {
        let hash = hex(&Sha256::digest(token));
        let found = store.open::<act::AdmitCaller, _>(&Actor::System, |look| {
            let found = (self.link_bearer)(look, &hash)?;
            Ok(look.open(found))
        })?;
        let bearer = |notice| Admitted {
            actor: Actor::Link { notice },
            ..Admitted::nobody()
        };
        Ok(found.into_value().map_or_else(Admitted::nobody, bearer))
    }

    /// The proof a form of this session carries: only who knows the session's token can make it,
    /// it does not tell the token, and it is written differently on each page.
    ///
    /// # Errors
    /// A fault when the operating system has no randomness to give.
    pub fn csrf_of(&self, token: &str) -> Result<String, Refused> {
        masked(&self.derived("form proof", token)?)
    }

    /// What a page of a person carries, to say whose it is once their session is over.
    fn page_of(&self, user: UserId) -> Result<String, Refused> {
        Ok(format!(
            "{user}.{}",
            self.derived("page of", user.as_str())?
        ))
    }

    /// What a person's drafts on a device are locked with: the same on each device, and nobody else's.
    ///
    /// # Errors
    /// A fault when the key of forms cannot be read.
    pub fn draft_key_of(&self, user: UserId) -> Result<String, Refused> {
        self.derived("draft key", user.as_str())
    }

    fn derived(&self, purpose: &str, from: &str) -> Result<String, Refused> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.csrf_key.reveal())
            .map_err(|cause| Refused::fault("reading the key of forms", cause))?;
        mac.update(purpose.as_bytes());
        mac.update(b"\n");
        mac.update(from.as_bytes());
        Ok(hex(&mac.finalize().into_bytes()))
    }
}

fn admitted(account: Account) -> Admitted {
    Admitted {
        actor: Actor::User {
            id: account.id,
            roles: account.roles,
        },
        name: account.name.as_str().to_owned().into(),
        ..Admitted::nobody()
    }
}

/// Name and password.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The e-mail address of the account.
    #[validate(length(min = 1, max = 254, message = "Give 1 to 254 characters."))]
    #[schema(min_length = 1, max_length = 254)]
    pub email: String,
    /// The password.
    #[validate(length(min = 1, max = 256, message = "Give 1 to 256 characters."))]
    #[schema(min_length = 1, max_length = 256)]
    pub password: String,
}

/// A refresh token.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The token given last.
    #[validate(length(min = 64, max = 64, message = "A refresh token has 64 characters."))]
    #[schema(min_length = 64, max_length = 64)]
    pub refresh_token: String,
}

/// Tokens of a program.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TokensView {
    /// Send it as `Authorization: Bearer`.
    pub access_token: String,
    /// Exchange it for new tokens, once.
    pub refresh_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds the access token lives.
    pub expires_in: u64,
}

impl From<Tokens> for TokensView {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access,
            refresh_token: tokens.refresh,
            token_type: "Bearer",
            expires_in: rules::ACCESS_LIFE.as_secs(),
        }
    }
}

/// Looks at a password: an attempt is written down first, then the hash is computed on the
/// bounded pool, outside any transaction. A browser brings its marks; a program has none.
///
/// # Errors
/// `Busy` or a fault.
pub async fn looked_at(
    door: &Guarded<act::SignIn>,
    (email, password): (&str, &str),
    known: Option<(web::Data<Keeper>, String)>,
) -> Result<(Attempt, bool), Refused> {
    let (email, source) = (email.to_owned(), door.source());
    let attempt = door.step(move |work| {
        let known = known
            .as_ref()
            .map(|(keeper, marks)| (&keeper.browsers, marks.as_str()));
        commands::attempt(work, (&email, &source), known)
    });
    let attempt = attempt.await?.into_value();
    let (password, hash) = (password.to_owned(), attempt.hash.clone());
    let right = door
        .compute(move || password::verify(&password, hash.as_deref()))
        .await?;
    Ok((attempt, right))
}

/// Either of two answers.
enum Either<A, B> {
    This(A),
    That(B),
}

impl<A: Answer, B: Answer> Answer for Either<A, B> {
    fn prepare(self) -> Result<Prepared, Refused> {
        match self {
            Self::This(answer) => answer.prepare(),
            Self::That(answer) => answer.prepare(),
        }
    }
}

#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "access", operation_id = "begin_tokens",
    request_body = Credentials,
    responses(
        (status = 200, body = TokensView, description = "Signed in"),
        (status = 401, description = "Name or password not right, or too many attempts", body = crate::http::ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
/// Signs a program in.
pub async fn begin_tokens(
    door: Guarded<act::SignIn>,
    body: Body<Credentials>,
    keys: web::Data<TokenKeys>,
) -> Saved {
    let (attempt, right) = looked_at(&door, (&body.0.email, &body.0.password), None).await?;
    door.write(move |work| {
        if right {
            let tokens = commands::begin_tokens(work, &attempt, &keys)?;
            Ok(tokens.map(|tokens| Either::This(Json(TokensView::from(tokens)))))
        } else {
            let answer = ProblemAnswer::new(Kind::SignInFailed, rules::sign_in_failed());
            Ok(commands::fail(work, &attempt, ())?.map(|()| Either::That(answer)))
        }
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/tokens/refresh", tag = "access", operation_id = "refresh_tokens",
    request_body = RefreshRequest,
    responses(
        (status = 200, body = TokensView, description = "New tokens"),
        (status = 401, description = "The token is unknown, used or over", body = crate::http::ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
/// Exchanges a refresh token.
pub async fn refresh_tokens(
    door: Guarded<act::RefreshTokens>,
    body: Body<RefreshRequest>,
    keys: web::Data<TokenKeys>,
) -> Saved {
    let token = body.0.refresh_token;
    door.write(move |work| {
        Ok(
            commands::refresh(work, &token, &keys)?.map(|tokens| match tokens {
                Some(tokens) => Either::This(Json(TokensView::from(tokens))),
                None => Either::That(ProblemAnswer::from(rules::tokens_refused())),
            }),
        )
    })
    .await
}

#[utoipa::path(
    post, path = "/api/v1/sign-out", tag = "access", operation_id = "sign_out",
    responses((status = 204, description = "Everything the caller had open is over")),
)]
/// Ends everything the caller has open.
pub async fn sign_out(door: Guarded<act::SignOut>) -> Saved {
    let user = door.caller().0;
    door.write(move |work| commands::sign_out(work, user, NoContent))
        .await
}
