//! The program `kith`.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use tracing_subscriber::EnvFilter;

/// What is logged unless `RUST_LOG` says otherwise. What strangers send that is no request at all is
/// answered with 400 and is no fault of ours, though the library that reads it says "error".
const LOGGED: &str = "info,actix_server=warn,actix_http::h1=off";

/// A week of sessions as one document takes megabytes for a moment, in any of many threads, and so does
/// a password's hash. This allocator gives them back.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(LOGGED));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match kith::verbs::Program::parse().carry_out() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "kith: {fault}");
            ExitCode::FAILURE
        }
    }
}
