//! Words of the audit for people who know no case. Pure.

use kernel::{
    fact::{Outcome, Purpose},
    time::Instant,
};
use law::access::Act;

use super::Deed;

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

/// Looks so close together are one: each form that is saved leads back to its page.
const ONE_LOOK_MINUTES: i64 = 30;

/// Something that was done, or a page that was looked at several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'d> {
    /// The first time.
    pub deed: &'d Deed,
    /// With what kind of record.
    pub kind: &'static str,
    /// The last time.
    pub last: Instant,
    /// How many times.
    pub times: usize,
}

/// What was done, the oldest first. Who only looked at a page again and again within a while is told
/// once, with how often; what was changed or refused stands each by itself.
pub fn runs<'d>(deeds: impl IntoIterator<Item = (&'d Deed, &'static str)>) -> Vec<Run<'d>> {
    let mut runs: Vec<Run<'d>> = Vec::new();
    for (deed, kind) in deeds {
        let same = |run: &&mut Run<'d>| {
            let (one, other) = (run.deed, deed);
            run.kind == kind
                && one.outcome == other.outcome
                && (&one.who, &one.act, &one.purpose) == (&other.who, &other.act, &other.purpose)
                && run.last.minutes_until(deed.at) <= ONE_LOOK_MINUTES
        };
        let looked = deed.outcome == Outcome::Looked;
        match runs.iter_mut().rev().find(same).filter(|_| looked) {
            Some(run) => {
                run.last = deed.at;
                run.times += 1;
            }
            None => runs.push(Run {
                deed,
                kind,
                last: deed.at,
                times: 1,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use kernel::fact::Outcome;
    use law::access::Act;

    use super::{deed_in_words, kind_in_words, purpose_in_words, runs};
    use crate::governance::{Deed, Who};

    #[test]
    fn who_looks_again_and_again_is_told_once() {
        let deed = |time: &str, who: Who, outcome| Deed {
            at: format!("2026-11-24T{time}:00Z").parse().unwrap(),
            who,
            act: "observations.record".to_owned(),
            purpose: None,
            outcome,
        };
        let deeds = [
            deed("10:00", Who::Program, Outcome::Looked),
            deed("10:01", Who::Program, Outcome::Done),
            deed("10:02", Who::Program, Outcome::Looked),
            deed("10:03", Who::Nobody, Outcome::Looked),
            deed("10:04", Who::Program, Outcome::Refused),
            deed("10:05", Who::Program, Outcome::Refused),
            deed("10:32", Who::Program, Outcome::Looked),
            deed("11:03", Who::Program, Outcome::Looked),
        ];
        let told = runs(deeds.iter().map(|deed| (deed, "A session")));
        let told: Vec<(String, String, usize)> = told
            .iter()
            .map(|run| {
                let time = |at: kernel::time::Instant| at.london_time().to_string();
                (time(run.deed.at), time(run.last), run.times)
            })
            .collect();
        let told: Vec<(&str, &str, usize)> = told
            .iter()
            .map(|(from, to, times)| (from.as_str(), to.as_str(), *times))
            .collect();
        assert_eq!(
            told,
            [
                ("10:00", "10:32", 3),
                ("10:01", "10:01", 1),
                ("10:03", "10:03", 1),
                ("10:04", "10:04", 1),
                ("10:05", "10:05", 1),
                ("11:03", "11:03", 1),
            ]
        );
    }

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
