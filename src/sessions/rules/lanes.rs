//! What an outside service is taken up by. A taxi firm has several cars, an interpreter service several
//! people: each is a lane of its own, and one of them is taken while another is free. Which car comes is
//! the firm's to say; that there is one is what the lanes keep, and the database behind them.

use kernel::id::ProviderId;

use crate::{
    resources::{MOST_AT_ONCE, Provider, Span},
    sessions::Busy,
};

/// Every lane under which a service may be taken up, whatever is written down of it today.
pub fn lanes(service: ProviderId) -> Vec<String> {
    (1..=MOST_AT_ONCE)
        .map(|lane| named(service, lane))
        .collect()
}

/// Who or what an occupation is of: the service of a lane, else itself.
pub fn of_lane(resource: &str) -> &str {
    resource
        .split_once('/')
        .map_or(resource, |(service, _)| service)
}

/// The first lane that is free in a span. Where none is, the first of all: it tells what is in the way.
pub(super) fn free_lane(service: &Provider, span: Span, busy: &[Busy]) -> String {
    let most = service.details.at_once.unwrap_or(MOST_AT_ONCE);
    let is_free = |lane: &String| {
        let mut theirs = busy.iter().filter(|busy| busy.resource == *lane);
        theirs.all(|busy| !busy.span.overlaps(span))
    };
    let mut all = (1..=most).map(|lane| named(service.id, lane));
    all.find(is_free).unwrap_or_else(|| named(service.id, 1))
}

fn named(service: ProviderId, lane: u16) -> String {
    format!("{service}/{lane}")
}
