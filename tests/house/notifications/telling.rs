//! Who is told of what.

use law::session::Event;
use serde_json::json;

use super::{SECRETS, Scene, adds, family_link::link, household, slot};
use crate::support::{MailServer, Received};

const DAY: &str = "2026-12-01";

#[track_caller]
pub(super) fn only(server: &MailServer, name: &str) -> Received {
    let took = server.took_for(name);
    assert_eq!(took.len(), 1, "{name}");
    took.into_iter().next().unwrap()
}

pub(super) fn last(server: &MailServer, name: &str) -> Received {
    server.took_for(name).pop().unwrap()
}

mail_story!(
    each_is_told_of_a_published_session_what_they_may_know,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        assert_eq!(
            server.took().len(),
            0,
            "nothing leaves inside the transaction"
        );
        scene.delivers();
        let when = "When: Tuesday 1 December 2026, 10:00 to 11:30";
        let reference: String = session.as_str().chars().skip(26).collect();
        for name in [
            "ok.carer",
            "ok.taxi",
            "ok.interpreter",
            "ok.mother",
            "ok.rosa",
        ] {
            let mail = only(server, name);
            assert_eq!(mail.subject, format!("Appointment ref {reference}"));
            assert!(mail.plain.contains(when), "{name}: {}", mail.plain);
            assert_eq!(mail.envelope_to, [server.at(name)]);
            assert_eq!(mail.from, "appointments@kith.example.org");
            assert!(
                mail.types
                    .starts_with(&["text/plain".into(), "text/html".into()])
            );
            assert_eq!(mail.plain.contains("Ava"), name == "ok.carer", "{name}");
            assert_eq!(mail.html.contains("Ava"), name == "ok.carer", "{name}");
            for secret in SECRETS {
                assert!(
                    !mail.raw.contains(secret),
                    "{secret} to {name}: {}",
                    mail.raw
                );
                assert!(!mail.plain.contains(secret), "{secret} to {name}");
                assert!(!mail.html.contains(secret), "{secret} to {name}");
            }
        }
        let carer = only(server, "ok.carer");
        assert!(carer.plain.contains("Rosa from our service collects Ava"));
        let interpreter = only(server, "ok.interpreter");
        assert!(interpreter.plain.contains("Language: Polish"));
        let mother = only(server, "ok.mother");
        assert!(mother.plain.contains("Where: Hill House"));
        let found_by = "How to find it: Behind the library";
        assert!(mother.plain.contains(found_by));
        assert!(!carer.plain.contains(found_by), "Rosa comes to her door");
        assert!(
            !only(server, "ok.rosa").plain.contains(found_by),
            "she works there"
        );
        let worker = only(server, "ok.worker");
        assert!(worker.plain.contains(&format!("/sessions/{session}")));
        assert!(!worker.plain.contains("Ava"));
        let rows = house.texts("select rendered from notice where rendered is not null");
        assert_eq!(rows.len(), 6, "of a message its hash stays");
    }
);

mail_story!(
    calendars_are_neutral_and_follow_the_session,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let first = only(server, "ok.taxi").calendars.remove(0);
        assert_eq!(
            (first.method.as_str(), first.status.as_str()),
            ("REQUEST", "CONFIRMED")
        );
        assert_eq!(first.method_of_part.as_deref(), Some("REQUEST"));
        // The way takes half an hour: a driver's calendar is of the journeys.
        assert_eq!(first.starts, "2026-12-01T09:30:00+00:00");
        assert_eq!(first.zone.as_deref(), Some("Europe/London"));
        assert_eq!(first.zones, ["Europe/London"]);
        assert_eq!(first.place, "See run sheet");
        assert!(first.summary.starts_with("Appointment ref "));
        assert_eq!(first.organizer, "mailto:appointments@kith.example.org");
        assert_eq!(
            first.attendees,
            [format!("mailto:{}", server.at("ok.taxi"))]
        );
        let carer = only(server, "ok.carer").calendars.remove(0);
        assert_eq!(carer.place, "See your message");
        assert_eq!(only(server, "ok.mother").calendars.len(), 0);
        assert_eq!(only(server, "ok.worker").calendars.len(), 0);

        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, Event::Move { to });
        scene.delivers();
        let moved = last(server, "ok.taxi");
        let (new, old) = (
            "New time: Wednesday 2 December 2026, 14:00 to 15:30",
            "Old time: Tuesday 1 December 2026, 10:00 to 11:30",
        );
        assert!(moved.plain.contains(new) && moved.plain.contains(old));
        let moved = &moved.calendars[0];
        assert_eq!(moved.uid, first.uid);
        assert!(moved.sequence > first.sequence);
        assert_eq!(moved.starts, "2026-12-02T13:30:00+00:00");

        scene.publishes(session);
        scene.delivers();
        assert_eq!(server.took_for("ok.taxi").len(), 2, "they know of it");
        scene.cancels(session);
        scene.delivers();
        let off = last(server, "ok.taxi");
        assert!(off.plain.contains("Not going ahead"), "{}", off.plain);
        let off = &off.calendars[0];
        assert_eq!(
            (off.method.as_str(), off.status.as_str()),
            ("CANCEL", "CANCELLED")
        );
        assert_eq!(off.uid, first.uid);
        assert!(off.sequence > moved.sequence);
    }
);

mail_story!(
    nobody_hears_of_what_was_called_off_before_they_were_told,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.cancels(session);
        scene.delivers();
        let took = server.took();
        assert!(
            took.iter().all(|mail| mail.to == server.at("ok.worker")),
            "{took:?}"
        );
        assert_eq!(scene.notices("waiting"), 0);
    }
);

mail_story!(
    a_cancelled_session_never_sends_that_it_is_on,
    |house, server| {
        let scene = Scene::new(house, server);
        house.sql(&format!(
            "update user_account set email = '{}' where email = '{}'",
            server.at("busy.rosa"),
            server.at("ok.rosa")
        ));
        let session = scene.plans(DAY);
        scene.publishes(session);
        // The mail server puts the supervisor's message off, and meanwhile the session is called off.
        scene.delivers();
        assert!(server.took_for("busy.rosa").is_empty());
        scene.cancels(session);
        for _ in 0..4 {
            scene.delivers();
        }
        let took = server.took_for("busy.rosa");
        assert_eq!(took.len(), 1);
        assert!(
            took[0].plain.contains("Not going ahead"),
            "{}",
            took[0].plain
        );
        assert_eq!(took[0].calendars[0].method, "CANCEL");
        let subject = took[0].subject.as_str();
        assert!(
            subject.starts_with("Not going ahead: appointment ref "),
            "{subject}"
        );
    }
);

mail_story!(several_changes_become_one_message, |house, server| {
    let scene = Scene::new(house, server);
    let (one, two) = (scene.plans(DAY), scene.plans("2026-12-03"));
    let next_week = scene.plans("2026-12-08");
    for session in [one, two, next_week] {
        scene.publishes(session);
    }
    scene.delivers();
    let mut sizes: Vec<usize> = server
        .took_for("ok.carer")
        .iter()
        .map(|mail| mail.calendars.len())
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2], "one message for each week");
    let subjects: Vec<String> = server
        .took_for("ok.taxi")
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert!(
        subjects.contains(&"2 appointments".to_owned()),
        "{subjects:?}"
    );
});

mail_story!(
    a_move_of_the_child_is_told_to_carers_and_to_nobody_else,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let new_home = household(&scene.clerk, &server.at("ok.newcarer"));
        let placed = json!({ "household": new_home, "from": "2026-11-28" });
        let path = format!("/api/v1/people/{}/placements", scene.child);
        adds(&scene.clerk, &path, &placed);
        scene.delivers();
        assert_eq!(server.took_for("ok.mother").len(), 1, "nothing new for her");
        assert_eq!(server.took_for("ok.taxi").len(), 1);
        let old = last(server, "ok.carer");
        assert!(old.plain.contains("Not going ahead"), "{}", old.plain);
        assert!(
            !old.plain.contains("Ava"),
            "who is gone is not named: {}",
            old.plain
        );
        assert_eq!(old.calendars[0].method, "CANCEL");
        let new = only(server, "ok.newcarer");
        assert!(new.plain.contains("collects Ava"), "{}", new.plain);
    }
);

mail_story!(a_refusal_is_told_to_all_but_the_family, |house, server| {
    let scene = Scene::new(house, server);
    let session = scene.plans(DAY);
    scene.publishes(session);
    scene.delivers();
    scene.happens(session, Event::Suspend);
    scene.delivers();
    assert_eq!(
        server.took_for("ok.mother").len(),
        1,
        "a person writes the letter"
    );
    for name in ["ok.carer", "ok.taxi", "ok.interpreter", "ok.rosa"] {
        let mail = last(server, name);
        assert!(mail.plain.contains("On hold"), "{name}: {}", mail.plain);
        assert_eq!(mail.calendars[0].method, "CANCEL", "{name}");
    }
});

mail_story!(
    a_refusal_is_not_told_to_the_family_by_a_change_that_was_to_be_told,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, Event::Move { to });
        // Contact is refused before the new time is on its way.
        scene.happens(session, Event::Suspend);
        scene.delivers();
        assert!(last(server, "ok.carer").plain.contains("On hold"));
        only(server, "ok.mother");

        // The change is not lost: she hears of it once it is decided that the session goes ahead.
        scene.happens(session, Event::Resume);
        scene.publishes(session);
        scene.delivers();
        let mail = last(server, "ok.mother").plain;
        let new = "New time: Wednesday 2 December 2026, 14:00 to 15:30";
        assert!(mail.contains(new), "{mail}");

        // Nor does the page behind her link tell it.
        scene.happens(session, Event::Suspend);
        scene.delivers();
        let browser = house.browser();
        let page = browser.opens(&link(server, "ok.mother")).expect(200);
        assert!(page.says("There is nothing to tell you any more"));
        assert!(!page.says("On hold"));
    }
);

mail_story!(
    a_change_is_told_to_those_for_whom_something_is_new,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let other = json!({ "name": "Park View", "kind": "centre", "cleaning_minutes": "0",
            "contact": { "address": "5 Canary Street", "postcode": "ZZ99 5HH" } });
        let other = adds(&scene.clerk, "/api/v1/venues", &other);
        let sql = format!("update session set venue_id = '{other}' where id = '{session}'");
        scene.changes(session, &sql);
        scene.delivers();
        for name in ["ok.mother", "ok.interpreter", "ok.rosa"] {
            let mail = last(server, name);
            assert!(mail.plain.starts_with("Changed"), "{name}: {}", mail.plain);
            let (new, old) = ("New place: Park View", "Old place: Hill House");
            assert!(mail.plain.contains(new), "{name}: {}", mail.plain);
            assert!(mail.plain.contains(old), "{name}: {}", mail.plain);
        }
        // Rosa still fetches Ava from her carer at ten; the firm has its run sheet.
        only(server, "ok.carer");
        only(server, "ok.taxi");

        // Once more the same, and nobody hears of it.
        let told = server.took_for("ok.mother").len();
        scene.changes(session, &sql);
        scene.delivers();
        assert_eq!(server.took_for("ok.mother").len(), told);
    }
);

mail_story!(
    the_new_time_of_a_session_that_is_held_is_told_when_it_is_published,
    |house, server| {
        let scene = Scene::new(house, server);
        let session = scene.plans(DAY);
        scene.publishes(session);
        scene.delivers();
        let to = slot("2026-12-02", "14:00", "15:30");
        house.holds(session.as_str());
        scene.happens(session, Event::Move { to });
        scene.delivers();
        for name in [
            "ok.carer",
            "ok.taxi",
            "ok.interpreter",
            "ok.mother",
            "ok.rosa",
        ] {
            let mail = last(server, name).plain;
            assert!(mail.starts_with("Not at this time: ref "), "{name}: {mail}");
            assert!(mail.contains("Tuesday 1 December"), "{name}: {mail}");
            assert!(!mail.contains("2 December"), "{name}: {mail}");
        }
        let off = last(server, "ok.taxi").calendars.remove(0);
        assert_eq!(off.method, "CANCEL");
        // Moved on while it is held: there is nothing new to say.
        let to = slot("2026-12-02", "14:30", "16:00");
        scene.happens(session, Event::Move { to });
        scene.delivers();
        let told = server.took_for("ok.mother").len();
        assert_eq!(told, 2, "told of it, and that it is not then");
        let to = slot("2026-12-02", "14:00", "15:30");
        scene.happens(session, Event::Move { to });
        house.frees(session.as_str());
        scene.publishes(session);
        scene.delivers();
        let mail = last(server, "ok.mother").plain;
        assert!(mail.contains("Wednesday 2 December 2026, 14:00"), "{mail}");
        assert!(mail.starts_with("New time for ref "), "{mail}");
        assert!(mail.contains("Old time: Tuesday 1 December 2026"), "{mail}");
        let on = last(server, "ok.taxi").calendars.remove(0);
        assert_eq!((on.method.as_str(), &on.uid), ("REQUEST", &off.uid));
        assert!(on.sequence > off.sequence, "a calendar takes what is newer");
    }
);
