//! Strangers find nothing, and what tells where somebody is cannot be read in the database.

use std::fs;

use kith::storage::Backend;
use law::access::Role;
use serde_json::json;

use super::{adds, hill_house, rosa};

story!(strangers_find_no_venue_and_no_supervisor, |house| {
    let asha = house.coordinator();
    let venue = adds(&asha, "/api/v1/venues", &hill_house());
    let supervisor = adds(&asha, "/api/v1/supervisors", &rosa("2025-01-10"));
    let strangers = [
        house.social_worker("Priya"),
        house.staff("Milo", &[Role::Supervisor]),
        house.staff("Adele", &[Role::Administrator]),
        house.staff("Lena", &[Role::Legal]),
    ];
    for stranger in &strangers {
        for path in ["/venues", "/supervisors", "/providers"] {
            let seen = stranger.opens(path).answer.status;
            let api = stranger.api("GET", &format!("/api/v1{path}")).answer();
            let refused = [403, 404];
            assert!(refused.contains(&seen) && refused.contains(&api.status));
        }
        for path in [
            format!("/venues/{venue}"),
            format!("/supervisors/{supervisor}"),
        ] {
            let seen = stranger.opens(&path).answer.status;
            let api = stranger.api("GET", &format!("/api/v1{path}")).answer();
            assert!(seen == 404 && api.status == 404, "{path}: {seen}");
        }
    }
});

story!(
    addresses_and_telephones_are_sealed_in_the_database,
    |house| {
        let asha = house.coordinator();
        adds(&asha, "/api/v1/venues", &hill_house());
        adds(&asha, "/api/v1/supervisors", &rosa("2025-01-10"));
        let firm = json!({ "name": "Swift Cars", "kind": "taxi_firm", "in_use": true,
        "contact": { "phone": "01632 960888", "address": "5 Canary Yard", "postcode": "ZZ99 5CY" } });
        adds(&asha, "/api/v1/providers", &firm);
        for column in [
            "contact from venue",
            "phone from supervisor",
            "contact from provider",
        ] {
            let sealed = house.texts(&format!("select {column}"));
            assert_eq!(sealed.len(), 1, "{column}");
            assert!(
                sealed.iter().all(|text| text.starts_with("k1.")),
                "{column}"
            );
        }
        let facts = house.texts("select content from audit_fact where content is not null");
        let mut kept = facts.join("\n");
        if let Backend::Sqlite(path) = house.backend() {
            for end in ["", "-wal"] {
                let bytes = fs::read(format!("{path}{end}")).unwrap_or_default();
                kept.push_str(&String::from_utf8_lossy(&bytes));
            }
            assert!(kept.contains("Hill House"), "what is not sealed is there");
        }
        for secret in ["Canary", "960333", "900777", "960888", "ZZ99 3HH"] {
            assert!(!kept.contains(secret), "{secret}");
        }
    }
);
