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
        let place = sorted.len().saturating_mul(of_a_hundred).div_ceil(100);
        sorted
            .get(place.saturating_sub(1))
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

    /// In words.
    pub fn in_words(&self) -> String {
        format!(
            "median {:.2} ms, p95 {:.2} ms",
            self.median(),
            self.percentile(95)
        )
    }
}

/// One line of the page.
#[derive(Debug)]
pub struct Line {
    what: String,
    measured: String,
    floor: String,
    ratio: String,
    bar: Option<(String, bool)>,
}

impl Line {
    /// A measurement with no bar.
    pub fn new(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            measured: measured.into(),
            floor: String::new(),
            ratio: String::new(),
            bar: None,
        }
    }

    /// Beside what it stands, and how many times that it is.
    #[must_use]
    pub fn beside(mut self, floor: impl Into<String>, ratio: f64) -> Self {
        self.floor = floor.into();
        self.ratio = format!("{ratio:.2}");
        self
    }

    /// With its bar.
    #[must_use]
    pub fn bar(mut self, bar: impl Into<String>, reached: bool) -> Self {
        self.bar = Some((bar.into(), reached));
        self
    }

    fn row(&self) -> String {
        let (bar, reached) = match &self.bar {
            None => ("", ""),
            Some((bar, true)) => (bar.as_str(), "yes"),
            Some((bar, false)) => (bar.as_str(), "**no**"),
        };
        let Self {
            what,
            measured,
            floor,
            ratio,
            ..
        } = self;
        format!("| {what} | {measured} | {floor} | {ratio} | {bar} | {reached} |\n")
    }
}

/// Lines as a table.
pub fn table(lines: &[Line]) -> String {
    let rows: String = lines.iter().map(Line::row).collect();
    format!(
        "| What | Measured | Beside it, in the same run | Ratio | Bar | Reached |\n|---|---|---|---|---|---|\n{rows}"
    )
}
