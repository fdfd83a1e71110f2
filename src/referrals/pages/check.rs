//! All answers on one page, and sending.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{
    id::ReferralId,
    refusal::{FieldError, Refused},
    time::LondonDay,
};
use law::access::{OnRecords, about, act};
use serde::Deserialize;

use super::{Frame, asked, caption, record::overlaps, recorded::recorded};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    referrals::{
        Referral, commands,
        queries::{self, ReferralRecord},
        rules::{Answer, Question, Topic, may_send},
        traces,
    },
    storage::{Look, Reads},
    web::{
        Errors, Shell,
        components::{
            Action, Button, Content, ErrorSummary, Fact, FormProof, SummaryList, WarningText,
        },
    },
};

/// What was answered, a card for each section, and beside what is said to be recorded what is; with a link to
/// change each, where it can be.
pub(super) fn answers<A>(
    look: &mut Look<'_, A>,
    record: &ReferralRecord,
    may_change: bool,
) -> Result<Vec<Content>, Refused>
where
    A: law::access::Action<About = about::Cases> + OnRecords,
{
    let mut shown = Vec::new();
    for topic in Topic::ALL {
        shown.push(Content::of(section(record, *topic, may_change)));
        shown.extend(recorded(look, record, *topic)?);
    }
    Ok(shown)
}

fn section(record: &ReferralRecord, topic: Topic, may_change: bool) -> SummaryList {
    let one = &record.referral;
    let card = SummaryList::card(topic.label());
    let card = match topic {
        Topic::Children => card.row("Children", record.names.list(&one.children)),
        Topic::Meeting if one.visitors.is_empty() => card.row("People to meet", "Nobody yet"),
        Topic::Meeting => card.row("People to meet", record.names.list(&one.visitors)),
        _ => topic.questions().fold(card, |card, question| {
            card.fact(Fact::new(question.label(), words(one, question)))
        }),
    };
    if !may_change {
        return card;
    }
    let page = format!("/referrals/{}/{topic}", one.id);
    card.card_action(Action::new("Change", page))
}

fn words(one: &Referral, question: Question) -> String {
    match one.answers.of(question) {
        Some(Answer::Known(value)) => question.words(value),
        Some(Answer::NotKnown(who)) => format!("Not known yet: to be supplied by {}", who.label()),
        None => "Not answered".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "referrals/check.html")]
struct CheckPage {
    shell: Shell,
    caption: String,
    summary: Option<ErrorSummary>,
    warning: Option<WarningText>,
    /// What the coordinator asked, of a referral that came back.
    question: Option<String>,
    /// What is arranged already for the same people.
    overlaps: Option<WarningText>,
    answers: Vec<Content>,
    action: String,
    proof: FormProof,
    /// Nothing where it came back with a question: it is sent again with the reply.
    send: Option<Button>,
    reply: Button,
    back: String,
}

fn page(
    frame: Frame,
    look: &mut Look<'_, act::WriteReferral>,
    id: ReferralId,
    errors: &Errors,
) -> Result<(CheckPage, Referral), Refused> {
    let record = queries::referral_record(look, id)?;
    let today = look.now().london_day();
    let path = format!("/referrals/{id}");
    let question = asked(&record.referral);
    let page = CheckPage {
        shell: frame.shell.back(path.clone()).errors(!errors.is_empty()),
        caption: caption(&record),
        summary: summary(id, errors),
        warning: needed(&record.referral, today),
        overlaps: overlaps(&record),
        answers: answers(look, &record, true)?,
        action: format!("{path}/send"),
        proof: frame.proof.version(record.referral.version.to_string()),
        send: question.is_none().then(|| Button::new("Send")),
        question,
        reply: Button::link("Reply and send again", format!("{path}/reply")),
        back: path,
    };
    Ok((page, record.referral))
}

/// What is still needed, before anybody presses.
fn needed(one: &Referral, today: LondonDay) -> Option<WarningText> {
    let all = to_put_right(one, today).into_iter();
    let all: Vec<String> = all.map(|(_, words)| words).collect();
    let count = match all.len() {
        0 => return None,
        1 => "1 answer is still needed before it can be sent.".to_owned(),
        count => format!("{count} answers are still needed before it can be sent."),
    };
    Some(WarningText::new(format!("{count} {}.", all.join(". "))))
}

/// The section in which an error is put right; nothing where it is about none.
fn section_of(error: &FieldError) -> Option<Topic> {
    match error.pointer.trim_start_matches('/') {
        "children" => Some(Topic::Children),
        "visitors" => Some(Topic::Meeting),
        other => other.parse::<Question>().ok().map(Question::topic),
    }
}

/// The sections in which an answer is there and does not do any more.
pub(super) fn outdated(one: &Referral, today: LondonDay) -> BTreeSet<Topic> {
    let Err(Refused::Invalid(errors)) = may_send(one, today) else {
        return BTreeSet::new();
    };
    let names = errors
        .iter()
        .map(|error| error.pointer.trim_start_matches('/'));
    let questions = names.filter_map(|name| name.parse::<Question>().ok());
    let answered = questions.filter(|question| one.answers.known(*question).is_some());
    answered.map(Question::topic).collect()
}

/// What must be put right before it can be sent, with the section.
pub(super) fn to_put_right(one: &Referral, today: LondonDay) -> Vec<(Topic, String)> {
    let Err(Refused::Invalid(errors)) = may_send(one, today) else {
        return Vec::new();
    };
    let with_section = |error: FieldError| Some((section_of(&error)?, error.message));
    errors.into_iter().filter_map(with_section).collect()
}

/// What is missing, each with a link to the section that asks it.
pub(super) fn summary(id: ReferralId, errors: &Errors) -> Option<ErrorSummary> {
    let all = errors.each();
    (!errors.is_empty()).then(|| {
        all.fold(ErrorSummary::new(), |summary, error| {
            let name = error.pointer.trim_start_matches('/');
            let href = match section_of(error) {
                Some(topic) => format!("/referrals/{id}/{topic}#{name}"),
                None if name.is_empty() => return summary.words(error.message.clone()),
                None => format!("#{name}"),
            };
            summary.link(error.message.clone(), href)
        })
    })
}

/// All answers on one page.
///
/// # Errors
/// As a problem page.
pub async fn check(door: Guarded<act::WriteReferral>, id: At<ReferralId>) -> Shown {
    let frame = Frame::new(&door, "Check your answers")?;
    door.look(move |look| {
        let (page, one) = page(frame, look, id.0, &Errors::none())?;
        Ok(look.seen(traces::seen(&one, "answers to check"), Page(page)))
    })
    .await
}

/// The sending as a browser sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SendForm {
    version: String,
}

/// Sends a referral.
///
/// # Errors
/// As a problem page.
pub async fn send(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    form: Form<SendForm>,
) -> Turned {
    let version: i64 = form.0.version.parse().unwrap_or_default();
    let saved = door.save(Ok(()), move |work, ()| {
        let sent = commands::send(work, (id.0, version))?;
        Ok(sent.map(|one| Goto(format!("/referrals/{}", one.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, "Check your answers")?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, id.0, &errors)?.0)
    })
    .await
}
