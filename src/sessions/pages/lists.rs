//! The sessions of a child, and of a plan with its standing slots.

use std::{collections::BTreeSet, iter::repeat};

use askama::Template;
use kernel::{
    id::{PersonId, PlanId},
    time::Instant,
};
use law::{
    access::{Act, act, could_ever},
    session::Stage,
};
use serde::Deserialize;
use validator::Validate;

use super::standing;
use crate::{
    http::{At, Guarded, Page, Query, Shown, shell},
    people::rules::short_name,
    sessions::{
        Ahead, Decision, Kept, Session, StandingSlot,
        http::DaysQuery,
        queries::{self, Listed, Names},
        rules::{is_of_an_assessment, waits_for_a_decision},
        traces,
    },
    web::{
        Shell,
        components::{Pagination, Status},
    },
};

/// A session in a list.
struct Row {
    href: String,
    when: String,
    children: String,
    with: String,
    place: String,
    staff: String,
    standing: Status,
    /// Where its signed record is read, by who may.
    record: Option<String>,
    why: Vec<String>,
}

/// A standing slot, and what stands against it the next time.
struct Slot {
    words: String,
    next: Option<String>,
    against: Vec<String>,
}

#[derive(Template)]
#[template(path = "sessions/list.html")]
struct ListPage {
    shell: Shell,
    heading: String,
    links: Vec<(&'static str, String)>,
    slots: Option<Vec<Slot>>,
    rows: Vec<Row>,
    says_why: bool,
    pages: Option<Pagination>,
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct PageQuery {
    #[validate(length(max = 4, message = "Open the list again."))]
    page: String,
}

impl PageQuery {
    fn number(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }
}

/// The way to the pages beside this one; nothing where it is the only one.
fn beside(path: &str, page: usize, listed: &Listed) -> Option<Pagination> {
    let to = |page: usize| format!("{path}?page={page}");
    let pages = Pagination::new();
    let pages = if page > 1 {
        pages.previous(to(page - 1))
    } else {
        pages
    };
    let pages = if listed.more {
        pages.next(to(page + 1))
    } else {
        pages
    };
    (page > 1 || listed.more).then_some(pages)
}

fn rows(listed: &Listed) -> Vec<Row> {
    let row = |session: &Session| {
        let slot = session.slot();
        let in_question = listed.held.contains(&session.id)
            || listed.flags.iter().any(|flag| flag.session == session.id);
        let place = session
            .room
            .map(|room| listed.names.of(room))
            .or_else(|| session.venue.map(|venue| listed.names.of(venue)));
        Row {
            href: format!("/sessions/{}", session.id),
            when: format!("{}, {}", slot.day().in_column(), slot.hours()),
            children: listed.names.together(&session.children),
            with: listed.names.list(&session.visitors),
            place: place.unwrap_or_else(|| session.mode.held_in(session.place).to_owned()),
            staff: listed.names.list(&session.supervisors),
            standing: standing(session, in_question),
            record: listed
                .readable
                .contains(&session.id)
                .then(|| format!("/sessions/{}/observation", session.id)),
            why: Vec::new(),
        }
    };
    listed.sessions.iter().map(row).collect()
}

/// The sessions of a child.
///
/// # Errors
/// As a problem page.
pub async fn of_child(
    door: Guarded<act::ShowSession>,
    id: At<PersonId>,
    query: Query<DaysQuery>,
) -> Shown {
    let days = query.0.read(door.now().london_day())?;
    let shell = shell(&door, "Sessions").back(format!("/people/{}", id.0));
    door.look(move |look| {
        let (child, listed) = queries::list_of_child(look, id.0, days)?;
        let page = ListPage {
            shell,
            heading: format!("Sessions of {}", short_name(&child.details)),
            links: Vec::new(),
            slots: None,
            rows: rows(&listed),
            says_why: false,
            pages: None,
        };
        Ok(look.seen(traces::listed(child.id, &listed.sessions), Page(page)))
    })
    .await
}

/// A standing slot in words.
fn in_words(slot: &StandingSlot, names: &queries::Names) -> String {
    let room = slot
        .room
        .map_or_else(|| "no room yet".to_owned(), |room| names.of(room));
    let staff = if slot.supervisors.is_empty() {
        "nobody yet".to_owned()
    } else {
        names.list(&slot.supervisors)
    };
    let brought = slot
        .taxi
        .map(|taxi| format!(", taxi from {}", names.of(taxi)));
    let spoken = slot
        .interpreter
        .map(|service| format!(", interpreter from {}", names.of(service)));
    format!(
        "{} {} to {}: {room}, supervised by {staff}{}{}",
        slot.weekday.label(),
        slot.from,
        slot.to,
        brought.unwrap_or_default(),
        spoken.unwrap_or_default()
    )
}

/// A standing slot, with what must be put right before its next time.
fn kept(slot: &StandingSlot, ahead: Option<&Ahead>, names: &queries::Names) -> Slot {
    let troubled = ahead.filter(|ahead| !ahead.against.is_empty());
    let day = |ahead: &Ahead| {
        let day = ahead.day.in_column();
        format!("In its way on {day}:")
    };
    // What stands against each of several children in the same words is said once.
    let words = |ahead: &Ahead| {
        let mut said: Vec<String> = Vec::new();
        for one in &ahead.against {
            if !said.contains(&one.explanation) {
                said.push(one.explanation.clone());
            }
        }
        said
    };
    Slot {
        words: in_words(slot, names),
        next: troubled.map(day),
        against: troubled.map(words).unwrap_or_default(),
    }
}

/// The sessions of a plan, with its standing slots.
///
/// # Errors
/// As a problem page.
pub async fn of_plan(
    door: Guarded<act::ShowSession>,
    id: At<PlanId>,
    query: Query<DaysQuery>,
) -> Shown {
    let days = query.0.read(door.now().london_day())?;
    let actor = door.admitted().actor.clone();
    let back = if could_ever(&actor, Act::ShowPlan) {
        format!("/plans/{}", id.0)
    } else {
        "/".to_owned()
    };
    let shell = shell(&door, "Sessions of a plan").back(back);
    door.look(move |look| {
        let (plan, listed) = queries::list_of_plan(look, id.0, days)?;
        let (slots, names) = queries::slots_in_words(look, id.0)?;
        let mut links = Vec::new();
        if could_ever(&actor, Act::BookSession) {
            links.push(("Book a session", format!("/sessions/new?plan={}", id.0)));
        }
        if could_ever(&actor, Act::KeepSlots) {
            links.push(("Keep standing slots", format!("/plans/{}/slots", id.0)));
        }
        let ahead = queries::ahead(look, &plan, &slots)?;
        let next = ahead.iter().map(Option::as_ref).chain(repeat(None));
        let slots = slots.slots.iter().zip(next);
        let slots = slots.map(|(slot, next)| kept(slot, next, &names));
        let page = ListPage {
            shell,
            heading: format!(
                "Sessions of {}",
                listed.names.together(&plan.details.children)
            ),
            links,
            slots: Some(slots.collect()),
            rows: rows(&listed),
            says_why: false,
            pages: None,
        };
        look.shows(listed.sessions.iter().flat_map(Session::people));
        Ok(look.seen(traces::slots_seen(&plan), Page(page)))
    })
    .await
}

/// Sessions that a change has put in question and that the caller could decide on.
///
/// # Errors
/// As a problem page.
pub async fn in_question(door: Guarded<act::DecideSession>, query: Query<PageQuery>) -> Shown {
    let page_number = query.0.number();
    let shell = shell(&door, "Sessions in question").back("/");
    let reader = door.caller().0;
    door.look(move |look| {
        let listed = queries::list_in_question(look, page_number)?;
        let page = ListPage {
            shell,
            heading: "Sessions in question".to_owned(),
            links: vec![("All sessions that are held", "/sessions/held".to_owned())],
            slots: None,
            rows: rows(&listed),
            says_why: false,
            pages: beside("/sessions/in-question", page_number, &listed),
        };
        look.shows(listed.sessions.iter().flat_map(Session::people));
        Ok(look.seen(traces::listed_for(reader, &listed.sessions), Page(page)))
    })
    .await
}

/// What others decided about sessions that the reader booked.
///
/// # Errors
/// As a problem page.
pub async fn decided(door: Guarded<act::BookSession>) -> Shown {
    let shell = shell(&door, "Decided for you").back("/");
    let reader = door.caller().0;
    door.look(move |look| {
        let (listed, mut outcomes) = queries::list_decided(look)?;
        let mut rows = rows(&listed);
        for (row, session) in rows.iter_mut().zip(&listed.sessions) {
            let decisions = outcomes.remove(&session.id).unwrap_or_default();
            let in_words = |one: &Decision| {
                let (who, when) = (listed.names.of(one.by), one.at.in_short());
                format!("It goes ahead: {who}, {when}. {}", one.reason)
            };
            row.why = decisions.iter().map(in_words).collect();
        }
        let page = ListPage {
            shell,
            heading: "What was decided about sessions that you booked".to_owned(),
            links: Vec::new(),
            slots: None,
            rows,
            says_why: true,
            pages: None,
        };
        look.shows(listed.sessions.iter().flat_map(Session::people));
        Ok(look.seen(traces::listed_for(reader, &listed.sessions), Page(page)))
    })
    .await
}

fn in_the_way(kept: &Kept) -> String {
    let words = &kept.explanation;
    let who = kept.decided_by.as_ref();
    match who.filter(|_| waits_for_a_decision(kept)) {
        Some(who) => format!("{words} ({who} decides)"),
        None if is_of_an_assessment(&kept.code) => {
            format!("{words} Put right by assessing the risk anew.")
        }
        None => format!("{words} Put right by changing the session, or what it comes from."),
    }
}

/// One refusal puts the whole session aside, also for a brother or sister whom it does not name.
fn put_aside(since: Instant, others: &BTreeSet<PersonId>, names: &Names) -> String {
    let since = since.in_short();
    let aside = format!("Put aside by a refusal of contact since {since}.");
    if others.is_empty() {
        return format!("{aside} When the refusal ends it comes back to be decided.");
    }
    let others = names.together(others);
    format!(
        "{aside} It does not name {others}. Ask the social worker whether {others} can still go. If so, call this session off, and book one for {others}."
    )
}

/// Nothing stands in its way as it was last judged; only a person can say that it stays.
const IN_QUESTION: &str = "A change put it in question. Open it to see which, and decide whether it stays as it is or changes.";

/// Sessions that are held, with the reason of each.
///
/// # Errors
/// As a problem page.
pub async fn held(door: Guarded<act::DecideSession>, query: Query<PageQuery>) -> Shown {
    let page_number = query.0.number();
    let shell = shell(&door, "Held sessions").back("/");
    let reader = door.caller().0;
    door.look(move |look| {
        let (listed, mut reasons) = queries::list_held(look, page_number)?;
        let mut rows = rows(&listed);
        for (row, session) in rows.iter_mut().zip(&listed.sessions) {
            let why = reasons.remove(&session.id).unwrap_or_default();
            row.why = match session.stage {
                Stage::Suspended(aside) => {
                    let others = queries::not_refused(look, session)?;
                    vec![put_aside(aside.since, &others, &listed.names)]
                }
                _ if why.is_empty() => vec![IN_QUESTION.to_owned()],
                _ => why.iter().map(in_the_way).collect(),
            };
        }
        let page = ListPage {
            shell,
            heading: "Held sessions".to_owned(),
            links: Vec::new(),
            slots: None,
            rows,
            says_why: true,
            pages: beside("/sessions/held", page_number, &listed),
        };
        look.shows(listed.sessions.iter().flat_map(Session::people));
        Ok(look.seen(traces::listed_for(reader, &listed.sessions), Page(page)))
    })
    .await
}
