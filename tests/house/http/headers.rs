//! The headers that stand on every answer, errors included.

use law::access::Role;

use super::{filled, rows};
use crate::support::{Answer, TestHouse};

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
];
const CONTENT_POLICY: &[&str] = &[
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
];

fn is_dressed(answer: &Answer) {
    let says = format!("{} ({})", answer.asked, answer.status);
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), Some(*value), "{says}: {name}");
    }
    // The address of a link opens it: no other page is told, whatever is answered.
    let referrer = if answer.asked.contains(" /n/") {
        "no-referrer"
    } else {
        "same-origin"
    };
    assert_eq!(answer.header("referrer-policy"), Some(referrer), "{says}");
    assert!(answer.header("permissions-policy").is_some(), "{says}");
    assert_eq!(
        answer.header("x-request-id").map(str::len),
        Some(10),
        "{says}"
    );
    restricts_content(answer, &says);
    let stored = answer.header("cache-control").unwrap_or_default();
    let is_asset = answer.asked.contains("/assets/") && answer.status == 200;
    assert_eq!(stored.contains("no-store"), !is_asset, "{says}: {stored}");
    tells_nothing(answer, &says);
}

fn restricts_content(answer: &Answer, says: &str) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for part in CONTENT_POLICY {
        assert!(
            policy.split("; ").any(|found| found == *part),
            "{says}: {policy}"
        );
    }
    assert!(!policy.contains("unsafe"), "{says}: {policy}");
}

fn tells_nothing(answer: &Answer, says: &str) {
    for (name, value) in &answer.headers {
        let tells = ["server", "x-powered-by", "access-control-allow-origin"];
        assert!(!tells.contains(&name.as_str()), "{says}: {name}");
        let is_ours = name != "set-cookie" || value.starts_with("__Host-");
        assert!(is_ours, "{says}: {value}");
    }
}

const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
];

/// Every path with every method: by nobody, by a program, by a browser without its proof.
fn walks_everywhere(house: &TestHouse, check: impl Fn(&str, &str, &Answer)) {
    let all = house.staff("Robin", Role::ALL);
    let mut paths: Vec<String> = rows()
        .iter()
        .flat_map(|row| {
            ["per_01ARZ3NDEKTSV4RRFFQ69G5FAV", "nothing"].map(|id| filled(&row.path, id))
        })
        .chain(
            [
                "/healthz",
                "/readyz",
                "/assets/none.css",
                "/problems/stale",
                "/problems/none",
                "/nothing",
                "/api/v1/nothing",
                "/api",
                "//",
                "/%00",
                "/..%2f",
            ]
            .map(str::to_owned),
        )
        .collect();
    paths.dedup();
    for path in &paths {
        for method in METHODS {
            // Signing out would end the walk.
            if path.contains("sign-out") && *method == "POST" {
                continue;
            }
            check(path, method, &house.asks(method, path).answer());
            check(path, method, &all.browser().asks(method, path).answer());
            check(path, method, &all.api(method, path).answer());
        }
    }
}

story!(
    every_answer_to_every_method_at_every_address_is_dressed,
    |house| {
        walks_everywhere(house, |_, _, answer| is_dressed(answer));
    }
);

#[cfg(feature = "faults")]
story!(alone a_house_that_sends_its_answers_undressed_is_found, |house| {
    use kith::storage::faults::UNDRESSED;
    UNDRESSED.set(true);
    let answer = house.asks("GET", "/sign-in").answer();
    UNDRESSED.set(false);
    let found = std::panic::catch_unwind(|| is_dressed(&answer));
    assert!(found.is_err(), "a test that cannot fail proves nothing");
});

story!(no_address_and_no_method_breaks_the_house, |house| {
    walks_everywhere(house, |path, method, answer| {
        assert!(
            answer.status < 500,
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
        if path.starts_with("/api/") && answer.status >= 400 && method != "HEAD" {
            answer.problem();
        }
    });
});

story!(
    who_asks_for_the_head_alone_gets_it_without_the_body,
    |house| {
        let asha = house.coordinator();
        for path in [
            "/healthz",
            "/sign-in",
            "/people",
            "/api/v1/people",
            "/problems/stale",
            "/nothing",
            "/sign-out",
        ] {
            let [whole, head] =
                ["GET", "HEAD"].map(|method| asha.browser().asks(method, path).answer());
            assert_eq!(head.status, whole.status, "{path}");
            for name in ["content-type", "cache-control", "content-security-policy"] {
                assert_eq!(head.header(name), whole.header(name), "{path}: {name}");
            }
            assert!(head.body.is_empty() && !whole.body.is_empty(), "{path}");
        }
        let looks = || house.number("select count(*) from audit_fact where act = 'people.list'");
        let before = looks();
        asha.api("HEAD", "/api/v1/people").answer().expect(200);
        assert_eq!(
            looks() - before,
            1,
            "it tells as much as a look: it leaves its trace"
        );
    }
);

story!(what_is_too_large_is_refused_and_dressed, |house| {
    let large = "x".repeat((1 << 20) + 1);
    for (path, content_type) in [
        ("/api/v1/tokens", "application/json"),
        ("/sign-in", "application/x-www-form-urlencoded"),
    ] {
        let asking = house
            .asks("POST", path)
            .header("content-type", content_type);
        let answer = asking.body(large.clone()).answer().expect(413);
        is_dressed(&answer);
    }
});

story!(assets_are_kept_by_browsers_and_pages_are_not, |house| {
    let page = house.browser().opens("/sign-in").answer;
    is_dressed(&page);
    let from = page.body.find("/assets/").unwrap();
    let name: String = page.body[from..]
        .chars()
        .take_while(|letter| *letter != '"')
        .collect();
    let asset = house.asks("GET", &name).answer().expect(200);
    is_dressed(&asset);
    assert!(asset.header("cache-control").unwrap().contains("immutable"));
});

/// Whether an address is one of those that a route takes.
fn leads_to(route: &str, address: &str) -> bool {
    let (route, address) = (route.split('/'), address.split('/'));
    route.clone().count() == address.clone().count()
        && route
            .zip(address)
            .all(|(part, here)| part == here || part.starts_with('{'))
}

story!(an_address_that_takes_another_method_says_so, |house| {
    let known: Vec<_> = rows();
    for row in &known {
        let path = filled(&row.path, "per_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        let takes = |method: &str| {
            known
                .iter()
                .any(|other| other.method == method && leads_to(&other.path, &path))
        };
        for method in ["GET", "POST", "PUT", "DELETE"]
            .into_iter()
            .filter(|method| !takes(method))
        {
            let answer = house.asks(method, &path).answer();
            assert_eq!(answer.status, 405, "{method} {path}");
            if path.starts_with("/api/") {
                answer.problem();
            }
        }
    }
});
