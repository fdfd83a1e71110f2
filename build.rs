//! Stops a build that has no web assets to embed. Never runs npm: a Rust build must not reach for
//! the network, and a half-built folder would ship blank pages.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=web/dist");
    // The manifest is written last, so its presence says that the assets are whole.
    if !Path::new("web/dist/manifest.json").is_file() {
        println!(
            "cargo::error=The web assets are not built: run `make web` (or `cd web && npm ci && npm run build`) and try again."
        );
    }
}
