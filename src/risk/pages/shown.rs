//! An assessment: what is written, what was decided, and what its reader may do next.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{id::RiskId, refusal::Refused, time::LondonDay};
use law::{
    access::{Act, Action, OnRecords, about, act},
    risk::{Hazard, RiskPolicy, Score},
};

use super::{Frame, standing};
use crate::{
    http::{At, Guarded, Page, Shown},
    risk::{
        Mark, RiskAssessment, Stage, Weighed,
        queries::{self, Names, RiskRecord},
        rules::{self, ControlKind},
        traces,
    },
    storage::Acts,
    web::{
        Errors, Shell,
        components::{
            Button, Checkboxes, Choice, Control as _, ErrorMessage, ErrorSummary, FormProof,
            Status, SummaryList, Textarea,
        },
    },
};

/// A hazard on the page of its assessment.
struct HazardCard {
    says: SummaryList,
    edit: Option<String>,
    remove: Option<String>,
}

/// A control on the page of its assessment.
struct ControlLine {
    words: String,
    added: Option<String>,
    remove: Option<Button>,
}

/// A question it was returned with.
struct QuestionLine {
    asked: String,
    question: String,
    answer: Option<String>,
}

/// What its author can do while it is a draft.
struct Writing {
    kinds: Vec<(&'static str, String)>,
    answer: Option<Textarea>,
}

#[derive(Template)]
#[template(path = "risk/show.html")]
pub(super) struct RiskPage {
    shell: Shell,
    path: String,
    title: String,
    standing: Status,
    summary: Option<ErrorSummary>,
    people: SummaryList,
    residual: Option<&'static str>,
    hazards: Vec<HazardCard>,
    no_hazard: Option<ErrorMessage>,
    controls: Vec<ControlLine>,
    decision: Option<SummaryList>,
    undecided: Vec<(&'static str, ErrorMessage)>,
    questions: Vec<QuestionLine>,
    proof: FormProof,
    writing: Option<Writing>,
    takes_back: bool,
    approve: Option<Checkboxes>,
    may: BTreeSet<Act>,
    strengthen: Vec<(&'static str, String)>,
    newer: Option<String>,
}

/// What was typed into the small forms of the page, to be shown again.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) answer: String,
}

pub(super) fn page<R: Acts>(
    frame: Frame,
    look: &mut R,
    id: RiskId,
    (errors, typed): (&Errors, &Typed),
) -> Result<(RiskPage, RiskAssessment), Refused>
where
    R::Action: Action<About = about::Cases> + OnRecords,
{
    let record = queries::risk_record(look, id)?;
    let (today, reader) = (look.now().london_day(), look.actor().user());
    let RiskRecord { risk, names, may } = &record;
    let path = format!("/risk/{id}");
    let back = risk.children.first();
    let back = back.map_or_else(|| "/people".to_owned(), |one| format!("/people/{one}/risk"));
    let is_author = reader == Some(risk.written.by);
    let is_open = matches!(risk.stage, Stage::Draft | Stage::Returned);
    let writes = is_open && is_author && may.contains(&Act::AssessRisk);
    let takes_back = reader.is_some_and(|by| rules::may_take_back(risk, by).is_ok())
        && may.contains(&Act::AssessRisk);
    let stands = rules::stands(risk).is_ok();
    let offers = |act: Act, when: bool| when && may.contains(&act);
    let approves = offers(
        Act::ApproveRisk,
        risk.stage == Stage::Submitted && !is_author,
    );
    let strengthens = offers(Act::AcceptRisk, stands);
    // The small forms at its end; a draft of one's own is written, not copied.
    let steps = [
        (Act::SignOffRisk, rules::needs_sign_off(risk)),
        (Act::ContinueRisk, may_be_continued(risk, today)),
        (Act::AcceptRisk, stands && risk.accepted.is_none()),
        (Act::AssessRisk, !writes),
    ];
    let page = RiskPage {
        shell: frame.shell.back(back).errors(!errors.is_empty()),
        title: super::about(risk, names),
        standing: standing(risk, names, today),
        summary: errors.summary(),
        people: who(risk, names),
        residual: risk.residual.map(law::risk::Band::label),
        hazards: hazards(risk, writes.then_some(&path)),
        no_hazard: errors.at("hazards").map(ErrorMessage::from),
        controls: controls(risk, names, writes),
        decision: decision(risk, names),
        undecided: undecided(errors),
        questions: questions(risk, names),
        proof: frame.proof.version(risk.version.to_string()),
        writing: writes.then(|| writing(risk, &path, errors, typed)),
        takes_back,
        approve: approves.then(|| approve_box(errors)),
        may: steps
            .into_iter()
            .filter_map(|(act, when)| offers(act, when).then_some(act))
            .collect(),
        strengthen: if strengthens {
            kinds(&path, "strengthen")
        } else {
            Vec::new()
        },
        newer: risk.superseded_by.map(|newer| format!("/risk/{newer}")),
        path,
    };
    Ok((page, record.risk))
}

fn may_be_continued(risk: &RiskAssessment, today: LondonDay) -> bool {
    let from = rules::continues_from(risk, today);
    rules::stands(risk).is_ok()
        && risk.continued.is_none()
        && !rules::is_never_continued(risk)
        && from.is_some_and(|from| today.days_until(from) <= rules::DUE_DAYS)
}

fn kinds(path: &str, to: &str) -> Vec<(&'static str, String)> {
    let link = |kind: &ControlKind| (kind.label(), format!("{path}/{to}/new?type={kind}"));
    ControlKind::ALL.iter().map(link).collect()
}

fn by(names: &Names, mark: Mark) -> String {
    let when = mark.at.london_day().in_short();
    format!("{} on {when}", names.staff(mark.by))
}

fn who(risk: &RiskAssessment, names: &Names) -> SummaryList {
    let list = SummaryList::new()
        .row("Children", names.list(&risk.children))
        .row("Family members", names.list(&risk.persons))
        .row("Written by", by(names, risk.written));
    // Who waits for it knows whom to ask.
    let list = if risk.stage == Stage::Submitted {
        list.row(
            "To be approved by",
            "A team manager of the team or the service manager, and not who wrote it",
        )
    } else {
        list
    };
    let marks = [
        ("Approved by", risk.approved),
        ("Signed off by", risk.signed_off),
        ("Accepted as deliverable by", risk.accepted),
    ];
    marks
        .into_iter()
        .fold(list, |list, (what, mark)| match mark {
            Some(mark) => list.row(what, by(names, mark)),
            None => list,
        })
}

fn score(score: Score) -> String {
    let band = RiskPolicy::default().band(score);
    format!(
        "{} × {}: {} ({})",
        score.likelihood.label(),
        score.impact.label(),
        score.value(),
        band.label()
    )
}

fn hazards(risk: &RiskAssessment, path: Option<&String>) -> Vec<HazardCard> {
    let card = |(hazard, weighed): (&Hazard, &Weighed)| HazardCard {
        says: SummaryList::card(hazard.label())
            .row("What is known", weighed.text.to_string())
            .row("Without controls", score(weighed.before))
            .row("With the controls", score(weighed.after)),
        edit: path.map(|path| format!("{path}/hazards/{hazard}")),
        remove: path.map(|path| format!("{path}/hazards/{hazard}/remove")),
    };
    risk.content.hazards.iter().map(card).collect()
}

fn controls(risk: &RiskAssessment, names: &Names, writes: bool) -> Vec<ControlLine> {
    let remove = |control: &law::risk::Control| {
        // The control itself, so that what is removed is what was read.
        let code = serde_json::to_string(control).ok()?;
        let words = format!("Remove: {}", control.in_words());
        Some(Button::new(words).secondary().sends("control", code))
    };
    let own = risk.content.controls.iter().map(|control| ControlLine {
        words: control.in_words(),
        added: None,
        remove: if writes { remove(control) } else { None },
    });
    let added = risk.added.iter().map(|one| ControlLine {
        words: one.control.in_words(),
        added: Some(format!("added by {}", by(names, one.added))),
        remove: None,
    });
    own.chain(added).collect()
}

fn decision(risk: &RiskAssessment, names: &Names) -> Option<SummaryList> {
    let content = &risk.content;
    let list = SummaryList::new().row("Decision", content.decision?.label());
    let list = match content.from.zip(content.review_by) {
        Some((from, until)) => list
            .row("Valid from", from.in_short())
            .row("Review by", until.in_short()),
        None => list,
    };
    let list = match &content.reasons {
        Some(reasons) => list.row("Why", reasons.to_string()),
        None => list,
    };
    Some(match &risk.continued {
        Some(one) => {
            let words = format!(
                "{} to {}, decided by {}: {}",
                one.from.in_short(),
                one.until.in_short(),
                names.staff(one.continuation.by()),
                one.reason
            );
            list.row("Continued", words)
        }
        None => list,
    })
}

/// What is still to be decided before it can be submitted, each with its place on the page.
fn undecided(errors: &Errors) -> Vec<(&'static str, ErrorMessage)> {
    let parts = ["decision", "reasons", "from", "review_by"].into_iter();
    parts
        .filter_map(|part| Some((part, ErrorMessage::from(errors.at(part)?))))
        .collect()
}

fn questions(risk: &RiskAssessment, names: &Names) -> Vec<QuestionLine> {
    let line = |one: &crate::risk::Question| QuestionLine {
        asked: by(names, one.asked),
        question: one.question.to_string(),
        answer: one.answer.as_ref().map(|(answer, _)| answer.to_string()),
    };
    risk.questions.iter().map(line).collect()
}

fn writing(risk: &RiskAssessment, path: &str, errors: &Errors, typed: &Typed) -> Writing {
    let answer = || {
        Textarea::new("answer", "Your answer to the question")
            .value(&typed.answer)
            .rows(4)
            .error(errors.at("answer"))
    };
    Writing {
        kinds: kinds(path, "controls"),
        answer: (risk.stage == Stage::Returned).then(answer),
    }
}

fn approve_box(errors: &Errors) -> Checkboxes {
    let said = "I have considered each hazard and whether its controls are enough";
    Checkboxes::new("considered", "Approve this assessment")
        .hint("Whoever wrote an assessment cannot approve it.")
        .choice(Choice::new("yes", said))
        .error(errors.at("considered"))
}

/// An assessment.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowRisk>, id: At<RiskId>) -> Shown {
    let frame = Frame::new(&door, "Risk assessment")?;
    door.look(move |look| {
        let again = (&Errors::none(), &Typed::default());
        let (page, risk) = page(frame, look, id.0, again)?;
        Ok(look.seen(traces::seen(&risk, "risk"), Page(page)))
    })
    .await
}
