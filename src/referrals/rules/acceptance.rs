//! What a plan may not be, and when a referral may be accepted.

use std::collections::BTreeSet;

use kernel::{
    id::PersonId,
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::rule::Refusal;

use super::{Missing, Question, unknown_yet};
use crate::referrals::{PlanDetails, Recording, Referral, ReferralKind};

/// Who may be named in a plan, and whose contact is refused.
#[derive(Debug, Default)]
pub struct PlanPeople {
    /// The relatives of the children, as far as they are recorded.
    pub relatives: BTreeSet<PersonId>,
    /// Refusals of contact with the children.
    pub refusals: BTreeSet<Refusal>,
}

/// Whether a plan may be made with these people.
///
/// # Errors
/// `Invalid` when somebody is no recorded relative of a child; `RuleRefuses` when contact between
/// two of them is refused on its first day, or at present (s.34(6)).
pub fn which_plan(
    plan: &PlanDetails,
    people: &PlanPeople,
    today: LondonDay,
) -> Result<(), Refused> {
    if !plan.visitors.is_subset(&people.relatives) {
        let message = "Choose people who are recorded as family of the children";
        return Err(Refused::field("/visitors", "not-family", message));
    }
    let first = plan.from.max(today);
    let stands_against = |refusal: &Refusal| {
        plan.children.contains(&refusal.child())
            && plan.visitors.contains(&refusal.person())
            && refusal.covers_day(first)
    };
    match people.refusals.iter().find(|one| stands_against(one)) {
        None => Ok(()),
        Some(refusal) => {
            let ends = refusal.ends().map_or_else(String::new, |ends| {
                format!(
                    " It ends on {}: begin the plan after that, or leave the person out.",
                    ends.in_full()
                )
            });
            let words = format!(
                "Contact between two of them is refused as a matter of urgency (section 34(6)).{ends}"
            );
            Err(Refused::because(
                Kind::RuleRefuses,
                Reason::new("contact-refused", words)
                    .decided_by("whoever may lift the refusal, or the court"),
            ))
        }
    }
}

/// Whether a plan, new or changed, is one for this referral: what was never referred, decided on
/// and verified is not planned either.
///
/// # Errors
/// `Invalid` when the plan names somebody the referral does not, or a case in proceedings would
/// not be recorded in full.
pub fn is_of_referral(plan: &PlanDetails, referral: &Referral) -> Result<(), Refused> {
    if !plan.children.is_subset(&referral.children) {
        return Err(Refused::field(
            "/children",
            "not-referred",
            "Choose children of the referral",
        ));
    }
    if !plan.visitors.is_subset(&referral.visitors) {
        return Err(Refused::field(
            "/visitors",
            "not-referred",
            "Choose people of the referral",
        ));
    }
    let in_proceedings = referral.answers.known(Question::Stage) == Some("in_proceedings");
    if in_proceedings && plan.recording != Recording::Full {
        let message = "In proceedings a session is observed and recorded in full";
        return Err(Refused::field("/recording", "in-proceedings", message));
    }
    Ok(())
}

/// Whether enough is known to accept a referral, and whether this plan is one for it.
///
/// # Errors
/// As [`is_of_referral`]; `RuleRefuses` with each answer that is not known and who will supply it,
/// unless it is an emergency.
pub fn may_accept(referral: &Referral, plan: &PlanDetails) -> Result<(), Refused> {
    is_of_referral(plan, referral)?;
    let missing = unknown_yet(&referral.answers);
    if missing.is_empty() || referral.kind == ReferralKind::Emergency {
        return Ok(());
    }
    Err(Refused::Rule {
        kind: Kind::RuleRefuses,
        reasons: missing.into_iter().map(not_known).collect(),
    })
}

/// Whether a new plan takes the place of an earlier one: it does where it is about all of its
/// children. One about other children only goes on.
///
/// # Errors
/// `WrongState` when the earlier one is also about a child that the new one leaves out: nobody
/// decided that this child's family time ends.
pub fn takes_place_of(new: &PlanDetails, earlier: &PlanDetails) -> Result<bool, Refused> {
    if earlier.children.is_disjoint(&new.children) {
        return Ok(false);
    }
    if earlier.children.is_subset(&new.children) {
        return Ok(true);
    }
    let words = "The plan that this one takes the place of is also about another child. Leave these children out of that plan first, or plan for all of them here.";
    Err(Refused::because(
        Kind::WrongState,
        Reason::new("also-about-another", words),
    ))
}

fn not_known((question, who): Missing) -> Reason {
    let who = who.map_or_else(
        || "Nobody is named who will supply it.".to_owned(),
        |who| format!("To be supplied by {}.", who.label()),
    );
    Reason::new(
        "not-known-yet",
        format!("Not known yet: “{}” {who}", question.label()),
    )
}
