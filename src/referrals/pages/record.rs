//! A referral: its sections while it is written, what became of it afterwards.

use askama::Template;
use kernel::{id::ReferralId, refusal::Refused, text::Narrative, time::LondonDay};
use law::access::{Act, act};

use super::{
    asked, caption,
    check::{answers, outdated},
    is_open, standing,
};
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    referrals::{
        Entry, Referral, ReferralKind, StateCode,
        queries::{self, ReferralRecord},
        rules::{Progress, Topic, progress, unknown_yet},
        traces,
    },
    storage::{Look, Reads},
    web::{
        Shell,
        components::{Content, Standing, Status, SummaryList, Task, TaskList, WarningText},
    },
};

/// One line of what was done.
struct Line {
    what: &'static str,
    who: String,
    when: String,
    said: Vec<String>,
}

#[derive(Template)]
#[template(path = "referrals/record.html")]
struct RecordPage {
    shell: Shell,
    caption: String,
    heading: String,
    standing: Status,
    question: Option<String>,
    warning: Option<WarningText>,
    tasks: Option<TaskList>,
    missing: Vec<(String, Option<String>, String)>,
    answers: Vec<Content>,
    call: Option<SummaryList>,
    plan: Option<String>,
    actions: Vec<(&'static str, String)>,
    lines: Vec<Line>,
}

/// A referral.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowReferral>, id: At<ReferralId>) -> Shown {
    let shell = shell(&door, "Referral").back("/referrals");
    door.look(move |look| {
        let record = queries::referral_record(look, id.0)?;
        let fact = traces::seen(&record.referral, "referral");
        let page = page(look, shell, &record)?;
        Ok(look.seen(fact, Page(page)))
    })
    .await
}

fn page(
    look: &mut Look<'_, act::ShowReferral>,
    shell: Shell,
    record: &ReferralRecord,
) -> Result<RecordPage, Refused> {
    let now = look.now();
    let one = &record.referral;
    let may_write = record.may.contains(&Act::WriteReferral);
    let writes = may_write && is_open(&one.state);
    Ok(RecordPage {
        shell,
        caption: caption(record),
        heading: heading(one.kind).to_owned(),
        standing: standing(one, now),
        question: asked(one),
        warning: overlaps(record),
        tasks: writes.then(|| tasks(one, now.london_day())),
        missing: if one.state.code() == StateCode::Draft {
            Vec::new()
        } else {
            missing(one, may_write)
        },
        answers: if writes {
            Vec::new()
        } else {
            answers(look, record, false)?
        },
        call: call(record),
        plan: plan(record),
        actions: actions(record),
        lines: record
            .entries
            .iter()
            .map(|entry| line(entry, record))
            .collect(),
    })
}

const fn heading(kind: ReferralKind) -> &'static str {
    match kind {
        ReferralKind::New => "New referral",
        ReferralKind::Change => "Change of an accepted referral",
        ReferralKind::ReReferral => "Re-referral",
        ReferralKind::Emergency => "Emergency referral",
    }
}

fn tasks(one: &Referral, today: LondonDay) -> TaskList {
    let outdated = outdated(one, today);
    Topic::ALL.iter().fold(TaskList::new(), |list, topic| {
        let status = match progress(one, *topic) {
            Progress::Answered(_) | Progress::Started if outdated.contains(topic) => {
                Status::new(Standing::Attention, "To be put right")
            }
            Progress::NotLookedAt => Status::new(Standing::Quiet, "Not looked at"),
            Progress::Started => Status::new(Standing::Running, "Started"),
            Progress::Answered(0) => Status::new(Standing::Ok, "Done"),
            Progress::Answered(unknown) => {
                Status::new(Standing::Attention, format!("{unknown} not known yet"))
            }
        };
        list.task(Task::new(
            topic.label(),
            format!("/referrals/{}/{topic}", one.id),
            status,
        ))
    })
}

/// What must be known before acceptance and is not: the question, who will supply it, its page.
pub(super) fn missing(one: &Referral, may_write: bool) -> Vec<(String, Option<String>, String)> {
    let done = !matches!(
        one.state.code(),
        StateCode::Sent | StateCode::Returned | StateCode::Accepted
    );
    if done {
        return Vec::new();
    }
    let missing = unknown_yet(&one.answers)
        .into_iter()
        .map(|(question, who)| {
            let who = who.map_or_else(
                || "nobody is named who will supply it".to_owned(),
                |who| format!("to be supplied by {}", who.label()),
            );
            let page = format!("/referrals/{}/{}#{question}", one.id, question.topic());
            (question.label().to_owned(), may_write.then_some(page), who)
        });
    missing.collect()
}

/// What is arranged, or asked for, already for the same people.
pub(super) fn overlaps(record: &ReferralRecord) -> Option<WarningText> {
    let others: Vec<String> = record.duplicates.iter().map(super::number).collect();
    let open = (!others.is_empty()).then(|| {
        format!(
            "Another referral is open for the same child and family member: {}",
            others.join(", ")
        )
    });
    let running = record.running.first().map(|plan| {
        format!(
            "A contact plan runs already for the same child and family member, since {}. To change it, refer a change of its referral.",
            plan.details.from.in_short()
        )
    });
    let words: Vec<String> = open.into_iter().chain(running).collect();
    (!words.is_empty()).then(|| WarningText::new(words.join(". ")))
}

fn call(record: &ReferralRecord) -> Option<SummaryList> {
    let call = record.referral.state.sent()?.call.as_ref()?;
    let list = SummaryList::new()
        .row("Called by", record.names.staff(call.by))
        .row("When", call.at.in_full())
        .row("Spoke to", call.spoke_to.to_string())
        .row("Number called", call.number.to_string())
        .row("Confirmed", call.confirmed.to_string());
    Some(list)
}

fn plan(record: &ReferralRecord) -> Option<String> {
    let plan = record.plans.first()?;
    record
        .may
        .contains(&Act::ShowPlan)
        .then(|| format!("/plans/{}", plan.id))
}

fn line(entry: &Entry, record: &ReferralRecord) -> Line {
    let said = entry
        .said
        .as_ref()
        .map(Narrative::as_str)
        .unwrap_or_default();
    Line {
        what: entry.deed.label(),
        who: record.names.staff(entry.by),
        when: entry.at.in_full(),
        said: said.lines().map(str::to_owned).collect(),
    }
}

/// What can be done about it now, by whoever looks.
fn actions(record: &ReferralRecord) -> Vec<(&'static str, String)> {
    let one = &record.referral;
    let (write, decide) = (
        record.may.contains(&Act::WriteReferral),
        record.may.contains(&Act::DecideReferral),
    );
    let verified = one.state.sent().is_some_and(|sent| sent.call.is_some());
    let state = one.state.code();
    let all = [
        (
            write && state == StateCode::Draft,
            "Check answers and send",
            "check",
        ),
        (
            write && state == StateCode::Returned,
            "Reply and send again",
            "reply",
        ),
        (
            decide && state == StateCode::Sent,
            "Accept and make the plan",
            "accept",
        ),
        (
            decide && state == StateCode::Sent && !verified,
            "Log the verification call",
            "call",
        ),
        (
            decide && one.state.call_due().is_some(),
            "Log the verification call",
            "call",
        ),
        (
            decide && state == StateCode::Sent,
            "Return with a question",
            "return",
        ),
        (
            decide && matches!(state, StateCode::Sent | StateCode::Returned),
            "Decline",
            "decline",
        ),
        (write, "Copy for a brother or sister", "copy"),
        (
            write
                && matches!(
                    state,
                    StateCode::Draft | StateCode::Sent | StateCode::Returned
                ),
            "Withdraw",
            "withdraw",
        ),
    ];
    all.into_iter()
        .filter(|(offered, ..)| *offered)
        .map(|(_, words, end)| (words, format!("/referrals/{}/{end}", one.id)))
        .collect()
}
