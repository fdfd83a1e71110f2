//! The form for a supervisor: add and change.

use kernel::{id::SupervisorId, refusal::Refused};
use law::{
    access::{OnRecords, act},
    requirement::{Gender, Skill},
};

use super::{
    FormPage, Frame,
    typed::{Asking, Typed, choice},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    resources::{
        DbsOutcome, commands, queries,
        rules::{SkillFields, SupervisorFields, skill_label},
        traces,
    },
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Content, Control, Radios, Select},
    },
};

fn fields(typed: &Typed) -> SupervisorFields {
    let skills = typed.all("skills").into_iter().map(|skill| SkillFields {
        until: typed.date(&format!("until-{skill}")),
        skill,
    });
    SupervisorFields {
        name: typed.text("name"),
        user: typed.text("user"),
        contract_hours: typed.text("contract_hours"),
        opted_out: typed.ticked("about", "opted_out"),
        hours: typed.week(),
        skills: skills.collect(),
        dbs_checked_on: typed.date("dbs_checked_on"),
        dbs_outcome: typed.text("dbs_outcome"),
        languages: typed.text("languages"),
        gender: typed.text("gender"),
        phone: typed.text("phone"),
        in_use: typed.ticked("about", "in_use"),
    }
}

fn typed(fields: &SupervisorFields) -> Typed {
    let typed = Typed::default()
        .with("name", &fields.name)
        .with("user", &fields.user)
        .with("contract_hours", &fields.contract_hours)
        .tick("about", "opted_out", fields.opted_out)
        .tick("about", "in_use", fields.in_use)
        .with_week(&fields.hours)
        .with_date("dbs_checked_on", &fields.dbs_checked_on)
        .with("dbs_outcome", &fields.dbs_outcome)
        .with("languages", &fields.languages)
        .with("gender", &fields.gender)
        .with("phone", &fields.phone);
    fields.skills.iter().fold(typed, |typed, skill| {
        typed
            .with("skills", &skill.skill)
            .with_date(&format!("until-{}", skill.skill), &skill.until)
    })
}

fn page<A: OnRecords>(
    frame: Frame,
    look: &mut Look<'_, A>,
    typed: &Typed,
    errors: &Errors,
) -> Result<FormPage, Refused> {
    let ask = Asking { typed, errors };
    let accounts = queries::accounts_to_link(look)?;
    let none = Select::new("user", "Which account do they sign in with?").option("", "None yet");
    let user = accounts.iter().fold(none, |select, account| {
        select.option(account.id.to_string(), account.name.to_string())
    });
    let about = Checkboxes::new("about", "What is true of them?")
        .choice(choice("in_use", "They work here"))
        .choice(choice(
            "opted_out",
            "They agreed in writing to work more than 48 hours a week",
        ))
        .values(typed.all("about"));
    let questions = vec![
        Content::of(ask.input("name", "What are they called?")),
        Content::of(user.value(typed.text("user")).error(errors.at("user"))),
        Content::of(
            ask.input("contract_hours", "Hours a week of their contract")
                .hint("For example, 37 or 22.5. Enter 0 for casual work.")
                .width(5),
        ),
        Content::of(about),
        ask.week("When do they usually work?"),
        Content::of(skills(ask)),
        Content::of(
            ask.date("dbs_checked_on", "When was their DBS check?")
                .hint("Only the date and the outcome are kept."),
        ),
        Content::of(outcome(ask)),
        Content::of(
            ask.input("languages", "Languages besides English")
                .hint("Those they can hold a session in, separated by commas."),
        ),
        Content::of(gender(ask)),
        Content::of(
            ask.input("phone", "The number to call when they work alone")
                .hint("Kept sealed.")
                .kind("tel")
                .width(20),
        ),
    ];
    Ok(frame.page(typed, errors, questions))
}

fn skills(ask: Asking<'_>) -> Checkboxes {
    let hint = "Last day it holds. Leave blank if it does not lapse";
    let boxes = Checkboxes::new("skills", "What are they trained for?");
    let boxes = Skill::ALL.iter().fold(boxes, |boxes, skill| {
        let until = ask.date(&format!("until-{skill}"), hint);
        boxes.choice(choice(skill.as_str(), skill_label(*skill)).reveals(Content::of(until)))
    });
    boxes
        .values(ask.typed.all("skills"))
        .error(ask.errors.at("skills"))
}

fn outcome(ask: Asking<'_>) -> Radios {
    let radios = Radios::new("dbs_outcome", "What came of the DBS check?");
    let radios = DbsOutcome::ALL.iter().fold(radios, |radios, outcome| {
        radios.option(outcome.as_str(), outcome.label())
    });
    let radios = radios.value(ask.typed.text("dbs_outcome"));
    radios.error(ask.errors.at("dbs_outcome"))
}

fn gender(ask: Asking<'_>) -> Radios {
    let radios = Radios::new("gender", "Which may families ask for?").option("", "Not said");
    let radios = Gender::ALL.iter().fold(radios, |radios, gender| {
        let words = match gender {
            Gender::Woman => "A woman",
            Gender::Man => "A man",
        };
        radios.option(gender.as_str(), words)
    });
    let radios = radios.value(ask.typed.text("gender"));
    radios.error(ask.errors.at("gender"))
}

fn adding(door: &Guarded<act::KeepSupervisors>) -> Result<Frame, Refused> {
    let path = "/supervisors";
    Frame::new(door, "Add a supervisor", path, path)
}

/// The empty form, with the accounts to choose from.
///
/// # Errors
/// As a problem page.
pub async fn new_supervisor(door: Guarded<act::KeepSupervisors>) -> Shown {
    let (frame, reader) = (adding(&door)?, door.caller().0);
    door.look(move |look| {
        let empty = Typed::default().with("about", "in_use");
        let page = page(frame, look, &empty, &Errors::none())?;
        Ok(look.seen(traces::listed(reader, "accounts to link"), Page(page)))
    })
    .await
}

/// Adds a supervisor.
///
/// # Errors
/// As a problem page.
pub async fn add_supervisor(door: Guarded<act::KeepSupervisors>, form: Form<Typed>) -> Turned {
    let read = fields(&form.0).read(door.now().london_day());
    let saved = door.save(read, |work, (details, phone)| {
        let added = commands::add_supervisor(work, details, phone.as_ref())?;
        Ok(added.map(|supervisor| Goto(format!("/supervisors/{}", supervisor.id))))
    });
    let (saved, frame) = (saved.await, adding(&door)?);
    turn(&door, saved, move |look, errors| {
        page(frame, look, &form.0, &errors)
    })
    .await
}

fn changing(door: &Guarded<act::KeepSupervisors>, id: SupervisorId) -> Result<Frame, Refused> {
    let (action, back) = (
        format!("/supervisors/{id}/edit"),
        format!("/supervisors/{id}"),
    );
    Frame::new(door, "Change a supervisor's details", action, back)
}

/// The form with what is written down.
///
/// # Errors
/// As a problem page.
pub async fn supervisor_form(door: Guarded<act::KeepSupervisors>, id: At<SupervisorId>) -> Shown {
    let frame = changing(&door, id.0)?;
    door.look(move |look| {
        let record = queries::supervisor_record(look, id.0)?;
        let (supervisor, phone) = (&record.supervisor, record.phone.as_ref());
        let typed = typed(&SupervisorFields::of(&supervisor.details, phone))
            .with("version", supervisor.version.to_string());
        let page = page(frame, look, &typed, &Errors::none())?;
        Ok(look.seen(traces::seen(id.0, "details to change"), Page(page)))
    })
    .await
}

/// Changes a supervisor, unless somebody else did since the form was opened.
///
/// # Errors
/// As a problem page.
pub async fn edit_supervisor(
    door: Guarded<act::KeepSupervisors>,
    id: At<SupervisorId>,
    form: Form<Typed>,
) -> Turned {
    let version = form.0.version();
    let read = fields(&form.0).read(door.now().london_day());
    let saved = door.save(read, move |work, (details, phone)| {
        let version = (id.0, version);
        let edited = commands::edit_supervisor(work, version, details, phone.as_ref())?;
        Ok(edited.map(|supervisor| Goto(format!("/supervisors/{}", supervisor.id))))
    });
    let (saved, frame) = (saved.await, changing(&door, id.0)?);
    turn(&door, saved, move |look, errors| {
        queries::permitted(look, id.0)?;
        queries::supervisor(look, id.0)?;
        page(frame, look, &form.0, &errors)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_what_is_there_sends_the_same_back() {
        let there = SupervisorFields {
            name: "Rosa Marsh".into(),
            contract_hours: "22.5".into(),
            opted_out: true,
            skills: vec![SkillFields {
                skill: "first_aid".into(),
                until: "2027-03-31".into(),
            }],
            dbs_checked_on: "2025-01-10".into(),
            dbs_outcome: "clear".into(),
            languages: "Polish".into(),
            gender: "woman".into(),
            phone: "07700 900123".into(),
            ..SupervisorFields::default()
        };
        let json = |fields: &SupervisorFields| serde_json::to_value(fields).unwrap();
        assert_eq!(json(&fields(&typed(&there))), json(&there));
    }
}
