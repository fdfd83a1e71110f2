//! The page of a session: who, when, where, what was checked and who decides, what happened.

use askama::Template;
use kernel::{id::SessionId, refusal::Reason, text::capital};
use law::{
    access::{Act, act},
    minimum::Minimum,
    session::Stage,
    verdict::Severity,
};

use super::{said, standing};
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    sessions::{
        Cause, Ending, Flag, Found,
        queries::{self, Record},
        rules, traces,
    },
    web::{
        Shell,
        components::{Status, SummaryList, WarningText},
    },
};

/// One thing that was found.
struct CheckCard {
    says: SummaryList,
    words: String,
    decide: Option<String>,
    /// Where the risk is assessed, when that puts it right.
    assessed: Option<String>,
}

/// What put the session in question.
struct Flagged {
    heading: &'static str,
    cards: Vec<SummaryList>,
    keep: Option<String>,
    /// What to do where no decision of the reader's keeps it.
    instead: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "sessions/record.html")]
struct RecordPage {
    shell: Shell,
    heading: String,
    standing: Status,
    /// What those who were told of it before it was moved are told now.
    moved: Option<WarningText>,
    details: SummaryList,
    said: Option<SummaryList>,
    links: Vec<(&'static str, String)>,
    flagged: Option<Flagged>,
    checks: Vec<CheckCard>,
    owed: Vec<SummaryList>,
    history: SummaryList,
}

fn details(record: &Record) -> SummaryList {
    let (session, names) = (&record.session, &record.names);
    let slot = session.slot();
    let place = session.room.map_or_else(
        || session.mode.held_in(session.place).to_owned(),
        |room| names.of(room),
    );
    let venue = session.venue.map(|venue| names.of(venue));
    let list = SummaryList::new()
        .row(
            "When",
            format!("{} ({} minutes)", slot.in_full(), slot.minutes()),
        )
        .row("Children", names.list(&session.children))
        .row("Family members", names.list(&session.visitors))
        .row(
            "How",
            format!(
                "{}, {}",
                capital(session.mode.label()),
                session.level.label()
            ),
        )
        .row(
            "Where",
            venue.map_or(capital(&place), |venue| format!("{venue}, {place}")),
        )
        .row("Supervised by", names.list(&session.supervisors));
    let list = match session.taxi {
        Some(taxi) => list.row("Taxi firm", names.of(taxi)),
        None => list,
    };
    let list = match session.interpreter {
        Some(interpreter) => list.row("Interpreter service", names.of(interpreter)),
        None => list,
    };
    match &session.note {
        Some(note) => list.row("To know besides", note.to_string()),
        None => list,
    }
}

const fn weight(found: &Found) -> &'static str {
    match (found.check.severity, found.decision.is_some()) {
        (Severity::BlockLaw | Severity::BlockManager, _) => "Stands against it",
        (Severity::Hold, false) => "Holds it",
        (Severity::Hold, true) => "Decided",
        (Severity::Warn, _) => "To know",
        (Severity::Duty, _) => "Duty",
    }
}

/// Who decides, where a decision can be taken; otherwise what puts it right.
fn way_out(list: SummaryList, found: &Found) -> SummaryList {
    let check = &found.check;
    let is_assessed = rules::is_of_an_assessment(check.reason.code);
    match &check.reason.decided_by {
        Some(who) if rules::is_to_decide(check) => list.row(
            "Who decides",
            format!("{who}, but nobody who arranged the session"),
        ),
        _ if !found.stands_in_the_way() => list,
        Some(who) if is_assessed => list.row(
            "Put right",
            format!("{who}, on the page of the risk assessment"),
        ),
        _ if is_assessed => list.row("Put right", "Assess the risk again"),
        _ => list.row(
            "Put right",
            "Change the session, or the record that this comes from",
        ),
    }
}

fn with_reason(list: SummaryList, reason: &Reason) -> SummaryList {
    let list = list.row("In words", reason.explanation.clone());
    match &reason.quote {
        Some(quote) => list.row("The order says", format!("“{quote}”")),
        None => list,
    }
}

fn check(record: &Record, found: &Found) -> CheckCard {
    let reason = found.check.told();
    let list = with_reason(SummaryList::card(weight(found)), &reason);
    let list = way_out(list, found);
    let list = if found.check.persons.is_empty() {
        list
    } else {
        list.row("About", record.names.list(&found.check.persons))
    };
    let list = match &found.decision {
        Some(decision) => list.row(
            "Decided",
            format!(
                "{} on {}: {}",
                record.names.of(decision.by),
                decision.at.in_short(),
                decision.reason
            ),
        ),
        None => list,
    };
    let may = record.theirs.contains(&found.key) && record.may.contains(&Act::DecideSession);
    CheckCard {
        says: list,
        words: reason.explanation,
        decide: may.then(|| format!("/sessions/{}/decide", record.session.id)),
        assessed: assessed(record, found),
    }
}

fn assessed(record: &Record, found: &Found) -> Option<String> {
    if !found.check.holds() || !rules::is_of_an_assessment(found.check.reason.code) {
        return None;
    }
    let children = &record.session.children;
    let child = found.check.persons.intersection(children).next()?;
    Some(format!("/people/{child}/risk"))
}

fn flag_card(record: &Record, flag: &Flag) -> SummaryList {
    let list = SummaryList::card(flag.cause.label()).row("Since", flag.raised_at.in_short());
    let list = flag.checks.iter().fold(list, |list, kept| {
        let words = match &kept.quote {
            Some(quote) => format!("{} “{quote}”", kept.explanation),
            None => kept.explanation.clone(),
        };
        list.row("Found", words)
    });
    let Some((ending, at)) = flag.ended else {
        return list;
    };
    let how = match ending {
        Ending::Changed => "The session was changed",
        Ending::Cancelled => "The session was called off",
        Ending::Kept => "The session was kept",
    };
    let who = flag
        .ended_by
        .map(|by| record.names.of(by))
        .unwrap_or_default();
    let why = flag.reason.as_ref();
    let why = why.map_or_else(String::new, |reason| format!(": {reason}"));
    list.row("Settled", format!("{how}, {who}, {}{why}", at.in_short()))
}

fn flagged(record: &Record) -> Option<Flagged> {
    if record.flags.is_empty() {
        return None;
    }
    let open = record.flags.iter().any(|flag| flag.ended.is_none());
    let may = record.may_be_kept();
    let blocked = record
        .found
        .iter()
        .any(|one| one.stands_in_the_way() && !rules::is_to_decide(&one.check));
    Some(Flagged {
        heading: if open {
            "In question"
        } else {
            "What was in question"
        },
        instead: (open && blocked).then_some(
            "This is put right by changing the session, or what it comes from, not by keeping it.",
        ),
        cards: record
            .flags
            .iter()
            .map(|flag| flag_card(record, flag))
            .collect(),
        keep: may.then(|| format!("/sessions/{}/keep", record.session.id)),
    })
}

fn owed(record: &Record, owed: &Minimum) -> SummaryList {
    let (asked, below) = if owed.source.is_ordered() {
        ("Ordered", "below the ordered minimum")
    } else {
        ("Agreed", "below what was agreed")
    };
    let missing = match owed.missing() {
        0 => "Nothing is missing".to_owned(),
        number => format!("{number} {below}"),
    };
    SummaryList::card(format!(
        "{} to {}",
        owed.window.first.in_short(),
        owed.window.last.in_short()
    ))
    .row("Child", record.names.of(owed.child))
    .row("What it is", owed.source.label())
    .row("It says", format!("“{}”", owed.quote))
    .row(asked, owed.ordered.to_string())
    .row("Planned", owed.planned.to_string())
    .row("Held", owed.delivered.to_string())
    .row(
        "Not held or put aside, nobody at fault",
        owed.excused.to_string(),
    )
    .row("Family did not attend", owed.visitor_failed.to_string())
    .row("Cancelled by the service", owed.service_failed.to_string())
    .row("Missing", missing)
}

fn history(record: &Record) -> SummaryList {
    record
        .history
        .iter()
        .fold(SummaryList::new(), |list, step| {
            let who = step.by.map_or_else(
                || "followed from a change elsewhere".to_owned(),
                |by| record.names.of(by),
            );
            let why = step.note.as_ref();
            let why = why.map_or_else(String::new, |note| format!(": {note}"));
            let what = step.what.replace('_', " ");
            list.row(step.at.in_short(), format!("{what}, {who}{why}"))
        })
}

fn links(record: &Record) -> Vec<(&'static str, String)> {
    let id = record.session.id;
    let mut links = Vec::new();
    if record.session.is_to_come() {
        if record.may.contains(&Act::ChangeSession) {
            links.push(("Change it", format!("/sessions/{id}/change")));
        }
        if record.may.contains(&Act::CancelSession) {
            links.push(("Call it off", format!("/sessions/{id}/cancel")));
        }
    }
    if record.may.contains(&Act::ReadBrief) && !record.is_readable() {
        links.push(("Brief", format!("/sessions/{id}/brief")));
    }
    if record.may.contains(&Act::RecordSession) && record.session.is_live() {
        links.push(("Check in and record", format!("/sessions/{id}/record")));
    }
    if record.may.contains(&Act::ShowNotices) {
        links.push(("Who was told", format!("/sessions/{id}/notices")));
    }
    if record.is_readable() {
        links.push((
            "Read the signed record",
            format!("/sessions/{id}/observation"),
        ));
    }
    links.push((
        "Sessions of its plan",
        format!("/plans/{}/sessions", record.plan.id),
    ));
    links
}

/// What those who were told of a session hear of it while its new time is held. Of one that comes back
/// from a refusal they hear nothing before somebody has decided.
fn moved(record: &Record) -> Option<WarningText> {
    let is_moved = record.session.told && matches!(record.session.stage, Stage::Planned(_));
    let mut open = record.flags.iter().filter(|flag| flag.ended.is_none());
    let is_back = open.any(|flag| flag.cause == Cause::Refusal);
    let is_held = record.found.iter().any(Found::stands_in_the_way);
    let words = "Everybody who was told of the old time is told now that it is not then. They hear of a new time as soon as nothing stands in its way.";
    (is_moved && is_held && !is_back).then(|| WarningText::new(words))
}

/// A session.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowSession>, id: At<SessionId>) -> Shown {
    let shell = shell(&door, "Session");
    door.look(move |look| {
        let record = queries::record(look, id.0)?;
        let in_question = record.flags.iter().any(|flag| flag.ended.is_none())
            || record.found.iter().any(Found::stands_in_the_way);
        let page = RecordPage {
            shell: shell.back(format!("/plans/{}/sessions", record.plan.id)),
            heading: record.session.slot().in_full(),
            standing: standing(&record.session, in_question),
            moved: moved(&record),
            details: details(&record),
            said: said(&record.said),
            links: links(&record),
            flagged: flagged(&record),
            checks: record
                .found
                .iter()
                .map(|found| check(&record, found))
                .collect(),
            owed: record.owed.iter().map(|one| owed(&record, one)).collect(),
            history: history(&record),
        };
        Ok(look.seen(traces::seen(&record.session, "page"), Page(page)))
    })
    .await
}
