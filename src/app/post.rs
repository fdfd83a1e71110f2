//! The way of messages out of the house: taken in one transaction, sent between two, settled in
//! another. No connection to the database is held while a mail server makes up its mind.

use std::{
    sync::{Mutex, PoisonError},
    thread,
};

use kernel::refusal::Refused;
use law::access::{Actor, act};

use super::App;
use crate::notifications::{
    commands::{Carried, Mail, hand_back, keep_in_mailbox, settle, take},
    queries::is_due,
    rules::Outcome,
};

/// Notices taken in one turn.
const TURN: usize = 40;
/// Messages under way at once.
const HANDS: usize = 4;
/// Turns until another job has its chance.
const TURNS: usize = 50;

impl App {
    /// Sends what is due; returns how many messages were tried.
    ///
    /// # Errors
    /// When the store is away.
    pub fn deliver_notices(&self) -> Result<usize, Refused> {
        let mut tried = 0;
        for _ in 0..TURNS {
            let due = self
                .store
                .open::<act::LookForDue, _>(&Actor::System, is_due)?;
            if self.is_closing() || !(self.post.is_open() && due.into_value()) {
                break;
            }
            let taken = self
                .store
                .write::<act::SendNotices, _>(&Actor::System, |work| take(work, &self.post, TURN))?
                .into_value();
            let sent = self.hand_over(taken)?;
            tried += sent.len();
            let settled = self
                .store
                .write::<act::SendNotices, _>(&Actor::System, |work| settle(work, &sent))?;
            settled.into_value();
        }
        Ok(tried)
    }

    fn hand_over(&self, mails: Vec<Mail>) -> Result<Vec<(Mail, Outcome)>, Refused> {
        let (waiting, carried) = (Mutex::new(mails), Mutex::new(Vec::new()));
        let next = || {
            if self.is_closing() {
                return None;
            }
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.pop()
        };
        thread::scope(|scope| {
            for _ in 0..HANDS {
                scope.spawn(|| {
                    while let Some(mail) = next() {
                        let came = self.post.send(&mail);
                        let mut carried = carried.lock().unwrap_or_else(PoisonError::into_inner);
                        carried.push((mail, came));
                    }
                });
            }
        });
        self.hand_back(&waiting.into_inner().unwrap_or_else(PoisonError::into_inner))?;
        let carried = carried.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut sent = Vec::with_capacity(carried.len());
        for (mail, came) in carried {
            let outcome = match came {
                Carried::Came(outcome) => outcome,
                Carried::ForMailbox(content) => {
                    let kept = self
                        .store
                        .write::<act::KeepHouse, _>(&Actor::System, |work| {
                            keep_in_mailbox(work, &mail, &content)
                        })?;
                    kept.into_value();
                    Outcome::Taken
                }
            };
            sent.push((mail, outcome));
        }
        Ok(sent)
    }

    /// What was taken and not tried, because the program ends, is due again at once.
    fn hand_back(&self, untried: &[Mail]) -> Result<(), Refused> {
        if untried.is_empty() {
            return Ok(());
        }
        let given = self
            .store
            .write::<act::SendNotices, _>(&Actor::System, |work| hand_back(work, untried))?;
        given.into_value();
        Ok(())
    }
}
