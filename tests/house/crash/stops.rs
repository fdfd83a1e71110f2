//! The program is told to stop while people work: SIGTERM, as at every release.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use law::access::Role;

use super::{
    audit_is_whole,
    busy::comes,
    kills::people_work,
    load::{Work, made_unanswered, person, signs_in},
    program::Program,
};
use crate::support::{Chance, On, TestHouse, in_letters, in_the_gate, sized, tell};

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

/// How many wait for the database.
const WAITING: u32 = 8;

/// Asks for a change, and is answered later.
fn asks(program: &Program, token: &str, name: &str) -> TcpStream {
    let body = person(name).to_string();
    let mut asking = program.connects().unwrap();
    write!(
        asking,
        "POST /api/v1/people HTTP/1.1\r\nhost: kith.example.org\r\nauthorization: Bearer {token}\r\n\
         idempotency-key: key-{name}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    asking
}

/// The status of the answer, if there is a whole one.
fn status(mut asking: TcpStream) -> Option<u16> {
    let mut answer = String::new();
    asking.read_to_string(&mut answer).ok()?;
    let whole = answer.ends_with('}');
    let status = answer.split(' ').nth(1).filter(|_| whole)?;
    status.parse().ok()
}

/// The database is taken while changes are asked for, and given back once the program takes no more:
/// what was answered to each, and how many were made.
fn changes_wait(house: &TestHouse, faults: &str) -> (Vec<Option<u16>>, i64) {
    house.has_a_spoiled_audit();
    let clerk = house.staff("Priya", &[Role::SocialWorker]);
    let mut program = Program::start(house, faults);
    let token = signs_in(&clerk, house, &program.base);
    let keeps_out = house.takes_the_database();
    let asked: Vec<TcpStream> = (0..WAITING)
        .map(|number| asks(&program, &token, &in_letters(number)))
        .collect();
    program.is_told_to_stop();
    // It is told before it closes its door, and takes whoever stands there.
    assert!(comes(|| program.connects().is_err()), "it still takes more");
    drop(keeps_out);
    let answered = asked.into_iter().map(status).collect();
    assert!(program.ends().success(), "{}", program.log());
    (answered, house.number("select count(*) from person"))
}

fn what_waits_is_answered(house: &TestHouse) {
    let (answered, made) = changes_wait(house, "");
    let made_of_them = answered.iter().filter(|one| **one == Some(201)).count();
    // Whoever waits too long for the database is told so, and nothing is made of it.
    let refused = answered.iter().filter(|one| **one == Some(503)).count();
    println!("{made_of_them} were made, {refused} put off: {answered:?}");
    assert_eq!(made_of_them + refused, answered.len(), "{answered:?}");
    assert_eq!(made, i64::try_from(made_of_them).unwrap(), "{answered:?}");
    assert!(made_of_them > 0, "nothing waited: {answered:?}");
    audit_is_whole(house);
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn what_waits_when_the_program_is_told_to_stop_is_answered_on_sqlite() {
    tell(On::Sqlite, what_waits_is_answered);
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn what_waits_when_the_program_is_told_to_stop_is_answered_on_postgres() {
    tell(On::Postgres, what_waits_is_answered);
}

#[cfg(feature = "faults")]
#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_breaks_off_what_it_took_is_found() {
    tell(On::Sqlite, |house| {
        let (answered, _) = changes_wait(house, "breaks_off");
        let dropped = answered.iter().filter(|one| one.is_none()).count();
        assert!(
            dropped > 0,
            "a test that cannot fail proves nothing: {answered:?}"
        );
    });
}

/// How many jobs have a turn.
fn turns(house: &TestHouse) -> i64 {
    house.number("select count(*) from job_lease")
}

/// Every job had its turn, some for hours; then the program is told to stop.
fn works_and_stops(house: &TestHouse, mut program: Program) {
    house.has_a_spoiled_audit();
    let has_all = comes(|| turns(house) == JOBS);
    assert!(has_all, "{} of {JOBS}: {}", turns(house), program.log());
    program.is_told_to_stop();
    assert!(program.ends().success(), "{}", program.log());
}

/// How many jobs there are.
const JOBS: i64 = 7;

fn turns_are_handed_back(house: &TestHouse) {
    works_and_stops(house, Program::start(house, ""));
    assert_eq!(turns(house), 0, "handed back");
    // The next one does at once what has its turn every six hours; and hands it back as well.
    works_and_stops(house, Program::works(house));
    assert_eq!(turns(house), 0, "handed back by a worker");
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_stops_hands_its_turns_back_on_sqlite() {
    tell(On::Sqlite, turns_are_handed_back);
}

#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_stops_hands_its_turns_back_on_postgres() {
    tell(On::Postgres, turns_are_handed_back);
}

#[cfg(feature = "faults")]
#[test]
#[ignore = "stops the program: the stage crash"]
fn a_program_that_keeps_its_turns_is_found() {
    tell(On::Sqlite, |house| {
        works_and_stops(house, Program::start(house, "leases_are_kept"));
        assert_eq!(turns(house), JOBS, "a test that cannot fail proves nothing");
    });
}
