//! From what is true of a session to what one recipient is told of it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId, UserId},
    text::{Language, Line, Name},
    time::ClockTime,
};
use law::{
    proposal::Mode,
    session::{Stage, Went},
};

use super::{
    Before, Course, Expectation, news,
    said::{
        Appointment, CarerNotice, Collects, Drive, DriverNotice, FamilyNotice, FirstName,
        InterpreterNotice, Matter, News, Place, Reference, Said, SocialWorkerNotice,
        SupervisorNotice, Way,
    },
    sha256,
};
use crate::{
    notifications::{Addressee, Audience, Event, Notice, Recipient},
    sessions::{
        Session,
        rules::{Escort, Trip, Ways},
    },
};

/// What is true of a session, as far as anybody is told of it.
#[derive(Debug, Clone)]
pub struct SessionFacts {
    /// The session.
    pub session: Session,
    /// Whose case it is.
    pub social_worker: UserId,
    /// Who is with the children on the way there and back.
    pub ways: Ways,
    /// About how many minutes a way takes.
    pub way_minutes: u16,
    /// The language an interpreter is needed for.
    pub language: Option<Language>,
    /// What its venue is called.
    pub place: Option<Line>,
    /// How those who come find it, where messages may say it.
    pub directions: Option<Line>,
    /// Where each child lives on that day.
    pub homes: BTreeMap<PersonId, HouseholdId>,
    /// What each child is called.
    pub called: BTreeMap<PersonId, Name>,
    /// Those who may wear nappies.
    pub in_nappies: BTreeSet<PersonId>,
    /// The name of the supervisor, where it is one.
    pub supervisor: Option<Name>,
    /// Whether something stands in the way of it that nobody has decided.
    pub is_held: bool,
    /// Whether it came back from a refusal, and nobody has decided what becomes of it.
    pub is_back: bool,
    /// Whether it stands as it was told although it was held: who drives home still reads it.
    pub stands: bool,
}

impl SessionFacts {
    /// How it is held, where they do not meet in one place.
    fn apart(&self) -> Option<Mode> {
        Some(self.session.mode).filter(|mode| !mode.is_meeting())
    }

    /// Where it stands, as far as those outside are told. Who was told of a session that was moved
    /// and is held must not come at the old time, and hears of the new one when it is published. Of one
    /// that came back from a refusal nobody hears that it is on or off before somebody has decided.
    pub fn course(&self) -> Course {
        match course(&self.session.stage) {
            Course::Planned if self.is_back => Course::Undecided,
            Course::Over if self.stands => Course::On,
            Course::Planned if self.is_held => Course::NotThen,
            course => course,
        }
    }
}

/// Where a session stands, as far as those outside are told.
pub fn course(stage: &Stage) -> Course {
    match stage {
        Stage::Proposed(_) | Stage::Planned(_) => Course::Planned,
        Stage::Published(_)
        | Stage::Confirmed(_)
        | Stage::Open(_)
        | Stage::Running(_)
        | Stage::Paused(_) => Course::On,
        Stage::Cancelled(_) | Stage::Void(_) => Course::Off,
        Stage::Suspended(_) => Course::Aside,
        Stage::Over(over) => course_of(over.went),
        Stage::Closed(record)
        | Stage::Recorded(record)
        | Stage::Checked(record)
        | Stage::Shared(record) => course_of(record.went),
    }
}

fn course_of(went: Went) -> Course {
    match went {
        Went::NotStarted(not) => Course::NotHeld {
            at: not.decided.london_time(),
        },
        Went::Held(held) if held.early.is_some() => Course::EndedEarly {
            at: held.ended.london_time(),
        },
        Went::Held(_) => Course::Over,
    }
}

/// Everybody a session concerns now.
pub fn concerned(facts: &SessionFacts) -> BTreeSet<Addressee> {
    let session = &facts.session;
    let of = |audience, recipient| Addressee {
        audience,
        recipient,
    };
    let carers = facts.homes.values();
    let carers = carers.map(|home| of(Audience::Carer, Recipient::Household(*home)));
    let taxi = session.taxi.into_iter();
    let taxi = taxi.map(|firm| of(Audience::Driver, Recipient::Provider(firm)));
    let interpreter = session.interpreter.into_iter();
    let interpreter =
        interpreter.map(|service| of(Audience::Interpreter, Recipient::Provider(service)));
    let family = session.visitors.iter();
    let family = family.map(|person| of(Audience::Family, Recipient::Person(*person)));
    let supervisors = session.supervisors.iter();
    let supervisors = supervisors.map(|one| of(Audience::Supervisor, Recipient::Supervisor(*one)));
    let worker = of(Audience::SocialWorker, Recipient::User(facts.social_worker));
    carers
        .chain(taxi)
        .chain(interpreter)
        .chain(family)
        .chain(supervisors)
        .chain([worker])
        .collect()
}

/// What somebody expects of a session once they know how it stands: nothing, where it does not go
/// ahead or is not theirs.
pub fn expected(facts: &SessionFacts, to: Addressee) -> Option<Expectation> {
    let course = facts.course();
    let stands = matches!(
        course,
        Course::Planned | Course::On | Course::NotThen | Course::Aside | Course::Undecided
    );
    (stands && concerned(facts).contains(&to)).then(|| expects(facts, to))
}

/// What a recipient expects once they have read a message: nothing, where it says that all is off.
/// What is put aside may come back as they knew it, and what is not then is at a time they will hear.
pub fn expects_after(
    said: &Said,
    facts: &SessionFacts,
    (to, before): (Addressee, Option<&Before>),
) -> Option<Expectation> {
    match (said.appointment()?.news, before) {
        (News::Off, _) => None,
        (News::Aside | News::NotThen, Some(before)) => Some(before.told.clone()),
        _ => Some(expects(facts, to)),
    }
}

/// What there is to expect of a session for a recipient of this class.
fn expects(facts: &SessionFacts, to: Addressee) -> Expectation {
    let session = &facts.session;
    let at = Expectation {
        apart: facts.apart(),
        ..Expectation::at(session.slot())
    };
    let ways = facts.ways;
    match to.audience {
        Audience::Carer => Expectation {
            venue: session.venue.filter(|_| ways.have(Escort::Carer)),
            ways: Some(ways.escorts()),
            supervisor: session
                .supervisors
                .first()
                .copied()
                .filter(|_| ways.have(Escort::Supervisor)),
            children: children_at(facts, to.recipient).copied().collect(),
            ..at
        },
        Audience::Interpreter => Expectation {
            venue: session.venue,
            language: facts.language.clone(),
            ..at
        },
        Audience::Family | Audience::Supervisor => Expectation {
            venue: session.venue,
            ..at
        },
        Audience::Driver => Expectation {
            ways: Some((driven(ways.there), driven(ways.back))),
            ..at
        },
        Audience::SocialWorker | Audience::Manager | Audience::Legal => at,
    }
}

/// A way as a driver knows it: theirs, or none.
const fn driven(way: Trip) -> Escort {
    if way.by_taxi {
        Escort::Taxi
    } else {
        Escort::Nobody
    }
}

/// What there is to tell by this notice now. `before` is what its recipient was told last; `origin`
/// the address of the service, for pages behind the sign-in. Nothing, where nothing is left to tell.
pub fn say(
    notice: &Notice,
    facts: &SessionFacts,
    before: Option<&Before>,
    origin: &str,
) -> Option<Said> {
    let session = &facts.session;
    let reference = Reference::of(session.id.as_str());
    if !notice.to.audience.must_answer() {
        return Some(Said::SocialWorker(SocialWorkerNotice {
            matter: Matter::Appointment,
            reference,
            event: notice.event,
            week: None,
            page: match notice.event {
                Event::Incident => format!("{origin}/sessions/{}/observation", session.id),
                _ => format!("{origin}/sessions/{}", session.id),
            },
            grounds: None,
        }));
    }
    let is_theirs = concerned(facts).contains(&notice.to);
    let told = before.map(|before| before.told.slot);
    let mut news = news(notice.event, facts.course(), told, is_theirs)?;
    if news == News::Changed && before.is_some_and(|one| one.told == expects(facts, notice.to)) {
        news = News::Same;
    }
    let slot = match news {
        // What is off for them is what they were told of.
        News::Off | News::NotThen | News::Aside => told.unwrap_or_else(|| session.slot()),
        _ => session.slot(),
    };
    let before = before.filter(|_| news.is_on());
    let appointment = Appointment {
        reference,
        news,
        slot,
        apart: facts.apart(),
        before: told.filter(|told| before.is_some() && *told != slot),
    };
    of_class(notice.to, facts, (appointment, before))
}

fn of_class(
    to: Addressee,
    facts: &SessionFacts,
    (appointment, before): (Appointment, Option<&Before>),
) -> Option<Said> {
    let place = || Place {
        now: facts.place.clone(),
        before: before
            .filter(|before| before.told.venue != facts.session.venue)
            .and_then(|before| before.place.clone()),
        directions: facts.directions.clone(),
    };
    Some(match to.audience {
        Audience::Carer => Said::Carer(of_carer(to, facts, (appointment, before))),
        Audience::Driver => Said::Driver(of_driver(facts, appointment)),
        Audience::Interpreter => Said::Interpreter(InterpreterNotice {
            appointment,
            language: facts.language.clone(),
            place: place(),
        }),
        Audience::Family => Said::Family(FamilyNotice::of(appointment, place())?),
        Audience::Supervisor | Audience::SocialWorker | Audience::Manager | Audience::Legal => {
            Said::Supervisor(SupervisorNotice {
                appointment,
                session: facts.session.id,
                place: place(),
            })
        }
    })
}

/// When the children are free to go home, where that is not when it was promised.
const fn ends_early(news: News) -> Option<ClockTime> {
    match news {
        News::NotHeld { at } | News::EndedEarly { at } => Some(at),
        _ => None,
    }
}

/// The journeys that a taxi firm drives: how long before and after is the service's own rule.
fn of_driver(facts: &SessionFacts, appointment: Appointment) -> DriverNotice {
    let minutes = i32::from(facts.way_minutes);
    let slot = appointment.slot;
    let begins = slot.from();
    let ends = ends_early(appointment.news).unwrap_or_else(|| slot.to());
    let there = Drive {
        from: begins.plus_minutes(-minutes).unwrap_or(begins),
        to: begins,
    };
    let back = Drive {
        from: ends,
        to: ends.plus_minutes(minutes).unwrap_or(ends),
    };
    DriverNotice {
        there: facts.ways.there.by_taxi.then_some(there),
        back: facts.ways.back.by_taxi.then_some(back),
        appointment,
    }
}

fn of_carer(
    to: Addressee,
    facts: &SessionFacts,
    (appointment, before): (Appointment, Option<&Before>),
) -> CarerNotice {
    let slot = appointment.slot;
    let minutes = i32::from(facts.way_minutes);
    let ends = ends_early(appointment.news).unwrap_or_else(|| slot.to());
    let children: BTreeSet<PersonId> = children_at(facts, to.recipient).copied().collect();
    let now = (facts.supervisor.as_ref(), facts.place.as_ref());
    let way = |who: Escort, was: Option<Escort>, about: Option<ClockTime>| {
        let with = collects(who, now);
        let then = before.map(|before| (before.supervisor.as_ref(), before.place.as_ref()));
        let then = was.zip(then).map(|(was, then)| collects(was, then));
        Way {
            before: then.filter(|then| *then != with),
            about: about.filter(|_| !matches!(who, Escort::Carer | Escort::Nobody)),
            with,
        }
    };
    let ways = before.and_then(|before| before.told.ways);
    let there = slot.from().plus_minutes(-minutes);
    let back = ends.plus_minutes(minutes);
    CarerNotice {
        directions: facts.directions.clone(),
        there: way(facts.ways.there.escort, ways.map(|ways| ways.0), there),
        back: way(facts.ways.back.escort, ways.map(|ways| ways.1), back),
        nappies: !facts.in_nappies.is_disjoint(&children),
        others_go: before.is_some_and(|before| before.told.children != children),
        children: called(facts, &children),
        appointment,
    }
}

/// What a message to this recipient depends on, as a hash: while it stays the same, there is nothing
/// new to tell them.
pub fn depends_on(facts: &SessionFacts, to: Addressee) -> String {
    if facts.course() == Course::NotThen && to.audience.must_answer() {
        // Wherever it is moved meanwhile: they hear of one time, when it is published.
        return sha256("not then");
    }
    let expects = expects(facts, to);
    let slot = expects.slot;
    let mut of = vec![slot.starts().millis().to_string()];
    of.push(slot.ends().millis().to_string());
    of.extend(expects.venue.map(|venue| venue.to_string()));
    of.extend(expects.apart.map(|mode| mode.to_string()));
    of.extend(expects.ways.map(|(there, back)| format!("{there} {back}")));
    of.extend(expects.supervisor.map(|one| one.to_string()));
    of.extend(expects.children.iter().map(ToString::to_string));
    of.extend(expects.language.map(|language| language.to_string()));
    if !to.audience.must_answer() {
        // Each event is told to who reads the record.
        of.push(facts.session.version.to_string());
    }
    sha256(&of.join("\n"))
}

/// The children of a session who live with this household; after a move, nobody is named to the
/// household they left.
fn children_at(facts: &SessionFacts, home: Recipient) -> impl Iterator<Item = &PersonId> {
    let homes = facts.homes.iter();
    homes
        .filter(move |(_, household)| Recipient::Household(**household) == home)
        .map(|(child, _)| child)
}

fn called(facts: &SessionFacts, children: &BTreeSet<PersonId>) -> Vec<FirstName> {
    let called = children.iter().filter_map(|child| facts.called.get(child));
    called.map(FirstName::of).collect()
}

fn collects(who: Escort, (supervisor, place): (Option<&Name>, Option<&Line>)) -> Collects {
    match who {
        Escort::Supervisor => Collects::Supervisor(supervisor.map(FirstName::first_word)),
        Escort::SocialWorker => Collects::SocialWorker,
        Escort::Taxi => Collects::Taxi,
        Escort::NotArranged => Collects::NotArranged,
        Escort::Nobody => Collects::Nobody,
        Escort::Carer => Collects::You { to: place.cloned() },
    }
}
