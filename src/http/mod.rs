//! HTTP plumbing: the door, what may answer, the route table, problems, headers.
//!
//! A handler's only way to data is [`Guarded`]; what it returns must be evidence of what it did
//! ([`Done`](crate::storage::Done), [`Seen`](crate::storage::Seen), [`Open`](crate::storage::Open)
//! or [`Turn`]). It knows no capability.
//!
#![doc = include_str!("forgetting.md")]

mod answer;
mod arriving;
mod body;
mod door;
mod download;
mod evidence;
mod explained;
mod forged;
mod forwarded;
mod guard;
mod headers;
mod kept;
mod mask;
mod page;
mod problem;
mod routes;
mod server;
mod threads;
mod turn;
mod upload;

pub use answer::{
    Answer, Created, Goto, Json, NoContent, Page, Status, Unreferred, Versioned, WithCookie,
};
pub use body::{At, Body, Form, IfMatch, Query};
pub use door::{Admitted, Credential, Door, DoorOptions, Doorkeeper, Place, SESSION_COOKIE, Site};
pub use download::Download;
pub use evidence::{Evidence, Opened, Saved, Shown, Turn, Turned};
pub use guard::Guarded;
pub use kept::Kept;
pub use mask::masked;
pub use page::{local_path, places, proof, shell};
pub use problem::{Face, Problem, ProblemAnswer, ProblemDocument, statuses};
pub use routes::{RouteRow, Routes};
pub use server::{
    Server, ServerOptions, Told, close_when_told, configure, serve, serve_until_told,
};
pub use turn::turn;
pub use upload::Upload;
