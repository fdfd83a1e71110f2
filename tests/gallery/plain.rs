//! Pages with little on them.

use askama::Template;
use kith::web::Shell;
use kith::web::components::*;

use super::shell;

#[derive(Template)]
#[template(path = "../tests/gallery/plain.html")]
struct Plain {
    shell: Shell,
    parts: Vec<Content>,
}

pub fn sign_in() -> String {
    let button = Button::new("Sign in");
    let page = Plain {
        shell: Shell::new("Sign in", "Kith", "Family time"),
        parts: vec![
            Content::of(Heading("Sign in")),
            Content::of(
                Input::new("email", "Work e-mail")
                    .kind("email")
                    .autocomplete("username")
                    .width(20),
            ),
            Content::of(PasswordInput::new("password", "Password").class("govuk-input--width-20")),
            Content::of(button),
        ],
    };
    page.render().unwrap()
}

pub fn done() -> String {
    let panel = Panel::confirmation("Referral sent").content("Your reference is REF 412");
    let page = Plain {
        shell: shell("Referral sent"),
        parts: vec![
            Content::of(panel),
            Content::of(InsetText::new(
                "The service answers within two working days.",
            )),
            Content::of(Button::link("Back to my referrals", "#").secondary()),
        ],
    };
    page.render().unwrap()
}

pub fn interruption() -> String {
    let panel = Panel::interruption("This ends Ava’s time with her father")
        .content(
            "Three booked sessions will be cancelled, and the carer and the driver will be told.",
        )
        .action(Button::new("End it").attribute("form", "end"))
        .link("Keep it", "#");
    let page = Plain {
        shell: shell("End a plan"),
        parts: vec![Content::of(panel)],
    };
    page.render().unwrap()
}

#[derive(Template)]
#[template(
    source = "<h1 class=\"govuk-heading-l\">{{ self.0 }}</h1>",
    ext = "html"
)]
struct Heading(&'static str);

impl askama::filters::HtmlSafe for Heading {}
