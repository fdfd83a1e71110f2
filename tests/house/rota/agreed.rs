//! What a plan or an agreement gives is no order, and nobody is told that one was broken.

use law::access::Role;

use super::{MONDAY, Stage};
use crate::orders;

mail_story!(
    below_what_was_agreed_is_not_called_an_order,
    |house, server| {
        let stage = Stage::set(house);
        let mara = house.staff("Mara", &[Role::ServiceManager]);
        let lena = house.staff("Lena", &[Role::Legal]);
        lena.opens("/").expect(200);
        for (person, name) in [(&mara, "mara"), (&lena, "lena"), (&stage.priya, "priya")] {
            house.writes_to(person, &server.at(&format!("ok.{name}")));
        }
        let ava = stage.family("Ava", "Potter", 1);
        let mut plan = orders::order(&ava.child);
        plan["form"] = "other".into();
        plan["source"] = "care_plan".into();
        plan["text"] = "2. At least weekly, twice if she wishes.".into();
        let entered = stage.asha.api("POST", "/api/v1/orders").json(&plan);
        let id = entered.answer().expect(201).json()["id"].clone();
        let mut rule = orders::rule();
        rule["times"] = "2".into();
        let rules = format!("/api/v1/orders/{}/rules", id.as_str().unwrap());
        let adding = stage.asha.api("POST", &rules).header("if-match", "\"1\"");
        adding.json(&rule).answer().expect(200);
        let slot = ("2026-12-01", "10:00", "11:30");
        let session = stage.planned(&ava, slot, &stage.rosa, &stage.garden);
        let page = stage.asha.opens(&format!("/sessions/{session}"));
        let page = page.expect(200);
        assert!(page.says("1 below what was agreed") && page.says("Care plan"));
        assert!(!page.says("ordered minimum"));

        let (document, _) = stage.week();
        let of = |field: &str| document["concerns"][0][field].as_str().unwrap().to_owned();
        let name = format!("reason-below.{}.{}", of("child"), of("rule"));
        let page = stage.asha.opens(&format!("/rota/{MONDAY}/publish"));
        let form = page.expect(200).form("Publish 1 session");
        let form = form.types(&name, "No room until Thursday");
        form.is_sent().follows().expect(200);
        let told = house.texts(
            "select event || ' ' || audience from notice
             where event like 'below%' order by audience",
        );
        assert_eq!(told, ["below_agreed manager", "below_agreed social_worker"]);

        house.real_clock.advance(std::time::Duration::from_mins(11));
        house.app.deliver_notices().unwrap();
        for name in ["ok.mara", "ok.priya"] {
            let took = server.took_for(name).into_iter();
            let mut took = took.filter(|mail| mail.plain.contains("Below what was agreed"));
            let mail = took.next().unwrap();
            assert!(mail.plain.contains("no order is broken"), "{}", mail.plain);
            assert!(!mail.plain.contains("minimum of an order"));
        }
        assert!(
            server.took_for("ok.lena").is_empty(),
            "Legal has nothing to do here"
        );
    }
);
