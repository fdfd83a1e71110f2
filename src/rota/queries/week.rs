//! A week as its board and its page of publishing show it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, PlanId, RoomId, SessionId, SupervisorId},
    refusal::Refused,
    time::{BankHolidays, Slot, Week},
};
use law::{
    access::{Act, Action, OnRecords, RecordState, about, act},
    minimum::Minimum,
};

use super::gather::{below_minimum, obstacles, unplaced};
use crate::{
    access::{
        Subject,
        queries::{account, may},
    },
    people::{
        Person,
        queries::{people_known, within_reach},
    },
    resources::{
        Absence, Closure, Room, Span, Supervisor, Venue,
        queries::{absences, all_closures, all_supervisors, bank_holidays, rooms_with},
    },
    rota::{
        Concern, Edition, Life, Obstacle, Print, Printed, Reading, Rota, Unplaced,
        rules::{Difference, Fate, Names, Question, fate, fingerprint},
        store,
    },
    sessions::{self, Session},
    storage::{Acts, Look, Reads},
};

/// A session of the week that the caller may know of.
#[derive(Debug)]
pub struct Line {
    /// The session.
    pub session: Session,
    /// What it is.
    pub print: Print,
    /// What people were last told of it.
    pub told: Option<Printed>,
    /// What becomes of it when the week is published.
    pub fate: Fate,
    /// What stands against it, heaviest first; also where people were told of it already.
    pub against: Vec<Obstacle>,
    /// The state of its children's records together.
    pub state: RecordState,
}

impl Line {
    /// Whether it takes place.
    pub const fn life(&self) -> Life {
        Life::of(&self.session.stage)
    }
}

/// A session the caller may not know of: when, and who and what is taken up by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub slot: Slot,
    /// Who supervises.
    pub supervisors: BTreeSet<SupervisorId>,
    /// The room.
    pub room: Option<RoomId>,
}

/// A week.
#[derive(Debug)]
pub struct WeekView {
    /// Which.
    pub week: Week,
    /// Its rota, where it was ever published.
    pub rota: Option<Rota>,
    /// The latest edition, and who published it.
    pub edition: Option<(Edition, String)>,
    /// The sessions the caller may know of, by when they begin.
    pub lines: Vec<Line>,
    /// The others.
    pub taken: Vec<Taken>,
    /// What people are called.
    pub names: Names,
    /// Everybody who supervises.
    pub supervisors: Vec<Supervisor>,
    /// When they are away.
    pub absences: Vec<Absence>,
    /// The rooms in use.
    pub rooms: Vec<(Venue, Room)>,
    /// When venues and rooms are closed.
    pub closures: Vec<Closure>,
    /// The bank holidays.
    pub holidays: BankHolidays,
    /// Families for whom fewer sessions are planned than were ordered.
    pub below: Vec<Minimum>,
    /// Sessions that were agreed for the week and are not booked.
    pub unplaced: Vec<Unplaced>,
    /// The plans of each child that run in the week: where one books.
    pub plans: BTreeMap<PersonId, BTreeSet<PlanId>>,
}

impl WeekView {
    /// Everybody it shows.
    pub fn subjects(&self) -> BTreeSet<PersonId> {
        everybody(&self.lines, &self.below, &self.unplaced)
    }

    /// Families below a minimum whose time is over when this week is.
    pub fn due(&self) -> impl Iterator<Item = &Minimum> {
        let sunday = self.week.sunday();
        self.below
            .iter()
            .filter(move |minimum| minimum.window.last <= sunday)
    }

    /// Families that somebody must read about before the week goes out.
    pub fn concerns(&self) -> BTreeSet<Concern> {
        let below = self.due().map(|minimum| Concern::BelowMinimum {
            child: minimum.child,
            rule: minimum.rule,
        });
        let unplaced = self.unplaced.iter().map(Unplaced::concern);
        below.chain(unplaced).collect()
    }

    /// The lines that go out.
    pub fn going(&self) -> impl Iterator<Item = (&Line, &Difference)> {
        self.lines.iter().filter_map(|line| match &line.fate {
            Fate::Goes(difference) => Some((line, difference)),
            _ => None,
        })
    }

    /// A number that differs as soon as anything does that a person sees before they publish.
    pub fn fingerprint(&self) -> i64 {
        let version = self.rota.as_ref().map_or(0, |rota| rota.version);
        let lines = self.lines.iter();
        let sessions = lines.map(|line| (line.session.id, line.session.version, &line.fate));
        fingerprint(version, sessions, &self.concerns())
    }

    /// What a supervisor is called.
    pub fn supervisor(&self, id: SupervisorId) -> String {
        let found = self.supervisors.iter().find(|one| one.id == id);
        found.map_or_else(String::new, |one| one.details.name.to_string())
    }

    /// What a room is called.
    pub fn room(&self, id: RoomId) -> String {
        let found = self.rooms.iter().find(|(_, room)| room.id == id);
        found.map_or_else(
            || "A room no longer used".to_owned(),
            |(venue, room)| format!("{}, {}", room.details.name, venue.details.name),
        )
    }
}

/// A week, as far as the caller may know of it.
///
/// # Errors
/// When the caller may not.
pub fn week<R: Acts>(reads: &mut R, week: Week) -> Result<WeekView, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    may(reads, &Subject::new_record())?;
    let rota = store::rota(reads, week)?;
    let (edition, told) = match &rota {
        Some(rota) => (latest(reads, rota)?, store::printed(reads, rota.id)?),
        None => (None, BTreeMap::new()),
    };
    let all = sessions::queries::of_week(reads, week)?;
    let (unplaced, plans) = unplaced(reads, week, &all)?;
    let (mut lines, taken) = lines(reads, all, told)?;
    let below = below(reads, week, &lines)?;
    let unplaced = within_reach(reads, Act::ShowRota, unplaced, |one| &one.children)?;
    let known = people_known(reads, &everybody(&lines, &below, &unplaced))?;
    set_states(&mut lines, &known);
    let span = Span::of_days(week.monday(), week.sunday());
    let supervisors = all_supervisors(reads)?;
    let ids: Vec<SupervisorId> = supervisors.iter().map(|one| one.id).collect();
    Ok(WeekView {
        week,
        rota,
        edition,
        lines,
        taken,
        names: Names::new(&known, reads.now().london_day()),
        absences: absences(reads, &ids, span)?,
        supervisors,
        rooms: rooms_with(reads, &BTreeSet::new())?,
        closures: all_closures(reads, span)?,
        holidays: bank_holidays(reads)?.days,
        below,
        unplaced,
        plans,
    })
}

/// What was said last about the families of a week that must be read about now, where it was published
/// before.
///
/// # Errors
/// When the store is away.
pub fn reasons_given(
    look: &mut Look<'_, act::PublishRota>,
    view: &WeekView,
) -> Result<Vec<Reading>, Refused> {
    let Some(rota) = &view.rota else {
        return Ok(Vec::new());
    };
    let concerns = view.concerns();
    let mut given = store::readings(look, rota.id)?;
    given.retain(|reading| concerns.contains(&reading.concern));
    Ok(given)
}

fn everybody(lines: &[Line], below: &[Minimum], unplaced: &[Unplaced]) -> BTreeSet<PersonId> {
    let of_sessions = lines.iter().flat_map(|line| line.session.people());
    let below = below.iter().map(|minimum| minimum.child);
    let unplaced = unplaced.iter().flat_map(|one| one.children.iter().copied());
    of_sessions.chain(below).chain(unplaced).collect()
}

fn set_states(lines: &mut [Line], known: &[Person]) {
    let states: BTreeMap<PersonId, RecordState> = known
        .iter()
        .map(|person| (person.id, person.state))
        .collect();
    for line in lines {
        let children = line.session.children.iter();
        let together = children.filter_map(|child| states.get(child).copied());
        line.state = together
            .reduce(RecordState::and)
            .unwrap_or(RecordState::Open);
    }
}

fn latest(reads: &mut dyn Reads, rota: &Rota) -> Result<Option<(Edition, String)>, Refused> {
    let Some(edition) = store::latest_edition(reads, rota)? else {
        return Ok(None);
    };
    let name = account(reads, edition.by)?.name.to_string();
    Ok(Some((edition, name)))
}

/// All sessions of the week with what becomes of each, and the intervals of those the caller may
/// not know of.
fn lines<R: Acts>(
    reads: &mut R,
    mut all: Vec<Session>,
    mut told: BTreeMap<SessionId, Printed>,
) -> Result<(Vec<Line>, Vec<Taken>), Refused> {
    let here: BTreeSet<SessionId> = all.iter().map(|session| session.id).collect();
    all.extend(gone(reads, &told, &here)?);
    let known = ids_within(reads, Act::ShowRota, &all)?;
    let mine = ids_within(reads, Act::PublishRota, &all)?;
    let mut against = obstacles(reads, &all)?;
    let now = reads.now();
    let (mut lines, mut taken) = (Vec::new(), Vec::new());
    for session in all {
        if !known.contains(&session.id) {
            if session.is_live() && here.contains(&session.id) {
                taken.push(Taken {
                    slot: session.slot(),
                    supervisors: session.supervisors,
                    room: session.room,
                });
            }
            continue;
        }
        let (print, told) = (Print::of(&session), told.remove(&session.id));
        let mut against = against.remove(&session.id).unwrap_or_default();
        if !mine.contains(&session.id) {
            against.push(kept());
        }
        let question = Question {
            stage: &session.stage,
            told: told.as_ref().map(|told| (told.life, &told.print)),
            print: &print,
            obstacles: against.clone(),
            now,
        };
        let mut fate = if here.contains(&session.id) {
            fate(question)
        } else {
            Fate::Goes(Difference::LeftWeek { to: session.slot() })
        };
        // Nothing is written about a record that is kept unchanged, and it stops nobody else.
        if !mine.contains(&session.id) && matches!(fate, Fate::Goes(_)) {
            fate = Fate::Held(against.clone());
        }
        lines.push(Line {
            session,
            print,
            told,
            fate,
            against,
            // Known once the people are.
            state: RecordState::Open,
        });
    }
    Ok((lines, taken))
}

/// Sessions that people were told of in this week and that are in another now.
fn gone(
    reads: &mut dyn Reads,
    told: &BTreeMap<SessionId, Printed>,
    here: &BTreeSet<SessionId>,
) -> Result<Vec<Session>, Refused> {
    let away = told
        .values()
        .filter(|told| told.life != Life::CalledOff && !here.contains(&told.session));
    away.map(|told| sessions::queries::session(reads, told.session))
        .collect()
}

fn ids_within(
    reads: &mut dyn Reads,
    act: Act,
    all: &[Session],
) -> Result<BTreeSet<SessionId>, Refused> {
    let within = within_reach(reads, act, all.iter().collect(), |session: &&Session| {
        &session.children
    })?;
    Ok(within.into_iter().map(|session| session.id).collect())
}

fn kept() -> Obstacle {
    let words = "The record of this family is kept unchanged, so nothing new goes out about it.";
    Obstacle::new("record-closed", words, "the data protection officer")
}

/// The minimums that are not reached, of children the caller may know of, the soonest due first.
fn below(reads: &mut dyn Reads, week: Week, lines: &[Line]) -> Result<Vec<Minimum>, Refused> {
    let children = lines
        .iter()
        .flat_map(|line| line.session.children.iter().copied());
    let below = below_minimum(reads, week, children.collect())?;
    let each: Vec<(BTreeSet<PersonId>, Minimum)> = below
        .into_iter()
        .map(|minimum| (BTreeSet::from([minimum.child]), minimum))
        .collect();
    let within = within_reach(reads, Act::ShowRota, each, |(child, _)| child)?;
    Ok(within.into_iter().map(|(_, minimum)| minimum).collect())
}
