//! The mailbox of the demo.

use diesel::prelude::*;
use kernel::{refusal::Refused, time::Instant};
use law::access::act;

use crate::{
    notifications::{DemoContent, DemoMail, tables::demo_mail},
    storage::{Reads, Work},
};

/// How many messages the list shows.
const SHOWN: i64 = 500;

type MailRow = (i64, String, String, String, Instant);
const MAIL: (
    demo_mail::number,
    demo_mail::recipient,
    demo_mail::subject,
    demo_mail::content,
    demo_mail::received_at,
) = (
    demo_mail::number,
    demo_mail::recipient,
    demo_mail::subject,
    demo_mail::content,
    demo_mail::received_at,
);

fn read((number, recipient, subject, content, received_at): MailRow) -> Result<DemoMail, Refused> {
    let content = serde_json::from_str(&content)
        .map_err(|cause| Refused::fault("reading a message of the demo", cause))?;
    Ok(DemoMail {
        number,
        recipient,
        subject,
        content,
        received_at,
    })
}

/// The newest messages.
pub fn demo_mails(reads: &mut dyn Reads) -> Result<Vec<DemoMail>, Refused> {
    let rows: Vec<MailRow> = demo_mail::table
        .order(demo_mail::number.desc())
        .limit(SHOWN)
        .select(MAIL)
        .load(reads.db())?;
    rows.into_iter().map(read).collect()
}

/// One message.
pub fn demo_mail(reads: &mut dyn Reads, number: i64) -> Result<Option<DemoMail>, Refused> {
    let row: Option<MailRow> = demo_mail::table
        .find(number)
        .select(MAIL)
        .first(reads.db())
        .optional()?;
    row.map(read).transpose()
}

/// Puts a message into the mailbox.
pub fn insert_demo_mail(
    work: &mut Work<'_, act::KeepHouse>,
    (message_id, recipient, subject): (&str, &str, &str),
    content: &DemoContent,
) -> Result<(), Refused> {
    let now = work.now();
    let content = serde_json::to_string(content)
        .map_err(|cause| Refused::fault("writing a message of the demo", cause))?;
    let last: Option<i64> = demo_mail::table
        .select(diesel::dsl::max(demo_mail::number))
        .first(work.db())?;
    diesel::insert_into(demo_mail::table)
        .values((
            demo_mail::number.eq(last.unwrap_or_default() + 1),
            demo_mail::message_id.eq(message_id),
            demo_mail::recipient.eq(recipient),
            demo_mail::subject.eq(subject),
            demo_mail::content.eq(content),
            demo_mail::received_at.eq(now),
        ))
        .execute(work.db())?;
    Ok(())
}
