//! Signing in.

use kernel::refusal::Kind;
use serde_json::json;

use crate::support::{Answer, Browser, PASSWORD, Person, TestHouse};

const FAILED: &str =
    "The e-mail address or password is not right, or there were too many attempts.";
const WRONG: &str = "three plain wordz";

story!(a_right_password_opens_the_home_page, |house| {
    let priya = house.social_worker("Priya");
    let browser = house.browser();
    let home = priya.signs_in(&browser, PASSWORD).follows().expect(200);
    assert_eq!(home.heading(), "Home");
    assert!(home.says("Priya") && home.says("Social worker"));
});

story!(a_right_password_gives_a_program_its_tokens, |house| {
    let priya = house.social_worker("Priya");
    let tokens = asks_for_tokens(house, &priya.email, PASSWORD).expect(200);
    let tokens = tokens.json();
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"]),
        (&json!("Bearer"), &json!(900))
    );
    let access = tokens["access_token"].as_str().unwrap();
    let session = house.asks("GET", "/session").bearer(access).answer();
    assert_eq!(session.expect(200).json()["person"], priya.id.as_str());
});

story!(one_comes_back_to_the_page_that_was_asked_for, |house| {
    let priya = house.social_worker("Priya");
    let browser = house.browser();
    let form = browser.opens("/?week=48").follows().form("Sign in");
    let form = form.fills("E-mail address", &priya.email);
    let signed_in = form.fills("Password", PASSWORD).is_sent();
    assert_eq!(signed_in.answer.header("location"), Some("/?week=48"));
});

story!(nobody_is_sent_to_another_site_after_signing_in, |house| {
    let priya = house.social_worker("Priya");
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let browser = house.browser();
        let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let page = browser.opens(&format!("/sign-in?next={next}"));
        let form = page.form("Sign in").fills("E-mail address", &priya.email);
        let signed_in = form.fills("Password", PASSWORD).is_sent().expect(303);
        assert_eq!(signed_in.answer.header("location"), Some("/"), "{next}");
    }
});

story!(
    the_address_may_be_typed_in_capitals_and_with_a_space,
    |house| {
        let priya = house.social_worker("Priya");
        let typed = format!(" {}", priya.email.to_uppercase());
        is_typed(&house.browser(), &typed, PASSWORD).expect(303);
    }
);

/// Name and password typed into the sign-in page.
fn is_typed(browser: &Browser<'_>, email: &str, password: &str) -> Answer {
    let form = browser.opens("/sign-in").form("Sign in");
    let form = form.fills("E-mail address", email);
    form.fills("Password", password).is_sent().answer
}

/// A program asks for tokens.
pub fn asks_for_tokens(house: &TestHouse, email: &str, password: &str) -> Answer {
    house
        .asks("POST", "/api/v1/tokens")
        .json(&json!({ "email": email, "password": password }))
        .answer()
}

/// Sign-ins that fail: name, address and password. The addresses are of one length.
fn failures(house: &TestHouse) -> Vec<(&'static str, String, String)> {
    let [priya, danny] = ["Priya", "Danny"].map(|name| house.social_worker(name));
    is_disabled(house, &danny);
    [
        ("a wrong password", priya.email.as_str(), WRONG),
        ("an unknown name", "nobod.7@example.org", WRONG),
        ("a disabled account", danny.email.as_str(), PASSWORD),
        (
            "a password with a NUL",
            priya.email.as_str(),
            "three\u{0}plain word",
        ),
        ("an address with a NUL", "pri\u{0}a.0@example.org", WRONG),
        ("an address with markup", "<b>ya.0@example.org", WRONG),
    ]
    .map(|(name, email, password)| (name, email.to_owned(), password.to_owned()))
    .to_vec()
}

pub fn is_disabled(house: &TestHouse, person: &Person<'_>) {
    let id = person.id;
    house.sql(&format!(
        "update user_account set state = 'disabled' where id = '{id}'"
    ));
}

story!(
    a_failed_sign_in_of_a_program_is_answered_the_same_for_everybody,
    |house| {
        let answers: Vec<_> = failures(house)
            .iter()
            .map(|(name, email, password)| (*name, asks_for_tokens(house, email, password)))
            .collect();
        for (name, answer) in &answers {
            assert_eq!(answer.problem(), Kind::SignInFailed, "{name}");
            let first = answers[0].1.but_for_its_reference();
            assert_eq!(answer.but_for_its_reference(), first, "{name}");
        }
    }
);

story!(
    a_failed_sign_in_at_the_page_is_answered_the_same_for_everybody,
    |house| {
        let answers: Vec<_> = failures(house)
            .iter()
            .map(|(name, email, password)| (*name, is_typed(&house.browser(), email, password)))
            .collect();
        let heads: Vec<_> = answers
            .iter()
            .map(|(name, answer)| {
                let (status, mut headers, body) = answer.but_for_its_reference();
                assert!(body.contains(FAILED), "{name}: {body}");
                // The page shows what was typed, so its length is not the same for markup.
                headers.retain(|(header, _)| header != "content-length");
                (*name, status, headers)
            })
            .collect();
        for (name, status, headers) in &heads {
            assert_eq!((*status, headers), (401, &heads[0].2), "{name}");
        }
        let body = |nth: usize, email: &str| {
            let (_, _, body) = answers[nth].1.but_for_its_reference();
            body.replace(email, "TYPED")
        };
        assert_eq!(
            body(0, "priya.0@example.org"),
            body(1, "nobod.7@example.org")
        );
    }
);

/// How many hashes each of these failures costs.
#[cfg(feature = "faults")]
fn costs(
    house: &TestHouse,
    failures: &[(&'static str, String, String)],
) -> Vec<(&'static str, u64)> {
    use kith::storage::faults::HASHINGS;
    let costs = failures.iter().map(|(name, email, password)| {
        let before = HASHINGS.number();
        asks_for_tokens(house, email, password).expect(401);
        (*name, HASHINGS.number() - before)
    });
    costs.collect()
}

#[cfg(feature = "faults")]
story!(alone a_house_that_looks_up_nobody_for_free_is_found, |house| {
    use kith::storage::faults::NOBODY_IS_CHEAP;
    let all = failures(house);
    NOBODY_IS_CHEAP.set(true);
    let costs = costs(house, &all);
    NOBODY_IS_CHEAP.set(false);
    let free: Vec<_> = costs.iter().filter(|(_, cost)| *cost == 0).collect();
    assert!(free.len() > 2, "a test that cannot fail proves nothing: {costs:?}");
});

#[cfg(feature = "faults")]
story!(alone a_failed_sign_in_costs_one_hashing_for_everybody, |house| {
    use kith::storage::faults::HASHINGS;
    for (name, cost) in costs(house, &failures(house)) {
        assert_eq!(cost, 1, "{name}");
    }
    let eleven = (0..11).map(|_| asks_for_tokens(house, "danny.1@example.org", WRONG));
    assert!(eleven.into_iter().all(|answer| answer.status == 401));
    let before = HASHINGS.number();
    asks_for_tokens(house, "danny.1@example.org", WRONG).expect(401);
    assert_eq!(
        HASHINGS.number() - before,
        1,
        "one who may not try any more"
    );
});

story!(who_is_signed_in_already_may_sign_in_as_another, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let home = asha.signs_in(priya.browser(), PASSWORD).follows();
    assert!(home.says("Asha") && !home.says("Priya"));
});
