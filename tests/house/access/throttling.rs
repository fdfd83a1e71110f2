//! Guessing passwords: ten failures in five minutes per account and per source, whatever the
//! guesser says of themselves.

use std::time::Duration;

use serde_json::json;

use crate::support::{Answer, PASSWORD, TestHouse};

const WRONG: &str = "three plain wordz";

fn guesses(house: &TestHouse, email: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
    let asking = house.asks("POST", "/api/v1/tokens");
    let asking = headers
        .iter()
        .fold(asking, |asking, (name, value)| asking.header(name, *value));
    asking
        .json(&json!({ "email": email, "password": password }))
        .answer()
}

fn guesses_ten_times(house: &TestHouse, email: &str) {
    for _ in 0..10 {
        guesses(house, email, WRONG, &[]).expect(401);
    }
}

story!(
    after_ten_failures_the_right_password_is_refused_in_the_same_words,
    |house| {
        let priya = house.social_worker("Priya");
        let first = guesses(house, &priya.email, WRONG, &[]).but_for_its_reference();
        for _ in 1..9 {
            guesses(house, &priya.email, WRONG, &[]).expect(401);
        }
        guesses(house, &priya.email, PASSWORD, &[]).expect(200);
        guesses(house, &priya.email, WRONG, &[]).expect(401);
        let eleventh = guesses(house, &priya.email, PASSWORD, &[]);
        assert_eq!(eleventh.but_for_its_reference(), first);
    }
);

story!(
    five_minutes_later_by_the_real_clock_one_may_try_again,
    |house| {
        let priya = house.social_worker("Priya");
        guesses_ten_times(house, &priya.email);
        house.clock.advance(Duration::from_hours(1));
        guesses(house, &priya.email, PASSWORD, &[]).expect(401);
        house.real_clock.advance(Duration::from_mins(5));
        guesses(house, &priya.email, PASSWORD, &[]).expect(200);
    }
);

story!(
    a_source_that_failed_ten_times_may_try_no_other_account,
    |house| {
        let priya = house.social_worker("Priya");
        guesses_ten_times(house, "nobody@example.org");
        guesses(house, &priya.email, PASSWORD, &[]).expect(401);
    }
);

story!(
    an_account_that_failed_from_elsewhere_is_closed_here,
    |house| {
        let priya = house.social_worker("Priya");
        guesses_ten_times(house, &priya.email);
        // All came from elsewhere, as far as the house knows.
        house.sql("update sign_in_attempt set source = 'elsewhere'");
        guesses(house, &priya.email, PASSWORD, &[]).expect(401);
        let asha = house.coordinator();
        guesses(house, &asha.email, PASSWORD, &[]).expect(200);
    }
);

story!(
    forged_forwarding_headers_and_capitals_help_nobody,
    |house| {
        let priya = house.social_worker("Priya");
        let lies = [
            ("x-forwarded-for", "203.0.113.7"),
            ("forwarded", "for=203.0.113.8;proto=https"),
            ("x-real-ip", "203.0.113.9"),
            ("client-ip", "203.0.113.10"),
            ("cf-connecting-ip", "203.0.113.11"),
            ("via", "1.1 proxy.example"),
        ];
        let spellings = [
            priya.email.to_uppercase(),
            format!(" {}", priya.email),
            priya.email.clone(),
        ];
        for attempt in 0..10 {
            let lie = [lies[attempt % lies.len()]];
            guesses(house, &spellings[attempt % 3], WRONG, &lie).expect(401);
        }
        for lie in lies {
            guesses(house, &priya.email, PASSWORD, &[lie]).expect(401);
        }
        let other = house.coordinator();
        guesses(house, &other.email, PASSWORD, &[lies[0]]).expect(401);
    }
);

story!(a_hundred_guesses_at_once_count_as_a_hundred, |house| {
    let priya = house.social_worker("Priya");
    let guess = || guesses(house, &priya.email, WRONG, &[]).status;
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..100).map(|_| scope.spawn(guess)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    // Who is told to try again was not looked at.
    let looked_at = statuses.iter().filter(|status| **status == 401).count();
    let put_off = statuses.iter().filter(|status| **status == 503).count();
    assert_eq!(looked_at + put_off, 100, "{statuses:?}");
    let counted = house.number("select count(*) from sign_in_attempt where outcome <> 'passed'");
    assert!(
        usize::try_from(counted).unwrap() >= looked_at,
        "{counted} of {looked_at}"
    );
    let allowed = house.number(
        "select count(*) from audit_fact where act = 'access.sign_in' \
         and content like '%\"allowed\":true%'",
    );
    assert_eq!(
        allowed, 10,
        "how many of a hundred were held against the password"
    );
});
