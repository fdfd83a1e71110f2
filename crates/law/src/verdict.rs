//! What `judge` answers: findings, each with its words, its weight and who may decide.

use std::collections::BTreeSet;

use kernel::id::{OrderId, PersonId, RuleId};
use kernel::refusal::Reason;
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// How heavy a finding is, heaviest first.
    pub enum Severity {
        /// Nobody in the service may override it; only a new order changes it.
        BlockLaw = "block_law",
        /// A manager may override it, with a written reason and a second approver.
        BlockManager = "block_manager",
        /// It cannot be confirmed until a named person decides.
        Hold = "hold",
        /// The coordinator acknowledges it.
        Warn = "warn",
        /// It does not stop the session; it is a duty with a clock.
        Duty = "duty",
    }
}

kernel::codes! {
    /// Who may decide on a finding.
    pub enum Decider {
        /// The court, by a new order: nobody in the service.
        Court = "court",
        /// The authority's lawyers.
        Legal = "legal",
        /// The head of service.
        HeadOfService = "head_of_service",
        /// The manager of the contact service.
        ServiceManager = "service_manager",
        /// The manager on duty today.
        DutyManager = "duty_manager",
        /// The manager of the social worker's team.
        TeamManager = "team_manager",
        /// The child's social worker.
        SocialWorker = "social_worker",
        /// The coordinator.
        Coordinator = "coordinator",
    }
}

impl Decider {
    /// The words for it in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Court => "only the court, by a new order",
            Self::Legal => "Legal",
            Self::HeadOfService => "the head of service",
            Self::ServiceManager => "the service manager",
            Self::DutyManager => "the duty manager",
            Self::TeamManager => "the team manager",
            Self::SocialWorker => "the social worker",
            Self::Coordinator => "the coordinator",
        }
    }
}

kernel::codes! {
    /// What was found. Stable: it stands in stored verdicts and in problem documents.
    pub enum Code {
        /// A rule bars a person who would be present.
        NoPerson = "order-no-person",
        /// A rule lets only named persons be present.
        OnlyPersons = "order-only-persons",
        /// Two people who must be kept apart would meet.
        KeepApart = "order-keep-apart",
        /// Watched less closely than a rule demands.
        Supervision = "order-supervision",
        /// Longer than a rule allows.
        TooLong = "order-too-long",
        /// Shorter than a rule demands.
        TooShort = "order-too-short",
        /// More often than a rule allows.
        MaxFrequency = "order-max-frequency",
        /// Less often than a rule demands.
        MinFrequency = "order-min-frequency",
        /// Sooner after the session before than a rule allows.
        MinGap = "order-min-gap",
        /// A way of meeting that a rule does not allow.
        Mode = "order-mode",
        /// A place that a rule does not allow.
        Venue = "order-venue",
        /// A condition that nobody has yet put into a rule.
        UnreadCondition = "order-unread-condition",
        /// Rules that cannot all be kept.
        Conflict = "order-conflict",
        /// Two contact orders in force for one pair, neither said to replace the other.
        OverlappingOrders = "order-overlap",
        /// An order that the law has ended.
        OrderEnded = "order-ended",
        /// A rule departed from by agreement, reg 8(4).
        Departure = "order-departure",
        /// Contact is refused in an emergency, s.34(6) or s.27(2).
        UrgentRefusal = "urgent-refusal",
        /// A second emergency refusal soon after the first.
        SerialRefusal = "serial-refusal",
        /// Contact is refused under an order that authorises it, s.34(4).
        Refused = "refused",
        /// An order authorises refusal, which is not in use.
        RefusalAuthorised = "refusal-authorised",
        /// A refusal is recorded without the authority it needs.
        RefusalWithoutAuthority = "refusal-without-authority",
        /// There is no child, or nobody for the child to meet.
        NobodyMeets = "nobody-meets",
        /// No legal status is recorded for the child then.
        StatusUnknown = "status-unknown",
        /// The legal status will have ended by then.
        StatusEnded = "status-ended",
        /// A status unusual for this service.
        StatusUnusual = "status-unusual",
        /// Nothing is recorded about the pair.
        PairUnknown = "pair-unknown",
        /// No accepted plan or order covers the pair.
        NoPlan = "no-plan",
        /// No agreement of those with parental responsibility, s.20.
        NoAgreement = "no-agreement",
        /// The agreement was withdrawn, s.20.
        AgreementWithdrawn = "agreement-withdrawn",
        /// No decision of the agency or s.26 order, after a placement order.
        NoAgencyDecision = "no-agency-decision",
        /// Conditions of bail, remand or licence to be checked.
        CheckConditions = "check-conditions",
        /// No approved risk assessment for the pair.
        RiskMissing = "risk-missing",
        /// The risk assessment is past its review date.
        RiskExpired = "risk-expired",
        /// A very high risk past its review date: nobody continues on its controls.
        RiskToReassess = "risk-to-reassess",
        /// The risk assessment allows no direct contact.
        RiskNoDirect = "risk-no-direct-contact",
        /// Very high risk after controls, not signed off.
        RiskNotSignedOff = "risk-not-signed-off",
        /// No supervisor chosen yet.
        StaffNotChosen = "staff-not-chosen",
        /// Fewer supervisors than the controls ask for.
        RiskStaff = "risk-staff",
        /// Fewer staff on site than the controls ask for.
        RiskStaffOnSite = "risk-staff-on-site",
        /// Watched less closely than the controls ask for.
        RiskSupervision = "risk-supervision",
        /// No supervisor of the gender the controls ask for.
        RiskGender = "risk-gender",
        /// No supervisor with a skill the controls ask for.
        RiskSkill = "risk-skill",
        /// No supervisor the child knows.
        RiskKnownSupervisor = "risk-known-supervisor",
        /// The room lacks a feature the controls ask for.
        RiskRoom = "risk-room",
        /// A place the controls do not allow.
        RiskPlace = "risk-place",
        /// Longer than the controls allow.
        RiskTooLong = "risk-too-long",
    }
}

/// One finding. Findings sort by weight, then code, then the order and rule they come from,
/// so that the same question always gets the same answer in the same sequence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// How heavy it is.
    pub severity: Severity,
    /// What was found.
    pub code: Code,
    /// The order it comes from.
    pub order: Option<OrderId>,
    /// The rule it comes from.
    pub rule: Option<RuleId>,
    /// The persons it is about. The explanation names nobody; who may know a name adds it.
    pub persons: BTreeSet<PersonId>,
    /// In plain words: what is wrong, and what to do.
    pub explanation: String,
    /// The words of the order. They may hold names: only for those who may read the order.
    pub quotes: Vec<String>,
    /// Who may decide.
    pub decider: Decider,
}

impl Finding {
    pub(crate) fn new(
        severity: Severity,
        code: Code,
        decider: Decider,
        explanation: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            order: None,
            rule: None,
            persons: BTreeSet::new(),
            explanation: explanation.into(),
            quotes: Vec::new(),
            decider,
        }
    }

    pub(crate) fn about(mut self, persons: impl IntoIterator<Item = PersonId>) -> Self {
        self.persons.extend(persons);
        self
    }

    /// The finding as a reason to give a person who is refused.
    pub fn as_reason(&self) -> Reason {
        let mut reason = Reason::new(self.code.as_str(), self.explanation.clone());
        if !self.quotes.is_empty() {
            reason = reason.quoting(self.quotes.join(" … "));
        }
        if self.decider != Decider::Court {
            reason = reason.decided_by(self.decider.label());
        }
        reason
    }
}

/// The answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Everything found, heaviest first.
    pub findings: Vec<Finding>,
}

impl Verdict {
    pub(crate) fn of(mut findings: Vec<Finding>) -> Self {
        findings.sort();
        findings.dedup();
        Self { findings }
    }

    /// Whether it may go ahead without anybody's decision: no block and no hold.
    pub fn permits(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.severity > Severity::Hold)
    }

    /// The weight of the heaviest finding.
    pub fn heaviest(&self) -> Option<Severity> {
        self.findings.first().map(|finding| finding.severity)
    }

    /// What stands in the way, as reasons, heaviest first.
    pub fn obstacles(&self) -> Vec<Reason> {
        let standing = self
            .findings
            .iter()
            .filter(|finding| finding.severity <= Severity::Hold);
        standing.map(Finding::as_reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_stable_and_each_is_its_own() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(Code::as_str).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(
            texts
                .iter()
                .all(|text| text.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        );
    }

    #[test]
    fn the_heaviest_stands_first_and_what_only_the_court_decides_names_nobody() {
        let hold = Finding::new(
            Severity::Hold,
            Code::RiskExpired,
            Decider::DutyManager,
            "Out of date.",
        );
        let block = Finding::new(
            Severity::BlockLaw,
            Code::NoPerson,
            Decider::Court,
            "Barred.",
        );
        let duty = Finding::new(
            Severity::Duty,
            Code::MinFrequency,
            Decider::Legal,
            "1 of 2.",
        );
        let verdict = Verdict::of(vec![
            duty.clone(),
            hold.clone(),
            block.clone(),
            hold.clone(),
        ]);
        assert_eq!(verdict.findings, [block, hold, duty.clone()]);
        assert!(!verdict.permits());
        assert_eq!(verdict.heaviest(), Some(Severity::BlockLaw));
        let deciders: Vec<_> = verdict
            .obstacles()
            .into_iter()
            .map(|reason| reason.decided_by)
            .collect();
        assert_eq!(deciders, [None, Some("the duty manager".to_owned())]);
        assert!(Verdict::of(vec![duty]).permits(), "a duty stops nothing");
    }
}
