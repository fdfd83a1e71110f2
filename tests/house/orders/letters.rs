//! Whoever is concerned by an urgent refusal is told of it in writing, by a person.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::{Value, json};

use super::letters_of;
use crate::{
    people::{adds, adult, ava},
    support::{Person, TestHouse},
};

/// Contact between Ava and her mother is refused by Mona; the child, the mother, the father.
fn refuses<'h>(house: &'h TestHouse, priya: &Person<'_>) -> (Person<'h>, [String; 3]) {
    let mona = house.staff("Mona", &[Role::ServiceManager]);
    let [child, mother, father] =
        [ava(), adult("Mary"), adult("Frank")].map(|body| adds(priya, &body));
    let relatives = format!("/api/v1/people/{child}/relatives");
    for (relative, what) in [(&mother, "mother"), (&father, "father")] {
        let kin = json!({ "relative": relative, "relationship": what, "responsibility": "yes" });
        priya.api("PUT", &relatives).json(&kin).answer().expect(204);
        let at = json!({ "address": format!("1 {what} Street"), "postcode": "ZZ99 2MO" });
        let asking = priya.api("PUT", &format!("/api/v1/people/{relative}/whereabouts"));
        let asking = asking.header("if-match", "\"1\"").json(&at);
        asking.answer().expect(204);
    }
    let body = json!({ "person": mother, "from": "2026-11-24", "from_time": "09:00",
        "until": "2026-12-01", "until_time": "09:00", "reason": "The police have asked for it." });
    let path = format!("/api/v1/people/{child}/refusals");
    mona.api("POST", &path).json(&body).answer().expect(201);
    (mona, [child, mother, father])
}

/// The refusal of the child that there is, ended by a manager.
fn ends(manager: &Person<'_>, child: &str) {
    let of_child = format!("/api/v1/people/{child}/orders");
    let orders = manager.api("GET", &of_child).answer().expect(200).json();
    let id = orders["refusals"][0]["id"].as_str().unwrap();
    let lift = manager.api("POST", &format!("/api/v1/refusals/{id}/lift"));
    let well = json!({ "reason": "She is well." });
    lift.json(&well).answer().expect(200);
}

fn owed(reader: &Person<'_>) -> Vec<Value> {
    let list = reader.api("GET", "/api/v1/refusal-letters").answer();
    let list = list.expect(200).json();
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["letter"].clone()).collect()
}

fn path_of(letter: &Value) -> String {
    format!("/api/v1/refusal-letters/{}", letter["id"].as_str().unwrap())
}

fn to(reader: &Person<'_>, child: &str, person: &Value) -> Value {
    let letters = letters_of(reader, child).into_iter();
    let mut theirs = letters.filter(|letter| &letter["to"] == person);
    theirs.next().unwrap()
}

story!(
    a_letter_says_what_the_regulations_ask_and_where_nobody_else_lives,
    |house| {
        let priya = house.social_worker("Priya");
        let (mona, [child, mother, father]) = refuses(house, &priya);
        let letters = letters_of(&mona, &child);
        let of: Vec<&Value> = letters.iter().map(|letter| &letter["to"]).collect();
        assert_eq!(of.len(), 4, "{of:?}");

        let hers = path_of(&to(&priya, &child, &json!(mother)));
        let page = priya.opens(hers.trim_start_matches("/api/v1")).expect(200);
        for words in [
            "On 24 November 2026 we decided to refuse contact between Ava and you",
            "The police have asked for it.",
            "until Tuesday 1 December 2026 at 09:00",
            "You can ask the family court for an order about contact",
            "You can complain to us",
            "1 mother Street",
        ] {
            assert!(page.says(words), "{words}");
        }
        assert!(!page.says("1 father Street"));
        let his = path_of(&to(&priya, &child, &json!(father)));
        let text = mona.api("GET", &his).answer().expect(200).json();
        let decision = text["decision"].as_str().unwrap();
        assert!(decision.contains("between Ava and Mary"), "{decision}");
        assert!(
            !text.to_string().contains("Street"),
            "never an address: {text}"
        );
        let avas = path_of(&to(&priya, &child, &json!(child)));
        let page = priya.opens(avas.trim_start_matches("/api/v1")).expect(200);
        assert!(page.says("between you and Mary") && page.says("advocate"));
        let notices = house.number("select count(*) from notice");
        assert_eq!(notices, 0, "the program sends none of it");
    }
);

story!(a_letter_says_whose_decision_it_is, |house| {
    let priya = house.social_worker("Priya");
    let (mona, [child, mother, _]) = refuses(house, &priya);
    let hers = path_of(&to(&priya, &child, &json!(mother)));
    let page = hers.trim_start_matches("/api/v1").to_owned();
    let before = priya.opens(&page).expect(200);
    assert!(before.says("This letter names no council yet"));
    let form = mona.opens("/settings/edit").expect(200).form("Save");
    form.fills("Name of the council", "Merrowby Council")
        .fills("Why are they changed?", "Letters come from it.")
        .is_sent()
        .expect(303);
    let letter = priya.opens(&page).expect(200);
    assert!(letter.says("Signed: Mona, service manager for Merrowby Council"));
    assert!(!letter.says("names no council"));
    let text = mona.api("GET", &hers).answer().expect(200).body;
    assert!(text.contains("Decided by: Mona, service manager"), "{text}");
});

story!(
    a_letter_is_owed_until_a_person_says_how_it_was_sent,
    |house| {
        let priya = house.social_worker("Priya");
        let (mona, [child, mother, _]) = refuses(house, &priya);
        let stranger = house.social_worker("Sam");
        assert!(
            priya
                .opens("/")
                .says("4 letters about refusals of contact must be sent")
        );
        assert!(!stranger.opens("/").says("refusals of contact must be sent"));
        let hers = path_of(&to(&priya, &child, &json!(mother)));
        assert_eq!(stranger.api("GET", &hers).answer().status, 404);

        let records = |body: &Value| priya.api("POST", &hers).json(body).answer();
        for (body, at) in [
            (
                json!({ "sent_on": "2026-11-23", "way": "post" }),
                "/sent_on",
            ),
            (
                json!({ "sent_on": "2026-11-25", "way": "post" }),
                "/sent_on",
            ),
            (json!({ "sent_on": "2026-11-24", "way": "pigeon" }), "/way"),
            (
                json!({ "sent_on": "2026-11-24", "way": "not_sent" }),
                "/note",
            ),
        ] {
            let refused = records(&body);
            assert_eq!(refused.problem(), Kind::Invalid, "{body}");
            assert_eq!(refused.json()["errors"][0]["pointer"], at, "{body}");
        }

        house.clock.set("2026-11-25T10:30:00Z".parse().unwrap());
        let late = "4 letters about refusals of contact must be sent, 4 overdue";
        assert!(mona.opens("/").says(late));
        let list = mona.opens("/refusal-letters").expect(200);
        assert!(list.says("Overdue") && list.says("Independent reviewing officer"));
        let said = json!({ "sent_on": "2026-11-25", "way": "hand", "note": "CANARY at her door." });
        let sent = records(&said).expect(200).json();
        assert_eq!(sent["sent"]["way"], "hand");
        assert_eq!(sent["sent"]["recorded"]["by"], json!(priya.id));
        assert_eq!(records(&said).problem(), Kind::WrongState, "once");
        let owed = mona
            .api("GET", "/api/v1/refusal-letters")
            .answer()
            .expect(200)
            .json();
        assert_eq!(owed["items"].as_array().unwrap().len(), 3, "{owed}");
        let page = mona.opens(&format!("/people/{child}/orders")).expect(200);
        assert!(page.says("Handed over, 25 Nov 2026, recorded by Priya"));
        let facts = "select count(*) from audit_fact where act = 'orders.send_refusal_letter'";
        assert!(house.number(facts) > 0);
        let kept = house.texts("select coalesce(note, '') from refusal_letter");
        assert!(kept.iter().all(|text| !text.contains("CANARY")), "{kept:?}");
    }
);

story!(what_came_of_a_letter_is_told_on_its_page, |house| {
    let priya = house.social_worker("Priya");
    let (_, [child, ..]) = refuses(house, &priya);
    let avas = path_of(&to(&priya, &child, &json!(child)));
    let page = priya.opens(avas.trim_start_matches("/api/v1")).expect(200);
    let form = page.form("Record this");
    let form = form.chooses("It was not sent");
    let again = form.is_sent();
    assert!(again.says("Enter why it was not sent, and who decided that"));
    let form = again.form("Record this");
    let note = "Is there anything to say of it? (optional)";
    let form = form.fills(note, "She is three. Mona Green decided it.");
    let list = form.is_sent().follows().expect(200);
    assert!(list.says("Letters about refusals of contact"));
    assert_eq!(to(&priya, &child, &json!(child))["sent"]["way"], "not_sent");
});

story!(the_letters_of_a_refusal_cannot_be_rewritten, |house| {
    let priya = house.social_worker("Priya");
    let (mona, [child, mother, _]) = refuses(house, &priya);
    let letter = to(&mona, &child, &json!(mother));
    let posted = mona
        .api("POST", &path_of(&letter))
        .json(&super::sent_letter());
    posted.answer().expect(200);
    let id = letter["id"].as_str().unwrap();
    for statement in [
        format!("update refusal_letter set sent_on = null, way = null where id = '{id}'"),
        format!("delete from refusal_letter where id = '{id}'"),
    ] {
        let refused = house.refuses(&statement);
        assert!(refused.contains("append-only"), "{refused}");
    }
});

story!(
    who_was_told_of_a_refusal_is_told_that_it_has_ended,
    |house| {
        let priya = house.social_worker("Priya");
        let (mona, [child, mother, father]) = refuses(house, &priya);
        let posts = |letter: &Value, on: &str, way: &str| {
            let said = json!({ "sent_on": on, "way": way, "note": "As we agreed." });
            let posted = priya.api("POST", &path_of(letter)).json(&said).answer();
            posted.expect(200);
        };
        let to_the_child = to(&priya, &child, &json!(child));
        posts(&to(&priya, &child, &json!(mother)), "2026-11-24", "post");
        posts(&to_the_child, "2026-11-24", "not_sent");
        house.clock.set("2026-11-25T10:00:00Z".parse().unwrap());
        ends(&mona, &child);

        let letters = owed(&mona);
        let of_its_end: Vec<&Value> = letters.iter().filter(|one| one["tells"] == "end").collect();
        assert_eq!((letters.len(), of_its_end.len()), (3, 1), "{letters:?}");
        assert_eq!(of_its_end[0]["to"], json!(mother));
        let list = priya.opens("/refusal-letters").expect(200);
        assert!(list.says("The refusal has ended"));
        let page = path_of(of_its_end[0]).replace("/api/v1", "");
        let letter = priya.opens(&page).expect(200);
        for words in [
            "Our refusal of contact has ended",
            "We ended this refusal on Wednesday 25 November 2026 at 10:00",
            "She is well.",
            "Signed: Mona, service manager",
        ] {
            assert!(letter.says(words), "{words}");
        }

        let his = to(&priya, &child, &json!(father));
        let first = priya
            .opens(&path_of(&his).replace("/api/v1", ""))
            .expect(200);
        assert!(first.says("Our decision to refuse contact, which has ended"));
        posts(&his, "2026-11-25", "post");
        posts(of_its_end[0], "2026-11-25", "hand");
        let left = owed(&mona);
        assert_eq!(left.len(), 1, "his said that it has ended: {left:?}");

        // Posted before the end, recorded after it.
        posts(&left[0], "2026-11-24", "post");
        let left = owed(&mona);
        let is_of_its_end = left.iter().all(|one| one["tells"] == "end");
        assert!(left.len() == 1 && is_of_its_end, "{left:?}");
        let page = mona.opens(&format!("/people/{child}/orders")).expect(200);
        assert!(page.says("Letter that the refusal has ended to"));
    }
);

story!(
    nobody_is_told_of_a_refusal_that_ended_before_it_began,
    |house| {
        house.clock.set("2026-11-24T08:30:00Z".parse().unwrap());
        let priya = house.social_worker("Priya");
        let (mona, [child, mother, _]) = refuses(house, &priya);
        assert_eq!(owed(&priya).len(), 4);
        ends(&mona, &child);
        assert!(owed(&priya).is_empty());
        assert!(!priya.opens("/").says("refusals of contact must be sent"));
        let hers = to(&priya, &child, &json!(mother));
        let page = priya
            .opens(&path_of(&hers).replace("/api/v1", ""))
            .expect(200);
        assert!(page.says("This letter is not owed: the refusal ended before it began"));
        assert!(page.says("before it was to begin on Tuesday 24 November 2026 at 09:00"));
        let orders = mona.opens(&format!("/people/{child}/orders")).expect(200);
        assert!(orders.says("not owed, as the refusal ended before it began"));

        // It was in the post already.
        let posted = priya
            .api("POST", &path_of(&hers))
            .json(&super::sent_letter());
        posted.answer().expect(200);
        let letters = owed(&priya);
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert_eq!(
            (&letters[0]["to"], &letters[0]["tells"]),
            (&json!(mother), &json!("end"))
        );
    }
);
