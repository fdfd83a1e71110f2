//! A contact plan as typed, and what a plan may not be.

use std::collections::BTreeSet;

use kernel::{fields::Reading, id::PersonId, refusal::Refused, time::LondonDay};
use law::{proposal::PlaceKind, standing::Agreed};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Question, typed::people};
use crate::referrals::{Often, PlanDetails, Recording, Referral};

/// How long a plan runs before it must be reviewed, in months.
const REVIEW_MONTHS: u16 = 3;
/// The farthest the last day may lie behind the first: whoever is born on the first is grown up then.
const FARTHEST_MONTHS: u16 = 18 * 12;

/// A contact plan as typed on a page or sent to the API.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PlanFields {
    /// The ids of the children.
    #[validate(length(max = 20, message = "Name 20 children or fewer."))]
    #[schema(max_items = 20)]
    pub children: Vec<String>,
    /// The ids of the family members who come.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub visitors: Vec<String>,
    /// Sessions in each span, 1 to 31.
    #[validate(length(max = 2, message = "Enter a whole number from 1 to 31."))]
    #[schema(max_length = 2)]
    pub times: String,
    /// The span: `day`, `week`, `fortnight`, `four_weeks`, `month`, `quarter`, `year`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub per: String,
    /// Minutes of a session, 15 to 480 in steps of 5.
    #[validate(length(max = 3, message = "Enter a whole number from 15 to 480."))]
    #[schema(max_length = 3)]
    pub minutes: String,
    /// `direct`, `video`, `phone`, `letter` or `gifts`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub mode: String,
    /// `U0` (unsupervised) to `U5` (two supervisors and security).
    #[validate(length(max = 2, message = "Choose one of the list."))]
    #[schema(max_length = 2)]
    pub level: String,
    /// `centre`, `secure_centre`, `community`, `placement`, `home` or `remote`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub place: String,
    /// Who brings the children: `carer`, `supervisor`, `social_worker`, `taxi`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub bringing: String,
    /// Who takes them home.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub returning: String,
    /// `full`, `summary` or `attendance_only`; in proceedings `full`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub recording: String,
    /// The language an interpreter is needed for; may be blank.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub interpreter: String,
    /// The first day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
    /// The day it must be reviewed by, three months from the first at most.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub review_by: String,
    /// The last day; may be blank.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// What it rests on: `order`, `care_plan` or `agreement`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub basis: String,
    /// Whether those with parental responsibility agreed: `no`, `signed`, `withdrawn`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub agreed: String,
    /// Whether the adoption agency decided to allow contact after a placement order.
    pub agency_allows: bool,
    /// Considerations; may be blank.
    #[validate(length(max = 20_000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20_000)]
    pub notes: String,
}

impl PlanFields {
    /// What a plan of this referral begins with: what was answered.
    pub fn of_referral(referral: &Referral, today: LondonDay) -> Self {
        let known = |question| {
            referral
                .answers
                .known(question)
                .unwrap_or_default()
                .to_owned()
        };
        let texts = |ids: &BTreeSet<PersonId>| ids.iter().map(ToString::to_string).collect();
        let needed: Option<LondonDay> = known(Question::NeededFrom).parse().ok();
        let from = needed.map_or(today, |day| day.max(today));
        let interpreter = known(Question::Interpreter) == "yes";
        let recording = match known(Question::Stage).as_str() {
            "in_proceedings" => Recording::Full.to_string(),
            _ => String::new(),
        };
        Self {
            children: texts(&referral.children),
            visitors: texts(&referral.visitors),
            times: known(Question::Times),
            per: known(Question::Per),
            minutes: known(Question::Minutes),
            mode: known(Question::Mode),
            level: known(Question::Level),
            place: known(Question::Place),
            bringing: known(Question::Bringing),
            returning: known(Question::Returning),
            recording,
            interpreter: if interpreter {
                known(Question::Language)
            } else {
                String::new()
            },
            from: from.to_string(),
            review_by: from.plus_months(REVIEW_MONTHS).to_string(),
            agreed: Agreed::No.to_string(),
            notes: known(Question::Considerations),
            ..Self::default()
        }
    }

    /// The fields of a plan that is there, for a form to change.
    pub fn of(plan: &PlanDetails) -> Self {
        let texts = |ids: &BTreeSet<PersonId>| ids.iter().map(ToString::to_string).collect();
        Self {
            children: texts(&plan.children),
            visitors: texts(&plan.visitors),
            times: plan.often.times.to_string(),
            per: plan.often.per.to_string(),
            minutes: plan.minutes.to_string(),
            mode: plan.mode.to_string(),
            level: plan.level.to_string(),
            place: plan.place.to_string(),
            bringing: plan.bringing.to_string(),
            returning: plan.returning.to_string(),
            recording: plan.recording.to_string(),
            interpreter: plan
                .interpreter
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            from: plan.from.to_string(),
            review_by: plan.review_by.to_string(),
            until: plan.until.map(|day| day.to_string()).unwrap_or_default(),
            basis: plan.basis.to_string(),
            agreed: plan.agreed.to_string(),
            agency_allows: plan.agency_allows,
            notes: plan
                .notes
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }

    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<PlanDetails, Refused> {
        let mut reading = Reading::of(self);
        let details = self.read_into(&mut reading);
        reading.finish(details)
    }

    /// What was typed, read; what does not fit is noted.
    pub(super) fn read_into(&self, reading: &mut Reading) -> Option<PlanDetails> {
        let details = self.details(reading);
        if let Some(details) = &details {
            check_days(reading, details);
            check_place(reading, details);
        }
        details
    }

    fn details(&self, reading: &mut Reading) -> Option<PlanDetails> {
        let children = people(reading, "/children", &self.children);
        let visitors = people(reading, "/visitors", &self.visitors);
        for (pointer, empty) in [
            ("/children", children.is_empty()),
            ("/visitors", visitors.is_empty()),
        ] {
            if empty {
                reading.fault(pointer, "blank", "Choose at least one person");
            }
        }
        if !children.is_disjoint(&visitors) {
            reading.fault(
                "/visitors",
                "both",
                "Nobody can be both a child and a family member of one plan",
            );
        }
        let times = number(reading, "/times", &self.times, (1, 31, 1));
        let per = reading.code("/per", "span of time", &self.per);
        let minutes = number(reading, "/minutes", &self.minutes, (15, 480, 5));
        let mode = reading.code("/mode", "way they meet", &self.mode);
        let level = reading.code("/level", "level of supervision", &self.level);
        let place = reading.code("/place", "sort of place", &self.place);
        let bringing = reading.code(
            "/bringing",
            "person who brings the children",
            &self.bringing,
        );
        let returning = reading.code("/returning", "person who takes them home", &self.returning);
        let recording = reading.code("/recording", "way it is recorded", &self.recording);
        let interpreter = reading.optional_text("/interpreter", "language", &self.interpreter);
        let from = reading.day("/from", "first day", &self.from);
        let review_by = reading.day("/review_by", "day of the review", &self.review_by);
        let until = reading.optional_day("/until", "last day", &self.until);
        let basis = reading.code("/basis", "basis", &self.basis);
        let agreed = reading.code("/agreed", "answer", &self.agreed);
        let notes = reading.optional_text("/notes", "text", &self.notes);
        Some(PlanDetails {
            children,
            visitors,
            often: Often {
                times: u8::try_from(times?).ok()?,
                per: per?,
            },
            minutes: minutes?,
            mode: mode?,
            level: level?,
            place: place?,
            bringing: bringing?,
            returning: returning?,
            recording: recording?,
            interpreter,
            from: from?,
            review_by: review_by?,
            until,
            basis: basis?,
            agreed: agreed?,
            agency_allows: self.agency_allows,
            notes,
        })
    }
}

fn number(
    reading: &mut Reading,
    pointer: &str,
    text: &str,
    (least, most, step): (u16, u16, u16),
) -> Option<u16> {
    let read = text.trim().parse().ok();
    let read = read.filter(|one| (least..=most).contains(one) && one % step == 0);
    if read.is_none() {
        let steps = if step > 1 {
            format!(", in steps of {step}")
        } else {
            String::new()
        };
        let message = format!("Enter a whole number from {least} to {most}{steps}");
        reading.fault(pointer, "out-of-bounds", message);
    }
    read
}

/// The farthest day a plan may end that begins on this one.
pub fn farthest_end(from: LondonDay) -> LondonDay {
    from.plus_months(FARTHEST_MONTHS)
}

fn check_days(reading: &mut Reading, plan: &PlanDetails) {
    let latest = plan.from.plus_months(REVIEW_MONTHS);
    if plan.review_by <= plan.from || plan.review_by > latest {
        let message = format!(
            "Give a day after the first and by {}: a plan is reviewed within {REVIEW_MONTHS} months",
            latest.in_short()
        );
        reading.fault("/review_by", "not-within-three-months", message);
    }
    if plan.until.is_some_and(|until| until < plan.from) {
        reading.fault(
            "/until",
            "before-from",
            "The last day cannot be before the first",
        );
    }
    let farthest = farthest_end(plan.from);
    if plan.until.is_some_and(|until| until > farthest) {
        let message = format!(
            "Give a last day by {}, or leave it empty: no child is a child for longer",
            farthest.in_short()
        );
        reading.fault("/until", "too-far-ahead", message);
    }
}

fn check_place(reading: &mut Reading, plan: &PlanDetails) {
    if plan.mode.is_meeting() == (plan.place == PlaceKind::Remote) {
        let message = "People meet in person in a place, and by call or letter in none";
        reading.fault("/place", "does-not-fit", message);
    }
}

#[cfg(test)]
#[path = "plan_fields_tests.rs"]
mod tests;
