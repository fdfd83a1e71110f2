//! The shift minimization personnel task scheduling problem (Krishnamoorthy, Ernst and Baatar 2012): tasks
//! with given times, workers who are qualified for some of them, and as few workers as possible.
//!
//! As a week: one day, one venue with room for all, a session for each task with one start, which
//! everybody else is forbidden, and a price on whoever works at all.

use crate::instance::{
    Case, DAY_MIN, Fault, Instance, MOST_BYTES, Room, RoomKind, Session, Venue, Weights,
};
use std::io::Read;
use std::str::Lines;

/// Who may not take a task is kept for each task.
const MOST_PAIRS: usize = 20_000_000;
/// So many rooms a venue has at most.
const MOST_ROOMS: usize = 512;
const MOST_WORKERS: usize = 5_000;
const MOST_TASKS: usize = 20_000;
/// No time is later.
const MOST_TIME: usize = 1_000_000_000;

/// A problem as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tasks {
    /// From when to when each task lasts; at its end another may begin.
    pub spans: Vec<(usize, usize)>,
    /// By worker, the tasks they are qualified for.
    pub qualified: Vec<Vec<usize>>,
}

impl Tasks {
    /// Reads a problem; a fault points to a line.
    ///
    /// ```
    /// use rota_solver::foreign::smptsp::Tasks;
    ///
    /// let text = "Type = 1\nJobs = 2\n 0 30\n 20 50\nQualifications = 1\n 2: 0 1\n";
    /// assert_eq!(Tasks::read(text.as_bytes())?.spans, [(0, 30), (20, 50)]);
    /// # Ok::<(), rota_solver::instance::Fault>(())
    /// ```
    pub fn read(source: impl Read) -> Result<Self, Fault> {
        let mut text = String::new();
        let read = source.take(MOST_BYTES + 1).read_to_string(&mut text);
        read.map_err(|error| Fault::new("", format!("cannot be read: {error}")))?;
        if text.len() as u64 > MOST_BYTES {
            return Err(Fault::new("", format!("is longer than {MOST_BYTES} bytes")));
        }
        let mut lines = Numbered {
            lines: text.lines(),
            number: 0,
        };
        let count = lines.heading("Jobs", MOST_TASKS)?;
        let spans = (0..count).map(|_| lines.span()).collect::<Result<_, _>>()?;
        let workers = lines.heading("Qualifications", MOST_WORKERS)?;
        let qualified = (0..workers).map(|_| lines.qualified(count));
        Ok(Self {
            qualified: qualified.collect::<Result<_, _>>()?,
            spans,
        })
    }

    /// The problem as a week, with costs such that a rota costs as many as it has people at work.
    pub fn week(&self) -> Result<Instance, Fault> {
        let phases = self.phases();
        let last = phases.iter().map(|(_, to)| *to).max().unwrap_or(0);
        if last > DAY_MIN {
            let reason =
                format!("has more than {DAY_MIN} moments at which tasks begin after others end");
            return Err(Fault::new("", reason));
        }
        let at_once = |slot| {
            let held = phases
                .iter()
                .filter(|(from, to)| (*from..*to).contains(&slot));
            held.count()
        };
        let rooms = (0..last).map(at_once).max().unwrap_or(0);
        if rooms > MOST_ROOMS {
            return Err(Fault::new(
                "",
                format!("has more than {MOST_ROOMS} tasks at once"),
            ));
        }
        if self.qualified.len().saturating_mul(self.spans.len()) > MOST_PAIRS {
            let reason = format!("has more than {MOST_PAIRS} pairs of a task and a worker");
            return Err(Fault::new("", reason));
        }
        let mut qualified = vec![vec![false; self.qualified.len()]; self.spans.len()];
        for (who, tasks) in self.qualified.iter().enumerate() {
            for &task in tasks {
                qualified[task][who] = true;
            }
        }
        let sessions = phases.iter().zip(&qualified).enumerate();
        let sessions = sessions.map(|(task, (&span, able))| session(task, span, able));
        let staff = self.qualified.len();
        let instance = Instance {
            sessions: sessions.collect(),
            cases: (0..self.spans.len()).map(case).collect(),
            supervisors: (0..staff)
                .map(|who| super::supervisor(format!("W{who}"), self.spans.len(), 1))
                .collect(),
            ..frame(rooms, i64::try_from(staff).unwrap_or(i64::MAX))
        };
        instance.fault().map_or(Ok(instance), Err)
    }

    /// Slots for the times: two tasks share a slot where they share a moment. Only these matter, and a
    /// day has too few minutes for some of the published problems. A slot is a time in which tasks
    /// begin and none has ended yet: whoever is at work when the next one ends is at work at once.
    fn phases(&self) -> Vec<(usize, usize)> {
        let starts = self
            .spans
            .iter()
            .enumerate()
            .map(|(task, span)| (span.0, true, task));
        let ends = self
            .spans
            .iter()
            .enumerate()
            .map(|(task, span)| (span.1, false, task));
        let mut events: Vec<(usize, bool, usize)> = starts.chain(ends).collect();
        events.sort_unstable();
        let mut phases = vec![(0, 0); self.spans.len()];
        let mut slot = 0;
        let mut ending = false;
        for (_, begins, task) in events {
            if begins {
                slot += usize::from(ending);
                phases[task].0 = slot;
            } else {
                phases[task].1 = slot + 1;
            }
            ending = !begins;
        }
        phases
    }
}

/// The lines of a text that say something, with their numbers.
struct Numbered<'t> {
    lines: Lines<'t>,
    number: usize,
}

impl<'t> Numbered<'t> {
    fn fault(&self, reason: &str) -> Fault {
        Fault::new(format!("line {}", self.number), reason)
    }

    fn next(&mut self) -> Result<&'t str, Fault> {
        loop {
            self.number += 1;
            let Some(line) = self.lines.next() else {
                return Err(self.fault("is missing"));
            };
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                return Ok(line);
            }
        }
    }

    /// The count after a heading; other headings before it say nothing here.
    fn heading(&mut self, name: &str, most: usize) -> Result<usize, Fault> {
        loop {
            let line = self.next()?;
            let Some((heading, count)) = line.split_once('=') else {
                return Err(self.fault(&format!("is no heading, but {name} should follow")));
            };
            if heading.trim() == name {
                return self.number(count, most);
            }
        }
    }

    fn number(&self, text: &str, most: usize) -> Result<usize, Fault> {
        let number = text.trim().parse().ok().filter(|number| *number <= most);
        number
            .ok_or_else(|| self.fault(&format!("has no number from 0 to {most} where one is due")))
    }

    fn span(&mut self) -> Result<(usize, usize), Fault> {
        let line = self.next()?;
        let mut words = line.split_whitespace();
        let mut time = || self.number(words.next().unwrap_or(""), MOST_TIME);
        let span = (time()?, time()?);
        if span.0 < span.1 {
            Ok(span)
        } else {
            Err(self.fault("does not end after it begins"))
        }
    }

    fn qualified(&mut self, tasks: usize) -> Result<Vec<usize>, Fault> {
        let line = self.next()?;
        let Some((count, list)) = line.split_once(':') else {
            return Err(self.fault("has no colon"));
        };
        let count = self.number(count, tasks)?;
        let words = list.split_whitespace();
        let list = words.map(|word| self.number(word, tasks.saturating_sub(1)));
        let mut list = list.collect::<Result<Vec<usize>, Fault>>()?;
        list.sort_unstable();
        list.dedup();
        if list.len() == count {
            Ok(list)
        } else {
            Err(self.fault("does not have as many tasks as it says"))
        }
    }
}

fn session(task: usize, (from, to): (usize, usize), able: &[bool]) -> Session {
    let others = able.iter().enumerate().filter(|(_, able)| !**able);
    Session {
        duration_min: to - from,
        fixed: true,
        windows: vec![(0, from, to)],
        forbidden_supervisors: others.map(|(who, _)| who).collect(),
        ..super::session(format!("T{task}"), format!("T{task}"))
    }
}

fn case(task: usize) -> Case {
    Case {
        id: format!("T{task}"),
        sessions: vec![format!("T{task}")],
        min_per_week: 0,
        max_per_week: 1,
        min_gap_days: 0,
    }
}

/// The week without people and sessions. Whoever is at work costs 1, a task that nobody does more than
/// everybody together.
fn frame(rooms: usize, staff: i64) -> Instance {
    let room = |index| Room {
        id: format!("R{index}"),
        kind: RoomKind::Standard,
        capacity: 0,
        closed: Vec::new(),
    };
    Instance {
        name: "smptsp".to_owned(),
        venues: vec![Venue {
            id: "V0".to_owned(),
            area: 0,
            xy: None,
            open: vec![Some((0, DAY_MIN))],
            rooms: (0..rooms).map(room).collect(),
        }],
        travel_min: vec![vec![0]],
        weights: Weights {
            unassigned: vec![staff + 1],
            staff_used: 1,
            ..super::free()
        },
        ..super::frame()
    }
}

#[cfg(test)]
mod tests {
    use super::Tasks;

    #[test]
    fn tasks_share_a_slot_where_they_share_a_moment() {
        let spans = vec![(0, 30), (20, 50), (30, 60), (50, 90), (900, 2000)];
        let tasks = Tasks {
            qualified: vec![vec![0]],
            spans,
        };
        let phases = tasks.phases();
        for (one, a) in tasks.spans.iter().zip(&phases) {
            for (other, b) in tasks.spans.iter().zip(&phases) {
                let meet = one.0 < other.1 && other.0 < one.1;
                assert_eq!(a.0 < b.1 && b.0 < a.1, meet, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn each_fault_is_told_with_its_line() {
        let table = [
            ("", "line 1"),
            ("Jobs = x", "line 1"),
            ("Type = 1\nJobs = 99999999", "line 2"),
            ("Jobs = 1\n5 5", "line 2"),
            ("# words\n\nJobs = 1\n5 -5", "line 4"),
            ("Jobs = 1\n5 9\nWorkers", "line 3"),
            ("Jobs = 1\n5 9\nQualifications = 1\n1 0", "line 4"),
            ("Jobs = 1\n5 9\nQualifications = 1\n1: 1", "line 4"),
            ("Jobs = 1\n5 9\nQualifications = 1\n1: 0 0 0 7", "line 4"),
            ("Jobs = 1\n5 9\nQualifications = 2\n1: 0", "line 5"),
        ];
        for (text, line) in table {
            let fault = Tasks::read(text.as_bytes()).map_err(|fault| fault.pointer);
            assert_eq!(fault, Err(line.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_problem_of_nothing_is_a_week_of_nothing() {
        let text = "Jobs = 0\nQualifications = 0\n";
        let week = Tasks::read(text.as_bytes()).and_then(|tasks| tasks.week());
        assert!(week.is_ok_and(|week| week.sessions.is_empty()));
    }
}
