//! Invented supervisors.

use super::{LANGUAGES, SATURDAY, SKILLS, WEEKDAYS};
use crate::instance::{Span, Supervisor};
use crate::search::Random;

/// A supervisor: full or part time, with a base, some languages and some skills.
pub(super) fn supervisor(index: usize, travel: &[Vec<usize>], random: &mut Random) -> Supervisor {
    let base = index % travel.len();
    let full = random.permille(550);
    let contracts = if full {
        [2220, 2220, 1800]
    } else {
        [960, 1110, 1200]
    };
    let mut some = |from: &[&str], share: usize| -> Vec<String> {
        let chosen = from.iter().filter(|_| random.permille(share));
        chosen.map(|&name| name.to_owned()).collect()
    };
    let mut languages = vec!["en".to_owned()];
    languages.extend(some(&LANGUAGES, 100));
    let skills = some(&SKILLS, 450);
    Supervisor {
        id: format!("E{index:04}"),
        gender: if random.permille(780) { "F" } else { "M" }.to_owned(),
        base,
        reach: (0..travel.len())
            .filter(|&venue| travel[base][venue] <= 25)
            .collect(),
        languages,
        skills,
        contract_min: contracts[random.below(3)],
        overtime_max_min: 180,
        day_max_min: 540,
        max_sessions_day: 4,
        days: days(full, random),
        fair_min: None,
        away: Vec::new(),
    }
}

fn days(full: bool, random: &mut Random) -> Vec<Option<Span>> {
    let count = if full { 5 } else { 3 + random.below(2) };
    let mut all: Vec<usize> = (0..=SATURDAY).collect();
    if random.permille(250) {
        all.truncate(WEEKDAYS);
    }
    random.shuffle(&mut all);
    all.truncate(count);
    let begin = [510, 540, 600, 660][random.below(4)];
    (0..=SATURDAY)
        .map(|day| {
            let hours = if day == SATURDAY {
                (9 * 60 + 30, 16 * 60)
            } else {
                (begin, (begin + 540).min(19 * 60))
            };
            all.contains(&day).then_some(hours)
        })
        .collect()
}
