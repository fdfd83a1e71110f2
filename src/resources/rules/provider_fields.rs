//! Outside services as typed.

use kernel::{fields::Reading, refusal::Refused, time::LondonDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::venue_fields::called;
use crate::{
    people::{Contact, rules::ContactFields},
    resources::{Agreement, MOST_AT_ONCE, ProviderDetails},
};

/// An information-sharing agreement as typed. All blank: there is none.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct AgreementFields {
    /// The reference it is filed under.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub reference: String,
    /// From this day, `2026-11-24`.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub from: String,
    /// Until this day, included.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub until: String,
}

impl AgreementFields {
    fn read(&self, reading: &mut Reading) -> Option<Agreement> {
        let parts = [&self.reference, &self.from, &self.until];
        if parts.iter().all(|part| part.trim().is_empty()) {
            return None;
        }
        let reference = reading.text(
            "/agreement/reference",
            "the reference of the agreement",
            &self.reference,
        );
        let from = reading.day(
            "/agreement/from",
            "the first day of the agreement",
            &self.from,
        );
        let until = reading.day(
            "/agreement/until",
            "the last day of the agreement",
            &self.until,
        );
        let (reference, from, until) = (reference?, from?, until?);
        if until < from {
            let words = "The last day must not be before the first";
            reading.fault("/agreement/until", "ends-before-it-starts", words);
        }
        Some(Agreement {
            reference,
            from,
            until,
        })
    }
}

/// An outside service as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderFields {
    /// What it is called.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub name: String,
    /// What it does.
    #[validate(length(max = 30, message = "Choose one of the list."))]
    #[schema(max_length = 30)]
    pub kind: String,
    /// The last day its insurance holds; may be blank.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub insured_until: String,
    /// The last day the checks of its staff hold; may be blank.
    #[validate(length(max = 10, message = "Write the date as 2026-11-24."))]
    #[schema(max_length = 10)]
    pub dbs_until: String,
    /// The information-sharing agreement.
    #[validate(nested)]
    pub agreement: AgreementFields,
    /// How many sessions it serves at the same time, from 1 to 50; blank where that is not known.
    #[validate(length(max = 2, message = "Enter a whole number from 1 to 50."))]
    #[schema(max_length = 2)]
    pub at_once: String,
    /// Whether it is used.
    pub in_use: bool,
    /// Where it can be reached.
    #[validate(nested)]
    pub contact: ContactFields,
}

impl ProviderFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(ProviderDetails, Contact), Refused> {
        let mut reading = Reading::of(self);
        let name = called(&mut reading, &self.name);
        let kind = reading.code("/kind", "the kind of service", &self.kind);
        let insured_until = reading.optional_day(
            "/insured_until",
            "the last day of insurance",
            &self.insured_until,
        );
        let dbs_until =
            reading.optional_day("/dbs_until", "the last day of the checks", &self.dbs_until);
        let agreement = self.agreement.read(&mut reading);
        let at_once = at_once(&mut reading, &self.at_once);
        let contact = self.contact.read(&mut reading);
        if contact.phone.is_none() && contact.email.is_none() {
            let words = "Enter a telephone number or an e-mail address";
            reading.fault("/contact/phone", "blank", words);
        }
        let details = name.zip(kind).map(|(name, kind)| ProviderDetails {
            name,
            kind,
            insured_until,
            dbs_until,
            agreement,
            at_once,
            in_use: self.in_use,
        });
        reading.finish(details.map(|details| (details, contact)))
    }

    /// The fields of a service that is there, for a form to change.
    pub fn of(details: &ProviderDetails, contact: &Contact) -> Self {
        let date = |day: Option<LondonDay>| day.map(|day| day.to_string()).unwrap_or_default();
        let agreement = details.agreement.as_ref().map(|agreed| AgreementFields {
            reference: agreed.reference.to_string(),
            from: agreed.from.to_string(),
            until: agreed.until.to_string(),
        });
        Self {
            name: details.name.to_string(),
            kind: details.kind.to_string(),
            insured_until: date(details.insured_until),
            dbs_until: date(details.dbs_until),
            agreement: agreement.unwrap_or_default(),
            at_once: details
                .at_once
                .map(|most| most.to_string())
                .unwrap_or_default(),
            in_use: details.in_use,
            contact: contact.into(),
        }
    }
}

fn at_once(reading: &mut Reading, text: &str) -> Option<u16> {
    if text.trim().is_empty() {
        return None;
    }
    let most = text.trim().parse().ok();
    let most = most.filter(|most| (1..=MOST_AT_ONCE).contains(most));
    if most.is_none() {
        let words = format!("Enter a whole number from 1 to {MOST_AT_ONCE}, or leave it empty");
        reading.fault("/at_once", "out-of-bounds", words);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm() -> ProviderFields {
        ProviderFields {
            name: "Swift Cars".into(),
            kind: "taxi_firm".into(),
            insured_until: "2027-03-31".into(),
            dbs_until: "2027-03-31".into(),
            agreement: AgreementFields {
                reference: "ISA 12".into(),
                from: "2026-01-01".into(),
                until: "2027-12-31".into(),
            },
            at_once: "6".into(),
            in_use: true,
            contact: ContactFields {
                phone: "01632 960100".into(),
                ..ContactFields::default()
            },
        }
    }

    type Case = (
        &'static str,
        fn(&mut ProviderFields),
        &'static [&'static str],
    );

    const FIRMS: &[Case] = &[
        ("as it should be", |_| (), &[]),
        ("no kind", |firm| firm.kind = String::new(), &["/kind"]),
        (
            "no agreement",
            |firm| firm.agreement = AgreementFields::default(),
            &[],
        ),
        (
            "half an agreement",
            |firm| firm.agreement.until = String::new(),
            &["/agreement/until"],
        ),
        (
            "an agreement that ends before it begins",
            |firm| firm.agreement.until = "2025-12-31".into(),
            &["/agreement/until"],
        ),
        (
            "any number of cars",
            |firm| firm.at_once = String::new(),
            &[],
        ),
        (
            "no car at all",
            |firm| firm.at_once = "0".into(),
            &["/at_once"],
        ),
        (
            "more cars than a firm has",
            |firm| firm.at_once = "51".into(),
            &["/at_once"],
        ),
        (
            "nowhere to be reached",
            |firm| firm.contact = ContactFields::default(),
            &["/contact/phone"],
        ),
        (
            "a day that is none",
            |firm| firm.insured_until = "2027-02-30".into(),
            &["/insured_until"],
        ),
    ];

    #[test]
    fn an_outside_service_as_typed() {
        for (name, change, wrong) in FIRMS {
            let mut firm = firm();
            change(&mut firm);
            let found: Vec<String> = match firm.read() {
                Ok(_) => Vec::new(),
                Err(Refused::Invalid(errors)) => errors.into_iter().map(|e| e.pointer).collect(),
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(found, *wrong, "{name}");
        }
    }

    #[test]
    fn what_was_read_is_what_a_form_shows_again() {
        let (details, contact) = firm().read().unwrap();
        let json = |fields: &ProviderFields| serde_json::to_value(fields).unwrap();
        assert_eq!(json(&ProviderFields::of(&details, &contact)), json(&firm()));
    }
}
