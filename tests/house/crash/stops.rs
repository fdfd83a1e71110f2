//! The program is told to stop while people work: SIGTERM, as at every release.

use std::{
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use law::access::Role;

use super::{
    audit_is_whole,
    kills::people_work,
    load::{Work, made_unanswered, signs_in},
    program::Program,
};
use crate::support::{Chance, On, TestHouse, in_the_gate, sized, tell};

fn is_stopped(house: &TestHouse) {
    house.has_a_spoiled_audit();
    let clerk = house.staff("Priya", &[Role::SocialWorker, Role::Coordinator]);
    let (mut chance, times, mut answered) = (Chance::new(), sized("KITH_GATE_STOPS", 20), 0);
    for cycle in 0..times {
        let mut program = Program::start(house, "");
        let token = signs_in(&clerk, house, &program.base);
        let (base, stop) = (program.base.clone(), AtomicBool::new(false));
        let work = Work {
            house,
            base: &base,
            token: &token,
            cycle,
            stop: &stop,
        };
        let sent = people_work(&work, &mut chance, || {
            let told = Instant::now();
            program.is_told_to_stop();
            // It says that it is closing while it still takes requests.
            let ready = || house.asks("GET", "/readyz").at(&base).attempt();
            let closing = (0..10_000).find_map(|_| match ready() {
                Ok(answer) if answer.status == 200 => None,
                Ok(answer) => Some(answer.status),
                Err(gone) => panic!("gone before it said so: {gone}"),
            });
            assert_eq!(closing, Some(503));
            assert!(program.ends().success(), "{}", program.log());
            in_the_gate("its end", told.elapsed(), Duration::from_secs(30));
        });
        let made = made_unanswered(house, &sent);
        assert!(
            made.is_empty(),
            "made and not answered: {}",
            made.join("\n")
        );
        answered += sent.len();
    }
    audit_is_whole(house);
    println!("{times} stops, {answered} changes sent, none made without an answer");
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_is_told_to_stop_answers_what_it_took_on_sqlite() {
    tell(On::Sqlite, is_stopped);
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_is_told_to_stop_answers_what_it_took_on_postgres() {
    tell(On::Postgres, is_stopped);
}
