//! The brief: everything a supervisor must know, and the word that they have read it.

use askama::Template;
use kernel::id::SessionId;
use law::access::{Act, act, could_ever};

use super::{
    Frame,
    at_hand::{AtHand, dialled},
};
use crate::{
    http::{At, Guarded, Page, Shown},
    observations::{
        queries,
        rules::{brief::Brief, entry::comes_before_the_end},
        traces,
    },
    web::{
        Shell,
        components::{Button, FormProof},
    },
};

#[derive(Template)]
#[template(path = "observations/brief.html")]
struct BriefPage {
    shell: Shell,
    names: String,
    at_hand: AtHand,
    brief: Brief,
    /// Where a tap leads, and its words.
    calls: Vec<(String, String)>,
    /// Where its supervisor finds the carers.
    journey: Option<String>,
    version: String,
    /// When it was put together.
    at: String,
    proof: FormProof,
    confirm: Option<(String, Button)>,
}

/// The brief of a session.
///
/// # Errors
/// As a problem page.
pub async fn brief(door: Guarded<act::ReadBrief>, id: At<SessionId>) -> Shown {
    let frame = Frame::new(&door, "Brief", "/today")?;
    let at = door.now().in_full();
    let records = could_ever(&door.admitted().actor, Act::RecordSession);
    door.look(move |look| {
        let (session, brief) = queries::brief(look, id.0)?;
        let confirms =
            records && queries::has_a_seat(look, &session)? && comes_before_the_end(&session.stage);
        let path = format!("/sessions/{}", session.id);
        let incident = confirms.then(|| format!("{path}/say?what=incident"));
        let calls = queries::services(look, &session)?;
        let calls = calls.iter().map(|one| {
            let words = format!("Call {}: {}", one.name, one.phone);
            (dialled(&one.phone), words)
        });
        let page = BriefPage {
            calls: calls.collect(),
            shell: frame.shell,
            journey: confirms.then(|| format!("{path}/journey")),
            names: brief.called(),
            at_hand: AtHand::new(queries::phone(look)?.as_ref(), incident),
            version: brief.version()?,
            at,
            proof: frame.proof.typed_at(""),
            confirm: confirms.then(|| {
                let action = format!("{path}/record");
                (action, Button::new("I have read this"))
            }),
            brief,
        };
        Ok(look.seen(traces::seen(&session, "brief"), Page(page)))
    })
    .await
}
