//! Legal status over time, and urgent refusals.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::refusal;
use crate::people::{adds, adult, ava};

story!(
    a_legal_status_follows_the_one_before_without_gap_or_overlap,
    |house| {
        let priya = house.social_worker("Priya");
        let child = adds(&priya, &ava());
        let says = |status: &str, from: &str| {
            let body = json!({ "status": status, "from": from });
            let path = format!("/api/v1/people/{child}/statuses");
            priya.api("POST", &path).json(&body).answer()
        };
        says("V2", "2026-09-01").expect(201);
        says("C1", "2026-10-01").expect(201);
        for (status, from) in [
            ("C2", "2026-10-01"),
            ("C2", "2026-09-15"),
            ("D1", "2026-11-01"),
        ] {
            assert_eq!(
                says(status, from).problem(),
                Kind::Invalid,
                "{status} {from}"
            );
        }
        assert_eq!(says("C1", "2026-11-01").problem(), Kind::Exists);
        let found = priya
            .api("GET", &format!("/api/v1/people/{child}/orders"))
            .answer();
        let statuses = found.expect(200).json()["statuses"].clone();
        assert_eq!(statuses[0]["until"], statuses[1]["from"]);
        assert_eq!(statuses[1]["label"], "Interim care order");

        let page = priya.opens(&format!("/people/{child}/orders")).expect(200);
        assert!(page.says("Interim care order, since 1 Oct 2026"));
        assert!(page.says("Accommodated by agreement (section 20)"));
        let form = priya
            .opens(&format!("/people/{child}/status/new"))
            .expect(200);
        assert!(form.says("Ava Potter"));
        let again = form.form("Save").is_sent().expect(422);
        assert!(again.says("Choose a legal status") && again.says("Enter the day it began"));
    }
);

story!(
    contact_is_refused_for_seven_days_and_not_for_eight,
    |house| {
        let (priya, mona) = (
            house.social_worker("Priya"),
            house.staff("Mona", &[Role::ServiceManager]),
        );
        let (child, mother) = (adds(&priya, &ava()), adds(&priya, &adult("Mary")));
        let kin = json!({ "relative": mother, "relationship": "mother", "responsibility": "yes" });
        let path = format!("/api/v1/people/{child}/relatives");
        priya.api("PUT", &path).json(&kin).answer().expect(204);
        let until_day = |until: &str| {
            let mut body = refusal(&mother);
            body["until"] = until.into();
            let path = format!("/api/v1/people/{child}/refusals");
            (path, body)
        };
        let (path, eight) = until_day("2026-12-02");
        let by_priya = priya.api("POST", &path).json(&eight).answer().expect(403);
        assert_eq!(
            by_priya.problem(),
            Kind::Forbidden,
            "not a social worker's to decide"
        );
        let refused = mona.api("POST", &path).json(&eight).answer();
        assert_eq!(refused.problem(), Kind::RuleRefuses);
        let reason = refused.json()["reasons"][0].clone();
        assert_eq!(reason["code"], "urgent-refusal-too-long");
        assert_eq!(
            reason["explanation"],
            "An emergency refusal lasts not longer than seven days (section 34(6)): it must end by \
         Tuesday 1 December 2026 at 09:00."
        );
        assert_eq!(house.number("select count(*) from contact_refusal"), 0);
        let orders = format!("/people/{child}/orders");
        let who_may = "In an emergency a team manager or a service manager may refuse contact";
        assert!(priya.opens(&orders).expect(200).says(who_may));
        assert!(!mona.opens(&orders).expect(200).says(who_may));

        let (path, seven) = until_day("2026-12-01");
        let made = mona
            .api("POST", &path)
            .json(&seven)
            .answer()
            .expect(201)
            .json();
        let again = mona.api("POST", &path).json(&seven).answer();
        assert_eq!(again.problem(), Kind::Exists, "one runs already");
        let id = made["id"].as_str().unwrap();
        let page = mona.opens(&format!("/people/{child}/orders")).expect(200);
        assert!(page.says("decided by Mona") && page.says("End this refusal"));

        let form = mona.opens(&format!("/refusals/{id}/lift")).expect(200);
        let form = form
            .form("End this refusal now")
            .fills("Why is it no longer necessary?", "She is well.");
        form.is_sent().follows().expect(200);
        let body = json!({ "reason": "Again." });
        let late = mona
            .api("POST", &format!("/api/v1/refusals/{id}/lift"))
            .json(&body)
            .answer();
        assert_eq!(late.problem(), Kind::WrongState);
        let kept = house.texts("select reason || lift_reason from contact_refusal");
        assert!(
            !kept[0].contains("well") && !kept[0].contains("urgent"),
            "{kept:?}"
        );
    }
);

// Scenario 5: seven days are 168 hours at most, and the same time of day a week later at most.
story!(
    a_refusal_ends_a_week_later_whatever_the_clocks_do,
    |house| {
        let mona = house.staff("Mona", &[Role::ServiceManager]);
        let child = adds(&mona, &ava());
        let refuses = |(now, from): (&str, &str), until: &[(&str, &str)]| -> Vec<u16> {
            house.clock.set(now.parse().unwrap());
            let person = adds(&mona, &adult("Mary"));
            let kin =
                json!({ "relative": person, "relationship": "other", "responsibility": "no" });
            let path = format!("/api/v1/people/{child}/relatives");
            mona.api("PUT", &path).json(&kin).answer().expect(204);
            let path = format!("/api/v1/people/{child}/refusals");
            let asks = |(day, time): &(&str, &str)| {
                let body = json!({ "person": person, "from": from, "from_time": "17:00",
                    "until": day, "until_time": time, "reason": "It is urgent." });
                mona.api("POST", &path).json(&body).answer().status
            };
            until.iter().map(asks).collect()
        };
        let friday = ("2026-11-27T17:00:00Z", "2026-11-27");
        let ends = [
            ("2026-12-05", "17:00"),
            ("2026-12-04", "17:05"),
            ("2026-12-04", "17:00"),
        ];
        assert_eq!(
            refuses(friday, &ends),
            [409, 409, 201],
            "a Friday to the next"
        );
        let spring = ("2027-03-26T17:00:00Z", "2027-03-26");
        let ends = [("2027-04-02", "17:05"), ("2027-04-02", "17:00")];
        assert_eq!(
            refuses(spring, &ends),
            [409, 201],
            "167 hours: seven days come first"
        );
        let autumn = ("2027-10-29T16:00:00Z", "2027-10-29");
        let ends = [("2027-11-05", "17:00"), ("2027-11-05", "16:00")];
        assert_eq!(refuses(autumn, &ends), [409, 201], "168 hours come first");
    }
);
