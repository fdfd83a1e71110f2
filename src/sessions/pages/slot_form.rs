//! The form that keeps the standing slots of a plan.

use kernel::{id::PlanId, refusal::Refused};
use law::access::act;

use super::{FormPage, Frame, Typed, said};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    resources::DayName,
    sessions::{
        commands, queries,
        queries::Choices,
        rules::{PatternFields, SlotFields},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{
            Caption, Checkboxes, Choice, Content, Control, Decorate, Details, Fieldset, Input,
            Select, Size,
        },
    },
};

/// Rows of the form beyond those that are there.
const MORE: usize = 2;
/// Rows at most.
const MOST: usize = 14;

/// Who supervises a slot, folded away under the names of those who do: fourteen slots of a whole service
/// fit on no page otherwise.
fn staff_folded(number: usize, choices: &Choices, (typed, errors): (&Typed, &Errors)) -> Content {
    let name = format!("slots-{number}-supervisors");
    let chosen = typed.all(&name);
    let legend = format!("Who supervises? (slot {})", number + 1);
    let boxes = choices
        .supervisors
        .iter()
        .fold(Checkboxes::new(name, legend), |boxes, (id, words)| {
            boxes.choice(Choice::new(id.to_string(), words))
        });
    let names = choices.supervisors.iter();
    let names = names.filter(|(id, _)| chosen.contains(&id.to_string()));
    let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
    let summary = if names.is_empty() {
        format!("Who supervises slot {}? Nobody yet", number + 1)
    } else {
        format!("Who supervises slot {}? {}", number + 1, names.join(", "))
    };
    let error = errors.at(&format!("slots/{number}/supervisors"));
    let folded = Details::new(
        summary,
        Content::of(
            boxes
                .values(chosen)
                .class("govuk-checkboxes--small")
                .error(error),
        ),
    );
    Content::of(if error.is_some() {
        folded.open()
    } else {
        folded
    })
}

fn row(number: usize, choices: &Choices, (typed, errors): (&Typed, &Errors)) -> Content {
    let name = |part: &str| format!("slots-{number}-{part}");
    let select = |part: &str, label: String, none: &'static str, all: Vec<(String, String)>| {
        let empty = Select::new(name(part), label).option("", none);
        let all = all
            .into_iter()
            .fold(empty, |select, (id, words)| select.option(id, words));
        let pointer = format!("slots/{number}/{part}");
        Content::of(
            all.value(typed.text(&name(part)))
                .error(errors.at(&pointer)),
        )
    };
    let time = |part: &str, label: String| {
        let pointer = format!("slots/{number}/{part}");
        let input = Input::new(name(part), label)
            .value(typed.text(&name(part)))
            .autocomplete("off")
            .width(5);
        Content::of(input.error(errors.at(&pointer)))
    };
    let at = |words: &str| format!("{words} (slot {})", number + 1);
    let days = DayName::ALL
        .iter()
        .map(|day| (day.to_string(), day.label().to_owned()));
    let ids = |all: &[(kernel::id::ProviderId, String)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(id, words)| (id.to_string(), words.clone()))
            .collect()
    };
    let rooms = choices.rooms.iter();
    let rooms = rooms
        .map(|(id, words)| (id.to_string(), words.clone()))
        .collect();
    let parts = [
        select("weekday", at("Which day?"), "No slot", days.collect()),
        time("from", at("From")),
        time("to", at("To")),
        select("room", at("Which room?"), "None yet", rooms),
        staff_folded(number, choices, (typed, errors)),
        select("taxi", at("Which taxi firm?"), "None", ids(&choices.taxis)),
        select(
            "interpreter",
            at("Which interpreter service?"),
            "None",
            ids(&choices.interpreters),
        ),
    ];
    let legend = Caption::new(format!("Slot {}", number + 1)).size(Size::Medium);
    let parts = parts.into_iter().collect::<Content>();
    Content::of(Fieldset::new(legend).content(parts))
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::KeepSlots>,
    plan: PlanId,
    (typed, errors): (&Typed, &Errors),
) -> Result<(FormPage, Choices), Refused> {
    let choices = queries::choices(look, plan)?;
    look.shows(choices.subjects());
    let there = typed.slots(MOST).len();
    let rows = (there + MORE).min(MOST);
    let questions = (0..rows).map(|number| row(number, &choices, (typed, errors)));
    let mut page = frame.page(&typed.text("version"), errors, questions.collect());
    page.intro = Some(
        "The family keeps these from week to week. Sessions that are booked already stay as they are."
            .to_owned(),
    );
    let details = &choices.plan.details;
    page.facts = vec![
        format!("For {}.", choices.names.together(&details.children)),
        format!(
            "The plan says {} minutes, {} each {}.",
            details.minutes,
            details.often.times,
            details.often.per.label()
        ),
    ];
    page.said = said(&choices.said);
    Ok((page, choices))
}

fn frame(door: &Guarded<act::KeepSlots>, plan: PlanId) -> Result<Frame, Refused> {
    let action = format!("/plans/{plan}/slots");
    Frame::new(
        door,
        "Standing slots",
        action,
        format!("/plans/{plan}/sessions"),
    )
}

/// The form with the slots as they are.
///
/// # Errors
/// As a problem page.
pub async fn slot_form(door: Guarded<act::KeepSlots>, id: At<PlanId>) -> Shown {
    let frame = frame(&door, id.0)?;
    door.look(move |look| {
        let (_, pattern) = queries::slots_of_plan(look, id.0)?;
        let fields: Vec<SlotFields> = pattern.slots.iter().map(SlotFields::of).collect();
        let typed = Typed::of_slots(&fields).with("version", pattern.version.to_string());
        let (page, choices) = page(frame, look, id.0, (&typed, &Errors::none()))?;
        Ok(look.seen(traces::slots_seen(&choices.plan), Page(page)))
    })
    .await
}

/// Keeps the slots.
///
/// # Errors
/// As a problem page.
pub async fn keep_slots(
    door: Guarded<act::KeepSlots>,
    id: At<PlanId>,
    form: Form<Typed>,
) -> Turned {
    let fields = PatternFields {
        slots: form.0.slots(MOST),
    };
    let version = (id.0, form.0.version());
    let saved = door.save(fields.read(), move |work, slots| {
        let kept = commands::keep_slots(work, version, slots)?;
        Ok(kept.map(|_| Goto(format!("/plans/{}/sessions", id.0))))
    });
    let (saved, frame) = (saved.await, frame(&door, id.0)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, (&form.0, &errors))?.0)
    })
    .await
}
