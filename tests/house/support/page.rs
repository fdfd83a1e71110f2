//! Pages, read as people read them: by heading, label and button.

use scraper::{ElementRef, Html, Selector};

use super::{Answer, Browser};

/// What a browser shows.
pub struct Page<'b, 'h> {
    browser: &'b Browser<'h>,
    /// What came back.
    pub answer: Answer,
}

fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'b, 'h> Page<'b, 'h> {
    pub(super) fn new(browser: &'b Browser<'h>, answer: Answer) -> Self {
        Self { browser, answer }
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.answer.body)
    }

    /// Says that the status must be this one.
    #[track_caller]
    pub fn expect(mut self, status: u16) -> Self {
        self.answer = self.answer.expect(status);
        self
    }

    /// The heading.
    #[track_caller]
    pub fn heading(&self) -> String {
        let html = self.html();
        let heading = all(html.root_element(), "h1").first().copied().map(words);
        heading.unwrap_or_else(|| panic!("{}: no heading", self.answer.asked))
    }

    /// Whether these words can be read on it.
    #[must_use]
    pub fn says(&self, sentence: &str) -> bool {
        words(self.html().root_element()).contains(sentence)
    }

    /// Goes where the answer sends the browser.
    #[track_caller]
    pub fn follows(&self) -> Page<'b, 'h> {
        let asked = &self.answer.asked;
        assert_eq!(self.answer.status, 303, "{asked}: {}", self.answer.body);
        let next = self.answer.header("location").unwrap();
        self.browser.opens(next)
    }

    /// The form with that button, with whatever stands in it and what the button says.
    #[track_caller]
    pub fn form(&self, button: &str) -> Filling<'b, 'h> {
        let html = self.html();
        let has_it = |form: &ElementRef<'_>| {
            let mut buttons = all(*form, "button").into_iter().map(words);
            buttons.any(|found| found == button)
        };
        let form = all(html.root_element(), "form").into_iter().find(has_it);
        let form = form.unwrap_or_else(|| panic!("{}: no {button:?}", self.answer.asked));
        let buttons = all(form, "button").into_iter();
        let pressed = buttons.filter(|found| words(*found) == button);
        let labels = all(html.root_element(), "label")
            .into_iter()
            .filter_map(|label| {
                let id = label.value().attr("for")?.to_owned();
                Some((words(label), id))
            });
        Filling {
            browser: self.browser,
            action: form.value().attr("action").unwrap().to_owned(),
            labels: labels.collect(),
            controls: all(form, "input, select, textarea")
                .into_iter()
                .chain(pressed)
                .filter_map(Control::of)
                .collect(),
        }
    }
}

/// One control of a form.
struct Control {
    id: String,
    name: String,
    is_radio: bool,
    /// What it sends as it stands.
    value: Option<String>,
    /// What it sends when it is chosen.
    choices: Vec<(String, String)>,
}

impl Control {
    fn of(element: ElementRef<'_>) -> Option<Self> {
        let attr = |name| element.value().attr(name).map(str::to_owned);
        let given = attr("value").unwrap_or_default();
        let (value, choices) = match (element.value().name(), attr("type").as_deref()) {
            ("textarea", _) => (Some(element.text().collect()), Vec::new()),
            ("select", _) => {
                let options = all(element, "option");
                let chosen = options
                    .iter()
                    .find(|option| option.value().attr("selected").is_some());
                let value = |option: &ElementRef<'_>| {
                    option.value().attr("value").unwrap_or_default().to_owned()
                };
                let all = options.iter().map(|option| (words(*option), value(option)));
                (chosen.or(options.first()).map(value), all.collect())
            }
            (_, Some("radio" | "checkbox")) => {
                let on = attr("checked").map(|_| given.clone());
                (on, vec![(String::new(), given)])
            }
            _ => (Some(given), Vec::new()),
        };
        Some(Self {
            id: attr("id").unwrap_or_default(),
            name: attr("name")?,
            is_radio: attr("type").as_deref() == Some("radio"),
            value,
            choices,
        })
    }
}

/// A form that is being filled in.
pub struct Filling<'b, 'h> {
    browser: &'b Browser<'h>,
    action: String,
    labels: Vec<(String, String)>,
    controls: Vec<Control>,
}

impl<'b, 'h> Filling<'b, 'h> {
    #[track_caller]
    fn labelled(&mut self, label: &str) -> &mut Control {
        let id = self.labels.iter().find(|(words, _)| words == label);
        let id = id.map_or_else(
            || panic!("no label {label:?} among {:?}", self.labels),
            |(_, id)| id.clone(),
        );
        let mut found = self.controls.iter_mut().filter(|control| control.id == id);
        found
            .next()
            .unwrap_or_else(|| panic!("{label:?} labels nothing in this form"))
    }

    /// Types into the field with that label.
    #[must_use]
    #[track_caller]
    pub fn fills(mut self, label: &str, value: &str) -> Self {
        self.labelled(label).value = Some(value.to_owned());
        self
    }

    /// Chooses the radio or ticks the box with that label.
    #[must_use]
    #[track_caller]
    pub fn chooses(mut self, label: &str) -> Self {
        let control = self.labelled(label);
        control.value = control.choices.first().map(|(_, value)| value.clone());
        if control.is_radio {
            let (id, name) = (control.id.clone(), control.name.clone());
            let others = self.controls.iter_mut();
            for other in others.filter(|other| other.name == name && other.id != id) {
                other.value = None;
            }
        }
        self
    }

    /// Chooses an option of the list with that label.
    #[must_use]
    #[track_caller]
    pub fn selects(mut self, label: &str, option: &str) -> Self {
        let control = self.labelled(label);
        let found = control.choices.iter().find(|(words, _)| words == option);
        let value = found.map(|(_, value)| value.clone());
        assert!(value.is_some(), "no {option:?} under {label:?}");
        control.value = value;
        self
    }

    /// The words of the option that has `part` in them, in the list with that label.
    #[track_caller]
    pub fn option_with(&self, label: &str, part: &str) -> String {
        let id = self.labels.iter().find(|(words, _)| words == label);
        let list = id.and_then(|(_, id)| self.controls.iter().find(|control| control.id == *id));
        let options = list.map(|control| control.choices.as_slice());
        let found = options
            .into_iter()
            .flatten()
            .find(|(words, _)| words.contains(part));
        found
            .unwrap_or_else(|| panic!("no {part:?} under {label:?}"))
            .0
            .clone()
    }

    /// Types into the field of that name: the boxes of two dates have the same labels.
    #[must_use]
    #[track_caller]
    pub fn types(mut self, name: &str, value: &str) -> Self {
        let mut named = self
            .controls
            .iter_mut()
            .filter(|control| control.name == name);
        named
            .next()
            .unwrap_or_else(|| panic!("no field {name:?}"))
            .value = Some(value.to_owned());
        drop(named);
        self
    }

    /// Fills the three boxes of the date with that name; their labels are the same for every date.
    #[must_use]
    #[track_caller]
    pub fn dates(mut self, name: &str, day: &str, month: &str, year: &str) -> Self {
        for (part, value) in [("day", day), ("month", month), ("year", year)] {
            let name = format!("{name}-{part}");
            let mut boxes = self
                .controls
                .iter_mut()
                .filter(|control| control.name == name);
            let found = boxes.next().unwrap_or_else(|| panic!("no box {name:?}"));
            found.value = Some(value.to_owned());
        }
        self
    }

    /// The names of its fields that begin so: questions of which there are as many as there are rows.
    pub fn names_with(&self, begins: &str) -> Vec<String> {
        let named = self.controls.iter().map(|control| control.name.clone());
        named.filter(|name| name.starts_with(begins)).collect()
    }

    /// What is in a field that no label names.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        let found = self.controls.iter().find(|control| control.name == name);
        found.and_then(|control| control.value.as_deref())
    }

    /// Sends it.
    pub fn is_sent(&self) -> Page<'b, 'h> {
        let fields: Vec<(&str, &str)> = self
            .controls
            .iter()
            .filter_map(|control| Some((control.name.as_str(), control.value.as_deref()?)))
            .collect();
        self.browser.posts(&self.action, &fields)
    }
}
