//! The number of a referral, to say on the telephone: `FT-2026-0412-5`.

use std::{fmt, str::FromStr};

/// The number of a referral: a running number in a year, with a check digit (ISO/IEC 7064, MOD
/// 11,10) that finds a wrong digit and nearly every pair of digits in the wrong order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// The year it was sent in.
    pub year: i32,
    /// Which one of that year, from 1.
    pub number: i32,
}

/// Text that is not a number of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of a referral, such as FT-2026-0412-5")]
pub struct NotANumber;

impl Number {
    fn digits(self) -> String {
        format!("{:04}{:04}", self.year, self.number)
    }

    fn check_digit(self) -> u32 {
        let product =
            self.digits()
                .chars()
                .filter_map(|c| c.to_digit(10))
                .fold(10, |product, digit| {
                    let sum = (product + digit) % 10;
                    let sum = if sum == 0 { 10 } else { sum };
                    sum * 2 % 11
                });
        (11 - product) % 10
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FT-{:04}-{:04}-{}",
            self.year,
            self.number,
            self.check_digit()
        )
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.strip_prefix("FT-").ok_or(NotANumber)?.split('-');
        let mut part = || parts.next().and_then(|part| part.parse::<i32>().ok());
        let (year, number) = part().zip(part()).ok_or(NotANumber)?;
        let read = Self { year, number };
        // One text per number: the check digit must be right, and nothing may stand behind it.
        if read.to_string() == text {
            Ok(read)
        } else {
            Err(NotANumber)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_misheard_is_none() {
        let number = Number {
            year: 2026,
            number: 412,
        };
        let text = number.to_string();
        assert_eq!(text.parse(), Ok(number));
        assert_eq!(
            text.to_lowercase().parse(),
            Ok(number),
            "however it was typed"
        );
        for at in 0..text.len() {
            for digit in '0'..='9' {
                let wrong: String = text
                    .chars()
                    .enumerate()
                    .map(|(i, c)| {
                        if i == at && c.is_ascii_digit() {
                            digit
                        } else {
                            c
                        }
                    })
                    .collect();
                assert!(wrong == text || wrong.parse::<Number>().is_err(), "{wrong}");
            }
        }
        for wrong in [
            "",
            "FT-2026-0412",
            "2026-0412-5",
            "FT-2026-412-5",
            &format!("{text}-1"),
        ] {
            assert_eq!(wrong.parse::<Number>(), Err(NotANumber), "{wrong}");
        }
    }
}
