//! Each question with its answers.

use super::*;
use crate::orders::rules::tests::{contact_order, person};

fn answer(question: &str) -> RuleFields {
    RuleFields {
        question: question.into(),
        quote: "Partner J. shall not be present".into(),
        vary: "court".into(),
        ..RuleFields::default()
    }
}

type Change = fn(&mut RuleFields);
/// Name, question, what is typed, and what it comes to: words, or the fields that do not fit.
type Case = (
    &'static str,
    &'static str,
    Change,
    Result<&'static str, &'static [&'static str]>,
);
const ANSWERS: &[Case] = &[
    (
        "at least twice a week",
        "how_often",
        |rule| {
            (rule.bound, rule.times, rule.per) = ("at_least".into(), "2".into(), "week".into());
        },
        Ok("At least 2 sessions in each week."),
    ),
    (
        "at most monthly",
        "how_often",
        |rule| {
            (rule.bound, rule.times, rule.per) = ("at_most".into(), "1".into(), "month".into());
        },
        Ok("At most 1 session in each month."),
    ),
    (
        "exactly is two rules",
        "how_often",
        |rule| {
            (rule.bound, rule.times, rule.per) = ("exactly".into(), "1".into(), "month".into());
        },
        Err(&["/bound"]),
    ),
    (
        "never",
        "how_often",
        |rule| {
            (rule.bound, rule.times, rule.per) = ("at_least".into(), "0".into(), "week".into());
        },
        Err(&["/times"]),
    ),
    (
        "nothing said",
        "how_often",
        |_| (),
        Err(&["/bound", "/times", "/per"]),
    ),
    (
        "ninety minutes",
        "how_long",
        |rule| {
            (rule.bound, rule.minutes) = ("exactly".into(), "90".into());
        },
        Ok("Exactly 90 minutes."),
    ),
    (
        "longer than a day",
        "how_long",
        |rule| {
            (rule.bound, rule.minutes) = ("at_least".into(), "1441".into());
        },
        Err(&["/minutes"]),
    ),
    (
        "supervised",
        "how_closely",
        |rule| rule.level = "U3".into(),
        Ok("Supervision: at least “supervised throughout”."),
    ),
    (
        "watched somehow",
        "how_closely",
        |rule| rule.level = "U9".into(),
        Err(&["/level"]),
    ),
    ("nobody chosen", "who_may_come", |_| (), Err(&["/people"])),
    (
        "only one",
        "who_may_come",
        |rule| rule.people = vec![person(3).to_string()],
        Ok("Nobody else may be present but the 1 named."),
    ),
    (
        "the partner",
        "who_may_not",
        |rule| rule.people = vec![person(5).to_string()],
        Ok("The person named may not be present."),
    ),
    (
        "two who must not meet",
        "who_may_not",
        |rule| {
            rule.people = vec![person(3).to_string(), person(5).to_string()];
            (rule.barred, rule.minutes) = ("together".into(), "30".into());
        },
        Ok("The two named may not be at one venue within 30 minutes of each other."),
    ),
    (
        "one who must not meet",
        "who_may_not",
        |rule| {
            rule.people = vec![person(3).to_string()];
            rule.barred = "together".into();
        },
        Err(&["/people"]),
    ),
    (
        "at a centre",
        "where",
        |rule| {
            (rule.place, rule.places) = ("only".into(), vec!["centre".into()]);
        },
        Ok("Only at a contact centre."),
    ),
    (
        "at a home",
        "where",
        |rule| {
            (rule.place, rule.places) = ("not".into(), vec!["home".into()]);
        },
        Ok("Not at a home."),
    ),
    (
        "somewhere",
        "where",
        |rule| rule.places = vec!["centre".into()],
        Err(&["/place"]),
    ),
    (
        "nowhere",
        "where",
        |rule| rule.place = "only".into(),
        Err(&["/places"]),
    ),
    (
        "for information",
        "other",
        |rule| rule.read = "for_information".into(),
        Ok("For information only."),
    ),
    ("a question nobody asks", "why", |_| (), Err(&["/question"])),
    (
        "no quote",
        "other",
        |rule| {
            (rule.read, rule.quote) = ("not_yet".into(), " ".into());
        },
        Err(&["/quote"]),
    ),
];

#[test]
fn each_question_has_its_answers() {
    for (name, question, change, expected) in ANSWERS {
        let mut fields = answer(question);
        change(&mut fields);
        match (fields.read(), expected) {
            (Ok(draft), Ok(words)) => assert_eq!(draft.condition.in_words(), *words, "{name}"),
            (Err(Refused::Invalid(errors)), Err(pointers)) => {
                let found: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
                assert_eq!(found, *pointers, "{name}");
            }
            (found, _) => panic!("{name}: {found:?}"),
        }
    }
}

#[test]
fn a_rule_hangs_on_words_that_stand_in_the_order() {
    let order = contact_order();
    let mut fields = answer("other");
    fields.read = "not_yet".into();
    let rule = tie(&order, fields.read().unwrap()).unwrap();
    assert!(rule.quote.stands_in(order.details.verbatim.as_str()));
    fields.quote = "Partner K. shall not be present".into();
    assert!(tie(&order, fields.read().unwrap()).is_err());
    // Words over two lines, as a browser sends them.
    fields.quote = "of ninety minutes.\r\n3. Partner J.".into();
    assert!(tie(&order, fields.read().unwrap()).is_ok());
}

#[test]
fn what_is_wrong_is_told_in_the_order_of_the_form() {
    for (question, asked) in [
        (
            "how_often",
            &["/quote", "/bound", "/times", "/per", "/vary"][..],
        ),
        ("where", &["/quote", "/place", "/places", "/vary"]),
        ("who_may_not", &["/quote", "/people", "/vary"]),
    ] {
        let empty = RuleFields {
            question: question.into(),
            ..RuleFields::default()
        };
        let Err(Refused::Invalid(errors)) = empty.read() else {
            panic!("{question} must be refused")
        };
        let told: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(told, asked, "{question}");
    }
}
