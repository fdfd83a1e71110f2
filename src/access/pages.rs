//! Pages of access: sign in, sign out, staying signed in, home.

mod guide;

use std::time::Duration;

use actix_web::{http::StatusCode, web};
use askama::Template;
use kernel::refusal::{FieldError, Refused};
use law::access::act;
use serde::{Deserialize, Serialize};

use guide::{Block, Guide};

use super::{
    Task, commands,
    http::{Keeper, looked_at},
    queries::{self, TaskSources},
    rules,
};
use crate::{
    http::{
        Answer, Form, Goto, Guarded, Json, Kept, Opened, Page, Place, Query, SESSION_COOKIE, Saved,
        Status, WithCookie, local_path, places, shell,
    },
    storage::{Open, Prepared, Reads, was_answered},
    web::{Errors, Shell, SignInPage, components::Button},
};

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize, validator::Validate)]
pub struct Next {
    /// A path of this site.
    #[serde(default)]
    #[validate(length(max = 2000, message = "Too long."))]
    next: String,
}

/// The sign-in page.
///
/// # Errors
/// As a problem page.
pub async fn sign_in_page(door: Guarded<act::OpenSignIn>, query: Query<Next>) -> Opened {
    let shell = shell(&door, "Sign in");
    let page = SignInPage::new(shell, "", local_path(&query.0.next), Errors::none());
    door.open(move |look| Ok(look.open(Page(page)))).await
}

/// What was typed at the sign-in page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInForm {
    email: String,
    password: String,
    next: String,
    /// What was typed into a form before the session was over, sealed.
    kept: String,
}

/// Signs in. Whatever is wrong, the answer is the same page with the same words.
///
/// # Errors
/// As a problem page.
pub async fn sign_in(
    door: Guarded<act::SignIn>,
    form: Form<SignInForm>,
    keeper: web::Data<Keeper>,
) -> Saved {
    let SignInForm {
        email,
        password,
        next,
        kept,
    } = form.0;
    let within = |text: &str| !text.is_empty() && text.len() <= rules::LONGEST_PASSWORD;
    let password = if within(&password) {
        password
    } else {
        String::new()
    };
    let marks = door.cookie(rules::KNOWN_COOKIE).unwrap_or_default();
    let known = Some((keeper.clone(), marks.clone()));
    let (attempt, right) = looked_at(&door, (&email, &password), known).await?;
    let (shell, before) = (shell(&door, "Sign in"), door.session_token());
    door.write(move |work| {
        if right {
            let before = before.as_ref().map(|token| token.reveal().as_str());
            let begun = commands::begin_session(work, &attempt, before)?;
            let (now, vault) = (work.real_now(), work.vault());
            let open = |user| Kept::open(&vault, user, &kept, now);
            let kept = attempt.user().and_then(open);
            let marks = attempt.marked(&keeper.browsers, &marks, now)?;
            return begun.try_map(|token| {
                let cookies = Cookies::new(&token, &marks);
                Ok(match kept {
                    Some(kept) => {
                        let page = GoOnPage::new(&shell, kept, keeper.csrf_of(&token)?);
                        SignInAnswer::Back(cookies, Box::new(page))
                    }
                    None => SignInAnswer::In(cookies, local_path(&next)),
                })
            });
        }
        let error = FieldError::new(
            "/email",
            "sign-in-failed",
            rules::sign_in_failed().explanation,
        );
        let page = SignInPage::new(
            shell.clone(),
            &email,
            local_path(&next),
            Errors::from(vec![error]),
        );
        let page = if kept.is_empty() {
            page
        } else {
            page.keeping(&kept)
        };
        Ok(commands::fail(work, &attempt, ())?.map(|()| SignInAnswer::Again(Box::new(page))))
    })
    .await
}

/// What was typed before, on its way back to its form.
#[derive(Template)]
#[template(path = "access/go_on.html")]
struct GoOnPage {
    shell: Shell,
    kept: Kept,
    csrf: String,
    button: Button,
}

impl GoOnPage {
    fn new(shell: &Shell, kept: Kept, csrf: String) -> Self {
        Self {
            shell: shell.clone().titled("You are signed in again"),
            kept,
            csrf,
            button: Button::new("Go back to what you typed"),
        }
    }
}

enum SignInAnswer {
    In(Cookies, String),
    Back(Cookies, Box<GoOnPage>),
    Again(Box<SignInPage>),
}

impl Answer for SignInAnswer {
    fn prepare(self) -> Result<Prepared, Refused> {
        match self {
            Self::In(cookies, next) => cookies.with(Goto(next)).prepare(),
            Self::Back(cookies, page) => cookies.with(Page(*page)).prepare(),
            Self::Again(page) => Status(StatusCode::UNAUTHORIZED, Page(*page)).prepare(),
        }
    }
}

/// What a browser keeps from signing in: its session, and that it is known.
struct Cookies {
    session: String,
    known: String,
}

impl Cookies {
    fn new(token: &str, marks: &str) -> Self {
        let cookie = |name: &str, value: &str, life: Duration| {
            let life = life.as_secs();
            format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={life}")
        };
        Self {
            session: cookie(SESSION_COOKIE, token, rules::ABSOLUTE_LIMIT),
            known: cookie(rules::KNOWN_COOKIE, marks, rules::BROWSER_KNOWN_FOR),
        }
    }

    fn with<T: Answer>(self, answer: T) -> WithCookie<WithCookie<T>> {
        WithCookie(self.known, WithCookie(self.session, answer))
    }
}

/// A form with no fields of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

/// To the sign-in page, without the cookie.
fn out() -> WithCookie<Goto> {
    let gone = format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    WithCookie(gone, Goto("/sign-in".to_owned()))
}

/// Signs out in this browser; a tablet that is recording elsewhere goes on.
///
/// # Errors
/// As a problem page.
pub async fn sign_out(door: Guarded<act::SignOut>, _form: Form<NoFields>) -> Saved {
    let (user, token) = (door.caller().0, door.session_token());
    door.write(move |work| match &token {
        Some(token) => commands::end_session(work, (user, token.reveal()), out()),
        None => commands::sign_out(work, user, out()),
    })
    .await
}

/// Signs out everywhere: for a device that is lost.
///
/// # Errors
/// As a problem page.
pub async fn sign_out_everywhere(door: Guarded<act::SignOut>, _form: Form<NoFields>) -> Saved {
    let user = door.caller().0;
    door.write(move |work| commands::sign_out(work, user, out()))
        .await
}

#[derive(Serialize)]
struct SessionView {
    person: String,
    idle_seconds: u64,
    absolute_seconds: u64,
    csrf_token: String,
    /// What this person's drafts on a device are locked with: nobody else is told it.
    draft_key: String,
    /// Whether the form that was sent with the key asked after was saved.
    saved: bool,
}

/// What a page asks after.
#[derive(Debug, Default, Deserialize, validator::Validate)]
#[serde(default)]
pub struct Asked {
    /// The idempotency key of a form whose answer never came.
    #[validate(length(max = 255, message = "Too long."))]
    sent: String,
}

/// Keeps the session alive for somebody who is still typing, and tells their page whether what it
/// sent has arrived.
///
/// # Errors
/// As a problem document.
pub async fn stay_signed_in(
    door: Guarded<act::StaySignedIn>,
    asked: Query<Asked>,
    keeper: web::Data<Keeper>,
) -> Opened {
    let (admitted, user) = (door.admitted(), door.caller().0);
    let view = SessionView {
        person: user.to_string(),
        idle_seconds: admitted.idle_seconds.unwrap_or_default(),
        absolute_seconds: admitted.absolute_seconds.unwrap_or_default(),
        csrf_token: admitted.csrf.reveal().clone(),
        draft_key: keeper.draft_key_of(user)?,
        saved: false,
    };
    door.open(move |look| {
        let saved = was_answered(look, &asked.0.sent)?;
        Ok(look.open(Json(SessionView { saved, ..view })))
    })
    .await
}

#[derive(Template)]
#[template(path = "access/about.html")]
struct AboutPage {
    shell: Shell,
    paragraphs: &'static [&'static str],
    guides: Vec<Guide>,
}

const ACCESSIBILITY: &[&str] = &[
    "This service is built to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Every page is checked by a program on each change, works by keyboard and without JavaScript, and can be enlarged four times.",
    "It has not yet been tested by people who use a screen reader every day. If something stops you, tell the people who run your Contact Service: they must answer, and can give you the same in another form.",
];
const PRIVACY: &[&str] = &[
    "What is recorded here is about children who are looked after and the people who matter to them. It is used to arrange, supervise and record their time together, to assess needs and risks, and to plan the service.",
    "Every change and every look at a record is kept, with who, when and why. Where somebody lives is sealed and shown only to those who need it.",
    "Two cookies are kept in your browser, both for signing in: one while you are signed in, and one for 180 days that says somebody signed in with this browser before, so that nobody who guesses passwords can shut you out. There are no others.",
    "What a supervisor types into the record of a session is also kept on their device until it is saved, for three days at most. It is locked: only the same person can open it, once signed in.",
    "You can ask to see what is held about you, to have it put right, or complain: first to the council that runs this service, then to the Information Commissioner.",
];
const HELP: &[&str] = &[
    "If a page says that something failed, nothing was changed. Note the reference on the page and tell the people who run this service.",
    "If you cannot find a child, they may not be on your caseload: ask your manager.",
    "The guide, for each of the people who work with this service:",
];

fn about(
    door: &Guarded<act::OpenAbout>,
    title: &str,
    (paragraphs, guides): (&'static [&'static str], Vec<Guide>),
) -> impl Future<Output = Result<Open<Prepared>, Refused>> {
    let page = AboutPage {
        shell: shell(door, title),
        paragraphs,
        guides,
    };
    door.open(move |look| Ok(look.open(Page(page))))
}

/// The accessibility statement.
///
/// # Errors
/// As a problem page.
pub async fn accessibility(door: Guarded<act::OpenAbout>) -> Opened {
    about(
        &door,
        "Accessibility statement",
        (ACCESSIBILITY, Vec::new()),
    )
    .await
}

/// The privacy notice.
///
/// # Errors
/// As a problem page.
pub async fn privacy(door: Guarded<act::OpenAbout>) -> Opened {
    about(&door, "Privacy notice", (PRIVACY, Vec::new())).await
}

/// Help.
///
/// # Errors
/// As a problem page.
pub async fn help(door: Guarded<act::OpenAbout>) -> Opened {
    about(&door, "Help", (HELP, guide::guides())).await
}

#[derive(Template)]
#[template(path = "access/home.html")]
struct HomePage {
    shell: Shell,
    tasks: Vec<Task>,
    places: Vec<Place>,
}

/// The home page: what waits for this person, and where they can go.
///
/// # Errors
/// As a problem page.
pub async fn home(door: Guarded<act::OpenHome>, sources: web::Data<TaskSources>) -> Opened {
    let places = places(door.site(), door.admitted());
    let shell = shell(&door, "Home");
    door.open(move |look| {
        let page = HomePage {
            shell,
            tasks: queries::tasks(look, &sources)?,
            places,
        };
        Ok(look.open(Page(page)))
    })
    .await
}
