//! What the first page weighs on the wire, cold, compressed, with everything it names.

use std::{collections::BTreeSet, path::Path};

use anyhow::Result;

use crate::client::agent;

/// The paths of assets that a text names.
fn named(text: &str) -> BTreeSet<String> {
    text.split("/assets/")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|sign: char| !(sign.is_alphanumeric() || "-_.".contains(sign)));
            let name = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
            format!("/assets/{name}")
        })
        .collect()
}

/// Bytes of the sign-in page and of each asset it names, and how many answers that is.
pub fn of_first_page(base: &str) -> Result<(usize, usize)> {
    let agent = agent();
    let weigh = |path: &str| -> Result<usize> {
        let request = agent.get(format!("{base}{path}"));
        let mut answer = request.header("accept-encoding", "gzip").call()?;
        Ok(answer.body_mut().read_to_vec()?.len())
    };
    let text = |path: &str| -> Result<String> {
        let request = agent.get(format!("{base}{path}"));
        let mut answer = request.header("accept-encoding", "identity").call()?;
        Ok(String::from_utf8_lossy(&answer.body_mut().read_to_vec()?).into_owned())
    };
    let mut assets = named(&text("/sign-in")?);
    let styles: Vec<String> = assets
        .iter()
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "css"))
        .cloned()
        .collect();
    for style in styles {
        assets.extend(named(&text(&style)?));
    }
    let mut bytes = weigh("/sign-in")?;
    for asset in &assets {
        bytes += weigh(asset)?;
    }
    Ok((bytes, assets.len() + 1))
}
