//! Venues and rooms as typed.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{fields::Reading, refusal::Refused, text::Line};
use law::{proposal::PlaceKind, requirement::RoomFeature};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::span_fields::{TypedTime, time};
use crate::{
    people::{Contact, rules::ContactFields},
    resources::{DayName, Hours, RoomDetails, VenueDetails, WeekHours},
};

/// Hours of a day as typed. Both blank: none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct HoursFields {
    /// From, `09:00`.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub from: String,
    /// To, `18:30`.
    #[validate(length(max = 8, message = "Write the time as 09:30."))]
    #[schema(max_length = 8)]
    pub to: String,
}

/// Hours of a week as typed, by day: `mon` to `sun`. A day that is left out has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema, Validate)]
#[serde(transparent)]
pub struct WeekFields {
    /// By day.
    #[validate(nested)]
    pub days: BTreeMap<DayName, HoursFields>,
}

impl WeekFields {
    /// What was typed, read; what does not fit is noted under `/hours/…`.
    pub(super) fn read(&self, reading: &mut Reading) -> WeekHours {
        let days = self.days.iter();
        let read = days.filter_map(|(day, typed)| Some((*day, typed.read(reading, *day)?)));
        WeekHours(read.collect())
    }
}

impl HoursFields {
    /// The hours of a day, if it has any that fit.
    fn read(&self, reading: &mut Reading, day: DayName) -> Option<Hours> {
        let (at_from, at_to) = (format!("/hours/{day}/from"), format!("/hours/{day}/to"));
        let from = time(reading, &at_from, &self.from);
        let to = time(reading, &at_to, &self.to);
        let missing = format!("Enter both times for {}, or neither", day.label());
        match (from, to) {
            (TypedTime::At(from), TypedTime::At(to)) if from < to => {
                return Some(Hours { from, to });
            }
            (TypedTime::At(_), TypedTime::At(_)) => {
                let words = format!("{} must end after it begins", day.label());
                reading.fault(&at_to, "ends-before-it-starts", words);
            }
            (TypedTime::At(_), TypedTime::Blank) => reading.fault(&at_to, "blank", missing),
            (TypedTime::Blank, TypedTime::At(_)) => reading.fault(&at_from, "blank", missing),
            _ => {}
        }
        None
    }
}

impl From<&WeekHours> for WeekFields {
    fn from(hours: &WeekHours) -> Self {
        let typed = hours.0.iter().map(|(day, hours)| {
            let typed = HoursFields {
                from: hours.from.to_string(),
                to: hours.to.to_string(),
            };
            (*day, typed)
        });
        Self {
            days: typed.collect(),
        }
    }
}

/// A venue as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct VenueFields {
    /// What it is called.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub name: String,
    /// What sort of place: `centre`, `secure_centre` or `community`.
    #[validate(length(max = 20, message = "Choose one of the list."))]
    #[schema(max_length = 20)]
    pub kind: String,
    /// When it is open.
    #[validate(nested)]
    pub hours: WeekFields,
    /// Whether its Sunday hours count.
    pub opens_sundays: bool,
    /// Whether it is open on bank holidays.
    pub opens_bank_holidays: bool,
    /// Minutes between two sessions in one room, 0 to 120.
    #[validate(length(max = 3, message = "Enter a number from 0 to 120."))]
    #[schema(max_length = 3)]
    pub cleaning_minutes: String,
    /// Where to leave a car; may be blank.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub parking: String,
    /// How to find it, as messages tell those who come; blank where none may say it.
    #[validate(length(max = 200, message = "Use 200 characters or fewer."))]
    #[schema(max_length = 200)]
    pub directions: String,
    /// Where it is. Address and postcode are needed.
    #[validate(nested)]
    pub contact: ContactFields,
}

/// The sorts of place that can be a venue: nobody's home, and not nowhere.
pub const fn venue_kinds() -> &'static [PlaceKind] {
    &[
        PlaceKind::Centre,
        PlaceKind::SecureCentre,
        PlaceKind::Community,
    ]
}

/// A whole number from 0 to `most`.
pub(super) fn number(reading: &mut Reading, pointer: &str, text: &str, most: u16) -> Option<u16> {
    let read: Option<u16> = text.trim().parse().ok().filter(|number| *number <= most);
    if read.is_none() {
        let words = format!("Enter a whole number from 0 to {most}");
        reading.fault(pointer, "bad-format", words);
    }
    read
}

/// What something is called, in at most a hundred characters.
pub(super) fn called(reading: &mut Reading, text: &str) -> Option<Line> {
    let name: Line = reading.text("/name", "name", text)?;
    if name.as_str().chars().count() > 100 {
        reading.fault("/name", "too-long", "Name must be 100 characters or fewer");
        return None;
    }
    Some(name)
}

impl VenueFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<(VenueDetails, Contact), Refused> {
        let mut reading = Reading::of(self);
        let name = called(&mut reading, &self.name);
        let kind: Option<PlaceKind> = self.kind.parse().ok();
        let kind = kind.filter(|kind| venue_kinds().contains(kind));
        if kind.is_none() {
            reading.fault("/kind", "not-chosen", "Choose what sort of place it is");
        }
        let hours = self.hours.read(&mut reading);
        let cleaning = number(
            &mut reading,
            "/cleaning_minutes",
            &self.cleaning_minutes,
            120,
        );
        let parking = reading.optional_text("/parking", "note on parking", &self.parking);
        let directions = reading.optional_text("/directions", "way there", &self.directions);
        let contact = self.contact.read(&mut reading);
        for (pointer, what, text) in [
            ("/contact/address", "an address", &self.contact.address),
            ("/contact/postcode", "a postcode", &self.contact.postcode),
        ] {
            if text.trim().is_empty() {
                reading.fault(pointer, "blank", format!("Enter {what}"));
            }
        }
        let read = name.zip(kind).zip(cleaning);
        let details = read.map(|((name, kind), cleaning_minutes)| VenueDetails {
            name,
            kind,
            hours,
            opens_sundays: self.opens_sundays,
            opens_bank_holidays: self.opens_bank_holidays,
            cleaning_minutes,
            parking,
            directions,
        });
        reading.finish(details.map(|details| (details, contact)))
    }

    /// The fields of a venue that is there, for a form to change.
    pub fn of(details: &VenueDetails, contact: &Contact) -> Self {
        let text = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
        Self {
            name: details.name.to_string(),
            kind: details.kind.to_string(),
            hours: (&details.hours).into(),
            opens_sundays: details.opens_sundays,
            opens_bank_holidays: details.opens_bank_holidays,
            cleaning_minutes: details.cleaning_minutes.to_string(),
            parking: text(&details.parking),
            directions: text(&details.directions),
            contact: contact.into(),
        }
    }
}

/// A room as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct RoomFields {
    /// What it is called.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[schema(max_length = 100)]
    pub name: String,
    /// How many people it holds, staff included: 2 to 100.
    #[validate(length(max = 3, message = "Enter a number from 2 to 100."))]
    #[schema(max_length = 3)]
    pub capacity: String,
    /// What it, or its venue, offers.
    #[validate(length(max = 20, message = "Choose from the list."))]
    #[schema(max_items = 20)]
    pub features: Vec<String>,
    /// Whether it is used.
    pub in_use: bool,
}

impl RoomFields {
    /// What was typed, read.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(&self) -> Result<RoomDetails, Refused> {
        let mut reading = Reading::of(self);
        let name = called(&mut reading, &self.name);
        let capacity = number(&mut reading, "/capacity", &self.capacity, 100);
        if capacity.is_some_and(|capacity| capacity < 2) {
            let words = "A room holds at least two people";
            reading.fault("/capacity", "out-of-bounds", words);
        }
        let features: Result<BTreeSet<RoomFeature>, _> = self
            .features
            .iter()
            .map(|feature| feature.parse())
            .collect();
        if features.is_err() {
            reading.fault("/features", "not-chosen", "Choose from the list");
        }
        let read = name.zip(capacity).zip(features.ok());
        reading.finish(read.map(|((name, capacity), features)| RoomDetails {
            name,
            capacity,
            features,
            in_use: self.in_use,
        }))
    }

    /// The fields of a room that is there, for a form to change.
    pub fn of(details: &RoomDetails) -> Self {
        Self {
            name: details.name.to_string(),
            capacity: details.capacity.to_string(),
            features: details.features.iter().map(ToString::to_string).collect(),
            in_use: details.in_use,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn venue() -> VenueFields {
        VenueFields {
            name: "Hill House".into(),
            kind: "centre".into(),
            hours: WeekFields {
                days: [(DayName::Mon, typed("09:00", "18:30"))].into(),
            },
            cleaning_minutes: "15".into(),
            contact: ContactFields {
                address: "1 Hill Street".into(),
                postcode: "ZZ99 9ZZ".into(),
                ..ContactFields::default()
            },
            ..VenueFields::default()
        }
    }

    fn typed(from: &str, to: &str) -> HoursFields {
        HoursFields {
            from: from.into(),
            to: to.into(),
        }
    }

    fn pointers<T>(read: Result<T, Refused>) -> Vec<String> {
        match read {
            Ok(_) => Vec::new(),
            Err(Refused::Invalid(errors)) => errors.into_iter().map(|e| e.pointer).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    type Case = (&'static str, fn(&mut VenueFields), &'static [&'static str]);

    const VENUES: &[Case] = &[
        ("as it should be", |_| (), &[]),
        ("no name", |venue| venue.name = " ".into(), &["/name"]),
        (
            "somebody's home",
            |venue| venue.kind = "home".into(),
            &["/kind"],
        ),
        (
            "hours that end before they begin",
            |venue| {
                venue
                    .hours
                    .days
                    .insert(DayName::Tue, typed("18:00", "09:00"));
            },
            &["/hours/tue/to"],
        ),
        (
            "hours without an end",
            |venue| {
                venue.hours.days.insert(DayName::Tue, typed("09:00", ""));
            },
            &["/hours/tue/to"],
        ),
        (
            "a time that is none",
            |venue| {
                venue.hours.days.insert(DayName::Sat, typed("9", "12:00"));
            },
            &["/hours/sat/from"],
        ),
        (
            "a gap of three hours",
            |venue| venue.cleaning_minutes = "180".into(),
            &["/cleaning_minutes"],
        ),
        (
            "no address",
            |venue| venue.contact = ContactFields::default(),
            &["/contact/address", "/contact/postcode"],
        ),
    ];

    #[test]
    fn a_venue_as_typed() {
        for (name, change, wrong) in VENUES {
            let mut venue = venue();
            change(&mut venue);
            assert_eq!(pointers(venue.read()), *wrong, "{name}");
        }
    }

    #[test]
    fn what_was_read_is_what_a_form_shows_again() {
        let (details, contact) = venue().read().unwrap();
        let again = VenueFields::of(&details, &contact);
        let json = |fields: &VenueFields| serde_json::to_value(fields).unwrap();
        assert_eq!(json(&again), json(&venue()));
    }

    #[test]
    fn a_room_as_typed() {
        let room = |capacity: &str, feature: &str| RoomFields {
            name: "Room 2".into(),
            capacity: capacity.into(),
            features: vec![feature.into()],
            in_use: true,
        };
        for (name, typed, wrong) in [
            ("as it should be", room("6", "hoist"), vec![]),
            ("for nobody", room("1", "hoist"), vec!["/capacity"]),
            ("for a crowd", room("101", "hoist"), vec!["/capacity"]),
            ("no such feature", room("6", "moat"), vec!["/features"]),
        ] {
            assert_eq!(pointers(typed.read()), wrong, "{name}");
        }
        let again = RoomFields::of(&room("6", "hoist").read().unwrap());
        assert_eq!(again.features, ["hoist"]);
    }
}
