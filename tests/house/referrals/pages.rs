//! The first two scripts, on the pages.

use law::access::Role;
use serde_json::{Value, json};

use super::{completes, family, records, steps, version};
use crate::{
    people::{adds, ava},
    support::{Answer, Page, Person},
};

/// Begins a referral on the page and returns its path.
fn begins(priya: &Person<'_>, child: &str) -> String {
    let form = priya
        .opens(&format!("/referrals/new?child={child}"))
        .expect(200);
    let form = form.form("Begin");
    let again = form.is_sent().expect(422);
    assert!(again.says("Choose a kind of referral"));
    let saved = form.chooses("New").is_sent().expect(303);
    saved.answer.header("location").unwrap().to_owned()
}

fn writes(priya: &Person<'_>, path: &str, mother: &str) {
    let opens = |topic: &str| priya.opens(&format!("{path}/{topic}")).expect(200);
    let meeting = opens("meeting")
        .form("Save and continue")
        .types("visitors", mother);
    let legal = meeting.is_sent().follows().expect(200);
    assert!(legal.says("Legal status") && legal.says("None is recorded"));
    legal
        .form("Save for later")
        .chooses("After proceedings")
        .is_sent()
        .follows()
        .expect(200);
    let time = opens("family_time").form("Save and continue");
    let time = time
        .chooses("To keep the relationship")
        .fills("How many sessions?", "2")
        .chooses("Week")
        .chooses("Supervised throughout");
    let wrong = time
        .fills("How many minutes does a session last?", "92")
        .is_sent()
        .expect(422);
    assert!(wrong.says("Enter a whole number from 15 to 480, in steps of 5"));
    let time = wrong
        .form("Save and continue")
        .fills("How many minutes does a session last?", "90");
    let date = [("day", "30"), ("month", "11"), ("year", "2026")];
    let time = date.iter().fold(time, |form, (part, value)| {
        form.types(&format!("needed_from-{part}"), value)
    });
    time.is_sent().follows().expect(200);
}

fn sends(priya: &Person<'_>, path: &str) {
    let check = priya.opens(&format!("{path}/check")).expect(200);
    assert!(check.says("1 answer is still needed before it can be sent."));
    assert!(
        check.says("Answer “Which language is spoken in family time?”"),
        "before anybody presses"
    );
    assert!(
        check.says("Change (People to meet)"),
        "told once to who hears it"
    );
    let unsent = check.form("Send").is_sent().expect(422);
    assert!(unsent.says("Answer “Which language is spoken in family time?”"));
    assert!(
        unsent
            .answer
            .body
            .contains(&format!("{path}/health#language"))
    );
    let health = priya.opens(&format!("{path}/health")).expect(200);
    let health = health
        .form("Save and continue")
        .fills("Which language is spoken in family time?", "Polish");
    health.is_sent().follows().expect(200);
    let sent = priya
        .opens(&format!("{path}/check"))
        .form("Send")
        .is_sent()
        .follows()
        .expect(200);
    assert!(sent.says("FT-2026-0001-") && sent.says("Sent: with the coordinator"));
}

fn asks(asha: &Person<'_>, priya: &Person<'_>, path: &str) {
    let form = asha.opens(&format!("{path}/return")).form("Return");
    assert!(form.is_sent().expect(422).says("Enter a question"));
    form.fills("What do you ask?", "Which days suit?")
        .is_sent()
        .follows()
        .expect(200);
    let back = priya.opens(path).expect(200);
    assert!(back.says("The coordinator asks") && back.says("Which days suit?"));
    let check = priya.opens(&format!("{path}/check")).expect(200);
    assert!(check.says("The coordinator asks") && check.says("Which days suit?"));
    let body = &check.answer.body;
    assert!(
        body.contains(&format!("href=\"{path}/reply\"")) && !body.contains("/send\""),
        "it is sent again with the reply, not past the question"
    );
    let reply = priya.opens(&format!("{path}/reply")).expect(200);
    reply
        .form("Send again")
        .fills("Your reply", "Tuesdays.")
        .is_sent()
        .follows()
        .expect(200);
}

fn accepts<'p>(asha: &'p Person<'_>, path: &str) -> Page<'p, 'p> {
    let early = asha.opens(&format!("{path}/accept")).expect(200);
    assert!(early.says("The verification call is not logged"));
    assert!(
        !early.says("Which children?") && !early.answer.body.contains(">Accept<"),
        "nothing is filled in that cannot be sent"
    );
    let call = asha
        .opens(&format!("{path}/call"))
        .expect(200)
        .form("Log the call");
    call.fills("Whom did you speak to?", "Priya")
        .fills("Which number did you call?", "01632 960321")
        .fills("What was confirmed?", "All of it.")
        .is_sent()
        .follows()
        .expect(200);
    let triage = asha.opens(path).expect(200);
    for recorded in [
        "since 1 Nov 2026",
        "With Mary Potter",
        "No approved risk assessment",
        "Lives with",
    ] {
        assert!(triage.says(recorded), "{recorded}");
    }
    let form = asha.opens(&format!("{path}/accept")).expect(200);
    assert!(form.says("What the referral says") && form.says("HEALTH-CANARY"));
    let form = form
        .form("Accept")
        .chooses("The care plan")
        .chooses("Yes, signed")
        .chooses("Full observation");
    form.is_sent().follows()
}

story!(scripts_one_and_two_on_the_pages, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let [child, mother] = family(&priya);
    let path = begins(&priya, &child);
    writes(&priya, &path, &mother);
    sends(&priya, &path);
    asks(&asha, &priya, &path);
    let shown = priya
        .api("GET", &format!("/api/v1{path}"))
        .answer()
        .expect(200);
    completes(
        &priya,
        &format!("/api/v1{path}"),
        shown.header("etag").unwrap(),
    );
    let plan = accepts(&asha, &path).expect(200);
    assert!(plan.says("2 sessions each week, 90 minutes") && plan.says("Mary Potter"));
    assert!(plan.says("What the referral says") && plan.says("HEALTH-CANARY"));
    let of_child = priya.opens(&format!("/people/{child}/plans")).expect(200);
    assert!(of_child.says("2 sessions each week") && of_child.says("Accepted"));
    let end = asha
        .opens(&plan.answer.asked.replace("GET ", ""))
        .expect(200);
    assert!(end.says("Change this plan"));
});

story!(what_is_not_recorded_is_not_said_to_be, |house| {
    let priya = house.social_worker("Priya");
    let [child, mother] = family(&priya);
    let path = begins(&priya, &child);
    writes(&priya, &path, &mother);
    let yes = "Yes, what is recorded is complete and right";
    let says_so = |topic: &str| {
        let page = priya.opens(&format!("{path}/{topic}")).expect(200);
        page.form("Save for later").chooses(yes).is_sent()
    };
    for (topic, field, what, link) in [
        (
            "legal",
            "legal_recorded",
            "No legal status",
            "status/new?then=",
        ),
        (
            "placement",
            "placement_recorded",
            "No placement",
            "placements/new?then=",
        ),
    ] {
        let refused = says_so(topic).expect(422);
        let words = format!("{what} is recorded for at least one of the children today.");
        assert!(refused.says(&words), "{topic}");
        for found in [
            format!("href=\"#{field}\""),
            format!("id=\"{field}-error\""),
            format!("href=\"/people/{child}/{link}"),
        ] {
            assert!(refused.answer.body.contains(&found), "{found}");
        }
    }
    records(&priya, &child);
    for topic in ["legal", "placement"] {
        says_so(topic).expect(303);
    }

    // A brother comes, of whom nobody said it.
    let brother = adds(&priya, &ava());
    let shown = priya.api("GET", &format!("/api/v1{path}")).answer();
    let said = |answer: &Answer| answer.body.contains("\"placement_recorded\",\"value\"");
    assert!(said(&shown));
    let both = json!({ "persons": [child, brother] });
    let path = format!("/api/v1{path}/answers/children");
    let named = steps(&priya, &path, &version(&shown), &both).expect(200);
    assert!(!said(&named) && named.body.contains("\"minutes\""));
});

story!(
    no_interpreter_is_refused_where_a_record_says_one_is_needed,
    |house| {
        let priya = house.social_worker("Priya");
        let [child, mother] = family(&priya);
        let path = begins(&priya, &child);
        writes(&priya, &path, &mother);
        house.sql(&format!(
            "update person set interpreter = true where id = '{mother}'"
        ));
        let answers = |answer: &str| {
            let page = priya.opens(&format!("{path}/health")).expect(200);
            assert!(page.says("Mary"), "whom they meet is shown as well");
            let form = page.form("Save for later");
            let form = form.types("interpreter", answer);
            form.types("language", "Polish").is_sent()
        };
        let refused = answers("no").expect(422);
        assert!(refused.says("By the record an interpreter is needed for Mary"));
        answers("yes").expect(303);
    }
);

story!(
    an_answer_that_has_come_takes_the_place_of_who_was_to_supply_it,
    |house| {
        let priya = house.social_worker("Priya");
        let [child, _] = family(&priya);
        let path = begins(&priya, &child);
        let health = || {
            let page = priya.opens(&format!("{path}/health")).expect(200);
            page.form("Save for later").types("language", "English")
        };
        let open = health().types("health_not_known", "carer").is_sent();
        open.expect(303);
        let both = health().types("health", "Asthma");
        let anew = both.types("health_not_known", "legal").is_sent();
        assert!(anew.expect(422).says("not both"), "which of the two?");
        health().types("health", "Asthma").is_sent().expect(303);
        let page = priya.opens(&format!("{path}/health")).expect(200);
        assert!(page.says("Asthma") && !page.says("Who will supply “Allergies"));
    }
);

story!(another_familys_referral_is_not_there, |house| {
    let (priya, other) = (house.social_worker("Priya"), house.social_worker("Una"));
    let [child, _] = family(&priya);
    let path = begins(&priya, &child);
    for end in ["", "/health", "/check", "/copy"] {
        other.opens(&format!("{path}{end}")).expect(404);
    }
    let theirs = other.api("POST", "/api/v1/referrals");
    let begun = theirs
        .json(&json!({ "kind": "new", "children": [child] }))
        .answer();
    assert_eq!(begun.status, 422, "as if there were no such child");
});

story!(
    what_a_refusal_of_contact_says_stands_beside_its_question,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let mona = house.staff("Mona", &[Role::ServiceManager]);
        let [child, mother] = family(&priya);
        let (path, current) = super::writes(&priya, "emergency", &child, &mother);
        let current = completes(&priya, &path, &current);
        steps(&priya, &format!("{path}/send"), &current, &Value::Null).expect(200);
        let stands_at = |page: &Page<'_, '_>, question: &str| {
            for place in [
                format!("href=\"#{question}\""),
                format!("id=\"{question}-error\""),
            ] {
                assert!(page.answer.body.contains(&place), "{place}");
            }
        };

        let form = mona
            .opens(&format!("/people/{child}/refusals/new"))
            .expect(200);
        let form = form.form("Refuse contact");
        let who = form.option_with("Who may not see the child?", "Mary");
        let form = form
            .selects("Who may not see the child?", &who)
            .dates("from", "24", "11", "2026")
            .types("from_time", "09:00")
            .types("until_time", "09:00")
            .fills(
                "Why is it necessary, and urgent?",
                "The police have asked for it.",
            );
        let long = form.dates("until", "2", "12", "2026").is_sent().expect(409);
        assert!(long.says("longer than seven days"));
        stands_at(&long, "until");
        let short = long
            .form("Refuse contact")
            .dates("until", "1", "12", "2026");
        short.is_sent().expect(303);

        let page = path.trim_start_matches("/api/v1");
        let form = asha.opens(&format!("{page}/accept")).expect(200);
        let form = form.form("Accept").chooses("The care plan");
        let form = form.chooses("Yes, signed").chooses("Full observation");
        let refused = form.is_sent().expect(409);
        assert!(refused.says("Contact between two of them is refused"));
        stands_at(&refused, "visitors");
    }
);

story!(
    what_is_recorded_on_the_way_leads_back_to_the_referral,
    |house| {
        let priya = house.social_worker("Priya");
        let [child, _] = family(&priya);
        let home = crate::notifications::household(&priya, "");
        let path = begins(&priya, &child);
        let id = path.trim_start_matches("/referrals/");
        for (topic, form) in [("legal", "status"), ("placement", "placements")] {
            let section = format!("{path}/{topic}");
            let page = priya.opens(&section).expect(200);
            let link = format!("/people/{child}/{form}/new?then={id}");
            assert!(page.answer.body.contains(&link), "{topic}");
            let form = priya.opens(&link).expect(200).form("Save");
            let again = form.is_sent().expect(422).form("Save");
            let again = match topic {
                "legal" => again.types("status", "C2"),
                _ => again.types("household", &home),
            };
            let saved = again.dates("from", "1", "11", "2026").is_sent().expect(303);
            assert_eq!(saved.answer.header("location"), Some(section.as_str()));
        }
    }
);

story!(
    a_day_that_passed_is_put_right_before_a_reply_is_typed,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let [child, mother] = family(&priya);
        let (api, current) = super::writes(&priya, "new", &child, &mother);
        steps(&priya, &format!("{api}/send"), &current, &Value::Null).expect(200);
        let path = api.trim_start_matches("/api/v1");
        let form = asha.opens(&format!("{path}/return")).form("Return");
        form.fills("What do you ask?", "Which days suit?")
            .is_sent()
            .follows()
            .expect(200);
        house.clock.set("2026-12-01T09:00:00Z".parse().unwrap());
        let record = priya.opens(path).expect(200);
        assert!(record.says("To be put right"), "the section is not done");
        let passed = "The day it is needed from has passed: give another";
        assert!(priya.opens(&format!("{path}/check")).says(passed));
        let section = format!("href=\"{path}/family_time");
        let reply = priya.opens(&format!("{path}/reply")).expect(200);
        assert!(reply.says(passed) && reply.answer.body.contains(&format!("{section}\"")));
        let reply = reply.form("Send again").fills("Your reply", "Tuesdays.");
        let refused = reply.is_sent().expect(422);
        assert!(
            refused
                .answer
                .body
                .contains(&format!("{section}#needed_from\""))
        );
        assert!(refused.says("Tuesdays."));
    }
);
