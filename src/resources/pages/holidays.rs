//! Bank holidays: the list, and the form that replaces it.

use askama::Template;
use kernel::refusal::Refused;
use law::access::{Act, Decision, RecordState, Relation, act, decide};

use super::{FormPage, Frame, Typed};
use crate::{
    http::{Form, Goto, Guarded, Opened, Page, Shown, Turned, shell, turn},
    resources::{HolidayList, commands, queries, rules::HolidayFields, traces},
    web::{
        Errors, Shell,
        components::{Content, Control, Textarea},
    },
};

#[derive(Template)]
#[template(path = "resources/bank_holidays.html")]
struct HolidaysPage {
    shell: Shell,
    source: String,
    may_replace: bool,
    days: Vec<String>,
}

fn source(list: &HolidayList) -> String {
    match list.replaced_at {
        Some(moment) => format!("This list was put in force on {}.", moment.in_full()),
        None => "This is the list that comes with the program.".to_owned(),
    }
}

/// The bank holidays in force.
///
/// # Errors
/// As a problem page.
pub async fn bank_holidays(door: Guarded<act::ShowBankHolidays>) -> Opened {
    let shell = shell(&door, "Bank holidays");
    let actor = door.admitted().actor.clone();
    let replace = Act::ReplaceBankHolidays;
    let may_replace = decide(&actor, replace, Relation::None, RecordState::Open) == Decision::Allow;
    door.open(move |look| {
        let list = queries::bank_holidays(look)?;
        let days = list.days.days();
        let page = HolidaysPage {
            shell,
            source: source(&list),
            may_replace,
            days: days
                .map(|(day, title)| format!("{}: {title}", day.in_full()))
                .collect(),
        };
        Ok(look.open(Page(page)))
    })
    .await
}

fn page(frame: Frame, typed: &Typed, errors: &Errors) -> FormPage {
    let list = Textarea::new("list", "The text of the GOV.UK file bank-holidays.json")
        .hint("Open www.gov.uk/bank-holidays.json, copy all of it and paste it here.")
        .value(typed.text("list"))
        .rows(10)
        .autocomplete("off")
        .spellcheck(false)
        .error(errors.at("list"));
    frame.page(typed, errors, vec![Content::of(list)])
}

fn frame(door: &Guarded<act::ReplaceBankHolidays>) -> Result<Frame, Refused> {
    let (heading, path) = ("Replace the bank holidays", "/bank-holidays");
    Frame::new(door, heading, path, path)
}

/// The empty form.
///
/// # Errors
/// As a problem page.
pub async fn holiday_form(door: Guarded<act::ReplaceBankHolidays>) -> Shown {
    let (page, reader) = (
        page(frame(&door)?, &Typed::default(), &Errors::none()),
        door.caller().0,
    );
    door.look(move |look| {
        Ok(look.seen(traces::listed(reader, "form for bank holidays"), Page(page)))
    })
    .await
}

/// Puts a list of bank holidays in force.
///
/// # Errors
/// As a problem page.
pub async fn replace_bank_holidays(
    door: Guarded<act::ReplaceBankHolidays>,
    form: Form<Typed>,
) -> Turned {
    let read = HolidayFields {
        list: form.0.text("list"),
    };
    let saved = door.save(read.read(), |work, (days, text)| {
        let replaced = commands::replace_bank_holidays(work, days, text)?;
        Ok(replaced.map(|()| Goto("/bank-holidays".to_owned())))
    });
    let (saved, frame) = (saved.await, frame(&door)?);
    turn(&door, saved, move |_, errors| {
        Ok(page(frame, &form.0, &errors))
    })
    .await
}
