//! From a fixture's options to our component.

use kith::web::components::*;

use super::options::Options;
use super::{controls::*, shown::*};

/// Renders one fixture of a component with our own types.
pub fn render(component: &str, o: &Options<'_>) -> String {
    match component {
        "back-link" => back_link(o),
        "breadcrumbs" => breadcrumbs(o),
        "button" => button(o),
        "character-count" => character_count(o),
        "checkboxes" => checkboxes(o),
        "date-input" => date_input(o),
        "details" => details(o),
        "error-message" => error_message(o).to_string(),
        "error-summary" => error_summary(o),
        "fieldset" => fieldset(o),
        "file-upload" => file_upload(o),
        "hint" => hint(o).to_string(),
        "input" => input(o),
        "inset-text" => inset_text(o),
        "label" => label(o),
        "notification-banner" => notification_banner(o),
        "pagination" => pagination(o),
        "panel" => panel(o),
        "password-input" => password_input(o),
        "phase-banner" => phase_banner(o),
        "radios" => radios(o),
        "select" => select(o),
        "service-navigation" => service_navigation(o),
        "skip-link" => skip_link(o),
        "summary-list" => summary_list(o),
        "table" => table(o),
        "tag" => decorate(Tag::new(words(o)), o).to_string(),
        "task-list" => task_list(o),
        "textarea" => textarea(o),
        "warning-text" => warning_text(o),
        other => panic!("{other} is not ours"),
    }
}

pub fn words(o: &Options<'_>) -> Content {
    o.content().unwrap_or_else(|| "".into())
}

pub fn decorate<C: Decorate>(mut component: C, o: &Options<'_>) -> C {
    if let Some(classes) = o.text("classes") {
        component = component.class(classes);
    }
    for (name, value) in o.attributes() {
        component = component.attribute(name, value);
    }
    component
}

/// Applies an option where it is given.
pub fn with<C, T>(component: C, option: Option<T>, apply: impl FnOnce(C, T) -> C) -> C {
    match option {
        Some(value) => apply(component, value),
        None => component,
    }
}

/// Applies a builder where a flag is set.
pub fn when<C>(component: C, flag: Option<bool>, apply: impl FnOnce(C) -> C) -> C {
    if flag == Some(true) {
        apply(component)
    } else {
        component
    }
}

pub fn caption(o: &Options<'_>) -> Caption {
    let caption = decorate(Caption::new(words(o)), o);
    when(caption, o.flag("isPageHeading"), Caption::heading)
}

pub fn hint(o: &Options<'_>) -> Hint {
    with(decorate(Hint::new(words(o)), o), o.text("id"), Hint::id)
}

pub fn error_message(o: &Options<'_>) -> ErrorMessage {
    let message = decorate(ErrorMessage::new(words(o)), o);
    with(message, o.text("id"), ErrorMessage::id)
}
