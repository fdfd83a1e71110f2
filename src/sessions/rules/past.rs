//! What can still be done to a session whose time has come. What was promised then was kept or was
//! not: it is written down, never arranged anew, or a failure would become something else.

use kernel::{
    refusal::{Kind, Reason, Refused},
    time::Instant,
};
use law::session::{CountsAs, Event, Stage};

use crate::sessions::Session;

/// Minutes after its beginning from which somebody should look why nobody checked in to a session.
pub const CHECK_IN_MINUTES: i64 = 15;

/// Whether a session that people were told of should have begun, and nobody has checked in.
pub fn is_unattended(session: &Session, now: Instant) -> bool {
    let is_awaited = matches!(session.stage, Stage::Published(_) | Stage::Confirmed(_));
    is_awaited && session.slot().starts().plus_minutes(CHECK_IN_MINUTES) <= now
}

/// Whether a session may still be moved, called off or said to have been made in error, as far as the
/// time goes. While it would be held it is called off only as the service's own failure: a supervisor
/// who falls ill on the way there.
///
/// # Errors
/// `WrongState`, with what to do instead.
pub fn is_in_time(session: &Session, event: Event, now: Instant) -> Result<(), Refused> {
    let refuse =
        |code, words: &str| Err(Refused::because(Kind::WrongState, Reason::new(code, words)));
    let slot = session.slot();
    let (has_begun, is_over) = (slot.starts() <= now, slot.ends() <= now);
    let is_to_come = session.is_to_come();
    match event {
        Event::Void if has_begun || !is_to_come => refuse(
            "wrong-stage",
            "Only a session that is still to come can have been made in error.",
        ),
        Event::Move { .. } if is_to_come && has_begun => refuse(
            "time-has-come",
            "The time of this session has come, so it is not moved. Its supervisor records how it went, or that it was not held and why. Book another one.",
        ),
        Event::Cancel { reason }
            if is_to_come
                && has_begun
                && (is_over || reason.counts_as() != CountsAs::ServiceFailure) =>
        {
            refuse(
                "time-has-come",
                "The time of this session has come, so it is not called off any more. Its supervisor records that it was not held, and why.",
            )
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::time::Slot;
    use law::session::{Booking, NotHeld, Stage};

    use super::*;
    use crate::sessions::rules::testing::session;

    fn slot(day: &str) -> Slot {
        let time = |text: &str| text.parse().unwrap();
        Slot::new(day.parse().unwrap(), time("10:00"), time("11:30")).unwrap()
    }

    #[test]
    fn what_was_promised_is_not_arranged_anew_when_its_time_has_come() {
        let booking = Booking {
            slot: slot("2026-11-24"),
        };
        let (to_come, put_aside) = (
            session(Stage::Planned(booking)),
            session(Stage::Void(booking)),
        );
        let off = |reason| Event::Cancel { reason };
        let to = Event::Move {
            to: slot("2026-12-17"),
        };
        for (session, event, time, expected) in [
            (&to_come, to, "09:59", "may"),
            (&to_come, to, "10:00", "time-has-come"),
            (&to_come, to, "12:00", "time-has-come"),
            (&to_come, off(NotHeld::VisitorUnwell), "09:59", "may"),
            (
                &to_come,
                off(NotHeld::VisitorUnwell),
                "10:00",
                "time-has-come",
            ),
            (&to_come, off(NotHeld::StaffSickness), "10:05", "may"),
            (
                &to_come,
                off(NotHeld::StaffSickness),
                "11:30",
                "time-has-come",
            ),
            (&to_come, Event::Void, "09:59", "may"),
            (&to_come, Event::Void, "10:00", "wrong-stage"),
            // What is off already is for the law to refuse.
            (&put_aside, Event::Void, "09:00", "wrong-stage"),
            (&put_aside, off(NotHeld::NoStaff), "12:00", "may"),
        ] {
            let now = format!("2026-11-24T{time}:00Z").parse().unwrap();
            let said = match is_in_time(session, event, now) {
                Ok(()) => "may",
                Err(Refused::Rule { reasons, .. }) => reasons[0].code,
                Err(other) => panic!("{other}"),
            };
            assert_eq!(said, expected, "{event:?} at {time}");
        }
    }
}
