//! Where somebody can be found, exclusions, protected records, and the trace of every look.

use std::collections::BTreeSet;

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::{adds, adds_household, ava, ava_again, excludes};

story!(
    an_address_is_sealed_in_the_database_and_shown_by_its_own_page_only,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let household = adds_household(&priya, "The Ferns", "1 Canary Row");
        let place = json!({ "household": household, "from": "2026-11-01" });
        priya
            .api("POST", &format!("/api/v1/people/{child}/placements"))
            .json(&place)
            .answer()
            .expect(201);
        for table in ["person", "household"] {
            let sealed = house.texts(&format!(
                "select contact from {table} where contact is not null"
            ));
            assert!(!sealed.is_empty());
            assert!(
                sealed
                    .iter()
                    .all(|text| text.starts_with("k1.") && !text.contains("Canary")),
                "{sealed:?}"
            );
        }
        let facts = house
            .texts("select content from audit_fact where content is not null")
            .join("\n");
        assert!(
            !facts.contains("Canary") && !facts.contains("960111"),
            "{facts}"
        );
        for path in [
            format!("/api/v1/people/{child}"),
            "/api/v1/people".to_owned(),
            "/api/v1/households".to_owned(),
        ] {
            let answer = priya.api("GET", &path).answer().expect(200);
            assert!(!answer.body.contains("Canary"), "{path}");
        }
        let shown = priya
            .api("GET", &format!("/api/v1/people/{child}/whereabouts"))
            .answer()
            .expect(200)
            .json();
        assert_eq!(shown["placement"]["address"], "1 Canary Row");
        assert_eq!(shown["contact"]["address"], "7 Canary Close");
        let page = priya
            .opens(&format!("/people/{child}/whereabouts"))
            .expect(200);
        assert!(page.says("1 Canary Row"));
        assert!(
            !priya
                .opens(&format!("/people/{child}"))
                .expect(200)
                .says("Canary")
        );
    }
);

story!(
    where_a_household_is_is_known_to_who_may_know_where_its_child_is,
    |house| {
        let (priya, grace) = (house.social_worker("Priya"), house.social_worker("Grace"));
        let (asha, nadia) = (
            house.coordinator(),
            house.staff("Nadia", &[Role::Coordinator]),
        );
        let child = adds(&priya, &ava());
        let household = adds_household(&priya, "The Ferns", "1 Canary Row");
        let path = format!("/api/v1/households/{household}");
        let opens = |who: &crate::support::Person<'_>| who.api("GET", &path).answer();
        // Where no child lives yet, it is known to who keeps the households.
        assert_eq!(opens(&priya).status, 404);
        assert!(opens(&asha).expect(200).body.contains("1 Canary Row"));

        let place = json!({ "household": household, "from": "2026-11-01" });
        let placing = priya.api("POST", &format!("/api/v1/people/{child}/placements"));
        placing.json(&place).answer().expect(201);
        excludes(house, nadia.id, &child);
        for (who, expected) in [(&priya, 200), (&asha, 200), (&grace, 404), (&nadia, 404)] {
            assert_eq!(opens(who).status, expected);
            let list = who.api("GET", "/api/v1/households").answer().expect(200);
            let is_named = who.id != nadia.id;
            assert_eq!(list.body.contains("The Ferns"), is_named);
            assert!(!list.body.contains("Canary"));
        }
        let filed = |what: &str| {
            house.number(&format!(
                "select count(*) from audit_subject s join audit_fact f on f.stream = s.stream and f.seq = s.seq \
                 where f.act = 'people.show_household' and s.person = '{child}' and f.content {what} '%\"refused\"%'"
            ))
        };
        assert_eq!(
            filed("not like"),
            2,
            "who saw where Ava lives is found under her name"
        );
        assert_eq!(filed("like"), 2, "and who tried to");
        house.sql(&format!(
            "update person set state = 'sealed' where id = '{child}'"
        ));
        assert_eq!((opens(&priya).status, opens(&asha).status), (404, 404));
    }
);

story!(
    a_named_exclusion_beats_every_role_from_the_next_request_on,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let everything = house.staff("Rosa", Role::ALL);
        let path = format!("/api/v1/people/{child}");
        everything.api("GET", &path).answer().expect(200);
        excludes(house, everything.id, &child);
        assert_eq!(
            everything.api("GET", &path).answer().problem(),
            Kind::NotFound
        );
        let list = everything.api("GET", "/api/v1/people").answer().expect(200);
        assert!(!list.body.contains("Ava"), "{}", list.body);
        priya.api("GET", &path).answer().expect(200);
    }
);

story!(
    a_protected_record_is_kept_from_those_it_is_protected_from,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let (coordinator, manager) = (
            house.coordinator(),
            house.staff("Grace", &[Role::ServiceManager]),
        );
        let path = format!("/api/v1/people/{child}");
        let protect = |protection: &str, kept: bool| {
            let version = manager.api("GET", &path).answer().expect(200);
            let body =
                json!({ "protection": protection, "kept": kept, "reason": "A case in the news" });
            let asking = manager
                .api("PUT", &format!("{path}/protection"))
                .json(&body);
            asking
                .header("if-match", version.header("etag").unwrap())
                .answer()
                .expect(200);
        };
        let opens = |who: &crate::support::Person<'_>| who.api("GET", &path).answer().status;
        for (protection, of_priya, of_coordinator) in [
            ("restricted", 200, 404),
            ("sealed", 404, 404),
            ("open", 200, 200),
        ] {
            for kept in [true, false] {
                protect(protection, kept);
                let found = (opens(&priya), opens(&coordinator), opens(&manager));
                assert_eq!(
                    found,
                    (of_priya, of_coordinator, 200),
                    "{protection}, kept {kept}"
                );
            }
        }
        protect("open", true);
        let edit = priya
            .api("PUT", &path)
            .header("if-match", "\"8\"")
            .json(&ava_again())
            .answer();
        assert_eq!(
            edit.problem(),
            Kind::Forbidden,
            "a closed record is kept unchanged"
        );
    }
);

story!(
    every_look_and_every_change_leaves_one_fact_that_names_the_child,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let facts = || {
            house.number(&format!(
                "select count(*) from audit_subject where person = '{child}'"
            ))
        };
        assert_eq!(facts(), 1, "she was added");
        for (at, path) in (2_i64..).zip([
            format!("/api/v1/people/{child}"),
            format!("/api/v1/people/{child}/whereabouts"),
            "/api/v1/people".to_owned(),
        ]) {
            priya.api("GET", &path).answer().expect(200);
            assert_eq!(facts(), at, "{path}");
        }
        for path in [
            format!("/people/{child}"),
            format!("/people/{child}/edit"),
            format!("/people/{child}/relatives/new"),
        ] {
            let before = facts();
            priya.opens(&path).expect(200);
            assert_eq!(facts(), before + 1, "{path}");
        }
        let acts: BTreeSet<String> = house
            .texts(&format!(
                "select act from audit_fact where stream = '{child}'"
            ))
            .into_iter()
            .collect();
        let expected = [
            "people.add",
            "people.edit",
            "people.relate",
            "people.show",
            "people.show_whereabouts",
        ];
        assert_eq!(acts, expected.map(str::to_owned).into());
    }
);

story!(
    an_attempt_on_a_record_that_is_not_theirs_is_remembered,
    |house| {
        let (priya, sam) = (house.social_worker("Priya"), house.social_worker("Sam"));
        let child = adds(&priya, &ava());
        sam.api("GET", &format!("/api/v1/people/{child}"))
            .answer()
            .expect(404);
        let kept = house
            .texts(&format!(
                "select content from audit_fact where stream = '{}'",
                sam.id
            ))
            .join("\n");
        assert!(kept.contains("refused"), "{kept}");
    }
);

story!(
    who_answers_for_privacy_keeps_a_worker_from_a_child,
    |house| {
        let (priya, dana) = (
            house.social_worker("Priya"),
            house.staff("Dana", &[Role::Dpo]),
        );
        let nadia = house.staff("Nadia", &[Role::Coordinator]);
        let child = adds(&priya, &ava());
        let path = format!("/api/v1/people/{child}");
        let keeps = |who: &crate::support::Person<'_>, worker: &str| {
            let body = json!({ "worker": worker, "reason": "Her niece" });
            let asked = who.api("PUT", &format!("{path}/exclusions"));
            asked.json(&body).answer()
        };
        nadia.api("GET", &path).answer().expect(200);
        assert_eq!(keeps(&nadia, nadia.id.as_str()).problem(), Kind::Forbidden);
        let nobody = keeps(&dana, "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV").expect(422);
        assert_eq!(nobody.json()["errors"][0]["pointer"], "/worker");
        keeps(&dana, nadia.id.as_str()).expect(204);
        nadia.api("GET", &path).answer().expect(404);
        priya.api("GET", &path).answer().expect(200);

        // Nobody blinds who watches over them.
        let ruth = house.staff("Ruth", &[Role::ServiceManager]);
        let blinded = keeps(&ruth, dana.id.as_str()).expect(422);
        assert_eq!(blinded.json()["errors"][0]["code"], "answers-for-privacy");
        let dee = house.staff("Dee", &[Role::Dpo]);
        keeps(&dee, dana.id.as_str()).expect(204);
        dana.api("GET", &path).answer().expect(404);
    }
);

story!(an_exclusion_is_over_by_a_word_and_stays_on_paper, |house| {
    let (priya, dana) = (
        house.social_worker("Priya"),
        house.staff("Dana", &[Role::Dpo]),
    );
    let nadia = house.staff("Nadia", &[Role::Coordinator]);
    let child = adds(&priya, &ava());
    let path = format!("/api/v1/people/{child}");
    let list = || {
        let listed = dana.api("GET", &format!("{path}/exclusions"));
        let listed = listed.answer().expect(200).json();
        listed["items"].as_array().unwrap().clone()
    };
    let says = |method: &str, end: &str, reason: &str| {
        let body = json!({ "worker": nadia.id.as_str(), "reason": reason });
        let asked = dana.api(method, &format!("{path}/exclusions{end}"));
        asked.json(&body).answer()
    };
    let knows = |status: u16| nadia.api("GET", &path).answer().expect(status);
    let early = says("POST", "/end", "Nothing is there").expect(422);
    assert_eq!(early.json()["errors"][0]["pointer"], "/worker");
    // The clock of the house stands still all the while: what was said last counts.
    for round in ["first", "second"] {
        says("PUT", "", &format!("Her niece, {round}")).expect(204);
        knows(404);
        let found = list();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["name"], "Nadia");
        assert_eq!(found[0]["reason"], format!("Her niece, {round}"));
        assert_eq!(says("POST", "/end", " ").status, 422);
        knows(404);
        says("POST", "/end", "Adopted by others").expect(204);
        knows(200);
        assert!(list().is_empty());
    }
    let rows = |table: &str| house.number(&format!("select count(*) from {table}"));
    assert_eq!((rows("exclusion"), rows("exclusion_end")), (2, 2));
    let kept = house.texts("select content from audit_fact where act = 'access.exclude_worker'");
    assert!(kept.iter().any(|fact| fact.contains("Adopted by others")));
});

story!(the_officer_names_and_ends_an_exclusion_on_a_page, |house| {
    let (priya, dana) = (
        house.social_worker("Priya"),
        house.staff("Dana", &[Role::Dpo]),
    );
    let nadia = house.staff("Nadia", &[Role::Coordinator]);
    let child = adds(&priya, &ava());
    let (record, path) = (
        format!("/people/{child}"),
        format!("/people/{child}/exclusions"),
    );
    let link = format!("href=\"{path}\"");
    assert!(dana.opens(&record).answer.body.contains(&link));
    assert!(!nadia.opens(&record).answer.body.contains(&link));
    assert_eq!(nadia.opens(&path).answer.status, 403);

    let form = dana
        .opens(&path)
        .expect(200)
        .form("Keep them from this record");
    let again = form.fills("Why?", "Her niece").is_sent().expect(422);
    assert!(again.says("Choose a member of staff"));
    let form = again.form("Keep them from this record");
    let form = form.selects("Who must not know of them?", "Nadia");
    let page = form.is_sent().follows().expect(200);
    assert!(page.says("Her niece") && page.says("24 Nov 2026"));
    nadia.opens(&record).expect(404);

    let form = page.form("Let them know of it again");
    let again = form.chooses("Nadia").is_sent().expect(422);
    assert!(again.says("Enter a reason"));
    let form = again.form("Let them know of it again");
    let page = form
        .fills("Why is it over?", "A mistake in the name")
        .is_sent();
    assert!(
        page.follows()
            .expect(200)
            .says("Nobody is kept from this record.")
    );
    nadia.opens(&record).expect(200);
});
