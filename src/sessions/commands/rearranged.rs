//! What the history of a session says when it is given other people or things: from what to what. The
//! words stay as they were said; a supervisor may be called something else later.

use kernel::{refusal::Refused, text::Narrative, time::Slot};

use crate::{resources, sessions::Draft, storage::Reads};

/// From which time to which.
pub(super) fn of_time(from: Slot, to: Slot) -> Result<Narrative, Refused> {
    let words = format!("from {} to {}", from.in_full(), to.in_full()).parse();
    words.map_err(|cause| Refused::fault("writing when a session was moved from", cause))
}

/// From what to what, in one line; nothing where what changed says itself on the page. Of the family it
/// says that, never who: whom the reader may not know of is not named to them.
pub(super) fn from_to(
    reads: &mut dyn Reads,
    (before, after): (&Draft, &Draft),
) -> Result<Option<Narrative>, Refused> {
    let mut parts = Vec::new();
    let mut part = |what: &str, from: String, to: String| {
        if from != to {
            parts.push(format!("{what} from {from} to {to}"));
        }
    };
    part(
        "supervisor",
        supervisors(reads, before)?,
        supervisors(reads, after)?,
    );
    part("room", room(reads, before)?, room(reads, after)?);
    let services = [
        ("taxi firm", before.taxi, after.taxi),
        ("interpreter service", before.interpreter, after.interpreter),
    ];
    for (what, old, new) in services {
        if old != new {
            part(what, provider(reads, old)?, provider(reads, new)?);
        }
    }
    let how = |draft: &Draft| format!("{}, {}", draft.mode.label(), draft.level.label());
    part("held", how(before), how(after));
    if before.children != after.children || before.visitors != after.visitors {
        parts.push("who takes part".to_owned());
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let words = parts.join("; ").parse();
    words
        .map(Some)
        .map_err(|cause| Refused::fault("writing what changed of a session", cause))
}

fn supervisors(reads: &mut dyn Reads, draft: &Draft) -> Result<String, Refused> {
    let mut names = Vec::new();
    for id in &draft.supervisors {
        names.push(
            resources::queries::supervisor(reads, *id)?
                .details
                .name
                .to_string(),
        );
    }
    Ok(if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(" and ")
    })
}

fn room(reads: &mut dyn Reads, draft: &Draft) -> Result<String, Refused> {
    Ok(match draft.room {
        Some(room) => resources::queries::room(reads, room)?
            .details
            .name
            .to_string(),
        None => draft.mode.held_in(draft.place).to_owned(),
    })
}

fn provider(reads: &mut dyn Reads, id: Option<kernel::id::ProviderId>) -> Result<String, Refused> {
    Ok(match id {
        Some(id) => resources::queries::provider(reads, id)?
            .details
            .name
            .to_string(),
        None => "none".to_owned(),
    })
}
