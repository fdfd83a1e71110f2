//! The proof of a form under a mask that is new on each page.
//!
//! Pages are compressed, and some repeat what was typed: who makes a browser open them many times and
//! watches their length could spell out whatever stands on all of them. Under a new mask each time, the
//! proof stands on no two.

use kernel::refusal::Refused;

use crate::storage::random_hex;

/// Digits of a proof, in hexadecimal, and of its mask.
const DIGITS: usize = 64;

/// A proof under a new mask: the mask, then the proof as it stands under it.
///
/// # Errors
/// A fault when the operating system has no randomness to give, or it is no proof.
pub fn masked(proof: &str) -> Result<String, Refused> {
    let mask = random_hex::<32>()?;
    let hidden = under(&mask, proof).ok_or_else(|| Refused::broken("masking what is no proof"))?;
    Ok(mask + &hidden)
}

/// The proof without its mask; none where it is no masked proof, to the letter.
pub(super) fn unmasked(sent: &str) -> Option<String> {
    let (mask, hidden) = sent.split_at_checked(DIGITS)?;
    under(mask, hidden)
}

fn under(mask: &str, text: &str) -> Option<String> {
    if mask.len() != DIGITS || text.len() != DIGITS {
        return None;
    }
    let digits = mask.chars().zip(text.chars());
    digits
        .map(|(one, other)| char::from_digit(digit(one)? ^ digit(other)?, 16))
        .collect()
}

fn digit(letter: char) -> Option<u32> {
    letter
        .to_digit(16)
        .filter(|_digit| !letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_stands_on_no_two_pages_and_is_found_again_on_each() {
        let proof = "0123456789abcdef".repeat(4);
        let (one, other) = (masked(&proof).unwrap(), masked(&proof).unwrap());
        assert!(one != other && !one.contains(&proof) && !other.contains(&proof));
        for sent in [one, other] {
            assert_eq!(unmasked(&sent).as_deref(), Some(proof.as_str()));
        }
    }

    #[test]
    fn what_is_no_masked_proof_is_none() {
        let proof = masked(&"7".repeat(64)).unwrap();
        for sent in [
            String::new(),
            proof.chars().take(127).collect(),
            format!("{proof}0"),
            "A".repeat(128),
            "é".repeat(64),
            "x".repeat(128),
        ] {
            assert_eq!(unmasked(&sent), None, "{sent}");
        }
        assert!(masked("7").is_err());
    }
}
