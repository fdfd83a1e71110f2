//! Plumbing of the pages: the shell around them, the components in them, the assets beside them.
//!
//! Keeps the promise that a page works without JavaScript, says on its own what is wrong with a
//! form and beside which field, and holds to the published markup of `govuk-frontend`
//! (`tests/govuk.rs`). Refuses to know any capability: words, records and rules come in as values.
//!
//! A page is an askama template that extends `layout.html` and has a field `shell` of [`Shell`];
//! components are values of [`components`], written as `{{ component }}` and never with `|safe`.

pub mod assets;
pub mod components;
pub mod errors;
pub mod shell;
mod sign_in;

pub use errors::Errors;
pub use shell::Shell;
pub use sign_in::SignInPage;
