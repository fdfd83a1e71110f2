//! The mailbox of the demo: what carers, firms and families would have got.

use askama::Template;
use law::access::act;

use crate::{
    http::{At, Guarded, Opened, Page, shell},
    notifications::{DemoContent, queries},
    web::Shell,
};

#[derive(Template)]
#[template(path = "notifications/mailbox.html")]
struct MailboxPage {
    shell: Shell,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    subject: String,
    recipient: String,
    at: String,
}

/// The messages, the newest first.
///
/// # Errors
/// As a problem page.
pub async fn mailbox(door: Guarded<act::ReadDemoMail>) -> Opened {
    let shell = shell(&door, "Mailbox of the demo");
    door.open(move |look| {
        let rows = queries::demo_mails(look)?.into_iter().map(|mail| Row {
            href: format!("/dev/mail/{}", mail.number),
            subject: mail.subject,
            recipient: mail.recipient,
            at: mail.received_at.in_short(),
        });
        let page = MailboxPage {
            shell,
            rows: rows.collect(),
        };
        Ok(look.open(Page(page)))
    })
    .await
}

#[derive(Template)]
#[template(path = "notifications/mail.html")]
struct MailPage {
    shell: Shell,
    subject: String,
    recipient: String,
    at: String,
    link: Option<String>,
    content: DemoContent,
}

/// One message.
///
/// # Errors
/// As a problem page.
pub async fn mail(door: Guarded<act::ReadDemoMail>, number: At<i64>) -> Opened {
    let shell = shell(&door, "Message");
    door.open(move |look| {
        let mail = queries::demo_mail(look, number.0)?;
        let link = mail.content.link.as_ref();
        let page = MailPage {
            shell: shell.back("/dev/mail"),
            subject: mail.subject,
            recipient: mail.recipient,
            at: mail.received_at.in_full(),
            // The demo may have been started again at another address since.
            link: link.and_then(|link| Some(link.get(link.find("/n/")?..)?.to_owned())),
            content: mail.content,
        };
        Ok(look.open(Page(page)))
    })
    .await
}
