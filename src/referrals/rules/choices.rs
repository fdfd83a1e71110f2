//! What can be chosen where a referral asks for one of a list.

use law::{
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
};

use crate::referrals::Bringing;

/// Codes and the words for them.
pub(super) type Choices = Vec<(&'static str, &'static str)>;

pub(super) fn yes_or_no() -> Choices {
    vec![("yes", "Yes"), ("no", "No")]
}

/// "Yes" is the only answer: what is wrong or missing is put right in the record itself.
pub(super) fn recorded() -> Choices {
    vec![("yes", "Yes, what is recorded is complete and right")]
}

pub(super) fn stages() -> Choices {
    vec![
        ("in_proceedings", "In proceedings"),
        ("after_proceedings", "After proceedings"),
        ("section_20", "Accommodated by agreement (section 20)"),
        ("before_adoption", "Before adoption"),
    ]
}

pub(super) fn purposes() -> Choices {
    vec![
        ("relationship", "To keep the relationship"),
        ("reunification", "To prepare a return home, or to assess"),
        ("identity", "Identity and life story"),
        ("siblings", "Brothers and sisters"),
        ("goodbye", "To say goodbye"),
        ("introduction", "To be introduced"),
    ]
}

pub(super) fn periods() -> Choices {
    Period::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()))
        .collect()
}

pub(super) fn levels() -> Choices {
    Level::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()))
        .collect()
}

pub(super) fn modes() -> Choices {
    Mode::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()))
        .collect()
}

pub(super) fn places() -> Choices {
    PlaceKind::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()))
        .collect()
}

pub(super) fn drivers() -> Choices {
    Bringing::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()))
        .collect()
}
