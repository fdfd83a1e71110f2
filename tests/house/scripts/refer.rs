//! Script 1: a social worker refers two half-siblings.

use kernel::refusal::Kind;
use serde_json::{Value, json};

use crate::{
    people::{adds, adult, ava},
    referrals::{needed, steps, version},
    support::{Answer, Person},
};

/// Ava and Noah, who have one mother and two fathers.
struct Siblings {
    ava: String,
    noah: String,
    mother: String,
    avas_father: String,
    noahs_father: String,
}

fn siblings(priya: &Person<'_>) -> Siblings {
    let mut noah = ava();
    noah["given_name"] = "Noah".into();
    let bodies = [ava(), noah, adult("Kelly"), adult("Dean"), adult("Jordan")];
    let [ava, noah, mother, avas_father, noahs_father] = bodies.map(|body| adds(priya, &body));
    for (child, relative, relationship) in [
        (&ava, &noah, "half_sibling"),
        (&ava, &mother, "mother"),
        (&noah, &mother, "mother"),
        (&ava, &avas_father, "father"),
        (&noah, &noahs_father, "father"),
    ] {
        let kin =
            json!({ "relative": relative, "relationship": relationship, "responsibility": "yes" });
        let path = format!("/api/v1/people/{child}/relatives");
        priya.api("PUT", &path).json(&kin).answer().expect(204);
    }
    Siblings {
        ava,
        noah,
        mother,
        avas_father,
        noahs_father,
    }
}

fn begins(priya: &Person<'_>, child: &str) -> (String, String) {
    let body = json!({ "kind": "new", "children": [child] });
    let begun = priya.api("POST", "/api/v1/referrals").json(&body).answer();
    let begun = begun.expect(201);
    let path = begun.header("location").unwrap().to_owned();
    (path, version(&begun))
}

/// Answers one topic; the version after it.
#[track_caller]
fn answers(priya: &Person<'_>, path: &str, current: &str, (topic, body): (&str, &Value)) -> String {
    let path = format!("{path}/answers/{topic}");
    version(&steps(priya, &path, current, body).expect(200))
}

fn meets(persons: &[&String]) -> Value {
    json!({ "persons": persons })
}

fn health(language: &str) -> Value {
    let reply = |question: &str, value: &str| json!({ "question": question, "value": value });
    json!({ "answers": [reply("language", language), reply("health", "A peanut allergy.")] })
}

fn value(referral: &Value, question: &str) -> Option<String> {
    let mut answers = referral["answers"].as_array()?.iter();
    let answer = answers.find(|answer| answer["question"] == question)?;
    answer["value"].as_str().map(str::to_owned)
}

fn sends(priya: &Person<'_>, path: &str, current: &str) -> Answer {
    steps(priya, &format!("{path}/send"), current, &Value::Null)
}

story!(a_social_worker_refers_half_siblings, |house| {
    let priya = house.social_worker("Priya");
    let family = siblings(&priya);

    // She writes what she knows of Ava, and goes home.
    let (path, mut current) = begins(&priya, &family.ava);
    let both = meets(&[&family.mother, &family.avas_father]);
    let known = needed();
    let known = known.iter().filter(|(topic, _)| *topic != "health");
    let known = known.map(|(topic, body)| (*topic, body.clone()));
    for (topic, body) in [("meeting", both)].into_iter().chain(known) {
        current = answers(&priya, &path, &current, (topic, &body));
    }

    // The next morning it is on her list as she left it, on another computer.
    house.clock.set("2026-11-25T08:20:00Z".parse().unwrap());
    let mine = priya.api("GET", "/api/v1/referrals").answer().expect(200);
    assert_eq!(mine.json()["items"][0]["state"], "draft");
    let again = priya.another_browser();
    let page = again.opens(&format!(
        "{}/family_time",
        path.trim_start_matches("/api/v1")
    ));
    assert_eq!(
        page.expect(200).form("Save and continue").hidden("minutes"),
        Some("90")
    );
    current = answers(&priya, &path, &current, ("health", &health("")));

    // What the two share is copied for Noah; his sister's father and her health are not.
    let for_another = format!("{path}/copies");
    let copies = |child: &str| {
        let asking = priya.api("POST", &for_another);
        asking.json(&json!({ "child": child })).answer()
    };
    assert_eq!(
        copies(&family.mother).problem(),
        Kind::Invalid,
        "no sibling"
    );
    let made = copies(&family.noah).expect(201);
    let noahs = made.json();
    assert_eq!(noahs["children"], json!([family.noah]));
    assert_eq!(noahs["visitors"], json!([family.mother]));
    assert_eq!(value(&noahs, "minutes").as_deref(), Some("90"));
    assert_eq!(value(&noahs, "health"), None);
    let noahs_path = format!("/api/v1/referrals/{}", noahs["id"].as_str().unwrap());
    let strange = meets(&[&family.mother, &family.avas_father]);
    let meeting = format!("{noahs_path}/answers/meeting");
    let strange = steps(&priya, &meeting, &version(&made), &strange);
    assert_eq!(
        strange.problem(),
        Kind::Invalid,
        "he is no family of Noah’s"
    );
    let his = meets(&[&family.mother, &family.noahs_father]);
    answers(&priya, &noahs_path, &version(&made), ("meeting", &his));

    sends_without_a_language(&priya, &path, &current);
});

/// Nothing is sent before the language is known; the link to the question leads to what was typed.
fn sends_without_a_language(priya: &Person<'_>, path: &str, current: &str) {
    let refused = sends(priya, path, current);
    assert_eq!(refused.problem(), Kind::Invalid);
    let missing = refused.json()["errors"].clone();
    let words = "Answer “Which language is spoken in family time?”";
    assert_eq!(missing.as_array().unwrap().len(), 1, "{missing}");
    assert!(
        missing[0]["message"].as_str().unwrap().contains(words),
        "{missing}"
    );

    let page = path.trim_start_matches("/api/v1");
    let check = priya.opens(&format!("{page}/check")).expect(200);
    let unsent = check.form("Send").is_sent().expect(422);
    assert!(unsent.says(words));
    let link = format!("href=\"{page}/health#language\"");
    assert!(unsent.answer.body.contains(&link), "beside its question");
    let question = priya.opens(&format!("{page}/health")).expect(200);
    let form = question.form("Save and continue");
    assert_eq!(form.hidden("health"), Some("A peanut allergy."));
    let language = "Which language is spoken in family time?";
    form.fills(language, "Polish").is_sent().expect(303);

    let kept = priya.api("GET", path).answer().expect(200);
    let referral = kept.json()["referral"].clone();
    assert_eq!(
        value(&referral, "health").as_deref(),
        Some("A peanut allergy.")
    );
    assert_eq!(referral.get("number"), None, "nothing was sent");
    let sent = sends(priya, path, &version(&kept)).expect(200).json();
    let number = sent["number"].as_str().unwrap();
    assert!(number.starts_with("FT-2026-0001-"), "{number}");
    assert_eq!(sent["state"], "sent");
}
