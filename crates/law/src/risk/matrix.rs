//! The 5 by 5 matrix: likelihood times impact, and the bands that follow.

use kernel::time::LondonDay;
use serde::{Deserialize, Serialize};

kernel::codes! {
    /// How likely it is to happen.
    pub enum Likelihood {
        /// 1.
        Rare = "rare",
        /// 2.
        Unlikely = "unlikely",
        /// 3.
        Possible = "possible",
        /// 4.
        Likely = "likely",
        /// 5.
        AlmostCertain = "almost_certain",
    }
}

kernel::codes! {
    /// How bad it would be.
    pub enum Impact {
        /// 1.
        Minor = "minor",
        /// 2.
        Moderate = "moderate",
        /// 3.
        Serious = "serious",
        /// 4.
        Major = "major",
        /// 5.
        Catastrophic = "catastrophic",
    }
}

kernel::codes! {
    /// How high a risk is.
    pub enum Band {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
        /// Very high: no meeting in person unless the head of service signs off.
        VeryHigh = "very_high",
    }
}

impl Likelihood {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rare => "1 Rare",
            Self::Unlikely => "2 Unlikely",
            Self::Possible => "3 Possible",
            Self::Likely => "4 Likely",
            Self::AlmostCertain => "5 Almost certain",
        }
    }

    const fn value(self) -> u8 {
        match self {
            Self::Rare => 1,
            Self::Unlikely => 2,
            Self::Possible => 3,
            Self::Likely => 4,
            Self::AlmostCertain => 5,
        }
    }
}

impl Impact {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Minor => "1 Minor",
            Self::Moderate => "2 Moderate",
            Self::Serious => "3 Serious",
            Self::Major => "4 Major",
            Self::Catastrophic => "5 Catastrophic",
        }
    }

    const fn value(self) -> u8 {
        match self {
            Self::Minor => 1,
            Self::Moderate => 2,
            Self::Serious => 3,
            Self::Major => 4,
            Self::Catastrophic => 5,
        }
    }
}

impl Band {
    /// The words people use for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very high",
        }
    }
}

/// A place on the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// How likely.
    pub likelihood: Likelihood,
    /// How bad.
    pub impact: Impact,
}

impl Score {
    /// Likelihood times impact, 1 to 25.
    pub const fn value(self) -> u8 {
        self.likelihood.value() * self.impact.value()
    }
}

/// Where the bands begin and how often each is reviewed: a setting of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskPolicy {
    /// The lowest score that is medium.
    pub medium_from: u8,
    /// The lowest score that is high.
    pub high_from: u8,
    /// The lowest score that is very high.
    pub very_high_from: u8,
    /// Weeks a low risk stands before its review.
    pub low_weeks: u8,
    /// Weeks a medium risk stands.
    pub medium_weeks: u8,
    /// Weeks a high risk stands. A very high one is reviewed before each session.
    pub high_weeks: u8,
}

impl Default for RiskPolicy {
    fn default() -> Self {
        Self {
            medium_from: 5,
            high_from: 10,
            very_high_from: 15,
            low_weeks: 12,
            medium_weeks: 8,
            high_weeks: 4,
        }
    }
}

impl RiskPolicy {
    /// The band of a score.
    pub const fn band(self, score: Score) -> Band {
        let value = score.value();
        if value >= self.very_high_from {
            Band::VeryHigh
        } else if value >= self.high_from {
            Band::High
        } else if value >= self.medium_from {
            Band::Medium
        } else {
            Band::Low
        }
    }

    /// The last day an assessment of this band may be valid when it begins on `from`. A very high
    /// one is good for that day only: it is reviewed before each session.
    pub fn review_by(self, band: Band, from: LondonDay) -> LondonDay {
        let weeks = match band {
            Band::Low => self.low_weeks,
            Band::Medium => self.medium_weeks,
            Band::High => self.high_weeks,
            Band::VeryHigh => 0,
        };
        from.plus_days(i64::from(weeks) * 7)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let row = |likelihood: Likelihood| -> String {
            let letter = |impact: &Impact| match RiskPolicy::default().band(Score {
                likelihood,
                impact: *impact,
            }) {
                Band::Low => 'l',
                Band::Medium => 'm',
                Band::High => 'h',
                Band::VeryHigh => 'V',
            };
            Impact::ALL.iter().map(letter).collect()
        };
        let rows: Vec<_> = Likelihood::ALL
            .iter()
            .map(|likelihood| row(*likelihood))
            .collect();
        assert_eq!(rows, ["llllm", "llmmh", "lmmhV", "lmhVV", "mhVVV"]);
    }

    #[test]
    fn the_higher_the_sooner_reviewed() {
        let from: LondonDay = "2026-11-24".parse().unwrap();
        let days: Vec<_> = Band::ALL
            .iter()
            .map(|band| from.days_until(RiskPolicy::default().review_by(*band, from)))
            .collect();
        assert_eq!(days, [84, 56, 28, 0]);
    }
}
