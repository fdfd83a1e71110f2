//! Sessions of browsers: how they end.

use std::time::Duration;

use crate::support::{Browser, PASSWORD};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

fn is_in(browser: &Browser<'_>) -> bool {
    match browser.opens("/").answer.status {
        200 => true,
        303 => false,
        other => panic!("{other}"),
    }
}

story!(
    half_an_hour_without_a_sign_of_life_ends_a_session,
    |house| {
        let priya = house.social_worker("Priya");
        let browser = priya.browser();
        for minutes in [29, 29, 1] {
            house.real_clock.advance(MINUTE * minutes);
            assert!(is_in(browser), "after {minutes} minutes");
        }
        house.real_clock.advance(MINUTE * 30);
        assert!(!is_in(browser));
    }
);

story!(twelve_hours_end_a_session_however_busy, |house| {
    let priya = house.social_worker("Priya");
    let browser = priya.browser();
    for _ in 0..47 {
        house.real_clock.advance(MINUTE * 15);
        assert!(is_in(browser));
    }
    let left = browser.opens("/session").answer.json();
    assert_eq!(
        (&left["absolute_seconds"], &left["idle_seconds"]),
        (&900.into(), &1800.into())
    );
    house.real_clock.advance(MINUTE * 15);
    assert!(!is_in(browser));
});

story!(
    the_clock_of_the_house_neither_ends_nor_extends_a_session,
    |house| {
        let priya = house.social_worker("Priya");
        house.clock.advance(HOUR * 24 * 365);
        assert!(is_in(priya.browser()));
        house.clock.set("2026-11-24T08:20:00Z".parse().unwrap());
        house.real_clock.advance(HOUR * 13);
        assert!(!is_in(priya.browser()));
    }
);

story!(who_signs_in_again_ends_the_session_before, |house| {
    let (priya, asha) = (house.social_worker("Priya"), house.coordinator());
    for next in [&priya, &asha] {
        let before = priya.browser().cookies().unwrap();
        next.signs_in(priya.browser(), PASSWORD).expect(303);
        let copied = house.asks("GET", "/session").header("cookie", before);
        let copied = copied.header("accept", "application/json").answer();
        copied.expect(401);
        assert!(is_in(priya.browser()));
    }
});

story!(signing_out_ends_this_browser_and_no_other, |house| {
    let priya = house.social_worker("Priya");
    let tablet = priya.another_browser();
    let cookie = priya.browser().cookies().unwrap();
    let gone = priya.opens("/").form("Sign out").is_sent().expect(303);
    assert_eq!(gone.answer.header("location"), Some("/sign-in"));
    assert_eq!(
        priya.browser().cookies(),
        None,
        "the browser forgets the cookie"
    );
    let replayed = house.asks("GET", "/session").header("cookie", cookie);
    replayed
        .header("accept", "application/json")
        .answer()
        .expect(401);
    assert!(is_in(&tablet), "a tablet that records goes on");
});

story!(
    what_was_typed_into_a_form_outlives_the_session_for_the_same_person_only,
    |house| {
        let priya = house.social_worker("Priya");
        let form = priya.opens("/people/new").expect(200).form("Save");
        let form = form
            .fills("First name", "Elsie")
            .fills("Address", "7 Canary Close");
        house.real_clock.advance(MINUTE * 31);
        let asked = form.is_sent().expect(401);
        assert_eq!(asked.heading(), "Sign in");
        assert!(asked.says("What you typed is kept"));
        assert!(
            !asked.answer.body.contains("Canary") && !asked.answer.body.contains("Elsie"),
            "who finds the browser open reads nothing of it"
        );

        let wrong = asked
            .form("Sign in")
            .fills("E-mail address", &priya.email)
            .fills("Password", "not the password")
            .is_sent()
            .expect(401);
        let grace = house.social_worker("Grace");
        let other = wrong
            .form("Sign in")
            .fills("E-mail address", &grace.email)
            .fills("Password", PASSWORD)
            .is_sent()
            .expect(303);
        assert!(!other.answer.body.contains("Canary"));

        let again = wrong
            .form("Sign in")
            .fills("E-mail address", &priya.email)
            .fills("Password", PASSWORD)
            .is_sent()
            .expect(200);
        assert_eq!(again.heading(), "You are signed in again");
        let shown = again.form("Go back to what you typed").is_sent();
        let shown = shown.expect(422);
        assert!(shown.says("Enter a last name") && shown.answer.body.contains("7 Canary Close"));
        assert_eq!(house.number("select count(*) from person"), 0);
        let form = shown.form("Save").fills("Last name", "Hartley");
        assert_eq!(
            form.is_sent().follows().expect(200).heading(),
            "Elsie Hartley"
        );
    }
);

story!(
    a_whole_form_is_looked_over_after_signing_in_again_before_it_is_saved,
    |house| {
        let priya = house.social_worker("Priya");
        let form = priya.opens("/people/new").expect(200).form("Save");
        let form = form
            .fills("First name", "Elsie")
            .fills("Last name", "Hartley");
        house.real_clock.advance(HOUR * 13);
        let again = form
            .is_sent()
            .expect(401)
            .form("Sign in")
            .fills("E-mail address", &priya.email)
            .fills("Password", PASSWORD)
            .is_sent()
            .expect(200);
        let shown = again
            .form("Go back to what you typed")
            .is_sent()
            .expect(409);
        assert!(shown.says("You had been signed out, so this was not saved."));
        assert_eq!(house.number("select count(*) from person"), 0);
        shown.form("Save").is_sent().expect(303);
        assert_eq!(house.number("select count(*) from person"), 1);
    }
);

story!(
    signing_out_everywhere_ends_every_browser_and_every_program_with_the_next_request,
    |house| {
        let priya = house.social_worker("Priya");
        let other = priya.another_browser();
        let tokens = priya.more_tokens();
        assert!(is_in(&other));
        house
            .asks("GET", "/session")
            .bearer(&tokens.access)
            .answer()
            .expect(200);
        let cookie = priya.browser().cookies().unwrap();

        let form = priya.opens("/").form("Sign out everywhere");
        let gone = form.is_sent().expect(303);
        assert_eq!(gone.answer.header("location"), Some("/sign-in"));
        assert_eq!(
            priya.browser().cookies(),
            None,
            "the browser forgets the cookie"
        );

        let replayed = house.asks("GET", "/session").header("cookie", cookie);
        replayed
            .header("accept", "application/json")
            .answer()
            .expect(401);
        assert!(!is_in(&other));
        let access = house.asks("GET", "/api/v1/nothing").bearer(&tokens.access);
        access.answer().expect(404);
        let access = house.asks("GET", "/session").bearer(&tokens.access);
        access
            .header("accept", "application/json")
            .answer()
            .expect(401);
        let refresh = serde_json::json!({ "refresh_token": tokens.refresh });
        house
            .asks("POST", "/api/v1/tokens/refresh")
            .json(&refresh)
            .answer()
            .expect(401);
    }
);

story!(a_program_signs_its_person_out, |house| {
    let priya = house.social_worker("Priya");
    assert!(is_in(priya.browser()));
    let gone = priya.api("POST", "/api/v1/sign-out").answer().expect(204);
    assert_eq!(gone.body, "");
    assert!(!is_in(priya.browser()));
    priya.api("POST", "/api/v1/sign-out").answer().expect(401);
});

story!(a_disabled_account_is_out_with_the_next_request, |house| {
    let priya = house.social_worker("Priya");
    assert!(is_in(priya.browser()));
    priya.api("GET", "/session").answer().expect(200);
    house.sql(&format!(
        "update user_account set state = 'disabled' where id = '{}'",
        priya.id
    ));
    assert!(!is_in(priya.browser()));
    priya.api("POST", "/api/v1/sign-out").answer().expect(401);
    priya.signs_in(&house.browser(), PASSWORD).expect(401);
});

story!(signing_in_begins_a_new_session_and_plants_none, |house| {
    let priya = house.social_worker("Priya");
    let browser = house.browser();
    let planted = "0".repeat(64);
    browser.keeps(kith::http::SESSION_COOKIE, &planted);
    priya.signs_in(&browser, PASSWORD).expect(303);
    let cookies = browser.cookies().unwrap();
    assert!(!cookies.contains(&planted), "{cookies}");
    let stored = house.texts("select token_hash from browser_session");
    assert!(
        stored.iter().all(|hash| !cookies.contains(hash.as_str())),
        "only hashes are stored"
    );
});

story!(
    what_was_typed_outlives_the_cookie_for_the_same_person_only,
    |house| {
        let (priya, grace) = (house.social_worker("Priya"), house.social_worker("Grace"));
        let form = priya.opens("/people/new").expect(200).form("Save");
        let form = form
            .fills("First name", "Elsie")
            .fills("Address", "7 Canary Close");
        // In another tab of this browser: the cookie goes, the session with it.
        priya.opens("/").form("Sign out").is_sent().expect(303);
        let asked = form.is_sent().expect(401);
        assert_eq!(asked.heading(), "Sign in");
        assert!(asked.says("What you typed is kept"));
        assert!(!asked.answer.body.contains("Canary"));

        let signs_in = |email: &str| {
            let form = asked.form("Sign in").fills("E-mail address", email);
            form.fills("Password", PASSWORD).is_sent()
        };
        let other = signs_in(&grace.email).expect(303);
        assert!(
            !other.answer.body.contains("Canary"),
            "nobody else reads it"
        );
        let again = signs_in(&priya.email).expect(200);
        let shown = again.form("Go back to what you typed").is_sent();
        assert!(shown.expect(422).answer.body.contains("7 Canary Close"));
        assert_eq!(house.number("select count(*) from person"), 0);
    }
);

story!(nobody_plants_a_text_for_another_to_send, |house| {
    let (priya, grace) = (house.social_worker("Priya"), house.social_worker("Grace"));
    let form = priya.opens("/people/new").expect(200).form("Save");
    let hers = form.hidden("typed_by").unwrap().to_owned();
    let (_, proof) = hers.split_once('.').unwrap();
    let stranger = house.browser();
    let plants = |typed_by: &str| {
        let fields = [("given_name", "Planted"), ("typed_by", typed_by)];
        stranger.posts("/people", &fields).expect(401)
    };
    for forged in [grace.id.to_string(), format!("{}.{proof}", grace.id)] {
        let refused = plants(&forged);
        assert!(!refused.says("What you typed is kept"), "{forged}");
        assert!(refused.says("Sign in, then try again."));
    }
    assert!(plants(&hers).says("What you typed is kept"));
});

story!(a_page_learns_whether_its_form_has_arrived, |house| {
    let (priya, grace) = (house.social_worker("Priya"), house.social_worker("Grace"));
    let asks = |browser: &Browser<'_>, key: &str| {
        browser.opens(&format!("/session?sent={key}")).answer.json()
    };
    let form = priya.opens("/people/new").expect(200).form("Save");
    let key = form.hidden("idempotency_key").unwrap().to_owned();
    assert_eq!(asks(priya.browser(), &key)["saved"], false);
    let refused = form.fills("First name", "Elsie").is_sent().expect(422);
    assert_eq!(
        asks(priya.browser(), &key)["saved"],
        false,
        "it was refused"
    );
    let form = refused.form("Save").fills("Last name", "Hartley");
    let key = form.hidden("idempotency_key").unwrap().to_owned();
    form.is_sent().expect(303);
    let (told, hers) = (asks(priya.browser(), &key), asks(grace.browser(), &key));
    assert_eq!(told["saved"], true);
    assert_eq!(hers["saved"], false, "that is nobody else’s business");
    assert_eq!(told["draft_key"].as_str().map(str::len), Some(64));
    assert_ne!(told["draft_key"], hers["draft_key"]);
    assert_eq!(
        told["draft_key"],
        asks(&priya.another_browser(), &key)["draft_key"],
        "the next sign-in opens the drafts of this one"
    );
});
