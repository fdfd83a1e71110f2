//! Pages of access: sign in, sign out, staying signed in, home.

use actix_web::{http::StatusCode, web};
use askama::Template;
use kernel::refusal::{FieldError, Refused};
use law::access::act;
use serde::{Deserialize, Serialize};

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
    storage::{Open, Prepared, Reads},
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
    let (attempt, right) = looked_at(&door, &email, &password).await?;
    let (shell, before) = (shell(&door, "Sign in"), door.session_token());
    door.write(move |work| {
        if right {
            let before = before.as_ref().map(|token| token.reveal().as_str());
            let begun = commands::begin_session(work, &attempt, before)?;
            let now = work.real_now();
            let open = |user| Kept::open(&work.vault(), user, &kept, now);
            let kept = attempt.user().and_then(open);
            return Ok(begun.map(|token| match kept {
                Some(kept) => SignInAnswer::Back {
                    cookie: cookie(&token),
                    page: Box::new(GoOnPage::new(&shell, kept, keeper.csrf_of(&token))),
                },
                None => SignInAnswer::In {
                    cookie: cookie(&token),
                    next: local_path(&next),
                },
            }));
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
    In { cookie: String, next: String },
    Back { cookie: String, page: Box<GoOnPage> },
    Again(Box<SignInPage>),
}

impl Answer for SignInAnswer {
    fn prepare(self) -> Result<Prepared, Refused> {
        match self {
            Self::In { cookie, next } => WithCookie(cookie, Goto(next)).prepare(),
            Self::Back { cookie, page } => WithCookie(cookie, Page(*page)).prepare(),
            Self::Again(page) => Status(StatusCode::UNAUTHORIZED, Page(*page)).prepare(),
        }
    }
}

fn cookie(token: &str) -> String {
    let life = rules::ABSOLUTE_LIMIT.as_secs();
    format!("{SESSION_COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={life}")
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
}

/// Keeps the session alive for somebody who is still typing.
///
/// # Errors
/// As a problem document.
pub async fn stay_signed_in(door: Guarded<act::StaySignedIn>) -> Opened {
    let admitted = door.admitted();
    let view = SessionView {
        person: door.caller().0.to_string(),
        idle_seconds: admitted.idle_seconds.unwrap_or_default(),
        absolute_seconds: admitted.absolute_seconds.unwrap_or_default(),
        csrf_token: admitted.csrf.reveal().clone(),
    };
    door.open(move |look| Ok(look.open(Json(view)))).await
}

#[derive(Template)]
#[template(path = "access/about.html")]
struct AboutPage {
    shell: Shell,
    paragraphs: &'static [&'static str],
}

const ACCESSIBILITY: &[&str] = &[
    "This service is built to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Every page is checked by a program on each change, works by keyboard and without JavaScript, and can be enlarged four times.",
    "It has not yet been tested by people who use a screen reader every day. If something stops you, tell the people who run your Contact Service: they must answer, and can give you the same in another form.",
];
const PRIVACY: &[&str] = &[
    "What is recorded here is about children who are looked after and the people who matter to them. It is used to arrange, supervise and record their time together, to assess needs and risks, and to plan the service.",
    "Every change and every look at a record is kept, with who, when and why. Where somebody lives is sealed and shown only to those who need it.",
    "You can ask to see what is held about you, to have it put right, or complain: first to the council that runs this service, then to the Information Commissioner.",
];
const HELP: &[&str] = &[
    "If a page says that something failed, nothing was changed. Note the reference on the page and tell the people who run this service.",
    "If you cannot find a child, they may not be on your caseload: ask your manager.",
];

fn about(
    door: &Guarded<act::OpenAbout>,
    title: &str,
    paragraphs: &'static [&'static str],
) -> impl Future<Output = Result<Open<Prepared>, Refused>> {
    let page = AboutPage {
        shell: shell(door, title),
        paragraphs,
    };
    door.open(move |look| Ok(look.open(Page(page))))
}

/// The accessibility statement.
///
/// # Errors
/// As a problem page.
pub async fn accessibility(door: Guarded<act::OpenAbout>) -> Opened {
    about(&door, "Accessibility statement", ACCESSIBILITY).await
}

/// The privacy notice.
///
/// # Errors
/// As a problem page.
pub async fn privacy(door: Guarded<act::OpenAbout>) -> Opened {
    about(&door, "Privacy notice", PRIVACY).await
}

/// Help.
///
/// # Errors
/// As a problem page.
pub async fn help(door: Guarded<act::OpenAbout>) -> Opened {
    about(&door, "Help", HELP).await
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
