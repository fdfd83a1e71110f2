//! The brief: everything a supervisor must know, and the word that they have read it.

use askama::Template;
use kernel::id::SessionId;
use law::{
    access::{Act, act, could_ever},
    session::Stage,
};

use super::Frame;
use crate::{
    http::{At, Guarded, Page, Shown},
    observations::{queries, rules::brief::Brief, traces},
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
    brief: Brief,
    version: String,
    proof: FormProof,
    confirm: Option<(String, Button)>,
}

/// The brief of a session.
///
/// # Errors
/// As a problem page.
pub async fn brief(door: Guarded<act::ReadBrief>, id: At<SessionId>) -> Shown {
    let frame = Frame::new(&door, "Brief", "/today")?;
    let records = could_ever(&door.admitted().actor, Act::RecordSession);
    door.look(move |look| {
        let (session, brief) = queries::brief(look, id.0)?;
        let confirms = records
            && queries::has_a_seat(look, &session)?
            && matches!(
                session.stage,
                Stage::Published(_)
                    | Stage::Confirmed(_)
                    | Stage::Open(_)
                    | Stage::Running(_)
                    | Stage::Paused(_)
            );
        let names: Vec<&str> = brief
            .children
            .iter()
            .map(|child| child.name.as_str())
            .collect();
        let page = BriefPage {
            shell: frame.shell,
            names: names.join(" and "),
            version: brief.version()?,
            proof: frame.proof,
            confirm: confirms.then(|| {
                let action = format!("/sessions/{}/record", session.id);
                (action, Button::new("I have read this"))
            }),
            brief,
        };
        Ok(look.seen(traces::seen(&session, "brief"), Page(page)))
    })
    .await
}
