//! Where a driver drives, one tap from the page of their link: each door while they are on the way to
//! it. It stands in no message.

use askama::Template;
use law::access::act;

use crate::{
    http::{Guarded, Page, Shown, Unreferred, shell},
    notifications::{pages::link::in_change, queries, traces},
    sessions::Road,
    web::{Shell, components::SummaryList},
};

/// What is shown of one journey.
struct Card {
    heading: String,
    closed: Option<String>,
    doors: Vec<SummaryList>,
}

impl Card {
    fn new(heading: String, road: &Road) -> Self {
        let doors = road.doors().map(|(whose, facts)| {
            let card = SummaryList::card(whose).card_level(3);
            facts
                .into_iter()
                .fold(card, |card, (key, value)| card.row(key, value))
        });
        Self {
            heading,
            closed: road.closed(),
            doors: doors.collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "notifications/journey.html")]
struct JourneyPage {
    shell: Shell,
    journeys: Vec<Card>,
    changing: Vec<String>,
}

/// The journeys of a link.
///
/// # Errors
/// As a problem page: an unknown link, and one that is no driver's, is "not found".
pub async fn journey(door: Guarded<act::OpenJourney>) -> Shown {
    let appointments = door.path().trim_end_matches("/journey").to_owned();
    let shell = shell(&door, "Where to drive").back(appointments);
    door.look(move |look| {
        let found = queries::journeys(look)?;
        let journeys = found.all.iter().map(|(reference, slot, road)| {
            let heading = format!("{}, ref {}", slot.in_full(), reference.as_str());
            Card::new(heading, road)
        });
        let page = JourneyPage {
            shell,
            journeys: journeys.collect(),
            changing: found.changing.iter().map(in_change).collect(),
        };
        let fact = traces::journeys_seen(found.lead, found.shown.iter().copied());
        Ok(look.seen(fact, Unreferred(Page(page))))
    })
    .await
}
