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

use crate::orders::RecordedStatus;

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
        let mut reading = Reading::new();
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

/// The status that a new one ends on its first day. Each follows the one before without a gap,
/// so that on every day since the first there is exactly one.
///
/// # Errors
/// When the new one would begin before or with the last one, leave a gap after it, or is the same.
pub fn which_ends(
    history: &[RecordedStatus],
    status: LegalStatus,
    from: LondonDay,
) -> Result<Option<StatusPeriod>, Refused> {
    let Some(last) = history
        .iter()
        .map(|one| one.period)
        .max_by_key(|period| period.from)
    else {
        return Ok(None);
    };
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
    if last.until.is_none() && last.status == status {
        return Err(Refused::because(
            Kind::Exists,
            Reason::new("same-status", "This is the child's legal status already."),
        ));
    }
    Ok(last.until.is_none().then_some(last))
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

    /// Name, history, the new status and its first day; whether it ends one.
    type Case<'a> = (
        &'a str,
        &'a [RecordedStatus],
        LegalStatus,
        &'a str,
        Result<bool, ()>,
    );

    #[test]
    fn statuses_follow_one_another_without_gap_or_overlap() {
        use LegalStatus::{Accommodated as V2, CareOrder as C2, InterimCareOrder as C1};
        let open = vec![
            recorded(V2, "2026-09-01", Some("2026-10-01")),
            recorded(C1, "2026-10-01", None),
        ];
        let ended = vec![recorded(V2, "2026-09-01", Some("2026-10-01"))];
        let cases: &[Case<'_>] = &[
            ("the first", &[], C1, "2026-10-01", Ok(false)),
            ("the next day", &open, C2, "2026-10-02", Ok(true)),
            ("the same day", &open, C2, "2026-10-01", Err(())),
            ("into the past", &open, C2, "2026-09-15", Err(())),
            ("the same again", &open, C1, "2026-11-01", Err(())),
            (
                "after one that ended, at once",
                &ended,
                C1,
                "2026-10-01",
                Ok(false),
            ),
            (
                "after one that ended, with a gap",
                &ended,
                C1,
                "2026-10-02",
                Err(()),
            ),
            ("into one that ended", &ended, C1, "2026-09-30", Err(())),
        ];
        for (name, history, status, from, expected) in cases {
            let ends = which_ends(history, *status, day(from));
            let ends = ends.map(|ends| ends.is_some()).map_err(|_told| ());
            assert_eq!(ends, *expected, "{name}");
        }
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
