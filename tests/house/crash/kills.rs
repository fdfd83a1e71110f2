//! `kill -9`: of the program, and of every process of PostgreSQL.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use kernel::refusal::Kind;
use law::access::Role;

use super::{
    audit_is_whole, cluster,
    load::{Findings, PEOPLE, Sent, Work, half_done, signs_in},
    program::Program,
};
use crate::support::{Chance, On, Person, TestHouse, in_the_gate, sized, tell};

/// Kills of the negative control: what it must show, it shows in few.
const FEW: u32 = 5;

/// Lets people work until enough was acknowledged; then `happens`, and they are told to stop.
pub fn people_work(work: &Work<'_>, chance: &mut Chance, happens: impl FnOnce()) -> Vec<Sent> {
    let enough = 30 + chance.below(60);
    let (told, hears) = mpsc::channel();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..PEOPLE)
            .map(|who| {
                let (chance, told) = (
                    chance.apart(who + u64::from(work.cycle) * 100),
                    told.clone(),
                );
                scope.spawn(move || work.is_done(who, chance, &told))
            })
            .collect();
        drop(told);
        for _ in 0..enough {
            hears.recv().unwrap();
        }
        happens();
        work.stop.store(true, Ordering::Relaxed);
        all.into_iter()
            .flat_map(|one| one.join().unwrap())
            .collect()
    })
}

fn clerk(house: &TestHouse) -> Person<'_> {
    house.staff("Priya", &[Role::SocialWorker, Role::Coordinator])
}

/// Kills and starts again, that many times.
fn is_killed(house: &TestHouse, times: u32, faults: &str) -> (Findings, Vec<String>) {
    let (clerk, mut chance) = (clerk(house), Chance::new());
    let (mut all, mut found): (Vec<Sent>, Findings) = (Vec::new(), Findings::default());
    for cycle in 0..times {
        let program = Program::start(house, faults);
        let (base, token) = (program.base.clone(), signs_in(&clerk, house, &program.base));
        let stop = AtomicBool::new(false);
        let work = Work {
            house,
            base: &base,
            token: &token,
            cycle,
            stop: &stop,
        };
        let sent = people_work(&work, &mut chance, || program.killed());
        let again = Program::start(house, "");
        let token = signs_in(&clerk, house, &again.base);
        let work = Work {
            house,
            base: &again.base,
            token: &token,
            cycle,
            stop: &stop,
        };
        let more = work.finds(&sent);
        found.acknowledged += more.acknowledged;
        found.in_doubt += more.in_doubt;
        found.lost.extend(more.lost);
        all.extend(sent);
        assert!(!again.log().contains("panicked"), "{}", again.log());
    }
    let half = half_done(house, &all);
    println!(
        "{times} kills: {} acknowledged, {} in doubt, {} lost, {} half done",
        found.acknowledged,
        found.in_doubt,
        found.lost.len(),
        half.len()
    );
    (found, half)
}

fn nothing_is_lost(house: &TestHouse) {
    house.has_a_spoiled_audit();
    let (found, half) = is_killed(house, sized("KITH_GATE_KILLS", 20), "");
    assert!(found.lost.is_empty(), "{}", found.lost.join("\n"));
    assert!(half.is_empty(), "{}", half.join("\n"));
    audit_is_whole(house);
    assert!(found.acknowledged > 300, "{found:?}");
}

#[test]
#[ignore = "kills the program: the stage crash"]
fn a_program_that_is_killed_loses_nothing_on_sqlite() {
    tell(On::Sqlite, nothing_is_lost);
}

#[test]
#[ignore = "kills the program: the stage crash"]
fn a_program_that_is_killed_loses_nothing_on_postgres() {
    tell(On::Postgres, nothing_is_lost);
}

/// A program that loses every twentieth write is found.
#[cfg(feature = "faults")]
fn something_is_lost(house: &TestHouse) {
    house.has_a_spoiled_audit();
    let (found, half) = is_killed(house, 2, "loses_writes");
    assert!(
        !found.lost.is_empty() || !half.is_empty(),
        "a test that cannot fail proves nothing"
    );
}

#[cfg(feature = "faults")]
#[test]
#[ignore = "kills the program: the stage crash"]
fn a_program_that_forgets_what_it_acknowledged_is_found_on_sqlite() {
    tell(On::Sqlite, something_is_lost);
}

#[cfg(feature = "faults")]
#[test]
#[ignore = "kills the program: the stage crash"]
fn a_program_that_forgets_what_it_acknowledged_is_found_on_postgres() {
    tell(On::Postgres, something_is_lost);
}

/// Kills every process of the database under load, that many times; the program runs on.
fn loses_its_database(house: &TestHouse, times: u32) -> (Findings, Vec<String>) {
    let (clerk, mut chance) = (clerk(house), Chance::new());
    let program = Program::start(house, "");
    let (mut all, mut found): (Vec<Sent>, Findings) = (Vec::new(), Findings::default());
    for cycle in 0..times {
        let token = signs_in(&clerk, house, &program.base);
        let stop = AtomicBool::new(false);
        let work = Work {
            house,
            base: &program.base,
            token: &token,
            cycle,
            stop: &stop,
        };
        let ask = |path: &str| {
            house
                .asks("GET", path)
                .at(&program.base)
                .bearer(&token)
                .answer()
        };
        let sent = people_work(&work, &mut chance, || {
            cluster::is_killed();
            assert_eq!(ask("/readyz").status, 503);
            assert_eq!(ask("/api/v1/people").problem(), Kind::Unavailable);
            assert_eq!(ask("/healthz").status, 200);
        });
        cluster::starts_again();
        // Each question waits for a connection: no clock is needed.
        let began = Instant::now();
        let well = (0..200).any(|_| ask("/readyz").status == 200);
        assert!(well, "not well again after the database was");
        in_the_gate("well again", began.elapsed(), Duration::from_secs(10));
        let more = work.finds(&sent);
        found.acknowledged += more.acknowledged;
        found.in_doubt += more.in_doubt;
        found.lost.extend(more.lost);
        all.extend(sent);
    }
    let half = half_done(house, &all);
    println!(
        "{times} kills of the database: {} acknowledged, {} in doubt, {} lost, {} half done",
        found.acknowledged,
        found.in_doubt,
        found.lost.len(),
        half.len()
    );
    assert!(!program.log().contains("panicked"), "{}", program.log());
    (found, half)
}

#[test]
#[ignore = "kills its database: the stage crash"]
fn a_database_that_is_killed_loses_nothing() {
    if cluster::is_ours_to_kill("durable") {
        tell(On::Postgres, |house| {
            house.has_a_spoiled_audit();
            let times = sized("KITH_GATE_DATABASE_KILLS", 5);
            let (found, half) = loses_its_database(house, times);
            assert!(found.lost.is_empty(), "{}", found.lost.join("\n"));
            assert!(half.is_empty(), "{}", half.join("\n"));
            audit_is_whole(house);
            assert!(found.acknowledged > 100, "{found:?}");
        });
    }
}

#[test]
#[ignore = "kills its database: the stage crash"]
fn a_database_that_does_not_wait_for_its_disk_is_found() {
    if cluster::is_ours_to_kill("loose") {
        tell(On::Postgres, |house| {
            house.has_a_spoiled_audit();
            let (found, half) = loses_its_database(house, FEW);
            assert!(
                !found.lost.is_empty() || !half.is_empty(),
                "a test that cannot fail proves nothing: {found:?}"
            );
        });
    }
}
