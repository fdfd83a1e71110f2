//! Words of the audit for people who know no case. Pure.

/// What kind of record a stream of facts is about, by its prefix: never which.
pub fn kind_in_words(prefix: &str) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("per", "A person"),
        ("usr", "Their own work, or an account"),
        ("hou", "A carer household"),
        ("ord", "An order"),
        ("ref", "A referral"),
        ("pln", "A plan"),
        ("ras", "A risk assessment"),
        ("ses", "A session"),
        ("rot", "A rota"),
        ("ntc", "A message"),
        ("ven", "A venue"),
        ("sup", "A supervisor"),
        ("prv", "An outside service"),
    ];
    let known = KINDS.iter().find(|(known, _)| *known == prefix);
    known.map_or("The service", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::kind_in_words;

    #[test]
    fn a_kind_of_record_is_told_and_never_which() {
        for (prefix, words) in [
            ("per", "A person"),
            ("ses", "A session"),
            ("2026-11-24", "The service"),
            ("", "The service"),
        ] {
            assert_eq!(kind_in_words(prefix), words, "{prefix}");
        }
    }
}
