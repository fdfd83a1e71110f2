//! The page of a supervisor, for those who plan and for themselves.

use askama::Template;
use kernel::{id::SupervisorId, time::LondonDay};
use law::access::act;

use super::{SpanLine, lists::languages, week_in_words, yes_or_no};
use crate::{
    http::{At, Guarded, Page, Shown, proof, shell},
    resources::{
        Absence, DbsOutcome, Supervisor,
        queries::{self, SupervisorRecord},
        rules::{contract_hours, dbs_warning, skill_label},
        traces,
    },
    web::{
        Shell,
        components::{FormProof, SummaryList},
    },
};

#[derive(Template)]
#[template(path = "resources/supervisor.html")]
pub(super) struct SupervisorPage {
    shell: Shell,
    proof: FormProof,
    name: String,
    warnings: Vec<String>,
    details: SummaryList,
    edit: Option<String>,
    hours: SummaryList,
    skills: Vec<String>,
    absences: Vec<SpanLine>,
    absent: (&'static str, String),
}

impl SupervisorPage {
    /// The page for those who plan: with what they may change.
    fn for_planning(
        (shell, proof): (Shell, FormProof),
        record: &SupervisorRecord,
        today: LondonDay,
    ) -> Self {
        let path = format!("/supervisors/{}", record.supervisor.id);
        let ends_at = |absence: &Absence| Some(format!("/absences/{}/end", absence.id));
        Self {
            edit: Some(format!("{path}/edit")),
            absent: ("Record an absence", format!("{path}/absences/new")),
            absences: lines(record, ends_at),
            ..Self::of((shell, proof), record, today)
        }
    }

    /// The page for themselves: what is known of them, and the way to say that they are sick.
    pub(super) fn for_themselves(
        (shell, proof): (Shell, FormProof),
        record: &SupervisorRecord,
        today: LondonDay,
    ) -> Self {
        Self::of((shell, proof), record, today)
    }

    fn of((shell, proof): (Shell, FormProof), record: &SupervisorRecord, today: LondonDay) -> Self {
        let supervisor = &record.supervisor;
        let skills = supervisor.details.skills.iter();
        let skill = |label: &str, until: Option<LondonDay>| match until {
            Some(until) if until < today => format!("{label}: lapsed {}", until.in_short()),
            Some(until) => format!("{label}, until {}", until.in_short()),
            None => label.to_owned(),
        };
        Self {
            shell,
            proof,
            name: supervisor.details.name.to_string(),
            warnings: dbs_warning(supervisor, today).into_iter().collect(),
            details: details(record),
            edit: None,
            hours: week_in_words(&supervisor.details.hours, "Does not work"),
            skills: skills
                .map(|(one, until)| skill(skill_label(*one), *until))
                .collect(),
            absences: lines(record, |_| None),
            absent: ("Say that you are sick", "/availability/sickness".to_owned()),
        }
    }
}

fn lines(record: &SupervisorRecord, ends_at: impl Fn(&Absence) -> Option<String>) -> Vec<SpanLine> {
    let line = |absence: &Absence| SpanLine {
        words: format!("{}: {}", absence.kind.label(), absence.span.in_words()),
        ends_at: ends_at(absence),
        cover: ends_at(absence).map(|_| format!("/absences/{}/cover", absence.id)),
    };
    record.absences.iter().map(line).collect()
}

fn details(record: &SupervisorRecord) -> SummaryList {
    let supervisor = &record.supervisor;
    let details = &supervisor.details;
    let dbs = details.dbs.map_or_else(
        || "Not recorded".to_owned(),
        |dbs| {
            format!(
                "{}, {}",
                DbsOutcome::label(dbs.outcome),
                dbs.checked_on.in_short()
            )
        },
    );
    let contract = match details.contract_minutes {
        0 => "Casual".to_owned(),
        minutes => format!("{} hours a week", contract_hours(minutes)),
    };
    let phone = record.phone.as_ref().map(ToString::to_string);
    SummaryList::new()
        .row("Works here", yes_or_no(details.in_use))
        .row("Contract", contract)
        .row(
            "Agreed to more than 48 hours a week",
            yes_or_no(details.opted_out),
        )
        .row("DBS check", dbs)
        .row("Languages besides English", spoken(supervisor))
        .row(
            "Number when working alone",
            phone.unwrap_or_else(|| "Not recorded".to_owned()),
        )
}

fn spoken(supervisor: &Supervisor) -> String {
    let all = languages(supervisor);
    if all.is_empty() {
        "None recorded".to_owned()
    } else {
        all
    }
}

/// A supervisor with their hours, skills and absences.
///
/// # Errors
/// As a problem page.
pub async fn show_supervisor(door: Guarded<act::ShowSupervisor>, id: At<SupervisorId>) -> Shown {
    let around = (
        shell(&door, "Supervisor").back("/supervisors"),
        proof(&door)?,
    );
    let today = door.now().london_day();
    door.look(move |look| {
        let record = queries::supervisor_record(look, id.0)?;
        let page = SupervisorPage::for_planning(around, &record, today);
        Ok(look.seen(traces::seen(id.0, "record"), Page(page)))
    })
    .await
}
