//! The week that is filled from standing slots: asked for, and what came of it.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::PersonId,
    time::{LondonDay, Week},
};
use law::access::act;

use super::{FormPage, Frame, Typed};
use crate::{
    http::{At, Form, Guarded, Page, Saved, Shown, shell},
    sessions::{
        Filled, LeftOut, commands,
        queries::{self, Names},
        rules::week_of,
        traces,
    },
    web::{
        Errors, Shell,
        components::{Button, SummaryList},
    },
};

#[derive(Template)]
#[template(path = "sessions/filled.html")]
struct FilledPage {
    shell: Shell,
    heading: String,
    booked: String,
    left_out: Vec<SummaryList>,
}

fn ask(frame: Frame, week: Week) -> FormPage {
    let mut page = frame.page("", &Errors::none(), Vec::new());
    page.intro = Some(format!(
        "Week of {}. Each standing slot that has no session yet gets one. Nothing that is there is moved; what cannot be booked is listed with its reasons.",
        week.monday().in_full()
    ));
    page.save = Some(Button::new("Fill the week"));
    page
}

/// The question.
///
/// # Errors
/// As a problem page.
pub async fn fill_form(door: Guarded<act::FillWeek>, monday: At<LondonDay>) -> Shown {
    let week = week_of(monday.0)?;
    let (action, back) = (format!("/weeks/{}/fill", monday.0), "/".to_owned());
    let page = ask(Frame::new(&door, "Fill a week", action, back)?, week);
    let reader = door.caller().0;
    door.look(move |look| {
        queries::may_fill(look)?;
        Ok(look.seen(traces::week_seen(reader, week), Page(page)))
    })
    .await
}

fn card(left: &LeftOut, names: &Names) -> SummaryList {
    let when = format!(
        "{}: {}, {}",
        names.together(&left.children),
        left.occurrence.day.in_column(),
        left.occurrence.from
    );
    let list = left
        .reasons
        .iter()
        .fold(SummaryList::card(when), |list, reason| {
            let words = match &reason.quote {
                Some(quote) => format!("{} “{quote}”", reason.explanation),
                None => reason.explanation.clone(),
            };
            list.row("Why not", words)
        });
    list.card_action(crate::web::components::Action::new(
        "Book it by hand",
        format!(
            "/sessions/new?plan={}&day={}&from={}",
            left.plan, left.occurrence.day, left.occurrence.from
        ),
    ))
}

fn filled_page(shell: Shell, week: Week, (filled, names): (&Filled, &Names)) -> FilledPage {
    let number = filled.booked.len();
    FilledPage {
        shell,
        heading: format!("Week of {}", week.monday().in_full()),
        booked: if number == 1 {
            "1 session was planned.".to_owned()
        } else {
            format!("{number} sessions were planned.")
        },
        left_out: filled
            .left_out
            .iter()
            .map(|left| card(left, names))
            .collect(),
    }
}

/// Fills the week.
///
/// # Errors
/// As a problem page.
pub async fn fill_week(
    door: Guarded<act::FillWeek>,
    monday: At<LondonDay>,
    _form: Form<Typed>,
) -> Saved {
    let week = week_of(monday.0)?;
    let shell = shell(&door, "The week is filled").back("/".to_owned());
    door.write(move |work| {
        let filled = commands::fill_week(work, week)?;
        filled.try_map(|filled| {
            let left = filled.left_out.iter();
            let children: BTreeSet<PersonId> =
                left.flat_map(|one| one.children.iter().copied()).collect();
            let names = queries::names_of(work, children)?;
            let page = filled_page(shell.clone(), week, (&filled, &names));
            Ok(Page(page))
        })
    })
    .await
}
