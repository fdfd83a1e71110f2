//! The list of people, a person's record, and where somebody can be found.

use askama::{Template, filters::HtmlSafe};
use kernel::{
    id::PersonId,
    page::{Page as ListPage, Want},
    time::LondonDay,
};
use law::access::{Act, Protection, RecordState, act, could_ever};
use serde::Deserialize;
use validator::Validate;

use crate::{
    http::{At, Goto, Guarded, Page, Query, Shown, shell},
    people::{
        Person, Placement, Relative,
        queries::{self, Record},
        rules::{age_in_words, are_near_twins, full_name, reference, short_name},
        traces,
    },
    web::{
        Shell,
        components::{Button, Cell, Content, Input, Pagination, SummaryList, Table},
    },
};

/// Which page of the list.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Filter {
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    name: String,
    #[validate(length(max = 1000, message = "Open the list again."))]
    after: String,
}

/// A row of the list: no more than others may see over a shoulder.
struct Row {
    href: String,
    name: String,
    age: String,
    what: &'static str,
    reference: String,
    near_twin: bool,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListTemplate {
    shell: Shell,
    search: Input,
    find: Button,
    rows: Vec<Row>,
    filtered: bool,
    may_add: bool,
    pages: Option<Pagination>,
}

/// People the caller may know of.
///
/// # Errors
/// As a problem page.
pub async fn list(door: Guarded<act::ListPeople>, query: Query<Filter>) -> Shown {
    let shell = shell(&door, "People");
    let (reader, today) = (door.caller().0, door.now().london_day());
    let may_add = could_ever(&door.admitted().actor, Act::AddPerson);
    let Filter { name, after } = query.0;
    let reads_referrals = could_ever(&door.admitted().actor, Act::ListReferrals);
    if let Some(address) = referral_named(&name).filter(|_| reads_referrals) {
        return door
            .look(move |look| Ok(look.seen(traces::listed(reader, []), Goto(address))))
            .await;
    }
    door.look(move |look| {
        let part = Some(name.trim()).filter(|part| !part.is_empty());
        let want = Want::new(Some(after).filter(|after| !after.is_empty()), None);
        let page = queries::people(look, part, &want)?;
        let fact = traces::listed(reader, page.items.iter().map(|person| person.id));
        let rows = rows(&page, today);
        let pages = page.next.map(|next| next_page(&name, &next));
        let template = ListTemplate {
            shell,
            search: Input::new("name", "Part of a name")
                .value(&name)
                .autocomplete("off")
                .width(20),
            find: Button::new("Find").secondary(),
            rows,
            filtered: !name.trim().is_empty(),
            may_add,
            pages,
        };
        Ok(look.seen(fact, Page(template)))
    })
    .await
}

/// Where a referral is found whose number was typed where names are: the header has one field
/// for both. What is a number, and whose, the list of referrals knows.
fn referral_named(text: &str) -> Option<String> {
    let number = text.trim().to_ascii_uppercase();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("number", &number)
        .finish();
    number
        .starts_with("FT-")
        .then(|| format!("/referrals?{query}"))
}

fn next_page(name: &str, next: &str) -> Pagination {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("name", name)
        .append_pair("after", next)
        .finish();
    Pagination::new().next(format!("/people?{query}"))
}

fn rows(page: &ListPage<Person>, today: LondonDay) -> Vec<Row> {
    let row = |person: &Person| Row {
        href: format!("/people/{}", person.id),
        name: short_name(&person.details),
        age: age(person, today),
        what: if person.details.is_child {
            "Child"
        } else {
            "Adult"
        },
        reference: reference(person.id),
        near_twin: page.items.iter().any(|other| are_near_twins(person, other)),
    };
    page.items.iter().map(row).collect()
}

fn age(person: &Person, today: LondonDay) -> String {
    person
        .details
        .born_on
        .and_then(|born| age_in_words(born, today))
        .unwrap_or_default()
}

#[derive(Template)]
#[template(path = "people/record.html")]
struct RecordTemplate {
    shell: Shell,
    name: String,
    state: RecordState,
    details: SummaryList,
    is_child: bool,
    relatives: Option<Table>,
    placement: Option<String>,
    next_placement: Option<String>,
    path: String,
    may_edit: bool,
    may_find: bool,
    orders: Option<String>,
    risk: Option<String>,
    plans: Option<String>,
    sessions: Option<String>,
    audit: Option<String>,
    exclusions: Option<String>,
}

/// A person's record.
///
/// # Errors
/// As a problem page.
pub async fn show(door: Guarded<act::ShowPerson>, id: At<PersonId>) -> Shown {
    let shell = shell(&door, "Person").back("/people");
    let today = door.now().london_day();
    door.look(move |look| {
        let record = queries::record(look, id.0)?;
        let fact = traces::seen(id.0, "record").subjects(record.subjects());
        Ok(look.seen(fact, Page(template(shell, &record, today))))
    })
    .await
}

fn template(shell: Shell, record: &Record, today: LondonDay) -> RecordTemplate {
    let person = &record.person;
    RecordTemplate {
        shell,
        name: full_name(&person.details),
        state: person.state,
        details: details(person, today),
        is_child: person.details.is_child,
        relatives: (!record.relatives.is_empty()).then(|| family(&record.relatives)),
        placement: record.placement.as_ref().map(lives),
        path: format!("/people/{}", person.id),
        next_placement: record.next_placement.as_ref().map(will_live),
        may_edit: record.may.contains(&Act::EditPerson),
        may_find: record.may.contains(&Act::ShowWhereabouts),
        orders: record
            .may
            .contains(&Act::ShowOrders)
            .then(|| format!("/people/{}/orders", person.id)),
        risk: record
            .may
            .contains(&Act::ShowRisk)
            .then(|| format!("/people/{}/risk", person.id)),
        plans: record
            .may
            .contains(&Act::ShowPlan)
            .then(|| format!("/people/{}/plans", person.id)),
        sessions: record
            .may
            .contains(&Act::ShowSession)
            .then(|| format!("/people/{}/sessions", person.id)),
        audit: record
            .may
            .contains(&Act::ShowAudit)
            .then(|| format!("/people/{}/audit", person.id)),
        exclusions: record
            .may
            .contains(&Act::ExcludeWorker)
            .then(|| format!("/people/{}/exclusions", person.id)),
    }
}

fn lives(placement: &Placement) -> String {
    format!(
        "{}, since {}",
        placement.household.name,
        placement.from.in_short()
    )
}

fn will_live(placement: &Placement) -> String {
    format!(
        "From {}: {}",
        placement.from.in_short(),
        placement.household.name
    )
}

fn details(person: &Person, today: LondonDay) -> SummaryList {
    let details = &person.details;
    let estimated = if details.born_estimated {
        " (estimated)"
    } else {
        ""
    };
    let born = details.born_on.map_or_else(
        || "Not recorded".to_owned(),
        |day| format!("{}{estimated}, age {}", day.in_short(), age(person, today)),
    );
    let mut list = SummaryList::new().row("Date of birth", born);
    if let Some(known_as) = &details.known_as {
        list = list.row("Called", known_as.to_string());
    }
    list.row("First language", details.first_language.to_string())
        .row(
            "Interpreter needed",
            if details.interpreter { "Yes" } else { "No" },
        )
        .row("Reference", reference(person.id))
}

fn family(relatives: &[Relative]) -> Table {
    let empty = Table::new()
        .caption("Family")
        .caption_class("govuk-visually-hidden")
        .head(["Name", "Relationship", "Parental responsibility"]);
    relatives.iter().fold(empty, |table, relative| {
        table.row([
            Cell::new(Content::of(NameLink::to(&relative.person))),
            Cell::from(relative.relationship.label()),
            Cell::from(if relative.may_be_responsible() {
                relative.responsibility.label()
            } else {
                "–"
            }),
        ])
    })
}

/// A name that leads to the record.
#[derive(Template)]
#[template(
    source = r#"<a class="govuk-link" href="{{ href }}">{{ name }}</a>"#,
    ext = "html"
)]
struct NameLink {
    href: String,
    name: String,
}

impl HtmlSafe for NameLink {}

impl NameLink {
    fn to(person: &Person) -> Self {
        Self {
            href: format!("/people/{}", person.id),
            name: full_name(&person.details),
        }
    }
}
