//! R10: a mail server that refuses, puts off, hangs, dawdles and cuts off. Nothing is lost; only
//! what was cut off after its text arrives twice, and then under the same Message-ID.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use kith::{
    notifications::commands::{Carried, PostOffice, settle, take},
    storage::faults::MAIL_UNMINDED,
};
use law::access::{Actor, act};
use serde_json::json;

use super::{Scene, adds};
use crate::support::{MailServer, On, TestHouse, in_the_gate, sized, tell_mail, within};

/// A hundred weeks, twenty recipients each: 2,000 messages.
const WEEKS: i64 = 100;

fn relatives(scene: &Scene<'_>, server: &MailServer, names: &[String]) -> Vec<String> {
    let add = |name: &String| {
        let body = json!({ "given_name": "Kin", "family_name": "Potter", "is_child": false,
            "first_language": "English", "contact": { "email": server.at(name) } });
        adds(&scene.clerk, "/api/v1/people", &body)
    };
    names.iter().map(add).collect()
}

/// Publishes a session with these in each of so many weeks.
fn publishes_weeks(scene: &Scene<'_>, weeks: i64, visitors: &[String]) {
    let others: Vec<(&str, &str)> = visitors
        .iter()
        .map(|visitor| (visitor.as_str(), "visitor"))
        .chain([
            (scene.supervisor.as_str(), "supervisor"),
            (scene.taxi.as_str(), "taxi"),
            (scene.interpreter.as_str(), "interpreter"),
        ])
        .collect();
    let first: kernel::time::LondonDay = "2026-12-01".parse().unwrap();
    for week in 0..weeks {
        let day = first.plus_days(week * 7).to_string();
        let session = scene.plans_with(&day, &others);
        scene.publishes(session);
    }
}

/// Works until nothing waits any more, as the clock goes on.
fn works_off(scene: &Scene<'_>) {
    for _ in 0..40 {
        scene.house.real_clock.advance(Duration::from_mins(20));
        scene.house.app.deliver_notices().unwrap();
        if scene.notices("waiting") == 0 {
            return;
        }
    }
    panic!("{} notices still wait", scene.notices("waiting"));
}

/// How often each message arrived: by recipient and Message-ID.
fn arrived(server: &MailServer) -> BTreeMap<(String, String), usize> {
    let mut arrived = BTreeMap::new();
    for mail in server.took() {
        *arrived.entry((mail.to, mail.message_id)).or_default() += 1;
    }
    arrived
}

fn everybody(cut: usize, busy: usize, bad: usize, ok: usize) -> Vec<String> {
    let named = |how: &'static str, count| (0..count).map(move |at| format!("{how}.{at}"));
    named("cut", cut)
        .chain(named("busy", busy))
        .chain(named("bad", bad))
        .chain(named("ok", ok))
        .collect()
}

fn all_survive(house: &TestHouse, server: &MailServer) {
    let scene = Scene::new(house, server);
    let names = everybody(2, 3, 2, 8);
    let visitors = relatives(&scene, server, &names);
    publishes_weeks(&scene, WEEKS, &visitors);
    works_off(&scene);
    let arrived = arrived(server);
    // Fifteen relatives, of whom two have no mailbox; carer, taxi, interpreter, supervisor, worker.
    let weeks = usize::try_from(WEEKS).unwrap();
    assert_eq!(arrived.len(), weeks * 18, "every message arrived");
    let twice: BTreeSet<&str> = arrived
        .iter()
        .filter(|(_, times)| **times != 1)
        .map(|((to, _), _)| to.as_str())
        .collect();
    assert!(
        twice.iter().all(|to| to.starts_with("cut.")),
        "only what was cut off arrives twice: {twice:?}"
    );
    assert_eq!(twice.len(), 2, "the switch of the server was thrown");
    assert_eq!(scene.notices("failed"), WEEKS * 2);
    assert_eq!(scene.notices("sent"), WEEKS * 18);
    let listed = scene.clerk.opens("/notices").expect(200);
    assert!(listed.says("The mail server refused the address"));
}

/// Each storm in a house of its own: before a release twenty-five, which is 50,000 messages.
fn storms(on: On) {
    for _ in 0..sized("KITH_GATE_STORMS", 1) {
        tell_mail(on, all_survive);
    }
}

mod two_thousand_messages_survive_a_bad_mail_server {
    use super::{On, storms};

    #[test]
    fn sqlite() {
        storms(On::Sqlite);
    }
    #[test]
    fn postgres() {
        storms(On::Postgres);
    }
}

/// The time within which 99 of 100 looks at the list of messages were answered.
fn looks(scene: &Scene<'_>, number: usize) -> Duration {
    let look = |_| {
        let began = Instant::now();
        let asked = scene.clerk.api("GET", "/api/v1/notices");
        asked.answer().expect(200);
        began.elapsed()
    };
    within(99, &mut (0..number).map(look).collect::<Vec<_>>())
}

mail_story!(
    a_mail_server_that_hangs_or_dawdles_loses_nothing,
    |house, server| {
        let scene = Scene::new(house, server);
        let names = ["hang.1".to_owned(), "slow.1".to_owned(), "ok.1".to_owned()];
        let visitors = relatives(&scene, server, &names);
        publishes_weeks(&scene, 1, &visitors);
        house.real_clock.advance(Duration::from_mins(11));
        let number = sized("KITH_GATE_LOOKS", 20);
        let before = looks(&scene, number);
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| house.app.deliver_notices().unwrap());
            // The house goes on answering while the mail server makes up its mind.
            let meanwhile = looks(&scene, number);
            assert!(!sending.is_finished(), "the mail server hung");
            in_the_gate(
                "looks while the mail server hangs",
                meanwhile,
                before * 5 / 4,
            );
            sending.join().unwrap();
        });
        assert_eq!(scene.notices("waiting"), 2);
        works_off(&scene);
        for name in names {
            let took = server.took_for(&name);
            let ids: BTreeSet<&str> = took.iter().map(|mail| mail.message_id.as_str()).collect();
            assert_eq!(ids.len(), 1, "{name}");
        }
    }
);

mail_story!(
    a_mail_server_that_is_away_for_a_day_loses_nothing,
    |house, server| {
        let scene = Scene::new(house, server);
        publishes_weeks(&scene, 3, &[]);
        // Nobody listens there: as if the server were away, hour after hour.
        let nowhere = PostOffice::new(
            Some("smtp://127.0.0.1:9"),
            "a@example.org".parse().unwrap(),
            &"https://kith.example.org".parse().unwrap(),
            [0_u8; 32].into(),
        );
        let nowhere = nowhere.unwrap();
        for _ in 0..24 {
            house.real_clock.advance(Duration::from_hours(2));
            let store = &house.app.store;
            let taken = store
                .write::<act::SendNotices, _>(&Actor::System, |work| take(work, &nowhere, 100));
            let mails = taken.unwrap().into_value();
            assert!(!mails.is_empty());
            let sent: Vec<_> = mails
                .into_iter()
                .map(|mail| match nowhere.send(&mail) {
                    Carried::Came(outcome) => (mail, outcome),
                    other @ Carried::ForMailbox(_) => panic!("{other:?}"),
                })
                .collect();
            let settled =
                store.write::<act::SendNotices, _>(&Actor::System, |work| settle(work, &sent));
            settled.unwrap().into_value();
        }
        assert_eq!(scene.notices("sent"), 0);
        works_off(&scene);
        assert_eq!(arrived(server).len(), 15);
    }
);

mail_story!(alone the_storm_would_notice_that_an_answer_is_not_minded, |house, server| {
    MAIL_UNMINDED.set(true);
    let scene = Scene::new(house, server);
    let visitors = relatives(&scene, server, &["busy.1".to_owned()]);
    publishes_weeks(&scene, 1, &visitors);
    works_off(&scene);
    MAIL_UNMINDED.set(false);
    assert_eq!(scene.notices("sent"), 6, "it believes that all is well");
    assert_eq!(arrived(server).len(), 5, "and one message is lost");
});
