//! The stage of the stories: a house with its people.

mod asking;
mod browser;
mod chance;
mod database;
mod gate;
mod house;
mod inside;
mod log;
mod mail;
mod operator;
mod page;
mod person;
mod referral;
mod session;

pub use asking::{Answer, Asking};
pub use browser::Browser;
pub use chance::Chance;
pub use gate::{in_the_gate, sized, within};
pub use house::{KEYS, KEYS_TEXT, ORIGIN, PASSWORD, TestHouse};
pub use log::hears_the_log;
pub use mail::{Calendar, MailServer, Received};
pub use page::Page;
pub use person::Person;

/// Which database a house stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A copy of a migrated file.
    Sqlite,
    /// A copy of a migrated database of the server named by `KITH_TEST_POSTGRES`.
    Postgres,
}

/// One story on both databases: `story!(who_does_what, |house| { … });`.
/// `story!(alone who_does_what, …)` has the process to itself, because it throws fault switches;
/// `story!(demo who_does_what, …)` is told in the demo's service.
macro_rules! story {
    (demo $name:ident, |$house:ident| $body:block) => {
        story!(@tell tell_in_the_demo, $name, $house, $body);
    };
    (alone $name:ident, |$house:ident| $body:block) => {
        story!(@tell tell_alone, $name, $house, $body);
    };
    ($name:ident, |$house:ident| $body:block) => {
        story!(@tell tell, $name, $house, $body);
    };
    (@tell $tell:ident, $name:ident, $house:ident, $body:block) => {
        fn $name($house: &crate::support::TestHouse) $body
        mod $name {
            #[test]
            fn sqlite() {
                crate::support::$tell(crate::support::On::Sqlite, super::$name);
            }
            #[test]
            fn postgres() {
                crate::support::$tell(crate::support::On::Postgres, super::$name);
            }
        }
    };
}

/// A number as letters: names of people have no digits.
pub fn in_letters(number: u32) -> String {
    let letter = |place: u32| char::from_digit(10 + number / place % 26, 36);
    [676, 26, 1].into_iter().filter_map(letter).collect()
}

/// Tells a story in a house of its own.
pub fn tell(on: On, story: impl FnOnce(&TestHouse)) {
    if on == On::Sqlite || database::postgres_is_there() {
        story(&TestHouse::open(on));
    }
}

/// Tells a story in the demo's service.
pub fn tell_in_the_demo(on: On, story: impl FnOnce(&TestHouse)) {
    if on == On::Sqlite || database::postgres_is_there() {
        story(&TestHouse::demo(on));
    }
}

/// Tells a story in a house that has the process to itself.
pub fn tell_alone(on: On, story: impl FnOnce(&TestHouse)) {
    if on == On::Sqlite || database::postgres_is_there() {
        story(&TestHouse::alone(on));
    }
}

/// One story on both databases, in a house with a mail server from elsewhere:
/// `mail_story!(who_does_what, |house, server| { … });`. It needs `KITH_TEST_MAIL`
/// (`tests/scripts/mail.sh`), and is skipped with a notice without it unless `CI` is set.
macro_rules! mail_story {
    (alone $name:ident, |$house:ident, $server:ident| $body:block) => {
        mail_story!(@tell tell_mail_alone, $name, $house, $server, $body);
    };
    ($name:ident, |$house:ident, $server:ident| $body:block) => {
        mail_story!(@tell tell_mail, $name, $house, $server, $body);
    };
    (@tell $tell:ident, $name:ident, $house:ident, $server:ident, $body:block) => {
        fn $name($house: &crate::support::TestHouse, $server: &crate::support::MailServer) $body
        mod $name {
            #[test]
            fn sqlite() {
                crate::support::$tell(crate::support::On::Sqlite, super::$name);
            }
            #[test]
            fn postgres() {
                crate::support::$tell(crate::support::On::Postgres, super::$name);
            }
        }
    };
}

/// Tells a story in a house that sends mail.
pub fn tell_mail(on: On, story: impl FnOnce(&TestHouse, &MailServer)) {
    let told = on == On::Sqlite || database::postgres_is_there();
    if let Some(server) = MailServer::find().filter(|_| told) {
        story(&TestHouse::mailing(on, &server.address()), &server);
    }
}

/// Tells a story in a house that sends mail and has the process to itself.
pub fn tell_mail_alone(on: On, story: impl FnOnce(&TestHouse, &MailServer)) {
    let told = on == On::Sqlite || database::postgres_is_there();
    if let Some(server) = MailServer::find().filter(|_| told) {
        story(&TestHouse::mailing_alone(on, &server.address()), &server);
    }
}

/// Tells a story in a house that sends by a server which the story plays itself.
pub fn tell_mailing(on: On, server: &MailServer, story: impl FnOnce(&TestHouse)) {
    if on == On::Sqlite || database::postgres_is_there() {
        story(&TestHouse::mailing(on, &server.address()));
    }
}
