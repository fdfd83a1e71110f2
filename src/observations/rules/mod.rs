//! Pure decisions about observations: the merged log of a session, who is let in, when a session
//! may start, what a record must hold before it is signed, and the form it is signed in.

pub mod brief;
pub mod canon;
pub mod check_in;
pub mod declared;
pub mod entry;
pub mod handover;
pub mod headings;
pub mod log;
pub mod said_fields;
pub mod when_typed;

#[cfg(test)]
mod testing;
