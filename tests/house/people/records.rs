//! Records: who may know of them, and two who change one after the other.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::{adds, adds_household, adult, ava, ava_again};

fn full_name(person: &Value) -> String {
    ["given_name", "family_name"]
        .map(|part| person[part].as_str().unwrap())
        .join(" ")
}

story!(
    a_record_is_its_authors_and_the_services_and_nobody_elses,
    |house| {
        let priya = house.social_worker("Priya");
        let id = adds(&priya, &ava());
        let path = format!("/api/v1/people/{id}");
        let coordinator = house.coordinator();
        for reader in [&priya, &coordinator] {
            let record = reader.api("GET", &path).answer().expect(200).json();
            assert_eq!(record["person"]["given_name"], "Ava");
        }
        let nobody = "/api/v1/people/per_00000000000000000000000000";
        let strangers = [
            house.social_worker("Sam"),
            house.staff("Ada", &[Role::Administrator]),
            house.staff("Ian", &[Role::Auditor]),
            house.staff("Milo", &[Role::Supervisor]),
        ];
        for stranger in &strangers {
            for (method, end) in [
                ("GET", ""),
                ("GET", "/whereabouts"),
                ("PUT", ""),
                ("POST", "/placements"),
            ] {
                let body = if end.is_empty() {
                    ava_again()
                } else {
                    json!({})
                };
                let ask = |at: &str| {
                    let asking = stranger
                        .api(method, &format!("{at}{end}"))
                        .header("if-match", "\"1\"");
                    let asking = if method == "GET" {
                        asking
                    } else {
                        asking.json(&body)
                    };
                    asking.answer()
                };
                let (theirs, none) = (ask(&path), ask(nobody));
                assert_eq!(
                    theirs.but_for_its_reference(),
                    none.but_for_its_reference(),
                    "{} learns from {method} {end} that there is such a record",
                    stranger.email
                );
            }
        }
    }
);

story!(a_list_shows_and_finds_only_what_one_may_know_of, |house| {
    let (priya, sam) = (house.social_worker("Priya"), house.social_worker("Sam"));
    adds(&priya, &ava());
    adds(&priya, &adult("Mary"));
    adds(&sam, &adult("Walter"));
    let names = |reader: &crate::support::Person<'_>, query: &str| -> Vec<String> {
        let page = reader
            .api("GET", &format!("/api/v1/people{query}"))
            .answer()
            .expect(200)
            .json();
        let items = page["items"].as_array().unwrap().clone();
        items.iter().map(full_name).collect()
    };
    assert_eq!(names(&priya, ""), ["Ava Potter", "Mary Potter"]);
    assert_eq!(names(&sam, ""), ["Walter Potter"]);
    assert_eq!(
        names(&sam, "?name=ava"),
        Vec::<String>::new(),
        "a search tells nothing either"
    );
    assert_eq!(names(&priya, "?name=MAR"), ["Mary Potter"]);
    assert_eq!(
        names(&priya, "?name=%25"),
        Vec::<String>::new(),
        "a percent sign is a percent sign"
    );
    assert_eq!(names(&house.coordinator(), "").len(), 3);
});

story!(a_long_list_is_read_to_its_end_page_by_page, |house| {
    let priya = house.social_worker("Priya");
    for name in ["Ann", "Ben", "Cy", "Di", "Eve"] {
        adds(&priya, &adult(name));
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = priya
            .api("GET", &format!("/api/v1/people?limit=2{cursor}"))
            .answer()
            .expect(200)
            .json();
        let items = page["items"].as_array().unwrap().clone();
        seen.extend(items.iter().map(full_name));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(
        seen,
        [
            "Ann Potter",
            "Ben Potter",
            "Cy Potter",
            "Di Potter",
            "Eve Potter"
        ]
    );
    let wrong = priya.api("GET", "/api/v1/people?cursor=ses_1").answer();
    assert_eq!(wrong.problem(), Kind::Invalid);
});

story!(
    of_two_who_change_a_record_at_once_the_second_is_told,
    |house| {
        let priya = house.social_worker("Priya");
        let id = adds(&priya, &ava());
        let path = format!("/api/v1/people/{id}");
        let change = |version: &str| {
            let asking = priya
                .api("PUT", &path)
                .header("if-match", version)
                .json(&ava_again());
            asking.answer()
        };
        let first = change("\"1\"").expect(200);
        assert_eq!(first.header("etag"), Some("\"2\""));
        assert_eq!(change("\"1\"").problem(), Kind::Stale);
        assert_eq!(
            priya
                .api("PUT", &path)
                .json(&ava_again())
                .answer()
                .problem(),
            Kind::VersionRequired
        );
        assert_eq!(
            house.number(&format!("select version from person where id = '{id}'")),
            2
        );
    }
);

story!(a_move_ends_the_placement_before_and_is_told_once, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    let (ferns, oaks) = (
        adds_household(&priya, "The Ferns", "1 Low Road"),
        adds_household(&priya, "The Oaks", "2 High Road"),
    );
    let place = |household: &str, from: &str| {
        let path = format!("/api/v1/people/{child}/placements");
        priya
            .api("POST", &path)
            .json(&json!({ "household": household, "from": from }))
            .answer()
    };
    place(&ferns, "2026-01-10").expect(201);
    assert_eq!(
        place(&ferns, "2026-02-01").problem(),
        Kind::Exists,
        "they live there already"
    );
    assert_eq!(
        place(&oaks, "2026-01-10").problem(),
        Kind::Invalid,
        "not on the day they came"
    );
    place(&oaks, "2026-11-24").expect(201);
    let record = priya
        .api("GET", &format!("/api/v1/people/{child}"))
        .answer()
        .expect(200)
        .json();
    assert_eq!(record["placement"]["household"]["name"], "The Oaks");
    let ended = house.texts(&format!(
        "select cast(until_day as text) from placement where household_id = '{ferns}'"
    ));
    assert_eq!(ended, ["2026-11-23"]);
});

story!(
    a_relative_is_seen_through_the_child_and_not_without,
    |house| {
        let (priya, sam) = (house.social_worker("Priya"), house.social_worker("Sam"));
        let (child, mother) = (adds(&priya, &ava()), adds(&sam, &adult("Mary")));
        let relate = |who: &crate::support::Person<'_>| {
            let body =
                json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
            who.api("PUT", &format!("/api/v1/people/{child}/relatives"))
                .json(&body)
                .answer()
        };
        assert_eq!(
            relate(&priya).problem(),
            Kind::Invalid,
            "Priya cannot know of Mary"
        );
        assert_eq!(
            relate(&sam).problem(),
            Kind::NotFound,
            "Sam cannot know of Ava"
        );
        relate(&house.coordinator()).expect(204);
        let seen = priya
            .api("GET", &format!("/api/v1/people/{mother}"))
            .answer()
            .expect(200)
            .json();
        assert_eq!(
            seen["person"]["given_name"], "Mary",
            "now she is the mother of her child"
        );
    }
);

story!(a_relative_recorded_in_error_is_removed, |house| {
    let priya = house.social_worker("Priya");
    let (child, mary) = (adds(&priya, &ava()), adds(&priya, &adult("Mary")));
    let path = format!("/people/{child}");
    let kin = json!({ "relative": mary, "relationship": "mother", "responsibility": "yes" });
    let relate = || {
        priya
            .api("PUT", &format!("/api/v1{path}/relatives"))
            .json(&kin)
    };
    relate().answer().expect(204);
    let form = priya
        .opens(&format!("{path}/relatives/remove"))
        .expect(200)
        .form("Remove from the family");
    let unsaid = form.is_sent().expect(422);
    assert!(unsaid.says("Choose who is no family"));
    let record = unsaid
        .form("Remove from the family")
        .chooses("Mary Potter (mother)")
        .is_sent()
        .follows()
        .expect(200);
    assert!(record.says("No family member is recorded yet."));
    relate().answer().expect(204);
    let remove = || {
        let path = format!("/api/v1{path}/relatives/remove");
        let asking = priya.api("POST", &path);
        asking.json(&json!({ "relative": mary })).answer()
    };
    remove().expect(204);
    assert_eq!(
        remove().problem(),
        Kind::Invalid,
        "nobody is there any more"
    );
    assert_eq!(house.number("select count(*) from kinship"), 0);
    assert_eq!(
        house.number("select count(*) from person"),
        2,
        "their own record stays"
    );
});

story!(a_placement_ends_without_another, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    let ferns = adds_household(&priya, "The Ferns", "1 Low Road");
    let place = |from: &str| {
        let path = format!("/api/v1/people/{child}/placements");
        let body = json!({ "household": ferns, "from": from });
        priya.api("POST", &path).json(&body).answer()
    };
    let end = |until: &str| {
        let path = format!("/api/v1/people/{child}/placements/end");
        let asking = priya.api("POST", &path);
        asking.json(&json!({ "until": until })).answer()
    };
    assert_eq!(end("2026-11-20").problem(), Kind::WrongState, "not placed");
    place("2026-11-10").expect(201);
    assert_eq!(end("2026-11-09").problem(), Kind::Invalid);
    assert_eq!(end("2026-11-25").problem(), Kind::Invalid, "tomorrow");
    let form = priya
        .opens(&format!("/people/{child}/placements/end"))
        .expect(200)
        .form("End this placement");
    let unsaid = form.is_sent().expect(422);
    assert!(unsaid.says("Enter the last day"));
    let form = unsaid.form("End this placement");
    let record = [("day", "20"), ("month", "11"), ("year", "2026")]
        .iter()
        .fold(form, |form, (part, value)| {
            form.types(&format!("until-{part}"), value)
        })
        .is_sent()
        .follows()
        .expect(200);
    assert!(record.says("No placement is recorded for today."));
    assert_eq!(place("2026-11-20").problem(), Kind::Invalid, "it overlaps");
    place("2026-11-21").expect(201);
});
