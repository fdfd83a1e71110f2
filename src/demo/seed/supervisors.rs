//! Supervisors with their hours, skills and absences.

use kernel::{id::SupervisorId, refusal::Refused};
use law::{
    access::{Actor, act},
    requirement::{
        Gender::{self, Man, Woman},
        Skill::{self, Driving, Epilepsy, MovingAndHandling, PhysicalIntervention, SevereAllergy},
    },
};

use super::{Seed, resources::FITTED_OUT, users::Staff};
use crate::resources::{
    AbsenceKind, DayName, DbsOutcome,
    commands::{add_supervisor, record_absence},
    rules::{AbsenceFields, HoursFields, SkillFields, SpanFields, SupervisorFields, WeekFields},
};

/// When somebody works: days from Monday, from, to.
type Pattern = &'static [(DayName, &'static str, &'static str)];

use DayName::{Fri, Mon, Sat, Thu, Tue, Wed};

/// Five days of the week, the long hours of the centre.
const WEEKDAYS: Pattern = &[
    (Mon, "08:30", "18:45"),
    (Tue, "08:30", "18:45"),
    (Wed, "08:30", "18:45"),
    (Thu, "08:30", "18:45"),
    (Fri, "08:30", "18:45"),
];
/// Late days and the Saturday.
const TO_SATURDAY: Pattern = &[
    (Tue, "10:00", "19:30"),
    (Wed, "10:00", "19:30"),
    (Thu, "10:00", "19:30"),
    (Fri, "10:00", "19:30"),
    (Sat, "09:00", "16:30"),
];
/// Four days.
const FOUR_DAYS: Pattern = &[
    (Mon, "09:00", "19:00"),
    (Tue, "09:00", "19:00"),
    (Wed, "09:00", "19:00"),
    (Thu, "09:00", "19:00"),
];
/// Three days with the Saturday.
const THREE_DAYS: Pattern = &[
    (Thu, "09:00", "19:00"),
    (Fri, "09:00", "19:00"),
    (Sat, "09:00", "16:30"),
];

/// What is known of somebody of the cast.
struct Known {
    key: &'static str,
    contract: &'static str,
    pattern: Pattern,
    gender: Gender,
    skills: &'static [Skill],
    languages: &'static str,
}

const fn known(
    key: &'static str,
    (contract, pattern): (&'static str, Pattern),
    gender: Gender,
    skills: &'static [Skill],
    languages: &'static str,
) -> Known {
    Known {
        key,
        contract,
        pattern,
        gender,
        skills,
        languages,
    }
}

const FULL: (&str, Pattern) = ("37", WEEKDAYS);
const FULL_LATE: (&str, Pattern) = ("37", TO_SATURDAY);
const THIRTY: (&str, Pattern) = ("30", FOUR_DAYS);
const HALF: (&str, Pattern) = ("22.5", THREE_DAYS);
const CASUAL: (&str, Pattern) = ("0", TO_SATURDAY);

/// The thirteen. Beyond them, in a county, the same again in turn.
const CAST: &[Known] = &[
    known("milo.lane", FULL, Man, &[Driving, SevereAllergy], ""),
    known("rosa.osei", FULL, Woman, &[Driving, MovingAndHandling], ""),
    known("gwen.hughes", FULL, Woman, &[Driving, Epilepsy], "Welsh"),
    known(
        "imran.sheikh",
        FULL_LATE,
        Man,
        &[Driving, PhysicalIntervention],
        "Urdu",
    ),
    known("lucy.tran", FULL, Woman, &[SevereAllergy], ""),
    known(
        "seun.bello",
        FULL_LATE,
        Man,
        &[Driving, PhysicalIntervention],
        "",
    ),
    known("marta.nowak", FULL, Woman, &[MovingAndHandling], "Polish"),
    known("ben.archer", THIRTY, Man, &[Driving], ""),
    known(
        "farah.aziz",
        THIRTY,
        Woman,
        &[SevereAllergy],
        "Arabic, Urdu",
    ),
    known("neil.cooper", FULL_LATE, Man, &[Driving, Epilepsy], ""),
    known("judith.lamb", HALF, Woman, &[MovingAndHandling], ""),
    known("carl.whitby", HALF, Man, &[Driving], ""),
    known("yvonne.grant", CASUAL, Woman, &[], ""),
];

/// Adds them all, with who is away.
pub(super) fn add(seed: &mut Seed<'_>, staff: &Staff) -> Result<(), Refused> {
    let (manager, coordinator) = (staff.actor("ruth.bell")?, staff.actor("asha.kaur")?);
    let everybody = staff.supervisors();
    for ((key, name, user), known) in everybody.iter().zip(CAST.iter().cycle()) {
        let fields = SupervisorFields {
            name: name.clone(),
            user: user.to_string(),
            ..typed(seed, known, key)
        };
        let (details, phone) = fields.read(seed.clock_day())?;
        let added = seed.does::<act::KeepSupervisors, _>(&manager, |work| {
            add_supervisor(work, &details, phone.as_ref())
        })?;
        for away in AWAY.iter().filter(|away| away.key == key) {
            is_away(seed, &coordinator, added.id, away)?;
            seed.days_ago(FITTED_OUT)?;
        }
    }
    Ok(())
}

/// What would be typed of somebody like `known`.
fn typed(seed: &mut Seed<'_>, known: &Known, key: &str) -> SupervisorFields {
    let today = seed.opens.london_day();
    let first_aid = SkillFields {
        skill: Skill::FirstAid.to_string(),
        until: today.plus_days(seed.dice.between(40, 900)).to_string(),
    };
    let skills = known.skills.iter().map(|skill| SkillFields {
        skill: skill.to_string(),
        until: String::new(),
    });
    let days = known.pattern.iter().map(|(day, from, to)| {
        let hours = HoursFields {
            from: (*from).to_owned(),
            to: (*to).to_owned(),
        };
        (*day, hours)
    });
    let of_the_cast = known.key == key;
    SupervisorFields {
        contract_hours: known.contract.to_owned(),
        hours: WeekFields {
            days: days.collect(),
        },
        skills: skills.chain([first_aid]).collect(),
        dbs_checked_on: today
            .plus_days(-seed.dice.between(FITTED_OUT + 2, 900))
            .to_string(),
        dbs_outcome: DbsOutcome::Clear.to_string(),
        languages: if of_the_cast { known.languages } else { "" }.to_owned(),
        gender: known.gender.to_string(),
        phone: format!("07700 900{:03}", seed.dice.below(1000)),
        in_use: true,
        ..SupervisorFields::default()
    }
}

/// When somebody is away: recorded so many days before the demo opens; first and last day counted
/// from that day.
struct Away {
    key: &'static str,
    kind: AbsenceKind,
    recorded: i64,
    days: (i64, i64),
}

/// Nobody is away this morning: the first call comes at half past eight.
const AWAY: &[Away] = &[
    Away {
        key: "gwen.hughes",
        kind: AbsenceKind::Leave,
        recorded: 48,
        days: (-29, -25),
    },
    Away {
        key: "neil.cooper",
        kind: AbsenceKind::Sickness,
        recorded: 12,
        days: (-12, -11),
    },
    Away {
        key: "lucy.tran",
        kind: AbsenceKind::Training,
        recorded: 20,
        days: (2, 2),
    },
    Away {
        key: "ben.archer",
        kind: AbsenceKind::Leave,
        recorded: 33,
        days: (6, 10),
    },
];

fn is_away(
    seed: &Seed<'_>,
    coordinator: &Actor,
    supervisor: SupervisorId,
    away: &Away,
) -> Result<(), Refused> {
    seed.at(away.recorded, "08:35")?;
    let day = |days: i64| seed.opens.london_day().plus_days(days).to_string();
    let fields = AbsenceFields {
        kind: away.kind.to_string(),
        span: SpanFields {
            from_day: day(away.days.0),
            to_day: day(away.days.1),
            ..SpanFields::default()
        },
    };
    let (kind, span) = fields.read()?;
    seed.does::<act::RecordAbsence, _>(coordinator, |work| {
        record_absence(work, supervisor, kind, span)
    })?;
    Ok(())
}
