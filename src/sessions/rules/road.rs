//! When who drives children is shown where they live: for a journey of their own, in its time, and
//! not before or after.

use kernel::{
    text::{Address, Line, Name, Postcode},
    time::Instant,
};
use law::session::{Stage, Went};

/// So many minutes before somebody sets out they are shown where to.
const MINUTES_BEFORE: i64 = 60;
/// So many minutes after they should be there they are shown it no more.
const MINUTES_AFTER: i64 = 30;

/// Which ways of a session somebody drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Driven {
    /// The way there.
    pub there: bool,
    /// The way back.
    pub back: bool,
}

impl Driven {
    /// Whether they drive at all.
    pub const fn any(self) -> bool {
        self.there || self.back
    }
}

/// A door where children are fetched or brought back.
#[derive(Debug, Clone)]
pub struct Stop {
    /// What the children are called: never a surname.
    pub children: Vec<Name>,
    /// The address, where one is recorded.
    pub address: Option<Address>,
    /// Its postcode.
    pub postcode: Option<Postcode>,
}

/// What somebody who drives the children of a session is shown now.
#[derive(Debug, Clone)]
pub struct Road {
    /// Which ways they drive.
    pub driven: Driven,
    /// From when they are shown where to.
    pub shown_from: Instant,
    /// Whether that moment has come.
    pub has_begun: bool,
    /// Whether they are on the road now, or soon.
    pub is_open: bool,
    /// The doors; none while they are not on the road, or where nobody recorded where the children live.
    pub stops: Vec<Stop>,
    /// What the venue is called.
    pub venue: Option<Line>,
}

impl Road {
    /// Why no door is shown, where none is.
    pub fn closed(&self) -> Option<String> {
        if !self.stops.is_empty() {
            return None;
        }
        if !self.driven.any() {
            return Some("You do not drive the children.".to_owned());
        }
        if self.is_open {
            let words =
                "Where the children live is not recorded. Please ring us before you set out.";
            return Some(words.to_owned());
        }
        if self.has_begun {
            let words = "Where to drive is not shown now: the way is over, or the way back is still to come.";
            return Some(words.to_owned());
        }
        let (day, time) = (self.shown_from.london_day(), self.shown_from.london_time());
        Some(format!(
            "Where to drive is not shown now. You find it here from {}, {time}, until the journey is over.",
            day.in_full()
        ))
    }

    /// Each door in words: whose, and what there is to know of it.
    pub fn doors(&self) -> impl Iterator<Item = (String, Vec<(&'static str, String)>)> {
        self.stops.iter().map(|stop| {
            let called: Vec<&str> = stop.children.iter().map(Name::as_str).collect();
            let address = stop.address.as_ref().map_or_else(
                || "None is recorded. Please ring us.".to_owned(),
                ToString::to_string,
            );
            let postcode = stop.postcode.as_ref().map(ToString::to_string);
            let way = match self.driven {
                Driven {
                    there: true,
                    back: true,
                } => "To and from",
                Driven { there: true, .. } => "To",
                Driven { .. } => "From",
            };
            let venue = self.venue.as_ref().map(ToString::to_string);
            let rest = [("Postcode", postcode), (way, venue)];
            let rest = rest
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)));
            let facts = [("Address", address)].into_iter().chain(rest);
            (called.join(", "), facts.collect())
        })
    }
}

/// The moment from which who drives these ways of a session that begins then is shown where to.
pub fn shown_from(driven: Driven, (begins, ends): (Instant, Instant), way_minutes: i64) -> Instant {
    let sets_out = if driven.there { begins } else { ends };
    sets_out.plus_minutes(-(way_minutes + MINUTES_BEFORE))
}

/// Whether somebody who drives these ways of a session is on the road now, or soon: only then are they
/// shown where the children live. Nobody drives to what is not published, is off or is put aside.
pub fn is_on_the_road(stage: &Stage, (driven, way_minutes): (Driven, i64), now: Instant) -> bool {
    let slot = stage.booking().slot;
    let begins = slot.starts();
    let Some((ends, has_come)) = end(stage, now) else {
        return false;
    };
    let within = |from: Instant, until: Instant| from <= now && now < until;
    let there = driven.there
        && !has_come
        && within(
            begins.plus_minutes(-(way_minutes + MINUTES_BEFORE)),
            begins.plus_minutes(MINUTES_AFTER),
        );
    let back = driven.back
        && within(
            ends.min(slot.ends())
                .plus_minutes(-(way_minutes + MINUTES_BEFORE)),
            ends.plus_minutes(way_minutes + MINUTES_AFTER),
        );
    there || back
}

/// When a session ends, as far as is known, and whether the children have come, so that the way there is
/// over; nothing where nobody comes.
fn end(stage: &Stage, now: Instant) -> Option<(Instant, bool)> {
    if let Some(went) = stage.went() {
        return Some((ended(went), true));
    }
    let promised = stage.booking().slot.ends();
    Some(match stage {
        Stage::Published(_) | Stage::Confirmed(_) => (promised, false),
        // While the child is still there, the way back is to come.
        Stage::Open(_) => (promised.max(now), false),
        Stage::Running(_) | Stage::Paused(_) => (promised.max(now), true),
        _ => return None,
    })
}

const fn ended(went: Went) -> Instant {
    match went {
        Went::Held(held) => held.ended,
        Went::NotStarted(not) => not.decided,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{id::RotaId, time::Slot};
    use law::session::{Booking, Event, step};

    use super::*;

    fn booking() -> Booking {
        let day = "2026-12-01".parse().unwrap();
        let (from, to) = ("10:00".parse().unwrap(), "12:30".parse().unwrap());
        Booking {
            slot: Slot::new(day, from, to).unwrap(),
        }
    }

    fn published() -> Stage {
        let planned = Stage::Planned(booking());
        let (rota, version) = (RotaId::from_parts(1, 1), 1);
        let published = Event::Publish { rota, version };
        step(planned, published, "2026-11-26T15:00:00Z".parse().unwrap())
            .unwrap()
            .0
    }

    #[test]
    fn where_a_child_lives_is_shown_on_the_journey_and_at_no_other_time() {
        let (there, back, both) = (
            Driven {
                there: true,
                back: false,
            },
            Driven {
                there: false,
                back: true,
            },
            Driven {
                there: true,
                back: true,
            },
        );
        let (out, off) = (published(), Stage::Planned(booking()));
        // A way takes half an hour.
        for (case, stage, driven, now, shown) in [
            ("the day before", out, both, "2026-11-30T09:00:00Z", false),
            ("too early", out, there, "2026-12-01T08:29:59Z", false),
            (
                "an hour before they set out",
                out,
                there,
                "2026-12-01T08:30:00Z",
                true,
            ),
            ("at the door", out, there, "2026-12-01T10:29:59Z", true),
            (
                "they have been there",
                out,
                there,
                "2026-12-01T10:30:00Z",
                false,
            ),
            ("not theirs yet", out, back, "2026-12-01T10:59:59Z", false),
            (
                "before the way back",
                out,
                back,
                "2026-12-01T11:00:00Z",
                true,
            ),
            ("between the two", out, both, "2026-12-01T10:45:00Z", false),
            ("home by one", out, both, "2026-12-01T13:29:59Z", true),
            ("home", out, both, "2026-12-01T13:30:00Z", false),
            (
                "drives neither",
                out,
                Driven {
                    there: false,
                    back: false,
                },
                "2026-12-01T09:00:00Z",
                false,
            ),
            ("nobody was told", off, both, "2026-12-01T09:00:00Z", false),
        ] {
            let now = now.parse().unwrap();
            assert_eq!(is_on_the_road(&stage, (driven, 30), now), shown, "{case}");
        }
    }

    #[test]
    fn no_door_is_shown_once_the_children_have_come() {
        let at = |time: &str| format!("2026-12-01T{time}:00Z").parse().unwrap();
        let opened = step(published(), Event::Open, at("09:45")).unwrap().0;
        let begun = step(opened, Event::Start, at("09:58")).unwrap().0;
        let there = Driven {
            there: true,
            back: false,
        };
        assert!(is_on_the_road(&opened, (there, 30), at("09:57")));
        assert!(!is_on_the_road(&begun, (there, 30), at("09:59")));
    }
}
