use kernel::{
    id::SessionId,
    time::{ClockTime, Slot},
};
use law::proposal::Mode;

use super::*;
use crate::notifications::Event;
use crate::notifications::rules::{calendar, said::*};

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
        apart: None,
    }
}

/// Ava goes and comes back so.
fn of_ava(news: News, there: Way, back: Way) -> CarerNotice {
    CarerNotice {
        appointment: appointment(news),
        children: vec![FirstName::of(&"Ava".parse().unwrap())],
        there,
        back,
        nappies: false,
        others_go: false,
        directions: None,
    }
}

fn every(news: News) -> Vec<Said> {
    let appointment = appointment(news);
    let place = Place {
        now: Some("Hill House".parse().unwrap()),
        before: None,
        directions: None,
    };
    let rosa = Collects::Supervisor(Some(FirstName::first_word(&"Rosa Marsh".parse().unwrap())));
    let family = FamilyNotice::of(appointment.clone(), place.clone()).map(Said::Family);
    let others = [
        Said::Carer(of_ava(news, Way::with(rosa.clone()), Way::with(rosa))),
        Said::Driver(DriverNotice {
            appointment: appointment.clone(),
            there: None,
            back: None,
        }),
        Said::Interpreter(InterpreterNotice {
            appointment: appointment.clone(),
            language: Some("Polish".parse().unwrap()),
            place: place.clone(),
        }),
        Said::SocialWorker(SocialWorkerNotice {
            matter: Matter::Appointment,
            week: None,
            reference: appointment.reference.clone(),
            event: Event::Changed,
            page: "https://kith.example.org/sessions/x".to_owned(),
            grounds: None,
        }),
        Said::Supervisor(SupervisorNotice {
            appointment,
            session: SessionId::from_parts(1, 1),
            place,
        }),
    ];
    others.into_iter().chain(family).collect()
}

const ALL: [News; 8] = [
    News::New,
    News::Changed,
    News::Same,
    News::Off,
    News::NotThen,
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
}

#[test]
fn what_does_not_go_ahead_says_so_in_its_subject() {
    let subject = |all: &[Said]| Letter::of(all, None, &Signature { phone: None }).subject;
    for (news, expected) in [
        (News::New, "Appointment ref 7F3K"),
        (News::Changed, "Changed: appointment ref 7F3K"),
        (News::Same, "Still as planned: appointment ref 7F3K"),
        (News::Off, "Not going ahead: appointment ref 7F3K"),
        (News::NotThen, "Not at this time: appointment ref 7F3K"),
        (News::Aside, "On hold: appointment ref 7F3K"),
        (
            News::NotHeld { at: NOON },
            "Did not go ahead: appointment ref 7F3K",
        ),
    ] {
        let driver = Said::Driver(DriverNotice {
            appointment: appointment(news),
            there: None,
            back: None,
        });
        assert_eq!(subject(&[driver]), expected);
    }
    let worker = |event| {
        Said::SocialWorker(SocialWorkerNotice {
            matter: Matter::Appointment,
            week: None,
            reference: Reference::of("7F3K"),
            event,
            page: String::new(),
            grounds: None,
        })
    };
    let off = subject(&[worker(Event::Cancelled)]);
    assert_eq!(off, "Not going ahead: appointment ref 7F3K");
    assert_eq!(subject(&[worker(Event::Recorded)]), "Appointment ref 7F3K");
    // Each class but the social worker, whom nothing is cancelled for here.
    assert_eq!(subject(&every(News::New)), "6 appointments");
    let both = [every(News::New), every(News::Off)].concat();
    assert_eq!(subject(&both), "12 appointments, 5 not going ahead");
    // A family hears of a refusal by letter.
    for (news, words) in [
        (News::Off, "Not going ahead: 5"),
        (News::Aside, "On hold: 4"),
    ] {
        let all: Vec<Said> = every(news).into_iter().filter(Said::stops).collect();
        assert_eq!(subject(&all), format!("{words} appointments"));
    }
}

#[test]
fn what_is_new_of_today_says_so_before_all_else() {
    let today = appointment(News::Aside).slot.day();
    for (news, day, begins) in [
        (News::Aside, today, "Urgent, today. On hold"),
        (News::Off, today, "Urgent, today. Not going ahead"),
        (News::Off, today.plus_days(-1), "Not going ahead"),
        (News::New, today, "Urgent, today. Appointment"),
        (News::Changed, today, "Urgent, today. Changed"),
        (News::Same, today, "Still as planned"),
    ] {
        let said = every(news).into_iter();
        let said: Vec<Said> = said.filter(|one| matches!(one, Said::Driver(_))).collect();
        let letter = Letter::of(&said, None, &Signature { phone: None });
        let subject = letter.urgent_on(day, &said).subject;
        assert!(subject.starts_with(begins), "{subject}");
    }
}

#[test]
fn a_change_shows_who_collects_and_who_was_to() {
    let supervisor =
        |name: &str| Collects::Supervisor(Some(FirstName::first_word(&name.parse().unwrap())));
    let there = Way {
        with: supervisor("Milo Ash"),
        before: Some(supervisor("Rosa Marsh")),
        about: Some(NOON),
    };
    let back = Way::with(Collects::You { to: None });
    let text = letter(Said::Carer(of_ava(News::Changed, there, back))).plain();
    for words in [
        "Who collects now: Milo from our service",
        "Who was to collect: Rosa from our service",
        "Ready by about: 12:00",
        "Milo from our service collects Ava.",
        "Please be there for Ava at 11:30.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Marsh") && !text.contains("Who brings back now"));
}

#[test]
fn a_change_shows_the_new_place_and_the_old() {
    let place = Place {
        now: Some("Park View".parse().unwrap()),
        before: Some("Hill House".parse().unwrap()),
        directions: Some("Bus 4 stops outside".parse().unwrap()),
    };
    let notice = FamilyNotice::of(appointment(News::Changed), place).unwrap();
    let text = letter(Said::Family(notice)).plain();
    assert!(text.contains("New place: Park View\nOld place: Hill House"));
    assert!(text.contains("How to find it: Bus 4 stops outside"));
}

#[test]
fn a_carer_who_comes_to_the_place_is_told_how_to_find_it() {
    let with = |there: Collects| {
        let notice = CarerNotice {
            directions: Some("Bus 4 stops outside".parse().unwrap()),
            ..of_ava(News::New, Way::with(there), Way::with(Collects::Taxi))
        };
        letter(Said::Carer(notice)).plain()
    };
    let to = Some("Hill House".parse().unwrap());
    let found = "Where: Hill House\nHow to find it: Bus 4 stops outside";
    assert!(with(Collects::You { to }).contains(found));
    assert!(!with(Collects::Taxi).contains("Bus 4"));
}

#[test]
fn a_change_shows_the_new_time_and_the_old() {
    let mut changed = appointment(News::Changed);
    changed.before = Some(slot("14:00", "15:30"));
    let text = letter(Said::Driver(DriverNotice {
        appointment: changed,
        there: None,
        back: None,
    }))
    .plain();
    assert!(text.contains("New time: Tuesday 24 November 2026, 10:00 to 11:30"));
    assert!(text.contains("Old time: Tuesday 24 November 2026, 14:00 to 15:30"));
}

#[test]
fn a_driver_is_told_when_to_drive_and_never_where() {
    let drive = |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        Some(Drive { from, to })
    };
    let notice = DriverNotice {
        appointment: appointment(News::New),
        there: drive("09:30", "10:00"),
        back: None,
    };
    let text = letter(Said::Driver(notice)).plain();
    assert!(
        text.contains("Collect at about: 09:30\nThere by: 10:00"),
        "{text}"
    );
    assert!(
        !text.contains("Way back"),
        "somebody else drives it: {text}"
    );
}

#[test]
fn a_family_without_a_place_hears_who_tells_them() {
    let told = |apart| {
        let appointment = Appointment {
            apart,
            ..appointment(News::New)
        };
        let notice = FamilyNotice::of(appointment, Place::default()).unwrap();
        letter(Said::Family(notice)).plain()
    };
    assert!(told(None).contains("We will ring you to say where it is."));
    assert!(told(Some(Mode::Video)).contains("We will ring you to say how you take part."));
}

#[test]
fn a_carer_is_promised_nobody_who_does_not_come() {
    let with = |with: Collects, apart| {
        let mut notice = of_ava(News::New, Way::with(with.clone()), Way::with(with));
        notice.appointment.apart = apart;
        letter(Said::Carer(notice)).plain()
    };
    for (case, text, says) in [
        (
            "no taxi is booked",
            with(Collects::NotArranged, None),
            "It is not arranged yet who collects Ava. We will ring you.",
        ),
        (
            "where she lives",
            with(Collects::Nobody, None),
            "The visit is at your home. Please be there.",
        ),
        (
            "by video",
            with(Collects::Nobody, Some(Mode::Video)),
            "It is held from your home.",
        ),
    ] {
        assert!(text.contains(says), "{case}: {text}");
        assert!(!text.contains("driver"), "{case}: {text}");
        assert_eq!(text.contains("How: by video"), case == "by video", "{text}");
    }
}

#[test]
fn nappies_are_packed_for_who_wears_them_and_the_calendar_has_the_whole_time_away() {
    let by_taxi = |about: ClockTime| Way {
        about: Some(about),
        ..Way::with(Collects::Taxi)
    };
    let notice = |nappies| CarerNotice {
        nappies,
        ..of_ava(News::New, by_taxi("09:30".parse().unwrap()), by_taxi(NOON))
    };
    let says = |nappies| letter(Said::Carer(notice(nappies))).plain();
    assert!(says(true).contains("Pack nappies if they need them."));
    assert!(!says(false).contains("nappies"));
    let session = kernel::id::SessionId::from_parts(1, 1);
    let entry = calendar::Entry::of(&Said::Carer(notice(false)), session, 1).unwrap();
    assert_eq!(entry.slot.hours(), "09:30 to 12:00");
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
        let notice = FamilyNotice::of(appointment(news), Place::default());
        assert_eq!(notice.is_none(), news == News::Aside, "{news:?}");
    }
}

#[test]
fn what_is_typed_is_text_in_html() {
    let place = Place {
        now: Some("<script>\"&'</script>".parse().unwrap()),
        before: None,
        directions: None,
    };
    let notice = FamilyNotice::of(appointment(News::New), place).unwrap();
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
