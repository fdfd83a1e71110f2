//! The bank holidays of England, as data.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::LondonDay;

/// The list that comes with Kith, in the shape GOV.UK publishes.
const PUBLISHED: &str = include_str!("../../data/bank-holidays-england.json");

/// The bank holidays of England and Wales. They are loaded, not computed: a proclamation can add
/// one, so an administrator can replace the list at run time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BankHolidays(BTreeMap<LondonDay, String>);

/// Why a list of bank holidays was not taken.
#[derive(Debug, Error)]
pub enum BankHolidaysUnreadable {
    /// Not the JSON that GOV.UK publishes; the text says where.
    #[error("the list of bank holidays cannot be read: {0}")]
    Malformed(#[from] serde_json::Error),
    /// The list has no days, which would turn every bank holiday into a working day.
    #[error("the list of bank holidays is empty")]
    Empty,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Published {
    england_and_wales: Division,
}

#[derive(Deserialize)]
struct Division {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    date: LondonDay,
}

impl BankHolidays {
    /// The list that comes with Kith: 2019 to 2027, with the days proclaimed once.
    pub fn of_england() -> Self {
        // A test holds the shipped file readable.
        Self::read(PUBLISHED).unwrap_or_default()
    }

    /// Reads a list in the shape GOV.UK publishes (`{"england-and-wales": {"events": [{"title",
    /// "date"}]}}`).
    pub fn read(json: &str) -> Result<Self, BankHolidaysUnreadable> {
        let published: Published = serde_json::from_str(json)?;
        let events = published.england_and_wales.events.into_iter();
        let days: BTreeMap<_, _> = events.map(|event| (event.date, event.title)).collect();
        if days.is_empty() {
            Err(BankHolidaysUnreadable::Empty)
        } else {
            Ok(Self(days))
        }
    }

    /// The name of the bank holiday on that day, if it is one.
    pub fn on(&self, day: LondonDay) -> Option<&str> {
        self.0.get(&day).map(String::as_str)
    }

    /// The last day listed. A legal clock that runs beyond its year counts on days nobody has
    /// published.
    pub fn last(&self) -> Option<LondonDay> {
        self.0.keys().next_back().copied()
    }

    /// All days with their names, in order.
    pub fn days(&self) -> impl Iterator<Item = (LondonDay, &str)> {
        self.0.iter().map(|(day, title)| (*day, title.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Weekday;

    fn day(text: &str) -> LondonDay {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_list_has_the_days_proclaimed_once() {
        let list = BankHolidays::of_england();
        for (date, title) in [
            ("2020-05-08", "Early May bank holiday (VE day)"),
            ("2022-06-03", "Platinum Jubilee bank holiday"),
            (
                "2022-09-19",
                "Bank Holiday for the State Funeral of Queen Elizabeth II",
            ),
            (
                "2023-05-08",
                "Bank holiday for the coronation of King Charles III",
            ),
        ] {
            assert_eq!(list.on(day(date)), Some(title));
        }
        assert_eq!(
            list.on(day("2020-05-04")),
            None,
            "moved to the 8th that year"
        );
        assert_eq!(list.days().count(), 9 * 8 + 3);
        assert_eq!(list.last(), Some(day("2027-12-28")));
    }

    /// Western Easter by the Gregorian computus, to check the list against arithmetic.
    fn easter(year: i32) -> LondonDay {
        let (golden, century) = (year % 19, year / 100);
        let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        let from_28_march = moon - weekday;
        LondonDay::new(year, 3, 28)
            .unwrap()
            .plus_days(i64::from(from_28_march))
    }

    #[test]
    fn every_listed_day_is_a_weekday_and_easter_is_where_it_falls() {
        let list = BankHolidays::of_england();
        for (date, title) in list.days() {
            assert!(
                !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
                "{date} {title}"
            );
        }
        for year in 2019..=2027 {
            let sunday = easter(year);
            assert_eq!(list.on(sunday.plus_days(-2)), Some("Good Friday"), "{year}");
            assert_eq!(
                list.on(sunday.plus_days(1)),
                Some("Easter Monday"),
                "{year}"
            );
            let of_year = list.days().filter(|(date, _)| date.year() == year).count();
            assert_eq!(
                of_year,
                match year {
                    2022 => 10,
                    2023 => 9,
                    _ => 8,
                },
                "{year}"
            );
        }
    }

    #[test]
    fn refuses_a_list_that_would_mislead() {
        let empty = r#"{"england-and-wales": {"division": "england-and-wales", "events": []}}"#;
        assert!(matches!(
            BankHolidays::read(empty),
            Err(BankHolidaysUnreadable::Empty)
        ));
        for broken in [
            "",
            "[]",
            r#"{"scotland": {"events": []}}"#,
            r#"{"england-and-wales": {"events": [{"title": "x", "date": "1/1/2026"}]}}"#,
        ] {
            assert!(
                matches!(
                    BankHolidays::read(broken),
                    Err(BankHolidaysUnreadable::Malformed(_))
                ),
                "{broken}"
            );
        }
    }

    #[test]
    fn a_replaced_list_counts() {
        let json = r#"{"england-and-wales": {"division": "england-and-wales", "events": [{"title": "A royal day", "date": "2028-06-05", "notes": "", "bunting": true}]}, "scotland": {"events": []}}"#;
        assert_eq!(
            BankHolidays::read(json).unwrap().on(day("2028-06-05")),
            Some("A royal day")
        );
    }
}
