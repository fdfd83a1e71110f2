//! Which placement follows which, and when one may end.

use kernel::{
    id::HouseholdId,
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};

use crate::people::Placement;

/// How far ahead a move or a new status may be recorded, in days: a next year typed by mistake is
/// farther.
const FARTHEST_AHEAD: i64 = 90;

/// Whether something may be recorded that begins on `from`. `later` is what to do with one that is
/// truly that late.
///
/// # Errors
/// Beside the first day, when it is too far ahead.
pub fn is_near((from, today): (LondonDay, LondonDay), later: &str) -> Result<(), Refused> {
    if today.days_until(from) <= FARTHEST_AHEAD {
        return Ok(());
    }
    let words = format!(
        "{} is more than {FARTHEST_AHEAD} days ahead. Check the year; {later} when it is near.",
        from.in_short()
    );
    Err(Refused::field("/from", "too-far-ahead", words))
}

/// What a new placement does to those before it.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Placing {
    /// The one whose place it takes: it has not begun.
    pub replaces: Option<Placement>,
    /// The one that lasts until the day before it, and that day.
    pub ends: Option<(Placement, LondonDay)>,
}

/// What a placement from `from` on does to `last`, the last two that stand, the later first.
///
/// # Errors
/// When it is too far ahead, would begin before one that has begun or has ended, or goes to the same
/// household.
pub fn place(
    last: &[Placement],
    household: HouseholdId,
    (from, today): (LondonDay, LondonDay),
) -> Result<Placing, Refused> {
    is_near((from, today), "record a later move")?;
    let (coming, before) = match last {
        [coming, before @ ..] if coming.from > today => (Some(coming), before.first()),
        begun => (None, begun.first()),
    };
    let replaces = coming.cloned();
    let Some(before) = before else {
        return Ok(Placing {
            replaces,
            ends: None,
        });
    };
    // Where only the one to come ended it, it goes on until the new one.
    let ended = before
        .until
        .filter(|until| coming.is_none_or(|coming| until.plus_days(1) != coming.from));
    if let Some(ended) = ended {
        follows(ended, from)?;
        return Ok(Placing {
            replaces,
            ends: None,
        });
    }
    if from <= before.from {
        let words = format!(
            "The child has lived at the present placement since {}. Give a later day.",
            before.from.in_short()
        );
        return Err(Refused::field("/from", "before-the-last", words));
    }
    if replaces.is_none() && before.household.id == household {
        let words = "The child already lives with this household.";
        return Err(Refused::because(
            Kind::Exists,
            Reason::new("same-household", words),
        ));
    }
    Ok(Placing {
        replaces,
        ends: Some((before.clone(), from.plus_days(-1))),
    })
}

fn follows(ended: LondonDay, from: LondonDay) -> Result<(), Refused> {
    if from > ended {
        return Ok(());
    }
    let words = format!(
        "The placement before ended on {}. Give a later day.",
        ended.in_short()
    );
    Err(Refused::field("/from", "before-the-last", words))
}

/// Whether the open placement may have ended on that day.
///
/// # Errors
/// When it had not begun, or the day is still to come.
pub fn may_end(open: &Placement, (until, today): (LondonDay, LondonDay)) -> Result<(), Refused> {
    if until < open.from {
        let words = format!(
            "The child has lived there since {}. Give that day or a later one.",
            open.from.in_short()
        );
        return Err(Refused::field("/until", "before-from", words));
    }
    if until > today {
        let words = "Give a day that has come: a placement that will end is ended then";
        return Err(Refused::field("/until", "in-future", words));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::id::{PersonId, PlacementId};

    use super::*;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    /// The first household has the number 1.
    fn lives(household: u128, from: &str, until: Option<&str>) -> Placement {
        Placement {
            id: PlacementId::from_parts(1, household),
            child: PersonId::from_parts(1, 1),
            household: crate::people::Household {
                id: HouseholdId::from_parts(1, household),
                name: "The Ferns".parse().unwrap(),
                version: 1,
            },
            from: day(from),
            until: until.map(day),
        }
    }

    /// Name, the last two, the household and its first day; what it replaces, and until when the one
    /// before lasts.
    type Case<'a> = (
        &'a str,
        &'a [Placement],
        (u128, &'a str),
        Result<(bool, Option<&'a str>), &'a str>,
    );

    fn places_as(cases: &[Case<'_>]) {
        for (name, last, (household, from), expected) in cases {
            let household = HouseholdId::from_parts(1, *household);
            let done = place(last, household, (day(from), day("2026-01-20")));
            match (done, expected) {
                (Ok(done), Ok((replaces, until))) => {
                    assert_eq!(done.replaces.is_some(), *replaces, "{name}");
                    assert_eq!(done.ends.map(|(_, until)| until), until.map(day), "{name}");
                }
                (Err(no), Err(words)) => {
                    assert!(format!("{no:?}").contains(words), "{name}: {no:?}");
                }
                (done, expected) => panic!("{name}: {done:?}, not {expected:?}"),
            }
        }
    }

    #[test]
    fn a_new_placement_ends_the_one_before() {
        let open = [lives(1, "2026-01-10", None)];
        let ended = [lives(1, "2026-01-10", Some("2026-01-15"))];
        places_as(&[
            ("the first", &[], (2, "2026-01-10"), Ok((false, None))),
            ("90 days ahead", &[], (2, "2026-04-20"), Ok((false, None))),
            (
                "a wrong year",
                &[],
                (2, "2027-01-10"),
                Err("more than 90 days ahead"),
            ),
            (
                "a move",
                &open,
                (2, "2026-02-01"),
                Ok((false, Some("2026-01-31"))),
            ),
            (
                "the same day",
                &open,
                (2, "2026-01-10"),
                Err("since 10 Jan 2026"),
            ),
            (
                "the same household",
                &open,
                (1, "2026-02-01"),
                Err("already lives"),
            ),
            ("after an end", &ended, (2, "2026-01-16"), Ok((false, None))),
            (
                "with the end",
                &ended,
                (2, "2026-01-15"),
                Err("ended on 15 Jan 2026"),
            ),
        ]);
    }

    #[test]
    fn a_new_placement_takes_the_place_of_one_to_come() {
        let ended = [lives(1, "2026-01-10", Some("2026-01-15"))];
        let moves = [
            lives(2, "2026-03-01", None),
            lives(1, "2026-01-10", Some("2026-02-28")),
        ];
        let returns = [lives(2, "2026-03-01", None), ended[0].clone()];
        let first = [lives(2, "2026-03-01", None)];
        places_as(&[
            (
                "sooner than one to come",
                &moves,
                (3, "2026-01-21"),
                Ok((true, Some("2026-01-20"))),
            ),
            (
                "later than one to come",
                &moves,
                (3, "2026-03-09"),
                Ok((true, Some("2026-03-08"))),
            ),
            (
                "on the day of one to come",
                &moves,
                (3, "2026-03-01"),
                Ok((true, Some("2026-02-28"))),
            ),
            (
                "instead of moving",
                &moves,
                (1, "2026-03-01"),
                Ok((true, Some("2026-02-28"))),
            ),
            (
                "before what has begun",
                &moves,
                (3, "2026-01-10"),
                Err("since 10 Jan 2026"),
            ),
            ("after a gap", &returns, (3, "2026-01-25"), Ok((true, None))),
            (
                "the first, anew",
                &first,
                (2, "2026-01-02"),
                Ok((true, None)),
            ),
        ]);
    }

    #[test]
    fn a_placement_ends_on_a_day_that_it_had() {
        let open = lives(1, "2026-01-10", None);
        let today = day("2026-01-20");
        for (name, until, fits) in [
            ("its first day", "2026-01-10", true),
            ("today", "2026-01-20", true),
            ("before it began", "2026-01-09", false),
            ("tomorrow", "2026-01-21", false),
        ] {
            assert_eq!(may_end(&open, (day(until), today)).is_ok(), fits, "{name}");
        }
    }
}
