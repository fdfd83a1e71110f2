//! Families by the number, for measuring under the load of a county.

use super::{family::Family, names, users::Staff};
use crate::{
    demo::dice::Dice,
    people::{
        Relationship::{Father, Mother, Sibling},
        Responsibility::{No, Yes},
    },
};

/// Families in the service beside the fixed ones; some 1.55 children each.
const FAMILIES: usize = 219;

/// A county's families. Ages, languages and sizes follow the shares that the service's planning
/// papers give; nothing is drawn from another.
pub(super) fn families(dice: &mut Dice, staff: &Staff) -> Vec<Family> {
    let workers = staff.social_workers();
    (0..FAMILIES)
        .zip(workers.iter().cycle())
        .map(|(_, worker)| family(dice, worker))
        .collect()
}

fn family(dice: &mut Dice, worker: &str) -> Family {
    let name = dice.pick(names::FAMILIES);
    let (language, interpreter) = language(dice);
    let mut family = Family::of(worker, dice.between(20, 290));
    let mut children: Vec<&'static str> = Vec::new();
    for _ in 0..how_many(dice) {
        let given = dice.pick(names::CHILDREN);
        if children.contains(&given) {
            continue;
        }
        children.push(given);
        family = family
            .child(given, name, born(dice))
            .speaks(language, false)
            .lives(household(dice));
    }
    let mother = dice.pick(names::MOTHERS);
    family = family
        .adult(mother, name, adult_born(dice))
        .speaks(language, interpreter)
        .siblings(&children, Sibling)
        .tie((&children, mother), Mother, Yes);
    if dice.in_hundred(31) {
        let father = dice.pick(names::FATHERS);
        let responsible = if dice.in_hundred(70) { Yes } else { No };
        family = family
            .adult(father, dice.pick(names::FAMILIES), adult_born(dice))
            .tie((&children, father), Father, responsible);
    }
    family
}

/// Children of one family: 1 in 62 of a hundred, 2 in 24, 3 in 10, 4 in the rest.
fn how_many(dice: &mut Dice) -> usize {
    match dice.below(100) {
        0..=61 => 1,
        62..=85 => 2,
        86..=95 => 3,
        _ => 4,
    }
}

/// A birthday that gives the ages of the service: under one 14 in a hundred, to four 26, to nine
/// 30, to fifteen 26, to seventeen 4.
fn born(dice: &mut Dice) -> String {
    let (from, to) = match dice.below(100) {
        0..=13 => (2026, 2026),
        14..=39 => (2022, 2025),
        40..=69 => (2017, 2021),
        70..=95 => (2011, 2016),
        _ => (2009, 2010),
    };
    date(dice, from, to)
}

fn adult_born(dice: &mut Dice) -> String {
    date(dice, 1975, 2003)
}

fn date(dice: &mut Dice, from: i64, to: i64) -> String {
    let (year, month, day) = (
        dice.between(from, to),
        dice.between(1, 10),
        dice.between(1, 28),
    );
    format!("{year:04}-{month:02}-{day:02}")
}

/// Nine in a hundred families need an interpreter.
fn language(dice: &mut Dice) -> (&'static str, bool) {
    if dice.in_hundred(9) {
        (dice.pick(&["Polish", "Romanian", "Arabic", "Urdu"]), true)
    } else {
        ("English", false)
    }
}

fn household(dice: &mut Dice) -> String {
    let (first, second) = (dice.pick(names::HOUSEHOLDS), dice.pick(names::FURTHER));
    format!("{first} {second}")
}
