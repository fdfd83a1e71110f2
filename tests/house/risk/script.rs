//! The fourth script: written by one, approved by another, strengthened, superseded.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PersonId, RiskId},
    refusal::Kind,
};
use kith::risk::queries::in_force;
use law::{
    access::{Actor, Role, act},
    risk::{Assessment, Control},
};
use serde_json::{Value, json};

use super::{approved, content, hazard, pair, step, writes};
use crate::support::{Person, TestHouse};

pub(super) fn force(house: &TestHouse, child: &str, person: &str) -> BTreeMap<RiskId, Assessment> {
    let child: BTreeSet<PersonId> = [child.parse().unwrap()].into();
    let person: BTreeSet<PersonId> = [person.parse().unwrap()].into();
    let found = house
        .app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            let found = in_force(work, &child, &person)?;
            Ok(work.kept(found))
        });
    found.unwrap().into_value()
}

fn no_control_makes_it_worse(priya: &Person<'_>, risk: &str) {
    let hazard = priya.opens(&format!("{risk}/hazards/new")).expect(200);
    let higher = hazard
        .form("Save this hazard")
        .types("likelihood_before", "unlikely")
        .types("impact_before", "major")
        .types("likelihood_after", "likely")
        .types("impact_after", "major")
        .is_sent()
        .expect(422);
    assert!(higher.says("With the controls: The risk cannot be higher than without controls"));
}

fn each_form_names_whom_it_is_about(priya: &Person<'_>, risk: &str) {
    for form in [
        "hazards/new",
        "controls/new?type=two_supervisors",
        "decision",
    ] {
        let page = priya.opens(&format!("{risk}/{form}")).expect(200);
        assert!(page.says("Ava Potter with Mary Potter"), "{form}");
    }
}

/// Fills the forms of the script: violence, two supervisors, a decision.
fn writes_on_the_pages(priya: &Person<'_>, child: &str) -> String {
    let form = priya
        .opens(&format!("/people/{child}/risk/new"))
        .expect(200);
    let form = form.form("Save and add hazards");
    let again = form.is_sent().expect(422);
    assert!(again.says("Choose the family members"));
    let begun = form.chooses("Mary Potter (mother)").is_sent().expect(303);
    let risk = begun.answer.header("location").unwrap().to_owned();

    let empty = priya.opens(&risk).form("Submit for approval").is_sent();
    let empty = empty.expect(422);
    assert!(
        empty.says("Add at least one hazard") && empty.says("Say why the assessment decides so")
    );

    each_form_names_whom_it_is_about(priya, &risk);
    let hazard = priya.opens(&format!("{risk}/hazards/new")).expect(200);
    let hazard = hazard
        .form("Save this hazard")
        .fills("What is known, and from whom?", "She threw a cup.");
    let wrong = hazard.is_sent().expect(422);
    assert!(wrong.says("Choose a hazard") && wrong.says("With the controls: Choose how likely"));
    assert!(wrong.says("She threw a cup."), "what was typed is there");
    no_control_makes_it_worse(priya, &risk);
    let page = hazard
        .selects("Which hazard?", "Violence to the child")
        .types("likelihood_before", "likely")
        .types("impact_before", "major")
        .types("likelihood_after", "unlikely")
        .types("impact_after", "serious")
        .is_sent()
        .follows()
        .expect(200);
    assert!(page.says("4 Likely × 4 Major: 16 (very high)") && page.says("medium"));

    let two = priya.opens(&format!("{risk}/controls/new?type=two_supervisors"));
    let page = two.expect(200).form("Add this control").is_sent().follows();
    assert!(page.says("Two supervisors throughout"));
    let stagger = priya.opens(&format!("{risk}/controls/new?type=stagger"));
    let wrong = stagger.form("Add this control").is_sent().expect(422);
    assert!(wrong.says("Enter a number of minutes from 5 to 60"));

    let decision = priya.opens(&format!("{risk}/decision")).expect(200);
    let form = decision.form("Save the decision");
    let form = form
        .chooses("They may meet, with the controls")
        .fills("Why?", "She has calmed down.");
    let late = form.dates("review_by", "1", "6", "2027").is_sent();
    let late = late.expect(422);
    assert!(
        late.says(
            "With a medium risk that remains it must be reviewed by 19 Jan 2027 at the latest"
        )
    );
    assert!(late.says("She has calmed down."));
    let form = late.form("Save the decision");
    let page = form.dates("review_by", "", "", "").is_sent().follows();
    assert!(page.says("19 Jan 2027"), "the latest day, by itself");
    risk
}

story!(
    an_assessment_is_written_by_one_and_approved_by_another,
    |house| {
        // In a small service one person has several roles: it is still not their own to approve.
        let priya = house.staff("Priya", &[Role::SocialWorker, Role::ServiceManager]);
        let tom = house.staff("Tom", &[Role::ServiceManager]);
        let [child, mother] = pair(&priya);
        let risk = writes_on_the_pages(&priya, &child);
        assert!(
            force(house, &child, &mother).is_empty(),
            "a draft counts for nothing"
        );
        assert!(
            !tom.opens(&risk).says("Submit for approval"),
            "another's draft"
        );
        let sent = priya.opens(&risk).form("Submit for approval").is_sent();
        assert!(sent.follows().says("Waits for approval"));

        let id = risk.rsplit('/').next().unwrap();
        let said = json!({ "considered": true });
        let own = step(&priya, (id, 6), "approve", &said);
        assert_eq!(own.problem(), Kind::SecondPerson);
        assert!(!priya.opens(&risk).says("Return it with a question"));
        assert!(tom.opens("/").says("1 risk assessment waits for approval"));
        assert!(tom.opens("/risk/to-approve").says("Ava P"));
        assert!(
            priya
                .opens("/risk/to-approve")
                .says("No risk assessment waits")
        );

        let question = tom
            .opens(&format!("{risk}/return"))
            .form("Return it with this question");
        let question = question.fills("What must be answered or changed first?", "Since when?");
        question.is_sent().follows().expect(200);
        assert!(
            priya
                .opens("/")
                .says("1 risk assessment was returned to you with a question")
        );
        let page = priya.opens(&risk);
        assert!(page.says("Since when?"));
        let silent = page.form("Submit for approval").is_sent().expect(422);
        assert!(silent.says("Answer the question it was returned with"));
        let page = page
            .form("Submit for approval")
            .fills("Your answer to the question", "Since October.");
        page.is_sent().follows().expect(200);

        let page = tom.opens(&risk);
        assert!(page.says("Since October."));
        let unsaid = page.form("Approve").is_sent().expect(422);
        assert!(unsaid.says("Consider each hazard and its controls, then say so here"));
        let box_words = "I have considered each hazard and whether its controls are enough";
        page.form("Approve").chooses(box_words).is_sent().follows();
        let force = force(house, &child, &mother);
        let [assessment] = force.values().collect::<Vec<_>>()[..] else {
            panic!("{force:?}")
        };
        assert_eq!(assessment.controls, [Control::TwoSupervisors].into());
        let page = priya.opens(&format!("/people/{child}/risk")).expect(200);
        assert!(page.says("Valid, review by 19 Jan 2027: 56 days left"));
        let again = step(&priya, (id, 9), "withdraw", &json!({}));
        assert_eq!(again.problem(), Kind::WrongState);
    }
);

story!(
    its_author_takes_it_back_while_nobody_has_decided_it,
    |house| {
        let priya = house.staff("Priya", &[Role::SocialWorker, Role::ServiceManager]);
        let tom = house.staff("Tom", &[Role::ServiceManager]);
        let [child, mother] = pair(&priya);
        let about = [child.as_str(), mother.as_str()];
        let id = writes(&priya, about, &content("2026-11-24", "2026-12-20"));
        let path = format!("/risk/{id}");
        assert!(!priya.opens(&path).says("Take it back"), "it is a draft");
        step(&priya, (&id, 2), "submit", &json!({})).expect(200);

        assert!(!tom.opens(&path).says("Take it back"), "not his to take");
        let taken = step(&tom, (&id, 3), "take-back", &json!({}));
        assert_eq!(taken.problem(), Kind::RuleRefuses);
        let form = priya.opens(&path).form("Take it back");
        let page = form.is_sent().follows().expect(200);
        assert!(page.says("Submit for approval") && page.says("Draft"));
        let facts = "select count(*) from audit_fact where act = 'risk.assess' \
                 and content like '%taken back%'";
        assert_eq!(house.number(facts), 1);
        assert!(
            tom.opens("/risk/to-approve")
                .says("No risk assessment waits")
        );
        let said = json!({ "considered": true });
        let late = step(&tom, (&id, 4), "approve", &said);
        assert_eq!(late.problem(), Kind::WrongState);

        // She writes on, submits it anew, and once it is approved it is hers no more.
        let put = priya.api("PUT", &format!("/api/v1{path}"));
        let put = put.header("if-match", "\"4\"");
        let sooner = content("2026-11-24", "2026-12-10");
        put.json(&sooner).answer().expect(200);
        step(&priya, (&id, 5), "submit", &json!({})).expect(200);
        step(&tom, (&id, 6), "approve", &said).expect(200);
        let decided = step(&priya, (&id, 7), "take-back", &json!({}));
        assert_eq!(decided.problem(), Kind::WrongState);
    }
);

story!(the_coordinator_strengthens_and_never_weakens, |house| {
    let (priya, tom) = (
        house.social_worker("Priya"),
        house.staff("Tom", &[Role::ServiceManager]),
    );
    let asha = house.coordinator();
    let [child, mother] = pair(&priya);
    let about = [child.as_str(), mother.as_str()];
    let id = approved((&priya, &tom), about, &content("2026-11-24", "2026-12-20"));
    let weaker = json!({ "controls": [{ "type": "supervision", "level": "U3" }] });
    let refused = step(&asha, (&id, 4), "accept", &weaker).expect(422);
    assert!(refused.body.contains("ask for this already, or for more"));
    let path = format!("/risk/{id}");
    let accepted = asha.opens(&path).form("Accept as deliverable").is_sent();
    assert!(accepted.follows().says("Accepted as deliverable by"));
    let form = asha.opens(&format!("{path}/strengthen/new?type=max_length"));
    let form = form
        .form("Add this control")
        .fills("How many minutes?", "60");
    let page = form.is_sent().follows().expect(200);
    assert!(page.says("No longer than 60 minutes") && page.says("added by"));
    let force = force(house, &child, &mother);
    let controls = &force.values().next().unwrap().controls;
    assert!(controls.contains(&Control::MaxLength { minutes: 60 }));
    let writes = asha
        .api("PUT", &format!("/api/v1{path}"))
        .header("if-match", "\"6\"");
    let content = content("2026-11-24", "2026-12-20");
    assert_eq!(
        writes.json(&content).answer().status,
        403,
        "a coordinator writes none"
    );
    assert!(
        house
            .refuses(&format!(
                "update risk_assessment set body = 'x' where id = '{id}'"
            ))
            .contains("append-only"),
    );
});

/// The assessment as the API shows it.
fn shown(person: &Person<'_>, id: &str) -> Value {
    let path = format!("/api/v1/risk/{id}");
    person.api("GET", &path).answer().expect(200).json()
}

/// Begins a copy on the page, and returns its id.
fn copies(author: &Person<'_>, old: &str) -> String {
    let page = author.opens(&format!("/risk/{old}"));
    let copied = page.form("Write a new one from this").is_sent().expect(303);
    let path = copied.answer.header("location").unwrap();
    path.trim_start_matches("/risk/").to_owned()
}

/// Writes a draft so that it begins on that day.
fn begins_on(author: &Person<'_>, id: &str, from: &str) {
    let version = &shown(author, id)["version"];
    let path = format!("/api/v1/risk/{id}");
    let writing = author
        .api("PUT", &path)
        .header("if-match", format!("\"{version}\""));
    let content = content(from, "2026-12-25");
    writing.json(&content).answer().expect(200);
}

story!(a_newer_assessment_takes_the_place_of_the_older, |house| {
    let (priya, tom) = (
        house.social_worker("Priya"),
        house.staff("Tom", &[Role::ServiceManager]),
    );
    let [child, mother] = pair(&priya);
    let about = [child.as_str(), mother.as_str()];
    let first = content("2026-11-24", "2026-12-20");
    let old = approved((&priya, &tom), about, &first);
    let new = copies(&priya, &old);
    let copy = shown(&priya, &new);
    assert_eq!(copy["copied_from"], old.as_str());
    assert_eq!(copy["hazards"][0]["hazard"], "violence_to_child");
    assert!(copy["decision"].is_null() && copy["review_by"].is_null());

    begins_on(&priya, &new, "2026-11-20");
    step(&priya, (&new, 2), "submit", &json!({})).expect(200);
    let said = json!({ "considered": true });
    let overtaken = step(&tom, (&new, 3), "approve", &said).problem();
    assert_eq!(overtaken, Kind::RuleRefuses, "it begins before the other");
    let ask = json!({ "question": "Begin later." });
    step(&tom, (&new, 3), "return", &ask).expect(200);
    begins_on(&priya, &new, "2026-12-01");
    let answer = json!({ "answer": "Done." });
    step(&priya, (&new, 5), "submit", &answer).expect(200);
    let stale = step(&tom, (&new, 5), "approve", &said);
    assert_eq!(stale.problem(), Kind::Stale);
    step(&tom, (&new, 6), "approve", &said).expect(200);

    assert_eq!(shown(&priya, &old)["superseded_by"], new.as_str());
    let late = json!({ "until": "2026-12-22", "reason": "Late." });
    let late = step(&tom, (&old, 4), "continue", &late);
    assert_eq!(late.problem(), Kind::WrongState);
    let both = force(house, &child, &mother).len();
    assert_eq!(both, 2, "the older one counts until the newer begins");
});

story!(a_very_high_risk_is_signed_off_by_a_third_person, |house| {
    let priya = house.staff("Priya", &[Role::SocialWorker, Role::ServiceManager]);
    let tom = house.staff("Tom", &[Role::ServiceManager]);
    let head = house.staff("Hanna", &[Role::ServiceManager]);
    let [child, mother] = pair(&priya);
    let mut very_high = content("2026-11-24", "2026-11-24");
    very_high["hazards"] = json!([hazard("likely", "major")]);
    let mut too_long = very_high.clone();
    too_long["review_by"] = "2026-11-25".into();
    let about = [child.as_str(), mother.as_str()];
    let id = writes(&priya, about, &very_high);
    let put = priya
        .api("PUT", &format!("/api/v1/risk/{id}"))
        .header("if-match", "\"2\"");
    let refused = put.json(&too_long).answer().expect(422);
    assert!(refused.body.contains("24 Nov 2026 at the latest"));
    step(&priya, (&id, 2), "submit", &json!({})).expect(200);
    let waits = priya.opens(&format!("/risk/{id}")).expect(200);
    assert!(waits.says("To be approved by A team manager of the team or the service manager"));
    step(&tom, (&id, 3), "approve", &json!({ "considered": true })).expect(200);
    let signed = |found: BTreeMap<RiskId, Assessment>| found.values().all(|one| one.signed_off);
    assert!(!signed(force(house, &child, &mother)));
    assert!(
        priya
            .opens(&format!("/risk/{id}"))
            .says("waits for the head of service")
    );
    for person in [&priya, &tom] {
        let own = step(person, (&id, 4), "sign-off", &json!({}));
        assert_eq!(own.problem(), Kind::SecondPerson);
    }
    assert!(
        head.opens("/")
            .says("1 very high risk waits for the head of service")
    );
    assert!(head.opens("/risk/to-sign-off").says("Ava P"));
    let page = head.opens(&format!("/risk/{id}"));
    let page = page.form("Sign off the very high risk").is_sent().follows();
    assert!(page.says("Signed off by"));
    assert!(signed(force(house, &child, &mother)));
    let again = step(&head, (&id, 5), "sign-off", &json!({}));
    assert_eq!(again.problem(), Kind::WrongState);
});
