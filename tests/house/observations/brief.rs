//! What stands in a brief.

use law::access::Role;
use serde_json::json;

use super::{Held, TODAY};
use crate::{
    people::adds,
    sessions::{Stage, plan_of},
};

story!(a_brief_says_who_decided_that_it_goes_ahead, |house| {
    let stage = Stage::set(house);
    let (id, key) = stage.books_beyond_hours(&stage.plan, &json!({}));
    let bo = house.staff("Bo", &[Role::Coordinator]);
    let brief = |words: &str| {
        let brief = bo.opens(&format!("/sessions/{id}/brief")).expect(200);
        assert!(brief.says(words), "{words}: {}", brief.answer.body);
    };
    brief("To be decided: ");
    let decision = json!({ "finding": key, "reason": "Pat agreed to come in early." });
    stage.does(&bo, &id, "decide", &decision).expect(200);
    brief("It goes ahead: decided by Bo.");
    brief("24 Nov 2026, 08:20: Pat agreed to come in early.");
});

story!(a_brief_says_what_the_family_speaks, |house| {
    let held = Held::set(house);
    let stage = &held.stage;
    let grandmother = json!({ "given_name": "Zofia", "family_name": "Nowak", "is_child": false,
        "first_language": "Polish", "interpreter": true });
    let grandmother = adds(&stage.asha, &grandmother);
    let kin = format!("/api/v1/people/{}/relatives", stage.ava);
    let kinship =
        json!({ "relative": grandmother, "relationship": "grandparent", "responsibility": "no" });
    stage
        .asha
        .api("PUT", &kin)
        .json(&kinship)
        .answer()
        .expect(204);
    stage.assesses(
        (&stage.ava, &grandmother),
        ("2026-11-03", "2027-01-20"),
        &[],
    );
    let plan = plan_of(house, &stage.asha, "G", (&[&stage.ava], &[&grandmother]));
    let referral = "ref_01J0000000000000000000000G".parse().unwrap();
    house.has_answered(referral, &json!({ "language": { "known": "Polish" } }));
    let session = json!({ "day": TODAY, "from": "14:00", "to": "15:30", "visitors": [grandmother],
        "room": stage.rooms[1], "supervisors": [stage.supervisors[1]] });
    let booked = stage
        .asks_for(&plan, &stage.but(&session))
        .expect(201)
        .json();
    let path = format!("/sessions/{}/brief", booked["id"].as_str().unwrap());
    let brief = stage.asha.opens(&path).expect(200);
    assert!(brief.says("Spoken in family time: Polish"));
    assert!(brief.says("Zofia N, Grandparent: may come. Speaks Polish, needs an interpreter"));
    let other = stage
        .asha
        .opens(&format!("/sessions/{}/brief", held.session))
        .expect(200);
    assert!(
        !other.says("Speaks") && !other.says("Spoken"),
        "English goes without saying"
    );
});
