//! A message as words: written once, shown as plain text, as HTML, and as the page behind its link.

use kernel::time::LondonDay;

use super::{
    said::{Matter, Said},
    sha256,
};

/// Which wording this is. Raised when the words change, so that a hash can be told apart.
pub const TEMPLATE: i32 = 3;

/// What a family is told in every message, and on the page behind its link.
pub const COMPLAIN: &str =
    "Not happy with how we do things? You can complain. Ring us and we will tell you how.";

/// What is said of one appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub heading: String,
    /// Facts, each under its name.
    pub facts: Vec<(&'static str, String)>,
    /// Sentences.
    pub words: Vec<String>,
}

impl Passage {
    /// A passage under a heading.
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            facts: Vec::new(),
            words: Vec::new(),
        }
    }
    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }
    /// Adds a sentence.
    #[must_use]
    pub fn says(mut self, words: impl Into<String>) -> Self {
        self.words.push(words.into());
        self
    }
}

/// What the service says of itself in every message.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The telephone of the service, where one is set.
    pub phone: Option<String>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject: a reference, never a name. Telephones show it while they are locked.
    pub subject: String,
    /// What it says, one passage for each appointment.
    pub passages: Vec<Passage>,
    /// The page to answer on, where an answer is asked for.
    pub link: Option<String>,
    /// What stands at the end.
    pub closing: Vec<String>,
}

impl Letter {
    /// The message that tells all of these to one recipient.
    pub fn of(all: &[Said], link: Option<String>, signature: &Signature) -> Self {
        let matter = all.first().map_or(Matter::Appointment, Said::matter);
        let subject = subject(all, matter);
        let mut closing = Vec::new();
        if let Some(phone) = &signature.phone {
            closing.push(format!("Questions? Ring us: {phone}."));
        }
        if all.iter().any(|said| matches!(said, Said::Family(_))) {
            closing.push(COMPLAIN.to_owned());
        }
        closing.push("Please do not pass this message on.".to_owned());
        Self {
            subject,
            passages: all.iter().map(Said::passage).collect(),
            link,
            closing,
        }
    }

    /// The same, that cannot wait where it tells something new of this day: a car may be on its way, or
    /// must be.
    #[must_use]
    pub fn urgent_on(mut self, today: LondonDay, all: &[Said]) -> Self {
        let mut appointments = all.iter().filter_map(Said::appointment);
        if appointments.any(|of| of.is_news_of(today)) {
            self.subject = format!("Urgent, today. {}", self.subject);
        }
        self
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        let mut lines = Vec::new();
        for passage in &self.passages {
            lines.push(passage.heading.clone());
            let facts = passage.facts.iter();
            lines.extend(facts.map(|(name, value)| format!("{name}: {value}")));
            lines.extend(passage.words.iter().cloned());
            lines.push(String::new());
        }
        if let Some(link) = &self.link {
            let asks = "Please tell us that you have seen this:".to_owned();
            lines.extend([asks, link.clone(), String::new()]);
        }
        lines.extend(self.closing.iter().cloned());
        lines.join("\n") + "\n"
    }

    /// As HTML, with everything escaped.
    pub fn html(&self) -> String {
        let mut parts = vec![HEAD.to_owned()];
        for passage in &self.passages {
            let heading = escaped(&passage.heading);
            parts.push(format!("<h2 style=\"font-size:19px\">{heading}</h2><p>"));
            let facts = passage.facts.iter();
            parts.extend(
                facts.map(|(name, value)| {
                    format!("<strong>{name}:</strong> {}<br>", escaped(value))
                }),
            );
            parts.push("</p>".to_owned());
            parts.extend(passage.words.iter().map(paragraph));
        }
        if let Some(link) = &self.link {
            let link = escaped(link);
            parts.push(format!(
                "<p><a href=\"{link}\">Tell us that you have seen this</a></p>"
            ));
        }
        parts.extend(self.closing.iter().map(paragraph));
        parts.push("</body></html>".to_owned());
        parts.concat()
    }

    /// What stays of it once it is sent: the SHA-256 of its words, without the link, which opens
    /// something.
    pub fn hash(&self) -> String {
        let words = Self {
            link: None,
            ..self.clone()
        };
        sha256(&words.plain())
    }
}

/// What is new and a reference, or how many, never a name. What does not go ahead is not to be
/// overlooked among what does.
fn subject(all: &[Said], matter: Matter) -> String {
    let (one, many) = matter.words();
    match all {
        [only] => {
            let reference = only.reference().as_str();
            match only.in_subject() {
                Some(news) => format!("{news}: {} ref {reference}", one.to_lowercase()),
                None => format!("{one} ref {reference}"),
            }
        }
        [] => format!("0 {many}"),
        [first, others @ ..] => {
            let number = all.len();
            let stops = all.iter().filter(|said| said.stops()).count();
            let alike = |news: &&str| others.iter().all(|said| said.in_subject() == Some(*news));
            match (first.in_subject().filter(alike), stops) {
                (Some(news), _) => format!("{news}: {number} {many}"),
                (None, 0) => format!("{number} {many}"),
                (None, stops) => format!("{number} {many}, {stops} not going ahead"),
            }
        }
    }
}

const HEAD: &str = "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
    <title>Appointment</title></head>\
    <body style=\"font-family:Arial,sans-serif;font-size:16px;line-height:1.5\">";

fn paragraph(words: impl AsRef<str>) -> String {
    format!("<p>{}</p>", escaped(words.as_ref()))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
