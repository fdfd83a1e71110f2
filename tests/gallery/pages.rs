//! The gallery's pages. Names and places are invented.

use askama::Template;
use kernel::refusal::FieldError;
use kith::web::components::*;
use kith::web::shell::SignedIn;
use kith::web::{Errors, Shell};

#[path = "plain.rs"]
mod plain;

use plain::{done, interruption, sign_in};

/// What people might type to break a page.
const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=\"alert(1)\">";

/// All pages by name.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("form", form("Ava", &mistakes())),
        ("form-plain", form("Ava", &Errors::none())),
        ("record", record("Ava P, 7")),
        ("sign-in", sign_in()),
        ("done", done()),
        ("interruption", interruption()),
    ]
}

/// The pages that show what people typed, with something hostile in it.
pub fn hostile() -> Vec<(&'static str, String)> {
    let mut errors = mistakes();
    errors.push(FieldError::new("/given_name", "bad", HOSTILE));
    vec![
        ("form", form(HOSTILE, &errors)),
        ("record", record(HOSTILE)),
    ]
}

fn shell(title: &str) -> Shell {
    Shell::new(title, "Kith", "Family time")
        .person(SignedIn {
            id: "usr_01J9Z3".to_owned(),
            name: "Asha Kaur".to_owned(),
            roles: vec!["Coordinator".to_owned(), "Supervisor".to_owned()],
            csrf_token: "5f1d".to_owned(),
            idle_seconds: 1800,
            absolute_seconds: 36_000,
        })
        .place("Today", "/today", Here::No)
        .place("Rota", "/rota", Here::No)
        .place("Referrals", "/referrals", Here::Within)
        .place("People", "/people", Here::No)
        .place("Reports", "/reports", Here::No)
        .demo("Nobody here is real. The clock stands at Tuesday 24 November 2026, 08:20.")
}

fn mistakes() -> Errors {
    Errors::from(vec![
        FieldError::new("/given_name", "blank", "Enter a first name"),
        FieldError::new("/born", "future", "Date of birth must be in the past"),
        FieldError::new(
            "/order_made/month",
            "blank",
            "Date of the order must include a month",
        ),
        FieldError::new("/level", "blank", "Choose how closely the time is watched"),
        FieldError::new(
            "/needs",
            "blank",
            "Choose what the child needs, or “None of these”",
        ),
        FieldError::new("/venue", "blank", "Choose a place"),
        FieldError::new(
            "/minutes",
            "range",
            "Length must be between 15 and 480 minutes",
        ),
        FieldError::new(
            "/notes",
            "too-long",
            "Notes must be 500 characters or fewer",
        ),
        FieldError::new("/reason", "blank", "Say why"),
        FieldError::new("/scan", "too-large", "The file must be smaller than 20 MB"),
        FieldError::new("", "stale", "Somebody else changed this referral at 08:14"),
    ])
}

#[derive(Template)]
#[template(path = "../tests/gallery/form.html")]
struct Form<'a> {
    shell: Shell,
    errors: &'a Errors,
    fields: Vec<Content>,
}

fn form(given_name: &str, errors: &Errors) -> String {
    let fields = [
        name_fields(given_name, errors),
        date_fields(errors),
        choice_fields(errors),
        long_fields(given_name, errors),
    ];
    let page = Form {
        shell: shell("New referral: the child")
            .back("/referrals")
            .errors(!errors.is_empty()),
        errors,
        fields: fields.concat(),
    };
    page.render().unwrap()
}

fn name_fields(given_name: &str, errors: &Errors) -> Vec<Content> {
    let given = Input::new("given_name", "First name")
        .hint("As they are called at home")
        .value(given_name)
        .autocomplete("off")
        .spellcheck(false)
        .error(errors.at("given_name"));
    let family = Input::new("family_name", "Family name")
        .autocomplete("off")
        .spellcheck(false);
    let minutes = Input::new("minutes", "Length of each session")
        .suffix("minutes")
        .inputmode("numeric")
        .width(3)
        .error(errors.at("minutes"));
    let cost = Input::new("cost", "Cost of the journey")
        .prefix("£")
        .width(5)
        .value("12.40");
    let fixed = Input::new("reference", "Reference")
        .value("REF 412")
        .width(10)
        .disabled();
    vec![
        Content::of(given),
        Content::of(family),
        Content::of(minutes),
        Content::of(cost),
        Content::of(fixed),
    ]
}

fn date_fields(errors: &Errors) -> Vec<Content> {
    let born = DateInput::new("born", "Date of birth")
        .hint("For example, 27 3 2019")
        .value("27", "3", "2091")
        .errors(errors);
    let order = DateInput::new(
        "order_made",
        Caption::new("When was the order made?").size(Size::Medium),
    )
    .value("3", "", "2026")
    .errors(errors);
    vec![Content::of(born), Content::of(order)]
}

fn choice_fields(errors: &Errors) -> Vec<Content> {
    let level = Radios::new(
        "level",
        Caption::new("How closely is the time watched?").size(Size::Medium),
    )
    .hint("The order decides, where there is one")
    .choice(Choice::new("in_room", "In the room all the time").hint("Sees and hears everything"))
    .choice(Choice::new("nearby", "Nearby").reveals(Content::of(
        Input::new("nearby_why", "Why is that enough?").width(20),
    )))
    .divider("or")
    .choice(
        Choice::new("none", "Not watched")
            .disabled()
            .hint("Not while proceedings run"),
    )
    .value("nearby")
    .error(errors.at("level"));
    let yes_no = Radios::new("interpreter", "Is an interpreter needed?")
        .inline()
        .option("yes", "Yes")
        .option("no", "No");
    let needs = Checkboxes::new("needs", "What does the child need?")
        .choice(Choice::new("step_free", "Step-free way in"))
        .choice(Choice::new("medicine", "Medicine").reveals(Content::of(
            Textarea::new("medicine", "Which, and who gives it?").rows(2),
        )))
        .choice(Choice::new("diet", "Special food").checked(true))
        .divider("or")
        .choice(Choice::new("none", "None of these").exclusive())
        .error(errors.at("needs"));
    let venue = Select::new("venue", "Where")
        .option("", "Choose a place")
        .option("oak", "Oak room, Millbrook Centre")
        .option("elm", "Elm room, Millbrook Centre")
        .disabled_option("ash", "Ash room (closed for repair)")
        .error(errors.at("venue"));
    vec![
        Content::of(level),
        Content::of(yes_no),
        Content::of(needs),
        Content::of(venue),
    ]
}

fn long_fields(typed: &str, errors: &Errors) -> Vec<Content> {
    let notes = CharacterCount::new("notes", "What happened? Facts first.", 500)
        .hint("Write as if the family will read it")
        .value(typed)
        .rows(4)
        .error(errors.at("notes"));
    let reason = Textarea::new("reason", "Reason")
        .rows(3)
        .error(errors.at("reason"));
    let scan = FileUpload::new("scan", "Scan of the order")
        .hint("PDF, JPEG or PNG, up to 20 MB")
        .accept("application/pdf,image/jpeg,image/png")
        .error(errors.at("scan"));
    let password =
        PasswordInput::new("password", "Your password, to sign").hint("You sign in your own name");
    let address = Fieldset::new(Caption::new("Where they live").size(Size::Medium)).content(
        [
            Content::of(Input::new("line", "Address").autocomplete("off")),
            Content::of(
                Input::new("postcode", "Postcode")
                    .width(10)
                    .autocomplete("off"),
            ),
        ]
        .into_iter()
        .collect::<Content>(),
    );
    vec![
        Content::of(notes),
        Content::of(reason),
        Content::of(scan),
        Content::of(password),
        Content::of(address),
    ]
}

#[derive(Template)]
#[template(path = "../tests/gallery/record.html")]
struct Record {
    shell: Shell,
    name: String,
    facts: SummaryList,
    card: SummaryList,
    sessions: Table,
    tasks: TaskList,
    standings: Vec<Status>,
}

fn record(name: &str) -> String {
    let change = |what: &'static str| Action::new("Change", "#").about(what);
    let facts = SummaryList::new()
        .fact(Fact::new("Name", name.to_owned()).action(change("name")))
        .fact(Fact::new("Legal status", "Interim care order").action(change("legal status")))
        .fact(
            Fact::new(
                "Order",
                Status::new(Standing::Ok, "Checked by T. Reed, 4 November"),
            )
            .action(Action::new("Read", "#").about("order"))
            .action(Action::new("Replace", "#").about("order")),
        )
        .row("Language", "Polish at home");
    let card = SummaryList::card("Ruby T, mother")
        .card_action(Action::new("Change", "#"))
        .card_action(Action::new("Remove", "#"))
        .row("May come", "Yes")
        .row("Told", "By phone, 20 November, 16:05");
    let page = Record {
        shell: shell("Referral").flash(NotificationBanner::success(
            "Referral accepted. Priya Shah has been told.",
        )),
        name: name.to_owned(),
        facts,
        card,
        sessions: sessions(),
        tasks: tasks(),
        standings: standings(),
    };
    page.render().unwrap()
}

fn standings() -> Vec<Status> {
    vec![
        Status::new(Standing::Ok, "Confirmed"),
        Status::new(Standing::Quiet, "Not looked at"),
        Status::new(Standing::Running, "In progress"),
        Status::new(Standing::Attention, "Carer not told"),
        Status::new(Standing::Breach, "Below the ordered minimum"),
        Status::new(Standing::Held, "Held: T. Reed decides"),
        Status::new(Standing::Draft, "Draft"),
        Status::new(Standing::Away, "On leave"),
    ]
}

fn sessions() -> Table {
    let status =
        |standing, words: &'static str| Cell::from(Content::of(Status::new(standing, words)));
    Table::new()
        .caption("Sessions this week")
        .caption_class("govuk-table__caption--m")
        .head([
            Cell::new("Day"),
            Cell::new("Place"),
            Cell::number("Minutes"),
            Cell::new("State"),
        ])
        .row([
            Cell::new("Tuesday 24 November, 09:30"),
            Cell::new("Oak room"),
            Cell::number("60"),
            status(Standing::Running, "In progress"),
        ])
        .row([
            Cell::new("Thursday 26 November, 14:00"),
            Cell::new("Elm room"),
            Cell::number("90"),
            status(Standing::Held, "Held: risk assessment expired"),
        ])
        .first_is_header()
        .scrolls("Sessions this week")
}

fn tasks() -> TaskList {
    let done = Content::of(Status::new(Standing::Ok, "Done"));
    let waits = Content::of(Status::new(
        Standing::Attention,
        "Needs the manager’s answer",
    ));
    TaskList::new()
        .task(Task::new("Child and family", "#", done))
        .task(
            Task::new(
                "Legal status and orders",
                "#",
                Content::of(Tag::new("Started")),
            )
            .hint("Two orders recorded"),
        )
        .task(Task::new("Risks", "#", waits))
        .task(Task::waiting(
            "Check answers and send",
            Content::of(Status::new(Standing::Quiet, "Cannot start yet")),
        ))
}
