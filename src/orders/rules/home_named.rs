//! Whether words that parents will read say where a child lives. Pure.

use kernel::text::{Address, Postcode};

/// The fewest letters and digits of an address line that are looked for: "1 Elm" could stand in any
/// sentence.
const FEWEST: usize = 7;

/// Letters and digits alone: nobody writes an address twice in the same way.
fn bare(text: &str) -> String {
    let letters = text.chars().filter(|one| one.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a text holds the postcode of a home, or the line of its address with the street.
pub fn names_the_home(
    text: &str,
    (address, postcode): (Option<&Address>, Option<&Postcode>),
) -> bool {
    let text = bare(text);
    let street = address.map(ToString::to_string).unwrap_or_default();
    let street = street.split([',', '\n']).next().map(bare);
    let street = street.filter(|line| line.chars().count() >= FEWEST);
    let postcode = postcode.map(|postcode| bare(&postcode.to_string()));
    street
        .into_iter()
        .chain(postcode)
        .any(|part| !part.is_empty() && text.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_or_a_postcode_is_found_however_it_is_written() {
        let address: Address = "12 Rowan Close, Merrowby".parse().unwrap();
        let postcode: Postcode = "ZZ99 1CH".parse().unwrap();
        for (text, found) in [
            ("She stood outside 12 Rowan Close last night.", true),
            ("She stood outside 12, ROWAN close.", true),
            ("She was seen near zz991ch.", true),
            ("She was seen near the close.", false),
            ("The police were called at 12.", false),
        ] {
            let home = (Some(&address), Some(&postcode));
            assert_eq!(names_the_home(text, home), found, "{text}");
        }
        let short: Address = "1 Elm".parse().unwrap();
        assert!(!names_the_home("On 1 Elm day.", (Some(&short), None)));
        assert!(!names_the_home("Anything.", (None, None)));
    }
}
