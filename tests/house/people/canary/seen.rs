//! Finds a marker in what was said, however it is written.

/// Without what may stand between two letters of it: a blank, a fold, a soft end of a line.
fn bare(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

/// The markers that stand in a text: as they are, as a link to a telephone writes them, or folded at
/// any place.
pub fn seen_in<'m>(text: &str, markers: &[&'m str]) -> Vec<&'m str> {
    let text = bare(text);
    let seen = markers.iter().filter(|marker| text.contains(&bare(marker)));
    seen.copied().collect()
}

#[test]
fn a_marker_is_seen_however_it_is_folded() {
    let markers = ["3 Canaryhome Lane", "07700 900333"];
    for text in [
        "Go to 3 Canaryhome Lane.",
        "DESCRIPTION:Go to 3 Canary\r\n home Lane",
        "<a href=\"tel:07700900333\">Ring</a>",
        "3\n  Canaryhome\n  Lane",
    ] {
        assert_eq!(seen_in(text, &markers).len(), 1, "{text}");
    }
    assert_eq!(seen_in("3 Hill Street, 07700 900334", &markers), [""; 0]);
}
