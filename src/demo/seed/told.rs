//! Messages go out into the mailbox of the demo, and those who get them answer.

use kernel::{refusal::Refused, time::Clock};
use law::access::{Actor, act};
use sha2::{Digest, Sha256};

use super::{Seed, users::wrong_text};
use crate::{
    notifications::{
        DemoMail, Words,
        commands::seen,
        queries::{bearer, demo_mail},
        rules::Problem,
    },
    storage::hex,
};

/// Who has not answered about the week in which the demo opens: a carer and a taxi firm.
const UNREAD: [&str; 2] = [
    "fern@carers.example.org",
    "bookings@merrowby-cars.example.org",
];
/// Who has a problem with it, on which day, and which: a clash, and a holiday.
const PROBLEMS: [(&str, &str, &str); 2] = [
    (
        "willow@carers.example.org",
        "Saturday",
        "We are at the hospital with Jan on Saturday morning. Could it begin an hour later?",
    ),
    (
        "hazel@carers.example.org",
        "Wednesday",
        "We are on holiday from 19 December to 2 January. Who brings her while we are away?",
    ),
];

/// Sends what is due; everybody answers, but for those of whom the scripts say that they do not.
pub(super) fn everybody(seed: &mut Seed<'_>, now: bool) -> Result<(), Refused> {
    seed.app.deliver_notices()?;
    let answered = seed.clock.now().plus_minutes(95);
    if answered < seed.opens {
        seed.clock.set(answered);
    }
    // The last link of a week opens all of it; those before are replaced.
    for mail in unread(seed)?.iter().rev() {
        seed.mails_read = seed.mails_read.max(mail.number);
        if !(now && UNREAD.contains(&mail.recipient.as_str())) {
            answers(seed, mail, now)?;
        }
    }
    Ok(())
}

/// The messages that came since the mailbox was looked at last.
fn unread(seed: &Seed<'_>) -> Result<Vec<DemoMail>, Refused> {
    let mut all = Vec::new();
    for number in seed.mails_read + 1.. {
        let mail = seed
            .store
            .open::<act::ReadDemoMail, _>(&Actor::System, |look| {
                let mail = demo_mail(look, number)?;
                Ok(look.open(mail))
            });
        match mail {
            Ok(mail) => all.push(mail.into_value()),
            Err(Refused::Hidden) => break,
            Err(other) => return Err(other),
        }
    }
    Ok(all)
}

/// Follows the link of a message and presses its button, as its bearer.
fn answers(seed: &Seed<'_>, mail: &DemoMail, now: bool) -> Result<(), Refused> {
    let token = mail.content.link.as_deref();
    let Some(token) = token.and_then(|link| link.rsplit('/').next()) else {
        return Ok(());
    };
    let hash = hex(&Sha256::digest(token));
    let notice = seed
        .store
        .open::<act::AdmitCaller, _>(&Actor::System, |look| {
            let notice = bearer(look, &hash)?;
            Ok(look.open(notice))
        })?
        .into_value();
    let mut problems = PROBLEMS.iter().filter(|(who, ..)| mail.recipient == *who);
    let problem = match problems.next() {
        Some((_, weekday, said)) if now => {
            let words = Words {
                who: None,
                number: None,
                said: said.parse().map_err(wrong_text)?,
            };
            Some(Problem {
                words,
                about: reference_of(&mail.content.plain, weekday),
            })
        }
        _ => None,
    };
    if let Some(notice) = notice {
        let bearer = Actor::Link { notice };
        seed.tries::<act::AnswerLink, _>(&bearer, |work| seen(work, problem.as_ref()))?;
    }
    Ok(())
}

/// The reference of the appointment of a message that falls on such a day.
fn reference_of(message: &str, weekday: &str) -> Option<String> {
    let on_that_day = format!("When: {weekday}");
    let mut last = None;
    for line in message.lines() {
        if let Some((_, reference)) = line.split_once(" ref ") {
            last = Some(reference.to_owned());
        }
        if line.starts_with(&on_that_day) {
            return last;
        }
    }
    None
}
