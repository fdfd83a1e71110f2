//! How soon a published week is valid again after something has happened, how much changes, and how
//! much better the answer gets: `cargo bench -p rota-solver --bench repair`. Where `ROTA_BENCH_KEEP` names a folder, the
//! small weeks after what happened are kept there, and what their repairs cost, so that others can be asked whether
//! anything costs less.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints its figures, stops where something is wrong, and is told by the environment where to keep what"
)]

use rota_solver::check;
use rota_solver::generate::{Size, week};
use rota_solver::instance::{Case, Instance, Session};
use rota_solver::problem::Problem;
use rota_solver::repair::{
    Absence, Addition, Cancellation, Closure, Event, FORMAT, Happening, repair,
};
use rota_solver::search::{Budget, Options, Random, search};
use rota_solver::{answer, rota::Rota};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Size, steps to plan the published week, events timed to the first answer, events searched on.
const SIZES: [(Size, u64, usize, usize); 4] = [
    (Size::S, 100_000, 500, 20),
    (Size::M, 150_000, 500, 10),
    (Size::L, 250_000, 300, 8),
    (Size::Xl, 300_000, 100, 6),
];
const DEADLINE: Duration = Duration::from_secs(2);

fn main() {
    println!("| week | first answer, p50 | p99 | most | computing alone, p99 |");
    println!("| --- | --- | --- | --- | --- |");
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let chosen = |size: &Size| {
        only.as_ref()
            .is_none_or(|only| *only == format!("{size:?}"))
    };
    let mut after = Vec::new();
    for (size, steps, timed, searched) in SIZES.into_iter().filter(|(size, ..)| chosen(size)) {
        let week = published(size, steps);
        let mut random = Random::new(8);
        let times: Vec<(Duration, Duration)> = (0..timed)
            .map(|_| time_to_first(&week, &event(&week, &mut random)))
            .collect();
        let mut waited: Vec<f64> = times
            .iter()
            .map(|time| 1e3 * time.0.as_secs_f64())
            .collect();
        let mut busy: Vec<f64> = times
            .iter()
            .map(|time| 1e3 * time.1.as_secs_f64())
            .collect();
        waited.sort_unstable_by(f64::total_cmp);
        busy.sort_unstable_by(f64::total_cmp);
        let at = |share: usize| (timed - 1) * share / 100;
        println!(
            "| {size:?} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms |",
            waited[at(50)],
            waited[at(99)],
            waited[at(100)],
            busy[at(99)]
        );
        for number in 1..=searched {
            let event = event(&week, &mut random);
            let (told, last) = search_on(&week, &event);
            after.push(format!("| {size:?} | {told}"));
            if size == Size::S {
                keep(number, &event.apply(&week).unwrap(), &last);
            }
        }
    }
    println!();
    println!(
        "| week | hit | changed at first | after 2 s | without a place before / at first / after 2 s | cost at first | after 2 s |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for line in after {
        println!("{line}");
    }
}

/// A planned week whose rota people have been told.
fn published(size: Size, steps: u64) -> Instance {
    let mut week = week(size, 1000, 1);
    let problem = Problem::new(&week);
    let options = options(Budget::Steps(steps));
    let found = search(&problem, options, &AtomicBool::new(false), &mut |_| ());
    let rota = answer::write(&problem, &found.placed);
    week.publish(&rota.places);
    week
}

fn options(budget: Budget) -> Options {
    Options {
        budget,
        seed: 1,
        threads: 1,
    }
}

/// At half past eight of some day something happens to one of its sessions: mostly a supervisor is away for the day;
/// or its room is closed, it is cancelled, it takes half an hour longer, or the family needs another one.
fn event(week: &Instance, random: &mut Random) -> Event {
    let told = week.sessions.iter();
    let told: Vec<_> = told
        .filter_map(|session| Some((session, session.published.as_ref()?)))
        .collect();
    let (session, place) = *random.pick(&told).unwrap();
    let (from, to) = ((place.day, 510), (place.day, 1440));
    let event = match random.below(10) {
        0..5 => Happening::SupervisorAway(Absence {
            supervisor: place.supervisors[0],
            from,
            to,
        }),
        5..7 => Happening::RoomClosed(Closure {
            venue: place.venue,
            room: Some(place.room),
            from,
            to,
        }),
        7 => Happening::SessionCancelled(Cancellation {
            session: session.id.clone(),
        }),
        8 => Happening::SessionChanged(Box::new(Session {
            duration_min: session.duration_min + 30,
            published: None,
            ..session.clone()
        })),
        _ => Happening::SessionAdded(another(session)),
    };
    Event {
        format: FORMAT.to_owned(),
        now: from,
        event,
    }
}

/// Another session like this one, in a case of its own.
fn another(session: &Session) -> Addition {
    let [id, case] = ["another", "another-case"].map(str::to_owned);
    Addition {
        case: Case {
            id: case.clone(),
            sessions: vec![id.clone()],
            min_per_week: 0,
            max_per_week: 1,
            min_gap_days: 0,
        },
        session: Box::new(Session {
            id,
            case,
            published: None,
            ..session.clone()
        }),
    }
}

/// How long the first answer takes, and how much of that this thread has computed.
fn time_to_first(week: &Instance, event: &Event) -> (Duration, Duration) {
    let cancel = AtomicBool::new(false);
    let (begun, computed) = (Instant::now(), computed());
    let mut first = None;
    let options = options(Budget::Steps(0));
    repair(week, event, options, &cancel, &mut |_| {
        first.get_or_insert((begun.elapsed(), self::computed().saturating_sub(computed)));
        cancel.store(true, Ordering::Relaxed);
    })
    .unwrap();
    first.unwrap()
}

/// What this thread has computed so far, where Linux tells it: on a busy machine waiting for a
/// processor takes longer than a repair.
fn computed() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// Keeps the week after an event, and what its repair costs. What is cancelled is nothing that others know.
fn keep(number: usize, after: &Instance, mended: &Rota) {
    if after.sessions.iter().any(|session| session.cancelled) {
        return;
    }
    let Some(folder) = std::env::var_os("ROTA_BENCH_KEEP").map(PathBuf::from) else {
        return;
    };
    let told = serde_json::json!({"cost": mended.cost});
    let file = |what| folder.join(format!("mended-{number}.{what}.json"));
    fs::write(file("week"), serde_json::to_vec(after).unwrap()).unwrap();
    fs::write(file("told"), serde_json::to_vec(&told).unwrap()).unwrap();
}

/// The line of the table, and the rota after the deadline.
fn search_on(week: &Instance, event: &Event) -> (String, Rota) {
    let never = AtomicBool::new(false);
    let mut first: Option<Rota> = None;
    let last = repair(
        week,
        event,
        options(Budget::Time(DEADLINE)),
        &never,
        &mut |rota| {
            first.get_or_insert_with(|| rota.clone());
        },
    );
    let (first, last) = (first.unwrap(), last.unwrap());
    for rota in [&first, &last] {
        let verdict = check::check_repair(week, event, rota).unwrap();
        assert!(verdict.valid, "{:?}", verdict.violations);
    }
    let hit = |rota: &Rota| {
        let hit = rota.changes.iter();
        hit.filter(|change| change.cause == rota_solver::rota::Cause::Hit)
            .count()
    };
    let open = |rota: &Rota| rota.places.iter().filter(|place| place.is_none()).count();
    let before = week
        .sessions
        .iter()
        .filter(|session| session.published.is_none())
        .count();
    let told = format!(
        "{} | {} | {} | {before} / {} / {} | {} | {} |",
        hit(&first),
        first.changes.len(),
        last.changes.len(),
        open(&first),
        open(&last),
        first.cost,
        last.cost
    );
    (told, last)
}
