//! What somebody has heard of a session already, and what they have not.

use super::Expectation;
use crate::notifications::{Addressee, Event, Notice, State};

/// What a recipient was told last about what a notice is about, by those before it that went out or
/// were told by telephone; nothing, where they were told of none or last that it is off.
pub fn told_before(notice: &Notice, about_it: &[Notice]) -> Option<Expectation> {
    let theirs = about_it
        .iter()
        .filter(|other| other.to == notice.to && other.was_told() && other.number < notice.number);
    theirs
        .max_by_key(|other| other.number)
        .and_then(|last| last.told.clone())
}

/// Whether a change is no news to somebody: what they were to be told last depends on the same. Whoever
/// heard of a change when it was made, or is about to, hears nothing more when it is published; unless a
/// refusal put it aside since. A family hears of that by a letter alone, so `earlier` are the notices of
/// everybody.
pub fn is_known(event: Event, to: Addressee, depends_on: &str, earlier: &[Notice]) -> bool {
    let theirs = earlier.iter().filter(|other| other.to == to);
    let last = theirs.max_by_key(|other| other.number);
    let put_aside = earlier
        .iter()
        .filter(|other| other.event == Event::Suspended)
        .map(|other| other.created_at)
        .max();
    let is_the_same = |last: &&Notice| match event {
        Event::Changed => true,
        Event::Published => {
            last.event == Event::Changed && (last.state == State::Waiting || last.was_told())
        }
        _ => false,
    };
    to.audience.must_answer()
        && last
            .filter(|last| put_aside.is_none_or(|aside| aside < last.created_at))
            .filter(is_the_same)
            .is_some_and(|last| last.depends_on.as_deref() == Some(depends_on))
}

#[cfg(test)]
mod tests {
    use kernel::time::{Instant, Slot};

    use super::{
        super::tests::{notice, slot},
        *,
    };
    use crate::notifications::Audience;

    #[test]
    fn what_was_told_last_is_what_went_out_last() {
        let told = |number, at: Option<Slot>, went_out: bool| Notice {
            number,
            told: at.map(Expectation::at),
            message_id: went_out.then(|| "<x@y>".to_owned()),
            ..notice(1, Audience::Carer)
        };
        // A later notice takes the place of the one that was told by telephone.
        let rung = |number, at: Option<Slot>| Notice {
            state: State::Superseded,
            answered_at: Some(Instant::from_millis(0)),
            ..told(number, at, false)
        };
        let (first, second) = (Some(slot("2026-11-24")), Some(slot("2026-11-25")));
        let now = told(9, None, false);
        let cases: &[(&str, Vec<Notice>, Option<Slot>)] = &[
            ("nothing yet", vec![], None),
            ("never went out", vec![told(1, None, false)], None),
            ("told", vec![told(1, first, true)], first),
            (
                "told again",
                vec![told(2, second, true), told(1, first, true)],
                second,
            ),
            (
                "the second failed",
                vec![told(1, first, true), told(2, None, false)],
                first,
            ),
            (
                "told that it is off",
                vec![told(1, first, true), told(2, None, true)],
                None,
            ),
            ("told by telephone", vec![rung(1, first)], first),
            (
                "told by telephone that it is off",
                vec![told(1, first, true), rung(2, None)],
                None,
            ),
            ("a later one", vec![told(10, first, true)], None),
        ];
        for (name, about_it, then) in cases {
            let told = told_before(&now, about_it).map(|told| told.slot);
            assert_eq!(told, *then, "{name}");
        }
    }

    #[test]
    fn a_change_is_no_news_to_whom_all_stays_the_same() {
        let told = |number: i32, depends_on: Option<&str>| Notice {
            number,
            depends_on: depends_on.map(str::to_owned),
            ..notice(1, Audience::Carer)
        };
        let to = told(1, None).to;
        let known = |event, earlier: &[Notice]| is_known(event, to, "now", earlier);
        for (name, event, earlier, expected) in [
            ("never told", Event::Changed, vec![], false),
            ("the same", Event::Changed, vec![told(1, Some("now"))], true),
            (
                "another",
                Event::Changed,
                vec![told(1, Some("then"))],
                false,
            ),
            (
                "the same once, another since",
                Event::Changed,
                vec![told(1, Some("now")), told(2, Some("then"))],
                false,
            ),
            ("that it is off", Event::Changed, vec![told(1, None)], false),
            (
                "called off",
                Event::Cancelled,
                vec![told(1, Some("now"))],
                false,
            ),
            (
                "published again",
                Event::Published,
                vec![told(1, Some("now"))],
                false,
            ),
        ] {
            assert_eq!(known(event, &earlier), expected, "{name}");
        }
    }
    #[test]
    fn what_was_told_of_the_change_is_news_again_after_a_refusal() {
        let changed = Notice {
            event: Event::Changed,
            state: State::Waiting,
            depends_on: Some("now".to_owned()),
            ..notice(1, Audience::Family)
        };
        // A family is not told that it is put aside. Here it is the supervisor.
        let aside = |minutes: i64| Notice {
            event: Event::Suspended,
            created_at: changed.created_at.plus_minutes(minutes),
            ..notice(1, Audience::Supervisor)
        };
        for (case, since, expected) in [
            ("never put aside", None, true),
            ("put aside since", Some(aside(5)), false),
            ("put aside before they were told", Some(aside(-5)), true),
        ] {
            let earlier: Vec<Notice> = [changed.clone()].into_iter().chain(since).collect();
            let known = is_known(Event::Published, changed.to, "now", &earlier);
            assert_eq!(known, expected, "{case}");
        }
    }
}
