//! Legal status: which law governs a child's contact on a day.
//!
//! The codes are those of the statutory return on looked-after children (SSDA903). No order is
//! not permission: each status stands in a [`Regime`], and the regime gives the default that
//! `judge` starts from.

use kernel::time::Instant;
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// The legal status of a looked-after child, by its SSDA903 code. Never shown bare: see
    /// [`LegalStatus::label`].
    pub enum LegalStatus {
        /// Interim care order, Children Act 1989 s.38; a "care order" for s.34 (s.31(11)).
        InterimCareOrder = "C1",
        /// Full care order, s.31.
        CareOrder = "C2",
        /// Freeing order of the old adoption law; accepted on import only.
        FreeingOrder = "D1",
        /// Placement order, Adoption and Children Act 2002 s.21.
        PlacementOrder = "E1",
        /// Single period of accommodation by agreement, s.20.
        Accommodated = "V2",
        /// Agreed series of short breaks, each episode recorded.
        ShortBreaksByEpisode = "V3",
        /// Agreed series of short breaks, the agreement recorded.
        ShortBreaksByAgreement = "V4",
        /// Police protection in accommodation of the authority, s.46.
        PoliceProtection = "L1",
        /// Emergency protection order, s.44.
        EmergencyProtection = "L2",
        /// Child assessment order with accommodation, s.43.
        ChildAssessment = "L3",
        /// Remanded to the authority or to youth detention accommodation.
        Remand = "J1",
        /// In accommodation of the authority under the Police and Criminal Evidence Act 1984.
        PoliceCustody = "J2",
        /// Youth rehabilitation order with residence or intensive fostering.
        YouthRehabilitation = "J3",
    }
}

kernel::codes! {
    /// The law that governs contact under a status.
    pub enum Regime {
        /// Children Act 1989 s.34: the authority must allow reasonable contact with the persons
        /// of s.34(1), the court decides disputes, refusal needs s.34(4) or s.34(6).
        Care = "care",
        /// Children Act 1989 s.20 and Schedule 2 para 15: parents keep their full say;
        /// arrangements are agreed.
        Agreement = "agreement",
        /// Children Act 1989 s.44(13): reasonable contact, subject to the court's directions.
        EmergencyProtection = "emergency_protection",
        /// Children Act 1989 s.46(10): such contact as is reasonable and in the child's best
        /// interests.
        PoliceProtection = "police_protection",
        /// Children Act 1989 s.43: what the directions of the order say.
        Assessment = "assessment",
        /// Adoption and Children Act 2002 ss.26-27: s.34 and s.8 provision has ended; the agency
        /// or a s.26 order decides.
        Placement = "placement",
        /// Remand, police custody or a youth order: bail, remand or licence conditions come first.
        Detention = "detention",
        /// Law that is no longer made: Legal decides.
        Historic = "historic",
    }
}

impl LegalStatus {
    /// The law that governs contact under this status.
    pub const fn regime(self) -> Regime {
        match self {
            Self::InterimCareOrder | Self::CareOrder => Regime::Care,
            Self::FreeingOrder => Regime::Historic,
            Self::PlacementOrder => Regime::Placement,
            Self::Accommodated | Self::ShortBreaksByEpisode | Self::ShortBreaksByAgreement => {
                Regime::Agreement
            }
            Self::PoliceProtection => Regime::PoliceProtection,
            Self::EmergencyProtection => Regime::EmergencyProtection,
            Self::ChildAssessment => Regime::Assessment,
            Self::Remand | Self::PoliceCustody | Self::YouthRehabilitation => Regime::Detention,
        }
    }

    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InterimCareOrder => "Interim care order",
            Self::CareOrder => "Care order",
            Self::FreeingOrder => "Freeing order (old law)",
            Self::PlacementOrder => "Placement order",
            Self::Accommodated => "Accommodated by agreement (section 20)",
            Self::ShortBreaksByEpisode => "Short breaks, each recorded",
            Self::ShortBreaksByAgreement => "Short breaks under one agreement",
            Self::PoliceProtection => "Police protection",
            Self::EmergencyProtection => "Emergency protection order",
            Self::ChildAssessment => "Child assessment order",
            Self::Remand => "Remanded to care or youth detention",
            Self::PoliceCustody => "In local authority accommodation from police custody",
            Self::YouthRehabilitation => "Youth rehabilitation order with residence or fostering",
        }
    }

    /// Whether a new referral may state it. A freeing order can no longer be made.
    pub const fn may_be_referred(self) -> bool {
        !matches!(self, Self::FreeingOrder)
    }

    /// Whether it is unusual for a contact service, so that the coordinator is asked to look twice.
    pub const fn is_unusual_here(self) -> bool {
        matches!(
            self,
            Self::ShortBreaksByEpisode | Self::ShortBreaksByAgreement
        )
    }

    /// The longest it can last, in hours: police protection 72 (s.46(6)), an emergency protection
    /// order 8 days and one extension of 7 (s.45), a child assessment order 7 days (s.43(5)).
    /// None where the law sets no such end.
    pub const fn longest_hours(self) -> Option<u16> {
        match self {
            Self::PoliceProtection => Some(72),
            Self::EmergencyProtection => Some((8 + 7) * 24),
            Self::ChildAssessment => Some(7 * 24),
            _ => None,
        }
    }
}

impl Regime {
    /// Where the law stands.
    pub const fn law(self) -> &'static str {
        match self {
            Self::Care => "Children Act 1989 s.34",
            Self::Agreement => "Children Act 1989 s.20 and Sch 2 para 15",
            Self::EmergencyProtection => "Children Act 1989 s.44(13)",
            Self::PoliceProtection => "Children Act 1989 s.46(10)",
            Self::Assessment => "Children Act 1989 s.43",
            Self::Placement => "Adoption and Children Act 2002 ss.26-27",
            Self::Detention => "conditions of bail, remand or licence",
            Self::Historic => "Adoption Act 1976",
        }
    }
}

/// A status over a span of time. Police protection ends at an hour, so the span is kept in moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusPeriod {
    /// The status.
    pub status: LegalStatus,
    /// When it began.
    pub from: Instant,
    /// When it ended or will end; open where the end is an event without a date.
    pub until: Option<Instant>,
}

impl StatusPeriod {
    /// Whether the status is recorded as current at this moment.
    pub fn covers(self, moment: Instant) -> bool {
        self.from <= moment && self.until.is_none_or(|until| moment < until)
    }

    /// The moment after which it cannot lawfully be current: its recorded end or the longest the
    /// law allows.
    pub fn latest_end(self) -> Option<Instant> {
        let longest = self
            .status
            .longest_hours()
            .map(|hours| self.from.plus_minutes(i64::from(hours) * 60));
        match (self.until, longest) {
            (Some(until), Some(longest)) => Some(until.min(longest)),
            (until, longest) => until.or(longest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_a_bare_code_and_each_is_its_own() {
        let labels: std::collections::BTreeSet<_> = LegalStatus::ALL
            .iter()
            .map(|status| status.label())
            .collect();
        assert_eq!(labels.len(), 13);
        for status in LegalStatus::ALL {
            assert!(
                status.label().len() >= 10 && !status.label().contains(status.as_str()),
                "{status}"
            );
        }
    }

    #[test]
    fn each_status_stands_in_its_regime() {
        for (code, regime) in [
            ("C1", Regime::Care),
            ("C2", Regime::Care),
            ("D1", Regime::Historic),
            ("E1", Regime::Placement),
            ("V2", Regime::Agreement),
            ("V3", Regime::Agreement),
            ("V4", Regime::Agreement),
            ("L1", Regime::PoliceProtection),
            ("L2", Regime::EmergencyProtection),
            ("L3", Regime::Assessment),
            ("J1", Regime::Detention),
            ("J2", Regime::Detention),
            ("J3", Regime::Detention),
        ] {
            assert_eq!(
                code.parse::<LegalStatus>().unwrap().regime(),
                regime,
                "{code}"
            );
        }
    }

    #[test]
    fn short_statuses_end_when_the_law_says_even_if_nobody_recorded_it() {
        let from: Instant = "2026-11-20T18:00:00Z".parse().unwrap();
        let police = StatusPeriod {
            status: LegalStatus::PoliceProtection,
            from,
            until: None,
        };
        assert_eq!(
            police.latest_end(),
            Some("2026-11-23T18:00:00Z".parse().unwrap())
        );
        let recorded = StatusPeriod {
            until: Some(from.plus_minutes(60)),
            ..police
        };
        assert_eq!(recorded.latest_end(), Some(from.plus_minutes(60)));
        let too_late = StatusPeriod {
            until: Some(from.plus_minutes(73 * 60)),
            ..police
        };
        assert_eq!(too_late.latest_end(), police.latest_end());
        let care = StatusPeriod {
            status: LegalStatus::CareOrder,
            ..police
        };
        assert_eq!(care.latest_end(), None);
        assert!(recorded.covers(from) && !recorded.covers(from.plus_minutes(60)));
    }
}
