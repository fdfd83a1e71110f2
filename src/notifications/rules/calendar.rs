//! Calendar entries (RFC 5545, sent as RFC 5546 asks): what lands in a calendar that a whole family
//! may see on a shared telephone. A neutral title, no place that gives away a home, nobody's name.

use icalendar::{Component, Event, Property};
use kernel::{
    id::SessionId,
    time::{ClockTime, Instant, LondonDay, Slot},
};

use super::{
    said::{Appointment, News, Said},
    sha256,
};

/// What a calendar is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Put it in, or change it.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// As the standard writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A calendar entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same through every change of one session.
    pub uid: String,
    /// Rises with every change that people are told of.
    pub sequence: i32,
    /// What to do with it.
    pub method: Method,
    /// The reference, for the title and the name of the file.
    pub reference: String,
    /// When.
    pub slot: Slot,
    /// What stands as its place.
    pub place: String,
}

impl Entry {
    /// The entry for what was said; none to those who get none, and none of what is past.
    pub fn of(said: &Said, session: SessionId, sequence: i32) -> Option<Self> {
        let place = match said {
            Said::Carer(_) | Said::Interpreter(_) => "See your message".to_owned(),
            Said::Driver(_) => "See run sheet".to_owned(),
            Said::Supervisor(notice) => notice
                .place
                .now
                .as_ref()
                .map_or_else(|| "See the session".to_owned(), ToString::to_string),
            // A parent's telephone is looked at by others; a social worker has the record.
            Said::Family(_) | Said::SocialWorker(_) => return None,
        };
        let Appointment {
            reference,
            news,
            slot,
            ..
        } = said.appointment()?;
        let method = match news {
            News::New | News::Changed | News::Same => Method::Request,
            News::Off | News::NotThen | News::Aside => Method::Cancel,
            News::NotHeld { .. } | News::EndedEarly { .. } => return None,
        };
        let slot = match said {
            Said::Driver(notice) => notice.on_the_road(),
            Said::Carer(notice) => notice.away(),
            _ => *slot,
        };
        Some(Self {
            uid: uid(session),
            sequence,
            method,
            reference: reference.as_str().to_owned(),
            slot,
            place,
        })
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("appointment-{}.ics", self.reference)
    }

    /// The calendar file, from the address of the service to the address of the recipient.
    pub fn file(&self, from: &str, to: &str, stamp: Instant) -> String {
        let status = match self.method {
            Method::Request => "CONFIRMED",
            Method::Cancel => "CANCELLED",
        };
        let (day, slot) = (self.slot.day(), self.slot);
        let in_london = |name: &str, time| {
            let mut property = Property::new(name, local(day, time));
            property.add_parameter("TZID", "Europe/London").done()
        };
        let mut attendee = Property::new("ATTENDEE", format!("mailto:{}", address(to)));
        let attendee = attendee
            .add_parameter("PARTSTAT", "NEEDS-ACTION")
            .add_parameter("RSVP", "FALSE");
        let event = Event::new()
            .add_property("UID", &self.uid)
            .add_property("SEQUENCE", self.sequence.to_string())
            .add_property("DTSTAMP", utc(stamp))
            .append_property(in_london("DTSTART", slot.from()))
            .append_property(in_london("DTEND", slot.to()))
            .add_property(
                "SUMMARY",
                text(&format!("Appointment ref {}", self.reference)),
            )
            .add_property("LOCATION", text(&self.place))
            .add_property("ORGANIZER", format!("mailto:{}", address(from)))
            .append_property(attendee)
            .add_property("STATUS", status)
            .add_property("CLASS", "PRIVATE")
            .add_property("TRANSP", "OPAQUE")
            .done();
        let method = self.method.as_str();
        // Writing into a string cannot fail.
        let event = event.try_into_string().unwrap_or_default();
        format!("{HEAD}METHOD:{method}\r\n{LONDON}{event}END:VCALENDAR\r\n")
    }
}

/// The same for every recipient and every change; the session cannot be told from it.
fn uid(session: SessionId) -> String {
    let digest = sha256(&format!("calendar entry\n{session}"));
    format!("{digest}@kith")
}

const HEAD: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kith//Kith//EN\r\nCALSCALE:GREGORIAN\r\n";

/// The rules of London since 1996. The library writes no time zone.
const LONDON: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:19810329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

fn local(day: LondonDay, time: ClockTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}00",
        day.year(),
        day.month(),
        day.day_of_month(),
        time.hour(),
        time.minute()
    )
}

/// A moment to the second, in UTC.
fn utc(at: Instant) -> String {
    let written = at.to_string();
    let to_the_second = written.split(['.', 'Z']).next().unwrap_or_default();
    let figures: String = to_the_second
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == 'T')
        .collect();
    format!("{figures}Z")
}

/// What may stand in TEXT of RFC 5545 3.3.11, which the library escapes and folds: control characters
/// have no place in it.
fn text(words: &str) -> String {
    let fits = |letter: &char| *letter == '\n' || !letter.is_control();
    words.chars().filter(fits).collect()
}

/// An address in a URI: what could end the line or the value is left out.
fn address(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_ascii_graphic() && !matches!(letter, ';' | ',' | '"' | '\\'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(place: &str) -> Entry {
        Entry {
            uid: uid(SessionId::from_parts(1, 1)),
            sequence: 2,
            method: Method::Request,
            reference: "7F3K".to_owned(),
            slot: Slot::new(
                "2026-11-24".parse().unwrap(),
                "10:00".parse().unwrap(),
                "11:30".parse().unwrap(),
            )
            .unwrap(),
            place: place.to_owned(),
        }
    }

    fn file(entry: &Entry) -> String {
        let stamp = "2026-11-23T08:20:01Z".parse().unwrap();
        entry.file("from@example.org", "to@example.org", stamp)
    }

    #[test]
    fn an_entry_says_when_in_london_and_nothing_more() {
        let text = file(&entry("See your message"));
        for line in [
            "METHOD:REQUEST",
            "SEQUENCE:2",
            "DTSTAMP:20261123T082001Z",
            "DTSTART;TZID=Europe/London:20261124T100000",
            "SUMMARY:Appointment ref 7F3K",
            "TZID:Europe/London",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
    }

    #[test]
    fn nothing_typed_becomes_a_line_or_a_property() {
        let hostile =
            "Hall\r\nATTENDEE:mailto:x@example.org;,\\\u{7} ".to_owned() + &"é".repeat(80);
        let text = file(&entry(&hostile));
        assert_eq!(text.matches("ATTENDEE").count(), 2, "one is text: {text}");
        let unfolded = text.replace("\r\n ", "");
        let attendees = unfolded.lines().filter(|line| line.starts_with("ATTENDEE"));
        assert_eq!(attendees.count(), 1);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    }

    #[test]
    fn the_same_session_keeps_its_entry() {
        let (one, other) = (SessionId::from_parts(1, 1), SessionId::from_parts(1, 2));
        assert_eq!(uid(one), uid(one));
        assert_ne!(uid(one), uid(other));
        assert!(!uid(one).contains(one.as_str()));
    }
}
