//! Whose row of the board a session stands in.

use std::collections::BTreeSet;

use kernel::id::{PersonId, RoomId, SupervisorId};

use crate::rota::{Life, Print};

kernel::codes! {
    /// What the rows of the board are.
    pub enum Grouping {
        /// Supervisors.
        Supervisor = "supervisor",
        /// Rooms.
        Room = "room",
        /// Children.
        Child = "child",
    }
}

impl Grouping {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supervisor => "Supervisor",
            Self::Room => "Room",
            Self::Child => "Child",
        }
    }
}

/// Whose row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A supervisor's.
    Supervisor(SupervisorId),
    /// A room's.
    Room(RoomId),
    /// A child's.
    Child(PersonId),
    /// Nobody's: no supervisor or no room is chosen, or none is needed.
    Nobody,
}

/// The rows a session stands in: one for each of its supervisors, or of its children.
pub fn owners(grouping: Grouping, print: &Print) -> BTreeSet<Owner> {
    let mut rows: BTreeSet<Owner> = match grouping {
        Grouping::Supervisor => print
            .supervisors
            .iter()
            .copied()
            .map(Owner::Supervisor)
            .collect(),
        Grouping::Room => print.room.into_iter().map(Owner::Room).collect(),
        Grouping::Child => print.children.iter().copied().map(Owner::Child).collect(),
    };
    if rows.is_empty() {
        rows.insert(Owner::Nobody);
    }
    rows
}

/// Minutes of the sessions that take place. Travel and writing up come on top.
pub fn minutes_of<'a>(sessions: impl IntoIterator<Item = (Life, &'a Print)>) -> i64 {
    let held = sessions
        .into_iter()
        .filter(|(life, _)| *life == Life::Coming);
    held.map(|(_, print)| print.slot.minutes()).sum()
}

#[cfg(test)]
mod tests {
    use kernel::time::Slot;
    use law::proposal::{Level, Mode, PlaceKind};

    use super::*;

    fn print() -> Print {
        let (from, to) = ("10:00".parse().unwrap(), "11:30".parse().unwrap());
        Print {
            slot: Slot::new("2026-12-01".parse().unwrap(), from, to).unwrap(),
            children: BTreeSet::from([PersonId::from_parts(1, 1), PersonId::from_parts(1, 2)]),
            visitors: BTreeSet::from([PersonId::from_parts(1, 3)]),
            mode: Mode::Direct,
            level: Level::TwoSupervisors,
            place: PlaceKind::Centre,
            venue: None,
            room: None,
            supervisors: BTreeSet::from([
                SupervisorId::from_parts(1, 4),
                SupervisorId::from_parts(1, 5),
            ]),
            taxi: None,
            interpreter: None,
        }
    }

    #[test]
    fn a_session_of_two_stands_in_two_rows() {
        let print = print();
        assert_eq!(owners(Grouping::Supervisor, &print).len(), 2);
        assert_eq!(owners(Grouping::Child, &print).len(), 2);
        assert_eq!(
            owners(Grouping::Room, &print),
            BTreeSet::from([Owner::Nobody])
        );
    }

    #[test]
    fn what_is_off_takes_no_hours() {
        let print = print();
        let week = [
            (Life::Coming, &print),
            (Life::CalledOff, &print),
            (Life::PutAside, &print),
        ];
        assert_eq!(minutes_of(week), 90);
    }
}
