//! A date in three boxes: the way that works for people who know the date by heart.

use askama::Template;

use super::caption::Caption;
use super::field::{ErrorMessage, Field, control};
use crate::web::errors::Errors;

const PARTS: [(&str, &str, u8); 3] = [
    ("day", "Day", 2),
    ("month", "Month", 2),
    ("year", "Year", 4),
];

/// Day, month and year. Sent as `<name>-day`, `<name>-month`, `<name>-year`, which are also the ids.
#[derive(Debug, Clone, Template)]
#[template(path = "components/date-input.html")]
pub struct DateInput {
    field: Field,
    prefix: Option<String>,
    values: [Option<String>; 3],
    wrong: [bool; 3],
}

/// One box made ready for the template.
struct Part<'a> {
    label: &'static str,
    id: String,
    name: String,
    value: Option<&'a str>,
    width: u8,
    wrong: bool,
}

impl DateInput {
    /// Three empty boxes under their question.
    pub fn new(name: impl Into<String>, legend: impl Into<Caption>) -> Self {
        Self::captioned(name.into(), Some(legend.into()))
    }

    /// Three empty boxes whose question is asked by something else on the page.
    pub fn bare(name: impl Into<String>) -> Self {
        Self::captioned(name.into(), None)
    }

    fn captioned(name: String, legend: Option<Caption>) -> Self {
        Self {
            field: Field::new(name.clone(), legend),
            prefix: Some(name),
            values: [None, None, None],
            wrong: [false; 3],
        }
    }

    /// Sends plain `day`, `month` and `year`.
    #[must_use]
    pub fn without_prefix(mut self) -> Self {
        self.prefix = None;
        self
    }

    /// What stands in the boxes: what was typed last time, right or wrong.
    #[must_use]
    pub fn value(
        mut self,
        day: impl Into<String>,
        month: impl Into<String>,
        year: impl Into<String>,
    ) -> Self {
        self.values = [Some(day.into()), Some(month.into()), Some(year.into())];
        self
    }

    /// Finds its own errors: of the whole date, or of a part (`/born/month`), which alone is
    /// then marked as wrong.
    #[must_use]
    pub fn errors(mut self, errors: &Errors) -> Self {
        use super::Control;
        let found = errors.within(&self.field.name);
        let part = |part: &str| errors.at(&format!("{}-{part}", self.field.name)).is_some();
        self.wrong = PARTS.map(|(name, ..)| part(name));
        self.error(found.map(ErrorMessage::from))
    }

    /// Marks one part as wrong: 0 day, 1 month, 2 year. Where none is marked, an error marks all.
    #[must_use]
    pub fn wrong(mut self, part: usize) -> Self {
        if let Some(wrong) = self.wrong.get_mut(part) {
            *wrong = true;
        }
        self
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let all_wrong = self.field.has_error() && !self.wrong.contains(&true);
        let boxes = PARTS.iter().zip(&self.values).zip(self.wrong);
        boxes
            .map(|((&(name, label, width), value), wrong)| Part {
                label,
                id: format!("{}-{name}", self.field.id()),
                name: match &self.prefix {
                    Some(prefix) => format!("{prefix}-{name}"),
                    None => name.to_owned(),
                },
                value: value.as_deref(),
                width,
                wrong: wrong || all_wrong,
            })
            .collect()
    }
}

control!(DateInput);

/// Three boxes as one date, `2019-04-30`; blank when all are, and no date at all when one
/// of them is no number.
pub fn date_of(day: &str, month: &str, year: &str) -> String {
    let [day, month, year] = [day, month, year].map(str::trim);
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    match (day.parse::<u8>(), month.parse::<u8>(), year.parse::<u16>()) {
        (Ok(day), Ok(month), Ok(year)) => format!("{year:04}-{month:02}-{day:02}"),
        _ => "not a date".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_boxes_make_one_date() {
        for (boxes, date) in [
            (["30", "4", "2019"], "2019-04-30"),
            ([" 1 ", "01", "2020"], "2020-01-01"),
            (["", "", ""], ""),
            (["", "4", "2019"], "not a date"),
            (["x", "4", "2019"], "not a date"),
            (["31", "2", "2019"], "2019-02-31"),
        ] {
            let [day, month, year] = boxes;
            assert_eq!(date_of(day, month, year), date, "{boxes:?}");
        }
    }
    use crate::web::components::Control;
    use kernel::refusal::FieldError;

    fn marked(html: &str) -> Vec<&str> {
        let inputs = html.split("<input").skip(1);
        let wrong = inputs.filter(|input| input.contains("govuk-input--error"));
        wrong
            .filter_map(|input| input.split("id=\"").nth(1)?.split('"').next())
            .collect()
    }

    #[test]
    fn the_part_that_is_wrong_is_marked_or_all_of_them() {
        for (pointer, ids) in [
            ("/born/month", vec!["born-month"]),
            ("/born/year", vec!["born-year"]),
            ("/born", vec!["born-day", "born-month", "born-year"]),
            ("/other", vec![]),
        ] {
            let errors = Errors::from(vec![FieldError::new(pointer, "bad", "Enter a real date")]);
            let html = DateInput::new("born", "Date of birth")
                .errors(&errors)
                .to_string();
            assert_eq!(marked(&html), ids, "{pointer}");
            assert_eq!(html.contains("Enter a real date"), !ids.is_empty());
        }
    }

    #[test]
    fn what_was_typed_stays_even_when_it_is_no_date() {
        let date = DateInput::new("born", "Date of birth").value("31", "Feb\"", "");
        let html = date.hint("For example, 27 3 2019").to_string();
        assert!(html.contains("value=\"Feb&#34;\""), "{html}");
        assert!(html.contains("aria-describedby=\"born-hint\""), "{html}");
    }
}
