//! A form as a browser sends it, by the names of its controls.

use serde::Deserialize;

use crate::web::components::{DateInput, date_of};

/// What was typed: each control's name and value, in order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The one value of that name; blank when there is none.
    pub(super) fn one(&self, name: &str) -> String {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        values
            .next()
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }

    /// All values of that name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(known, _)| known == name);
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The day typed into three boxes, `2026-11-24`.
    pub(super) fn day(&self, name: &str) -> String {
        let [day, month, year] = self.boxes(name);
        date_of(&day, &month, &year)
    }

    fn boxes(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.one(&format!("{name}-{part}")))
    }

    /// The version the form was opened with.
    pub(super) fn version(&self) -> i64 {
        self.one("version").parse().unwrap_or_default()
    }

    /// With a value.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// With several values.
    #[must_use]
    pub(super) fn with_all(self, name: &str, values: &[String]) -> Self {
        values
            .iter()
            .fold(self, |typed, value| typed.with(name, value))
    }

    /// With a day in its three boxes.
    #[must_use]
    pub(super) fn with_day(self, name: &str, day: &str) -> Self {
        let mut parts = day.split('-').map(|part| part.trim_start_matches('0'));
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (year, month, day) = (part(), part(), part());
        self.with(&format!("{name}-day"), day)
            .with(&format!("{name}-month"), month)
            .with(&format!("{name}-year"), year)
    }

    /// The three boxes with what was typed.
    pub(super) fn date_input(&self, name: &str, legend: impl Into<String>) -> DateInput {
        let [day, month, year] = self.boxes(name);
        let legend: String = legend.into();
        DateInput::new(name, legend).value(day, month, year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_goes_into_its_boxes_and_comes_back() {
        let typed = Typed::default()
            .with_day("from", "2026-04-09")
            .with_all("to", &["a".into(), "b".into()]);
        assert_eq!(typed.one("from-month"), "4");
        assert_eq!(typed.day("from"), "2026-04-09");
        assert_eq!(typed.all("to"), ["a", "b"]);
        assert_eq!((typed.one("gone"), typed.version()), (String::new(), 0));
    }
}
