use kernel::{
    id::{PersonKind, ReferralKind as ReferralIdKind, UserKind},
    refusal::Kind,
};
use law::rule::Refusal;

use super::*;
use crate::referrals::{
    ReferralKind,
    rules::{Answers, PlanPeople, State, may_accept, which_plan},
};

fn id<K: kernel::id::Kind>(number: u128) -> kernel::id::Id<K> {
    kernel::id::Id::from_parts(1, number)
}

fn plan() -> PlanFields {
    PlanFields {
        children: vec![id::<PersonKind>(1).to_string()],
        visitors: vec![id::<PersonKind>(2).to_string()],
        times: "2".into(),
        per: "week".into(),
        minutes: "90".into(),
        mode: "direct".into(),
        level: "U3".into(),
        place: "centre".into(),
        bringing: "carer".into(),
        returning: "carer".into(),
        recording: "full".into(),
        from: "2026-11-30".into(),
        review_by: "2027-02-28".into(),
        basis: "order".into(),
        agreed: "no".into(),
        ..PlanFields::default()
    }
}

fn day(text: &str) -> LondonDay {
    text.parse().unwrap()
}

type Change = fn(&mut PlanFields);

const AS_TYPED: &[(&str, Change, &[&str])] = &[
    ("as it should be", |_| (), &[]),
    ("nobody comes", |plan| plan.visitors.clear(), &["/visitors"]),
    (
        "the child visits itself",
        |plan| plan.visitors.clone_from(&plan.children),
        &["/visitors"],
    ),
    ("never", |plan| plan.times = "0".into(), &["/times"]),
    (
        "an odd length",
        |plan| plan.minutes = "91".into(),
        &["/minutes"],
    ),
    (
        "too long",
        |plan| plan.minutes = "485".into(),
        &["/minutes"],
    ),
    (
        "reviewed on the first day",
        |plan| plan.review_by = "2026-11-30".into(),
        &["/review_by"],
    ),
    (
        "reviewed a day too late",
        |plan| plan.review_by = "2027-03-01".into(),
        &["/review_by"],
    ),
    (
        "over before it begins",
        |plan| plan.until = "2026-11-29".into(),
        &["/until"],
    ),
    (
        "on its last day the youngest is grown up",
        |plan| plan.until = "2044-11-30".into(),
        &[],
    ),
    (
        "over when nobody is a child any more",
        |plan| plan.until = "2044-12-01".into(),
        &["/until"],
    ),
    (
        "never over",
        |plan| plan.until = "9999-12-31".into(),
        &["/until"],
    ),
    (
        "in person in no place",
        |plan| plan.place = "remote".into(),
        &["/place"],
    ),
    (
        "by video in a centre",
        |plan| plan.mode = "video".into(),
        &["/place"],
    ),
    (
        "nothing chosen",
        |plan| {
            plan.basis.clear();
            plan.level.clear();
        },
        &["/level", "/basis"],
    ),
];

#[test]
fn plans_as_typed() {
    for (name, change, wrong) in AS_TYPED {
        let mut fields = plan();
        change(&mut fields);
        let found: Vec<String> = match fields.read() {
            Ok(_) => Vec::new(),
            Err(Refused::Invalid(errors)) => errors.into_iter().map(|one| one.pointer).collect(),
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(found, *wrong, "{name}");
    }
}

#[test]
fn a_plan_that_is_there_comes_back_from_its_form() {
    let details = plan().read().unwrap();
    assert_eq!(PlanFields::of(&details).read().unwrap(), details);
}

/// Who is refused, and until when.
#[test]
fn a_refusal_in_force_stands_against_a_plan() {
    let details = plan().read().unwrap();
    let (child, mother, father) = (
        id::<PersonKind>(1),
        id::<PersonKind>(2),
        id::<PersonKind>(3),
    );
    let refused = |person, from: &str, until: &str| {
        Refusal::urgent(child, person, from.parse().unwrap(), until.parse().unwrap()).unwrap()
    };
    let relatives = BTreeSet::from([mother, father]);
    for (name, refusal, stands) in [
        (
            "the mother, on the first day",
            refused(mother, "2026-11-24T10:00:00Z", "2026-11-30T10:00:00Z"),
            true,
        ),
        (
            "the mother, until the day before",
            refused(mother, "2026-11-23T10:00:00Z", "2026-11-29T10:00:00Z"),
            false,
        ),
        (
            "somebody else",
            refused(father, "2026-11-24T10:00:00Z", "2026-11-30T10:00:00Z"),
            false,
        ),
    ] {
        let people = PlanPeople {
            relatives: relatives.clone(),
            refusals: [refusal].into(),
        };
        let may = which_plan(&details, &people, day("2026-11-24"));
        assert_eq!(may.is_err(), stands, "{name}");
    }
    let strangers = PlanPeople::default();
    assert_eq!(
        which_plan(&details, &strangers, day("2026-11-24"))
            .unwrap_err()
            .kind(),
        Kind::Invalid
    );
}

fn referral(kind: ReferralKind, answers: Answers) -> Referral {
    Referral {
        id: id::<ReferralIdKind>(1),
        number: None,
        kind,
        state: State::Draft,
        children: [id::<PersonKind>(1)].into(),
        visitors: [id::<PersonKind>(2)].into(),
        answers,
        social_worker: id::<UserKind>(1),
        renews: None,
        touched: "2026-11-24T10:00:00Z".parse().unwrap(),
        warned: None,
        version: 1,
    }
}

#[test]
fn what_is_not_known_keeps_a_referral_from_acceptance_unless_it_is_an_emergency() {
    let details = plan().read().unwrap();
    let known: serde_json::Value = Question::ALL
        .iter()
        .map(|one| (one.to_string(), serde_json::json!({ "known": "x" })))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let all: Answers = serde_json::from_value(known.clone()).unwrap();
    let mut but_one = known;
    but_one["health"] = serde_json::json!({ "not_known": "carer" });
    let but_health: Answers = serde_json::from_value(but_one).unwrap();
    assert!(may_accept(&referral(ReferralKind::New, all), &details).is_ok());
    let refused =
        may_accept(&referral(ReferralKind::New, but_health.clone()), &details).unwrap_err();
    let Refused::Rule { reasons, .. } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(reasons.len(), 1);
    assert!(
        reasons[0]
            .explanation
            .ends_with("To be supplied by the carer."),
        "{reasons:?}"
    );
    assert!(may_accept(&referral(ReferralKind::Emergency, but_health), &details).is_ok());
}
