//! Absences: recorded for a supervisor, or by themselves when they are sick.

use kernel::{
    id::{AbsenceId, SupervisorId},
    refusal::Refused,
    time::LondonDay,
};
use law::access::act;

use super::{
    FormPage, Frame,
    supervisor_record::SupervisorPage,
    typed::{Asking, NothingTyped, Typed},
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Saved, Shown, Turned, proof, shell, turn},
    resources::{AbsenceKind, Supervisor, commands, queries, rules::AbsenceFields, traces},
    storage::Look,
    web::{
        Errors,
        components::{Content, Control, Radios},
    },
};

fn page(frame: Frame, who: &Supervisor, typed: &Typed, errors: &Errors) -> FormPage {
    let ask = Asking { typed, errors };
    let kind = AbsenceKind::ALL
        .iter()
        .fold(Radios::new("kind", "Why are they away?"), |radios, kind| {
            radios.option(kind.as_str(), kind.label())
        });
    let kind = kind.value(typed.text("kind")).error(errors.at("kind"));
    let mut questions = vec![Content::of(kind)];
    questions.extend(ask.span());
    FormPage {
        about: Some(who.details.name.to_string()),
        intro: Some(
            "Do not write down what somebody is ill with. Sessions planned with them will be marked for you to decide.",
        ),
        ..frame.page(typed, errors, questions)
    }
}

fn frame(door: &Guarded<act::RecordAbsence>, id: SupervisorId) -> Result<Frame, Refused> {
    let (action, back) = (
        format!("/supervisors/{id}/absences"),
        format!("/supervisors/{id}"),
    );
    Frame::new(door, "Record an absence", action, back)
}

/// Today from the first to the last day: most absences are told of on their first morning.
fn of_today(today: LondonDay) -> Typed {
    let today = today.to_string();
    Typed::default()
        .with_date("span-from_day", &today)
        .with_date("span-to_day", &today)
}

/// The form with today in it.
///
/// # Errors
/// As a problem page.
pub async fn new_absence(door: Guarded<act::RecordAbsence>, id: At<SupervisorId>) -> Shown {
    let (frame, typed) = (frame(&door, id.0)?, of_today(door.now().london_day()));
    door.look(move |look| {
        queries::permitted(look, id.0)?;
        let who = queries::supervisor(look, id.0)?;
        let page = page(frame, &who, &typed, &Errors::none());
        Ok(look.seen(traces::seen(id.0, "form for an absence"), Page(page)))
    })
    .await
}

/// Records that a supervisor is away, and goes on to who steps in for them.
///
/// # Errors
/// As a problem page.
pub async fn record_absence(
    door: Guarded<act::RecordAbsence>,
    id: At<SupervisorId>,
    form: Form<Typed>,
) -> Turned {
    let fields = AbsenceFields {
        kind: form.0.text("kind"),
        span: form.0.span(),
    };
    let saved = door.save(fields.read(), move |work, (kind, span)| {
        let recorded = commands::record_absence(work, id.0, *kind, *span)?;
        Ok(recorded.map(|absence| Goto(format!("/absences/{}/cover", absence.id))))
    });
    let (saved, frame) = (saved.await, frame(&door, id.0)?);
    let again = move |look: &mut Look<'_, act::RecordAbsence>, errors| {
        queries::permitted(look, id.0)?;
        let who = queries::supervisor(look, id.0)?;
        Ok(page(frame, &who, &form.0, &errors))
    };
    turn(&door, saved, again).await
}

/// Ends an absence now.
///
/// # Errors
/// As a problem page.
pub async fn end_absence(
    door: Guarded<act::RecordAbsence>,
    id: At<AbsenceId>,
    _form: Form<NothingTyped>,
) -> Saved {
    door.write(move |work| {
        let ended = commands::end_absence(work, id.0)?;
        Ok(ended.map(|absence| Goto(format!("/supervisors/{}", absence.supervisor))))
    })
    .await
}

/// One's own working hours and absences.
///
/// # Errors
/// As a problem page.
pub async fn own_availability(door: Guarded<act::ShowOwnAvailability>) -> Shown {
    let around = (shell(&door, "My working hours"), proof(&door)?);
    let (user, today) = (door.caller().0, door.now().london_day());
    door.look(move |look| {
        let record = queries::own_record(look, user)?;
        let page = SupervisorPage::for_themselves(around, &record, today);
        let fact = traces::seen(record.supervisor.id, "own record");
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

fn sickness(frame: Frame, typed: &Typed, errors: &Errors) -> FormPage {
    let ask = Asking { typed, errors };
    FormPage {
        intro: Some(
            "The coordinator sees at once that you are away. Do not write down what you are ill with.",
        ),
        ..frame.page(typed, errors, ask.span())
    }
}

fn own_frame(door: &Guarded<act::RecordOwnAbsence>) -> Result<Frame, Refused> {
    let (action, back) = ("/availability/sickness", "/availability");
    Frame::new(door, "Say that you are sick", action, back)
}

/// The form to say that one is sick, from today on.
///
/// # Errors
/// As a problem page.
pub async fn new_sickness(door: Guarded<act::RecordOwnAbsence>) -> Shown {
    let typed = of_today(door.now().london_day());
    let page = sickness(own_frame(&door)?, &typed, &Errors::none());
    let user = door.caller().0;
    door.look(move |look| {
        let own = queries::own_record(look, user)?.supervisor.id;
        Ok(look.seen(traces::seen(own, "form for an absence"), Page(page)))
    })
    .await
}

/// Records one's own sickness.
///
/// # Errors
/// As a problem page.
pub async fn record_own_sickness(
    door: Guarded<act::RecordOwnAbsence>,
    form: Form<Typed>,
) -> Turned {
    let read = AbsenceFields::sickness(&form.0.span(), door.now().london_day());
    let saved = door.save(read, |work, (_, span)| {
        let recorded = commands::record_own_sickness(work, *span)?;
        Ok(recorded.map(|_| Goto("/availability".to_owned())))
    });
    let (saved, frame) = (saved.await, own_frame(&door)?);
    let user = door.caller().0;
    let again = move |look: &mut Look<'_, act::RecordOwnAbsence>, errors| {
        queries::own_record(look, user)?;
        Ok(sickness(frame, &form.0, &errors))
    };
    turn(&door, saved, again).await
}
