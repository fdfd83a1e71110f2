//! Script 10: a child moves, and nobody learns of it who must not; every look leaves its trace.

use std::collections::BTreeSet;

use kernel::{id::PersonId, refusal::Kind, text::Narrative};
use kith::access::commands::exclude_worker;
use law::access::{Actor, Role, act};

use super::{Service, delivers, last, lives_with, publishes};
use crate::{
    notifications::link,
    people::adds_household,
    sessions::Stage,
    support::{Person, TestHouse},
};

/// Ava's pages and what the API tells of her.
fn about(stage: &Stage<'_>, session: &str) -> Vec<String> {
    let (ava, plan) = (&stage.ava, &stage.plan);
    let of_ava = [
        "",
        "/whereabouts",
        "/orders",
        "/risk",
        "/plans",
        "/sessions",
    ];
    let of_ava = of_ava.map(|end| format!("/people/{ava}{end}"));
    let others = [
        format!("/plans/{plan}"),
        format!("/sessions/{session}"),
        format!("/sessions/{session}/notices"),
    ];
    of_ava.into_iter().chain(others).collect()
}

fn is_excluded(house: &TestHouse, worker: &Person<'_>, (by, from): (&Person<'_>, &str)) {
    let manager = Actor::User {
        id: by.id,
        roles: [Role::ServiceManager].into(),
    };
    let from: PersonId = from.parse().unwrap();
    let why: Narrative = "She is an aunt of the child.".parse().unwrap();
    let excluded = house
        .app
        .store
        .write::<act::ExcludeWorker, _>(&manager, |work| {
            exclude_worker(work, worker.id, from, &why)
        });
    excluded.unwrap().into_value();
}

mail_story!(
    a_placement_moves_and_every_look_leaves_a_trace,
    |house, server| {
        let service = Service::opens(house, server);
        let (stage, priya) = (&service.stage, &service.priya);
        let asha = &stage.asha;
        let session = stage.books(&service.session(("2026-12-01", "10:00", "11:30")));
        publishes(asha, "2026-11-30");
        delivers(house);
        let browser = house.browser();
        let path = link(server, "ok.mother");
        let before = browser.opens(&path).expect(200).answer.body;

        let willow = adds_household(asha, "The Willows", "9 Canary Row");
        lives_with(asha, &stage.ava, &willow, "2026-11-28");
        let record = stage.record(&session);
        let flag = &record["flags"][0];
        assert_eq!(
            (flag["cause"].as_str(), flag.get("ended")),
            (Some("placement"), None)
        );
        let page = asha.opens("/sessions/in-question").expect(200);
        assert!(
            page.answer
                .body
                .contains(&format!("href=\"/sessions/{session}\""))
        );
        let page = asha.opens(&format!("/sessions/{session}")).expect(200);
        assert!(page.says("The child lives somewhere else"));
        delivers(house);
        assert_eq!(server.took_for("ok.mother").len(), 1, "nothing new for her");
        assert_eq!(browser.opens(&path).expect(200).answer.body, before);
        let off = last(server, "ok.fern").plain;
        assert!(
            off.contains("Not going ahead") && !off.contains("Ava"),
            "{off}"
        );
        for mail in server.took() {
            for secret in ["Canary", "Willows", "ZZ99"] {
                let told = [&mail.raw, &mail.plain, &mail.html];
                assert!(
                    told.iter().all(|text| !text.contains(secret)),
                    "{secret} to {}",
                    mail.to
                );
            }
        }

        let nadia = house.staff("Nadia", &[Role::Coordinator]);
        let api = |path: &str| format!("/api/v1{path}");
        for path in about(stage, &session) {
            nadia.api("GET", &api(&path)).answer().expect(200);
        }
        is_excluded(house, &nadia, (&stage.tom, &stage.ava));
        let lena = house.staff("Lena", &[Role::Administrator]);
        for path in about(stage, &session) {
            let hidden = nadia.api("GET", &api(&path)).answer();
            assert_eq!(hidden.problem(), Kind::NotFound, "{path}");
            if !path.ends_with("/notices") {
                let page = nadia.opens(&path).expect(404);
                assert!(!page.says("Ava") && !page.says("Potter"), "{path}");
            }
            let none = lena.api("GET", &api(&path)).answer();
            assert!(matches!(none.status, 403 | 404), "{path}: {}", none.status);
        }
        let found = nadia.api("GET", "/api/v1/people?name=Ava").answer();
        assert!(!found.expect(200).body.contains(&stage.ava));
        for path in [
            "/api/v1/people",
            "/api/v1/referrals",
            "/api/v1/rotas/2026-11-30/week",
            "/api/v1/notices",
        ] {
            let none = lena.api("GET", path).answer();
            assert!(matches!(none.status, 403 | 404), "{path}: {}", none.status);
        }

        priya
            .api("GET", &api(&format!("/people/{}", stage.ava)))
            .answer()
            .expect(200);
        let viewed = who(house, &stage.ava, false);
        assert!(viewed.contains(&priya.id.to_string()) && viewed.contains(&nadia.id.to_string()));
        assert!(!viewed.contains(&lena.id.to_string()), "she saw nothing");
        let tried = who(house, &stage.ava, true);
        assert!(tried.contains(&lena.id.to_string()), "and her try is kept");
        assert!(
            !viewed.contains(&service.milo.id.to_string()),
            "he never looked"
        );
        verifies(house);
    }
);

/// Who looked at a child's record today, or who tried to and was refused, by the audit facts that name
/// the child.
fn who(house: &TestHouse, child: &str, was_refused: bool) -> BTreeSet<String> {
    let refused = if was_refused { "like" } else { "not like" };
    let today = "2026-11-24T00:00:00Z".parse::<kernel::time::Instant>();
    let today = today.unwrap().millis();
    let looks = house.texts(&format!(
        "select f.actor from audit_fact f join audit_subject s on s.stream = f.stream and s.seq = f.seq
         where s.person = '{child}' and f.at >= {today} and f.act = 'people.show'
           and f.content {refused} '%\"refused\":%'"
    ));
    looks.into_iter().collect()
}

/// `kith audit verify`, held against a checkpoint that left the database.
fn verifies(house: &TestHouse) {
    let verify = || {
        let verified = house.operator_runs(&["audit", "verify"], "");
        assert!(verified.status.success(), "{verified:?}");
        String::from_utf8_lossy(&verified.stdout).into_owned()
    };
    // Whoever reads the answer must know which file it was held against: another's says nothing.
    let file = "checkpoints.jsonl";
    let before = verify();
    assert!(
        before.contains("No checkpoints outside the database, in ") && before.contains(file),
        "{before}"
    );
    house.hands_out_a_checkpoint();
    let says = verify();
    let named = says.lines().next().unwrap_or_default();
    assert!(
        named.starts_with("Checkpoints from ") && named.ends_with(&format!("{file}.")),
        "{says}"
    );
    assert!(
        says.contains("1 checkpoints, ") && says.contains("Nothing is missing or changed."),
        "{says}"
    );
}
