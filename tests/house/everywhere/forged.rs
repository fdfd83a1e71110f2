//! No change by cookie goes without the proof that its form was ours, and none that another site
//! sent: at every operation, and at every form of every page.

use kernel::refusal::Kind;

use super::{
    addresses::looks,
    explorer::{Explorer, Request},
    injection::forms,
    replay::standing,
    spec::Takes,
};
use crate::support::{Answer, ORIGIN};

/// By cookie, from that origin, with that proof.
fn by_cookie(explorer: &Explorer<'_>, request: &Request, origin: &str, proof: &str) -> Answer {
    let browser = explorer.clerks[request.by].browser();
    let asking = browser.asks(&request.operation.method, &request.path);
    let asking = asking
        .header("origin", origin)
        .header("x-csrf-token", proof);
    let asking = asking.header("if-match", request.version.as_deref().unwrap_or("\"1\""));
    match (&request.body, request.operation.takes) {
        (Some(body), _) => asking.json(body).answer(),
        (None, Takes::Upload) => asking
            .upload(&[("csrf_token", proof)], Some(crate::orders::SCAN))
            .answer(),
        (None, _) => asking.answer(),
    }
}

/// Posts every form of every page without its proof; says how many, and which were taken.
fn forms_without_proof(explorer: &Explorer<'_>) -> (usize, Vec<String>) {
    let browser = explorer.clerks[0].browser();
    let (mut posted, mut wrong) = (0, Vec::new());
    for path in looks(explorer, 1)
        .iter()
        .filter(|path| !path.starts_with("/api/"))
    {
        let page = browser.opens(path).answer;
        // Whoever signs in has no session yet to prove; where that came from has its own story.
        let forms = forms(&page.body);
        for form in forms
            .iter()
            .filter(|form| !form.action.starts_with("/sign-in"))
        {
            let fields = form.others.iter().chain(&form.texts);
            let fields: Vec<(&str, &str)> = fields
                .filter(|(name, _)| name != "csrf_token")
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let answer = browser.posts(&form.action, &fields).answer;
            posted += 1;
            // What cannot be read is shown again; it is not saved either.
            if answer.status < 400 {
                wrong.push(format!("{path}: {} was taken", answer.asked));
            }
        }
    }
    (posted, wrong)
}

#[cfg(feature = "faults")]
story!(alone a_house_that_asks_for_no_proof_is_found, |house| {
    use kith::storage::faults::PROOF_UNMINDED;
    let explorer = Explorer::new(house);
    PROOF_UNMINDED.set(true);
    let (_, taken) = forms_without_proof(&explorer);
    PROOF_UNMINDED.set(false);
    assert!(!taken.is_empty(), "a test that cannot fail proves nothing");
});

story!(no_change_by_cookie_goes_without_its_proof, |house| {
    let mut explorer = Explorer::new(house);
    let (mut wrong, mut sent) = (Vec::new(), 0);
    let proofs: Vec<String> = explorer
        .clerks
        .iter()
        .map(crate::support::Person::csrf)
        .collect();
    let reached = explorer.explores(|explorer, request, key| {
        let done = (200..300).contains(&explorer.send(request, key).status);
        if done {
            let before = standing(explorer.house);
            let (own, other) = (&proofs[request.by], &proofs[1 - request.by]);
            for (origin, proof) in [
                (ORIGIN, ""),
                (ORIGIN, other.as_str()),
                ("https://evil.example", own.as_str()),
                ("null", own.as_str()),
            ] {
                let answer = by_cookie(explorer, request, origin, proof);
                sent += 1;
                if answer.status != 403 || answer.problem() != Kind::ForgedRequest {
                    wrong.push(format!(
                        "{} from {origin}: {}",
                        request.says(),
                        answer.status
                    ));
                }
            }
            if standing(explorer.house) != before {
                wrong.push(format!("{}: something was changed", request.says()));
            }
        }
        done
    });
    let before = standing(house);
    let (posted, taken) = forms_without_proof(&explorer);
    wrong.extend(taken);
    assert_eq!(standing(house), before, "something was changed");
    println!("{reached} operations, {sent} forged requests, {posted} forms without their proof");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(posted > 5, "only {posted} forms");
});
