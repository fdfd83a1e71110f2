//! Supervisors.

use kernel::id::{AbsenceId, SupervisorId};

use super::{super::*, day, every_day, slot};
use crate::resources::{AbsenceKind, Dbs, SupervisorDetails};

fn rosa() -> Supervisor {
    Supervisor {
        id: SupervisorId::from_parts(1, 1),
        details: SupervisorDetails {
            user: None,
            name: "Rosa Marsh".parse().unwrap(),
            contract_minutes: 37 * 60,
            opted_out: false,
            hours: every_day("08:00", "22:00"),
            skills: [
                (Skill::FirstAid, Some(day("2026-11-24"))),
                (Skill::Driving, None),
            ]
            .into(),
            dbs: Some(Dbs {
                checked_on: day("2025-01-10"),
                outcome: DbsOutcome::Clear,
            }),
            languages: BTreeSet::new(),
            gender: None,
            in_use: true,
        },
        version: 1,
    }
}

fn sick(from: &str, until: &str) -> Absence {
    Absence {
        id: AbsenceId::from_parts(1, 1),
        supervisor: SupervisorId::from_parts(1, 1),
        kind: AbsenceKind::Sickness,
        span: Span {
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
        },
    }
}

/// What a case changes from a Tuesday morning of somebody who may work.
struct Day {
    supervisor: Supervisor,
    slot: Slot,
    absences: Vec<Absence>,
    other_work: Vec<Slot>,
}

type WorkCase = (
    &'static str,
    fn(&mut Day),
    &'static [(&'static str, Option<&'static str>)],
);

const WORK: &[WorkCase] = &[
    ("as it should be", |_| (), &[]),
    (
        "outside their hours: the coordinator may ask them",
        |day| day.slot = slot("2026-11-24 07:30 09:00"),
        &[("outside-working-hours", Some("Coordinator"))],
    ),
    (
        "sick that morning",
        |day| day.absences = vec![sick("2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z")],
        &[("supervisor-away", None)],
    ),
    (
        "well again as the session begins",
        |day| day.absences = vec![sick("2026-11-23T08:00:00Z", "2026-11-24T10:00:00Z")],
        &[],
    ),
    (
        "somebody else is sick",
        |day| {
            let mut absence = sick("2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z");
            absence.supervisor = SupervisorId::from_parts(1, 2);
            day.absences = vec![absence];
        },
        &[],
    ),
    (
        "no check",
        |day| day.supervisor.details.dbs = None,
        &[("dbs-missing", None)],
    ),
    (
        "a check that is exactly three years old",
        |day| day.checked("2023-11-24", DbsOutcome::Clear),
        &[],
    ),
    (
        "a check that is a day older holds: the manager decides",
        |day| day.checked("2023-11-23", DbsOutcome::Accepted),
        &[("dbs-lapsed", Some("Service manager"))],
    ),
    (
        "a check that went against them",
        |day| day.checked("2026-11-01", DbsOutcome::Refused),
        &[("dbs-refused", None)],
    ),
    (
        "a check that comes later",
        |day| day.checked("2026-11-25", DbsOutcome::Clear),
        &[("dbs-missing", None)],
    ),
    (
        "somebody who has left",
        |day| day.supervisor.details.in_use = false,
        &[("supervisor-not-in-use", None)],
    ),
    (
        "late last night",
        |day| day.other_work = vec![slot("2026-11-23 18:00 23:30")],
        &[("daily-rest", None)],
    ),
    (
        "ten hours already",
        |day| {
            day.other_work = vec![
                slot("2026-11-24 08:00 10:00"),
                slot("2026-11-24 12:00 16:00"),
                slot("2026-11-24 16:30 20:00"),
            ];
        },
        &[("long-day", Some("Service manager"))],
    ),
    (
        "a long day, but another one",
        |day| {
            day.other_work = vec![
                slot("2026-11-26 08:00 13:00"),
                slot("2026-11-26 13:30 20:00"),
            ];
        },
        &[],
    ),
];

impl Day {
    fn checked(&mut self, on: &str, outcome: DbsOutcome) {
        self.supervisor.details.dbs = Some(Dbs {
            checked_on: day(on),
            outcome,
        });
    }
}

#[test]
fn what_stands_against_work() {
    for (name, change, found) in WORK {
        let mut day = Day {
            supervisor: rosa(),
            slot: slot("2026-11-24 10:00 11:30"),
            absences: Vec::new(),
            other_work: Vec::new(),
        };
        change(&mut day);
        let reasons = may_work(&Shift {
            supervisor: &day.supervisor,
            slot: day.slot,
            absences: &day.absences,
            other_work: &day.other_work,
        });
        let reasons: Vec<_> = reasons
            .iter()
            .map(|reason| (reason.code, reason.decided_by.as_deref()))
            .collect();
        assert_eq!(reasons, *found, "{name}");
    }
}

#[test]
fn why_somebody_is_away_is_not_told_to_whoever_books() {
    let (supervisor, absences) = (
        rosa(),
        [sick("2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z")],
    );
    let reasons = may_work(&Shift {
        supervisor: &supervisor,
        slot: slot("2026-11-24 10:00 11:30"),
        absences: &absences,
        other_work: &[],
    });
    assert!(
        reasons
            .iter()
            .all(|reason| !reason.explanation.to_lowercase().contains("sick"))
    );
}

#[test]
fn a_skill_holds_through_its_last_day() {
    let rosa = rosa();
    let both: BTreeSet<Skill> = [Skill::FirstAid, Skill::Driving].into();
    assert_eq!(skills_on(&rosa, day("2026-11-24")), both);
    assert_eq!(skills_on(&rosa, day("2026-11-25")), [Skill::Driving].into());
    let member = staff_member(&rosa, day("2026-11-25"), true);
    assert_eq!(member.skills, [Skill::Driving].into());
    assert!(member.known_to_child);
}
