//! What was measured, and how it is written.

use std::time::Duration;

/// How long each of several tries took.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn took(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a hundred did not exceed, in milliseconds.
    pub fn percentile(&self, of_a_hundred: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let place = last.saturating_mul(of_a_hundred) / 100;
        sorted
            .get(place)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    /// The time in the middle, in milliseconds.
    pub fn median(&self) -> f64 {
        self.percentile(50)
    }

    /// How many a second, one after another.
    pub fn per_second(&self) -> f64 {
        let all: Duration = self.0.iter().sum();
        f64::from(u32::try_from(self.0.len()).unwrap_or(u32::MAX)) / all.as_secs_f64()
    }
}

/// One line of the page.
#[derive(Debug)]
pub struct Line {
    /// What was measured.
    pub what: String,
    /// What came out, with its unit.
    pub measured: String,
    /// What it is compared with, measured in the same run; blank where there is nothing.
    pub floor: String,
    /// The bar and whether it was reached; blank where none is set.
    pub bar: Option<(String, bool)>,
}

impl Line {
    /// A measurement with no bar.
    pub fn new(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            measured: measured.into(),
            floor: String::new(),
            bar: None,
        }
    }

    /// Beside what it stands.
    #[must_use]
    pub fn beside(mut self, floor: impl Into<String>) -> Self {
        self.floor = floor.into();
        self
    }

    /// With its bar.
    #[must_use]
    pub fn bar(mut self, bar: impl Into<String>, reached: bool) -> Self {
        self.bar = Some((bar.into(), reached));
        self
    }

    fn row(&self) -> String {
        let bar = match &self.bar {
            None => String::new(),
            Some((bar, true)) => format!("{bar}: reached"),
            Some((bar, false)) => format!("{bar}: **not reached**"),
        };
        let Self {
            what,
            measured,
            floor,
            ..
        } = self;
        format!("| {what} | {measured} | {floor} | {bar} |\n")
    }
}

/// Lines as a table.
pub fn table(lines: &[Line]) -> String {
    let rows: String = lines.iter().map(Line::row).collect();
    format!("| What | Measured | Beside it, in the same run | Bar |\n|---|---|---|---|\n{rows}")
}
