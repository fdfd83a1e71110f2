//! Bounded text: trimmed, never blank, never longer than its column, free of control and
//! direction-changing characters. Once one of these exists, nothing further in has to ask.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing, or only spaces.
    #[error("is blank")]
    Blank,
    /// Longer than allowed.
    #[error("must be {max} characters or fewer")]
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// A character that has no place here, and can be seen.
    #[error("has “{0}”, which cannot be used")]
    Character(char),
    /// A control character, or another that nobody sees.
    #[error("has a character that cannot be seen. Type it anew")]
    Unseen,
    /// Accents that stand on no letter, or too many of them on one.
    #[error("has accents that stand on no letter, or too many on one")]
    Marks,
    /// Nothing that can be read out.
    #[error("has no letter")]
    NoLetter,
    /// Not of the form asked for.
    #[error("is not in the right format: write it such as {like}")]
    Format {
        /// One that is.
        like: &'static str,
    },
}

impl TextFault {
    /// The code of the fault, as it stands in `errors[].code` of a problem.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::TooLong { .. } => "too-long",
            Self::Character(_) | Self::Unseen | Self::Marks | Self::NoLetter => "bad-character",
            Self::Format { .. } => "bad-format",
        }
    }
}

/// Control characters, and the marks that make text read in another order than it is stored
/// (a name or a note must look like what it is).
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Accents and other marks that stand on the letter before them.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}'
        | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e47}'..='\u{0e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// The most marks on one letter: Vietnamese has two, pointed Hebrew three. A tower of them covers the
/// lines above and below.
const MOST_MARKS: usize = 4;

fn one_line(text: &str) -> Result<(), TextFault> {
    if text.chars().any(is_hostile) {
        return Err(TextFault::Unseen);
    }
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            return Err(TextFault::Marks);
        }
    }
    Ok(())
}

/// Whether a mark stands where no letter is for it to stand on.
fn has_loose_mark(text: &str) -> bool {
    let mut before = None;
    text.chars().any(|c| {
        let on_a_letter =
            before.is_some_and(|letter: char| letter.is_alphabetic() || is_mark(letter));
        before = Some(c);
        is_mark(c) && !on_a_letter
    })
}

fn many_lines(text: &str) -> Result<(), TextFault> {
    if text
        .chars()
        .any(|c| is_hostile(c) && c != '\n' && c != '\t')
    {
        Err(TextFault::Unseen)
    } else {
        Ok(())
    }
}

fn name(text: &str) -> Result<(), TextFault> {
    one_line(text)?;
    if has_loose_mark(text) {
        return Err(TextFault::Marks);
    }
    let fits = |c: char| {
        c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '\u{0300}'..='\u{036f}')
    };
    if let Some(wrong) = text.chars().find(|c| !fits(*c)) {
        return Err(TextFault::Character(wrong));
    }
    if text.chars().any(char::is_alphabetic) {
        Ok(())
    } else {
        Err(TextFault::NoLetter)
    }
}

const LIKE_AN_EMAIL: TextFault = TextFault::Format {
    like: "name@example.org",
};
// A number and a postcode that are nobody's: the first is kept for drama, no post town has the second.
const LIKE_A_PHONE: TextFault = TextFault::Format {
    like: "07700 900777",
};
const LIKE_A_POSTCODE: TextFault = TextFault::Format { like: "ZZ99 3VZ" };

fn email(text: &str) -> Result<(), TextFault> {
    one_line(text)?;
    let plain = |c: char| {
        c.is_ascii_graphic()
            && !matches!(
                c,
                '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '[' | ']' | '\\'
            )
    };
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && local.chars().all(plain)
                && domain.split('.').count() >= 2
                && domain.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                }) =>
        {
            Ok(())
        }
        _ => Err(LIKE_AN_EMAIL),
    }
}

fn phone(text: &str) -> Result<(), TextFault> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = text.chars().enumerate().all(|(at, c)| {
        c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')') || (c == '+' && at == 0)
    });
    if fits && (9..=15).contains(&digits) {
        Ok(())
    } else {
        Err(LIKE_A_PHONE)
    }
}

/// Outward part (`ZZ99`), one space, inward part (`9ZZ`).
fn postcode(text: &str) -> Result<(), TextFault> {
    let shape = |part: &str| {
        part.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect::<String>()
    };
    match text.split_once(' ') {
        Some((outward, inward))
            if matches!(
                shape(outward).as_str(),
                "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A"
            ) && shape(inward) == "9AA" =>
        {
            Ok(())
        }
        _ => Err(LIKE_A_POSTCODE),
    }
}

fn as_typed(text: &str) -> String {
    text.trim().to_owned()
}

fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn lower(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// Upper case with one space before the last three characters, however it was typed.
fn postcode_form(text: &str) -> String {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if letters.len() > 3 {
        letters.insert(letters.len() - 3, ' ');
    }
    letters.into_iter().collect()
}

/// The words with a capital, as a label or a sentence begins.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter();
    first.flat_map(char::to_uppercase).chain(letters).collect()
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $max:literal, $form:path, $check:path;)*) => {$(
        $(#[$doc])*
        ///
        /// `Debug` does not show it: it is somebody's.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The longest such text, in characters.
            pub const MAX: usize = $max;

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = TextFault;

            fn from_str(text: &str) -> Result<Self, TextFault> {
                let text = $form(text);
                if text.is_empty() {
                    return Err(TextFault::Blank);
                }
                if text.chars().count() > $max {
                    return Err(TextFault::TooLong { max: $max });
                }
                $check(&text)?;
                Ok(Self(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(withheld)"))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        crate::text_column!($name);

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .min_length(Some(1))
                    .max_length(Some($max))
                    .into()
            }
        }
        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    )*};
}

texts! {
    /// A person's name or part of one: letters of any script, spaces, hyphens, apostrophes.
    Name: 100, as_typed, name;
    /// One line of text.
    Line: 200, as_typed, one_line;
    /// Several lines of text: an account, a reason, a note.
    Narrative: 20_000, unix_lines, many_lines;
    /// A postal address without its postcode: a few lines.
    Address: 500, unix_lines, many_lines;
    /// A language, as people call it.
    Language: 100, as_typed, name;
    /// An e-mail address, in lower case.
    Email: 254, lower, email;
    /// A telephone number as people write it; 9 to 15 digits.
    Phone: 30, as_typed, phone;
    /// A postcode of the United Kingdom, in its printed form.
    Postcode: 8, postcode_form, postcode;
}

#[cfg(test)]
mod tests;
