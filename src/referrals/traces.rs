//! What the audit keeps of referrals and plans: ids, codes, names of sections. Never an answer, a
//! question or a name.

use std::collections::BTreeSet;

use kernel::{
    fact::{Fact, Stream},
    id::{Id, Kind, PersonId, PlanId, ReferralId, UserId},
};
use serde_json::json;

use super::{Deed, Plan, Referral, rules::Topic};

/// The stream of the one child where exactly one is concerned, else the record's own.
fn on<K: Kind>(children: &BTreeSet<PersonId>, id: Id<K>) -> Fact {
    let mut each = children.iter();
    let stream = match (each.next(), each.next()) {
        (Some(child), None) => Stream::of(*child),
        _ => Stream::of(id),
    };
    Fact::on(stream)
}

fn about(one: &Referral) -> Fact {
    on(&one.children, one.id).subjects(one.persons())
}

fn about_plan(plan: &Plan) -> Fact {
    on(&plan.details.children, plan.id).subjects(plan.details.persons())
}

pub(super) fn begun(one: &Referral) -> Fact {
    about(one).details(json!({ "referral_begun": one.id, "kind": one.kind, "renews": one.renews }))
}

pub(super) fn copied(one: &Referral, from: ReferralId) -> Fact {
    about(one).details(json!({ "referral_begun": one.id, "copied_from": from }))
}

pub(super) fn answered(one: &Referral, topic: Topic) -> Fact {
    about(one).details(json!({ "referral": one.id, "answered": topic, "version": one.version }))
}

pub(super) fn done(one: &Referral, deed: Deed) -> Fact {
    about(one).details(json!({ "referral": one.id, "done": deed }))
}

pub(super) fn accepted(one: &Referral, plan: PlanId) -> Fact {
    about(one).details(
        json!({ "referral": one.id, "done": Deed::Accepted, "plan": plan,
        "call_due": one.state.call_due().map(|due| due.to_string()) }),
    )
}

pub(super) fn plan_changed(plan: &Plan, what: &str, reason: &str) -> Fact {
    about_plan(plan)
        .reason(reason)
        .details(json!({ "plan": plan.id, "done": what, "version": plan.version }))
}

pub(super) fn seen(one: &Referral, what: &str) -> Fact {
    about(one).details(json!({ "seen": what, "referral": one.id }))
}

pub(super) fn plan_seen(plan: &Plan, what: &str) -> Fact {
    about_plan(plan).details(json!({ "seen": what, "plan": plan.id }))
}

pub(super) fn seen_of(child: PersonId, shown: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::about_person(child)
        .subjects(shown)
        .details(json!({ "seen": "plans and referrals" }))
}

/// A list is kept in the reader's own stream, with everyone on it.
pub(super) fn listed(reader: UserId, persons: impl IntoIterator<Item = PersonId>) -> Fact {
    Fact::on(Stream::of(reader))
        .subjects(persons)
        .details(json!({ "seen": "list" }))
}

pub(super) fn draft_kept(id: ReferralId, what: &str) -> Fact {
    Fact::about(id).details(json!({ "draft": id, "done": what }))
}
