//! What a supervisor needs of the carers on the day: to ring them, and where to drive, while they are on
//! the way. One tap from the brief, which shows neither: others in the room read the screen.

use askama::Template;
use kernel::id::SessionId;
use law::access::act;

use super::at_hand::dialled;
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    observations::{queries, traces},
    web::{
        Shell,
        components::{SummaryList, WarningText},
    },
};

#[derive(Template)]
#[template(path = "observations/journey.html")]
struct JourneyPage {
    shell: Shell,
    when: String,
    warning: WarningText,
    /// Where a tap leads, and its words.
    calls: Vec<(String, String)>,
    closed: Option<String>,
    doors: Vec<SummaryList>,
}

/// The carers of a session, and where its supervisor drives.
///
/// # Errors
/// As a problem page.
pub async fn journey(door: Guarded<act::ShowJourney>, id: At<SessionId>) -> Shown {
    let shell = shell(&door, "Carers, and where to drive");
    door.look(move |look| {
        let journey = queries::journey(look, id.0)?;
        let calls = journey.carers.iter().map(|one| {
            let words = format!("Call {}: {}", one.name, one.phone);
            (dialled(&one.phone), words)
        });
        let doors = journey.road.doors().map(|(whose, facts)| {
            let rows = facts.into_iter();
            rows.fold(SummaryList::card(whose), |card, (key, value)| {
                card.row(key, value)
            })
        });
        let words =
            "Never tell a family member where a child lives. Close this page when you are done.";
        let page = JourneyPage {
            shell: shell.back(format!("/sessions/{}/brief", journey.session.id)),
            when: journey.session.slot().in_full(),
            warning: WarningText::new(words),
            calls: calls.collect(),
            closed: journey.road.closed(),
            doors: doors.collect(),
        };
        Ok(look.seen(traces::journey(&journey.session, &journey.road), Page(page)))
    })
    .await
}
