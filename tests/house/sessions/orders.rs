//! What orders and refusals say of a session, in their words.

use kernel::refusal::Kind;
use serde_json::json;

use super::{DAY, Stage, codes, plan_of};

story!(a_session_is_booked_and_its_checks_are_kept, |house| {
    let stage = Stage::set(house);
    let id = stage.books(&stage.session());
    let record = stage.record(&id);
    assert_eq!(record["session"]["stage"], "planned");
    assert_eq!(record["session"]["venue"], stage.venue);
    let held: Vec<_> = record["found"].as_array().unwrap().iter().collect();
    assert!(
        held.iter().all(|found| found["stands_in_the_way"] == false),
        "{held:?}"
    );
    assert_eq!(record["history"][0]["what"], "booked");
    let verdicts = record["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 1);
    assert_eq!(verdicts[0]["inputs"].as_str().unwrap().len(), 64);
});

story!(partner_j_is_refused_in_the_words_of_the_order, |house| {
    let stage = Stage::set(house);
    stage.assesses(
        (&stage.ava, &stage.partner),
        ("2026-11-03", "2027-01-20"),
        &[],
    );
    let rule = json!({ "question": "who_may_not", "quote": "Partner J. shall not be present", "vary": "court",
        "people": [stage.partner] });
    stage.orders("3. Partner J. shall not be present.", &rule);
    let with_partner = stage.but(&json!({ "visitors": [stage.mother, stage.partner] }));
    let refused = stage.asks(&with_partner);
    assert_eq!(refused.problem(), Kind::RuleRefuses);
    let body = refused.json();
    let reason = body["reasons"].as_array().unwrap().iter();
    let reason = reason
        .clone()
        .find(|reason| reason["code"] == "order-no-person")
        .unwrap();
    assert_eq!(reason["quote"], "Partner J. shall not be present");
    assert!(
        reason.get("decided_by").is_none(),
        "only the court: {reason}"
    );
    assert!(
        !body["detail"].to_string().contains("Partner J."),
        "a quote holds names"
    );
    assert_eq!(
        house.number("select count(*) from session"),
        0,
        "nothing half-saved"
    );
    stage.books(&stage.session());
});

story!(what_an_order_refuses_stands_beside_its_question, |house| {
    let stage = Stage::set(house);
    let rule = json!({ "question": "who_may_not", "quote": "Partner J. shall not be present", "vary": "court",
        "people": [stage.partner] });
    stage.orders("3. Partner J. shall not be present.", &rule);
    let rule = json!({ "question": "how_closely", "quote": "supervised throughout", "vary": "court",
        "level": "U3" });
    stage.orders("2. It is supervised throughout.", &rule);
    let path = format!("/sessions/new?plan={}", stage.plan);
    let form = stage.asha.opens(&path).expect(200).form("Save");
    let refused = form
        .dates("day", "1", "12", "2026")
        .fills("From when?", "10:00")
        .fills("Until when?", "11:30")
        .chooses("Jay Potter")
        .selects("How closely is it watched?", "Monitored")
        .is_sent()
        .expect(409);
    for (question, words) in [
        ("visitors", "Partner J. shall not be present"),
        ("level", "supervised throughout"),
    ] {
        assert!(refused.says(words), "{words}");
        for place in [
            format!("href=\"#{question}\""),
            format!("id=\"{question}-error\""),
        ] {
            assert!(refused.answer.body.contains(&place), "{place}");
        }
    }
});

story!(bail_and_level_of_supervision_are_asked_for, |house| {
    let stage = Stage::set(house);
    let rule = json!({ "question": "how_closely", "quote": "supervised throughout", "vary": "court",
        "level": "U3" });
    stage.orders("2. It is supervised throughout.", &rule);
    let loose = stage.asks(&stage.but(&json!({ "level": "U2" })));
    assert_eq!(loose.problem(), Kind::RuleRefuses);
    assert!(
        codes(&loose).contains(&"order-supervision".to_owned()),
        "{loose:?}"
    );
});

story!(
    nobody_is_booked_without_a_risk_assessment_or_outside_the_plan,
    |house| {
        let stage = Stage::set(house);
        let refused = stage.asks(&stage.but(&json!({ "visitors": [stage.partner] })));
        assert_eq!(refused.problem(), Kind::RuleRefuses);
        let codes = codes(&refused);
        assert!(codes.contains(&"risk-missing".to_owned()), "{codes:?}");
        let both = stage.but(&json!({ "visitors": [stage.mother, stage.partner] }));
        let whom = stage.asks(&both).body;
        assert!(
            whom.contains("Ava P and Jay P: There is no approved"),
            "{whom}"
        );
        assert!(!whom.contains("Mary P: There is no"), "hers is approved");
        let stranger = crate::people::adds(&stage.asha, &crate::people::adult("Stranger"));
        let refused = stage.asks(&stage.but(&json!({ "visitors": [stranger] })));
        assert_eq!(refused.status, 422);
        assert_eq!(refused.json()["errors"][0]["code"], "not-family");
    }
);

story!(
    mother_and_father_are_kept_thirty_minutes_apart_at_one_site,
    |house| {
        let stage = Stage::set(house);
        let plan = plan_of(house, &stage.asha, "B", (&[&stage.ava], &[&stage.partner]));
        stage.assesses(
            (&stage.ava, &stage.partner),
            ("2026-11-03", "2027-01-20"),
            &[],
        );
        let rule = json!({ "question": "who_may_not", "barred": "together", "quote": "kept apart by 30 minutes", "vary": "court",
        "people": [stage.mother, stage.partner], "minutes": "30" });
        stage.orders("4. The two are kept apart by 30 minutes.", &rule);
        stage.books(&stage.session());
        let other = |from: &str, to: &str| {
            let session = stage.but(
                &json!({ "visitors": [stage.partner], "from": from, "to": to,
            "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] }),
            );
            stage.asks_for(&plan, &session)
        };
        let soon = other("11:50", "12:50");
        assert_eq!(soon.problem(), Kind::RuleRefuses, "{soon:?}");
        assert_eq!(codes(&soon), ["order-keep-apart"]);
        other("12:00", "13:00").expect(201);
    }
);

story!(
    an_urgent_refusal_puts_sessions_aside_and_brings_them_back,
    |house| {
        let stage = Stage::set(house);
        let near = stage.books(&stage.but(&json!({ "day": "2026-11-26" })));
        let far = stage.books(&stage.but(&json!({ "day": "2026-12-10" })));
        stage.publishes(&near);
        let path = format!("/api/v1/people/{}/refusals", stage.ava);
        let refuse = |until: &str| {
            let body = json!({ "person": stage.mother, "from": "2026-11-24", "from_time": "09:00",
            "until": until, "until_time": "09:00", "reason": "It is urgent." });
            stage.tom.api("POST", &path).json(&body).answer()
        };
        assert_eq!(
            refuse("2026-12-02").problem(),
            Kind::RuleRefuses,
            "eight days"
        );
        let refusal = refuse("2026-12-01").expect(201).json();
        assert_eq!(stage.stage(&near), "suspended");
        let held = stage.asha.opens("/sessions/held").expect(200);
        assert!(held.says("Put aside by a refusal of contact since 24 Nov 2026"));
        let page = || stage.asha.opens(&format!("/sessions/{near}")).expect(200);
        assert!(page().says("Put aside while contact is refused"));
        assert_eq!(stage.stage(&far), "planned");
        assert_eq!(stage.record(&near)["session"]["sequence"], 1);
        let again = stage.asks(&stage.but(&json!({ "day": "2026-11-27" })));
        assert!(
            codes(&again).contains(&"urgent-refusal".to_owned()),
            "{again:?}"
        );

        let lift = format!("/api/v1/refusals/{}/lift", refusal["id"].as_str().unwrap());
        let lifted = stage
            .tom
            .api("POST", &lift)
            .json(&json!({ "reason": "It is safe." }));
        lifted.answer().expect(200);
        let back = stage.record(&near);
        assert_eq!(
            back["session"]["stage"], "planned",
            "nothing is published silently"
        );
        assert_eq!(back["flags"][0]["cause"], "refusal");
        assert!(page().says("In question: waits for a decision or a change"));
        let held = stage.asha.opens("/sessions/held").expect(200);
        let link = format!("href=\"/sessions/{near}\"");
        assert!(held.answer.body.contains(&link), "it waits to be decided");
        assert!(held.says("A change put it in question."));
        let kept = stage.does(
            &stage.tom,
            &near,
            "keep",
            &json!({ "reason": "As planned." }),
        );
        kept.expect(200);
        assert_eq!(stage.record(&near)["flags"][0]["ended"], "kept");
        assert!(page().says("What was in question"));
        let held = stage.asha.opens("/sessions/held").expect(200);
        assert!(!held.answer.body.contains(&link), "it is decided");
    }
);

story!(
    a_refusal_for_one_child_asks_whether_the_other_can_still_go,
    |house| {
        let stage = Stage::set(house);
        let noah = stage.family("N").child;
        let kin =
            json!({ "relative": stage.mother, "relationship": "mother", "responsibility": "yes" });
        let path = format!("/api/v1/people/{noah}/relatives");
        stage.asha.api("PUT", &path).json(&kin).answer().expect(204);
        stage.assesses((&noah, &stage.mother), ("2026-11-03", "2027-01-20"), &[]);
        let both = (&[&stage.ava, &noah][..], &[&stage.mother][..]);
        let plan = plan_of(house, &stage.asha, "W", both);
        let body = stage.but(&json!({ "day": "2026-11-26", "children": [stage.ava, noah] }));
        stage.asks_for(&plan, &body).expect(201);
        let alone = stage.books(&stage.but(&json!({ "day": "2026-11-27" })));
        let refusal = json!({ "person": stage.mother, "from": "2026-11-24", "from_time": "09:00",
            "until": "2026-12-01", "until_time": "09:00", "reason": "It is urgent." });
        let path = format!("/api/v1/people/{}/refusals", stage.ava);
        stage
            .tom
            .api("POST", &path)
            .json(&refusal)
            .answer()
            .expect(201);
        assert_eq!(stage.stage(&alone), "suspended");
        let home = stage.asha.opens("/").expect(200);
        assert!(
            home.says("1 session was put aside although a refusal names not every child of it")
        );
        let held = stage.asha.opens("/sessions/held").expect(200);
        assert!(
            held.says("It does not name Child N"),
            "{}",
            held.answer.body
        );
        assert!(held.says("When the refusal ends it comes back to be decided."));
    }
);

story!(a_session_that_stays_put_aside_ends_with_its_time, |house| {
    let stage = Stage::set(house);
    let near = stage.books(&stage.but(&json!({ "day": "2026-11-26" })));
    let next = stage.books(&stage.but(&json!({ "day": "2026-11-27" })));
    stage.publishes(&near);
    let body = json!({ "person": stage.mother, "from": "2026-11-24", "from_time": "09:00",
            "until": "2026-12-01", "until_time": "09:00", "reason": "It is urgent." });
    let path = format!("/api/v1/people/{}/refusals", stage.ava);
    stage
        .tom
        .api("POST", &path)
        .json(&body)
        .answer()
        .expect(201);
    let ends = |hour: &str| {
        house
            .clock
            .set(format!("2026-11-26T{hour}:00Z").parse().unwrap());
        house.app.end_what_passed().unwrap()
    };
    let told = house.number("select count(*) from notice");
    assert_eq!(
        (ends("10:59"), stage.stage(&near)),
        (0, "suspended".to_owned())
    );
    assert_eq!(ends("23:00"), 1);
    assert_eq!(ends("23:01"), 0, "once");
    assert_eq!(stage.stage(&near), "cancelled");
    assert_eq!(stage.stage(&next), "suspended");
    let page = stage.tom.opens(&format!("/sessions/{near}")).expect(200);
    assert!(
        page.says("Called off: contact was refused"),
        "{}",
        page.answer.body
    );
    assert!(page.says("Its time passed while contact was refused."));
    let counted = house.texts(&format!("select body from session where id = '{near}'"));
    assert!(
        counted[0].contains("\"reason\":\"suspended\""),
        "{counted:?}"
    );
    assert_eq!(
        house.number("select count(*) from notice"),
        told,
        "they know"
    );
    assert!(house.verifies_the_audit().findings.is_empty());
});

story!(times_that_the_clocks_skip_or_repeat_are_refused, |house| {
    let stage = Stage::set(house);
    for (day, from, to) in [
        ("2027-03-28", "01:15", "01:45"),
        ("2027-10-31", "01:15", "01:45"),
    ] {
        let refused = stage.asks(&stage.but(&json!({ "day": day, "from": from, "to": to })));
        assert_eq!(refused.status, 422, "{refused:?}");
        let errors = refused.json()["errors"].clone();
        assert_eq!(errors[0]["code"], "clocks-change", "{errors}");
        assert_eq!(errors[0]["pointer"], "/session/from");
    }
    let past = stage.asks(&stage.but(&json!({ "day": "2026-11-23" })));
    assert_eq!(past.json()["errors"][0]["code"], "in-the-past");
    let sunday = stage.asks(&stage.but(&json!({ "day": "2026-12-06" })));
    assert!(codes(&sunday).contains(&"venue-closed-that-day".to_owned()));
    assert_eq!(DAY, "2026-12-01");
});

// Scenario 8: the order of one child stops the session of three, and not that of the other two.
story!(
    a_joint_session_is_lawful_only_if_it_is_for_each_child,
    |house| {
        let stage = Stage::set(house);
        let sibling = |name: &str| {
            let mut child = crate::people::ava();
            child["given_name"] = name.into();
            let child = crate::people::adds(&stage.asha, &child);
            let kin = json!({ "relative": stage.mother, "relationship": "mother", "responsibility": "yes" });
            let path = format!("/api/v1/people/{child}/relatives");
            stage.asha.api("PUT", &path).json(&kin).answer().expect(204);
            let status = json!({ "status": "C1", "from": "2026-11-03" });
            let path = format!("/api/v1/people/{child}/statuses");
            let asking = stage.asha.api("POST", &path).json(&status);
            asking.answer().expect(201);
            stage.assesses((&child, &stage.mother), ("2026-11-03", "2027-01-20"), &[]);
            child
        };
        let (noah, mia) = (sibling("Noah"), sibling("Mia"));
        let all: (&[&String], &[&String]) = (&[&stage.ava, &noah, &mia], &[&stage.mother]);
        let plan = plan_of(house, &stage.asha, "S", all);
        let words = "Ava shall not see her mother";
        let rule = json!({ "question": "who_may_not", "quote": words, "vary": "court", "people": [stage.mother] });
        stage.orders(&format!("2. {words}."), &rule);
        let of = |children: &[&String]| {
            let session = stage.but(&json!({ "children": children }));
            stage.asks_for(&plan, &session)
        };
        let joint = of(&[&stage.ava, &noah, &mia]);
        assert_eq!(joint.problem(), Kind::RuleRefuses);
        assert_eq!(joint.json()["reasons"][0]["quote"], words, "{joint:?}");
        of(&[&noah, &mia]).expect(201);
    }
);

// Scenario 25: what two orders ask cannot both be kept, so Legal decides, and reads both.
story!(
    three_at_least_and_two_at_most_hold_with_both_quotes,
    |house| {
        let stage = Stage::set(house);
        let orders = |words: &str, bound: &str, times: &str| {
            let rule = json!({ "question": "how_often", "quote": words, "vary": "court", "bound": bound,
            "times": times, "per": "week" });
            stage.orders(&format!("2. Family time is {words}."), &rule);
        };
        let (least, most) = ("at least three times a week", "at most twice a week");
        orders(least, "at_least", "3");
        orders(most, "at_most", "2");
        let id = stage.books(&stage.session());
        let record = stage.record(&id);
        let mut found = record["found"].as_array().unwrap().iter();
        let conflict = found.find(|found| found["reason"]["code"] == "order-conflict");
        let conflict = conflict.unwrap_or_else(|| panic!("{record}"));
        assert_eq!(conflict["stands_in_the_way"], true);
        assert_eq!(conflict["reason"]["decided_by"], "Legal");
        let quote = conflict["reason"]["quote"].as_str().unwrap();
        assert!(quote.contains(least) && quote.contains(most), "{quote}");
        let lena = house.staff("Lena", &[law::access::Role::Legal]);
        let decides = |who: &crate::support::Person<'_>| {
            let decision = json!({ "finding": conflict["key"], "reason": "The later one counts." });
            stage.does(who, &id, "decide", &decision)
        };
        assert_eq!(decides(&stage.tom).problem(), Kind::Forbidden);
        decides(&lena).expect(200);
    }
);
