//! Legal clocks: what is due when, and where that stands in the law.
//!
//! Working days are Monday to Friday less bank holidays. A limit in working or calendar days runs
//! to the end of its last day in London; a limit in hours, and the seven days of an emergency
//! refusal, run to the minute.

use kernel::time::{Instant, WorkingDays};

kernel::codes! {
    /// A limit of time that a duty must be done in, or a power ends with.
    pub enum Deadline {
        /// An emergency refusal ends.
        UrgentRefusalEnds = "urgent_refusal_ends",
        /// Before an emergency refusal ends: apply for authority to refuse, or resume contact.
        UrgentRefusalDecide = "urgent_refusal_decide",
        /// Written notice of an emergency refusal to the child, parents, others and the reviewing
        /// officer.
        RefusalNotice = "refusal_notice",
        /// Written notice of a departure from an order by agreement.
        DepartureNotice = "departure_notice",
        /// Written notice that arrangements not under an order were varied or suspended.
        VariationNotice = "variation_notice",
        /// Police protection ends.
        PoliceProtectionEnds = "police_protection_ends",
        /// An emergency protection order ends, without extension.
        EmergencyProtectionEnds = "emergency_protection_ends",
        /// A child assessment order ends.
        ChildAssessmentEnds = "child_assessment_ends",
        /// The telephone call that verifies an emergency referral.
        VerificationCall = "verification_call",
        /// A second person's check of an order's rules.
        OrderCheck = "order_check",
        /// Notice of a serious personal-data breach to the regulator.
        BreachNotice = "breach_notice",
        /// The answer to a person's request for their data.
        SubjectAccess = "subject_access",
        /// The acknowledgement of a data-protection complaint.
        DataComplaint = "data_complaint",
        /// A session's record is written up and signed.
        RecordSigned = "record_signed",
        /// A session's record is shared with the family.
        RecordShared = "record_shared",
    }
}

/// How long a limit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// So many hours, to the minute.
    Hours(u16),
    /// So many days, to the same time in London and never more than 24 hours for each.
    StatutoryDays(u16),
    /// To the end of the day so many days later.
    Days(u16),
    /// To the end of the so-many-th working day; 0: the same day if it is one, else the next.
    WorkingDays(u16),
    /// To the end of the corresponding day so many months later.
    Months(u16),
}

impl Deadline {
    const fn length(self) -> Length {
        match self {
            Self::UrgentRefusalEnds | Self::ChildAssessmentEnds => Length::StatutoryDays(7),
            Self::UrgentRefusalDecide => Length::StatutoryDays(5),
            Self::RefusalNotice | Self::VariationNotice => Length::WorkingDays(0),
            Self::DepartureNotice => Length::WorkingDays(5),
            Self::PoliceProtectionEnds | Self::BreachNotice => Length::Hours(72),
            Self::EmergencyProtectionEnds => Length::StatutoryDays(8),
            Self::RecordSigned => Length::Hours(24),
            Self::VerificationCall | Self::OrderCheck => Length::WorkingDays(1),
            Self::SubjectAccess => Length::Months(1),
            Self::DataComplaint => Length::Days(30),
            Self::RecordShared => Length::Months(3),
        }
    }

    /// Where it stands in the law; the service's own limits say so.
    pub const fn law(self) -> &'static str {
        match self {
            Self::UrgentRefusalEnds | Self::UrgentRefusalDecide => "Children Act 1989 s.34(6)",
            Self::RefusalNotice => "Care Planning Regulations 2010 reg 8(2)",
            Self::DepartureNotice => "Care Planning Regulations 2010 reg 8(4)",
            Self::VariationNotice => "Care Planning Regulations 2010 reg 8(5)",
            Self::PoliceProtectionEnds => "Children Act 1989 s.46(6)",
            Self::EmergencyProtectionEnds => "Children Act 1989 s.45(1)",
            Self::ChildAssessmentEnds => "Children Act 1989 s.43(5)",
            Self::VerificationCall | Self::OrderCheck | Self::RecordSigned | Self::RecordShared => {
                "the service's own rule"
            }
            Self::BreachNotice => "UK GDPR art. 33",
            Self::SubjectAccess => "UK GDPR art. 12(3)",
            Self::DataComplaint => "Data (Use and Access) Act 2025 s.103",
        }
    }

    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UrgentRefusalEnds => "The emergency refusal ends",
            Self::UrgentRefusalDecide => "Apply for authority to refuse, or resume contact",
            Self::RefusalNotice => "Give written notice of the refusal",
            Self::DepartureNotice => "Give written notice of the departure from the order",
            Self::VariationNotice => "Give written notice that the arrangements changed",
            Self::PoliceProtectionEnds => "Police protection ends",
            Self::EmergencyProtectionEnds => "The emergency protection order ends",
            Self::ChildAssessmentEnds => "The child assessment order ends",
            Self::VerificationCall => "Make the verification call",
            Self::OrderCheck => "Check the rules of the order",
            Self::BreachNotice => "Tell the regulator of the breach",
            Self::SubjectAccess => "Answer the request for personal data",
            Self::DataComplaint => "Acknowledge the data-protection complaint",
            Self::RecordSigned => "Sign the record",
            Self::RecordShared => "Share the record",
        }
    }

    /// The moment it is due, when it began to run at `from`.
    pub fn due(self, from: Instant, working: WorkingDays<'_>) -> Instant {
        let day = from.london_day();
        match self.length() {
            Length::Hours(hours) => from.plus_minutes(i64::from(hours) * 60),
            Length::StatutoryDays(days) => from.statutory_days_later(days),
            Length::Days(days) => day.plus_days(i64::from(days)).is_over(),
            Length::WorkingDays(0) if working.is_working(day) => day.is_over(),
            Length::WorkingDays(days) => working.add(day, days.max(1)).is_over(),
            Length::Months(months) => day.plus_months(months).is_over(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::BankHolidays;

    fn judged(rows: &[(Deadline, &str, &str)]) {
        let holidays = BankHolidays::of_england();
        for (deadline, from, due) in rows {
            let found = deadline.due(from.parse().unwrap(), WorkingDays::new(&holidays));
            assert_eq!(found, due.parse().unwrap(), "{deadline} from {from}");
        }
    }

    const FRIDAY: &str = "2026-11-20T17:00:00Z";

    /// Acceptance scenario 5: entered on Friday, the task falls on Wednesday; and both changes of
    /// the clocks.
    #[test]
    fn powers_end_to_the_minute() {
        use Deadline as D;
        judged(&[
            (D::UrgentRefusalEnds, FRIDAY, "2026-11-27T17:00:00Z"),
            (D::UrgentRefusalDecide, FRIDAY, "2026-11-25T17:00:00Z"),
            (
                D::UrgentRefusalEnds,
                "2026-10-23T16:00:00Z",
                "2026-10-30T16:00:00Z",
            ),
            (
                D::UrgentRefusalEnds,
                "2026-03-27T17:00:00Z",
                "2026-04-03T16:00:00Z",
            ),
            (D::PoliceProtectionEnds, FRIDAY, "2026-11-23T17:00:00Z"),
            (D::EmergencyProtectionEnds, FRIDAY, "2026-11-28T17:00:00Z"),
            (D::ChildAssessmentEnds, FRIDAY, "2026-11-27T17:00:00Z"),
            (D::BreachNotice, FRIDAY, "2026-11-23T17:00:00Z"),
        ]);
    }

    /// Acceptance scenario 19: five working days over a weekend and a bank holiday Monday.
    #[test]
    fn duties_run_to_the_end_of_a_day() {
        use Deadline as D;
        judged(&[
            (D::RefusalNotice, FRIDAY, "2026-11-21T00:00:00Z"),
            (
                D::RefusalNotice,
                "2026-11-21T10:00:00Z",
                "2026-11-24T00:00:00Z",
            ),
            (
                D::DepartureNotice,
                "2026-05-22T10:00:00Z",
                "2026-06-01T23:00:00Z",
            ),
            (D::VerificationCall, FRIDAY, "2026-11-24T00:00:00Z"),
            (
                D::OrderCheck,
                "2026-12-24T10:00:00Z",
                "2026-12-30T00:00:00Z",
            ),
            (
                D::SubjectAccess,
                "2026-01-31T10:00:00Z",
                "2026-03-01T00:00:00Z",
            ),
            (D::DataComplaint, FRIDAY, "2026-12-21T00:00:00Z"),
            (
                D::RecordSigned,
                "2026-11-24T16:02:00Z",
                "2026-11-25T16:02:00Z",
            ),
            (
                D::RecordShared,
                "2026-11-24T16:02:00Z",
                "2027-02-25T00:00:00Z",
            ),
        ]);
    }

    #[test]
    fn every_limit_has_its_law_and_its_words() {
        let labels: std::collections::BTreeSet<_> = Deadline::ALL
            .iter()
            .map(|deadline| deadline.label())
            .collect();
        assert_eq!(labels.len(), Deadline::ALL.len());
        assert!(
            Deadline::ALL
                .iter()
                .all(|deadline| !deadline.law().is_empty())
        );
    }
}
