//! A form as a browser sends it, and the questions that several forms ask.

use serde::Deserialize;

use crate::{
    people::rules::ContactFields,
    resources::{
        DayName,
        rules::{HoursFields, SpanFields, WeekFields},
    },
    web::{
        Errors,
        components::{
            Caption, Cell, Choice, Content, Control, DateInput, Decorate, Fieldset, Hint, Input,
            Table, Textarea,
        },
    },
};

/// A button without a question.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NothingTyped {}

/// What was typed, by the names of the questions: shown again exactly as it was when something does
/// not fit. The forms of resources repeat questions (hours for each day, a date for each skill), so
/// names are asked for here rather than listed as fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What was typed under a name; nothing is "".
    pub(super) fn text(&self, name: &str) -> String {
        let mut named = self.0.iter().filter(|(known, _)| known == name);
        named
            .next()
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// Every box ticked under a name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.clone()).collect()
    }

    /// Whether this box is ticked.
    pub(super) fn ticked(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|ticked| ticked == value)
    }

    /// Three boxes as one date, `2019-04-30`; blank when all are.
    pub(super) fn date(&self, name: &str) -> String {
        let [day, month, year] = self.boxes(name).map(|part| part.trim().to_owned());
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return String::new();
        }
        match (day.parse::<u8>(), month.parse::<u8>(), year.parse::<u16>()) {
            (Ok(day), Ok(month), Ok(year)) => format!("{year:04}-{month:02}-{day:02}"),
            _ => "not a date".to_owned(),
        }
    }

    fn boxes(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")))
    }

    /// The version that the form changes; 0, which no record has, when it was tampered with.
    pub(super) fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or_default()
    }

    /// With one more value.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// With a box ticked if so.
    #[must_use]
    pub(super) fn tick(self, name: &str, value: &str, ticked: bool) -> Self {
        if ticked { self.with(name, value) } else { self }
    }

    /// With a date, `2019-04-30`, in its three boxes.
    #[must_use]
    pub(super) fn with_date(self, name: &str, date: &str) -> Self {
        let mut parts = date.split('-');
        let mut part = || {
            parts
                .next()
                .unwrap_or_default()
                .trim_start_matches('0')
                .to_owned()
        };
        let (year, month, day) = (part(), part(), part());
        self.with(&format!("{name}-day"), day)
            .with(&format!("{name}-month"), month)
            .with(&format!("{name}-year"), year)
    }

    pub(super) fn week(&self) -> WeekFields {
        let days = DayName::ALL.iter().map(|day| {
            let typed = HoursFields {
                from: self.text(&format!("hours-{day}-from")),
                to: self.text(&format!("hours-{day}-to")),
            };
            (*day, typed)
        });
        let blank = HoursFields::default();
        WeekFields {
            days: days.filter(|(_, typed)| *typed != blank).collect(),
        }
    }

    #[must_use]
    pub(super) fn with_week(self, week: &WeekFields) -> Self {
        week.days.iter().fold(self, |typed, (day, hours)| {
            typed
                .with(&format!("hours-{day}-from"), &hours.from)
                .with(&format!("hours-{day}-to"), &hours.to)
        })
    }

    pub(super) fn contact(&self) -> ContactFields {
        ContactFields {
            phone: self.text("contact-phone"),
            email: self.text("contact-email"),
            address: self.text("contact-address"),
            postcode: self.text("contact-postcode"),
        }
    }

    #[must_use]
    pub(super) fn with_contact(self, contact: &ContactFields) -> Self {
        self.with("contact-phone", &contact.phone)
            .with("contact-email", &contact.email)
            .with("contact-address", &contact.address)
            .with("contact-postcode", &contact.postcode)
    }

    pub(super) fn span(&self) -> SpanFields {
        SpanFields {
            from_day: self.date("span-from_day"),
            from_time: self.text("span-from_time"),
            to_day: self.date("span-to_day"),
            to_time: self.text("span-to_time"),
        }
    }
}

/// Asks the questions of a form, with what was typed and what is wrong.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a Errors,
}

impl Asking<'_> {
    /// A line of text.
    pub(super) fn input(self, name: &str, label: impl Into<Caption>) -> Input {
        Input::new(name, label)
            .value(self.typed.text(name))
            .autocomplete("off")
            .spellcheck(false)
            .error(self.errors.at(name))
    }

    /// A date.
    pub(super) fn date(self, name: &str, legend: impl Into<Caption>) -> DateInput {
        let [day, month, year] = self.typed.boxes(name);
        DateInput::new(name, legend)
            .value(&day, &month, &year)
            .errors(self.errors)
    }

    /// From and to for each day of the week.
    pub(super) fn week(self, legend: &'static str) -> Content {
        let time = |day: &DayName, end: &str| {
            let name = format!("hours-{day}-{end}");
            let label = Caption::new(format!("{} {end}", day.label()));
            let input = self.input(&name, label.class("govuk-visually-hidden"));
            Cell::new(Content::of(input.width(5)))
        };
        let empty = Table::new()
            .class("kith-hours")
            .first_is_header()
            .head(["Day", "From", "To"]);
        let table = DayName::ALL.iter().fold(empty, |table, day| {
            table.row([Cell::from(day.label()), time(day, "from"), time(day, "to")])
        });
        let hint = Hint::new("For example, 09:30. Leave both blank for a day without hours.");
        let content = [Content::of(hint.id("hours-hint")), Content::of(table)];
        let group = Fieldset::new(legend).described_by("hours-hint");
        Content::of(group.content(content.into_iter().collect::<Content>()))
    }

    /// Where somebody or something can be found.
    pub(super) fn contact(self) -> Vec<Content> {
        vec![
            Content::of(
                self.input("contact-phone", "Telephone number")
                    .kind("tel")
                    .width(20),
            ),
            Content::of(self.input("contact-email", "E-mail address").kind("email")),
            Content::of(
                Textarea::new("contact-address", "Address")
                    .value(self.typed.text("contact-address"))
                    .rows(4)
                    .autocomplete("off")
                    .error(self.errors.at("contact-address")),
            ),
            Content::of(self.input("contact-postcode", "Postcode").width(10)),
        ]
    }

    /// From when to when.
    pub(super) fn span(self) -> Vec<Content> {
        let time = |name: &'static str, label: &'static str| {
            self.input(name, label)
                .hint("For example, 09:30. Leave blank for the whole day.")
                .width(5)
        };
        let example = "For example, 24 11 2026.";
        vec![
            Content::of(self.date("span-from_day", "First day").hint(example)),
            Content::of(time("span-from_time", "From this time of the first day")),
            Content::of(self.date("span-to_day", "Last day").hint(example)),
            Content::of(time("span-to_time", "Until this time of the last day")),
        ]
    }
}

/// A choice of a list of codes.
pub(super) fn choice(code: &str, words: &'static str) -> Choice {
    Choice::new(code, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_boxes_make_one_date_and_a_date_three_boxes() {
        for (date, typed) in [
            ("2019-04-30", Typed::default().with_date("on", "2019-04-30")),
            ("", Typed::default()),
            ("not a date", Typed::default().with("on-day", "x")),
            ("not a date", Typed::default().with("on-day", "1")),
        ] {
            assert_eq!(typed.date("on"), date);
        }
        let typed = Typed::default().with_date("on", "2019-04-05");
        assert_eq!(typed.boxes("on"), ["5", "4", "2019"]);
    }

    #[test]
    fn hours_and_contacts_come_back() {
        let hours = HoursFields {
            from: "09:00".into(),
            to: "half past".into(),
        };
        let week = WeekFields {
            days: [(DayName::Sat, hours)].into(),
        };
        assert_eq!(Typed::default().with_week(&week).week(), week);
        let contact = ContactFields {
            phone: "01632 960123".into(),
            ..ContactFields::default()
        };
        let again = Typed::default().with_contact(&contact).contact();
        assert_eq!(again.phone, contact.phone);
    }

    #[test]
    fn boxes_are_ticked_by_value() {
        let typed = Typed::default()
            .tick("about", "sundays", true)
            .tick("about", "other", false);
        assert!(typed.ticked("about", "sundays") && !typed.ticked("about", "other"));
        assert_eq!(typed.version(), 0);
    }
}
