//! The letters that must follow an urgent refusal of contact: which are owed, and each to print.

use askama::Template;
use kernel::{
    id::{PersonId, RefusalLetterId},
    refusal::Refused,
    time::Instant,
};
use law::access::act;
use serde::Deserialize;

use super::Frame;
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, shell, turn},
    orders::{
        Sent, Tells, Way, commands,
        queries::{self, Names, Owed},
        rules::{LetterFields, LetterWords},
        traces,
    },
    storage::{Look, Reads},
    web::{
        Errors, Shell,
        components::{
            Button, Control, DateInput, ErrorSummary, FormProof, Radios, Standing, Status,
            Textarea, date_of,
        },
    },
};

/// A letter that is owed, on the list.
struct Row {
    href: String,
    to: String,
    tells: &'static str,
    child: String,
    decided: String,
    due: String,
    overdue: Option<Status>,
}

#[derive(Template)]
#[template(path = "orders/letters.html")]
struct LettersPage {
    shell: Shell,
    rows: Vec<Row>,
}

/// The letters that are owed and that the caller could send.
///
/// # Errors
/// As a problem page.
pub async fn letters(door: Guarded<act::SendRefusalLetter>) -> Shown {
    let shell = shell(&door, "Letters about refusals of contact");
    let (reader, now) = (door.caller().0, door.now());
    door.look(move |look| {
        let owed = queries::owed(look)?;
        let children = owed.iter().map(|one| one.refusal.refusal.child()).collect();
        let staff: Vec<_> = owed.iter().map(|one| one.decided().by).collect();
        let names = queries::names_around(look, &children, staff)?;
        let subjects: Vec<PersonId> = owed.iter().flat_map(Owed::subjects).collect();
        let page = LettersPage {
            shell: shell.back("/"),
            rows: owed.iter().map(|one| row(one, &names, now)).collect(),
        };
        Ok(look.seen(traces::letters_listed(reader, subjects), Page(page)))
    })
    .await
}

fn row(owed: &Owed, names: &Names, now: Instant) -> Row {
    let decided = owed.decided();
    Row {
        href: format!("/refusal-letters/{}", owed.letter.id),
        to: addressee(owed.letter.to, names),
        tells: tells(owed.letter.tells),
        child: names.short(owed.refusal.refusal.child()),
        decided: format!("{}, {}", names.staff(decided.by), decided.at.in_short()),
        due: owed.due().in_short(),
        overdue: owed
            .is_overdue(now)
            .then(|| Status::new(Standing::Breach, "Overdue")),
    }
}

/// Whom a letter is for, on a list.
pub(super) fn addressee(to: Option<PersonId>, names: &Names) -> String {
    to.map_or_else(
        || "Independent reviewing officer".to_owned(),
        |to| names.short(to),
    )
}

/// Of what a letter tells, in words.
pub(super) const fn tells(tells: Tells) -> &'static str {
    match tells {
        Tells::Refusal => "Contact is refused",
        Tells::End => "The refusal has ended",
    }
}

/// What came of a letter, in words.
pub(super) fn came(sent: &Sent, names: &Names) -> String {
    let (on, who) = (sent.on.in_short(), names.staff(sent.recorded.by));
    let said = format!("{}, {on}, recorded by {who}", sent.way.label());
    match &sent.note {
        Some(note) => format!("{said}: {note}"),
        None => said,
    }
}

/// What came of a letter as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LetterForm {
    #[serde(rename = "sent_on-day")]
    day: String,
    #[serde(rename = "sent_on-month")]
    month: String,
    #[serde(rename = "sent_on-year")]
    year: String,
    way: String,
    note: String,
}

impl LetterForm {
    /// Sent today.
    fn beginning(now: Instant) -> Self {
        let day = now.london_day();
        Self {
            day: day.day_of_month().to_string(),
            month: day.month().to_string(),
            year: day.year().to_string(),
            ..Self::default()
        }
    }

    fn fields(&self) -> LetterFields {
        LetterFields {
            sent_on: date_of(&self.day, &self.month, &self.year),
            way: self.way.clone(),
            note: self.note.clone(),
        }
    }
}

/// What is asked about a letter that is still owed.
struct SentForm {
    action: String,
    on: DateInput,
    way: Radios,
    note: Textarea,
    save: Button,
}

#[derive(Template)]
#[template(path = "orders/letter.html")]
struct LetterPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    address: Vec<String>,
    day: String,
    words: LetterWords,
    council: Option<String>,
    signer: String,
    phone: Option<String>,
    came: Option<String>,
    owed: bool,
    form: Option<SentForm>,
}

fn sent_form(id: RefusalLetterId, form: &LetterForm, errors: &Errors) -> SentForm {
    let ways = Radios::new("way", "How was it sent?");
    let ways = Way::ALL
        .iter()
        .fold(ways, |ways, way| ways.option(way.as_str(), way.label()));
    SentForm {
        action: format!("/refusal-letters/{id}"),
        on: DateInput::new("sent_on", "When was it sent?")
            .value(&form.day, &form.month, &form.year)
            .errors(errors),
        way: ways.value(&form.way).error(errors.at("way")),
        note: Textarea::new("note", "Is there anything to say of it? (optional)")
            .hint("If it was not sent, why, and who decided that. A child gets none where that would not be appropriate to their age and understanding.")
            .value(&form.note)
            .rows(3)
            .error(errors.at("note")),
        save: Button::new("Record this"),
    }
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::SendRefusalLetter>,
    id: RefusalLetterId,
    form: &LetterForm,
    errors: &Errors,
) -> Result<(LetterPage, Owed), Refused> {
    let found = queries::letter(look, id)?;
    let sent = found.owed.letter.sent.as_ref();
    let page = LetterPage {
        shell: frame
            .shell
            .back("/refusal-letters")
            .errors(!errors.is_empty()),
        proof: frame.proof,
        summary: errors.summary(),
        day: look.now().london_day().in_full(),
        owed: found.owed.is_owed(),
        came: sent.map(|sent| came(sent, &found.names)),
        form: sent.is_none().then(|| sent_form(id, form, errors)),
        address: found.address,
        words: found.words,
        council: found.council,
        signer: found.signer,
        phone: found.phone,
    };
    Ok((page, found.owed))
}

/// A letter, to print and to send.
///
/// # Errors
/// As a problem page.
pub async fn letter(door: Guarded<act::SendRefusalLetter>, id: At<RefusalLetterId>) -> Shown {
    let frame = Frame::new(&door, "Letter about a refusal of contact")?;
    door.look(move |look| {
        let form = LetterForm::beginning(look.now());
        let (page, owed) = page(frame, look, id.0, &form, &Errors::none())?;
        let child = owed.refusal.refusal.child();
        let fact = traces::seen_of(child, owed.subjects(), "letter about a refusal");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// It was sent, or it was not.
///
/// # Errors
/// As a problem page.
pub async fn letter_sent(
    door: Guarded<act::SendRefusalLetter>,
    id: At<RefusalLetterId>,
    form: Form<LetterForm>,
) -> Turned {
    let saved = door.save(form.0.fields().read(), move |work, sending| {
        let sent = commands::send_letter(work, id.0, sending)?;
        Ok(sent.map(|_| Goto("/refusal-letters".to_owned())))
    });
    let title = "Letter about a refusal of contact";
    let (saved, frame) = (saved.await, Frame::new(&door, title)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &form.0, &errors)?.0)
    })
    .await
}
