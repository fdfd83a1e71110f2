//! Households where a child lives of whom somebody must not know: closed to them, or they would learn
//! where it is by placing another child there.

use law::access::Role;
use serde_json::{Value, json};

use super::{adds, adds_household, ava, excludes};
use crate::{
    scripts::lives_with,
    support::{Answer, Person},
};

/// The names of the households somebody may choose from.
fn chooses_from(who: &Person<'_>) -> Vec<String> {
    let list = who.api("GET", "/api/v1/households").answer().expect(200);
    let list = list.json();
    let names = list["items"].as_array().unwrap().iter();
    names
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

fn places(who: &Person<'_>, child: &str, household: &str) -> Answer {
    let placed = json!({ "household": household, "from": "2026-11-24" });
    let path = format!("/api/v1/people/{child}/placements");
    who.api("POST", &path).json(&placed).answer()
}

fn ben() -> Value {
    let mut ben = ava();
    ben["given_name"] = "Ben".into();
    ben["family_name"] = "Okoro".into();
    ben
}

story!(
    who_is_kept_from_a_child_places_nobody_where_it_lives,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let nadia = house.staff("Nadia", &[Role::Coordinator]);
        let fern = adds_household(&asha, "Fern", "17 Canary Terrace");
        let juniper = adds_household(&asha, "Juniper", "9 Canary Mews");
        let child = adds(&priya, &ava());
        lives_with(&asha, &child, &fern, "2026-11-02");
        let other = adds(&nadia, &ben());
        assert_eq!(chooses_from(&nadia), ["Fern", "Juniper"]);

        excludes(house, nadia.id, &child);
        assert_eq!(chooses_from(&nadia), ["Juniper"]);
        assert_eq!(chooses_from(&asha), ["Fern", "Juniper"]);
        let form = nadia.opens(&format!("/people/{other}/placements/new"));
        let form = form.expect(200);
        assert!(form.says("Juniper") && !form.says("Fern"));
        let refused = places(&nadia, &other, &fern).expect(422);
        assert_eq!(refused.json()["errors"][0]["pointer"], "/household");
        let unknown = places(&nadia, &other, "hou_01ARZ3NDEKTSV4RRFFQ69G5FAV").expect(422);
        let errors = |answer: &Answer| answer.json()["errors"].clone();
        assert_eq!(errors(&refused), errors(&unknown), "as if there were none");
        assert_eq!(house.number("select count(*) from placement"), 1);
        places(&nadia, &other, &juniper).expect(201);
    }
);

story!(a_household_is_kept_as_closely_as_who_lives_there, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let ruth = house.staff("Ruth", &[Role::ServiceManager]);
    let fern = adds_household(&asha, "Fern", "17 Canary Terrace");
    let child = adds(&priya, &ava());
    lives_with(&asha, &child, &fern, "2026-11-02");
    let other = adds(&asha, &ben());
    let path = format!("/api/v1/people/{child}");
    let version = ruth.api("GET", &path).answer().expect(200);
    let body = json!({ "protection": "restricted", "kept": false, "reason": "In the news" });
    let protect = ruth
        .api("PUT", &format!("{path}/protection"))
        .header("if-match", version.header("etag").unwrap());
    protect.json(&body).answer().expect(200);

    assert_eq!(chooses_from(&asha), Vec::<String>::new());
    places(&asha, &other, &fern).expect(422);
    assert_eq!(chooses_from(&priya), ["Fern"], "it is her case");
    places(&ruth, &other, &fern).expect(201);
});
