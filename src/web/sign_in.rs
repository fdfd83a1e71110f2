//! The page on which people sign in.

use askama::Template;

use super::{
    Errors, Shell,
    components::{Button, Control, Input, PasswordInput},
};

/// Asks for address and password.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    shell: Shell,
    errors: Errors,
    email: Input,
    password: PasswordInput,
    next: String,
    kept: String,
    signed_out: bool,
    button: Button,
}

impl SignInPage {
    /// The page; `next` is where to go afterwards, a path of this site.
    pub fn new(shell: Shell, email: &str, next: impl Into<String>, errors: Errors) -> Self {
        Self {
            shell: shell.errors(!errors.is_empty()),
            email: Input::new("email", "E-mail address")
                .value(email)
                .autocomplete("username")
                .error(errors.at("email")),
            password: PasswordInput::new("password", "Password"),
            next: next.into(),
            kept: String::new(),
            signed_out: false,
            button: Button::new("Sign in"),
            errors,
        }
    }

    /// Somebody was signed out while they typed; `kept` is what they typed, sealed for them.
    #[must_use]
    pub fn keeping(mut self, kept: impl Into<String>) -> Self {
        self.kept = kept.into();
        self.signed_out = true;
        self
    }
}
