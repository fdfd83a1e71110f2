//! How long people wait for content, in Chromium with a slowed processor and line.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{client::PASSWORD, numbers::Line, program::Program, world::World};

/// Where the script is that drives Chromium.
const SCRIPT: &str = "web/journeys/support/waiting.mjs";

/// A page, with the time until its content is there and what came over the line for it.
struct Page {
    content_ms: f64,
    kib: f64,
}

/// Opens pages as a coordinator, the sign-in page first.
pub fn waits(program: &Program, world: &World) -> Result<Vec<Line>> {
    ensure!(
        Path::new(SCRIPT).exists(),
        "run this at the root of the house"
    );
    let board = format!("/rota/{}", world.monday);
    let day = format!("/rota/days/{}/supervisors", world.monday);
    let asked = json!({ "site": program.site, "email": "asha@example.org", "password": PASSWORD,
        "pages": ["/sign-in", "/", board, day] });
    let output = Command::new("node")
        .args([SCRIPT, &asked.to_string()])
        .output()
        .context("running node")?;
    ensure!(
        output.status.success(),
        "{SCRIPT} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let found: Value = serde_json::from_slice(&output.stdout).context("reading what it found")?;
    let page = |path: &str| -> Result<Page> {
        let number = |name: &str| found.get(path)?.get(name)?.as_f64();
        Ok(Page {
            content_ms: number("content_ms").context("a time")?,
            kib: number("bytes").context("a weight")? / 1024.0,
        })
    };
    let named = [
        ("the first page (sign-in)", "/sign-in"),
        ("home, with the tasks of a coordinator", "/"),
        ("the board of the week, 1,000 sessions", board.as_str()),
        ("the sheets of a day, 200 sessions", day.as_str()),
    ];
    let line = |(name, path): (&str, &str)| -> Result<Line> {
        let Page { content_ms, kib } = page(path)?;
        Ok(Line::new(
            format!("Time to content: {name}"),
            format!("{:.2} s, {kib:.0} KiB over the line", content_ms / 1000.0),
        ))
    };
    named.into_iter().map(line).collect()
}
