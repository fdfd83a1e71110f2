use super::*;

fn today() -> LondonDay {
    "2026-11-24".parse().unwrap()
}

/// Question, value, who supplies it, and whether it fits.
const AS_TYPED: &[(Question, &str, &str, bool)] = &[
    (Question::Minutes, "90", "", true),
    (Question::Minutes, "92", "", false),
    (Question::Minutes, "10", "", false),
    (Question::Minutes, "485", "", false),
    (Question::Minutes, "an hour", "", false),
    (Question::Times, "0", "", false),
    (Question::Times, "31", "", true),
    (Question::Per, "week", "", true),
    (Question::Per, "weekly", "", false),
    (Question::NeededFrom, "2026-11-24", "", true),
    (Question::NeededFrom, "2026-11-23", "", false),
    (Question::NeededFrom, "2026-02-30", "", false),
    (Question::Language, "Polish", "", true),
    (Question::Language, "P0lish", "", false),
    (Question::Language, "", "social_worker", false),
    (Question::Health, "", "carer", true),
    (Question::Health, "", "somebody", false),
    (Question::Health, "None known.", "carer", false),
    (Question::Health, "", "", true),
    (Question::Level, "U3", "", true),
    (Question::Level, "U9", "", false),
    (Question::LegalRecorded, "no", "", false),
];

#[test]
fn answers_as_typed() {
    for (question, value, not_known, fits) in AS_TYPED {
        let reply = ReplyFields {
            question: question.to_string(),
            value: (*value).into(),
            not_known: (*not_known).into(),
        };
        let fields = TopicFields {
            persons: Vec::new(),
            answers: vec![reply],
        };
        let read = fields.read(question.topic(), today());
        assert_eq!(read.is_ok(), *fits, "{question} {value} {not_known}");
    }
}

#[test]
fn a_section_takes_only_its_own_answers() {
    let reply = ReplyFields {
        question: "health".into(),
        ..ReplyFields::default()
    };
    let fields = TopicFields {
        persons: Vec::new(),
        answers: vec![reply],
    };
    assert!(fields.read(Topic::School, today()).is_err());
}
