//! What goes out when a week is published, and what stays behind.

use std::collections::BTreeSet;

use kernel::{
    id::SessionId,
    refusal::{FieldError, Refused},
    time::Instant,
};
use law::session::Stage;
use sha2::{Digest, Sha256};

use super::difference::{Difference, difference};
use crate::rota::{Concern, Life, Obstacle, Print, Reading};

/// What becomes of a session when its week is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It goes out, since it differs from what people know.
    Goes(Difference),
    /// It stays behind until somebody decides.
    Held(Vec<Obstacle>),
    /// People know it as it is.
    Known,
    /// There is nothing to tell: it is going on, over, or was off before anybody knew of it.
    Nothing,
}

impl Fate {
    /// Its name, stable.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Goes(_) => "goes",
            Self::Held(_) => "held",
            Self::Known => "known",
            Self::Nothing => "nothing",
        }
    }
}

/// A session on the eve of publishing.
#[derive(Debug)]
pub struct Question<'a> {
    /// Where it stands.
    pub stage: &'a Stage,
    /// What people were last told.
    pub told: Option<(Life, &'a Print)>,
    /// What it is.
    pub print: &'a Print,
    /// What stands in its way, heaviest first.
    pub obstacles: Vec<Obstacle>,
    /// When.
    pub now: Instant,
}

/// What becomes of it.
pub fn fate(question: Question<'_>) -> Fate {
    let Question {
        stage,
        told,
        print,
        obstacles,
        now,
    } = question;
    let untold = matches!(stage, Stage::Planned(_));
    let differs = || difference(told, (Life::of(stage), print), untold);
    match stage {
        Stage::Proposed(_) => Fate::Held(if obstacles.is_empty() {
            vec![not_arranged()]
        } else {
            obstacles
        }),
        Stage::Planned(_) | Stage::Published(_) | Stage::Confirmed(_) => match differs() {
            None => Fate::Known,
            Some(_) if !obstacles.is_empty() => Fate::Held(obstacles),
            Some(_) if print.slot.starts() <= now => Fate::Held(vec![too_late()]),
            Some(difference) => Fate::Goes(difference),
        },
        Stage::Suspended(_) | Stage::Cancelled(_) | Stage::Void(_) => {
            differs().map_or(Fate::Nothing, Fate::Goes)
        }
        _ => Fate::Nothing,
    }
}

fn not_arranged() -> Obstacle {
    let words = "It has no room and no supervisor yet.";
    Obstacle::new("not-arranged", words, "the coordinator")
}

fn too_late() -> Obstacle {
    let words = "It should have begun already. Move it, or record why it was not held.";
    Obstacle::new("begun-already", words, "the coordinator")
}

/// A number for what a person sees before they publish: it differs as soon as anything that would
/// go out or stay behind does.
pub fn fingerprint<'a>(
    version: i64,
    sessions: impl IntoIterator<Item = (SessionId, i64, &'a Fate)>,
    concerns: &BTreeSet<Concern>,
) -> i64 {
    let mut digest = Sha256::new();
    digest.update(version.to_be_bytes());
    for (id, version, fate) in sessions {
        digest.update(format!("{id} {version} {}\n", fate.name()));
    }
    for concern in concerns {
        digest.update(format!("{concern}\n"));
    }
    let head = digest
        .finalize()
        .iter()
        .take(7)
        .fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    head.saturating_add(1)
}

/// Whether a reason tells somebody else something: at least two words. An x to get past the question
/// tells nobody why a family goes without.
fn is_in_words(reason: &str) -> bool {
    let letters = |word: &&str| word.chars().filter(|one| one.is_alphabetic()).count() > 1;
    reason.split_whitespace().filter(letters).count() > 1
}

/// Each family that needs one was read by a person who said in words why the week goes out
/// nevertheless.
///
/// # Errors
/// Beside each family that was not.
pub fn read_before(concerns: &BTreeSet<Concern>, readings: &[Reading]) -> Result<(), Refused> {
    let read: BTreeSet<Concern> = readings.iter().map(|reading| reading.concern).collect();
    let unread = concerns.difference(&read).map(|concern| {
        let words =
            "Read what is missing for this family, and say why the week goes out nevertheless";
        FieldError::new(format!("/reason-{concern}"), "blank", words)
    });
    let stray = read.difference(concerns).map(|concern| {
        let words = "This family is not among those to read about. Open the page again";
        FieldError::new(format!("/reason-{concern}"), "not-found", words)
    });
    let wordless = readings
        .iter()
        .filter(|one| concerns.contains(&one.concern));
    let wordless = wordless.filter(|one| !is_in_words(one.reason.as_str()));
    let wordless = wordless.map(|one| {
        let words =
            "Say in a few words why the week goes out nevertheless: it is kept and read later";
        FieldError::new(format!("/reason-{}", one.concern), "no-words", words)
    });
    let errors: Vec<FieldError> = unread.chain(stray).chain(wordless).collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refused::Invalid(errors))
    }
}

#[cfg(test)]
mod tests {
    use kernel::{
        id::{PersonId, PlanId, RotaId, RuleId},
        time::Slot,
    };
    use law::{
        proposal::{Level, Mode, PlaceKind},
        session::{Event, NotHeld, step},
    };

    use super::*;

    fn slot() -> Slot {
        let (from, to) = ("10:00".parse().unwrap(), "11:30".parse().unwrap());
        Slot::new("2026-12-01".parse().unwrap(), from, to).unwrap()
    }

    fn print() -> Print {
        Print {
            slot: slot(),
            children: BTreeSet::from([PersonId::from_parts(1, 1)]),
            visitors: BTreeSet::new(),
            mode: Mode::Direct,
            level: Level::Supervised,
            place: PlaceKind::Centre,
            venue: None,
            room: None,
            supervisors: BTreeSet::new(),
            taxi: None,
            interpreter: None,
        }
    }

    fn after(events: &[Event]) -> Stage {
        let proposed = Stage::Proposed(law::session::Booking { slot: slot() });
        let at = "2026-11-26T12:00:00Z".parse().unwrap();
        events
            .iter()
            .fold(proposed, |stage, event| step(stage, *event, at).unwrap().0)
    }

    fn becomes(stage: &Stage, told: bool, held: bool, now: &str) -> &'static str {
        let print = print();
        let obstacles = if held {
            vec![Obstacle::new(
                "risk-expired",
                "Out of date.",
                "the duty manager",
            )]
        } else {
            vec![]
        };
        let told = told.then_some((Life::Coming, &print));
        let now = now.parse().unwrap();
        fate(Question {
            stage,
            told,
            print: &print,
            obstacles,
            now,
        })
        .name()
    }

    const THURSDAY: &str = "2026-11-26T13:00:00Z";
    const OFF: Event = Event::Cancel {
        reason: NotHeld::StaffSickness,
    };

    fn publish() -> Event {
        Event::Publish {
            rota: RotaId::from_parts(1, 1),
            version: 1,
        }
    }

    #[test]
    fn one_by_one() {
        let (nothing, planned): (&[Event], &[Event]) = (&[], &[Event::Plan]);
        for (case, events, held, now, expected) in [
            ("no place yet", nothing, false, THURSDAY, "held"),
            ("planned", planned, false, THURSDAY, "goes"),
            ("planned, in question", planned, true, THURSDAY, "held"),
            (
                "planned, too late",
                planned,
                false,
                "2026-12-01T10:00:00Z",
                "held",
            ),
        ] {
            assert_eq!(
                becomes(&after(events), false, held, now),
                expected,
                "{case}"
            );
        }
    }

    #[test]
    fn what_people_know_already() {
        let publish = publish();
        let known: &[Event] = &[Event::Plan, publish];
        for (case, events, told, expected) in [
            ("as it is", known, true, "known"),
            (
                "off before anybody knew",
                &[Event::Plan, OFF],
                false,
                "nothing",
            ),
            ("off since", &[Event::Plan, publish, OFF], true, "goes"),
            (
                "refused since",
                &[Event::Plan, publish, Event::Suspend],
                true,
                "goes",
            ),
        ] {
            // What stands against it is decided on its own page; it is not told a second time.
            assert_eq!(
                becomes(&after(events), told, true, THURSDAY),
                expected,
                "{case}"
            );
        }
    }

    #[test]
    fn what_was_seen_is_what_goes_out() {
        let (one, two) = (SessionId::from_parts(1, 1), SessionId::from_parts(1, 2));
        let (goes, held) = (Fate::Goes(Difference::New), Fate::Held(vec![]));
        let none = BTreeSet::new();
        let seen = fingerprint(3, [(one, 1, &goes), (two, 4, &held)], &none);
        assert!(seen > 0);
        assert_eq!(
            seen,
            fingerprint(3, [(one, 1, &goes), (two, 4, &held)], &none)
        );
        let concern = BTreeSet::from([Concern::ShortOfPlan {
            plan: PlanId::from_parts(1, 1),
        }]);
        for other in [
            fingerprint(4, [(one, 1, &goes), (two, 4, &held)], &none),
            fingerprint(3, [(one, 2, &goes), (two, 4, &held)], &none),
            fingerprint(3, [(one, 1, &goes), (two, 4, &goes)], &none),
            fingerprint(3, [(one, 1, &goes)], &none),
            fingerprint(3, [(one, 1, &goes), (two, 4, &held)], &concern),
        ] {
            assert_ne!(seen, other);
        }
    }

    #[test]
    fn every_family_left_behind_is_read_about() {
        let child = PersonId::from_parts(1, 1);
        let below = Concern::BelowMinimum {
            child,
            rule: RuleId::from_parts(1, 2),
        };
        let unplaced = Concern::ShortOfPlan {
            plan: PlanId::from_parts(1, 3),
        };
        let read = |concern| Reading {
            concern,
            reason: "No room until Thursday.".parse().unwrap(),
        };
        let both = BTreeSet::from([below, unplaced]);
        assert!(read_before(&both, &[read(below), read(unplaced)]).is_ok());
        let Err(Refused::Invalid(errors)) = read_before(&both, &[read(below)]) else {
            panic!("one was not read")
        };
        assert_eq!(errors.len(), 1);
        assert!(
            errors
                .iter()
                .all(|error| error.pointer == format!("/reason-{unplaced}"))
        );
        assert!(
            read_before(&BTreeSet::new(), &[read(below)]).is_err(),
            "of another week"
        );
    }

    #[test]
    fn a_reason_tells_somebody_else_something() {
        for (reason, tells) in [
            ("x", false),
            ("x y", false),
            ("- . -", false),
            ("Sick", false),
            ("Mum ill", true),
            ("No room until Thursday.", true),
            ("Šárka je nemocná", true),
        ] {
            assert_eq!(is_in_words(reason), tells, "{reason}");
            let below = Concern::ShortOfPlan {
                plan: PlanId::from_parts(1, 3),
            };
            let reading = Reading {
                concern: below,
                reason: reason.parse().unwrap(),
            };
            let read = read_before(&BTreeSet::from([below]), &[reading]);
            assert_eq!(read.is_ok(), tells, "{reason}");
        }
    }
}
