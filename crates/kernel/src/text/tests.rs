//! What fits each kind of text, and what does not.

use super::*;

fn refuses<T: FromStr<Err = TextFault> + fmt::Debug>(cases: &[(&str, TextFault)]) {
    for (text, fault) in cases {
        assert_eq!(text.parse::<T>().unwrap_err(), *fault, "{text:?}");
    }
}

#[test]
fn names() {
    for good in [
        "Ava",
        "  Ava ",
        "O'Neill",
        "D’Arcy",
        "Anne-Marie",
        "Zoë",
        "Łukasz",
        "ابو",
        "J.",
        "Nguyễn",
        "Nguye\u{302}\u{303}n",
        "Zoe\u{308}",
        "דָּוִד",
    ] {
        good.parse::<Name>()
            .unwrap_or_else(|fault| panic!("{good}: {fault}"));
    }
    refuses::<Name>(&[
        ("", TextFault::Blank),
        ("   ", TextFault::Blank),
        ("R2D2", TextFault::Character('2')),
        ("Potter & Son", TextFault::Character('&')),
        ("Ava\u{202e}", TextFault::Unseen),
        ("A\nB", TextFault::Unseen),
        ("--", TextFault::NoLetter),
        ("\u{301}Ava", TextFault::Marks),
        ("Ava \u{301}Potter", TextFault::Marks),
        (&format!("Ava{}", "\u{301}".repeat(5)), TextFault::Marks),
        (&"a".repeat(101), TextFault::TooLong { max: 100 }),
    ]);
}

#[test]
fn lines_and_narratives() {
    assert_eq!("a\r\nb".parse::<Narrative>().unwrap().as_str(), "a\nb");
    refuses::<Line>(&[("a\nb", TextFault::Unseen), ("a\0b", TextFault::Unseen)]);
    refuses::<Narrative>(&[("a\u{0008}b", TextFault::Unseen)]);
}

#[test]
fn addresses_numbers_and_postcodes() {
    assert_eq!(
        "Fern@Example.ORG".parse::<Email>().unwrap().as_str(),
        "fern@example.org"
    );
    refuses::<Email>(&[
        ("fern", LIKE_AN_EMAIL),
        ("fern@localhost", LIKE_AN_EMAIL),
        ("a b@example.org", LIKE_AN_EMAIL),
        ("a@example.org\r\nBcc: x@y.z", TextFault::Unseen),
        ("a,b@example.org", LIKE_AN_EMAIL),
    ]);
    assert_eq!("zz99 9zz".parse::<Postcode>().unwrap().as_str(), "ZZ99 9ZZ");
    assert_eq!("w1a1aa".parse::<Postcode>().unwrap().as_str(), "W1A 1AA");
    refuses::<Postcode>(&[
        ("ZZ9", LIKE_A_POSTCODE),
        ("12345", LIKE_A_POSTCODE),
        ("ZZ99 99Z", LIKE_A_POSTCODE),
    ]);
    for good in ["01632 960123", "+44 7700 900123", "(01632) 960-123"] {
        good.parse::<Phone>()
            .unwrap_or_else(|fault| panic!("{good}: {fault}"));
    }
    refuses::<Phone>(&[
        ("12345", LIKE_A_PHONE),
        ("call me", LIKE_A_PHONE),
        ("0123456789012345", LIKE_A_PHONE),
    ]);
}

#[test]
fn text_of_a_person_never_prints_by_accident() {
    let name: Name = "Ava".parse().unwrap();
    assert_eq!(format!("{name:?}"), "Name(withheld)");
}

#[test]
fn a_label_begins_with_a_capital() {
    for (words, label) in [
        ("in person", "In person"),
        ("émigré", "Émigré"),
        ("Asha", "Asha"),
        ("", ""),
    ] {
        assert_eq!(capital(words), label);
    }
}
