//! What the page of a session, and of the sessions of a child or a plan, shows.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{Id, Kind, PersonId, PlanId, UserId},
    refusal::Refused,
    time::LondonDay,
};
use law::{
    access::{Act, Action, OnRecords, about},
    minimum::{Minimum, minimums},
};

use super::{
    findings, flags, gather, history, of_child, of_plan, pattern, permitted, subject_of, verdicts,
};
use crate::{
    access::{
        self,
        queries::{allows, known},
    },
    people::{
        self,
        rules::{full_name, short_name},
    },
    referrals::{self, Plan},
    resources,
    sessions::{Flag, Found, Judged, Pattern, Session, Step},
    storage::Reads,
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

    /// Adds people: in full inside a record, short in a list.
    pub(super) fn add_people<R: Reads>(
        &mut self,
        reads: &mut R,
        ids: impl IntoIterator<Item = PersonId>,
        in_full: bool,
    ) -> Result<(), Refused>
    where
        R::Action: Action<About = about::Cases> + OnRecords,
    {
        for id in ids {
            if self.0.contains_key(id.as_str()) {
                continue;
            }
            if let Some((person, _)) = known(people::queries::permitted(reads, id))? {
                let name = if in_full {
                    full_name(&person.details)
                } else {
                    short_name(&person.details)
                };
                self.put(id, name);
            }
        }
        Ok(())
    }

    fn add_staff(
        &mut self,
        reads: &mut impl Reads,
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
        reads: &mut impl Reads,
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
const OFFERED: [Act; 5] = [
    Act::ChangeSession,
    Act::CancelSession,
    Act::DecideSession,
    Act::BookSession,
    Act::ShowNotices,
];

/// A session with what its page shows.
#[derive(Debug)]
pub struct Record {
    /// The session.
    pub session: Session,
    /// The plan it is held under.
    pub plan: Plan,
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
}

/// The record of a session. Words of orders are left out for who may not read the order.
///
/// # Errors
/// `Hidden` when there is none or the caller may not know of it.
pub fn record<R: Reads>(reads: &mut R, id: kernel::id::SessionId) -> Result<Record, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (session, _) = permitted(reads, id)?;
    let subject = subject_of(reads, &session)?;
    let mut may = BTreeSet::new();
    for act in OFFERED {
        if allows(reads, act, &subject)? {
            may.insert(act);
        }
    }
    let reads_orders = allows(reads, Act::ShowOrders, &subject)?;
    let mut found = if session.is_to_come() {
        findings(reads, &session)?
    } else {
        Vec::new()
    };
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
    Ok(Record {
        plan: referrals::queries::plan(reads, session.plan)?,
        session,
        found,
        flags,
        history,
        verdicts,
        owed,
        names,
        may,
    })
}

/// What orders owe the children of a session in the window its day lies in.
fn owed(reads: &mut impl Reads, session: &Session) -> Result<Vec<Minimum>, Refused> {
    let draft = session.draft();
    let standing = gather::standing(reads, &draft)?;
    let mut owed = minimums(&standing, session.slot().day());
    owed.retain(|one| session.children.contains(&one.child));
    Ok(owed)
}

/// Sessions with the names that their list shows.
#[derive(Debug)]
pub struct Listed {
    /// By when they begin.
    pub sessions: Vec<Session>,
    /// Flags of these sessions that are open.
    pub flags: Vec<Flag>,
    /// Names.
    pub names: Names,
}

pub(super) fn listed<R: Reads>(reads: &mut R, sessions: Vec<Session>) -> Result<Listed, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let ids: Vec<_> = sessions.iter().map(|session| session.id).collect();
    let mut flags = flags(reads, &ids)?;
    flags.retain(|flag| flag.ended.is_none());
    let mut names = Names::default();
    let people: BTreeSet<PersonId> = sessions.iter().flat_map(Session::people).collect();
    names.add_people(reads, people, false)?;
    for session in &sessions {
        names.add_means(reads, session)?;
    }
    Ok(Listed {
        sessions,
        flags,
        names,
    })
}

/// The sessions of a child on these days, as far as the caller may know of them. One that is also
/// for a child they are excluded from is left out.
///
/// # Errors
/// `Hidden` when the caller may not know of the child.
pub fn list_of_child<R: Reads>(
    reads: &mut R,
    child: PersonId,
    (from, until): (LondonDay, LondonDay),
) -> Result<(people::Person, Listed), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (person, _) = people::queries::permitted(reads, child)?;
    let mut shown = Vec::new();
    for session in of_child(reads, child, from, until)? {
        let subject = subject_of(reads, &session)?;
        if allows(reads, R::Action::ACT, &subject)? {
            shown.push(session);
        }
    }
    Ok((person, listed(reads, shown)?))
}

/// The sessions of a plan on these days.
///
/// # Errors
/// `Hidden` when the caller may not know of the plan.
pub fn list_of_plan<R: Reads>(
    reads: &mut R,
    plan: PlanId,
    (from, until): (LondonDay, LondonDay),
) -> Result<(Plan, Listed), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = referrals::queries::permitted_plan(reads, plan)?;
    let sessions = of_plan(reads, plan.id, from, until)?;
    Ok((plan, listed(reads, sessions)?))
}

/// The standing slots of a plan, and the plan.
///
/// # Errors
/// `Hidden` when the caller may not know of the plan.
pub fn slots_of_plan<R: Reads>(reads: &mut R, plan: PlanId) -> Result<(Plan, Pattern), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = referrals::queries::permitted_plan(reads, plan)?;
    let pattern = pattern(reads, plan.id)?;
    Ok((plan, pattern))
}

/// The standing slots of a plan, with the names of their rooms and supervisors. Asks nobody's
/// permission: the page of the plan has.
///
/// # Errors
/// When the store is away.
pub fn slots_in_words(reads: &mut impl Reads, plan: PlanId) -> Result<(Pattern, Names), Refused> {
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
    }
    Ok((pattern, names))
}
