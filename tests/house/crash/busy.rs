//! The database is taken for a while. That is no fault of the program: background work waits for its next
//! turn, and the log says no more than that.

use std::{thread, time::Duration};

use super::program::Program;

story!(
    a_job_that_finds_the_database_taken_waits_for_its_next_turn,
    |house| {
        let program = Program::start(house, "");
        let turn = || {
            house.number("select coalesce(max(until), 0) from job_lease where job = 'send notices'")
        };
        assert!(comes(|| turn() > 0), "no job had a turn: {}", program.log());
        let taken = house.takes_the_database();
        let warned = comes(|| {
            program
                .log()
                .contains("the database is busy: left to the next turn")
        });
        let last = turn();
        drop(taken);
        let log = program.log();
        assert!(warned, "{log}");
        assert!(comes(|| turn() > last), "no job had its next turn: {log}");
        assert!(!program.log().contains("\"ERROR\""), "{log}");
    }
);

/// Whether it is so within half a minute.
pub fn comes(is_so: impl Fn() -> bool) -> bool {
    (0..300).any(|_| {
        let now = is_so();
        if !now {
            thread::sleep(Duration::from_millis(100));
        }
        now
    })
}
