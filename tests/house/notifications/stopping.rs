//! The program ends in the middle of a turn: what it took and did not try is due again at once.

use std::{
    net::{TcpListener, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use kernel::time::Clock;

use super::Scene;
use crate::support::{MailServer, On, TestHouse, tell_mailing};

/// Plays a mail server to whom somebody says stop when its first guest comes; it hangs up on all.
fn hangs_up(listener: &TcpListener, house: &TestHouse, over: &AtomicBool) {
    for guest in listener.incoming() {
        house.app.close();
        drop(guest);
        if over.load(Ordering::Relaxed) {
            break;
        }
    }
}

fn is_told_in_the_middle_of_a_turn(on: On) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = MailServer::played_at(address.port());
    tell_mailing(on, &server, |house| {
        let scene = Scene::new(house, &server);
        scene.publishes(scene.plans("2026-12-01"));
        let all = scene.notices("waiting");
        house.real_clock.advance(Duration::from_mins(11));
        let over = AtomicBool::new(false);
        let tried = std::thread::scope(|scope| {
            scope.spawn(|| hangs_up(&listener, house, &over));
            let tried = house.app.deliver_notices().unwrap();
            over.store(true, Ordering::Relaxed);
            TcpStream::connect(address).unwrap();
            i64::try_from(tried).unwrap()
        });
        assert!(tried >= 1 && tried < all, "{tried} of {all} were tried");
        let now = house.real_clock.now().millis();
        let due = house.number(&format!(
            "select count(*) from notice
             where state = 'waiting' and attempts = 0 and next_at <= {now}"
        ));
        assert_eq!(due, all - tried, "what was not tried is due, as before");
        let later = house.number(&format!(
            "select count(*) from notice
             where state = 'waiting' and attempts = 1 and next_at > {now}"
        ));
        assert_eq!(later, tried, "what was tried waits its time");
    });
}

#[test]
fn what_a_stopping_program_did_not_try_is_due_at_once_on_sqlite() {
    is_told_in_the_middle_of_a_turn(On::Sqlite);
}

#[test]
fn what_a_stopping_program_did_not_try_is_due_at_once_on_postgres() {
    is_told_in_the_middle_of_a_turn(On::Postgres);
}
