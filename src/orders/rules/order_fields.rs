//! An order, and its discharge, as typed.

use std::collections::BTreeSet;

use kernel::{fields::Reading, id::PersonId, refusal::Refused, text::Narrative, time::LondonDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::orders::{Ends, OrderDetails};

/// An order as typed on a page or sent to the API.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct OrderFields {
    /// The number of the form: `C34A`.
    #[validate(length(max = 10, message = "Choose one of the list."))]
    #[schema(max_length = 10)]
    pub form: String,
    /// What force its rules have: an order, a recital, an undertaking, an agreed care plan.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub source: String,
    /// The court, or who made it.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub court: String,
    /// The number of the case.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub case_number: String,
    /// When it was made, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub made_on: String,
    /// The first day it has force, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
    /// With what it ends.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub ends: String,
    /// The last day it has force, where it ends on a day.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
    /// Whether those concerned consented.
    pub by_consent: bool,
    /// The ids of the children it names.
    #[validate(length(max = 20, message = "Name 20 children or fewer."))]
    #[schema(max_items = 20)]
    pub children: Vec<String>,
    /// The ids of the persons whose contact with these children it is about.
    #[validate(length(max = 50, message = "Name 50 people or fewer."))]
    #[schema(max_items = 50)]
    pub allows: Vec<String>,
    /// Its words, as they stand.
    #[validate(length(max = 20_000, message = "Use 20,000 characters or fewer."))]
    #[schema(max_length = 20_000)]
    pub text: String,
    /// The id of the order it takes the place of; may be blank.
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    #[schema(max_length = 30)]
    pub supersedes: String,
}

/// Ids of people as chosen.
pub(super) fn people(reading: &mut Reading, pointer: &str, ids: &[String]) -> BTreeSet<PersonId> {
    ids.iter()
        .filter_map(|id| reading.id(pointer, "person", id))
        .collect()
}

impl OrderFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self, today: LondonDay) -> Result<OrderDetails, Refused> {
        let mut reading = Reading::of(self);
        let form = reading.code("/form", "the form it was made on", &self.form);
        let source = reading.code("/source", "what its words are", &self.source);
        let court = reading.text("/court", "the court, or who made it", &self.court);
        let case_number = reading.text("/case_number", "the case number", &self.case_number);
        let made_on = reading.day("/made_on", "the date it was made", &self.made_on);
        if made_on.is_some_and(|made_on| made_on > today) {
            reading.fault(
                "/made_on",
                "in-future",
                "The date it was made must be in the past",
            );
        }
        let from = reading.day("/from", "the first day it is in force", &self.from);
        if made_on
            .zip(from)
            .is_some_and(|(made_on, from)| from < made_on)
        {
            reading.fault(
                "/from",
                "before-made",
                "It cannot be in force before the day it was made",
            );
        }
        let ends = reading.code("/ends", "how it ends", &self.ends);
        let until = self.read_until(&mut reading, ends, from);
        let children = people(&mut reading, "/children", &self.children);
        if children.is_empty() {
            reading.fault("/children", "blank", "Choose the children it names");
        }
        let allows = people(&mut reading, "/allows", &self.allows);
        let verbatim = reading.text("/text", "the words of the order", &self.text);
        let supersedes = Some(self.supersedes.trim())
            .filter(|id| !id.is_empty())
            .and_then(|id| reading.id("/supersedes", "order", id));
        let details = form
            .zip(source)
            .zip(court.zip(case_number))
            .zip(made_on.zip(from))
            .zip(ends.zip(verbatim));
        let details = details.map(
            |((((form, source), (court, case_number)), (made_on, from)), (ends, verbatim))| {
                OrderDetails {
                    form,
                    source,
                    court,
                    case_number,
                    made_on,
                    from,
                    ends,
                    until,
                    by_consent: self.by_consent,
                    children,
                    allows,
                    verbatim,
                    supersedes,
                }
            },
        );
        reading.finish(details)
    }

    fn read_until(
        &self,
        reading: &mut Reading,
        ends: Option<Ends>,
        from: Option<LondonDay>,
    ) -> Option<LondonDay> {
        if ends != Some(Ends::OnADay) {
            if !self.until.trim().is_empty() {
                let message = "Leave the last day out, or say that it ends on a day";
                reading.fault("/until", "not-asked", message);
            }
            return None;
        }
        let until = reading.day("/until", "the last day it is in force", &self.until)?;
        if from.is_some_and(|from| until < from) {
            reading.fault(
                "/until",
                "before-from",
                "The last day must follow the first",
            );
        }
        Some(until)
    }
}

/// The discharge of an order as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct DischargeFields {
    /// The first day it has no force any more, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub on: String,
    /// What ended it.
    #[validate(length(max = 2000, message = "Use 2,000 characters or fewer."))]
    #[schema(max_length = 2000)]
    pub reason: String,
}

impl DischargeFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(LondonDay, Narrative), Refused> {
        let mut reading = Reading::of(self);
        let on = reading.day("/on", "the first day without it", &self.on);
        let reason = reading.text("/reason", "what ended it", &self.reason);
        reading.finish(on.zip(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::rules::tests::person;

    fn typed() -> OrderFields {
        OrderFields {
            form: "C34A".into(),
            source: "contact_order".into(),
            court: "Family Court at Northwick".into(),
            case_number: "NW26C00123".into(),
            made_on: "2026-11-03".into(),
            from: "2026-11-03".into(),
            ends: "further_order".into(),
            children: vec![person(1).to_string()],
            text: "2. No fewer than two occasions each week.".into(),
            ..OrderFields::default()
        }
    }

    type Change = fn(&mut OrderFields);
    const AS_TYPED: &[(&str, Change, &[&str])] = &[
        ("as it should be", |_| (), &[]),
        (
            "made tomorrow",
            |order| {
                order.made_on = "2026-11-25".into();
                order.from = "2026-11-25".into();
            },
            &["/made_on"],
        ),
        (
            "in force before it was made",
            |order| order.from = "2026-11-02".into(),
            &["/from"],
        ),
        (
            "ends on no day",
            |order| order.ends = "on_a_day".into(),
            &["/until"],
        ),
        (
            "ends on a day",
            |order| {
                order.ends = "on_a_day".into();
                order.until = "2026-11-03".into();
            },
            &[],
        ),
        (
            "ends before it begins",
            |order| {
                order.ends = "on_a_day".into();
                order.until = "2026-11-02".into();
            },
            &["/until"],
        ),
        (
            "a day and an event",
            |order| order.until = "2026-12-01".into(),
            &["/until"],
        ),
        ("no child", |order| order.children.clear(), &["/children"]),
        (
            "a child that is none",
            |order| order.children = vec!["ava".into()],
            &["/children", "/children"],
        ),
        (
            "a form that is none",
            |order| order.form = "C99".into(),
            &["/form"],
        ),
        (
            "takes the place of nothing known",
            |order| order.supersedes = "x".into(),
            &["/supersedes"],
        ),
        (
            "everything wrong at once",
            |order| *order = OrderFields::default(),
            &[
                "/form",
                "/source",
                "/court",
                "/case_number",
                "/made_on",
                "/from",
                "/ends",
                "/children",
                "/text",
            ],
        ),
    ];

    #[test]
    fn an_order_as_typed() {
        for (name, change, wrong) in AS_TYPED {
            let mut order = typed();
            change(&mut order);
            let found: Vec<String> = match order.read("2026-11-24".parse().unwrap()) {
                Ok(_) => Vec::new(),
                Err(Refused::Invalid(errors)) => {
                    errors.into_iter().map(|error| error.pointer).collect()
                }
                Err(other) => panic!("{name}: {other:?}"),
            };
            assert_eq!(found, *wrong, "{name}");
        }
    }
}
