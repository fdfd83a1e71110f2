//! The words a rule comes from, tied to their place in the order.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Words of an order and where they stand in its verbatim text, counted in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Quote {
    words: String,
    at: usize,
}

/// Why words were not taken as a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum QuoteRefused {
    /// No words.
    #[error("quote the words of the order this rule comes from")]
    Blank,
    /// The words do not stand in the order.
    #[error("these words do not stand in the text of the order")]
    NotThere,
}

impl Quote {
    /// The quote of these words, where they first stand in `verbatim`.
    pub fn find(verbatim: &str, words: &str) -> Result<Self, QuoteRefused> {
        let words = words.trim();
        if words.is_empty() {
            return Err(QuoteRefused::Blank);
        }
        let (before, _) = verbatim.split_once(words).ok_or(QuoteRefused::NotThere)?;
        Ok(Self {
            words: words.to_owned(),
            at: before.chars().count(),
        })
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The number of characters before them in the order.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether the words stand at their place in this text.
    pub fn stands_in(&self, verbatim: &str) -> bool {
        let mut rest = verbatim.chars().skip(self.at);
        !self.words.is_empty() && self.words.chars().all(|letter| rest.next() == Some(letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ORDER: &str = "2. The authority shall allow contact on no fewer than two occasions — \
        each week.\n3. Partner J. shall not be present.";

    #[test]
    fn words_must_stand_in_the_order() {
        let quote = Quote::find(ORDER, " Partner J. shall not be present ").unwrap();
        assert_eq!(quote.words(), "Partner J. shall not be present");
        assert!(quote.stands_in(ORDER));
        assert!(
            !quote.stands_in("3. Partner J. shall not be present."),
            "another text, another place"
        );
        assert_eq!(
            Quote::find(ORDER, "Partner K."),
            Err(QuoteRefused::NotThere)
        );
        assert_eq!(Quote::find(ORDER, "  "), Err(QuoteRefused::Blank));
    }

    proptest! {
        #[test]
        fn any_words_of_a_text_are_found_in_it(before in "\\PC{0,40}", words in "[a-zé—]{1,20}", after in "\\PC{0,40}") {
            let text = format!("{before}{words}{after}");
            prop_assert!(Quote::find(&text, &words).unwrap().stands_in(&text));
        }
    }
}
