//! A supervisor's own sessions, and the records they have to finish.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, UserId},
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::{
    access::{Act, Action, OnRecords, about, act},
    session::Stage,
};

use super::{brief_of, overdue};
use crate::{
    access::{
        Task,
        queries::{allows, known},
    },
    observations::{
        rules::{entry::comes_before_the_end, log::Log},
        store,
    },
    people::{self, rules::short_name},
    resources,
    sessions::{self, Session},
    settings,
    storage::{Acts, Look, Reads},
};

/// One session of the list.
#[derive(Debug)]
pub struct Item {
    /// The session.
    pub session: Session,
    /// First names and initials of the children.
    pub children: Vec<String>,
    /// Venue and room.
    pub place: String,
    /// When its record is due, once it is over.
    pub due: Option<Instant>,
    /// What the brief holds and whether the caller has read it so; nothing once the session is over.
    pub brief: Option<BriefState>,
}

/// How the brief of a session stands, for a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefState {
    /// How many controls of risks it names.
    pub risks: usize,
    /// Whether the caller has read it as it stands.
    pub read: bool,
}

/// What a supervisor opens in the morning.
#[derive(Debug, Default)]
pub struct Today {
    /// Their sessions of today, by when they begin.
    pub today: Vec<Item>,
    /// Those of tomorrow.
    pub tomorrow: Vec<Item>,
    /// Earlier ones whose record is not signed, the oldest first.
    pub unfinished: Vec<Item>,
}

impl Today {
    /// Every session on it.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        let all = self.today.iter().chain(&self.tomorrow);
        all.chain(&self.unfinished).map(|item| &item.session)
    }
}

/// The caller's own sessions. Whose they are comes from who is signed in.
///
/// # Errors
/// When the caller may not; when the store is away.
pub fn today<R: Acts>(reads: &mut R, user: UserId) -> Result<Today, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let now = reads.now().london_day();
    let own = own_sessions(reads, user, now.plus_days(1))?;
    let mut list = Today::default();
    for session in own {
        let subject = sessions::queries::subject_of(reads, &session)?;
        if !allows(reads, R::Action::ACT, &subject)? {
            continue;
        }
        let day = session.slot().day();
        let place = if day == now {
            &mut list.today
        } else if day > now {
            &mut list.tomorrow
        } else if is_unfinished(&session) {
            &mut list.unfinished
        } else {
            continue;
        };
        let mut item = item(reads, session)?;
        if day >= now && comes_before_the_end(&item.session.stage) {
            item.brief = brief_state(reads, (&item.session, user))?;
        }
        place.push(item);
    }
    Ok(list)
}

/// How the brief of a session stands for its supervisor.
fn brief_state<R: Acts>(
    reads: &mut R,
    (session, user): (&Session, UserId),
) -> Result<Option<BriefState>, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let Some(brief) = known(brief_of(reads, session))? else {
        return Ok(None);
    };
    let version = brief.version()?;
    let log = Log::of(store::entries(reads, session.id)?);
    Ok(Some(BriefState {
        risks: brief.controls.len(),
        read: log.brief_read_by(user) == Some(version.as_str()),
    }))
}

/// Sessions that people were told of, in which this user has a seat, by when they begin: from today
/// on, and earlier ones whose record is not signed.
fn own_sessions(
    reads: &mut dyn Reads,
    user: UserId,
    until: LondonDay,
) -> Result<Vec<Session>, Refused> {
    let Some(own) = resources::queries::supervisor_of(reads, user)? else {
        return Ok(Vec::new());
    };
    let today = reads.now().london_day();
    let mut own = sessions::queries::in_the_hands_of(reads, own.id, today, until)?;
    own.retain(|session| {
        !matches!(
            session.stage,
            Stage::Proposed(_) | Stage::Planned(_) | Stage::Void(_)
        )
    });
    own.sort_by_key(|session| (session.slot().starts(), session.id));
    Ok(own)
}

const fn is_unfinished(session: &Session) -> bool {
    matches!(
        session.stage,
        Stage::Open(_) | Stage::Running(_) | Stage::Paused(_) | Stage::Over(_) | Stage::Closed(_)
    )
}

pub(super) fn item<R: Acts>(reads: &mut R, session: Session) -> Result<Item, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut children = Vec::new();
    let ids: BTreeSet<PersonId> = session.children.clone();
    for child in ids {
        if let Some((person, _)) = known(people::queries::permitted(reads, child))? {
            children.push(short_name(&person.details));
        }
    }
    let place = place_of(reads, &session)?;
    let hours = settings::queries::current(reads)?.write_up_hours;
    Ok(Item {
        due: due(&session.stage, hours),
        session,
        children,
        place,
        brief: None,
    })
}

/// The room of a session; without one, the sort of place.
pub(super) fn place_of(reads: &mut dyn Reads, session: &Session) -> Result<String, Refused> {
    Ok(match session.room {
        Some(room) => resources::queries::room(reads, room)?
            .details
            .name
            .to_string(),
        None => session.mode.held_in(session.place).to_owned(),
    })
}

/// When the record of a session is due; nothing while it is not closed, or once it is signed.
pub(super) fn due(stage: &Stage, write_up_hours: u16) -> Option<Instant> {
    match stage {
        Stage::Closed(record) => Some(record.closed.plus_minutes(i64::from(write_up_hours) * 60)),
        _ => None,
    }
}

/// How many of the caller's sessions wait for their signature.
///
/// # Errors
/// When the store is away.
pub fn to_sign(reads: &mut dyn Reads) -> Result<usize, Refused> {
    let Some(user) = reads.actor().user() else {
        return Ok(0);
    };
    let today = reads.now().london_day();
    let own = own_sessions(reads, user, today)?;
    let waits = |session: &&Session| matches!(session.stage, Stage::Over(_) | Stage::Closed(_));
    Ok(own.iter().filter(waits).count())
}

/// How many sessions of the caller's day are still to be held whose brief they have never read.
///
/// # Errors
/// When the store is away.
pub fn briefs_to_read(reads: &mut dyn Reads) -> Result<usize, Refused> {
    let Some(user) = reads.actor().user() else {
        return Ok(0);
    };
    let today = reads.now().london_day();
    let mut unread = 0;
    for session in own_sessions(reads, user, today)? {
        if session.slot().day() == today && comes_before_the_end(&session.stage) {
            let log = Log::of(store::entries(reads, session.id)?);
            unread += usize::from(log.brief_read_by(user).is_none());
        }
    }
    Ok(unread)
}

/// What waits on the home page: for a supervisor, briefs to read and records to sign; for who runs the
/// service, those that nobody signed in time.
///
/// # Errors
/// When the store is away.
pub fn tasks(look: &mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused> {
    let (unread, waiting) = if law::access::could_ever(&look.actor(), Act::SignRecord) {
        (briefs_to_read(look)?, to_sign(look)?)
    } else {
        (0, 0)
    };
    let (late, overdue) = overdue::count(look)?;
    let (nobody, nobodies) = (
        "session should have begun, and nobody has checked in",
        "sessions should have begun, and nobody has checked in",
    );
    let (one, many) = (
        "record was not signed in time",
        "records were not signed in time",
    );
    let (brief, briefs) = ("brief to read for today", "briefs to read for today");
    let tasks = [
        Task::of(unread, brief, briefs, "/today").map(Task::today),
        Task::of(waiting, "record to sign", "records to sign", "/today"),
        Task::of(late, nobody, nobodies, "/records/overdue").map(Task::today),
        Task::of(overdue, one, many, "/records/overdue"),
    ];
    Ok(tasks.into_iter().flatten().collect())
}
