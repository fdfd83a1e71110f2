//! Problems of other people, read as weeks of ours.

use crate::oracle::Oracle;
use crate::plan;
use rota_solver::check::check_smptsp;
use rota_solver::foreign::Format;
use rota_solver::foreign::smptsp::Tasks;
use rota_solver::search::Random;

/// A few tasks, and workers who are qualified for most of them.
fn tasks(seed: u64) -> Tasks {
    let mut random = Random::new(seed);
    let spans: Vec<(usize, usize)> = (0..3 + random.below(3))
        .map(|_| {
            let from = random.below(40);
            (from, from + 1 + random.below(30))
        })
        .collect();
    let workers = 2 + random.below(3);
    let mut qualified = vec![Vec::new(); workers];
    for tasks in &mut qualified {
        tasks.extend((0..spans.len()).filter(|_| random.permille(600)));
    }
    Tasks { spans, qualified }
}

/// The fewest workers, by trying all sets of them on all tasks; nothing where some task has nobody.
fn fewest(tasks: &Tasks, next: usize, given: &mut Vec<usize>) -> Option<usize> {
    if next == tasks.spans.len() {
        let mut used = given.clone();
        used.sort_unstable();
        used.dedup();
        return Some(used.len());
    }
    let mut best = None;
    for who in 0..tasks.qualified.len() {
        let (from, to) = tasks.spans[next];
        let mut mine = (0..next).filter(|&task| given[task] == who);
        let free = mine.all(|task| tasks.spans[task].1 <= from || to <= tasks.spans[task].0);
        if free && tasks.qualified[who].contains(&next) {
            given.push(who);
            let found = fewest(tasks, next + 1, given);
            best = best.into_iter().chain(found).min();
            given.pop();
        }
    }
    best
}

#[test]
fn as_few_workers_are_used_as_can_be() {
    let mut possible = 0;
    for seed in 0..120 {
        let tasks = tasks(seed);
        let week = tasks.week().unwrap();
        let rota = plan(&week, 3_000, 60, 1);
        let verdict = check_smptsp(&tasks, &rota).unwrap();
        let Some(fewest) = fewest(&tasks, 0, &mut Vec::new()) else {
            // A task that nobody does makes an answer worthless there; as a week it is one.
            assert!(!verdict.valid);
            assert_eq!(rota.cost, Oracle::new(&week).optimum(), "seed {seed}");
            continue;
        };
        possible += 1;
        assert!(verdict.valid, "seed {seed}: {:?}", verdict.violations);
        let fewest = i64::try_from(fewest).unwrap();
        assert_eq!(verdict.cost, fewest, "seed {seed}");
        assert!(verdict.bound.unwrap() <= fewest, "seed {seed}");
    }
    assert!(possible > 40, "only {possible} problems have an answer");
}

#[test]
fn as_many_workers_as_tasks_at_once_are_proved_at_the_first_prices() {
    let mut more = 0;
    for seed in 0..120 {
        let tasks = tasks(seed);
        let week = tasks.week().unwrap();
        let mut rota = plan(&week, 500, 1, 1);
        if fewest(&tasks, 0, &mut Vec::new()).is_none() {
            continue;
        }
        let moments = tasks.spans.iter().map(|span| span.0);
        let at_once = moments.map(|now| {
            let spans = tasks.spans.iter();
            spans.filter(|span| span.0 <= now && now < span.1).count()
        });
        let at_once = i64::try_from(at_once.max().unwrap()).unwrap();
        let bound = rota.bound.unwrap();
        assert!(bound >= at_once, "seed {seed}: {bound} below {at_once}");
        more += u64::from(bound > at_once);
        rota.bound = Some(bound + 1);
        let verdict = check_smptsp(&tasks, &rota).unwrap();
        assert_eq!(verdict.certificate_ok, Some(false), "seed {seed}");
    }
    // What workers are qualified for proves more.
    assert!(more > 0, "no bound goes beyond the tasks at once");
}

#[test]
fn the_judge_goes_by_the_problem_itself() {
    let text = "Jobs = 2\n0 30\n20 50\nQualifications = 3\n2: 0 1\n1: 1\n1: 0\n";
    let tasks = Tasks::read(text.as_bytes()).unwrap();
    let week = Format::Smptsp.read(text.as_bytes()).unwrap();
    let rota = plan(&week, 500, 0, 1);
    assert!(check_smptsp(&tasks, &rota).unwrap().valid);
    let broken = |workers: [usize; 2]| {
        let mut rota = rota.clone();
        for (place, who) in rota.places.iter_mut().zip(workers) {
            place.as_mut().unwrap().supervisors = vec![who];
        }
        let verdict = check_smptsp(&tasks, &rota).unwrap();
        let rules = verdict.violations.iter().map(|violation| violation.rule);
        rules.collect::<Vec<_>>()
    };
    assert!(broken([0, 0]).contains(&"travel"));
    assert!(broken([1, 0]).contains(&"skill"));
    assert!(broken([2, 9]).contains(&"skill"));
    let mut shorter = rota.clone();
    shorter.places.pop();
    assert!(!check_smptsp(&tasks, &shorter).unwrap().valid);
}

#[test]
fn no_change_of_a_few_bytes_makes_the_reader_panic() {
    let text = "# a\nType = 1\nJobs = 3\n0 30\n20 50\n30 60\nQualifications = 2\n2: 0 1\n2: 1 2\n";
    let mut random = Random::new(7);
    let mut refused = 0;
    for _ in 0..4_000 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            bytes[at] = b"0123456789-:=#J \n"[random.below(17)];
        }
        refused += usize::from(Format::Smptsp.read(bytes.as_slice()).is_err());
    }
    assert!(refused > 1_000, "only {refused} of 4,000 were refused");
}

#[test]
fn more_pairs_of_a_task_and_a_worker_than_fit_into_memory_are_refused() {
    let spans = (0..20_000).map(|task| format!("{} {}\n", task % 1_400, task % 1_400 + 1));
    let spans: String = spans.collect();
    let qualified = "0:\n".repeat(5_000);
    let text = format!("Type = 1\nJobs = 20000\n{spans}Qualifications = 5000\n{qualified}");
    let tasks = Tasks::read(text.as_bytes()).unwrap();
    let fault = tasks.week().unwrap_err();
    assert!(
        fault.reason.contains("pairs of a task and a worker"),
        "{fault}"
    );
}
