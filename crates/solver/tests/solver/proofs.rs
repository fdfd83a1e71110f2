//! What is tampered with is caught.

use crate::{PROVED, plan, read};
use rota_solver::check::check;
use rota_solver::instance::{Instance, Resource};
use rota_solver::rota::{LegPrice, ResourcePrice, Rota};

fn proved() -> (Instance, Rota) {
    let instance = read(PROVED[0].0);
    let rota = plan(&instance, 5_000, 200, 1);
    (instance, rota)
}

/// The rules that the judge names.
fn broken(instance: &Instance, rota: &Rota) -> Vec<&'static str> {
    let verdict = check(instance, rota);
    let mut rules: Vec<_> = verdict
        .violations
        .iter()
        .map(|violation| violation.rule)
        .collect();
    rules.dedup();
    rules
}

/// A change that makes a proof worthless.
type Tamper = fn(&mut Rota);

#[test]
fn a_bound_is_worth_only_what_its_certificate_proves() {
    let (instance, rota) = proved();
    assert_eq!(check(&instance, &rota).certificate_ok, Some(true));
    let tampered: [(&str, Tamper); 7] = [
        ("a higher bound", |rota| {
            rota.bound = rota.bound.map(|bound| bound + 1);
        }),
        ("no bound", |rota| rota.bound = None),
        ("no price for some starts", |rota| {
            certificate(rota)
                .staffing
                .iter_mut()
                .for_each(|row| row.iter_mut().for_each(|price| *price = 0));
        }),
        ("a price too few", |rota| {
            certificate(rota)
                .staffing
                .iter_mut()
                .find(|row| !row.is_empty())
                .unwrap()
                .pop();
        }),
        ("prices of larger parts", |rota| {
            certificate(rota).parts_per_cost = 1;
        }),
        ("a price below all measure", |rota| {
            certificate(rota).staffing[0]
                .iter_mut()
                .for_each(|price| *price = i64::MIN);
        }),
        ("a price beyond measure", |rota| {
            certificate(rota).staffing[0]
                .iter_mut()
                .for_each(|price| *price = i64::MAX);
        }),
    ];
    for (name, tamper) in tampered {
        let mut rota = rota.clone();
        tamper(&mut rota);
        assert_eq!(broken(&instance, &rota), ["certificate"], "{name}");
    }
}

fn certificate(rota: &mut Rota) -> &mut rota_solver::rota::Certificate {
    rota.certificate.as_mut().unwrap()
}

#[test]
fn a_negative_room_price_is_refused() {
    let (instance, mut rota) = proved();
    certificate(&mut rota)
        .rooms
        .push(rota_solver::rota::RoomPrice {
            venue: 0,
            day: 0,
            slot: 40,
            large_only: false,
            price: -1,
        });
    assert_eq!(broken(&instance, &rota), ["certificate"]);
}

#[test]
fn a_price_of_legs_or_resources_is_refused_below_nothing_and_of_what_is_not_there() {
    let (mut instance, _) = proved();
    let days = vec![Some((0, 1440)); instance.days.len()];
    instance.resources = vec![Resource {
        id: "interpreter".to_owned(),
        count: 1,
        before_min: 0,
        after_min: 0,
        days,
    }];
    instance.sessions[0].resources = vec![0];
    let rota = plan(&instance, 2_000, 100, 1);
    let leg = |area, price| LegPrice {
        area,
        day: 0,
        slot: 40,
        price,
    };
    let one = |resource, price| ResourcePrice {
        resource,
        day: 0,
        slot: 40,
        price,
    };
    for bad in [leg(0, -1), leg(99, 1), leg(usize::MAX, 1), leg(0, i64::MAX)] {
        let mut rota = rota.clone();
        certificate(&mut rota).legs.push(bad);
        assert_eq!(broken(&instance, &rota), ["certificate"]);
    }
    for bad in [one(0, -1), one(1, 1), one(usize::MAX, 1), one(0, i64::MAX)] {
        let mut rota = rota.clone();
        certificate(&mut rota).resources.push(bad);
        assert_eq!(broken(&instance, &rota), ["certificate"]);
    }
    // A price that nobody pays only lowers the sum.
    let mut lower = rota.clone();
    certificate(&mut lower).legs.push(leg(0, 100_000_000));
    assert_eq!(broken(&instance, &lower), ["certificate"]);
}

#[test]
fn prices_whose_sum_runs_over_prove_nothing() {
    let (instance, mut rota) = proved();
    let price = rota_solver::rota::RoomPrice {
        venue: 0,
        day: 0,
        slot: 0,
        large_only: false,
        price: 10_000_000_000_000,
    };
    certificate(&mut rota).rooms = vec![price; 1_000_000];
    rota.bound = Some(rota.cost);
    assert_eq!(broken(&instance, &rota), ["certificate"]);
}

#[test]
fn the_judge_names_the_rule_that_a_changed_rota_breaks() {
    let (instance, rota) = proved();
    let session = rota.places.iter().position(Option::is_some).unwrap();
    let rules = |change: &dyn Fn(&mut rota_solver::instance::Place)| {
        let mut rota = rota.clone();
        change(rota.places[session].as_mut().unwrap());
        broken(&instance, &rota)
    };
    assert!(rules(&|place| place.start += 1).contains(&"window"));
    assert!(rules(&|place| place.day = 99).contains(&"window"));
    assert!(rules(&|place| place.room = 99).contains(&"room"));
    assert!(rules(&|place| place.supervisors.push(0)).contains(&"staffing"));
    assert!(rules(&|place| place.supervisors = vec![999]).contains(&"staffing"));
    let mut cheaper = rota.clone();
    cheaper.cost -= 1;
    cheaper.bound = None;
    cheaper.certificate = None;
    assert_eq!(broken(&instance, &cheaper), ["cost"]);
    let mut shorter = rota.clone();
    shorter.places.pop();
    assert!(broken(&instance, &shorter).contains(&"places"));
}
