//! A member of staff, at a browser and with programs.

use std::sync::OnceLock;

use kernel::id::UserId;
use kith::{
    access::commands::{self, Attempt, Tokens, tokens::TokenKeys},
    http::SESSION_COOKIE,
};
use law::access::{Actor, act};

use super::{Browser, KEYS, ORIGIN, Page, TestHouse, asking::Asking};

/// A member of staff with an account. Signed in without the page, when first needed: most
/// stories are about something else.
pub struct Person<'h> {
    house: &'h TestHouse,
    /// Their account.
    pub id: UserId,
    /// The address they sign in with.
    pub email: String,
    browser: OnceLock<Browser<'h>>,
    tokens: OnceLock<Tokens>,
}

impl<'h> Person<'h> {
    pub(super) fn new(house: &'h TestHouse, id: UserId, email: String) -> Self {
        Self {
            house,
            id,
            email,
            browser: OnceLock::new(),
            tokens: OnceLock::new(),
        }
    }

    fn is_looked_at(&self) -> Attempt {
        let attempt = self
            .house
            .app
            .store
            .write::<act::SignIn, _>(&Actor::Nobody, |work| {
                commands::attempt(work, (&self.email, "the stage"), None)
            });
        attempt.unwrap().into_value()
    }

    /// Another browser they are signed in with.
    pub fn another_browser(&self) -> Browser<'h> {
        let attempt = self.is_looked_at();
        let token = self
            .house
            .app
            .store
            .write::<act::SignIn, _>(&Actor::Nobody, |work| {
                commands::begin_session(work, &attempt, None)
            });
        let browser = self.house.browser();
        browser.keeps(SESSION_COOKIE, &token.unwrap().into_value());
        browser
    }

    /// Their browser.
    pub fn browser(&self) -> &Browser<'h> {
        self.browser.get_or_init(|| self.another_browser())
    }

    /// Opens a page in their browser.
    pub fn opens(&self, path: &str) -> Page<'_, 'h> {
        self.browser().opens(path)
    }

    /// The proof that forms of their session carry.
    pub fn csrf(&self) -> String {
        let session = self.opens("/session").expect(200);
        let token = session.answer.json()["csrf_token"].clone();
        token.as_str().unwrap().to_owned()
    }

    /// New tokens for a program of theirs.
    pub fn more_tokens(&self) -> Tokens {
        let keys = TokenKeys::from_seed(KEYS.tokens.reveal(), ORIGIN).unwrap();
        let attempt = self.is_looked_at();
        let tokens = self
            .house
            .app
            .store
            .write::<act::SignIn, _>(&Actor::Nobody, |work| {
                commands::begin_tokens(work, &attempt, &keys)
            });
        tokens.unwrap().into_value()
    }

    /// The tokens of their program.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| self.more_tokens())
    }

    /// A request of their program.
    pub fn api(&self, method: &str, path: &str) -> Asking<'h> {
        self.house.asks(method, path).bearer(&self.tokens().access)
    }

    /// Types name and password into the sign-in page of a browser.
    #[track_caller]
    pub fn signs_in<'b>(&self, browser: &'b Browser<'h>, password: &str) -> Page<'b, 'h> {
        browser
            .opens("/sign-in")
            .expect(200)
            .form("Sign in")
            .fills("E-mail address", &self.email)
            .fills("Password", password)
            .is_sent()
    }
}
