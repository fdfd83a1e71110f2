//! Markup, queries, headers and lines of a log, typed into every text field: whatever is shown
//! again is text and nothing else.

use scraper::{Html, Selector};
use serde_json::Value;

use super::{
    addresses::looks,
    explorer::{Explorer, Request, each_text},
    prepared::is_new_each_time,
};
use crate::support::{Answer, Browser, TestHouse, hears_the_log, sized};

/// The word by which what was typed is known again.
const SIGN: &str = "zqmark";

/// What is typed to get out of where it stands.
const WAYS_OUT: &[&str] = &["", "\"", "'", "-->", "</textarea>", "</title></script>"];
const PAYLOADS: &[&str] = &[
    "<script>zqmark</script>",
    "<img src=x onerror=zqmark zqmark>",
    "<svg onload=zqmark zqmark>",
    "<b zqmark=1>",
    "<a href=javascript:zqmark zqmark>x</a>",
    "<iframe srcdoc='<b zqmark>'></iframe>",
    "<math><mi zqmark></mi></math>",
    "<style>@import 'zqmark'</style>",
    "<!--zqmark",
    "<![CDATA[zqmark]]>",
    "<?php zqmark ?>",
    " autofocus onfocus=zqmark zqmark=",
    "><b zqmark>",
    "\u{ff1c}b zqmark\u{ff1e}",
    "&lt;b zqmark&gt;",
    "&#60;b zqmark&#62;",
    "%3Cb%20zqmark%3E",
    "\\u003cb zqmark\\u003e",
    "{{7*7}}zqmark",
    "${7*7}zqmark",
    "#{7*7}zqmark",
    "<%= 7*7 %>zqmark",
    "{% zqmark %}",
    "[[zqmark]]",
    "' or '1'='1' -- zqmark",
    "'; drop table person; -- zqmark",
    "%' zqmark",
    "_%zqmark",
    "\\' zqmark",
    "\r\nx-zqmark: 1",
    "\nx-zqmark: 1",
    "\rx-zqmark: 1",
    "%0d%0ax-zqmark: 1",
    "\n{\"level\":\"ERROR\",\"zqmark\":1}",
    "\u{1b}[31mzqmark",
    "\u{202e}zqmark",
    "\u{200b}zqmark",
    "\u{0}zqmark",
    "=cmd|' /C zqmark'!A0",
    "+1+zqmark",
    "@zqmark",
    "-2+3+zqmark",
    "../../zqmark",
    "file:///zqmark",
    "zqmark\u{2028}x",
    "a\u{301}zqmark",
];

/// How many payloads each field gets in CI, and before a release.
fn for_each_field() -> usize {
    sized("KITH_GATE_INJECTED", 9)
}

fn corpus() -> Vec<String> {
    let all = WAYS_OUT.iter().flat_map(|out| {
        PAYLOADS
            .iter()
            .map(move |payload| format!("{out}{payload}"))
    });
    all.collect()
}

/// What of an answer is more than text.
fn more_than_text(answer: &Answer) -> Option<String> {
    let says = |what: &str| Some(format!("{} ({}): {what}", answer.asked, answer.status));
    let header = answer
        .headers
        .iter()
        .find(|(name, value)| name.contains(SIGN) || value.contains(['\r', '\n']));
    if header.is_some() {
        return says("a header that was typed");
    }
    let kind = answer.header("content-type").unwrap_or_default().to_owned();
    if kind.contains("json") {
        return serde_json::from_str::<Value>(&answer.body)
            .is_err()
            .then(|| format!("{}: no JSON", answer.asked));
    }
    if !kind.contains("html") {
        return None;
    }
    let html = Html::parse_document(&answer.body);
    for element in html.select(&Selector::parse("*").unwrap()) {
        let element = element.value();
        if element
            .attrs()
            .any(|(name, _)| name.contains(SIGN) || name.starts_with("on"))
        {
            return says(&format!(
                "an attribute that was typed, on {}",
                element.name()
            ));
        }
        let src = element.attr("src").unwrap_or_default();
        if element.name() == "script" && !src.starts_with("/assets/") {
            return says("a script that is not ours");
        }
        let leads = [
            element.attr("href"),
            element.attr("action"),
            element.attr("formaction"),
        ];
        let typed = leads
            .into_iter()
            .flatten()
            .any(|to| to.trim_start().starts_with("javascript:"));
        if typed || ["iframe", "math", "object", "embed"].contains(&element.name()) {
            return says(&format!("an element that was typed: {}", element.name()));
        }
    }
    None
}

/// What came of typing.
#[derive(Default)]
struct Typing {
    next: usize,
    sent: usize,
    taken: usize,
    wrong: Vec<String>,
}

impl Typing {
    fn payload(&mut self, corpus: &[String]) -> String {
        self.next += 1;
        corpus[self.next % corpus.len()].clone()
    }

    fn came(&mut self, answer: &Answer) {
        self.sent += 1;
        self.taken += usize::from(answer.status < 400);
        if answer.status >= 500 {
            self.wrong.push(format!(
                "{}: {} {}",
                answer.asked, answer.status, answer.body
            ));
        }
        self.wrong.extend(more_than_text(answer));
    }

    /// Into each text of a body of the API.
    fn types_into_a_body(&mut self, explorer: &Explorer<'_>, request: &Request, corpus: &[String]) {
        let mut fields = Vec::new();
        let Some(mut body) = request.body.clone() else {
            return;
        };
        each_text(&mut body, &mut |at, _| fields.push(at.to_owned()));
        for field in fields {
            for _ in 0..for_each_field() {
                let mut typed = request.clone();
                is_new_each_time(typed.body.as_mut().unwrap());
                *typed.body.as_mut().unwrap().pointer_mut(&field).unwrap() =
                    self.payload(corpus).into();
                if typed.version.is_some() {
                    typed.version = explorer.version_of(&typed.path);
                }
                let key = format!("typed-{}", self.next);
                self.came(&explorer.send(&typed, &key));
            }
        }
    }

    /// Into each text field of each form of a page.
    fn types_into_the_forms(&mut self, browser: &Browser<'_>, page: &Answer, corpus: &[String]) {
        for form in forms(&page.body) {
            for nth in 0..=form.texts.len() {
                // All at once, then one by one in an otherwise untouched form.
                let mut fields = form.others.clone();
                for (n, (name, value)) in form.texts.iter().enumerate() {
                    let typed = nth == form.texts.len() || n == nth;
                    let value = if typed {
                        self.payload(corpus)
                    } else {
                        value.clone()
                    };
                    fields.push((name.clone(), value));
                }
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                self.came(&browser.posts(&form.action, &fields).answer);
            }
        }
    }
}

/// A form of a page: what can be typed into, and what else it sends.
pub struct Found {
    pub action: String,
    pub texts: Vec<(String, String)>,
    pub others: Vec<(String, String)>,
}

/// The forms of a page that change something.
pub fn forms(body: &str) -> Vec<Found> {
    let html = Html::parse_document(body);
    let all = |selector: &str| Selector::parse(selector).unwrap();
    let posts = all("form[method=post]");
    let found = html.select(&posts).filter_map(|form| {
        let action = form.value().attr("action")?.to_owned();
        let mut found = Found {
            action,
            texts: Vec::new(),
            others: Vec::new(),
        };
        for control in form.select(&all("input, textarea, select")) {
            let attr = |name| control.value().attr(name).unwrap_or_default().to_owned();
            let pair = (attr("name"), attr("value"));
            match (control.value().name(), attr("type").as_str()) {
                ("textarea", _) | ("input", "text" | "search" | "tel" | "email" | "") => {
                    found.texts.push(pair);
                }
                ("select", _) => {
                    let options = all("option");
                    let value = control
                        .select(&options)
                        .last()
                        .and_then(|it| it.value().attr("value"));
                    found
                        .others
                        .push((pair.0, value.unwrap_or_default().to_owned()));
                }
                ("input", "radio" | "checkbox")
                    if found.others.iter().any(|(name, _)| *name == pair.0) => {}
                _ => found.others.push(pair),
            }
        }
        (!found.action.contains("/sign-out")).then_some(found)
    });
    found.collect()
}

fn types_everywhere(house: &TestHouse) -> Typing {
    let (corpus, mut typing) = (corpus(), Typing::default());
    assert!(corpus.len() >= 200, "{} payloads", corpus.len());
    let mut explorer = Explorer::new(house);
    let mut requests = Vec::new();
    explorer.explores(|explorer, request, key| {
        let done = (200..300).contains(&explorer.send(request, key).status);
        if done {
            requests.push(request.clone());
        }
        done
    });
    for request in &requests {
        typing.types_into_a_body(&explorer, request, &corpus);
    }
    explorer.looks_around();
    let (into_bodies, clerk) = (typing.sent, &explorer.clerks[0]);
    for path in looks(&explorer, 2)
        .iter()
        .filter(|path| !path.starts_with("/api/"))
    {
        let page = clerk.opens(path).answer;
        typing.types_into_the_forms(clerk.browser(), &page, &corpus);
    }
    println!(
        "{} payloads; typed {into_bodies} times into bodies, {} times into forms; {} taken",
        corpus.len(),
        typing.sent - into_bodies,
        typing.taken
    );
    for path in looks(&explorer, 12) {
        let answer = if path.starts_with("/api/") {
            clerk.api("GET", &path).answer()
        } else {
            clerk.opens(&path).answer
        };
        typing.came(&answer);
    }
    typing
}

story!(what_is_typed_is_text_wherever_it_is_shown, |house| {
    let log = hears_the_log();
    let typing = types_everywhere(house);
    assert!(typing.wrong.is_empty(), "{}", typing.wrong.join("\n"));
    assert!(
        typing.taken > 100,
        "hardly anything was taken: {}",
        typing.taken
    );
    let log = log.text();
    for line in log.lines() {
        assert!(
            serde_json::from_str::<Value>(line).is_ok(),
            "a line of the log that was typed: {line}"
        );
    }
    let told = log.lines().find(|line| line.contains(SIGN));
    assert_eq!(told, None, "what was typed stands in the log");
    for content in house.texts("select content from audit_fact where content is not null") {
        assert!(serde_json::from_str::<Value>(&content).is_ok(), "{content}");
        // A reason is kept word for word; nothing else that is typed is.
        let mut content: Value = serde_json::from_str(&content).unwrap();
        content.as_object_mut().unwrap().remove("reason");
        assert!(
            !content.to_string().contains(SIGN),
            "typed into the audit: {content}"
        );
    }
});

#[test]
fn markup_that_came_through_would_be_seen() {
    let answer = |body: &str| Answer {
        asked: "GET /".to_owned(),
        status: 200,
        headers: vec![("content-type".to_owned(), "text/html".to_owned())],
        body: format!("<!doctype html><title>x</title><main>{body}</main>"),
    };
    let seen = PAYLOADS
        .iter()
        .filter(|payload| more_than_text(&answer(payload)).is_some());
    let seen = seen.count();
    println!(
        "{seen} of {} payloads are seen when nothing is escaped",
        PAYLOADS.len()
    );
    assert!(seen >= 8, "only {seen}");
    assert_eq!(more_than_text(&answer("&lt;b zqmark&gt;")), None);
    let mut split = answer("x");
    split.headers.push(("x-zqmark".to_owned(), "1".to_owned()));
    assert!(more_than_text(&split).is_some());
}
