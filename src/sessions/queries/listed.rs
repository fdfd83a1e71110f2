//! The sessions of a child or of a plan, with what their list shows.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, SessionId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::{Act, Action, OnRecords, about};

use super::{
    flags, in_the_way, of_child, of_plan,
    record::{Names, is_signed},
    subject_of,
};
use crate::{
    access::queries::allows,
    people,
    referrals::{self, Plan},
    sessions::{Flag, Session},
    storage::Acts,
};

/// Sessions with the names that their list shows.
#[derive(Debug)]
pub struct Listed {
    /// By when they begin.
    pub sessions: Vec<Session>,
    /// Flags of these sessions that are open.
    pub flags: Vec<Flag>,
    /// Those that something stands in the way of, whether or not a change put it there.
    pub held: BTreeSet<SessionId>,
    /// Those whose signed record the caller may read.
    pub readable: BTreeSet<SessionId>,
    /// Names.
    pub names: Names,
    /// Whether the list goes on.
    pub more: bool,
}

/// How many sessions stand on a page of a list that has no end of its own.
const PAGE: usize = 25;

/// What stands on a page, counted from 1, and whether there is more.
pub(super) fn page_of<T>(sessions: Vec<T>, page: usize) -> (Vec<T>, bool) {
    let before = page.saturating_sub(1).saturating_mul(PAGE);
    let more = sessions.len() > before.saturating_add(PAGE);
    (sessions.into_iter().skip(before).take(PAGE).collect(), more)
}

pub(super) fn listed<R: Acts>(reads: &mut R, sessions: Vec<Session>) -> Result<Listed, Refused>
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
    let held = in_the_way(reads, &ids)?.into_keys().collect();
    let mut readable = BTreeSet::new();
    for session in sessions.iter().filter(|session| is_signed(session)) {
        let subject = subject_of(reads, session)?;
        if allows(reads, Act::ShowRecord, &subject)? {
            readable.insert(session.id);
        }
    }
    Ok(Listed {
        sessions,
        flags,
        held,
        readable,
        names,
        more: false,
    })
}

/// The sessions of a child on these days, as far as the caller may know of them. One that is also
/// for a child they are excluded from is left out.
///
/// # Errors
/// `Hidden` when the caller may not know of the child.
pub fn list_of_child<R: Acts>(
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
pub fn list_of_plan<R: Acts>(
    reads: &mut R,
    plan: PlanId,
    (from, until): (LondonDay, LondonDay),
) -> Result<(Plan, Listed), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = referrals::queries::permitted_plan(reads, plan)?;
    let sessions = of_plan(reads, plan.id, from, until)?;
    let mut listed = listed(reads, sessions)?;
    // The page says whose plan it is, though nothing is booked.
    let children = plan.details.children.iter().copied();
    listed.names.add_people(reads, children, false)?;
    Ok((plan, listed))
}

#[cfg(test)]
mod tests {
    use super::{PAGE, page_of};

    #[test]
    fn a_long_list_stands_on_pages() {
        let all: Vec<usize> = (0..=PAGE).collect();
        assert_eq!(page_of(all.clone(), 1), ((0..PAGE).collect(), true));
        assert_eq!(page_of(all.clone(), 2), (vec![PAGE], false));
        assert_eq!(page_of(all, 3), (Vec::new(), false));
        assert_eq!(page_of(vec![7], 1), (vec![7], false));
    }
}
