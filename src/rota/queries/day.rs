//! The sheets of a day: what people were told of it, as it is now.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, RoomId, SupervisorId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Action, OnRecords, about};

use super::week::{Line, WeekView, week};
use crate::{
    rota::{Life, rules::Fate},
    storage::Acts,
};

/// A day of a week.
#[derive(Debug)]
pub struct Day {
    /// Which.
    pub day: LondonDay,
    /// Its sessions that people know of and that take place, as they are now, by when they begin.
    pub lines: Vec<Line>,
    /// How many of its sessions were never published.
    pub unpublished: usize,
    /// The week around it, without its lines.
    pub around: WeekView,
}

impl Day {
    /// Everybody its sheets show.
    pub fn subjects(&self) -> BTreeSet<PersonId> {
        self.lines
            .iter()
            .flat_map(|line| line.session.people())
            .collect()
    }

    /// The sessions in a room; or, asked for none, those in no room.
    pub fn in_room(&self, room: Option<RoomId>) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .filter(move |line| line.session.room == room)
    }

    /// The sessions of a supervisor.
    pub fn of_supervisor(&self, supervisor: SupervisorId) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .filter(move |line| line.session.supervisors.contains(&supervisor))
    }
}

/// Whether a session is not what was published: somebody steps in, another room, another time. Those
/// concerned are told of each change as it is made, so the door expects it as it is now.
pub fn is_changed_since(line: &Line) -> bool {
    !matches!(line.fate, Fate::Known | Fate::Nothing)
}

/// A day, as far as the caller may know of it. What nobody was told of stands on no sheet.
///
/// # Errors
/// When the caller may not.
pub fn day<R: Acts>(reads: &mut R, day: LondonDay) -> Result<Day, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut around = week(reads, day.week())?;
    let all = std::mem::take(&mut around.lines);
    let of_day = all
        .into_iter()
        .filter(|line| line.session.slot().day() == day && line.life() == Life::Coming);
    let (lines, others): (Vec<Line>, Vec<Line>) =
        of_day.partition(|line| line.session.told || !is_changed_since(line));
    Ok(Day {
        day,
        lines,
        unpublished: others.len(),
        around,
    })
}
