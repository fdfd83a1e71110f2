//! What the page of a session, and of the sessions of a child or a plan, shows.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{Id, Kind, PersonId, PlanId, SessionId, UserId},
    refusal::Refused,
};
use law::{
    access::{Act, Action, OnRecords, about},
    minimum::{Minimum, minimums},
    session::Stage,
};

use super::{
    deciding::theirs_to_decide, findings, flags, gather, history, pattern, permitted, subject_of,
    verdicts,
};
use crate::{
    access::{
        self, Subject,
        queries::{allows, known},
    },
    people::{
        self,
        rules::{full_name, listed_name},
    },
    referrals::{self, Plan},
    resources,
    sessions::{Flag, Found, Judged, Pattern, Session, Step},
    storage::{Acts, Reads},
};

/// Names of what a page shows, by id: of people as far as the caller may know of them.
#[derive(Debug, Default, Clone)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// The name, or what to say where the caller may not know of them.
    pub fn of<K: Kind>(&self, id: Id<K>) -> String {
        self.0.get(id.as_str()).map_or_else(
            || "somebody you may not know of".to_owned(),
            String::to_owned,
        )
    }

    /// Names in one line; a dash where there are none.
    pub fn list<'a, K: Kind>(&self, ids: impl IntoIterator<Item = &'a Id<K>>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.of(*id)).collect();
        if names.is_empty() {
            "–".to_owned()
        } else {
            names.join(", ")
        }
    }

    fn put<K: Kind>(&mut self, id: Id<K>, name: impl ToString) {
        self.0.insert(id.to_string(), name.to_string());
    }

    /// Names in a sentence, for children whose names hold commas.
    pub fn together<'a, K: Kind>(&self, ids: impl IntoIterator<Item = &'a Id<K>>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.of(*id)).collect();
        names.join(" and ")
    }

    /// Adds people: in full inside a record, short in a list.
    pub(super) fn add_people<R: Acts>(
        &mut self,
        reads: &mut R,
        ids: impl IntoIterator<Item = PersonId>,
        in_full: bool,
    ) -> Result<(), Refused>
    where
        R::Action: Action<About = about::Cases> + OnRecords,
    {
        let today = reads.now().london_day();
        for id in ids {
            if self.0.contains_key(id.as_str()) {
                continue;
            }
            if let Some((person, _)) = known(people::queries::permitted(reads, id))? {
                let name = if in_full {
                    full_name(&person.details)
                } else {
                    listed_name((person.id, &person.details), today)
                };
                self.put(id, name);
            }
        }
        Ok(())
    }

    pub(super) fn add_staff(
        &mut self,
        reads: &mut dyn Reads,
        users: impl IntoIterator<Item = UserId>,
    ) -> Result<(), Refused> {
        for user in users {
            if !self.0.contains_key(user.as_str()) {
                let account = access::queries::account(reads, user)?;
                self.put(user, account.name);
            }
        }
        Ok(())
    }

    /// Adds the room, the supervisors and the services of a session.
    pub(super) fn add_means(
        &mut self,
        reads: &mut dyn Reads,
        session: &Session,
    ) -> Result<(), Refused> {
        if let Some(venue) = session.venue {
            self.put(venue, resources::queries::venue(reads, venue)?.details.name);
        }
        if let Some(room) = session.room {
            self.put(room, resources::queries::room(reads, room)?.details.name);
        }
        for one in &session.supervisors {
            let name = resources::queries::supervisor(reads, *one)?.details.name;
            self.put(*one, name);
        }
        for one in session.taxi.into_iter().chain(session.interpreter) {
            let name = resources::queries::provider(reads, one)?.details.name;
            self.put(one, name);
        }
        Ok(())
    }
}

/// What a page of a session offers.
const OFFERED: [Act; 8] = [
    Act::ReadBrief,
    Act::RecordSession,
    Act::ChangeSession,
    Act::CancelSession,
    Act::DecideSession,
    Act::BookSession,
    Act::ShowNotices,
    Act::ShowRecord,
];

/// Whether the record of a session is signed, so that there is something to read.
pub(super) const fn is_signed(session: &Session) -> bool {
    matches!(
        session.stage,
        Stage::Recorded(_) | Stage::Checked(_) | Stage::Shared(_)
    )
}

/// A session with what its page shows.
#[derive(Debug)]
pub struct Record {
    /// The session.
    pub session: Session,
    /// The plan it is held under.
    pub plan: Plan,
    /// What the referral says of the children's needs and days, for who may open it.
    pub said: Vec<(&'static str, String)>,
    /// Everything found, heaviest first; nothing once it is over.
    pub found: Vec<Found>,
    /// What put it in question, ended flags included.
    pub flags: Vec<Flag>,
    /// What happened to it.
    pub history: Vec<Step>,
    /// What was judged of it before.
    pub verdicts: Vec<Judged>,
    /// What orders owe its children in the running window, against what is planned and was held.
    pub owed: Vec<Minimum>,
    /// Names.
    pub names: Names,
    /// What the caller could do to it.
    pub may: BTreeSet<Act>,
    /// Those of what was found that are the caller's to decide, by their keys.
    pub theirs: BTreeSet<String>,
}

impl Record {
    /// Whether its record is signed and the caller may read it.
    pub fn is_readable(&self) -> bool {
        is_signed(&self.session) && self.may.contains(&Act::ShowRecord)
    }

    /// Whether the caller may keep it although a change has put it in question: everything that stands
    /// in its way is theirs to decide.
    pub fn may_be_kept(&self) -> bool {
        let open = self.flags.iter().any(|flag| flag.ended.is_none());
        let mut obstacles = self.found.iter().filter(|one| one.stands_in_the_way());
        open && self.session.is_to_come()
            && self.may.contains(&Act::DecideSession)
            && obstacles.all(|one| self.theirs.contains(&one.key))
    }
}

/// What the caller could do with a session.
fn offered(
    reads: &mut dyn Reads,
    session: &Session,
    subject: &Subject,
) -> Result<BTreeSet<Act>, Refused> {
    let mut may = BTreeSet::new();
    for act in OFFERED {
        if allows(reads, act, subject)? {
            may.insert(act);
        }
    }
    // A seat in another session of the family opens no record of this one.
    let own = reads.actor().user();
    let own = own.map(|user| resources::queries::supervisor_of(reads, user));
    let own = own.transpose()?.flatten();
    if !own.is_some_and(|own| session.supervisors.contains(&own.id)) {
        may.remove(&Act::RecordSession);
    }
    Ok(may)
}

/// The record of a session. Words of orders are left out for who may not read the order.
///
/// # Errors
/// `Hidden` when there is none or the caller may not know of it.
pub fn record<R: Acts>(reads: &mut R, id: SessionId) -> Result<Record, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = permitted(reads, id)?;
    let subject = subject_of(reads, &session)?;
    let may = offered(reads, &session, &subject)?;
    let reads_orders = allows(reads, Act::ShowOrders, &subject)?;
    let mut found = if session.is_to_come() {
        findings(reads, &session)?
    } else {
        Vec::new()
    };
    let theirs = theirs_to_decide(reads, &session, &found)?;
    let mut flags = flags(reads, &[id])?;
    let mut verdicts = verdicts(reads, id)?;
    let mut owed = owed(reads, &session)?;
    if !reads_orders {
        for one in &mut found {
            one.check.reason.quote = None;
        }
        let kept = flags.iter_mut().flat_map(|flag| &mut flag.checks);
        for kept in kept.chain(verdicts.iter_mut().flat_map(|one| &mut one.checks)) {
            kept.quote = None;
        }
        owed.clear();
    }
    let history = history(reads, id)?;
    let mut names = Names::default();
    names.add_people(reads, session.people(), true)?;
    names.add_people(
        reads,
        found.iter().flat_map(|one| one.check.persons.clone()),
        true,
    )?;
    names.add_means(reads, &session)?;
    let staff = history.iter().filter_map(|step| step.by);
    let decided = found.iter().filter_map(|one| one.decision.as_ref());
    let staff = staff.chain(decided.map(|decision| decision.by));
    let staff = staff.chain(flags.iter().filter_map(|flag| flag.ended_by));
    names.add_staff(reads, staff.collect::<Vec<_>>())?;
    let plan = referrals::queries::plan(reads, session.plan)?;
    Ok(Record {
        said: referrals::queries::to_arrange(reads, &plan)?,
        plan,
        session,
        found,
        flags,
        history,
        verdicts,
        owed,
        names,
        may,
        theirs,
    })
}

/// What was last done to a session, and what who did it is called; nobody where it followed from a change
/// elsewhere. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn last_step(
    reads: &mut dyn Reads,
    id: SessionId,
) -> Result<Option<(Step, Option<String>)>, Refused> {
    let Some(last) = history(reads, id)?.pop() else {
        return Ok(None);
    };
    let by = last.by.map(|by| access::queries::account(reads, by));
    let by = by.transpose()?.map(|account| account.name.to_string());
    Ok(Some((last, by)))
}

/// The people of a session as a form about it names them.
///
/// # Errors
/// When the store is away.
pub fn names_of<R: Acts>(
    reads: &mut R,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<Names, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let mut names = Names::default();
    names.add_people(reads, people, false)?;
    Ok(names)
}

/// What is owed to the children of a session in the window its day lies in.
///
/// # Errors
/// When the store is away.
pub fn owed(reads: &mut dyn Reads, session: &Session) -> Result<Vec<Minimum>, Refused> {
    let draft = session.draft();
    let standing = gather::standing(reads, &draft)?;
    let mut owed = minimums(&standing, session.slot().day());
    owed.retain(|one| session.children.contains(&one.child));
    Ok(owed)
}

/// The standing slots of a plan, and the plan.
///
/// # Errors
/// `Hidden` when the caller may not know of the plan.
pub fn slots_of_plan<R: Acts>(reads: &mut R, plan: PlanId) -> Result<(Plan, Pattern), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = referrals::queries::permitted_plan(reads, plan)?;
    let pattern = pattern(reads, plan.id)?;
    Ok((plan, pattern))
}

/// The standing slots of a plan, with the names of their rooms, supervisors and services. Asks nobody's
/// permission: the page of the plan has.
///
/// # Errors
/// When the store is away.
pub fn slots_in_words(reads: &mut dyn Reads, plan: PlanId) -> Result<(Pattern, Names), Refused> {
    let pattern = pattern(reads, plan)?;
    let mut names = Names::default();
    for slot in &pattern.slots {
        if let Some(room) = slot.room {
            names.put(room, resources::queries::room(reads, room)?.details.name);
        }
        for one in &slot.supervisors {
            let name = resources::queries::supervisor(reads, *one)?.details.name;
            names.put(*one, name);
        }
        for one in slot.taxi.into_iter().chain(slot.interpreter) {
            let name = resources::queries::provider(reads, one)?.details.name;
            names.put(one, name);
        }
    }
    Ok((pattern, names))
}
