//! Supervisors as typed.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    fields::Reading,
    refusal::Refused,
    text::{Line, Phone},
    time::LondonDay,
};
use law::requirement::Skill;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{use_of::skill_label, venue_fields::WeekFields};
use crate::resources::{Dbs, SupervisorDetails};

/// A skill as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SkillFields {
    /// Which.
    #[validate(length(max = 30, message = "Choose from the list."))]
    #[schema(max_length = 30)]
    pub skill: String,
    /// The last day it holds, `2027-03-31`; blank where it does not lapse.
    #[validate(length(max = 10, message = "Write the date as 2027-03-31."))]
    #[schema(max_length = 10)]
    pub until: String,
}

/// A supervisor as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SupervisorFields {
    /// What they are called.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub name: String,
    /// The id of their account; blank while they have none.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub user: String,
    /// Hours a week of their contract, in quarters: `37`, `22.5`. `0` for casual work.
    #[validate(length(max = 5, message = "Enter hours such as 37 or 22.5."))]
    #[schema(max_length = 5)]
    pub contract_hours: String,
    /// Whether they agreed in writing to work more than 48 hours a week.
    pub opted_out: bool,
    /// When they work.
    #[validate(nested)]
    pub hours: WeekFields,
    /// What they are trained for.
    #[validate(length(max = 20, message = "Choose from the list."), nested)]
    #[schema(max_items = 20)]
    pub skills: Vec<SkillFields>,
    /// When the DBS check was made; may be blank.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub dbs_checked_on: String,
    /// What came of it: `clear`, `accepted`, `refused`; blank with the date.
    #[validate(length(max = 10, message = "Choose one of the list."))]
    #[schema(max_length = 10)]
    pub dbs_outcome: String,
    /// Languages besides English, separated by commas; may be blank.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub languages: String,
    /// `woman` or `man`, for families and controls that ask for one; may be blank.
    #[validate(length(max = 10, message = "Choose one of the list."))]
    #[schema(max_length = 10)]
    pub gender: String,
    /// The number to call when they work alone; may be blank.
    #[validate(length(max = 30, message = "Use 30 characters or fewer."))]
    #[schema(max_length = 30)]
    pub phone: String,
    /// Whether they work here.
    pub in_use: bool,
}

impl SupervisorFields {
    /// What was typed, read; with the telephone, which is kept apart.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self, today: LondonDay) -> Result<(SupervisorDetails, Option<Phone>), Refused> {
        let mut reading = Reading::of(self);
        let name = reading.text("/name", "name", &self.name);
        let user = if self.user.trim().is_empty() {
            None
        } else {
            reading.id("/user", "account", &self.user)
        };
        let contract = contract_minutes(&self.contract_hours);
        if contract.is_none() {
            let words = "Enter hours from 0 to 48, such as 37 or 22.5";
            reading.fault("/contract_hours", "bad-format", words);
        }
        let hours = self.hours.read(&mut reading);
        let skills = self.read_skills(&mut reading);
        let dbs = self.read_dbs(&mut reading, today);
        let languages = self.read_languages(&mut reading);
        let gender = if self.gender.trim().is_empty() {
            None
        } else {
            reading.code("/gender", "gender", &self.gender)
        };
        let phone = reading.optional_text("/phone", "telephone number", &self.phone);
        let details = name
            .zip(contract)
            .map(|(name, contract_minutes)| SupervisorDetails {
                user,
                name,
                contract_minutes,
                opted_out: self.opted_out,
                hours,
                skills,
                dbs,
                languages,
                gender,
                in_use: self.in_use,
            });
        reading.finish(details.map(|details| (details, phone)))
    }

    fn read_skills(&self, reading: &mut Reading) -> BTreeMap<Skill, Option<LondonDay>> {
        let mut skills = BTreeMap::new();
        for typed in &self.skills {
            let Some(skill) = reading.code("/skills", "skill from the list", &typed.skill) else {
                continue;
            };
            let pointer = format!("/until/{skill}");
            let what = format!("the last day of “{}”", skill_label(skill));
            let until = reading.optional_day(&pointer, &what, &typed.until);
            skills.insert(skill, until);
        }
        skills
    }

    fn read_dbs(&self, reading: &mut Reading, today: LondonDay) -> Option<Dbs> {
        if self.dbs_checked_on.trim().is_empty() && self.dbs_outcome.trim().is_empty() {
            return None;
        }
        let checked_on = reading.day(
            "/dbs_checked_on",
            "the day of the check",
            &self.dbs_checked_on,
        );
        let outcome = reading.code(
            "/dbs_outcome",
            "the outcome of the check",
            &self.dbs_outcome,
        );
        if checked_on.is_some_and(|day| day > today) {
            let words = "The check must not be in the future";
            reading.fault("/dbs_checked_on", "in-future", words);
        }
        checked_on.zip(outcome).map(|(checked_on, outcome)| Dbs {
            checked_on,
            outcome,
        })
    }

    fn read_languages(&self, reading: &mut Reading) -> BTreeSet<Line> {
        let parts = self.languages.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .filter_map(|part| reading.text("/languages", "language", part))
            .collect()
    }

    /// The fields of a supervisor that is there, for a form to change.
    pub fn of(details: &SupervisorDetails, phone: Option<&Phone>) -> Self {
        let date = |day: LondonDay| day.to_string();
        let skills = details.skills.iter().map(|(skill, until)| SkillFields {
            skill: skill.to_string(),
            until: until.map(date).unwrap_or_default(),
        });
        let languages: Vec<String> = details.languages.iter().map(ToString::to_string).collect();
        Self {
            name: details.name.to_string(),
            user: details
                .user
                .map(|user| user.to_string())
                .unwrap_or_default(),
            contract_hours: contract_hours(details.contract_minutes),
            opted_out: details.opted_out,
            hours: (&details.hours).into(),
            skills: skills.collect(),
            dbs_checked_on: details
                .dbs
                .map(|dbs| date(dbs.checked_on))
                .unwrap_or_default(),
            dbs_outcome: details
                .dbs
                .map(|dbs| dbs.outcome.to_string())
                .unwrap_or_default(),
            languages: languages.join(", "),
            gender: details
                .gender
                .map(|gender| gender.to_string())
                .unwrap_or_default(),
            phone: phone.map(ToString::to_string).unwrap_or_default(),
            in_use: details.in_use,
        }
    }
}

/// Hours in quarters as minutes: `37` or `22.5`, up to 48.
fn contract_minutes(text: &str) -> Option<u16> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let quarter = match part {
        "0" | "00" => 0,
        "25" => 15,
        "5" | "50" => 30,
        "75" => 45,
        _ => return None,
    };
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let hours: u16 = whole.parse().ok().filter(|hours| digits && *hours <= 48)?;
    Some(hours * 60 + quarter).filter(|minutes| *minutes <= 48 * 60)
}

/// Minutes as hours in quarters: `37`, `22.5`.
pub fn contract_hours(minutes: u16) -> String {
    let part = match minutes % 60 {
        0..15 => "",
        15..30 => ".25",
        30..45 => ".5",
        _ => ".75",
    };
    format!("{}{part}", minutes / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::{DayName, rules::HoursFields};

    fn rosa() -> SupervisorFields {
        let tuesday = HoursFields {
            from: "09:00".into(),
            to: "17:00".into(),
        };
        SupervisorFields {
            name: "Rosa Marsh".into(),
            contract_hours: "22.5".into(),
            hours: WeekFields {
                days: [(DayName::Tue, tuesday)].into(),
            },
            skills: vec![SkillFields {
                skill: "first_aid".into(),
                until: "2027-03-31".into(),
            }],
            dbs_checked_on: "2025-01-10".into(),
            dbs_outcome: "clear".into(),
            languages: "Polish, Urdu".into(),
            gender: "woman".into(),
            phone: "07700 900123".into(),
            in_use: true,
            ..SupervisorFields::default()
        }
    }

    type Case = (
        &'static str,
        fn(&mut SupervisorFields),
        &'static [&'static str],
    );

    const SUPERVISORS: &[Case] = &[
        ("as it should be", |_| (), &[]),
        (
            "digits in a name",
            |rosa| rosa.name = "R2".into(),
            &["/name"],
        ),
        (
            "no account of that id",
            |rosa| rosa.user = "me".into(),
            &["/user"],
        ),
        (
            "more than 48 hours",
            |rosa| rosa.contract_hours = "48.25".into(),
            &["/contract_hours"],
        ),
        (
            "hours of another kind",
            |rosa| rosa.contract_hours = "+37".into(),
            &["/contract_hours"],
        ),
        (
            "a third of an hour",
            |rosa| rosa.contract_hours = "37.33".into(),
            &["/contract_hours"],
        ),
        ("casual work", |rosa| rosa.contract_hours = "0".into(), &[]),
        (
            "no such skill",
            |rosa| rosa.skills.push(SkillFields::default()),
            &["/skills"],
        ),
        (
            "a skill until a day that is none",
            |rosa| {
                for skill in &mut rosa.skills {
                    skill.until = "soon".into();
                }
            },
            &["/until/first_aid"],
        ),
        (
            "a check without an outcome",
            |rosa| rosa.dbs_outcome = String::new(),
            &["/dbs_outcome"],
        ),
        (
            "a check of tomorrow",
            |rosa| rosa.dbs_checked_on = "2026-11-25".into(),
            &["/dbs_checked_on"],
        ),
        (
            "no check yet",
            |rosa| {
                rosa.dbs_checked_on = String::new();
                rosa.dbs_outcome = String::new();
            },
            &[],
        ),
    ];

    #[test]
    fn a_supervisor_as_typed() {
        for (name, change, wrong) in SUPERVISORS {
            let mut rosa = rosa();
            change(&mut rosa);
            let found: Vec<String> = match rosa.read("2026-11-24".parse().unwrap()) {
                Ok(_) => Vec::new(),
                Err(Refused::Invalid(errors)) => errors.into_iter().map(|e| e.pointer).collect(),
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(found, *wrong, "{name}");
        }
    }

    #[test]
    fn what_was_read_is_what_a_form_shows_again() {
        let (details, phone) = rosa().read("2026-11-24".parse().unwrap()).unwrap();
        let json = |fields: &SupervisorFields| serde_json::to_value(fields).unwrap();
        assert_eq!(
            json(&SupervisorFields::of(&details, phone.as_ref())),
            json(&rosa())
        );
    }

    #[test]
    fn quarters_of_an_hour_come_back() {
        for minutes in (0..=48 * 60).step_by(15) {
            assert_eq!(contract_minutes(&contract_hours(minutes)), Some(minutes));
        }
    }
}
