//! What is different from what people were told.

use std::collections::BTreeSet;

use kernel::time::Slot;

use crate::rota::{Life, Print};

kernel::codes! {
    /// A side of a session that people are told of.
    pub enum Facet {
        /// The children or the family members.
        People = "people",
        /// How they meet.
        Mode = "mode",
        /// How closely it is watched.
        Level = "level",
        /// Where.
        Place = "place",
        /// Who supervises.
        Supervisors = "supervisors",
        /// Who brings the child.
        Transport = "transport",
        /// Who interprets.
        Interpreter = "interpreter",
    }
}

impl Facet {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::People => "who takes part",
            Self::Mode => "how they meet",
            Self::Level => "how closely it is watched",
            Self::Place => "the place",
            Self::Supervisors => "the supervisor",
            Self::Transport => "who brings the child",
            Self::Interpreter => "the interpreter",
        }
    }
}

/// How a session differs from what people were last told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Nobody was told of it yet.
    New,
    /// It is at another time.
    Moved {
        /// When people think it is.
        from: Slot,
    },
    /// It is at the same time, in another way.
    Changed(BTreeSet<Facet>),
    /// It was off, and takes place again; or it was moved and moved back.
    Again,
    /// Contact is refused for now.
    PutAside,
    /// It is off.
    CalledOff,
    /// It was moved into another week, whose rota has it now.
    LeftWeek {
        /// To when.
        to: Slot,
    },
}

impl Difference {
    /// As people say it.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Moved { .. } => "Moved",
            Self::Changed(_) => "Changed",
            Self::Again => "Takes place again",
            Self::PutAside => "Put aside",
            Self::CalledOff => "Cancelled",
            Self::LeftWeek { .. } => "Moved to another week",
        }
    }

    /// Whether it takes place.
    pub const fn is_coming(&self) -> bool {
        !matches!(
            self,
            Self::PutAside | Self::CalledOff | Self::LeftWeek { .. }
        )
    }
}

/// The difference, if there is one, between what people were told and what is. A session that is
/// planned (`untold`) waits to be published even where it looks as it did.
pub fn difference(
    told: Option<(Life, &Print)>,
    (life, print): (Life, &Print),
    untold: bool,
) -> Option<Difference> {
    let Some((life_then, then)) = told else {
        return (life == Life::Coming).then_some(Difference::New);
    };
    match (life_then, life) {
        (Life::Coming, Life::Coming) => {
            compared(then, print).or_else(|| untold.then_some(Difference::Again))
        }
        (_, Life::Coming) => Some(Difference::Again),
        (Life::Coming, Life::PutAside) => Some(Difference::PutAside),
        (Life::Coming | Life::PutAside, Life::CalledOff) => Some(Difference::CalledOff),
        (Life::PutAside | Life::CalledOff, Life::PutAside) | (Life::CalledOff, Life::CalledOff) => {
            None
        }
    }
}

fn compared(then: &Print, now: &Print) -> Option<Difference> {
    if then.slot != now.slot {
        return Some(Difference::Moved { from: then.slot });
    }
    let people = (then.children == now.children) && (then.visitors == now.visitors);
    let place = (then.place, then.venue, then.room) == (now.place, now.venue, now.room);
    let sides = [
        (Facet::People, people),
        (Facet::Mode, then.mode == now.mode),
        (Facet::Level, then.level == now.level),
        (Facet::Place, place),
        (Facet::Supervisors, then.supervisors == now.supervisors),
        (Facet::Transport, then.taxi == now.taxi),
        (Facet::Interpreter, then.interpreter == now.interpreter),
    ];
    let differ: BTreeSet<Facet> = sides
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(facet, _)| facet)
        .collect();
    (!differ.is_empty()).then_some(Difference::Changed(differ))
}

#[cfg(test)]
mod tests {
    use kernel::id::{PersonId, SupervisorId};
    use law::proposal::{Level, Mode, PlaceKind};

    use super::*;

    fn slot(day: &str, from: &str, to: &str) -> Slot {
        Slot::new(
            day.parse().unwrap(),
            from.parse().unwrap(),
            to.parse().unwrap(),
        )
        .unwrap()
    }

    fn print() -> Print {
        Print {
            slot: slot("2026-12-01", "10:00", "11:30"),
            children: BTreeSet::from([PersonId::from_parts(1, 1)]),
            visitors: BTreeSet::from([PersonId::from_parts(1, 2)]),
            mode: Mode::Direct,
            level: Level::Supervised,
            place: PlaceKind::Centre,
            venue: None,
            room: None,
            supervisors: BTreeSet::from([SupervisorId::from_parts(1, 3)]),
            taxi: None,
            interpreter: None,
        }
    }

    type Case<'a> = (
        &'static str,
        Option<(Life, &'a Print)>,
        (Life, &'a Print),
        bool,
    );

    fn says(case: &Case<'_>, expected: Option<Difference>) {
        let (name, told, now, untold) = *case;
        assert_eq!(difference(told, now, untold), expected, "{name}");
    }

    #[test]
    fn what_people_must_be_told() {
        use Life::Coming;
        let was = print();
        let moved = Print {
            slot: slot("2026-12-02", "10:00", "11:30"),
            ..print()
        };
        let other = Print {
            supervisors: BTreeSet::new(),
            level: Level::TwoSupervisors,
            ..print()
        };
        let told = Some((Coming, &was));
        says(
            &("nobody knows", None, (Coming, &was), true),
            Some(Difference::New),
        );
        says(&("as it was", told, (Coming, &was), false), None);
        let from = was.slot;
        says(
            &("another day", told, (Coming, &moved), true),
            Some(Difference::Moved { from }),
        );
        says(
            &("there and back", told, (Coming, &was), true),
            Some(Difference::Again),
        );
        let facets = BTreeSet::from([Facet::Level, Facet::Supervisors]);
        let changed = Some(Difference::Changed(facets));
        says(&("two supervisors", told, (Coming, &other), false), changed);
    }

    #[test]
    fn what_is_off() {
        use Life::{CalledOff, Coming, PutAside};
        let was = print();
        let at = |life| Some((life, &was));
        for (name, told, now, expected) in [
            ("off before anybody knew", None, CalledOff, None),
            ("off", at(Coming), CalledOff, Some(Difference::CalledOff)),
            ("refused", at(Coming), PutAside, Some(Difference::PutAside)),
            ("still refused", at(PutAside), PutAside, None),
            (
                "refused, then off",
                at(PutAside),
                CalledOff,
                Some(Difference::CalledOff),
            ),
            (
                "the refusal is over",
                at(PutAside),
                Coming,
                Some(Difference::Again),
            ),
            ("off and off", at(CalledOff), CalledOff, None),
        ] {
            says(&(name, told, (now, &was), now == Coming), expected);
        }
    }
}
