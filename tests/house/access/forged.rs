//! Requests that another site makes a browser send.

use kernel::refusal::Kind;
use serde_json::json;

use crate::support::{Answer, ORIGIN, PASSWORD, Person, TestHouse};

/// A change by cookie, with these headers and this proof.
fn signs_out(person: &Person<'_>, headers: &[(&str, &str)], proof: Option<&str>) -> Answer {
    let asking = person.browser().asks("POST", "/sign-out");
    let asking = headers
        .iter()
        .fold(asking, |asking, (name, value)| asking.header(name, *value));
    let fields: Vec<(&str, &str)> = proof
        .map(|proof| ("csrf_token", proof))
        .into_iter()
        .collect();
    asking.form(&fields).answer()
}

const OURS: &[(&str, &str)] = &[("origin", ORIGIN), ("sec-fetch-site", "same-origin")];

story!(
    a_form_without_the_proof_of_its_session_changes_nothing,
    |house| {
        let (priya, tom) = (house.social_worker("Priya"), house.social_worker("Tom"));
        let proof = priya.csrf();
        let cases = [
            ("none", None),
            ("an empty one", Some(String::new())),
            ("another person's", Some(tom.csrf())),
            (
                "another session's",
                Some(csrf_of_another_session(house, &priya)),
            ),
            ("a longer one", Some(format!("{proof}0"))),
            ("a shorter one", Some(proof[..63].to_owned())),
            ("in capitals", Some(proof.to_uppercase())),
        ];
        for (name, forged) in cases {
            let answer = signs_out(&priya, OURS, forged.as_deref());
            assert_eq!(answer.status, 403, "{name}: {}", answer.body);
            priya.opens("/").expect(200);
        }
        signs_out(&priya, OURS, Some(&proof)).expect(303);
    }
);

story!(
    the_proof_is_written_anew_on_each_page_and_an_older_page_can_still_be_sent,
    |house| {
        let priya = house.social_worker("Priya");
        let [older, newer] = [priya.csrf(), priya.csrf()];
        assert_ne!(older, newer, "no length of a page tells what stands on two");
        signs_out(&priya, OURS, Some(&older)).expect(303);
    }
);

fn csrf_of_another_session(house: &TestHouse, person: &Person<'_>) -> String {
    let other = person.another_browser();
    let page = other.opens("/").expect(200);
    let token = page
        .form("Sign out")
        .hidden("csrf_token")
        .unwrap()
        .to_owned();
    assert_ne!(token, person.csrf(), "{}", house.address("/"));
    token
}

story!(
    another_site_cannot_make_a_browser_change_anything,
    |house| {
        let priya = house.social_worker("Priya");
        let proof = priya.csrf();
        let foreign: &[(&str, &[(&str, &str)])] = &[
            ("a foreign origin", &[("origin", "https://evil.example")]),
            ("a hidden origin", &[("origin", "null")]),
            (
                "our name on another port",
                &[("origin", "https://kith.example.org:8443")],
            ),
            (
                "our name without TLS",
                &[("origin", "http://kith.example.org")],
            ),
            (
                "a name that begins with ours",
                &[("origin", "https://kith.example.org.evil.example")],
            ),
            ("a cross-site fetch", &[("sec-fetch-site", "cross-site")]),
            ("a neighbour's fetch", &[("sec-fetch-site", "same-site")]),
            (
                "ours by origin, not by fetch",
                &[("origin", ORIGIN), ("sec-fetch-site", "cross-site")],
            ),
            (
                "ours by fetch, not by origin",
                &[("origin", "null"), ("sec-fetch-site", "same-origin")],
            ),
        ];
        for (name, headers) in foreign {
            let answer = signs_out(&priya, headers, Some(&proof));
            assert_eq!(answer.status, 403, "{name}: {}", answer.body);
        }
        priya.opens("/").expect(200);
    }
);

story!(another_site_cannot_sign_a_browser_in, |house| {
    let priya = house.social_worker("Priya");
    let fields = [
        ("email", priya.email.as_str()),
        ("password", PASSWORD),
        ("next", ""),
    ];
    let forged = house
        .asks("POST", "/sign-in")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .form(&fields)
        .answer();
    assert_eq!(forged.status, 403);
    let forged = house
        .asks("POST", "/api/v1/tokens")
        .header("origin", "https://evil.example")
        .json(&json!({ "email": priya.email, "password": PASSWORD }))
        .answer();
    assert_eq!(forged.problem(), Kind::ForgedRequest);
    assert_eq!(house.number("select count(*) from browser_session"), 0);
});

story!(who_typed_another_address_is_told_the_right_one, |house| {
    let priya = house.social_worker("Priya");
    let fields = [
        ("email", priya.email.as_str()),
        ("password", PASSWORD),
        ("next", ""),
    ];
    let refused = house
        .asks("POST", "/sign-in")
        .header("accept", "text/html")
        .header("origin", "http://kith.elsewhere.example")
        .header("sec-fetch-site", "same-origin")
        .form(&fields)
        .answer()
        .expect(403);
    let told = format!("This service is used at {ORIGIN}");
    assert!(refused.body.contains(&told), "{}", refused.body);
    assert_eq!(house.number("select count(*) from browser_session"), 0);
});

story!(a_cookie_alone_changes_nothing_through_the_api, |house| {
    let priya = house.social_worker("Priya");
    let sign_out = || priya.browser().asks("POST", "/api/v1/sign-out");
    assert_eq!(sign_out().answer().problem(), Kind::ForgedRequest);
    let simple = sign_out().header("content-type", "text/plain").body("{}");
    assert_eq!(simple.answer().problem(), Kind::ForgedRequest);
    priya.opens("/").expect(200);
});

story!(a_link_from_elsewhere_still_opens_a_page, |house| {
    let priya = house.social_worker("Priya");
    let page = priya
        .browser()
        .asks("GET", "/")
        .header("sec-fetch-site", "cross-site");
    page.answer().expect(200);
});
