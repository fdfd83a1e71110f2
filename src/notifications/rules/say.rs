//! From what is true of a session to what one recipient is told of it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId, UserId},
    text::{Language, Line, Name},
    time::Slot,
};
use law::session::{Stage, Went};

use super::{
    Course, news,
    said::{
        Appointment, CarerNotice, Collects, DriverNotice, FamilyNotice, FirstName,
        InterpreterNotice, Matter, News, Reference, Said, SocialWorkerNotice, SupervisorNotice,
    },
    sha256,
};
use crate::{
    notifications::{Addressee, Audience, Notice, Recipient},
    referrals::Bringing,
    sessions::Session,
};

/// What is true of a session, as far as anybody is told of it.
#[derive(Debug, Clone)]
pub struct SessionFacts {
    /// The session.
    pub session: Session,
    /// Whose case it is.
    pub social_worker: UserId,
    /// Who brings the children.
    pub bringing: Bringing,
    /// The language an interpreter is needed for.
    pub language: Option<Language>,
    /// What its venue is called.
    pub place: Option<Line>,
    /// Where each child lives on that day.
    pub homes: BTreeMap<PersonId, HouseholdId>,
    /// What each child is called.
    pub called: BTreeMap<PersonId, Name>,
    /// The name of the supervisor, where it is one.
    pub supervisor: Option<Name>,
    /// Whether something stands in the way of it that nobody has decided.
    pub is_held: bool,
}

impl SessionFacts {
    /// Where it stands, as far as those outside are told. Who was told of a session that was moved
    /// and is held must not come at the old time, and hears of the new one when it is published.
    fn course(&self) -> Course {
        match course(&self.session.stage) {
            Course::Planned if self.is_held => Course::Off,
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

/// The time at which somebody expects a session, once they know how it stands: none, where it does
/// not go ahead or is not theirs.
pub fn expected(facts: &SessionFacts, to: Addressee) -> Option<Slot> {
    let course = facts.course();
    let stands = matches!(course, Course::Planned | Course::On | Course::Aside);
    (stands && concerned(facts).contains(&to)).then(|| facts.session.slot())
}

/// What there is to tell by this notice now. `told` is the time its recipient was told last;
/// `origin` the address of the service, for pages behind the sign-in. Nothing, where nothing is left
/// to tell.
pub fn say(
    notice: &Notice,
    facts: &SessionFacts,
    told: Option<Slot>,
    origin: &str,
) -> Option<Said> {
    let session = &facts.session;
    let reference = Reference::of(session.id.as_str());
    if !notice.to.audience.must_answer() {
        return Some(Said::SocialWorker(SocialWorkerNotice {
            matter: Matter::Appointment,
            reference,
            happened: notice.event.label(),
            week: None,
            page: format!("{origin}/sessions/{}", session.id),
        }));
    }
    let is_theirs = concerned(facts).contains(&notice.to);
    let news = news(notice.event, facts.course(), told, is_theirs)?;
    let slot = match news {
        // What is off for them is what they were told of.
        News::Off | News::Aside => told.unwrap_or_else(|| session.slot()),
        _ => session.slot(),
    };
    let appointment = Appointment {
        reference,
        news,
        slot,
        before: told.filter(|before| news.is_on() && *before != slot),
    };
    of_class(notice.to, facts, appointment)
}

fn of_class(to: Addressee, facts: &SessionFacts, appointment: Appointment) -> Option<Said> {
    Some(match to.audience {
        Audience::Carer => Said::Carer(CarerNotice {
            appointment,
            children: children_at(facts, to.recipient),
            collects: collects(facts),
        }),
        Audience::Driver => Said::Driver(DriverNotice { appointment }),
        Audience::Interpreter => Said::Interpreter(InterpreterNotice {
            appointment,
            language: facts.language.clone(),
            place: facts.place.clone(),
        }),
        Audience::Family => Said::Family(FamilyNotice::of(appointment, facts.place.clone())?),
        Audience::Supervisor | Audience::SocialWorker | Audience::Manager | Audience::Legal => {
            Said::Supervisor(SupervisorNotice {
                appointment,
                session: facts.session.id,
                place: facts.place.clone(),
            })
        }
    })
}

/// What a message to this recipient depends on, as a hash: while it stays the same, there is nothing
/// new to tell them.
pub fn depends_on(facts: &SessionFacts, to: Addressee) -> String {
    let session = &facts.session;
    let mut of = vec![session.slot().starts().millis().to_string()];
    of.push(session.slot().ends().millis().to_string());
    let place = facts.place.as_ref().map(ToString::to_string);
    match to.audience {
        Audience::Carer => {
            let home = |home: &HouseholdId| Recipient::Household(*home) == to.recipient;
            let here = facts.homes.iter().filter(|(_, at)| home(at));
            of.extend(here.map(|(child, _)| child.to_string()));
            of.push(facts.bringing.to_string());
            match facts.bringing {
                Bringing::Supervisor => {
                    of.extend(session.supervisors.first().map(ToString::to_string));
                }
                Bringing::Carer => of.extend(place),
                Bringing::SocialWorker | Bringing::Taxi => {}
            }
        }
        Audience::Driver => {}
        Audience::Interpreter => {
            of.extend(facts.language.as_ref().map(ToString::to_string));
            of.extend(place);
        }
        Audience::Family | Audience::Supervisor => of.extend(place),
        // Each event is told to who reads the record.
        Audience::SocialWorker | Audience::Manager | Audience::Legal => {
            of.push(session.version.to_string());
        }
    }
    sha256(&of.join("\n"))
}

/// The children of a session who live with this household; after a move, nobody is named to the
/// household they left.
fn children_at(facts: &SessionFacts, home: Recipient) -> Vec<FirstName> {
    let here = facts
        .homes
        .iter()
        .filter(|(_, household)| Recipient::Household(**household) == home);
    here.filter_map(|(child, _)| facts.called.get(child))
        .map(FirstName::of)
        .collect()
}

fn collects(facts: &SessionFacts) -> Collects {
    match facts.bringing {
        Bringing::Supervisor => {
            Collects::Supervisor(facts.supervisor.as_ref().map(FirstName::first_word))
        }
        Bringing::SocialWorker => Collects::SocialWorker,
        Bringing::Taxi => Collects::Taxi,
        Bringing::Carer => Collects::You {
            to: facts.place.clone(),
        },
    }
}
