//! Refresh tokens: used once; a copy that is used ends the whole family.

use std::time::Duration;

use kernel::refusal::Kind;
use serde_json::json;

use crate::support::{Answer, TestHouse};

fn refreshes(house: &TestHouse, token: &str) -> Answer {
    house
        .asks("POST", "/api/v1/tokens/refresh")
        .json(&json!({ "refresh_token": token }))
        .answer()
}

fn next(answer: Answer) -> (String, String) {
    let tokens = answer.expect(200).json();
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

fn opens(house: &TestHouse, access: &str) -> u16 {
    let asking = house.asks("GET", "/session").bearer(access);
    asking.header("accept", "application/json").answer().status
}

story!(tokens_are_renewed_again_and_again, |house| {
    let priya = house.social_worker("Priya");
    let mut refresh = priya.more_tokens().refresh;
    for _ in 0..5 {
        house.real_clock.advance(Duration::from_hours(24));
        let (access, renewed) = next(refreshes(house, &refresh));
        assert_eq!(opens(house, &access), 200);
        assert_ne!(renewed, refresh);
        refresh = renewed;
    }
});

story!(
    tokens_end_a_month_after_the_sign_in_however_often_renewed,
    |house| {
        let priya = house.social_worker("Priya");
        let mut refresh = priya.more_tokens().refresh;
        for _ in 0..2 {
            house.real_clock.advance(Duration::from_hours(10 * 24));
            (_, refresh) = next(refreshes(house, &refresh));
        }
        house.real_clock.advance(Duration::from_hours(10 * 24));
        refreshes(house, &refresh).expect(401);
    }
);

story!(a_copy_that_is_used_ends_the_whole_family, |house| {
    let priya = house.social_worker("Priya");
    let (first, others) = (priya.more_tokens(), priya.more_tokens());
    let (access, second) = next(refreshes(house, &first.refresh));
    assert_eq!(
        refreshes(house, &first.refresh).problem(),
        Kind::NotSignedIn
    );
    assert_eq!(opens(house, &access), 401, "what came of it is over");
    assert_eq!(opens(house, &first.access), 401);
    refreshes(house, &second).expect(401);
    assert_eq!(
        opens(house, &others.access),
        200,
        "another family is not concerned"
    );
});

story!(
    of_two_who_use_one_token_at_once_at_most_one_gets_tokens,
    |house| {
        let priya = house.social_worker("Priya");
        for _ in 0..10 {
            let token = priya.more_tokens().refresh;
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let both = [(); 2].map(|()| scope.spawn(|| refreshes(house, &token).status));
                both.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let renewed = statuses.iter().filter(|status| **status == 200).count();
            assert!(renewed <= 1 && statuses.contains(&401), "{statuses:?}");
        }
    }
);

story!(tokens_end_by_the_real_clock, |house| {
    let priya = house.social_worker("Priya");
    let tokens = priya.more_tokens();
    house.clock.advance(Duration::from_hours(365 * 24));
    house.real_clock.advance(Duration::from_secs(15 * 60 - 1));
    assert_eq!(opens(house, &tokens.access), 200);
    house.real_clock.advance(Duration::from_secs(1));
    assert_eq!(opens(house, &tokens.access), 401);
    house.real_clock.advance(Duration::from_hours(14 * 24));
    refreshes(house, &tokens.refresh).expect(401);
});

story!(what_is_no_refresh_token_is_refused, |house| {
    let priya = house.social_worker("Priya");
    let tokens = priya.more_tokens();
    let stored = house.texts("select token_hash from refresh_token");
    for (name, token, kind) in [
        ("another's guess", "0".repeat(64), Kind::NotSignedIn),
        (
            "what the database holds",
            stored[0].clone(),
            Kind::NotSignedIn,
        ),
        (
            "in capitals",
            tokens.refresh.to_uppercase(),
            Kind::NotSignedIn,
        ),
        ("cut short", tokens.refresh[..63].to_owned(), Kind::Invalid),
        ("an access token", tokens.access.clone(), Kind::Invalid),
        ("nothing", String::new(), Kind::Invalid),
        ("NULs", "\u{0}".repeat(64), Kind::NotSignedIn),
    ] {
        assert_eq!(refreshes(house, &token).problem(), kind, "{name}");
    }
    next(refreshes(house, &tokens.refresh));
});
