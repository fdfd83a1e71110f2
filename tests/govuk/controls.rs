//! From a fixture's options to our form controls.

use kith::web::components::*;

use super::options::Options;
use super::render::{caption, decorate, error_message, hint, when, with, words};

/// The label of a control.
fn label_of(o: &Options<'_>) -> Caption {
    o.within("label")
        .map_or_else(|| Caption::new(""), |label| caption(&label))
}

/// The legend of a group, where it has one.
fn legend_of(o: &Options<'_>) -> Option<Caption> {
    let fieldset = o.within("fieldset")?;
    fieldset.within("legend").map(|legend| caption(&legend))
}

fn control<C: Control + Decorate>(control: C, o: &Options<'_>) -> C {
    let mut control = decorate(control, o);
    control = with(control, o.text("id"), C::id);
    control = with(control, o.within("hint"), |control, o| {
        control.hint(hint(&o))
    });
    let error = o.within("errorMessage").map(|o| error_message(&o));
    control = control.error(error);
    control = with(control, o.text("describedBy"), C::described_by);
    let fieldset = o.within("fieldset");
    control = with(
        control,
        fieldset.and_then(|o| o.text("describedBy")),
        C::described_by,
    );
    if let Some(group) = o.within("formGroup") {
        control = with(control, group.text("classes"), C::group_class);
    }
    control
}

fn name(o: &Options<'_>) -> String {
    o.text("name").unwrap_or_default()
}

pub fn button(o: &Options<'_>) -> String {
    let words = words(o);
    let mut button = match (o.text("href"), o.text("type").as_deref()) {
        (Some(href), _) => Button::link(words, href),
        (None, Some("button")) => Button::plain(words),
        (None, _) => Button::new(words),
    };
    button = when(button, o.flag("isStartButton"), Button::start);
    button = when(button, o.flag("disabled"), Button::disabled);
    button = with(button, o.text("id"), Button::id);
    button = with(
        button,
        o.flag("preventDoubleClick"),
        Button::prevent_double_click,
    );
    button = match (o.text("name"), o.text("value")) {
        (Some(name), Some(value)) => button.sends(name, value),
        (Some(name), None) => button.named(name),
        _ => button,
    };
    decorate(button, o).to_string()
}

pub fn textarea(o: &Options<'_>) -> String {
    let mut area = control(Textarea::new(name(o), label_of(o)), o);
    area = with(area, o.text("value"), Textarea::value);
    area = with(area, rows(o), Textarea::rows);
    area = with(area, o.fixed("autocomplete"), Textarea::autocomplete);
    with(area, o.flag("spellcheck"), Textarea::spellcheck).to_string()
}

fn rows(o: &Options<'_>) -> Option<u8> {
    o.number("rows").and_then(|rows| u8::try_from(rows).ok())
}

pub fn character_count(o: &Options<'_>) -> String {
    let limit = o.number("maxlength").unwrap_or_default();
    let mut count = control(CharacterCount::new(name(o), label_of(o), limit), o);
    count = with(count, o.text("value"), CharacterCount::value);
    count = with(count, rows(o), CharacterCount::rows);
    count = with(count, o.flag("spellcheck"), CharacterCount::spellcheck);
    let threshold = o
        .number("threshold")
        .and_then(|percent| u8::try_from(percent).ok());
    with(count, threshold, CharacterCount::threshold).to_string()
}

fn choice(o: &Options<'_>) -> Choice {
    let value = o.text("value").unwrap_or_default();
    let mut choice = decorate(Choice::new(value, words(o)), o);
    choice = with(choice, o.within("hint"), |choice, o| choice.hint(hint(&o)));
    choice = with(choice, o.text("id"), Choice::id);
    choice = with(choice, o.text("name"), Choice::name);
    choice = with(choice, o.flag("checked"), Choice::checked);
    choice = when(choice, o.flag("disabled"), Choice::disabled);
    choice = when(
        choice,
        Some(o.text("behaviour").as_deref() == Some("exclusive")),
        Choice::exclusive,
    );
    let reveals = o.within("conditional").and_then(|o| o.content());
    with(choice, reveals, Choice::reveals)
}

pub fn checkboxes(o: &Options<'_>) -> String {
    let mut group = match legend_of(o) {
        Some(legend) => Checkboxes::new(name(o), legend),
        None => Checkboxes::bare(name(o)),
    };
    group = with(control(group, o), o.text("idPrefix"), Checkboxes::id);
    group = group.values(o.words("values"));
    for item in o.list("items") {
        group = match item.text("divider") {
            Some(words) => group.divider(words),
            None => group.choice(choice(&item)),
        };
    }
    group.to_string()
}

pub fn radios(o: &Options<'_>) -> String {
    let mut group = match legend_of(o) {
        Some(legend) => Radios::new(name(o), legend),
        None => Radios::bare(name(o)),
    };
    group = with(control(group, o), o.text("idPrefix"), Radios::id);
    group = with(group, o.text("value"), Radios::value);
    for item in o.list("items") {
        group = match item.text("divider") {
            Some(words) => group.divider(words),
            None => group.choice(choice(&item)),
        };
    }
    group.to_string()
}

pub fn select(o: &Options<'_>) -> String {
    let mut select = control(Select::new(name(o), label_of(o)), o);
    select = with(select, o.text("value"), Select::value);
    for item in o.list("items") {
        let words = item.text("text").unwrap_or_default();
        let value = item.text("value").unwrap_or_default();
        if item.flag("selected") == Some(true) {
            select = select.value(&value);
        }
        select = match item.flag("disabled") {
            Some(true) => select.disabled_option(value, words),
            _ => select.option(value, words),
        };
    }
    select.to_string()
}

pub fn date_input(o: &Options<'_>) -> String {
    let id = o.text("id").unwrap_or_default();
    let prefix = o.text("namePrefix");
    let name = prefix.as_ref().unwrap_or(&id);
    let mut date = match legend_of(o) {
        Some(legend) => DateInput::new(name, legend),
        None => DateInput::bare(name),
    };
    date = when(date, Some(prefix.is_none()), DateInput::without_prefix);
    let mut values = [const { String::new() }; 3];
    let mut given = false;
    for (part, key) in ["day", "month", "year"].into_iter().enumerate() {
        if let Some(of) = o.within(key) {
            if of.flag("error") == Some(true) {
                date = date.wrong(part);
            }
            if let Some(value) = of.text("value") {
                values[part] = value;
                given = true;
            }
        }
        let sent = prefix
            .as_ref()
            .map_or_else(|| key.to_owned(), |prefix| format!("{prefix}-{key}"));
        if let Some(value) = o.within("values").and_then(|all| all.text(&sent)) {
            values[part] = value;
            given = true;
        }
    }
    let [day, month, year] = values;
    date = when(date, Some(given), |date| date.value(day, month, year));
    control(date, o).to_string()
}

pub fn fieldset(o: &Options<'_>) -> String {
    let legend = o
        .within("legend")
        .map_or_else(|| Caption::new(""), |o| caption(&o));
    let mut group = Fieldset::new(legend);
    group = with(group, o.content_as("text", "html"), Fieldset::content);
    group = with(group, o.text("describedBy"), Fieldset::described_by);
    group = with(group, o.fixed("role"), Fieldset::role);
    decorate(group, o).to_string()
}

pub fn file_upload(o: &Options<'_>) -> String {
    let mut upload = control(FileUpload::new(name(o), label_of(o)), o);
    upload = when(upload, o.flag("multiple"), FileUpload::multiple);
    when(upload, o.flag("disabled"), FileUpload::disabled).to_string()
}

pub fn input(o: &Options<'_>) -> String {
    let mut input = control(Input::new(name(o), label_of(o)), o);
    input = with(input, o.text("value"), Input::value);
    input = with(input, o.fixed("type"), Input::kind);
    input = with(input, o.fixed("autocomplete"), Input::autocomplete);
    input = with(input, o.fixed("autocapitalize"), Input::autocapitalize);
    input = with(input, o.fixed("inputmode"), Input::inputmode);
    input = with(input, o.fixed("pattern"), Input::pattern);
    input = with(input, o.flag("spellcheck"), Input::spellcheck);
    input = when(input, o.flag("disabled"), Input::disabled);
    input = with(
        input,
        o.within("prefix").and_then(|o| o.content()),
        Input::prefix,
    );
    with(
        input,
        o.within("suffix").and_then(|o| o.content()),
        Input::suffix,
    )
    .to_string()
}

pub fn label(o: &Options<'_>) -> String {
    with(Label::new(caption(o)), o.text("for"), Label::of).to_string()
}

pub fn password_input(o: &Options<'_>) -> String {
    let password = control(PasswordInput::new(name(o), label_of(o)), o);
    let fresh = o.text("autocomplete").as_deref() == Some("new-password");
    when(password, Some(fresh), PasswordInput::fresh).to_string()
}
