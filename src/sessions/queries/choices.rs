//! What a form of a session offers: who takes part, rooms, supervisors, services.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, PlanId, ProviderId, RoomId, SupervisorId, VenueId},
    page::Want,
    refusal::Refused,
};
use law::access::{Action, OnRecords, about};

use super::{fitting::has, record::Names};
use crate::{
    people,
    referrals::{self, Plan},
    resources::{self, ProviderKind, rules::may_provide},
    sessions::Session,
    storage::Acts,
};

/// What can be chosen.
#[derive(Debug)]
pub struct Choices {
    /// The plan.
    pub plan: Plan,
    /// What the referral says of the children's needs and days, for who may open it.
    pub said: Vec<(&'static str, String)>,
    /// Everybody who could come: the family of the children.
    pub family: BTreeSet<PersonId>,
    /// Their names.
    pub names: Names,
    /// Rooms, by venue and room, with what sort of place the venue is and how many it holds.
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
pub fn choices<R: Acts>(reads: &mut R, plan: PlanId) -> Result<Choices, Refused>
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
        let (at, name, has) = (&venue.details.name, &room.details.name, has(&venue, &room));
        (room.id, format!("{at}, {name}: {has}"))
    });
    let rooms = rooms.collect();
    let (venues, providers) = (venues(reads)?, providers(reads)?);
    let of_kind = |kind: ProviderKind| {
        let of_kind = providers.iter().filter(move |(_, _, one)| *one == kind);
        of_kind.map(|(id, name, _)| (*id, name.clone())).collect()
    };
    let supervisors = resources::queries::every_supervisor(reads)?;
    Ok(Choices {
        said: referrals::queries::to_arrange(reads, &plan)?,
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
    pub fn keep_those_of<R: Acts>(
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

fn venues<R: Acts>(reads: &mut R) -> Result<Vec<(VenueId, String)>, Refused>
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

fn providers<R: Acts>(reads: &mut R) -> Result<Vec<(ProviderId, String, ProviderKind)>, Refused>
where
    R::Action: OnRecords,
{
    let page = resources::queries::providers(reads, &ALL)?;
    let today = reads.now().london_day();
    // One that must not be called today is not offered; a booking that names it says why it may not be.
    let used = page
        .items
        .into_iter()
        .filter(|one| may_provide(one, today).is_empty());
    Ok(used
        .map(|one| (one.id, one.details.name.to_string(), one.details.kind))
        .collect())
}
