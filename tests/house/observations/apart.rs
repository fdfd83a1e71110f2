//! Children of one session who live apart go home apart.

use serde_json::json;

use super::{Held, TODAY};
use crate::{
    people::{adds, adds_household},
    sessions::plan_of,
};

/// Ava and her half-brother Noah, who lives with the Ashes, with their mother at two; the household of
/// the Ashes.
fn with_noah(held: Held<'_>) -> (Held<'_>, String, String) {
    let stage = &held.stage;
    let noah = json!({ "given_name": "Noah", "family_name": "Reed", "born_on": "2025-12-30",
        "is_child": true, "first_language": "English" });
    let noah = adds(&stage.asha, &noah);
    let of_noah = |end: &str| format!("/api/v1/people/{noah}/{end}");
    let kin =
        json!({ "relative": stage.mother, "relationship": "mother", "responsibility": "yes" });
    let asked = stage.asha.api("PUT", &of_noah("relatives")).json(&kin);
    asked.answer().expect(204);
    let status = json!({ "status": "C1", "from": "2026-11-03" });
    let asked = stage.asha.api("POST", &of_noah("statuses")).json(&status);
    asked.answer().expect(201);
    let ashes = adds_household(&stage.asha, "The Ashes", "8 Canary Close");
    let placed = json!({ "household": ashes, "from": "2026-11-03" });
    let asked = stage.asha.api("POST", &of_noah("placements")).json(&placed);
    asked.answer().expect(201);
    stage.assesses((&noah, &stage.mother), ("2026-11-03", "2027-01-20"), &[]);
    let both = [&stage.ava, &noah];
    let plan = plan_of(held.house, &stage.asha, "H", (&both, &[&stage.mother]));
    let session = stage.but(&json!({ "day": TODAY, "from": "14:00", "to": "15:00",
        "room": stage.rooms[1], "children": both }));
    let booked = stage.asks_for(&plan, &session).expect(201).json();
    let session = booked["id"].as_str().unwrap().to_owned();
    stage.publishes(&session);
    (Held { session, ..held }, noah, ashes)
}

story!(
    each_child_goes_home_with_somebody_who_may_take_it,
    |house| {
        let (held, noah, ashes) = with_noah(Held::set(house));
        let (milo, ava) = (&held.milo, &held.stage.ava);
        held.reads_the_brief("13:40");
        let brief = milo.opens(&format!("/sessions/{}/brief", held.session));
        assert!(brief.expect(200).says("Noah R, 10 months"));
        for person in [ava, &noah, &held.stage.mother] {
            held.arrives("13:55", person).expect(201);
        }
        held.says("14:00", &json!({ "type": "session_started" }))
            .expect(201);
        held.says("15:00", &json!({ "type": "session_ended" }))
            .expect(201);

        let all = json!({ "type": "session_closed", "handed_to": { "household": held.household } });
        let refused = held.says("15:05", &all).expect(422).json();
        assert_eq!(refused["errors"][0]["code"], "lives-elsewhere");
        let path = format!("/sessions/{}/say?what=session_closed", held.session);
        let page = milo.opens(&path).expect(200);
        assert!(page.says("Who took Ava P?") && page.says("Who took Noah R?"));
        let (hers, his) = (format!("handed_to-{ava}"), format!("handed_to-{noah}"));
        let form = page.form("Save").types(&hers, &held.household);
        let again = form.is_sent().expect(422);
        assert!(again.says("Noah R: Choose who took this child"));
        let wrong = again.form("Save").types(&hers, &held.household);
        let wrong = wrong.types(&his, &held.household).is_sent().expect(422);
        assert!(wrong.says("Noah R: Choose somebody who may take the child"));
        let form = wrong.form("Save").types(&hers, &held.household);
        let form = form
            .types(&his, &ashes)
            .types(&format!("name-{noah}"), "Ash");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("Ava P handed over to The Ferns"));
        assert!(record.says("Noah R handed over to The Ashes, Ash"));
        assert_eq!(held.stage.stage(&held.session), "closed");
    }
);
