//! A field there is not, in every form.

use std::collections::BTreeSet;

use super::{Explorer, Filled, post, posts};
use crate::everywhere::{addresses::addresses, fields::OURS};

/// Forms with as many fields as there are things to ask about: these pick what they asked for by
/// name, and nothing else that is sent is read.
const PICKING: &[&str] = &[
    "/availability/sickness",
    "/bank-holidays",
    "/plans/{id}/change",
    "/plans/{id}/end",
    "/plans/{id}/slots",
    "/providers",
    "/providers/{id}/confirm",
    "/providers/{id}/edit",
    "/referrals",
    "/referrals/{id}/accept",
    "/referrals/{id}/call",
    "/referrals/{id}/copy",
    "/referrals/{id}/decline",
    "/referrals/{id}/reply",
    "/referrals/{id}/return",
    "/referrals/{id}/withdraw",
    "/referrals/{id}/{topic}",
    "/rooms/{id}/edit",
    "/rota/{monday}/publish",
    "/sessions",
    "/sessions/{id}/addendum",
    "/sessions/{id}/cancel",
    "/sessions/{id}/change",
    "/sessions/{id}/decide",
    "/sessions/{id}/keep",
    "/sessions/{id}/record",
    "/sessions/{id}/sign",
    "/sessions/{id}/write-up",
    "/settings/edit",
    "/supervisors",
    "/supervisors/{id}/absences",
    "/supervisors/{id}/edit",
    "/venues",
    "/venues/{id}/closures",
    "/venues/{id}/edit",
    "/venues/{id}/rooms",
    "/weeks/{monday}/fill",
];

/// Sends each form with one more field; says how many, and what was taken.
pub(super) fn with_more_fields(explorer: &Explorer<'_>, filled: &Filled) -> (usize, Vec<String>) {
    let (clerk, nothing) = (&explorer.clerks[0], BTreeSet::new());
    let proof = clerk.csrf();
    let (mut sent, mut taken) = (0, Vec::new());
    for row in posts() {
        let shown = filled.shown.get(&row.path).unwrap_or(&nothing);
        let Some(action) = addresses(explorer, &row.path, 1).pop() else {
            taken.push(format!("{}: no record to try it on", row.path));
            continue;
        };
        for name in OURS.iter().chain(&["not_a_field"]) {
            // A form says which version it showed.
            if *name == "version" || shown.contains(*name) {
                continue;
            }
            let fields = [("csrf_token", proof.as_str()), (name, "1")];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            sent += 1;
            let answer = post(clerk, None, &action, &fields.to_vec());
            let refused = answer.status == 400;
            if refused == PICKING.contains(&row.path.as_str()) {
                taken.push(format!("{}: {name}: {}", row.path, answer.status));
            }
        }
    }
    println!(
        "{sent} forms with a field there is not; {} taken",
        taken.len()
    );
    (sent, taken)
}
