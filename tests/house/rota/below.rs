//! Families below what is due to them: read about before a week goes out, and told of to who answers for
//! them.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::{MONDAY, Stage};
use crate::orders;

/// The court orders two sessions a week for a child; nobody has checked it yet, and it counts at once.
fn twice_a_week(stage: &Stage<'_>, child: &str) {
    let mut order = orders::order(child);
    order["text"] = "2. No fewer than two occasions each week.".into();
    let entered = stage.asha.api("POST", "/api/v1/orders").json(&order);
    let id = entered.answer().expect(201).json()["id"].clone();
    let mut rule = orders::rule();
    rule["quote"] = "No fewer than two occasions each week".into();
    rule["times"] = "2".into();
    let rules = format!("/api/v1/orders/{}/rules", id.as_str().unwrap());
    let adding = stage.asha.api("POST", &rules).header("if-match", "\"1\"");
    adding.json(&rule).answer().expect(200);
}

story!(
    a_family_below_its_minimum_is_read_about_and_stops_nobody,
    |house| {
        let stage = Stage::set(house);
        let (ava, ben) = (
            stage.family("Ava", "Potter", 1),
            stage.family("Ben", "Tully", 2),
        );
        twice_a_week(&stage, &ava.child);
        stage.planned(
            &ava,
            ("2026-12-01", "10:00", "11:30"),
            &stage.rosa,
            &stage.garden,
        );
        stage.planned(
            &ben,
            ("2026-12-01", "10:00", "11:30"),
            &stage.milo,
            &stage.oak,
        );
        let board = stage.asha.opens(&format!("/rota/{MONDAY}")).expect(200);
        assert!(board.says("Below the ordered minimum"));
        assert!(
            board.says("Ava P, 7: 1 of at least 2, 30 Nov 2026 to 6 Dec 2026"),
            "{}",
            board.answer.body
        );
        let (document, seen) = stage.week();
        assert_eq!(document["below_minimum"][0]["missing"], 1);
        assert_eq!(
            document["concerns"].as_array().unwrap().len(),
            2,
            "Ben has one of two, too"
        );
        let path = format!("/api/v1/rotas/{MONDAY}/publish");
        let asking = stage
            .asha
            .api("POST", &path)
            .header("if-match", seen.clone());
        let unread = asking.json(&json!({})).answer();
        assert_eq!(unread.problem(), Kind::Invalid);
        assert_eq!(unread.json()["errors"].as_array().unwrap().len(), 2);

        let page = stage
            .asha
            .opens(&format!("/rota/{MONDAY}/publish"))
            .expect(200);
        assert!(
            page.says("No fewer than two occasions each week"),
            "in the words of the order"
        );
        let concern = |index: usize| document["concerns"][index].clone();
        let (below, short) = (concern(0), concern(1));
        let of =
            |field: &str, concern: &serde_json::Value| concern[field].as_str().unwrap().to_owned();
        let below_name = format!(
            "reason-below.{}.{}",
            of("child", &below),
            of("rule", &below)
        );
        let short_name = format!("reason-short.{}", of("plan", &short));
        let form = page
            .form("Publish 2 sessions")
            .types(&below_name, "CANARY no room until Thursday");
        let again = form.is_sent().expect(422);
        let unread = "Ben T, 7: 1 session of the plan without a slot: Read what is missing";
        assert!(again.says(unread) && again.says("CANARY no room"));
        let form = again.form("Publish 2 sessions");
        let wordless = form.types(&short_name, "x").is_sent().expect(422);
        assert!(wordless.says("Say in a few words why the week goes out nevertheless"));
        let link = format!("href=\"#{short_name}\"");
        assert!(wordless.answer.body.contains(&link), "beside its family");
        let form = wordless
            .form("Publish 2 sessions")
            .types(&short_name, "Ben is on a school trip");
        form.is_sent().follows().expect(200);
        let reasons = house.texts("select reason from rota_reading");
        assert_eq!(reasons.len(), 2);
        assert!(
            reasons.iter().all(|reason| reason.starts_with("k1.")),
            "sealed"
        );
        let facts = house.texts("select content from audit_fact where content is not null");
        assert!(facts.iter().all(|fact| !fact.contains("CANARY")));
        assert!(facts.iter().any(|fact| fact.contains("families_read")));

        // Another family is added to the week: what was said of these is read again, not written again.
        let cleo = stage.family("Cleo", "Umar", 1);
        let slot = ("2026-12-02", "10:00", "11:30");
        stage.planned(&cleo, slot, &stage.rosa, &stage.garden);
        let page = stage
            .asha
            .opens(&format!("/rota/{MONDAY}/publish"))
            .expect(200);
        assert!(
            page.says("CANARY no room until Thursday"),
            "{}",
            page.answer.body
        );
        let board = page.form("Publish 1 session").is_sent().follows();
        assert!(board.expect(200).says("1 session published"));
        assert_eq!(house.number("select count(*) from rota_reading"), 4);
    }
);

mail_story!(
    who_answers_for_a_family_below_its_minimum_is_told,
    |house, server| {
        let stage = Stage::set(house);
        let mara = house.staff("Mara", &[Role::ServiceManager]);
        let lena = house.staff("Lena", &[Role::Legal]);
        // She signs in by the address she has now.
        lena.opens("/").expect(200);
        for (person, name) in [(&mara, "mara"), (&lena, "lena"), (&stage.priya, "priya")] {
            house.writes_to(person, &server.at(&format!("ok.{name}")));
        }
        let ava = stage.family("Ava", "Potter", 1);
        twice_a_week(&stage, &ava.child);
        let slot = ("2026-12-01", "10:00", "11:30");
        stage.planned(&ava, slot, &stage.rosa, &stage.garden);
        let (document, _) = stage.week();
        let of = |field: &str| document["concerns"][0][field].as_str().unwrap().to_owned();
        let name = format!("reason-below.{}.{}", of("child"), of("rule"));
        let page = stage.asha.opens(&format!("/rota/{MONDAY}/publish"));
        let form = page.expect(200).form("Publish 1 session");
        let form = form.types(&name, "CANARY no room until Thursday");
        form.is_sent().follows().expect(200);
        let told = house.texts(
            "select audience || ' ' || cast(monday as varchar(10)) from notice
             where event = 'below_minimum' order by audience",
        );
        let week = |who: &str| format!("{who} {MONDAY}");
        assert_eq!(told, ["legal", "manager", "social_worker"].map(week));

        house.real_clock.advance(std::time::Duration::from_mins(11));
        house.app.deliver_notices().unwrap();
        let page = format!("https://kith.example.org/people/{}/orders", ava.child);
        let week = format!(
            "/people/{}/sessions?from={MONDAY}&until=2026-12-06",
            ava.child
        );
        let read_it = format!("Read it here: https://kith.example.org{week}");
        let listed = stage.asha.opens(&week).expect(200);
        assert!(listed.says("1 Dec, 10:00"), "{}", listed.answer.body);
        for name in ["ok.mara", "ok.lena", "ok.priya"] {
            let took = server.took_for(name).into_iter();
            let mut took = took.filter(|mail| mail.plain.contains("Below the minimum of an order"));
            let mail = took.next().unwrap();
            for words in [
                "Below the minimum of an order",
                "Monday 30 November 2026",
                &read_it,
                &page,
            ] {
                assert!(mail.plain.contains(words), "{words} in {}", mail.plain);
            }
            for secret in ["Ava", "Potter", "CANARY", "occasions"] {
                let told = mail.plain.contains(secret) || mail.html.contains(secret);
                assert!(!told, "{secret} to {name}");
            }
            assert!(took.next().is_none(), "once");
        }
        lena.opens(&format!("/people/{}/orders", ava.child))
            .expect(200);
    }
);
