use kernel::{
    id::SessionId,
    time::{ClockTime, Slot},
};

use super::*;
use crate::notifications::rules::said::{
    Appointment, CarerNotice, Collects, DriverNotice, FamilyNotice, FirstName, InterpreterNotice,
    Matter, News, Reference, SocialWorkerNotice, SupervisorNotice,
};

fn slot(from: &str, to: &str) -> Slot {
    let day = "2026-11-24".parse().unwrap();
    Slot::new(day, from.parse().unwrap(), to.parse().unwrap()).unwrap()
}

fn appointment(news: News) -> Appointment {
    Appointment {
        reference: Reference::of("7F3K"),
        news,
        slot: slot("10:00", "11:30"),
        before: None,
    }
}

fn every(news: News) -> Vec<Said> {
    let appointment = appointment(news);
    let place = Some("Hill House".parse().unwrap());
    let family = FamilyNotice::of(appointment.clone(), place).map(Said::Family);
    let others = [
        Said::Carer(CarerNotice {
            appointment: appointment.clone(),
            children: vec![FirstName::of(&"Ava".parse().unwrap())],
            collects: Collects::Supervisor(Some(FirstName::first_word(
                &"Rosa Marsh".parse().unwrap(),
            ))),
        }),
        Said::Driver(DriverNotice {
            appointment: appointment.clone(),
        }),
        Said::Interpreter(InterpreterNotice {
            appointment: appointment.clone(),
            language: Some("Polish".parse().unwrap()),
            place: Some("Hill House".parse().unwrap()),
        }),
        Said::SocialWorker(SocialWorkerNotice {
            matter: Matter::Appointment,
            week: None,
            reference: appointment.reference.clone(),
            happened: "Changed",
            page: "https://kith.example.org/sessions/x".to_owned(),
        }),
        Said::Supervisor(SupervisorNotice {
            appointment,
            session: SessionId::from_parts(1, 1),
            place: Some("Hill House".parse().unwrap()),
        }),
    ];
    others.into_iter().chain(family).collect()
}

const ALL: [News; 6] = [
    News::New,
    News::Changed,
    News::Off,
    News::Aside,
    News::NotHeld { at: NOON },
    News::EndedEarly { at: NOON },
];
const NOON: ClockTime = match ClockTime::new(12, 0) {
    Ok(noon) => noon,
    Err(_) => panic!("noon is a time"),
};

fn letter(said: Said) -> Letter {
    let signature = Signature {
        phone: Some("01632 960300".to_owned()),
    };
    Letter::of(
        &[said],
        Some("https://kith.example.org/n/x".to_owned()),
        &signature,
    )
}

#[test]
fn a_subject_holds_a_reference_and_no_word_that_tells() {
    for news in ALL {
        for said in every(news) {
            let subject = letter(said).subject;
            let lower = subject.to_lowercase();
            for word in ["ava", "rosa", "child", "contact", "court", "family"] {
                assert!(!lower.contains(word), "{subject}");
            }
        }
    }
    let two = [every(News::New), every(News::Off)].concat();
    let subject = Letter::of(&two, None, &Signature { phone: None }).subject;
    assert_eq!(subject, "12 appointments");
}

#[test]
fn a_change_shows_the_new_time_and_the_old() {
    let mut changed = appointment(News::Changed);
    changed.before = Some(slot("14:00", "15:30"));
    let text = letter(Said::Driver(DriverNotice {
        appointment: changed,
    }))
    .plain();
    assert!(text.contains("New time: Tuesday 24 November 2026, 10:00 to 11:30"));
    assert!(text.contains("Old time: Tuesday 24 November 2026, 14:00 to 15:30"));
}

#[test]
fn only_carers_read_a_childs_first_name_and_nobody_a_surname() {
    for news in ALL {
        for said in every(news) {
            let is_carer = matches!(said, Said::Carer(_));
            let letter = letter(said);
            for text in [letter.plain(), letter.html()] {
                assert_eq!(text.contains("Ava"), is_carer, "{text}");
                assert!(!text.contains("Marsh"), "{text}");
            }
        }
    }
}

#[test]
fn who_reads_at_nine_years_can_read_it() {
    for news in ALL {
        for said in every(news) {
            for sentence in said.passage().words {
                for part in sentence.split(['.', '!', '?']) {
                    let words = part.split_whitespace().count();
                    assert!(words <= 16, "{words} words: {part}");
                }
            }
        }
    }
}

#[test]
fn no_message_can_tell_a_family_of_a_refusal() {
    for news in ALL {
        let notice = FamilyNotice::of(appointment(news), None);
        assert_eq!(notice.is_none(), news == News::Aside, "{news:?}");
    }
}

#[test]
fn what_is_typed_is_text_in_html() {
    let place = "<script>\"&'</script>".parse().unwrap();
    let notice = FamilyNotice::of(appointment(News::New), Some(place)).unwrap();
    let html = letter(Said::Family(notice)).html();
    assert!(!html.contains("<script>"), "{html}");
    assert!(html.contains("&lt;script&gt;&quot;&amp;&#39;"), "{html}");
}

#[test]
fn the_hash_is_of_the_words_and_not_of_the_link() {
    let letters = every(News::New).into_iter().map(letter);
    for letter in letters {
        let another = Letter {
            link: None,
            ..letter.clone()
        };
        assert_eq!(letter.hash(), another.hash());
        assert_ne!(letter.plain(), another.plain());
    }
    assert_eq!(Reference::of("ses_01K7F3K").as_str(), "7F3K");
}
