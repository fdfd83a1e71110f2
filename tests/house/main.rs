//! Stories: people act on the real server over HTTP, on both databases.
//!
//! A story reads as what people do; `support` is the stage. Each is two tests, `name::sqlite`
//! and `name::postgres`; the second needs `KITH_TEST_POSTGRES` (an admin address, see
//! `tests/scripts/postgres.sh`), and is skipped with a notice without it unless `CI` is set.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "a story is told in one piece; one that cannot go on has failed, and says where"
)]

#[macro_use]
mod support;

mod access;
mod crash;
mod demo;
mod everywhere;
mod governance;
mod http;
mod matrix;
mod notifications;
mod observations;
mod orders;
mod people;
mod referrals;
mod resources;
mod risk;
mod rota;
mod scripts;
mod sessions;
mod settings;
mod storage;
mod thread;
