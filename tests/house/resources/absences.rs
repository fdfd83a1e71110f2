//! An absence that a coordinator records on its form.

use serde_json::json;

use crate::sessions::Stage;

story!(
    an_absence_recorded_on_its_form_leads_to_who_steps_in,
    |house| {
        let stage = Stage::set(house);
        let rosa = &stage.supervisors[0];
        let today = json!({ "day": "2026-11-24", "from": "14:00", "to": "15:30" });
        stage.books(&stage.but(&today));
        let form = stage
            .asha
            .opens(&format!("/supervisors/{rosa}/absences/new"));
        let form = form.expect(200);
        assert!(form.says("Rosa Marsh"), "whose absence it is");
        // Nothing is typed: today stands in it.
        let page = form.form("Save").chooses("Sick").is_sent().follows();
        let page = page.expect(200);
        assert_eq!(page.heading(), "Who steps in for Rosa Marsh?");
        assert!(page.says("1 session is short of a supervisor"));

        let form = stage
            .asha
            .opens(&format!("/supervisors/{rosa}/absences/new"));
        let again = form.expect(200).form("Save").is_sent().expect(422);
        assert!(again.says("Rosa Marsh"), "also where something is wrong");
    }
);
