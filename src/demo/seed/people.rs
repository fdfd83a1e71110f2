//! Children, their families, and the households they live with.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId},
    refusal::Refused,
};
use law::access::act;

use super::{
    Seed,
    family::{Family, Home, Member, Tie},
    names,
    users::{Staff, wrong_text},
};
use crate::{
    access::commands::{exclude_worker, put_on_caseload},
    demo::dice::Dice,
    people::{
        commands::{add_household, add_person, place_child, protect, relate},
        rules::{ContactFields, HouseholdFields, PersonFields},
    },
};

/// How long before the demo opens the first household was added.
const HOUSEHOLDS_KNOWN: i64 = 295;

/// A family's ids by first name.
type Ids = BTreeMap<&'static str, PersonId>;

/// Adds everybody, oldest family first.
pub(super) fn add(seed: &mut Seed<'_>, staff: &Staff, families: &[Family]) -> Result<(), Refused> {
    let households = households(seed, staff, families)?;
    let mut oldest_first: Vec<&Family> = families.iter().collect();
    oldest_first.sort_by_key(|family| -family.days_ago);
    for family in oldest_first {
        let days_ago = seed.known_for(family)?;
        seed.days_ago(days_ago)?;
        let ids = members(seed, staff, family)?;
        for tie in &family.ties {
            add_tie(seed, staff, (family, &ids), tie)?;
        }
        for home in &family.homes {
            let days_ago = home.days_ago.min(days_ago);
            move_in(seed, staff, (family, &ids, days_ago), (home, &households))?;
        }
        look_after(seed, staff, family, &ids)?;
    }
    Ok(())
}

impl Seed<'_> {
    /// How many days ago a family became known: not before its youngest child was born.
    fn known_for(&self, family: &Family) -> Result<i64, Refused> {
        let today = self.opens.london_day();
        let children = family.members.iter().filter(|member| member.is_child);
        let ages = children.map(|child| Ok(self.birthday(&child.born)?.days_until(today)));
        let youngest = ages.collect::<Result<Vec<i64>, Refused>>()?;
        let youngest = youngest.into_iter().min().unwrap_or(family.days_ago);
        Ok(family.days_ago.min(youngest))
    }
}

fn missing(what: &str) -> Refused {
    Refused::broken(format!("looking for {what} in the demo"))
}

fn person(ids: &Ids, given: &str) -> Result<PersonId, Refused> {
    ids.get(given).copied().ok_or_else(|| missing(given))
}

fn households(
    seed: &mut Seed<'_>,
    staff: &Staff,
    families: &[Family],
) -> Result<BTreeMap<String, HouseholdId>, Refused> {
    seed.days_ago(HOUSEHOLDS_KNOWN)?;
    let coordinator = staff.actor("asha.kaur")?;
    let named: BTreeSet<&String> = families
        .iter()
        .flat_map(|family| &family.homes)
        .map(|home| &home.household)
        .collect();
    let mut added = BTreeMap::new();
    for name in named {
        let fields = HouseholdFields {
            name: name.clone(),
            contact: ContactFields {
                phone: format!("01632 960{:03}", seed.dice.below(1000)),
                email: format!(
                    "{}@carers.example.org",
                    name.to_lowercase().replace(' ', ".")
                ),
                ..address(&mut seed.dice)
            },
        };
        let (name_read, contact) = fields.read()?;
        let household = seed
            .store
            .write::<act::AddHousehold, _>(&coordinator, |work| {
                add_household(work, &name_read, &contact)
            })?;
        added.insert(name.clone(), household.into_value().id);
    }
    Ok(added)
}

/// An address in the invented town. Postcodes that begin with ZZ99 are given to nobody.
fn address(dice: &mut Dice) -> ContactFields {
    let (number, street) = (dice.between(1, 98), dice.pick(names::STREETS));
    let unit = dice.pick(&["AB", "DE", "GH", "JL", "NP", "QR"]);
    ContactFields {
        address: format!("{number} {street}\nMerrowby"),
        postcode: format!("ZZ99 {}{unit}", dice.below(10)),
        ..ContactFields::default()
    }
}

fn members(seed: &mut Seed<'_>, staff: &Staff, family: &Family) -> Result<Ids, Refused> {
    let worker = staff.actor(&family.worker)?;
    let mut ids = Ids::new();
    for member in &family.members {
        let fields = fields_of(seed, member)?;
        let (details, contact) = fields.read_new(seed.opens.london_day())?;
        let added = seed
            .store
            .write::<act::AddPerson, _>(&worker, |work| add_person(work, &details, &contact))?;
        ids.insert(member.given, added.into_value().id);
    }
    Ok(ids)
}

/// What would be typed. A child is found where the placement says, an adult at home.
fn fields_of(seed: &mut Seed<'_>, member: &Member) -> Result<PersonFields, Refused> {
    let contact = if member.is_child {
        ContactFields::default()
    } else {
        ContactFields {
            phone: format!("07700 900{:03}", seed.dice.below(1000)),
            ..address(&mut seed.dice)
        }
    };
    Ok(PersonFields {
        given_name: member.given.to_owned(),
        family_name: member.family.to_owned(),
        known_as: member.known_as.to_owned(),
        born_on: seed.birthday(&member.born)?.to_string(),
        born_estimated: false,
        is_child: member.is_child,
        first_language: member.language.to_owned(),
        interpreter: member.interpreter,
        contact: Some(contact),
    })
}

fn add_tie(
    seed: &Seed<'_>,
    staff: &Staff,
    (family, ids): (&Family, &Ids),
    tie: &Tie,
) -> Result<(), Refused> {
    let pair = (person(ids, tie.child)?, person(ids, tie.relative)?);
    let worker = staff.actor(&family.worker)?;
    let tied = seed.store.write::<act::RelatePeople, _>(&worker, |work| {
        relate(work, pair, tie.relationship, tie.responsibility)
    })?;
    tied.into_value();
    Ok(())
}

fn move_in(
    seed: &Seed<'_>,
    staff: &Staff,
    (family, ids, days_ago): (&Family, &Ids, i64),
    (home, households): (&Home, &BTreeMap<String, HouseholdId>),
) -> Result<(), Refused> {
    seed.days_ago(days_ago)?;
    let child = person(ids, home.child)?;
    let household = *households
        .get(&home.household)
        .ok_or_else(|| missing(&home.household))?;
    let from = seed.opens.london_day().plus_days(-days_ago);
    let worker = staff.actor(&family.worker)?;
    let placed = seed
        .store
        .write::<act::PlaceChild, _>(&worker, |work| place_child(work, child, household, from))?;
    placed.into_value();
    Ok(())
}

/// Who else follows the children, who must not know of them, whose record is protected.
fn look_after(seed: &Seed<'_>, staff: &Staff, family: &Family, ids: &Ids) -> Result<(), Refused> {
    let service_manager = staff.actor("ruth.bell")?;
    for member in family.members.iter().filter(|member| member.is_child) {
        let child = person(ids, member.given)?;
        for follower in family.followed_by {
            let follower = staff.id(follower)?;
            let put = seed
                .store
                .write::<act::ChangeCaseload, _>(&service_manager, |work| {
                    put_on_caseload(work, follower, child)
                })?;
            put.into_value();
        }
        if let Some((worker, why)) = family.kept_from {
            let (worker, why) = (staff.id(worker)?, why.parse().map_err(wrong_text)?);
            let excluded = seed
                .store
                .write::<act::ExcludeWorker, _>(&service_manager, |work| {
                    exclude_worker(work, worker, child, &why)
                })?;
            excluded.into_value();
        }
        if let Some((state, why)) = member.protected {
            let why = why.parse().map_err(wrong_text)?;
            let protected = seed
                .store
                .write::<act::ProtectPerson, _>(&service_manager, |work| {
                    protect(work, (child, 1), state, &why)
                })?;
            protected.into_value();
        }
    }
    Ok(())
}
