//! Risk: what could go wrong between a child and a family member, how bad it is, and what is done
//! about it.
//!
//! Hazards are scored on a 5 by 5 matrix; controls become [`Requirements`] that staffing, rooms
//! and times must meet. A *missing* assessment blocks; an *expired* one holds, and a manager may
//! continue on its controls for seven days.

mod control;
mod matrix;

use std::collections::BTreeSet;

use kernel::id::{PersonId, UserId};
use kernel::time::LondonDay;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use control::Control;
pub use matrix::{Band, Impact, Likelihood, RiskPolicy, Score};

use crate::requirement::Requirements;

/// The duty manager may continue on the controls of an expired assessment for so many days after
/// the first.
pub const CONTINUATION_DAYS: i64 = 7;

kernel::codes! {
    /// What could go wrong.
    pub enum Hazard {
        /// Violence to the child.
        ViolenceToChild = "violence_to_child",
        /// Violence or threats to staff.
        ViolenceToStaff = "violence_to_staff",
        /// Domestic abuse between adults.
        DomesticAbuse = "domestic_abuse",
        /// Abduction of the child, or absconding.
        Abduction = "abduction",
        /// Sexual risk.
        Sexual = "sexual",
        /// Coaching, passing messages, emotional abuse.
        Coaching = "coaching",
        /// Alcohol or drugs on arrival.
        Substances = "substances",
        /// A crisis of mental health, self-harm.
        MentalHealth = "mental_health",
        /// Weapons.
        Weapons = "weapons",
        /// People who were not invited.
        Uninvited = "uninvited",
        /// Photographs, posts, tracking devices.
        Tracking = "tracking",
        /// The placement's address becoming known.
        AddressDisclosed = "address_disclosed",
        /// The child's own behaviour.
        ChildBehaviour = "child_behaviour",
        /// The child's health: allergy, seizure, feeding.
        ChildHealth = "child_health",
        /// Infection.
        Infection = "infection",
        /// Care tasks done unsafely: feeding, sleep, bath.
        CareTasks = "care_tasks",
        /// A public place: roads, water.
        PublicPlace = "public_place",
        /// Transport.
        Transport = "transport",
        /// Fire, getting out.
        Evacuation = "evacuation",
        /// An allegation against staff.
        Allegation = "allegation",
        /// Working alone.
        LoneWorking = "lone_working",
        /// Animals.
        Animals = "animals",
    }
}

impl Hazard {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ViolenceToChild => "Violence to the child",
            Self::ViolenceToStaff => "Violence or threats to staff",
            Self::DomesticAbuse => "Domestic abuse between adults",
            Self::Abduction => "Abduction of the child, or running away",
            Self::Sexual => "Sexual risk",
            Self::Coaching => "Coaching, passing messages, emotional abuse",
            Self::Substances => "Alcohol or drugs on arrival",
            Self::MentalHealth => "A crisis of mental health, or self-harm",
            Self::Weapons => "Weapons",
            Self::Uninvited => "People who were not invited",
            Self::Tracking => "Photographs, posts online, tracking devices",
            Self::AddressDisclosed => "Where the child lives becoming known",
            Self::ChildBehaviour => "The child’s own behaviour",
            Self::ChildHealth => "The child’s health: allergy, seizure, feeding",
            Self::Infection => "Infection",
            Self::CareTasks => "Feeding, sleep or bath done unsafely",
            Self::PublicPlace => "A public place: roads, water",
            Self::Transport => "The journey",
            Self::Evacuation => "Fire, and getting out",
            Self::Allegation => "An allegation against staff",
            Self::LoneWorking => "Working alone",
            Self::Animals => "Animals",
        }
    }
}

impl Decision {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Go => "They may meet, with the controls",
            Self::NoDirectContact => "No meeting in person; calls and letters as the plan says",
        }
    }
}

kernel::codes! {
    /// What the assessment decides about meeting in person.
    pub enum Decision {
        /// With the controls, yes.
        Go = "go",
        /// No meeting in person; calls and letters as the plan says.
        NoDirectContact = "no_direct_contact",
    }
}

/// A manager's decision to continue for a while on the controls of an expired assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenContinuation", into = "WrittenContinuation")]
pub struct Continuation {
    by: UserId,
    from: LondonDay,
    until: LondonDay,
}

/// A continuation longer than seven days, or backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an expired assessment can be continued for seven days at most")]
pub struct ContinuationTooLong;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenContinuation {
    by: UserId,
    from: LondonDay,
    until: LondonDay,
}

impl Continuation {
    /// A continuation by this manager from one day to another, seven days at most.
    pub fn new(by: UserId, from: LondonDay, until: LondonDay) -> Result<Self, ContinuationTooLong> {
        let days = from.days_until(until);
        if (0..=CONTINUATION_DAYS).contains(&days) {
            Ok(Self { by, from, until })
        } else {
            Err(ContinuationTooLong)
        }
    }

    /// Who decided.
    pub const fn by(self) -> UserId {
        self.by
    }

    /// Whether it carries a session on that day.
    pub fn covers(self, day: LondonDay) -> bool {
        self.from <= day && day <= self.until
    }
}

impl TryFrom<WrittenContinuation> for Continuation {
    type Error = ContinuationTooLong;
    fn try_from(written: WrittenContinuation) -> Result<Self, ContinuationTooLong> {
        Self::new(written.by, written.from, written.until)
    }
}

impl From<Continuation> for WrittenContinuation {
    fn from(continuation: Continuation) -> Self {
        let Continuation { by, from, until } = continuation;
        Self { by, from, until }
    }
}

/// An approved risk assessment, as far as judging a session needs it. Drafts are not put into a
/// standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The children it is about.
    pub children: BTreeSet<PersonId>,
    /// The family members it is about.
    pub persons: BTreeSet<PersonId>,
    /// The first day it is valid.
    pub from: LondonDay,
    /// The last day it is valid.
    pub review_by: LondonDay,
    /// The risk that remains with the controls.
    pub residual: Band,
    /// What it decides.
    pub decision: Decision,
    /// Whether the head of service has signed off a very high residual risk.
    pub signed_off: bool,
    /// The controls, with what the coordinator added to them.
    pub controls: BTreeSet<Control>,
    /// A manager's decision to continue on it after it expired.
    pub continuation: Option<Continuation>,
}

/// Whether an assessment carries a session on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It does.
    Valid,
    /// It is past its review date, and a manager continues on it.
    Continued,
    /// It is past its review date; a manager may continue on it.
    Expired,
    /// It is past its review date, and the continuation has run out too.
    RunOut,
}

impl Assessment {
    /// Whether it is about this pair and has begun.
    pub fn is_about(&self, child: PersonId, person: PersonId, day: LondonDay) -> bool {
        self.children.contains(&child) && self.persons.contains(&person) && self.from <= day
    }

    /// Whether it carries a session on that day.
    pub fn validity_on(&self, day: LondonDay) -> Validity {
        match self.continuation {
            _ if day <= self.review_by => Validity::Valid,
            Some(continuation) if continuation.covers(day) => Validity::Continued,
            Some(_) => Validity::RunOut,
            None => Validity::Expired,
        }
    }

    /// Whether it says that they may meet although a very high risk remains: such a risk is assessed
    /// anew before each session, and nobody continues on its controls.
    pub fn is_never_continued(&self) -> bool {
        self.residual == Band::VeryHigh && self.decision == Decision::Go
    }

    /// What its controls demand together.
    pub fn requirements(&self) -> Requirements {
        self.controls
            .iter()
            .fold(Requirements::default(), |so_far, control| {
                so_far.and(&control.requirements())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use kernel::id::UserId;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    #[test]
    fn a_continuation_lasts_seven_days_at_most() {
        let manager = UserId::from_parts(1, 1);
        for (until, taken) in [
            ("2026-11-24", true),
            ("2026-12-01", true),
            ("2026-12-02", false),
            ("2026-11-23", false),
        ] {
            assert_eq!(
                Continuation::new(manager, day("2026-11-24"), day(until)).is_ok(),
                taken,
                "{until}"
            );
        }
        let stored = format!(r#"{{"by":"{manager}","from":"2026-11-24","until":"2026-12-09"}}"#);
        assert!(serde_json::from_str::<Continuation>(&stored).is_err());
    }

    #[test]
    fn an_expired_assessment_holds_until_a_manager_continues() {
        let mut assessment = Cast::new().assessment();
        assessment.review_by = day("2026-11-20");
        assert_eq!(assessment.validity_on(day("2026-11-20")), Validity::Valid);
        assert_eq!(assessment.validity_on(day("2026-11-24")), Validity::Expired);
        let week = Continuation::new(
            UserId::from_parts(1, 1),
            day("2026-11-24"),
            day("2026-12-01"),
        )
        .unwrap();
        assessment.continuation = Some(week);
        assert_eq!(
            assessment.validity_on(day("2026-12-01")),
            Validity::Continued
        );
        assert_eq!(assessment.validity_on(day("2026-12-02")), Validity::RunOut);
    }

    #[test]
    fn controls_add_up() {
        let mut assessment = Cast::new().assessment();
        assessment.controls = [
            Control::TwoSupervisors,
            Control::MaxLength { minutes: 60 },
            Control::Stagger { minutes: 20 },
        ]
        .into();
        let together = assessment.requirements();
        assert_eq!(
            (
                together.staff_min,
                together.max_minutes,
                together.stagger_minutes
            ),
            (2, Some(60), 20)
        );
        for control in &assessment.controls {
            assert!(together.is_at_least(&control.requirements()));
        }
    }
}
