//! A form as a browser sends it.

use law::proposal::Mode;
use serde::Deserialize;

use crate::{
    sessions::rules::{SessionFields, SlotFields},
    web::{
        Errors,
        components::{Caption, Control, DateInput, Input},
    },
};

/// What was typed, by the names of the questions: shown again exactly as it was when something does
/// not fit.
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

    fn with_all(self, name: &str, values: &[String]) -> Self {
        values
            .iter()
            .fold(self, |typed, value| typed.with(name, value))
    }

    fn boxes(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")))
    }

    /// Three boxes as one date, `2026-11-24`; blank when all are.
    fn date(&self, name: &str) -> String {
        let [day, month, year] = self.boxes(name).map(|part| part.trim().to_owned());
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return String::new();
        }
        match (day.parse::<u8>(), month.parse::<u8>(), year.parse::<u16>()) {
            (Ok(day), Ok(month), Ok(year)) => format!("{year:04}-{month:02}-{day:02}"),
            _ => "not a date".to_owned(),
        }
    }

    fn with_date(self, name: &str, date: &str) -> Self {
        let mut parts = date.split('-');
        let mut part = || {
            let part = parts.next().unwrap_or_default();
            part.trim_start_matches('0').to_owned()
        };
        let (year, month, day) = (part(), part(), part());
        self.with(&format!("{name}-day"), day)
            .with(&format!("{name}-month"), month)
            .with(&format!("{name}-year"), year)
    }

    /// A date question with what was typed.
    pub(super) fn ask_date(
        &self,
        name: &str,
        legend: impl Into<Caption>,
        errors: &Errors,
    ) -> DateInput {
        let [day, month, year] = self.boxes(name);
        DateInput::new(name, legend)
            .value(&day, &month, &year)
            .errors(errors)
    }

    /// A time question with what was typed.
    pub(super) fn ask_time(&self, name: &str, label: impl Into<Caption>, errors: &Errors) -> Input {
        Input::new(name, label)
            .hint("For example, 15:30.")
            .value(self.text(name))
            .autocomplete("off")
            .width(5)
            .error(errors.at(name))
    }

    /// The session that was typed. Nobody empties the place and the room by hand of who does not meet in
    /// person any more.
    pub(super) fn session(&self) -> SessionFields {
        let mode: Option<Mode> = self.text("mode").parse().ok();
        let place = |name: &str| match mode {
            Some(mode) if !mode.is_meeting() => String::new(),
            _ => self.text(name),
        };
        SessionFields {
            day: self.date("day"),
            from: self.text("from"),
            to: self.text("to"),
            children: self.all("children"),
            visitors: self.all("visitors"),
            mode: self.text("mode"),
            level: self.text("level"),
            place: self.text("place"),
            room: place("room"),
            venue: place("venue"),
            supervisors: self.all("supervisors"),
            taxi: self.text("taxi"),
            interpreter: self.text("interpreter"),
            note: self.text("note"),
        }
    }

    /// A session as it is.
    pub(super) fn of_session(fields: &SessionFields) -> Self {
        Self::default()
            .with_date("day", &fields.day)
            .with("from", &fields.from)
            .with("to", &fields.to)
            .with_all("children", &fields.children)
            .with_all("visitors", &fields.visitors)
            .with("mode", &fields.mode)
            .with("level", &fields.level)
            .with("place", &fields.place)
            .with("room", &fields.room)
            .with("venue", &fields.venue)
            .with_all("supervisors", &fields.supervisors)
            .with("taxi", &fields.taxi)
            .with("interpreter", &fields.interpreter)
            .with("note", &fields.note)
    }

    /// The standing slots that were typed; rows without a day are left out.
    pub(super) fn slots(&self, rows: usize) -> Vec<SlotFields> {
        let row = |number: usize| {
            let text = |name: &str| self.text(&format!("slots-{number}-{name}"));
            SlotFields {
                weekday: text("weekday"),
                from: text("from"),
                to: text("to"),
                room: text("room"),
                supervisors: self.all(&format!("slots-{number}-supervisors")),
                taxi: text("taxi"),
                interpreter: text("interpreter"),
            }
        };
        (0..rows)
            .map(row)
            .filter(|slot| !slot.weekday.is_empty())
            .collect()
    }

    /// Standing slots as they are.
    pub(super) fn of_slots(slots: &[SlotFields]) -> Self {
        let rows = slots.iter().enumerate();
        rows.fold(Self::default(), |typed, (number, slot)| {
            let name = |name: &str| format!("slots-{number}-{name}");
            typed
                .with(&name("weekday"), &slot.weekday)
                .with(&name("from"), &slot.from)
                .with(&name("to"), &slot.to)
                .with(&name("room"), &slot.room)
                .with_all(&name("supervisors"), &slot.supervisors)
                .with(&name("taxi"), &slot.taxi)
                .with(&name("interpreter"), &slot.interpreter)
        })
    }
}
