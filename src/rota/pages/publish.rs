//! The page on which a person publishes a week.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use kernel::{
    id::{PersonId, SessionId},
    refusal::Refused,
    time::LondonDay,
};
use law::{access::act, minimum::Minimum};

use super::{
    alarms::{
        self, Alarm, below_in_words, below_status, session_in_words, unplaced_in_words,
        where_booked,
    },
    tiles::difference_in_words,
    typed::PublishForm,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, proof, shell, turn},
    rota::{
        Concern, Unplaced, commands,
        queries::{self, WeekView},
        rules::{Difference, Fate, Told, told},
        traces, week_of,
    },
    storage::Look,
    web::{
        Errors, Shell,
        components::{
            Button, Control, ErrorSummary, FormProof, Standing, Status, SummaryList, Textarea,
        },
    },
};

struct Going {
    href: String,
    what: String,
    more: Option<String>,
}

struct Group {
    heading: String,
    open: bool,
    lines: Vec<Going>,
}

struct Family {
    status: Status,
    href: Option<String>,
    who: String,
    lines: Vec<String>,
    quote: Option<String>,
    reason: Textarea,
}

#[derive(Template)]
#[template(path = "rota/publish.html")]
struct PublishPage {
    shell: Shell,
    proof: FormProof,
    summary: Option<ErrorSummary>,
    action: String,
    board: String,
    week: String,
    count: String,
    unseen: Option<String>,
    since: String,
    goes: Vec<Group>,
    left: Vec<Alarm>,
    told: Vec<Told>,
    told_list: SummaryList,
    untold: Vec<Going>,
    families: Vec<Family>,
    may_publish: bool,
    confirm: Button,
}

struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new(door: &Guarded<act::PublishRota>) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, "Publish the rota"),
            proof: proof(door)?,
        })
    }

    fn page(
        self,
        (view, homeless): (&WeekView, &Homeless),
        form: &PublishForm,
        errors: &Errors,
    ) -> PublishPage {
        let errors = &of_families(view, errors.clone());
        let board = format!("/rota/{}", view.week.monday());
        let going = view
            .going()
            .filter(|(_, difference)| difference.is_coming())
            .count();
        let told = told(
            view.going()
                .map(|(line, difference)| (&line.print, difference)),
        );
        PublishPage {
            shell: self.shell.back(board.clone()).errors(!errors.is_empty()),
            proof: self.proof.version(view.fingerprint().to_string()),
            summary: errors.summary(),
            action: format!("{board}/publish"),
            week: view.week.to_string(),
            count: count(view, going),
            unseen: unseen(view),
            since: since(view),
            goes: groups(view),
            left: alarms::left_behind(view),
            told_list: told.iter().fold(SummaryList::new(), |list, told| {
                list.row(told.who(), told.how())
            }),
            told,
            untold: untold(view, homeless),
            families: families(view, form, errors),
            may_publish: view.going().next().is_some(),
            confirm: Button::new(confirm(view, going)),
            board,
        }
    }
}

/// Children who live nowhere on the day of a session, as far as is recorded.
type Homeless = BTreeMap<SessionId, BTreeSet<PersonId>>;

fn untold(view: &WeekView, homeless: &Homeless) -> Vec<Going> {
    let going = view.going().filter_map(|(line, _)| {
        let children = homeless.get(&line.session.id)?;
        Some(Going {
            href: format!("/sessions/{}", line.session.id),
            what: session_in_words(view, line),
            more: Some(format!("Not recorded: {}", view.names.list(children))),
        })
    });
    going.collect()
}

fn plural(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    }
}

/// `82 of 85 sessions to publish, 2 held, 1 not placed.` Of a week that is out already, what is told
/// anew: `1 session to publish, 80 published as they stand, 1 held.`
fn count(view: &WeekView, going: usize) -> String {
    let held = view
        .lines
        .iter()
        .filter(|line| matches!(line.fate, Fate::Held(_)))
        .count();
    let unplaced: usize = view.unplaced.iter().map(|one| one.missing).sum();
    let known = view.lines.iter();
    let known = known.filter(|line| line.fate == Fate::Known).count();
    let mut words = vec![if view.edition.is_some() {
        format!("{} to publish", plural(going, "session", "sessions"))
    } else {
        let all = plural(going + held + unplaced, "session", "sessions");
        format!("{going} of {all} to publish")
    }];
    if known > 0 {
        words.push(plural(
            known,
            "published as it stands",
            "published as they stand",
        ));
    }
    if held > 0 {
        words.push(format!("{held} held"));
    }
    if unplaced > 0 {
        words.push(format!("{unplaced} not placed"));
    }
    let off = view.going().count() - going;
    if off > 0 {
        words.push(format!("{off} off since the last time"));
    }
    format!("{}.", words.join(", "))
}

/// The board says that somebody is booked; whose family it is, is not for this reader.
fn unseen(view: &WeekView) -> Option<String> {
    let count = view.taken.len();
    (count > 0).then(|| {
        format!(
            "{} of families you may not know of. The service manager publishes them.",
            plural(count, "more session is", "more sessions are")
        )
    })
}

fn since(view: &WeekView) -> String {
    match &view.edition {
        None => "This week was never published.".to_owned(),
        Some((edition, by)) => {
            format!(
                "Compared with what {by} published {}.",
                edition.at.in_full()
            )
        }
    }
}

fn confirm(view: &WeekView, going: usize) -> String {
    if view.going().next().is_some() && going == 0 {
        return "Publish the changes".to_owned();
    }
    format!("Publish {}", plural(going, "session", "sessions"))
}

/// What goes out, by how it differs: what changed first and open, what is new last.
fn groups(view: &WeekView) -> Vec<Group> {
    const ORDER: [&str; 7] = [
        "Moved",
        "Changed",
        "Cancelled",
        "Moved to another week",
        "Put aside",
        "Takes place again",
        "New",
    ];
    let group = |label: &&str| {
        let lines: Vec<Going> = view
            .going()
            .filter(|(_, difference)| difference.label() == *label)
            .map(|(line, difference)| Going {
                href: format!("/sessions/{}", line.session.id),
                what: session_in_words(view, line),
                more: difference_in_words(&line.session.stage, difference),
            })
            .collect();
        (!lines.is_empty()).then(|| Group {
            heading: format!("{label}: {}", lines.len()),
            open: *label != Difference::New.label(),
            lines,
        })
    };
    ORDER.iter().filter_map(group).collect()
}

/// Whom a concern is about: each question has a name of its own, also for who hears it read out.
fn about(view: &WeekView, concern: &Concern) -> String {
    if let Concern::BelowMinimum { child, .. } = concern {
        return view.names.of(*child).to_owned();
    }
    let found = view.unplaced.iter().find(|one| one.concern() == *concern);
    found.map_or_else(String::new, |one| view.names.list(&one.children))
}

/// Each error says of which family it is: otherwise seven of them read alike.
fn of_families(view: &WeekView, errors: Errors) -> Errors {
    view.concerns().iter().fold(errors, |errors, concern| {
        let family = match concern {
            Concern::BelowMinimum { child, rule } => view
                .due()
                .find(|minimum| (minimum.child, minimum.rule) == (*child, *rule))
                .map(|minimum| below_in_words(view, minimum)),
            Concern::NotPlaced { .. } | Concern::ShortOfPlan { .. } => view
                .unplaced
                .iter()
                .find(|one| one.concern() == *concern)
                .map(|one| unplaced_in_words(view, one)),
        };
        errors.naming(&format!("/reason-{concern}"), &family.unwrap_or_default())
    })
}

fn families(view: &WeekView, form: &PublishForm, errors: &Errors) -> Vec<Family> {
    let family = |concern: &Concern| {
        let name = format!("reason-{concern}");
        let label = format!(
            "Why does the week go out nevertheless ({})?",
            about(view, concern)
        );
        let reason = Textarea::new(name.clone(), label)
            .value(form.text(&name))
            .rows(2)
            .error(errors.at(&name));
        match concern {
            Concern::BelowMinimum { child, rule } => {
                let found = view
                    .due()
                    .find(|minimum| (minimum.child, minimum.rule) == (*child, *rule));
                found.map(|minimum| below(view, minimum, reason))
            }
            Concern::NotPlaced { .. } | Concern::ShortOfPlan { .. } => {
                let found = view.unplaced.iter().find(|one| one.concern() == *concern);
                found.map(|one| not_placed(view, one, reason))
            }
        }
    };
    view.concerns().iter().filter_map(family).collect()
}

fn not_placed(view: &WeekView, one: &Unplaced, reason: Textarea) -> Family {
    let against = one.against.iter();
    Family {
        status: Status::new(Standing::Held, "Not placed"),
        href: Some(where_booked(view, one)),
        who: unplaced_in_words(view, one),
        lines: against
            .map(|obstacle| obstacle.explanation.clone())
            .collect(),
        quote: None,
        reason,
    }
}

fn below(view: &WeekView, minimum: &Minimum, reason: Textarea) -> Family {
    let failed = minimum.service_failed;
    let of_ours = (failed > 0).then(|| {
        format!(
            "{} by the service.",
            plural(failed, "session was cancelled", "sessions were cancelled")
        )
    });
    let told = "The service manager, the social worker and Legal must know of it.";
    Family {
        status: below_status(minimum),
        href: Some(format!("/people/{}/orders", minimum.child)),
        who: below_in_words(view, minimum),
        lines: of_ours.into_iter().chain([told.to_owned()]).collect(),
        quote: Some(minimum.quote.clone()),
        reason,
    }
}

/// What would go out, what stays behind, and who would be told.
///
/// # Errors
/// As a problem page.
pub async fn publish_form(door: Guarded<act::PublishRota>, at: At<LondonDay>) -> Shown {
    let (week, frame) = (week_of(at.0)?, Frame::new(&door)?);
    let reader = door.caller().0;
    door.look(move |look| {
        let view = queries::week(look, week)?;
        let said = PublishForm::said_before(queries::reasons_given(look, &view)?);
        let homeless = queries::without_a_home(look, &view)?;
        let page = frame.page((&view, &homeless), &said, &Errors::none());
        let fact = traces::seen(reader, week, "page of publishing", view.subjects());
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

/// Publishes the week as it was seen.
///
/// # Errors
/// As a problem page.
pub async fn publish(
    door: Guarded<act::PublishRota>,
    at: At<LondonDay>,
    form: Form<PublishForm>,
) -> Turned {
    let week = week_of(at.0)?;
    let seen = (week, form.0.seen());
    let ahead = door.ahead(move |look| commands::ahead_of_publishing(look, seen));
    let ahead = ahead.await;
    let read = form.0.read().and_then(|readings| Ok((readings, ahead?)));
    let saved = door.save(read, move |work, (readings, ahead)| {
        let done = commands::publish(work, seen, readings, ahead)?;
        let monday = week.monday();
        Ok(done.map(|done| Goto(format!("/rota/{monday}?published={}", done.rota.published))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door)?);
    turn(
        &door,
        saved,
        move |look: &mut Look<'_, act::PublishRota>, errors| {
            let view = queries::week(look, week)?;
            look.shows(view.subjects());
            let homeless = queries::without_a_home(look, &view)?;
            Ok(frame.page((&view, &homeless), &form.0, &errors))
        },
    )
    .await
}
