//! Children, their families, and the households they live with.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{HouseholdId, PersonId},
    refusal::Refused,
};
use law::access::act;

use super::{
    Seed,
    family::{Family, Home, Known, Member, Tie},
    names, orders, risks,
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
/// How many days ago records were protected.
const PROTECTED: i64 = 30;

/// Households by name.
type Households = BTreeMap<String, HouseholdId>;

/// Adds everybody with what is known of their law, oldest family first.
pub(super) fn add<'a>(
    seed: &mut Seed<'_>,
    staff: &Staff,
    families: &'a [Family],
) -> Result<Vec<Known<'a>>, Refused> {
    let households = households(seed, staff, families)?;
    let mut oldest_first: Vec<&Family> = families.iter().collect();
    oldest_first.sort_by_key(|family| -family.days_ago);
    let mut all = Vec::new();
    for (family, number) in oldest_first.into_iter().zip(1..) {
        let days_ago = seed.known_for(family)?;
        seed.days_ago(days_ago)?;
        let known = Known {
            family,
            number,
            ids: members(seed, staff, family)?,
            days_ago,
        };
        for tie in &family.ties {
            add_tie(seed, staff, &known, tie)?;
        }
        let (first, later): (Vec<&Home>, Vec<&Home>) = family
            .homes
            .iter()
            .partition(|home| home.days_ago >= family.days_ago);
        for home in first {
            move_in(seed, staff, &known, (home, &households))?;
        }
        orders::enter(seed, staff, &known)?;
        risks::assess(seed, staff, &known)?;
        look_after(seed, staff, &known)?;
        for home in later {
            move_in(seed, staff, &known, (home, &households))?;
        }
        all.push(known);
    }
    for known in &all {
        protect_records(seed, staff, known)?;
    }
    Ok(all)
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

fn households(
    seed: &mut Seed<'_>,
    staff: &Staff,
    families: &[Family],
) -> Result<Households, Refused> {
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
        let household = seed.does::<act::AddHousehold, _>(&coordinator, |work| {
            add_household(work, &name_read, &contact)
        })?;
        added.insert(name.clone(), household.id);
    }
    Ok(added)
}

/// An address in the invented town. Postcodes that begin with ZZ99 are given to nobody.
pub(super) fn address(dice: &mut Dice) -> ContactFields {
    let (number, street) = (dice.between(1, 98), dice.pick(names::STREETS));
    let unit = dice.pick(&["AB", "DE", "GH", "JL", "NP", "QR"]);
    ContactFields {
        address: format!("{number} {street}\nMerrowby"),
        postcode: format!("ZZ99 {}{unit}", dice.below(10)),
        ..ContactFields::default()
    }
}

fn members(
    seed: &mut Seed<'_>,
    staff: &Staff,
    family: &Family,
) -> Result<BTreeMap<&'static str, PersonId>, Refused> {
    let worker = staff.actor(&family.worker)?;
    let mut ids = BTreeMap::new();
    for member in &family.members {
        let fields = fields_of(seed, member)?;
        let (details, contact) = fields.read_new(seed.opens.london_day())?;
        let added =
            seed.does::<act::AddPerson, _>(&worker, |work| add_person(work, &details, &contact))?;
        ids.insert(member.given, added.id);
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
            email: if member.by_phone_only {
                String::new()
            } else {
                format!("{}.{}@post.example.org", member.given, member.family).to_lowercase()
            },
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

fn add_tie(seed: &Seed<'_>, staff: &Staff, known: &Known<'_>, tie: &Tie) -> Result<(), Refused> {
    let pair = (known.person(tie.child)?, known.person(tie.relative)?);
    let worker = staff.actor(&known.family.worker)?;
    seed.does::<act::RelatePeople, _>(&worker, |work| {
        relate(work, pair, tie.relationship, Some(tie.responsibility))
    })?;
    Ok(())
}

fn move_in(
    seed: &Seed<'_>,
    staff: &Staff,
    known: &Known<'_>,
    (home, households): (&Home, &Households),
) -> Result<(), Refused> {
    let days_ago = home.days_ago.min(known.days_ago);
    seed.days_ago(days_ago)?;
    let child = known.person(home.child)?;
    let household = *households
        .get(&home.household)
        .ok_or_else(|| missing(&home.household))?;
    let from = seed.opens.london_day().plus_days(-days_ago);
    let worker = staff.actor(&known.family.worker)?;
    seed.does::<act::PlaceChild, _>(&worker, |work| place_child(work, child, household, from))?;
    Ok(())
}

/// Who else follows the children, and who must not know of them.
fn look_after(seed: &Seed<'_>, staff: &Staff, known: &Known<'_>) -> Result<(), Refused> {
    let service_manager = staff.actor("ruth.bell")?;
    let family = known.family;
    for member in family.members.iter().filter(|member| member.is_child) {
        let child = known.person(member.given)?;
        for follower in family.followed_by {
            let follower = staff.id(follower)?;
            seed.does::<act::ChangeCaseload, _>(&service_manager, |work| {
                put_on_caseload(work, follower, child)
            })?;
        }
        if let Some((worker, why)) = family.kept_from {
            let (worker, why) = (staff.id(worker)?, why.parse().map_err(wrong_text)?);
            seed.does::<act::ExcludeWorker, _>(&service_manager, |work| {
                exclude_worker(work, worker, child, &why)
            })?;
        }
    }
    Ok(())
}

/// Whose record is protected. It comes last: from then on the household is closed to those who may not know
/// of the child, and other children live in it.
fn protect_records(seed: &Seed<'_>, staff: &Staff, known: &Known<'_>) -> Result<(), Refused> {
    let service_manager = staff.actor("ruth.bell")?;
    seed.days_ago(known.days_ago.min(PROTECTED))?;
    for member in &known.family.members {
        if let Some((state, why)) = member.protected {
            let child = known.person(member.given)?;
            let why = why.parse().map_err(wrong_text)?;
            seed.does::<act::ProtectPerson, _>(&service_manager, |work| {
                protect(work, (child, 1), state, &why)
            })?;
        }
    }
    Ok(())
}
