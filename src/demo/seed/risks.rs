//! Risk assessments: written by the social worker, approved by a manager.

use kernel::refusal::Refused;
use law::{
    access::act,
    proposal::Level,
    requirement::RoomFeature,
    risk::{
        Decision, Hazard,
        Impact::{self, Minor, Moderate, Serious},
        Likelihood::{self, Likely, Possible, Rare, Unlikely},
    },
};

use super::{Seed, family::Known, users::Staff};
use crate::risk::{
    commands::{approve, begin, rewrite, submit},
    rules::{AboutFields, ContentFields, ControlFields, ControlKind, HazardFields, latest_review},
};

/// How likely something is, and how bad it would be.
type Weight = (Likelihood, Impact);

/// What could go wrong in a family, and what is done about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worry {
    hazard: Hazard,
    before: Weight,
    after: Weight,
    known: &'static str,
    /// Beside supervision throughout.
    controls: &'static [Done],
}

/// A control as it would be chosen.
#[derive(Debug, Clone, Copy)]
enum Done {
    /// Without anything more to say.
    Plainly(ControlKind),
    /// With minutes.
    Minutes(ControlKind, u16),
    /// A room that offers this.
    Room(RoomFeature),
}

/// Most families: nothing that sight and sound do not answer.
pub(super) const COACHING: Worry = Worry {
    hazard: Hazard::Coaching,
    before: (Possible, Moderate),
    after: (Unlikely, Minor),
    known: "The children have been asked about the proceedings before. Reported by their teacher.",
    controls: &[],
};

/// A parent who is unwell at times.
pub(super) const UNWELL: Worry = Worry {
    hazard: Hazard::MentalHealth,
    before: (Possible, Moderate),
    after: (Unlikely, Moderate),
    known: "Low mood, under the care of the surgery. Sessions have ended early twice.",
    controls: &[],
};

/// A parent who drinks or takes something.
pub(super) const SUBSTANCES: Worry = Worry {
    hazard: Hazard::Substances,
    before: (Likely, Serious),
    after: (Unlikely, Serious),
    known: "Attended once under the influence, in September. Agreed to be asked on arrival.",
    controls: &[Done::Plainly(ControlKind::NoOutings)],
};

/// Parents who must be kept apart.
pub(super) const VIOLENCE: Worry = Worry {
    hazard: Hazard::DomesticAbuse,
    before: (Likely, Serious),
    after: (Unlikely, Serious),
    known: "The police were called to the home in the summer; there is a non-molestation order.",
    controls: &[
        Done::Plainly(ControlKind::NoOutings),
        Done::Minutes(ControlKind::Stagger, 15),
        Done::Room(RoomFeature::PanicAlarm),
    ],
};

/// Somebody who uses a wheelchair.
pub(super) const WHEELCHAIR: Worry = Worry {
    hazard: Hazard::Evacuation,
    before: (Unlikely, Serious),
    after: (Rare, Serious),
    known: "Uses a wheelchair and cannot be carried down stairs in a fire.",
    controls: &[Done::Room(RoomFeature::StepFree)],
};

impl Worry {
    /// What the seed of chance gives a family that is made up.
    pub(super) fn drawn(chance: u32) -> Self {
        match chance {
            0..=54 => COACHING,
            55..=79 => UNWELL,
            80..=93 => SUBSTANCES,
            _ => WHEELCHAIR,
        }
    }

    /// What the room must offer, where that matters.
    pub(super) fn room(&self) -> Option<RoomFeature> {
        self.controls.iter().find_map(|done| match done {
            Done::Room(feature) => Some(*feature),
            _ => None,
        })
    }

    fn typed(&self) -> ContentFields {
        let supervised = ControlFields {
            kind: ControlKind::Supervision.to_string(),
            level: Level::Supervised.to_string(),
            ..ControlFields::default()
        };
        let further = self.controls.iter().map(|done| done.typed());
        ContentFields {
            hazards: vec![HazardFields {
                hazard: self.hazard.to_string(),
                likelihood_before: self.before.0.to_string(),
                impact_before: self.before.1.to_string(),
                likelihood_after: self.after.0.to_string(),
                impact_after: self.after.1.to_string(),
                text: self.known.to_owned(),
            }],
            controls: [supervised].into_iter().chain(further).collect(),
            decision: Decision::Go.to_string(),
            reasons: "With these controls the children are safe and want to see their family."
                .to_owned(),
            ..ContentFields::default()
        }
    }
}

impl Done {
    fn typed(self) -> ControlFields {
        let (kind, minutes, feature) = match self {
            Self::Plainly(kind) => (kind, None, None),
            Self::Minutes(kind, minutes) => (kind, Some(minutes), None),
            Self::Room(feature) => (ControlKind::Room, None, Some(feature)),
        };
        ControlFields {
            kind: kind.to_string(),
            minutes: minutes
                .map(|minutes| minutes.to_string())
                .unwrap_or_default(),
            feature: feature
                .map(|feature| feature.to_string())
                .unwrap_or_default(),
            ..ControlFields::default()
        }
    }
}

/// How long ago the assessments that are in force were written, in days.
const WRITTEN: i64 = 44;
/// So long ago was the one that nobody reviewed in time: a low risk is reviewed after twelve weeks.
const NOT_REVIEWED: i64 = 87;

/// Assesses the time of a family's children with those they see.
pub(super) fn assess(seed: &Seed<'_>, staff: &Staff, known: &Known<'_>) -> Result<(), Refused> {
    let family = known.family;
    let Some(worry) = family.worry else {
        return Ok(());
    };
    let written = if family.not_reviewed {
        NOT_REVIEWED
    } else {
        WRITTEN
    };
    let written = written.min(known.days_ago - 1).max(1);
    seed.at(written, "15:20")?;
    let worker = staff.actor(&family.worker)?;
    let named = |is_child: bool| -> Result<Vec<String>, Refused> {
        let members = family.members.iter();
        let members = members.filter(|member| member.is_child == is_child);
        let concerned = members.filter(|member| is_child || family.sees(member.given));
        concerned
            .map(|member| Ok(known.person(member.given)?.to_string()))
            .collect()
    };
    let about = AboutFields {
        children: named(true)?,
        persons: named(false)?,
    };
    let (children, persons) = about.read()?;
    let begun =
        seed.does::<act::AssessRisk, _>(&worker, |work| begin(work, (&children, &persons)))?;
    let today = seed.clock_day();
    let mut content = worry.typed().read()?;
    content.from = Some(today);
    content.review_by = latest_review(&content, today);
    let at = (begun.id, begun.version);
    let whole = seed.does::<act::AssessRisk, _>(&worker, |work| rewrite(work, at, &content))?;
    let at = (whole.id, whole.version);
    let sent = seed.does::<act::AssessRisk, _>(&worker, |work| submit(work, at, None))?;
    seed.at(written, "16:45")?;
    let manager = staff.manager_of(&family.worker, "ruth.bell")?;
    let at = (sent.id, sent.version);
    seed.does::<act::ApproveRisk, _>(&manager, |work| approve(work, at))?;
    Ok(())
}
