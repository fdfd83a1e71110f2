//! Words of the audit for people who know no case. Pure.

use kernel::fact::{Outcome, Purpose};
use law::access::Act;

/// What was done, in a sentence: a try that was refused, and a form that was only opened, say so.
pub fn deed_in_words(act: &str, outcome: Outcome) -> String {
    let known: Option<Act> = act.parse().ok();
    // What an earlier version did keeps its name.
    let words: &str = match known {
        Some(known) => known.in_words(),
        None => act,
    };
    match outcome {
        Outcome::Refused => format!("Refused, nothing was shown or changed. Tried: {words}"),
        Outcome::Looked if known.is_some_and(Act::writes) => {
            format!("Only looked, nothing was changed. The page is for this: {words}")
        }
        Outcome::Done | Outcome::Looked => words.to_owned(),
    }
}

/// What something was done for, in words.
pub fn purpose_in_words(purpose: &str) -> &str {
    match purpose.parse() {
        Ok(Purpose::ServiceDelivery) => "Arranging, holding and recording family time",
        Ok(Purpose::Assessment) => "Assessing needs and risks",
        Ok(Purpose::ServicePlanning) => "Planning the service",
        Ok(Purpose::LegalProceedings) => "Evidence for the court or for lawyers",
        Ok(Purpose::SubjectRequest) => "Answering somebody about their own data",
        Ok(Purpose::Oversight) => "Checking that the service does right",
        Ok(Purpose::Administration) => "Running the program",
        Err(_) => purpose,
    }
}

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
    use kernel::fact::Outcome;
    use law::access::Act;

    use super::{deed_in_words, kind_in_words, purpose_in_words};

    #[test]
    fn a_deed_is_told_in_a_sentence() {
        let told = |outcome| deed_in_words("people.show_whereabouts", outcome);
        let words = "Reads where somebody can be found: a placement's address, a telephone.";
        assert_eq!(told(Outcome::Done), words);
        assert_eq!(told(Outcome::Looked), words);
        let refused = format!("Refused, nothing was shown or changed. Tried: {words}");
        assert_eq!(told(Outcome::Refused), refused);
        let form = deed_in_words("people.edit", Outcome::Looked);
        assert!(form.starts_with("Only looked, nothing was changed."));
        assert_eq!(deed_in_words("of.old", Outcome::Done), "of.old");
        assert_eq!(purpose_in_words("service_planning"), "Planning the service");
        assert_eq!(purpose_in_words(""), "");
    }

    #[test]
    fn every_action_reads_as_a_sentence() {
        for act in Act::ALL {
            let words = act.in_words();
            assert!(
                words.ends_with('.') && words.starts_with(char::is_uppercase),
                "{act}: {words}"
            );
            assert!(
                !words.contains("  ") && !words.contains('`'),
                "{act}: {words}"
            );
        }
    }

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
