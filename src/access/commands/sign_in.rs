//! Signing in and out, in a browser and as a program.

use kernel::{
    fact::{Fact, Purpose, Stream},
    id::UserId,
    refusal::Refused,
    text::Email,
    time::Instant,
};
use law::access::{Action, act};

use super::{
    hash_of,
    known::{KnownBrowsers, Marked},
    new_token,
    tokens::TokenKeys,
};
use crate::{
    access::{AccountState, rules, store},
    storage::{Claims, Done, Reads, Work},
};

/// An attempt that was written down before it is looked at.
#[derive(Debug, Clone)]
pub struct Attempt {
    id: String,
    user: Option<UserId>,
    allowed: bool,
    /// The hash to hold the password against; none for an unknown or disabled account, and none
    /// when there were too many attempts, so that the answer and its cost are the same for all.
    pub hash: Option<String>,
}

impl Attempt {
    /// Whose account it is about, if there is one.
    pub const fn user(&self) -> Option<UserId> {
        self.user
    }

    /// The marks of the browser it came from, once the password was right.
    ///
    /// # Errors
    /// A fault when it was nobody's.
    pub fn marked(
        &self,
        browsers: &KnownBrowsers,
        marks: &str,
        now: Instant,
    ) -> Result<String, Refused> {
        let account = self.user.zip(self.hash.as_deref());
        let (user, password_hash) = account.ok_or_else(|| Refused::broken("signing in nobody"))?;
        browsers.renewed(
            marks,
            Marked {
                user,
                password_hash,
            },
            now,
        )
    }
}

/// The failures that are minded.
#[cfg(feature = "faults")]
fn counted(failures: i64) -> i64 {
    if crate::storage::faults::GUESSES_UNCOUNTED.is_on() {
        0
    } else {
        failures
    }
}
#[cfg(not(feature = "faults"))]
const fn counted(failures: i64) -> i64 {
    failures
}

/// Writes an attempt down and says what to hold the password against. One from a browser that is
/// known to the account, by the marks it brought, is counted by itself.
///
/// # Errors
/// `Busy` or a fault.
pub fn attempt(
    work: &mut Work<'_, act::SignIn>,
    (email, source): (&str, &str),
    known: Option<(&KnownBrowsers, &str)>,
) -> Result<Done<Attempt>, Refused> {
    let email = email.trim().to_ascii_lowercase();
    // What is no address is nobody's, and some of it no database can look up.
    let row = match email.parse::<Email>() {
        Ok(email) => store::sign_in_row(work, email.as_str())?,
        Err(_nobodys) => None,
    };
    let now = work.real_now();
    let mark = known.zip(row.as_ref()).and_then(|(known, row)| {
        let ((browsers, marks), (user, password_hash, _)) = (known, row);
        let of = Marked {
            user: *user,
            password_hash,
        };
        browsers.find(marks, of, now).map(hash_of)
    });
    let (account_key, source_key) = match mark {
        Some(mark) => (mark.clone(), mark),
        None => (hash_of(&email), hash_of(source)),
    };
    work.claim(Claims::new().and_name(&account_key).and_name(&source_key))?;
    let since = now - rules::FAILURE_WINDOW;
    let (of_account, of_source) = store::failures(work, &account_key, &source_key, since)?;
    let allowed = rules::may_attempt(counted(of_account.max(of_source)));
    let id = new_token()?.chars().take(32).collect::<String>();
    let outcome = if allowed { "open" } else { "refused" };
    store::insert_attempt(work, &id, &account_key, &source_key, outcome)?;
    let user = row.as_ref().map(|(user, _, _)| *user);
    let hash = row
        .filter(|(_, _, state)| allowed && *state == AccountState::Active)
        .map(|(_, hash, _)| hash);
    let fact =
        fact_of(work, user).details(serde_json::json!({ "attempt": id, "allowed": allowed }));
    Ok(work.done(
        fact,
        Attempt {
            id,
            user,
            allowed,
            hash,
        },
    ))
}

fn fact_of<A: Action>(work: &mut Work<'_, A>, user: Option<UserId>) -> Fact {
    let stream = match user {
        Some(user) => Stream::of(user),
        None => Stream::of_day(work.now().london_day()),
    };
    Fact::on(stream).purpose(Purpose::Administration)
}

/// The password was wrong, or there was none to hold it against.
///
/// # Errors
/// `Busy` or a fault.
pub fn fail<T>(
    work: &mut Work<'_, act::SignIn>,
    attempt: &Attempt,
    answer: T,
) -> Result<Done<T>, Refused> {
    if attempt.allowed {
        store::settle_attempt(work, &attempt.id, "failed")?;
    }
    let fact = fact_of(work, attempt.user).details(serde_json::json!({ "failed": attempt.id }));
    Ok(work.done(fact, answer))
}

fn passed(work: &mut Work<'_, act::SignIn>, attempt: &Attempt) -> Result<UserId, Refused> {
    store::settle_attempt(work, &attempt.id, "passed")?;
    attempt
        .user
        .ok_or_else(|| Refused::broken("signing in nobody"))
}

/// Begins a browser session and returns its token. The one this browser had before, whosever it was,
/// is over: nobody can come back to it, save who copied its cookie.
///
/// # Errors
/// `Busy` or a fault.
pub fn begin_session(
    work: &mut Work<'_, act::SignIn>,
    attempt: &Attempt,
    before: Option<&str>,
) -> Result<Done<String>, Refused> {
    let user = passed(work, attempt)?;
    if let Some(before) = before {
        store::end_session(work, &hash_of(before))?;
    }
    let token = new_token()?;
    store::insert_session(work, &hash_of(&token), user)?;
    let fact = fact_of(work, Some(user)).details(serde_json::json!({ "began": "browser session" }));
    Ok(work.done(fact, token))
}

/// The tokens of a program.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// For requests; short-lived.
    pub access: String,
    /// For new tokens; used once.
    pub refresh: String,
}

/// Begins a family of tokens.
///
/// # Errors
/// `Busy` or a fault.
pub fn begin_tokens(
    work: &mut Work<'_, act::SignIn>,
    attempt: &Attempt,
    keys: &TokenKeys,
) -> Result<Done<Tokens>, Refused> {
    let user = passed(work, attempt)?;
    let family = hash_of(&new_token()?);
    store::insert_family(work, &family, user)?;
    let tokens = next_tokens(work, user, &family, keys)?;
    let fact = fact_of(work, Some(user)).details(serde_json::json!({ "began": "tokens" }));
    Ok(work.done(fact, tokens))
}

fn next_tokens(
    work: &mut Work<'_, impl Action>,
    user: UserId,
    family: &str,
    keys: &TokenKeys,
) -> Result<Tokens, Refused> {
    let refresh = new_token()?;
    store::insert_refresh(work, &hash_of(&refresh), family)?;
    Ok(Tokens {
        access: keys.sign(user, family, work.real_now())?,
        refresh,
    })
}

/// Exchanges a refresh token for new tokens. One that was used before is a copy: its whole
/// family is revoked, which must persist, so the answer is `None` and not a refusal.
///
/// # Errors
/// `Busy` or a fault.
pub fn refresh(
    work: &mut Work<'_, act::RefreshTokens>,
    token: &str,
    keys: &TokenKeys,
) -> Result<Done<Option<Tokens>>, Refused> {
    let hash = hash_of(token);
    work.claim(Claims::new().and_name(&hash))?;
    let Some(row) = store::refresh(work, &hash)? else {
        let fact =
            fact_of(work, None).details(serde_json::json!({ "refused": "unknown refresh token" }));
        return Ok(work.done(fact, None));
    };
    let expired = rules::is_spent(row.created_at, row.family_began, work.real_now());
    let active = store::account(work, row.user)?
        .is_some_and(|account| account.state == AccountState::Active);
    if row.used_at.is_some() {
        store::revoke_family(work, &row.family)?;
    }
    if row.revoked_at.is_some() || expired || !active || !store::use_refresh(work, &hash)? {
        let fact = fact_of(work, Some(row.user))
            .details(serde_json::json!({ "refused": "refresh token" }));
        return Ok(work.done(fact, None));
    }
    let tokens = next_tokens(work, row.user, &row.family, keys)?;
    let fact = fact_of(work, Some(row.user)).details(serde_json::json!({ "renewed": "tokens" }));
    Ok(work.done(fact, Some(tokens)))
}

/// Ends the one browser session of this token; what the caller has open elsewhere goes on.
///
/// # Errors
/// `Busy` or a fault.
pub fn end_session<T>(
    work: &mut Work<'_, act::SignOut>,
    (user, token): (UserId, &str),
    answer: T,
) -> Result<Done<T>, Refused> {
    work.claim(Claims::of(user))?;
    store::end_session(work, &hash_of(token))?;
    let fact = Fact::about(user)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "ended": "browser session" }));
    Ok(work.done(fact, answer))
}

/// Ends everything the caller has open, in browsers and programs.
///
/// # Errors
/// `Busy` or a fault.
pub fn sign_out<T>(
    work: &mut Work<'_, act::SignOut>,
    user: UserId,
    answer: T,
) -> Result<Done<T>, Refused> {
    work.claim(Claims::of(user))?;
    store::end_everything_of(work, user)?;
    let fact = Fact::about(user)
        .purpose(Purpose::Administration)
        .details(serde_json::json!({ "ended": "all" }));
    Ok(work.done(fact, answer))
}

/// Writes down a sign of life of a session.
///
/// # Errors
/// `Busy` or a fault.
pub fn touch(work: &mut Work<'_, act::KeepHouse>, token_hash: &str) -> Result<Done<()>, Refused> {
    store::touch_session(work, token_hash)?;
    Ok(work.kept(()))
}

/// Throws away attempts that no limit counts any more.
///
/// # Errors
/// `Busy` or a fault.
pub fn forget_old_attempts(work: &mut Work<'_, act::KeepHouse>) -> Result<Done<usize>, Refused> {
    let before = work.real_now() - rules::FAILURE_WINDOW * 12;
    let gone = store::forget_attempts(work, before)?;
    Ok(work.kept(gone))
}
