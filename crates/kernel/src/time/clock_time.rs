//! A time of day as it stands on a clock in London.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::TimeRefusal;

/// A minute of the day, `00:00` to `23:59`, kept as the five letters it is stored and shown as
/// (their order is the order of the day).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime([u8; 5]);

impl ClockTime {
    /// `00:00`.
    pub const MIDNIGHT: Self = Self(*b"00:00");
    /// `23:59`.
    pub const LAST_MINUTE: Self = Self(*b"23:59");

    /// That hour (0-23) and minute (0-59).
    pub const fn new(hour: u8, minute: u8) -> Result<Self, TimeRefusal> {
        if hour > 23 || minute > 59 {
            return Err(TimeRefusal::NotATime);
        }
        Ok(Self([
            b'0' + hour / 10,
            b'0' + hour % 10,
            b':',
            b'0' + minute / 10,
            b'0' + minute % 10,
        ]))
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> u8 {
        let [tens, units, ..] = self.0;
        (tens - b'0') * 10 + (units - b'0')
    }

    /// The minute of the hour, 0 to 59.
    pub const fn minute(self) -> u8 {
        let [.., tens, units] = self.0;
        (tens - b'0') * 10 + (units - b'0')
    }

    /// Minutes since midnight, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        u16::from(self.hour()) * 60 + u16::from(self.minute())
    }

    /// The time so many minutes after midnight (0 to 1439).
    pub fn from_minute_of_day(minutes: u16) -> Result<Self, TimeRefusal> {
        let (Ok(hour), Ok(minute)) = (u8::try_from(minutes / 60), u8::try_from(minutes % 60))
        else {
            return Err(TimeRefusal::NotATime);
        };
        Self::new(hour, minute)
    }

    /// This time so many minutes later (earlier when negative), if that is still the same day.
    pub fn plus_minutes(self, minutes: i32) -> Option<Self> {
        let moved = i32::from(self.minute_of_day()).checked_add(minutes)?;
        Self::from_minute_of_day(u16::try_from(moved).ok()?).ok()
    }

    /// As people type it into a form: `16:00`, `16.00`, `9:30`, `1600`, `4pm`, `4:30 pm`, `noon`. An hour
    /// alone says neither morning nor afternoon, and is none.
    ///
    /// # Errors
    /// When it is no time of the day.
    pub fn typed(text: &str) -> Result<Self, TimeRefusal> {
        let text: String = text.to_ascii_lowercase().split_whitespace().collect();
        if matches!(text.as_str(), "noon" | "midday" | "12noon") {
            return Self::new(12, 0);
        }
        let half = [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)];
        let half = half
            .iter()
            .find_map(|(end, later)| Some((text.strip_suffix(end)?, *later)));
        let (figures, later) =
            half.map_or((text.as_str(), None), |(rest, later)| (rest, Some(later)));
        let (hour, minute) =
            hour_and_minute(figures, later.is_some()).ok_or(TimeRefusal::NotATime)?;
        match later {
            None => Self::new(hour, minute),
            Some(later) if (1..=12).contains(&hour) => Self::new(hour % 12 + later, minute),
            Some(_) => Err(TimeRefusal::NotATime),
        }
    }

    /// The five letters, `HH:MM`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("00:00")
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn two_digits(text: &[u8]) -> Option<u8> {
    match text {
        [tens @ b'0'..=b'9', units @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (units - b'0')),
        _ => None,
    }
}

/// The figures of a time as typed; the hour may stand alone where it is said which half of the day.
fn hour_and_minute(figures: &str, may_be_whole: bool) -> Option<(u8, u8)> {
    let number = |text: &str| match text.as_bytes() {
        [units @ b'0'..=b'9'] => Some(units - b'0'),
        both => two_digits(both),
    };
    if let Some((hour, minute)) = figures.split_once([':', '.']) {
        return Some((number(hour)?, two_digits(minute.as_bytes())?));
    }
    match figures.len() {
        1 | 2 if may_be_whole => Some((number(figures)?, 0)),
        3 | 4 => {
            let (hour, minute) = figures.split_at_checked(figures.len() - 2)?;
            Some((number(hour)?, two_digits(minute.as_bytes())?))
        }
        _ => None,
    }
}

impl FromStr for ClockTime {
    type Err = TimeRefusal;

    fn from_str(text: &str) -> Result<Self, TimeRefusal> {
        let parts = text.split_once(':');
        let numbers =
            parts.and_then(|(h, m)| Some((two_digits(h.as_bytes())?, two_digits(m.as_bytes())?)));
        numbers.map_or(Err(TimeRefusal::NotATime), |(hour, minute)| {
            Self::new(hour, minute)
        })
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|refusal| de::Error::custom(format!("{text:?} {refusal}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_of_the_day_comes_back_and_keeps_its_order() {
        let mut previous = None;
        for minute in 0..1440 {
            let time = ClockTime::from_minute_of_day(minute).unwrap();
            assert_eq!(time.minute_of_day(), minute);
            assert_eq!(time.to_string().parse::<ClockTime>().unwrap(), time);
            let json = serde_json::to_string(&time).unwrap();
            assert_eq!(serde_json::from_str::<ClockTime>(&json).unwrap(), time);
            assert!(previous.is_none_or(|earlier| earlier < time));
            previous = Some(time);
        }
    }

    #[test]
    fn understands_a_time_as_people_type_it() {
        for (text, time) in [
            ("16:00", "16:00"),
            ("16.00", "16:00"),
            (" 9:30 ", "09:30"),
            ("9.30", "09:30"),
            ("1600", "16:00"),
            ("930", "09:30"),
            ("4pm", "16:00"),
            ("4 PM", "16:00"),
            ("4:30pm", "16:30"),
            ("4.30 p.m.", "16:30"),
            ("0430pm", "16:30"),
            ("12pm", "12:00"),
            ("12am", "00:00"),
            ("12:15 am", "00:15"),
            ("Noon", "12:00"),
        ] {
            assert_eq!(ClockTime::typed(text).unwrap().as_str(), time, "{text}");
        }
        for text in [
            "", "4", "16", "25:00", "9:5", "9:60", "16pm", "0am", "13:00pm", "pm", "16:00:00",
            "12345", "soon", "-1:30", "٤pm", "1é0",
        ] {
            assert_eq!(ClockTime::typed(text), Err(TimeRefusal::NotATime), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_time() {
        for text in [
            "",
            "9:30",
            "24:00",
            "09:60",
            "09.30",
            "0930",
            "09:30:00",
            "-1:30",
            "٠٩:٣٠",
        ] {
            assert_eq!(
                text.parse::<ClockTime>(),
                Err(TimeRefusal::NotATime),
                "{text}"
            );
        }
        assert!(ClockTime::from_minute_of_day(1440).is_err());
    }

    #[test]
    fn does_not_run_into_another_day() {
        let late = ClockTime::new(23, 0).unwrap();
        assert_eq!(late.plus_minutes(59), Some(ClockTime::LAST_MINUTE));
        assert_eq!(late.plus_minutes(60), None);
        assert_eq!(ClockTime::MIDNIGHT.plus_minutes(-1), None);
    }
}
