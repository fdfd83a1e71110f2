//! The built styles and scripts of `web/dist`, embedded in the binary.
//!
//! `npm run build` gives each file a name that changes with its content and writes
//! `manifest.json`, which maps the plain name to the served one. Only names of the manifest are
//! served, so a missing asset is a 404 and never some other page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Dist;

/// Where assets live on the site.
pub const PREFIX: &str = "/assets/";

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Dist::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
});

/// One asset as it is served.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// Value of the `Content-Type` header.
    pub content_type: &'static str,
    /// Whether the name changes with the content, so that it may be kept for a year.
    pub immutable: bool,
}

/// The address of an asset by its plain name: `app.css` is at `/assets/app-1a2b3c4d.css`.
/// An unknown name keeps its own address, which answers 404.
pub fn asset_url(name: &str) -> String {
    let served = MANIFEST.get(name).map_or(name, String::as_str);
    format!("{PREFIX}{served}")
}

/// The asset served under this name (the part of the address after [`PREFIX`]), if there is one.
pub fn asset(served: &str) -> Option<Asset> {
    let (plain, _) = MANIFEST.iter().find(|(_, name)| *name == served)?;
    let file = Dist::get(served)?;
    Some(Asset {
        bytes: file.data,
        content_type: content_type(served),
        immutable: plain != served,
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_pages_name_is_served() {
        for (name, content_type) in [
            ("app.css", "text/css; charset=utf-8"),
            ("app.js", "text/javascript; charset=utf-8"),
            ("icon.svg", "image/svg+xml"),
        ] {
            let url = asset_url(name);
            let served = url.strip_prefix(PREFIX).unwrap();
            assert_ne!(served, name, "{name} is not in the manifest");
            let asset = asset(served).unwrap_or_else(|| panic!("{url} is not served"));
            assert_eq!(asset.content_type, content_type);
            assert!(asset.immutable, "{url} changes its name with its content");
            assert!(!asset.bytes.is_empty());
        }
    }

    #[test]
    fn nothing_else_is_served() {
        for path in [
            "",
            "app.css",
            "app-00000000.css",
            "manifest.json",
            "../package.json",
            "../../Cargo.toml",
            "/etc/passwd",
            "%2e%2e/package.json",
        ] {
            assert!(asset(path).is_none(), "{path} must answer 404");
        }
    }
}
