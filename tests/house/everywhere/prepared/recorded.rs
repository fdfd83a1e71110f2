//! Children with their families, orders and refusals, each with what may be done to it.

use serde_json::{Value, json};

use super::Preparing;
use crate::{
    orders::{SCAN, order, refusal, rule},
    people::{adds_household, ava_again},
    resources::adds,
    risk::pair,
};

impl Preparing<'_, '_> {
    /// Makes what is recorded ready.
    pub(super) fn records(&mut self) {
        self.records_people();
        self.records_orders();
    }

    fn records_people(&mut self) {
        let clerk = &self.clerks[0];
        let una = self.house.social_worker("Una").id;
        let home = adds_household(clerk, "The Elms", "11 Canary Row");
        let families = [(); 12].map(|()| pair(clerk));
        let [
            itself,
            kept,
            shielded,
            trusted,
            found,
            kin,
            no_kin,
            status,
            arrives,
            leaves,
            refused,
            lifted,
        ] = families;
        let placed = json!({ "household": home, "from": "2026-11-03" });
        let path = format!("/api/v1/people/{}/placements", leaves[0]);
        adds(clerk, &path, &placed);
        let path = format!("/api/v1/people/{}/refusals", lifted[0]);
        let refusal_id = adds(clerk, &path, &refusal(&lifted[1]));

        let una_is = |why: &str| json!({ "worker": una, "reason": why });
        let path = format!("/api/v1/people/{}/exclusions", trusted[0]);
        let named = clerk.api("PUT", &path).json(&una_is("Her niece."));
        named.answer().expect(204);

        let mut on = |operation, family: &[String; 2], body: Value| {
            self.ready(operation, &family[0], Some(body), 0);
        };
        on("PUT /api/v1/people/{id}", &itself, ava_again());
        let open = json!({ "protection": "open", "kept": false, "reason": "as it is" });
        on("PUT /api/v1/people/{id}/protection", &kept, open);
        let path = "PUT /api/v1/people/{id}/exclusions";
        on(path, &shielded, una_is("Her niece."));
        let path = "POST /api/v1/people/{id}/exclusions/end";
        on(path, &trusted, una_is("It was another Una."));
        let where_to =
            json!({ "phone": "01632 960123", "address": "1 High Street", "postcode": "ZZ99 1AA" });
        on("PUT /api/v1/people/{id}/whereabouts", &found, where_to);
        let mother =
            json!({ "relative": kin[1], "relationship": "mother", "responsibility": "yes" });
        on("PUT /api/v1/people/{id}/relatives", &kin, mother);
        let remove = "POST /api/v1/people/{id}/relatives/remove";
        on(remove, &no_kin, json!({ "relative": no_kin[1] }));
        let care = json!({ "status": "C1", "from": "2026-11-24" });
        on("POST /api/v1/people/{id}/statuses", &status, care);
        let placed = json!({ "household": home, "from": "2026-11-24" });
        on("POST /api/v1/people/{id}/placements", &arrives, placed);
        let end = json!({ "until": "2026-11-24" });
        on("POST /api/v1/people/{id}/placements/end", &leaves, end);
        let no = refusal(&refused[1]);
        on("POST /api/v1/people/{id}/refusals", &refused, no);
        let over = Some(json!({ "reason": "Over." }));
        self.ready("POST /api/v1/refusals/{id}/lift", &refusal_id, over, 0);
    }

    fn records_orders(&mut self) {
        let enters = || {
            let [child, _] = pair(&self.clerks[0]);
            let id = adds(&self.clerks[0], "/api/v1/orders", &order(&child));
            let path = format!("/api/v1/orders/{id}/rules");
            let asking = self.clerks[0]
                .api("POST", &path)
                .header("if-match", "\"1\"");
            let with_rule = asking.json(&rule()).answer().expect(200).json();
            (id, with_rule["rules"][0]["id"].as_str().unwrap().to_owned())
        };
        let [ruled, less, scanned, checked, ended] = [(); 5].map(|()| enters());
        for scanned in [&ended, &checked] {
            let scan = format!("/api/v1/orders/{}/document", scanned.0);
            let asked = self.clerks[0].api("PUT", &scan).upload(&[], Some(SCAN));
            asked.answer().expect(200);
        }
        self.ready("POST /api/v1/orders/{id}/rules", &ruled.0, Some(rule()), 0);
        let remove = "DELETE /api/v1/orders/{id}/rules/{rule}";
        self.ready(remove, &less.0, None, 0);
        if let Some(path) = self.all.get_mut(remove).and_then(|it| it.path.as_mut()) {
            *path = path.replace("{rule}", &less.1);
        }
        self.ready("PUT /api/v1/orders/{id}/document", &scanned.0, None, 0);
        let compared = Some(json!({ "compared": true }));
        self.ready("POST /api/v1/orders/{id}/check", &checked.0, compared, 1);
        let over = Some(json!({ "on": "2026-12-01", "reason": "Discharged by the court." }));
        self.ready("POST /api/v1/orders/{id}/discharge", &ended.0, over, 1);
    }
}
