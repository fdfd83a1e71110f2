//! What a supervisor taps: the list of the day, the start, who is at the door, who went and did not.

use law::risk::Control;
use serde_json::json;

use super::{Held, TODAY};
use crate::{
    resources::adds,
    sessions::{codes, firm, plan_of},
};

story!(
    today_says_of_the_brief_and_offers_no_check_in_for_tomorrow,
    |house| {
        let held = Held::set(house);
        let (milo, stage) = (&held.milo, &held.stage);
        let tomorrow = stage.books(&stage.but(&json!({ "day": "2026-11-25" })));
        stage.publishes(&tomorrow);
        held.it_is("09:31");
        let today = milo.opens("/today").expect(200);
        assert!(today.says("No risk control · Brief not read yet"));
        let links = |end: &str| {
            let link = |session: &String| format!("href=\"/sessions/{session}/{end}\"");
            let has = |session: &String| today.answer.body.contains(&link(session));
            (has(&held.session), has(&tomorrow))
        };
        assert_eq!(links("brief"), (true, true));
        assert_eq!(links("record"), (true, false));

        held.reads_the_brief("09:32");
        assert!(milo.opens("/today").expect(200).says("Brief read"));
        stage.assesses(
            (&stage.ava, &stage.mother),
            ("2026-11-04", "2027-01-20"),
            &[Control::TwoSupervisors],
        );
        let today = milo.opens("/today").expect(200);
        assert!(
            today.says("1 risk control · Brief not read yet"),
            "it is another brief now"
        );
    }
);

story!(the_taxi_of_a_session_is_rung_on_its_day, |house| {
    let held = Held::set(house);
    let (milo, stage) = (&held.milo, &held.stage);
    let firm = adds(&stage.asha, "/api/v1/providers", &firm("1"));
    let other = stage.family("D");
    let books = |day: &str| {
        let session = stage.but(
            &json!({ "day": day, "from": "14:00", "to": "15:30", "children": [other.child],
            "visitors": [other.mother], "room": stage.rooms[1], "taxi": firm }),
        );
        let booked = stage.asks_for(&other.plan, &session).expect(201).json();
        let id = booked["id"].as_str().unwrap().to_owned();
        stage.publishes(&id);
        id
    };
    let (today, later) = (books(TODAY), books("2026-12-01"));
    held.it_is("09:31");
    let shown = |id: &str| milo.opens(&format!("/sessions/{id}/brief")).expect(200);
    let page = shown(&today);
    assert!(page.says("Call Swift Cars: 01632 960888"));
    assert!(page.answer.body.contains("href=\"tel:01632960888\""));
    let handed = milo.opens(&format!("/sessions/{today}/say?what=session_closed"));
    assert!(handed.expect(200).says("The driver of Swift Cars"));
    let page = shown(&later);
    assert!(page.says("Taxi: Swift Cars") && !page.says("01632 960888"));
    let path = format!("/api/v1/sessions/{today}/brief");
    let brief = milo.api("GET", &path).answer().expect(200).json();
    assert_eq!(
        brief["services"],
        json!([{ "name": "Swift Cars", "phone": "01632 960888" }])
    );
});

story!(a_start_waits_for_people_and_a_late_one_says_why, |house| {
    let held = Held::set(house);
    let (milo, stage) = (&held.milo, &held.stage);
    let path = format!("/sessions/{}/record", held.session);
    held.reads_the_brief("09:40");
    held.arrives("09:55", &stage.ava).expect(201);
    let early = milo.opens(&path).expect(200);
    assert!(early.says("Record who arrives first.") && !early.says("Start the session"));
    held.arrives("10:40", &stage.mother).expect(201);
    let unsaid = held.says("10:41", &json!({ "type": "session_started" }));
    let unsaid = unsaid.expect(422).json();
    assert_eq!(unsaid["errors"][0]["pointer"], "/remark");
    assert_eq!(
        stage.stage(&held.session),
        "open",
        "nothing is half started"
    );

    let record = milo.opens(&path).expect(200);
    assert!(record.answer.body.contains("/say?what=session_started"));
    let form = milo.opens(&format!(
        "/sessions/{}/say?what=session_started",
        held.session
    ));
    let form = form.expect(200).form("Save");
    let again = form.is_sent().expect(422);
    assert!(again.says("Say why it starts so long after its time"));
    let form = again
        .form("Save")
        .fills("If it started late: why?", "Her bus broke down");
    let record = form.is_sent().expect(303).follows().expect(200);
    assert!(record.says("In progress") && record.says("Her bus broke down"));
});

story!(
    at_the_door_are_relatives_with_their_relation_and_nobody_inside,
    |house| {
        let held = Held::set(house);
        let stage = &held.stage;
        held.arrives("09:55", &stage.ava).expect(201);
        let path = format!("/sessions/{}/say?what=not_admitted", held.session);
        let page = held.milo.opens(&path).expect(200);
        assert!(page.says("Jay P, other connected person"));
        assert!(page.says("Mary P, who is on the list"));
        held.arrives("10:01", &stage.mother).expect(201);
        let page = held.milo.opens(&path).expect(200);
        assert!(page.says("Jay P") && !page.says("Mary P"), "she is inside");
    }
);

/// The entry that says that somebody left.
fn left(held: &Held<'_>) -> serde_json::Value {
    let log = held.log().json();
    let mut entries = log["entries"].as_array().unwrap().iter();
    let left = entries.rfind(|entry| entry["what"]["type"] == "person_left");
    left.unwrap()["id"].clone()
}

story!(
    who_did_not_leave_is_there_again_as_if_they_came_in,
    |house| {
        let held = Held::set(house);
        let stage = &held.stage;
        let pair = (stage.ava.as_str(), stage.partner.as_str());
        stage.assesses(pair, ("2026-11-03", "2027-01-20"), &[]);
        let both = [&stage.mother, &stage.partner];
        let plan = plan_of(house, &stage.asha, "B", (&[&stage.ava], &both));
        let session = json!({ "day": TODAY, "from": "14:00", "to": "15:00", "room": stage.rooms[1],
        "visitors": both });
        let booked = stage
            .asks_for(&plan, &stage.but(&session))
            .expect(201)
            .json();
        let session = booked["id"].as_str().unwrap().to_owned();
        stage.publishes(&session);
        let held = Held { session, ..held };
        let stage = &held.stage;
        held.reads_the_brief("13:50");
        for person in [&stage.ava, &stage.mother, &stage.partner] {
            held.arrives("13:55", person).expect(201);
        }
        held.says("14:00", &json!({ "type": "session_started" }))
            .expect(201);
        let leaves = || json!({ "type": "person_left", "person": stage.partner });
        held.says("14:05", &leaves()).expect(201);

        // The wrong button: it is struck out on the page, and he is there as before.
        let path = format!("/sessions/{}/say?what=struck", held.session);
        let entry = left(&held).as_str().unwrap().to_owned();
        let page = held
            .milo
            .opens(&format!("{path}&entry={entry}"))
            .expect(200);
        let form = page.form("Save").fills("Why?", "It was the wrong button");
        let record = form.is_sent().expect(303).follows().expect(200);
        assert!(record.says("Struck out: 14:05 Jay P left."));
        assert!(record.says("Jay P Here since 13:55"));

        // He goes; two supervisors are asked for where he is. That he never went lets nobody in.
        held.says("14:10", &leaves()).expect(201);
        let controls = [Control::TwoSupervisors];
        let pair = (stage.ava.as_str(), stage.partner.as_str());
        stage.assesses(pair, ("2026-11-04", "2027-01-20"), &controls);
        let strike = json!({ "type": "struck", "entry": left(&held), "reason": "He stayed" });
        let refused = held.says("14:20", &strike).expect(409);
        assert!(
            codes(&refused).contains(&"risk-staff".to_owned()),
            "{refused:?}"
        );
    }
);

story!(the_brief_names_allergies_and_who_must_not_come, |house| {
    let held = Held::set(house);
    let brief = || {
        let page = held
            .milo
            .opens(&format!("/sessions/{}/brief", held.session));
        page.expect(200)
    };
    assert!(brief().says("Allergies, diet, medication: Not known yet. Ask the carer."));
    let referral = house.texts(&format!(
        "select p.referral_id from contact_plan p join session s on s.plan_id = p.id where s.id = '{}'",
        held.session
    ));
    house.has_answered(
        referral[0].parse().unwrap(),
        &json!({ "health": { "known": "Nut allergy. Pen in the blue bag, then 999." },
                 "access": { "not_known": "school" } }),
    );
    let page = brief();
    assert!(page.says("Allergies, diet, medication: Nut allergy. Pen in the blue bag, then 999."));
    assert!(page.says("Disability and access needs: Not known yet. Ask the school."));
});

story!(nothing_is_written_up_before_anybody_has_come, |house| {
    let held = Held::set(house);
    let path = format!("/sessions/{}/write-up", held.session);
    let refused = held.milo.opens(&path).expect(409);
    assert!(refused.says("The session has not begun. Record who arrives first."));
    held.reads_the_brief("09:31");
    held.arrives("09:55", &held.stage.ava).expect(201);
    held.milo.opens(&path).expect(200);
    let brief = format!("/sessions/{}/brief", held.session);
    let brief = held.milo.opens(&brief).expect(200);
    assert!(brief.says("As it stood on Tuesday 24 November 2026 at 09:55."));
});
