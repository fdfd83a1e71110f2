//! Tables: rooms, supervisors and outside services, and what stands against using them.

mod providers;
mod rooms;
mod work;

use kernel::{
    refusal::Reason,
    time::{LondonDay, Slot},
};

use crate::resources::{DayName, Hours, WeekHours};

fn day(text: &str) -> LondonDay {
    text.parse().unwrap()
}

fn hours(from: &str, to: &str) -> Hours {
    Hours {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

fn every_day(from: &str, to: &str) -> WeekHours {
    WeekHours(
        DayName::ALL
            .iter()
            .map(|name| (*name, hours(from, to)))
            .collect(),
    )
}

fn slot(text: &str) -> Slot {
    let mut parts = text.split(' ');
    let mut part = || parts.next().unwrap();
    let date = day(part());
    Slot::new(date, part().parse().unwrap(), part().parse().unwrap()).unwrap()
}

fn codes(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.code).collect()
}
