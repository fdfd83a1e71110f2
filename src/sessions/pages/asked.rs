//! What a form that books a session begins with: its plan, and where one was missing.

use kernel::{
    id::PlanId,
    refusal::Refused,
    time::{LondonDay, Week},
};
use serde::Deserialize;
use validator::Validate;

use crate::sessions::{Occurrence, queries::Choices, rules::occurrence};

/// Which plan a new session is of, and where it was missing: on the board, the day and the time of a
/// standing slot without a session, or the week.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct PlanQuery {
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    plan: String,
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    day: String,
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    from: String,
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    week: String,
}

/// What was asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) plan: PlanId,
    pub(super) standing: Option<Occurrence>,
    week: Option<Week>,
}

impl PlanQuery {
    pub(super) fn read(&self) -> Result<Asked, Refused> {
        let plan = self.plan.parse().map_err(|_not_an_id| {
            Refused::field(
                "/plan",
                "not-chosen",
                "Begin with the plan it is a session of",
            )
        })?;
        let monday: Option<LondonDay> = self.week.parse().ok();
        let standing = occurrence((&self.day, &self.from), ["/day", "/from"])?;
        Ok(Asked {
            plan,
            standing,
            week: standing
                .map(|slot| slot.day.week())
                .or(monday.map(LondonDay::week)),
        })
    }
}

impl Asked {
    pub(super) fn address(&self) -> String {
        let plan = self.plan;
        match (self.standing, self.week) {
            (Some(slot), _) => format!("plan={plan}&day={}&from={}", slot.day, slot.from),
            (None, Some(week)) => format!("plan={plan}&week={}", week.monday()),
            (None, None) => format!("plan={plan}"),
        }
    }

    /// Where one comes from: the board of the week, or the sessions of the plan.
    pub(super) fn back(&self) -> String {
        match self.week {
            Some(week) => format!("/rota/{}", week.monday()),
            None => format!("/plans/{}/sessions", self.plan),
        }
    }

    /// What is missing.
    pub(super) fn in_words(&self, choices: &Choices) -> Vec<String> {
        let details = &choices.plan.details;
        let children = choices.names.together(&details.children);
        let what = match (self.standing, self.week) {
            (Some(slot), _) => format!(
                "For {children}, in the place of the slot on {}, {}. Put it elsewhere if it does not fit there: it still stands for that slot.",
                slot.day.in_full(),
                slot.from
            ),
            (None, Some(week)) => {
                format!(
                    "For {children}, in the week of {}.",
                    week.monday().in_full()
                )
            }
            (None, None) => format!("For {children}."),
        };
        vec![what, format!("The plan says {} minutes.", details.minutes)]
    }
}
