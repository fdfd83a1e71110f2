//! A contact plan, and what is arranged for a child.

use askama::Template;
use kernel::{
    id::{PersonId, PlanId},
    text::capital,
    time::LondonDay,
};
use law::{access::act, standing::Agreed};

use super::{number, said, standing};
use crate::{
    http::{At, Guarded, Page, Shown, shell},
    people::rules::full_name,
    referrals::{
        PlanDetails, PlanState,
        queries::{self, PlanRecord},
        traces,
    },
    web::{
        Shell,
        components::{Standing, Status, SummaryList},
    },
};

struct Change {
    who: String,
    when: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "referrals/plan.html")]
struct PlanPage {
    shell: Shell,
    caption: String,
    standing: Status,
    details: SummaryList,
    /// What the referral says of the children's needs and days, for who may open it.
    said: Option<SummaryList>,
    referral: Option<(String, String)>,
    sessions: Option<String>,
    change: Option<(String, String)>,
    changes: Vec<Change>,
}

/// A contact plan.
///
/// # Errors
/// As a problem page.
pub async fn show_plan(door: Guarded<act::ShowPlan>, id: At<PlanId>) -> Shown {
    let shell = shell(&door, "Contact plan");
    let today = door.now().london_day();
    door.look(move |look| {
        let record = queries::plan_record(look, id.0)?;
        let fact = traces::plan_seen(&record.plan, "plan");
        Ok(look.seen(fact, Page(page(shell, &record, today))))
    })
    .await
}

fn page(shell: Shell, record: &PlanRecord, today: LondonDay) -> PlanPage {
    let plan = &record.plan;
    let path = format!("/plans/{}", plan.id);
    let back = plan.details.children.first().map_or_else(
        || "/people".to_owned(),
        |child| format!("/people/{child}/plans"),
    );
    let may_keep = record.may_keep && plan.state == PlanState::Active;
    let changes = record.changes.iter().map(|(by, at, reason)| Change {
        who: record.names.staff(*by),
        when: at.in_full(),
        reason: reason.to_string(),
    });
    PlanPage {
        shell: shell.back(back),
        caption: record.names.list(&plan.details.children),
        standing: runs(&plan.details, today),
        details: details(record),
        said: record.may_open_referral.then(|| said(&record.referral)),
        referral: record.may_open_referral.then(|| {
            (
                number(&record.referral),
                format!("/referrals/{}", plan.referral),
            )
        }),
        sessions: record.may_open_sessions.then(|| format!("{path}/sessions")),
        change: may_keep.then(|| (format!("{path}/change"), format!("{path}/end"))),
        changes: changes.collect(),
    }
}

/// Whether a plan runs today, in words.
fn runs(plan: &PlanDetails, today: LondonDay) -> Status {
    if plan.until.is_some_and(|until| until < today) {
        return Status::new(Standing::Away, "Over");
    }
    if plan.from > today {
        let words = format!("Begins on {}", plan.from.in_short());
        return Status::new(Standing::Quiet, words);
    }
    if plan.review_by < today {
        let words = format!("Review overdue since {}", plan.review_by.in_short());
        return Status::new(Standing::Attention, words);
    }
    Status::new(Standing::Ok, "Running")
}

fn often(plan: &PlanDetails) -> String {
    let sessions = if plan.often.times == 1 {
        "session"
    } else {
        "sessions"
    };
    format!(
        "{} {sessions} each {}, {} minutes",
        plan.often.times,
        plan.often.per.label(),
        plan.minutes
    )
}

fn details(record: &PlanRecord) -> SummaryList {
    let (plan, names) = (&record.plan.details, &record.names);
    let agreed = match plan.agreed {
        Agreed::No => "Not yet",
        Agreed::Signed => "Yes, signed",
        Agreed::Withdrawn => "Withdrawn",
    };
    let list = SummaryList::new()
        .row("Children", names.list(&plan.children))
        .row("Who comes", names.list(&plan.visitors))
        .row("How often", often(plan))
        .row("How they meet", capital(plan.mode.label()))
        .row("Supervision", capital(plan.level.label()))
        .row("Place", capital(plan.mode.held_in(plan.place)))
        .row("Who brings", plan.bringing.label())
        .row("Who takes home", plan.returning.label())
        .row("Written down", plan.recording.label())
        .row(
            "Interpreter",
            plan.interpreter
                .as_ref()
                .map_or_else(|| "None".to_owned(), ToString::to_string),
        )
        .row("From", plan.from.in_short())
        .row("Review by", plan.review_by.in_short())
        .row(
            "Last day",
            plan.until
                .map_or_else(|| "None yet".to_owned(), LondonDay::in_short),
        )
        .row("Rests on", plan.basis.label())
        .row("Agreed by those with parental responsibility", agreed)
        .row("Social worker", names.staff(record.plan.social_worker));
    let list = if plan.agency_allows {
        list.row(
            "After a placement order",
            "The adoption agency decided to allow it",
        )
    } else {
        list
    };
    match &plan.notes {
        Some(notes) => list.row("Considerations", notes.to_string()),
        None => list,
    }
}

struct Row {
    href: String,
    words: String,
    standing: Status,
}

#[derive(Template)]
#[template(path = "referrals/of_child.html")]
struct ChildPage {
    shell: Shell,
    name: String,
    plans: Vec<Row>,
    referrals: Vec<Row>,
    refer: Option<String>,
}

/// What is arranged for a child: plans and referrals.
///
/// # Errors
/// As a problem page.
pub async fn of_child(door: Guarded<act::ShowPlan>, id: At<PersonId>) -> Shown {
    let shell = shell(&door, "Plans and referrals").back(format!("/people/{}", id.0));
    let now = door.now();
    door.look(move |look| {
        let found = queries::of_child(look, id.0)?;
        let shown = found.plans.iter().flat_map(|plan| plan.details.persons());
        let fact = traces::seen_of(id.0, shown);
        let plans = found.plans.iter().map(|plan| Row {
            href: format!("/plans/{}", plan.id),
            words: format!(
                "{}: {}",
                found.names.list(&plan.details.visitors),
                often(&plan.details)
            ),
            standing: runs(&plan.details, now.london_day()),
        });
        let referrals = found.referrals.iter().map(|one| Row {
            href: format!("/referrals/{}", one.id),
            words: format!("{}, {}", number(one), one.kind.label()),
            standing: standing(one, now),
        });
        let page = ChildPage {
            shell,
            name: full_name(&found.record.person.details),
            plans: plans.collect(),
            referrals: referrals.collect(),
            refer: found
                .may_refer
                .then(|| format!("/referrals/new?child={}", id.0)),
        };
        Ok(look.seen(fact, Page(page)))
    })
    .await
}
