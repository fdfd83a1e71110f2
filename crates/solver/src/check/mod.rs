//! The judge: whether a rota keeps every hard rule, what it costs, and whether its certificate
//! proves its bound. It shares nothing with the search but the written formats, so an error of
//! the search cannot hide here.

mod after;
mod certificate;
mod facts;
mod follows;
mod grain;
mod hhcrsp;
mod minimum;
mod reasons;
mod repair;
mod resources;
mod rounds;
mod rules;
mod smptsp;
mod structural;
mod tiers;
mod write_up;

pub use certificate::prove;
pub use repair::check_repair;

use crate::foreign::hhcrsp::Visits;
use crate::foreign::smptsp::Tasks;
use crate::instance::{Fault, Instance};
use crate::rota::{FORMAT, Parts, Rota};
use facts::Facts;
use serde::Serialize;

/// What the judge says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// No rule is broken, and cost and bound are as the rota says.
    pub valid: bool,
    /// The cost, computed anew.
    pub cost: i64,
    /// Its parts.
    pub parts: Parts,
    /// How many sessions have no place.
    pub unassigned: usize,
    /// What the certificate proves.
    pub bound: Option<i64>,
    /// How far the cost is above the bound, as a share of the cost.
    pub gap: Option<f64>,
    /// Whether the certificate proves the bound the rota names; nothing where it names none.
    pub certificate_ok: Option<bool>,
    /// What is proved of the supervisors at the times of the rota.
    pub staffing_bound: Option<i64>,
    /// Whether the prices prove what the rota says of them; nothing where it says nothing.
    pub staffing_ok: Option<bool>,
    /// What the answer costs by a problem of other people, where that has a cost of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<f64>,
    /// What is broken.
    pub violations: Vec<Violation>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Its name.
    pub rule: &'static str,
    /// The sessions that break it, as indices.
    pub sessions: Vec<usize>,
    /// What is broken, in words.
    pub what: String,
}

/// Judges an answer to a problem of visits: by the problem itself, and, for its bound, by the week that it was made
/// into. `objective` is what it costs there.
pub fn check_hhcrsp(visits: &Visits, rota: &Rota) -> Result<Verdict, Fault> {
    let mut verdict = check(&visits.week()?, rota);
    let (mut found, objective) = hhcrsp::judge(visits, rota);
    verdict.violations.append(&mut found);
    verdict.valid = verdict.violations.is_empty();
    verdict.objective = verdict.valid.then_some(objective);
    Ok(verdict)
}

/// Judges an answer to a problem of tasks and workers: by the problem itself, and, for its bound, by the
/// week that it was made into.
pub fn check_smptsp(tasks: &Tasks, rota: &Rota) -> Result<Verdict, Fault> {
    let mut verdict = check(&tasks.week()?, rota);
    let (mut found, workers) = smptsp::judge(tasks, rota);
    if found.is_empty() && workers != verdict.cost {
        found.push(Violation {
            rule: "cost",
            sessions: Vec::new(),
            what: format!("{workers} workers are used"),
        });
    }
    verdict.violations.append(&mut found);
    verdict.valid = verdict.violations.is_empty();
    Ok(verdict)
}

/// Judges a rota.
pub fn check(instance: &Instance, rota: &Rota) -> Verdict {
    let facts = Facts::new(instance);
    let mut violations = rules::violations(&facts, rota);
    if violations.is_empty() {
        violations.extend(reasons::judge(&facts, rota));
    }
    let parts = rules::parts(&facts, rota);
    let cost = facts.factors.total(&parts);
    let mut tell = |holds: bool, rule, what: String| {
        if !holds {
            violations.push(Violation {
                rule,
                sessions: Vec::new(),
                what,
            });
        }
    };
    tell(rota.format == FORMAT, "format", format!("is not {FORMAT}"));
    let same = rota.cost == cost && rota.parts == parts;
    tell(
        same,
        "cost",
        format!("the rota says {}, it is {cost}", rota.cost),
    );
    let told = rota.short == minimum::short(&facts, &rota.places);
    let short = "the cases that have too few sessions are others than it says";
    tell(told, "minimum", short.to_owned());
    let told = rota.unwritten == write_up::unwritten(&facts, &rota.places);
    let days = "the days without time to write up are others than it says";
    tell(told, "write-up", days.to_owned());
    let whole = Claim {
        said: rota.bound,
        proved: rota.certificate.as_ref().map(|c| prove(instance, c)),
    };
    let staffing = rota.staffing.as_ref();
    let staffing = Claim {
        said: staffing.map(|staffing| staffing.bound),
        proved: staffing.map(|staffing| {
            certificate::prove_at(instance, (&rota.places, cost), &staffing.certificate)
        }),
    };
    for (claim, rule) in [(&whole, "certificate"), (&staffing, "staffing-certificate")] {
        tell(claim.holds(cost) != Some(false), rule, claim.fault());
    }
    let bound = whole.bound(cost);
    Verdict {
        valid: violations.is_empty(),
        cost,
        parts,
        unassigned: rota.places.iter().filter(|place| place.is_none()).count(),
        bound,
        gap: bound.map(|bound| (cost - bound) as f64 / cost.max(1) as f64),
        certificate_ok: whole.holds(cost),
        staffing_bound: staffing.bound(cost),
        staffing_ok: staffing.holds(cost),
        objective: None,
        violations,
    }
}

/// A bound that a rota names, and what its prices prove.
struct Claim {
    said: Option<i64>,
    proved: Option<Result<i64, Fault>>,
}

impl Claim {
    /// Whether the bound is proved, and not above the cost; nothing where none is named.
    fn holds(&self, cost: i64) -> Option<bool> {
        match (&self.proved, self.said) {
            (None, None) => None,
            (Some(Ok(proved)), Some(said)) => Some(said <= *proved && said <= cost),
            _ => Some(false),
        }
    }

    fn bound(&self, cost: i64) -> Option<i64> {
        self.said.filter(|_| self.holds(cost) == Some(true))
    }

    /// What is wrong, where something is.
    fn fault(&self) -> String {
        match &self.proved {
            Some(Err(fault)) => fault.to_string(),
            _ => "does not prove the bound".to_owned(),
        }
    }
}
