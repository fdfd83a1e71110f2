//! What a form of a session offers: who takes part, rooms, supervisors with what speaks against each.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ProviderId, RoomId, SupervisorId, VenueId},
    page::Want,
    refusal::{Reason, Refused},
};
use law::access::{Action, OnRecords, about};

use super::{gather, record::Names};
use crate::{
    people,
    referrals::{self, Plan},
    resources::{self, ProviderKind, Span},
    sessions::{Draft, Part, Session, rules::checks::against},
    storage::Reads,
};

/// What can be chosen.
#[derive(Debug)]
pub struct Choices {
    /// The plan.
    pub plan: Plan,
    /// Everybody who could come: the family of the children.
    pub family: BTreeSet<PersonId>,
    /// Their names.
    pub names: Names,
    /// Rooms, by venue and room.
    pub rooms: Vec<(RoomId, String)>,
    /// Venues without a room of their own: parks, cafés.
    pub venues: Vec<(VenueId, String)>,
    /// Supervisors by name.
    pub supervisors: Vec<(SupervisorId, String)>,
    /// Taxi firms.
    pub taxis: Vec<(ProviderId, String)>,
    /// Interpreter services.
    pub interpreters: Vec<(ProviderId, String)>,
}

impl Choices {
    /// Everybody it shows.
    pub fn subjects(&self) -> BTreeSet<PersonId> {
        let children = &self.plan.details.children;
        children.union(&self.family).copied().collect()
    }
}

/// What can be chosen for a session of a plan.
///
/// # Errors
/// `Hidden` when the caller may not know of the plan.
pub fn choices<R: Reads>(reads: &mut R, plan: PlanId) -> Result<Choices, Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let (plan, _) = referrals::queries::permitted_plan(reads, plan)?;
    let kin = people::queries::kin(reads, &plan.details.children)?;
    let family: BTreeSet<PersonId> = kin
        .into_iter()
        .map(|kin| kin.relative)
        .chain(plan.details.visitors.iter().copied())
        .filter(|person| !plan.details.children.contains(person))
        .collect();
    let mut names = Names::default();
    let everybody = plan.details.children.iter().copied().chain(family.clone());
    names.add_people(reads, everybody.collect::<Vec<_>>(), true)?;
    let rooms = resources::queries::rooms_with(reads, &BTreeSet::new())?;
    let rooms = rooms.into_iter().map(|(venue, room)| {
        let words = format!("{}, {}", venue.details.name, room.details.name);
        (room.id, words)
    });
    let rooms = rooms.collect();
    let (venues, providers) = (venues(reads)?, providers(reads)?);
    let of_kind = |kind: ProviderKind| {
        let of_kind = providers.iter().filter(move |(_, _, one)| *one == kind);
        of_kind.map(|(id, name, _)| (*id, name.clone())).collect()
    };
    let supervisors = resources::queries::every_supervisor(reads)?;
    Ok(Choices {
        family,
        names,
        rooms,
        venues,
        supervisors: supervisors
            .into_iter()
            .map(|one| (one.id, one.details.name.to_string()))
            .collect(),
        taxis: of_kind(ProviderKind::TaxiFirm),
        interpreters: of_kind(ProviderKind::InterpreterService),
        plan,
    })
}

impl Choices {
    /// Offers what a session has even where it is not offered otherwise: it was taken out of use since,
    /// and a form that did not show it would take it away unseen.
    ///
    /// # Errors
    /// When the store is away.
    pub fn keep_those_of<R: Reads>(
        &mut self,
        reads: &mut R,
        session: &Session,
    ) -> Result<(), Refused>
    where
        R::Action: Action<About = about::Cases> + OnRecords,
    {
        let of = |name: &dyn std::fmt::Display| format!("{name}, not offered any more");
        if let Some(id) = missing(&self.rooms, session.room) {
            let name = resources::queries::room(reads, id)?.details.name;
            self.rooms.push((id, of(&name)));
        }
        if let Some(id) = missing(
            &self.venues,
            session.venue.filter(|_| session.room.is_none()),
        ) {
            let name = resources::queries::venue(reads, id)?.details.name;
            self.venues.push((id, of(&name)));
        }
        for supervisor in &session.supervisors {
            if let Some(id) = missing(&self.supervisors, Some(*supervisor)) {
                let name = resources::queries::supervisor(reads, id)?.details.name;
                self.supervisors.push((id, of(&name)));
            }
        }
        let services = [
            (&mut self.taxis, session.taxi),
            (&mut self.interpreters, session.interpreter),
        ];
        for (offered, service) in services {
            if let Some(id) = missing(offered, service) {
                let name = resources::queries::provider(reads, id)?.details.name;
                offered.push((id, of(&name)));
            }
        }
        let others = session.visitors.difference(&self.family).copied();
        let others: Vec<PersonId> = others.collect();
        self.names.add_people(reads, others.clone(), true)?;
        self.family.extend(others);
        Ok(())
    }
}

/// What is chosen and not offered.
fn missing<T: PartialEq + Copy>(offered: &[(T, String)], chosen: Option<T>) -> Option<T> {
    chosen.filter(|chosen| !offered.iter().any(|(id, _)| id == chosen))
}

const ALL: Want = Want {
    after: None,
    limit: 200,
};

fn venues<R: Reads>(reads: &mut R) -> Result<Vec<(VenueId, String)>, Refused>
where
    R::Action: OnRecords,
{
    let page = resources::queries::venues(reads, &ALL)?;
    let open = page.items.into_iter();
    let open = open.filter(|venue| !venue.details.kind.is_centre());
    Ok(open
        .map(|venue| (venue.id, venue.details.name.to_string()))
        .collect())
}

fn providers<R: Reads>(reads: &mut R) -> Result<Vec<(ProviderId, String, ProviderKind)>, Refused>
where
    R::Action: OnRecords,
{
    let page = resources::queries::providers(reads, &ALL)?;
    let used = page.items.into_iter().filter(|one| one.details.in_use);
    Ok(used
        .map(|one| (one.id, one.details.name.to_string(), one.details.kind))
        .collect())
}

/// A supervisor who could be chosen, and everything that speaks against it; nothing when they can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: SupervisorId,
    /// Their name.
    pub name: String,
    /// Whether the children have met them.
    pub met: bool,
    /// Why not.
    pub against: Vec<Reason>,
}

/// Every supervisor for a session as it is wanted: who can first, of those whom the children know
/// first; then who cannot, the fewest reasons first.
///
/// # Errors
/// When the store is away.
pub fn candidates(
    reads: &mut impl Reads,
    (id, plan): (Option<kernel::id::SessionId>, &Plan),
    draft: &Draft,
) -> Result<Vec<Candidate>, Refused> {
    let everybody = resources::queries::every_supervisor(reads)?;
    let ids: BTreeSet<SupervisorId> = everybody.iter().map(|one| one.id).collect();
    let mut around = gather::around(reads, (id, plan), draft)?;
    // Where only a room is chosen, its venue says how far everybody has come.
    let venue = around.venue.as_ref().map(|venue| venue.id);
    let draft = &Draft {
        venue,
        ..draft.clone()
    };
    let list: Vec<SupervisorId> = ids.iter().copied().collect();
    let day = Span::of_days(draft.slot.day(), draft.slot.day());
    around.absences = resources::queries::absences(reads, &list, day)?;
    around.met = super::supervisors_met(reads, &draft.children, &ids, draft.slot.starts())?;
    let resources: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let week = gather::week_around(draft.slot.day());
    around.busy = super::busy(reads, &resources, week, id)?;
    around.busy.retain(|busy| busy.part == Part::Supervisor);
    let mut candidates: Vec<Candidate> = everybody
        .iter()
        .map(|one| Candidate {
            id: one.id,
            name: one.details.name.to_string(),
            met: around.met.contains(&one.id),
            against: against(one, draft, &around),
        })
        .collect();
    candidates.sort_by_key(|one| (one.against.len(), !one.met, one.name.clone()));
    Ok(candidates)
}
