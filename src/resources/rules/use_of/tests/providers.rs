//! Outside services.

use kernel::id::ProviderId;

use super::{super::*, codes, day};
use crate::resources::{Agreement, ProviderDetails};

fn taxi_firm() -> Provider {
    Provider {
        address: None,
        id: ProviderId::from_parts(1, 1),
        details: ProviderDetails {
            name: "Swift Cars".parse().unwrap(),
            kind: ProviderKind::TaxiFirm,
            insured_until: Some(day("2026-11-24")),
            dbs_until: Some(day("2026-11-24")),
            agreement: Some(Agreement {
                reference: "ISA 12".parse().unwrap(),
                from: day("2026-11-24"),
                until: day("2026-11-24"),
            }),
            at_once: None,
            in_use: true,
        },
        version: 1,
    }
}

type ProviderCase = (
    &'static str,
    fn(&mut ProviderDetails),
    &'static [&'static str],
);

const PROVIDERS: &[ProviderCase] = &[
    ("on the last day of everything", |_| (), &[]),
    (
        "insurance that ended yesterday",
        |firm| firm.insured_until = Some(day("2026-11-23")),
        &["insurance-lapsed"],
    ),
    (
        "a taxi firm without insurance",
        |firm| firm.insured_until = None,
        &["insurance-lapsed"],
    ),
    (
        "an interpreter service without insurance",
        |firm| {
            firm.kind = ProviderKind::InterpreterService;
            firm.insured_until = None;
        },
        &[],
    ),
    (
        "checks that ended yesterday",
        |firm| firm.dbs_until = Some(day("2026-11-23")),
        &["provider-dbs-lapsed"],
    ),
    (
        "no checks",
        |firm| firm.dbs_until = None,
        &["provider-dbs-lapsed"],
    ),
    (
        "no agreement",
        |firm| firm.agreement = None,
        &["no-sharing-agreement"],
    ),
    (
        "an agreement from tomorrow",
        |firm| firm.agreement.as_mut().unwrap().from = day("2026-11-25"),
        &["no-sharing-agreement"],
    ),
    (
        "an agreement until yesterday",
        |firm| firm.agreement.as_mut().unwrap().until = day("2026-11-23"),
        &["no-sharing-agreement"],
    ),
    (
        "used no more",
        |firm| firm.in_use = false,
        &["provider-not-in-use"],
    ),
];

#[test]
fn what_stands_against_an_outside_service() {
    for (name, change, found) in PROVIDERS {
        let mut firm = taxi_firm();
        change(&mut firm.details);
        assert_eq!(
            codes(&may_provide(&firm, day("2026-11-24"))),
            *found,
            "{name}"
        );
    }
}
