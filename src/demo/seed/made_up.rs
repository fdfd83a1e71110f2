//! Families by the number: those that make a small service whole, or a county.

use law::{
    order::Source,
    rule::Period::{self, FourWeeks, Month, Quarter, Week},
    status::LegalStatus::{self, Accommodated, CareOrder, InterimCareOrder, PlacementOrder},
};

use super::{
    asking::{Ask, Came},
    family::Family,
    names,
    paper::{
        Hands, Paper,
        Says::{AtLeast, AtMost, ForInformation},
    },
    risks::Worry,
    users::Staff,
};
use crate::{
    demo::{Size, dice::Dice},
    orders::Form,
    people::{
        Relationship::{Father, Mother, Sibling},
        Responsibility::{No, Yes},
    },
    referrals::Bringing,
};

/// Families in the service beside the fixed ones; some 1.55 children each.
const fn families_of(size: Size) -> usize {
    match size {
        Size::Small => 35,
        Size::County => 219,
    }
}

/// A service's families. Ages, languages and sizes follow the shares that the service's planning
/// papers give; nothing is drawn from another.
pub(super) fn families(dice: &mut Dice, staff: &Staff, size: Size) -> Vec<Family> {
    // The caseload of the first is that of the scripts.
    let workers: Vec<String> = staff.social_workers().into_iter().skip(1).collect();
    (0..families_of(size))
        .zip(workers.iter().cycle())
        .map(|(number, worker)| family(dice, (number, worker)))
        .collect()
}

fn family(dice: &mut Dice, (number, worker): (usize, &str)) -> Family {
    let name = dice.pick(names::FAMILIES);
    let (language, interpreter) = language(dice);
    let days_ago = dice.between(20, 290);
    let mut family = Family::of(worker, days_ago).worry(Worry::drawn(dice.below(100)));
    let mut children: Vec<&'static str> = Vec::new();
    let status = status(dice);
    for _ in 0..how_many(dice) {
        let given = dice.pick(names::CHILDREN);
        if children.contains(&given) {
            continue;
        }
        children.push(given);
        family = family
            .child(given, name, born(dice, status))
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
    let family = family.under(status, days_ago, &children);
    let (family, often) = under_law(dice, (family, is_undecided(number)), &children, mother);
    let family = if number % 9 == 4 {
        family.unreliable()
    } else {
        family
    };
    let minutes = minutes(dice, children.len());
    let ask = Ask::that(&children, &[mother], often, minutes);
    let ask = if interpreter {
        ask.in_language(language)
    } else {
        ask
    };
    family.asks(fate(dice, (number, days_ago), ask))
}

/// How long they meet.
fn minutes(dice: &mut Dice, children: usize) -> u16 {
    match dice.below(100) {
        0..=24 => 60,
        25..=69 => 90,
        _ if children > 1 => 120,
        _ => 90,
    }
}

/// Whose referral is still on its way, or was not accepted.
const fn is_undecided(number: usize) -> bool {
    matches!(number, 6 | 13 | 17 | 22 | 26)
}

/// What becomes of what is asked: nearly all is arranged, and some of it still on its way.
fn fate(dice: &mut Dice, (number, days_ago): (usize, i64), ask: Ask) -> Ask {
    // Most families are new on the list: so many weeks are not remembered as a service has behind it.
    let ask = if number % 6 == 0 {
        ask.sent(30.min(days_ago - 5))
    } else {
        ask.sent(9).needed_in(7)
    };
    match number {
        6 => ask.sent(2).came(Came::Sent { called: true }),
        13 => ask.sent(1).came(Came::Sent { called: false }),
        17 => ask.sent(8).came(Came::Returned(
            "The placement is forty miles away. Is there a centre that is nearer?",
        )),
        22 => ask.sent(11).came(Came::Declined(
            "The mother lives in Scotland and asks for a place there. The service there has been told.",
        )),
        26 => ask.sent(9).came(Came::Withdrawn("The child went home.")),
        31 => ask.sent(1).emergency(),
        8 => ask.by_taxi("Kestrel Taxis"),
        _ if dice.in_hundred(33) => ask.brought_by(Bringing::Supervisor),
        _ => ask,
    }
}

/// The paper that says how often they see each other.
fn under_law(
    dice: &mut Dice,
    (family, undecided): (Family, bool),
    children: &[&'static str],
    mother: &'static str,
) -> (Family, (u8, Period)) {
    let days_ago = family.days_ago;
    let status = family.statuses.first().map(|status| status.status);
    let (paper, often) = match status.unwrap_or(Accommodated) {
        InterimCareOrder => in_proceedings(dice, &family, children),
        CareOrder => {
            let (per, words) = seldom(dice);
            let words = format!("The children and their mother will see each other once {words}.");
            let paper = Paper::care_plan(days_ago - 5, children).rule(words, AtLeast(1, per));
            (paper, (1, per))
        }
        PlacementOrder => {
            let words = "Until the children are placed they may see their mother on one occasion in each month and no more.";
            let paper = Paper::made((Form::A70, Source::PlacementContact), days_ago, children)
                .by(Hands::Office)
                .rule(words, AtMost(1, Month));
            (paper, (1, Month))
        }
        _ => {
            let words =
                "The children will see their mother every week. Changes are agreed with her first.";
            let paper = Paper::agreement(days_ago - 3, children).rule(words, ForInformation);
            (paper, (1, Week))
        }
    };
    // Where nothing is arranged yet, nothing is owed yet.
    let paper = if undecided {
        Paper::interim_care(days_ago, children)
            .clause("It is recorded that family time is to be agreed.")
    } else {
        paper
    };
    (family.paper(paper.with(&[mother])), often)
}

/// Under an interim order: what the court ordered, or what it recorded of the plan.
fn in_proceedings(
    dice: &mut Dice,
    family: &Family,
    children: &[&'static str],
) -> (Paper, (u8, Period)) {
    let days_ago = family.days_ago;
    let mut born = family.members.iter().filter(|member| member.is_child);
    let all_small = born.all(|child| child.born.as_str() > "2022");
    let ordered = dice.in_hundred(16);
    let (times, words) = occasions(dice, all_small);
    let paper = if ordered {
        Paper::made((Form::C34A, Source::ContactOrder), days_ago - 8, children)
            .by(Hands::Office)
            .rule(
                format!("The local authority shall allow the children contact with their mother on no fewer than {words} each week."),
                AtLeast(times, Week),
            )
    } else {
        Paper::interim_care(days_ago, children).rule(
            format!("It is recorded that the council proposes family time with the mother on {words} each week."),
            AtLeast(times, Week),
        )
    };
    (paper, (times, Week))
}

/// Most families whose time is supervised are in proceedings.
fn status(dice: &mut Dice) -> LegalStatus {
    match dice.below(100) {
        0..=63 => InterimCareOrder,
        64..=79 => CareOrder,
        80..=93 => Accommodated,
        _ => PlacementOrder,
    }
}

/// How often in a week, in the words of an order: small children most often, and after school there
/// is not time for more than two or three.
fn occasions(dice: &mut Dice, all_small: bool) -> (u8, &'static str) {
    match (all_small, dice.below(10)) {
        (false, 0..=6) => (2, "two occasions"),
        (false, _) | (true, 0..=1) => (3, "three occasions"),
        (true, 2..=6) => (4, "four occasions"),
        (true, _) => (5, "five occasions"),
    }
}

/// How often under a care order: monthly to quarterly.
fn seldom(dice: &mut Dice) -> (Period, &'static str) {
    match dice.below(10) {
        0..=4 => (FourWeeks, "in every four weeks"),
        5..=6 => (Month, "in each month"),
        _ => (Quarter, "in each school term"),
    }
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
/// Placement orders are made for the youngest.
fn born(dice: &mut Dice, status: LegalStatus) -> String {
    let (from, to) = match dice.below(100) {
        _ if status == PlacementOrder => (2022, 2025),
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
