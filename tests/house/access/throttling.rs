//! Guessing passwords: ten failures in five minutes per account and per source, whatever the
//! guesser says of themselves; and a browser that is known to the account is counted by itself.

use std::time::Duration;

use kith::access::{commands::password, rules::KNOWN_COOKIE};
use serde_json::json;

use crate::support::{Answer, Browser, PASSWORD, Person, TestHouse};

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

#[cfg(feature = "faults")]
story!(alone a_house_that_counts_no_guesses_is_found, |house| {
    use kith::storage::faults::GUESSES_UNCOUNTED;
    let priya = house.social_worker("Priya");
    GUESSES_UNCOUNTED.set(true);
    guesses_ten_times(house, &priya.email);
    let eleventh = guesses(house, &priya.email, PASSWORD, &[]).status;
    GUESSES_UNCOUNTED.set(false);
    assert_eq!(eleventh, 200, "a test that cannot fail proves nothing");
});

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

fn signs_in(person: &Person<'_>, browser: &Browser<'_>, password: &str) -> u16 {
    let form = browser.opens("/sign-in").form("Sign in");
    let form = form.fills("E-mail address", &person.email);
    form.fills("Password", password).is_sent().answer.status
}

story!(
    who_guesses_keeps_nobody_out_of_a_browser_they_know,
    |house| {
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let office = house.browser();
        assert_eq!(signs_in(&priya, &office, PASSWORD), 303);
        assert_eq!(signs_in(&asha, &office, PASSWORD), 303);
        // One who has her address guesses, and colleagues mistype theirs, all behind one router.
        guesses_ten_times(house, &priya.email);
        guesses_ten_times(house, "nobody@example.org");
        assert_eq!(signs_in(&priya, &house.browser(), PASSWORD), 401);
        for person in [&priya, &asha] {
            assert_eq!(signs_in(person, &office, PASSWORD), 303);
        }
    }
);

story!(a_browser_that_is_known_is_counted_by_itself, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    let (tablet, desk) = (house.browser(), house.browser());
    for browser in [&tablet, &desk] {
        assert_eq!(signs_in(&priya, browser, PASSWORD), 303);
    }
    for _ in 0..10 {
        assert_eq!(signs_in(&priya, &tablet, WRONG), 401);
    }
    assert_eq!(
        signs_in(&priya, &tablet, PASSWORD),
        401,
        "who found the tablet guesses no more often than others"
    );
    for browser in [&desk, &house.browser()] {
        assert_eq!(signs_in(&priya, browser, PASSWORD), 303);
    }
    assert_eq!(signs_in(&asha, &house.browser(), PASSWORD), 303);
    house.real_clock.advance(Duration::from_mins(5));
    assert_eq!(signs_in(&priya, &tablet, PASSWORD), 303);
});

story!(
    a_browser_is_known_to_one_account_and_one_password_and_not_for_ever,
    |house| {
        const DAY: Duration = Duration::from_hours(24);
        let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
        let known = |person: &Person<'_>| {
            let browser = house.browser();
            assert_eq!(signs_in(person, &browser, PASSWORD), 303);
            browser
        };
        let (hers, other) = (known(&priya), known(&asha));
        let forged = house.browser();
        let mark = mark_of(&hers);
        forged.keeps(KNOWN_COOKIE, &format!("9{}", &mark[1..]));
        guesses_ten_times(house, &priya.email);
        for stranger in [&other, &forged] {
            assert_eq!(signs_in(&priya, stranger, PASSWORD), 401);
        }
        assert_eq!(signs_in(&priya, &hers, PASSWORD), 303);

        house.real_clock.advance(DAY * 179);
        guesses_ten_times(house, &priya.email);
        let remembered = house.browser();
        remembered.keeps(KNOWN_COOKIE, &mark);
        assert_eq!(signs_in(&priya, &remembered, PASSWORD), 303);
        house.real_clock.advance(DAY * 2);
        guesses_ten_times(house, &priya.email);
        let forgotten = house.browser();
        forgotten.keeps(KNOWN_COOKIE, &mark);
        assert_eq!(signs_in(&priya, &forgotten, PASSWORD), 401);

        let anew = password::hash(PASSWORD).unwrap();
        let id = priya.id;
        house.sql(&format!(
            "update user_account set password_hash = '{anew}' where id = '{id}'"
        ));
        assert_eq!(signs_in(&priya, &remembered, PASSWORD), 401);
    }
);

/// What a browser is known by.
fn mark_of(browser: &Browser<'_>) -> String {
    let cookies = browser.cookies().unwrap();
    let mark = cookies
        .split("; ")
        .filter_map(|cookie| cookie.split_once('='))
        .find(|(name, _)| *name == KNOWN_COOKIE);
    mark.unwrap().1.to_owned()
}
