//! Legal status as typed, and which status follows which.

use kernel::{
    fields::Reading,
    refusal::{Kind, Reason, Refused},
    time::LondonDay,
};
use law::status::{LegalStatus, StatusPeriod};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{orders::RecordedStatus, people::rules::is_near};

/// A legal status as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct StatusFields {
    /// The code of the status, as in the return on looked-after children: `C1`.
    #[validate(length(max = 2, message = "Choose one of the list."))]
    #[schema(max_length = 2)]
    pub status: String,
    /// From this day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
}

impl StatusFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(LegalStatus, LondonDay), Refused> {
        let mut reading = Reading::of(self);
        let status: Option<LegalStatus> = reading.code("/status", "legal status", &self.status);
        if status.is_some_and(|status| !status.may_be_referred()) {
            reading.fault(
                "/status",
                "no-longer-made",
                "A freeing order can no longer be made. Choose what has taken its place",
            );
        }
        let from = reading.day("/from", "the day it began", &self.from);
        reading.finish(status.zip(from))
    }
}

/// What a new status does to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Following {
    /// The one whose place it takes: it has not begun.
    pub replaces: Option<StatusPeriod>,
    /// The one that it ends as it begins.
    pub ends: Option<StatusPeriod>,
}

/// What a new status, from a day on, does to those before. Each follows the one before without a
/// gap, so that on every day since the first there is exactly one; a day typed wrong is put right
/// while it is still to come.
///
/// # Errors
/// When the new one is too far ahead, would begin before or with the last one that has begun, leave a
/// gap after it, or is the same.
pub fn follow(
    history: &[RecordedStatus],
    status: LegalStatus,
    (from, today): (LondonDay, LondonDay),
) -> Result<Following, Refused> {
    is_near((from, today), "record a later change")?;
    let periods = history.iter().map(|one| one.period);
    let (coming, begun): (Vec<StatusPeriod>, Vec<StatusPeriod>) =
        periods.partition(|period| period.from.london_day() > today);
    let replaces = coming.into_iter().max_by_key(|period| period.from);
    let Some(mut last) = begun.into_iter().max_by_key(|period| period.from) else {
        return Ok(Following {
            replaces,
            ends: None,
        });
    };
    // Where only the one to come ended it, it goes on until the new one.
    if replaces.is_some_and(|coming| last.until == Some(coming.from)) {
        last.until = None;
    }
    fits(last, from)?;
    if replaces.is_none() && last.until.is_none() && last.status == status {
        return Err(Refused::because(
            Kind::Exists,
            Reason::new("same-status", "This is the child's legal status already."),
        ));
    }
    let ends = last.until.is_none().then_some(last);
    Ok(Following { replaces, ends })
}

/// Whether a status from a day on leaves no gap after `last` and does not overlap it.
fn fits(last: StatusPeriod, from: LondonDay) -> Result<(), Refused> {
    let begins = from.begins();
    let since = last.from.london_day().in_short();
    if begins <= last.from || last.until.is_some_and(|until| begins < until) {
        return Err(Refused::field(
            "/from",
            "before-the-last",
            format!(
                "The present status began on {since}. Give a later day; history is kept as it is"
            ),
        ));
    }
    if last.until.is_some_and(|until| until < begins) {
        return Err(Refused::field(
            "/from",
            "gap",
            "There would be days without a legal status. Give the day on which the last one ended",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::{Mark, rules::tests::user};

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    fn recorded(status: LegalStatus, from: &str, until: Option<&str>) -> RecordedStatus {
        RecordedStatus {
            period: StatusPeriod {
                status,
                from: day(from).begins(),
                until: until.map(|until| day(until).begins()),
            },
            recorded: Mark {
                by: user(1),
                at: day(from).begins(),
            },
        }
    }

    /// Name, history, the new status and its first day; whether it takes the place of one, and ends one.
    type Case<'a> = (
        &'a str,
        &'a [RecordedStatus],
        LegalStatus,
        &'a str,
        Result<(bool, bool), ()>,
    );

    fn follows_as(cases: &[Case<'_>]) {
        for (name, history, status, from, expected) in cases {
            let done = follow(history, *status, (day(from), day("2026-11-01")));
            let done = done.map(|done| (done.replaces.is_some(), done.ends.is_some()));
            assert_eq!(done.map_err(|_told| ()), *expected, "{name}");
        }
    }

    #[test]
    fn statuses_follow_one_another_without_gap_or_overlap() {
        use LegalStatus::{Accommodated as V2, CareOrder as C2, InterimCareOrder as C1};
        let open = vec![
            recorded(V2, "2026-09-01", Some("2026-10-01")),
            recorded(C1, "2026-10-01", None),
        ];
        let ended = vec![recorded(V2, "2026-09-01", Some("2026-10-01"))];
        follows_as(&[
            ("the first", &[], C1, "2026-10-01", Ok((false, false))),
            ("the next day", &open, C2, "2026-10-02", Ok((false, true))),
            ("the same day", &open, C2, "2026-10-01", Err(())),
            ("into the past", &open, C2, "2026-09-15", Err(())),
            ("the same again", &open, C1, "2026-11-01", Err(())),
            ("90 days ahead", &open, C2, "2027-01-30", Ok((false, true))),
            ("a wrong year", &open, C2, "2027-11-01", Err(())),
            (
                "after an end, at once",
                &ended,
                C1,
                "2026-10-01",
                Ok((false, false)),
            ),
            (
                "after an end, with a gap",
                &ended,
                C1,
                "2026-10-02",
                Err(()),
            ),
            ("into one that ended", &ended, C1, "2026-09-30", Err(())),
        ]);
    }

    #[test]
    fn a_status_takes_the_place_of_one_to_come() {
        use LegalStatus::{Accommodated as V2, CareOrder as C2, InterimCareOrder as C1};
        let coming = vec![
            recorded(C1, "2026-10-01", Some("2026-12-01")),
            recorded(C2, "2026-12-01", None),
        ];
        let first = vec![recorded(C2, "2026-12-01", None)];
        follows_as(&[
            (
                "sooner than one to come",
                &coming,
                C2,
                "2026-10-20",
                Ok((true, true)),
            ),
            (
                "on the day of one to come",
                &coming,
                V2,
                "2026-12-01",
                Ok((true, true)),
            ),
            (
                "later than one to come",
                &coming,
                C2,
                "2026-12-24",
                Ok((true, true)),
            ),
            (
                "as if none came",
                &coming,
                C1,
                "2026-12-01",
                Ok((true, true)),
            ),
            ("before what has begun", &coming, C2, "2026-10-01", Err(())),
            (
                "the first, anew",
                &first,
                C2,
                "2026-10-20",
                Ok((true, false)),
            ),
        ]);
    }

    #[test]
    fn a_freeing_order_is_recorded_no_more() {
        for (code, fits) in [("C1", true), ("D1", false), ("c1", false), ("", false)] {
            let fields = StatusFields {
                status: code.into(),
                from: "2026-11-24".into(),
            };
            assert_eq!(fields.read().is_ok(), fits, "{code:?}");
        }
    }
}
