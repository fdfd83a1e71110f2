//! From a fixture's options to our component.

use kith::web::components::*;

use super::options::Options;

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

fn words(o: &Options<'_>) -> Content {
    o.content().unwrap_or_else(|| "".into())
}

fn decorate<C: Decorate>(mut component: C, o: &Options<'_>) -> C {
    if let Some(classes) = o.text("classes") {
        component = component.class(classes);
    }
    for (name, value) in o.attributes() {
        component = component.attribute(name, value);
    }
    component
}

/// Applies an option where it is given.
fn with<C, T>(component: C, option: Option<T>, apply: impl FnOnce(C, T) -> C) -> C {
    match option {
        Some(value) => apply(component, value),
        None => component,
    }
}

/// Applies a builder where a flag is set.
fn when<C>(component: C, flag: Option<bool>, apply: impl FnOnce(C) -> C) -> C {
    if flag == Some(true) {
        apply(component)
    } else {
        component
    }
}

fn caption(o: &Options<'_>) -> Caption {
    let caption = decorate(Caption::new(words(o)), o);
    when(caption, o.flag("isPageHeading"), Caption::heading)
}

fn hint(o: &Options<'_>) -> Hint {
    with(decorate(Hint::new(words(o)), o), o.text("id"), Hint::id)
}

fn error_message(o: &Options<'_>) -> ErrorMessage {
    let message = decorate(ErrorMessage::new(words(o)), o);
    with(message, o.text("id"), ErrorMessage::id)
}

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

fn back_link(o: &Options<'_>) -> String {
    let href = o.text("href").filter(|href| !href.is_empty());
    let link = BackLink::new(href.unwrap_or_else(|| "#".to_owned()));
    let words = o.content();
    let words = words.filter(|words| !words.to_string().is_empty());
    decorate(with(link, words, BackLink::words), o).to_string()
}

fn breadcrumbs(o: &Options<'_>) -> String {
    let mut trail = Breadcrumbs::new();
    for item in o.list("items") {
        trail = match item.text("href") {
            Some(href) => trail.link(words(&item), href),
            None => trail.current(words(&item)),
        };
    }
    let trail = when(
        trail,
        o.flag("collapseOnMobile"),
        Breadcrumbs::collapse_on_mobile,
    );
    decorate(trail, o).to_string()
}

fn button(o: &Options<'_>) -> String {
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

fn textarea(o: &Options<'_>) -> String {
    let mut area = control(Textarea::new(name(o), label_of(o)), o);
    area = with(area, o.text("value"), Textarea::value);
    area = with(area, rows(o), Textarea::rows);
    area = with(area, o.fixed("autocomplete"), Textarea::autocomplete);
    with(area, o.flag("spellcheck"), Textarea::spellcheck).to_string()
}

fn rows(o: &Options<'_>) -> Option<u8> {
    o.number("rows").and_then(|rows| u8::try_from(rows).ok())
}

fn character_count(o: &Options<'_>) -> String {
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

fn checkboxes(o: &Options<'_>) -> String {
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

fn radios(o: &Options<'_>) -> String {
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

fn select(o: &Options<'_>) -> String {
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

fn date_input(o: &Options<'_>) -> String {
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

fn details(o: &Options<'_>) -> String {
    let summary = o
        .content_as("summaryText", "summaryHtml")
        .unwrap_or_else(|| "".into());
    let mut details = Details::new(summary, words(o));
    details = with(details, o.text("id"), Details::id);
    decorate(when(details, o.flag("open"), Details::open), o).to_string()
}

fn error_summary(o: &Options<'_>) -> String {
    let mut summary = ErrorSummary::new();
    summary = with(
        summary,
        o.content_as("titleText", "titleHtml"),
        ErrorSummary::title,
    );
    let description = o.content_as("descriptionText", "descriptionHtml");
    summary = with(summary, description, ErrorSummary::description);
    summary = with(
        summary,
        o.flag("disableAutoFocus"),
        ErrorSummary::disable_auto_focus,
    );
    for item in o.list("errorList") {
        summary = match item.text("href") {
            Some(href) => summary.link(words(&item), href),
            None => summary.words(words(&item)),
        };
    }
    decorate(summary, o).to_string()
}

fn fieldset(o: &Options<'_>) -> String {
    let legend = o
        .within("legend")
        .map_or_else(|| Caption::new(""), |o| caption(&o));
    let mut group = Fieldset::new(legend);
    group = with(group, o.content_as("text", "html"), Fieldset::content);
    group = with(group, o.text("describedBy"), Fieldset::described_by);
    group = with(group, o.fixed("role"), Fieldset::role);
    decorate(group, o).to_string()
}

fn file_upload(o: &Options<'_>) -> String {
    let mut upload = control(FileUpload::new(name(o), label_of(o)), o);
    upload = when(upload, o.flag("javascript"), FileUpload::drop_zone);
    upload = when(upload, o.flag("multiple"), FileUpload::multiple);
    when(upload, o.flag("disabled"), FileUpload::disabled).to_string()
}

fn input(o: &Options<'_>) -> String {
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

fn inset_text(o: &Options<'_>) -> String {
    let inset = with(InsetText::new(words(o)), o.text("id"), InsetText::id);
    decorate(inset, o).to_string()
}

fn label(o: &Options<'_>) -> String {
    with(Label::new(caption(o)), o.text("for"), Label::of).to_string()
}

fn notification_banner(o: &Options<'_>) -> String {
    let content = words(o);
    let mut banner = match o.text("type").as_deref() {
        Some("success") => NotificationBanner::success(content),
        _ => NotificationBanner::important(content),
    };
    banner = with(
        banner,
        o.content_as("titleText", "titleHtml"),
        NotificationBanner::title,
    );
    banner = with(banner, o.text("titleId"), NotificationBanner::title_id);
    banner = with(banner, o.fixed("role"), NotificationBanner::role);
    let focus = o.flag("disableAutoFocus");
    decorate(
        with(banner, focus, NotificationBanner::disable_auto_focus),
        o,
    )
    .to_string()
}

fn pagination(o: &Options<'_>) -> String {
    let mut pages = Pagination::new();
    if let Some(link) = o.within("previous") {
        let href = link.text("href").unwrap_or_default();
        pages = pages.previous_as(href, link.content(), link.text("labelText"));
    }
    if let Some(link) = o.within("next") {
        let href = link.text("href").unwrap_or_default();
        pages = pages.next_as(href, link.content(), link.text("labelText"));
    }
    decorate(
        with(pages, o.text("landmarkLabel"), Pagination::landmark),
        o,
    )
    .to_string()
}

fn panel(o: &Options<'_>) -> String {
    let title = o
        .content_as("titleText", "titleHtml")
        .unwrap_or_else(|| "".into());
    let mut panel = match o.text("classes").as_deref() {
        Some("govuk-panel--interruption") => Panel::interruption(title),
        _ => decorate(Panel::confirmation(title), o),
    };
    panel = with(panel, o.content(), Panel::content);
    let actions = o.within("actions").map(|o| o.list("items"));
    for item in actions.into_iter().flatten() {
        let words = item.text("text").unwrap_or_default();
        panel = match (item.text("href"), item.text("type").as_deref()) {
            (Some(href), Some("button")) => panel.action(Button::link(words, href)),
            (Some(href), _) => panel.link(words, href),
            (None, Some("submit")) => panel.action(decorate(Button::new(words), &item)),
            (None, _) => panel.action(decorate(Button::plain(words), &item)),
        };
    }
    panel.to_string()
}

fn password_input(o: &Options<'_>) -> String {
    let password = control(PasswordInput::new(name(o), label_of(o)), o);
    let fresh = o.text("autocomplete").as_deref() == Some("new-password");
    when(password, Some(fresh), PasswordInput::fresh).to_string()
}

fn phase_banner(o: &Options<'_>) -> String {
    let tag = o.within("tag").map_or_else(|| "".into(), |tag| words(&tag));
    decorate(PhaseBanner::new(tag, words(o)), o).to_string()
}

fn service_navigation(o: &Options<'_>) -> String {
    let mut navigation = ServiceNavigation::new();
    for item in o.list("navigation") {
        let here = match (item.flag("current"), item.flag("active")) {
            (Some(true), _) => Here::Page,
            (_, Some(true)) => Here::Within,
            _ => Here::No,
        };
        let place = match item.text("href") {
            Some(href) => NavigationItem::new(words(&item), href),
            None => NavigationItem::text(words(&item)),
        };
        navigation = navigation.item(place.here(here));
    }
    if let Some(service) = o.text("serviceName") {
        navigation = navigation.service(service, o.text("serviceUrl"));
    }
    let collapse = o.flag("collapseNavigationOnMobile");
    decorate(with(navigation, collapse, ServiceNavigation::collapse), o).to_string()
}

fn skip_link(o: &Options<'_>) -> String {
    let href = o.text("href").unwrap_or_else(|| "#content".to_owned());
    decorate(SkipLink::new(words(o), href), o).to_string()
}

fn action(o: &Options<'_>) -> Action {
    let link = Action::new(words(o), o.text("href").unwrap_or_default());
    decorate(with(link, o.text("visuallyHiddenText"), Action::about), o)
}

fn actions(o: &Options<'_>) -> Vec<Action> {
    let actions = o.within("actions");
    actions
        .iter()
        .flat_map(|o| o.list("items"))
        .map(|o| action(&o))
        .collect()
}

fn summary_list(o: &Options<'_>) -> String {
    let mut list = SummaryList::new();
    if let Some(card) = o.within("card") {
        let title = card
            .within("title")
            .map_or_else(|| "".into(), |title| words(&title));
        list = SummaryList::card(title);
        list = with(list, card.text("classes"), SummaryList::card_class);
        let level = card
            .within("title")
            .and_then(|title| title.number("headingLevel"));
        list = with(
            list,
            level.and_then(|level| u8::try_from(level).ok()),
            SummaryList::card_level,
        );
        list = actions(&card)
            .into_iter()
            .fold(list, SummaryList::card_action);
    }
    for row in o.list("rows") {
        let part = |key| {
            row.within(key)
                .map_or_else(|| "".into(), |part| words(&part))
        };
        let fact = decorate(Fact::new(part("key"), part("value")), &row);
        list = list.fact(actions(&row).into_iter().fold(fact, Fact::action));
    }
    decorate(list, o).to_string()
}

fn warning_text(o: &Options<'_>) -> String {
    let icon = o.text("iconFallbackText");
    let icon = icon.filter(|words| !words.is_empty());
    let warning = with(WarningText::new(words(o)), icon, WarningText::icon_words);
    decorate(warning, o).to_string()
}

fn cell(o: &Options<'_>) -> Cell {
    let mut cell = match o.text("format").as_deref() {
        Some("numeric") => Cell::number(words(o)),
        _ => Cell::new(words(o)),
    };
    let small = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
    cell = with(cell, small(o.number("colspan")), Cell::columns);
    decorate(with(cell, small(o.number("rowspan")), Cell::rows), o)
}

fn table(o: &Options<'_>) -> String {
    let mut table = with(Table::new(), o.text("caption"), Table::caption);
    table = with(table, o.text("captionClasses"), Table::caption_class);
    table = table.head(o.list("head").iter().map(cell));
    for row in o.list("rows") {
        table = table.row(row.cells().iter().map(cell));
    }
    decorate(
        when(table, o.flag("firstCellIsHeader"), Table::first_is_header),
        o,
    )
    .to_string()
}

fn task_list(o: &Options<'_>) -> String {
    let mut list = with(TaskList::new(), o.text("idPrefix"), TaskList::id_prefix);
    for item in o.list("items") {
        let title = item.within("title");
        let words_of = |part: &Option<Options<'_>>| part.as_ref().map_or_else(|| "".into(), words);
        let status = item.within("status");
        let tag = status.as_ref().and_then(|status| status.within("tag"));
        let state = match &tag {
            Some(tag) => Content::of(decorate(Tag::new(words(tag)), tag)),
            None => words_of(&status),
        };
        let mut task = match item.text("href") {
            Some(href) => Task::new(words_of(&title), href, state),
            None => Task::waiting(words_of(&title), state),
        };
        task = with(task, item.within("hint"), |task, hint| {
            task.hint(words(&hint))
        });
        task = with(
            task,
            status.and_then(|o| o.text("classes")),
            Task::status_class,
        );
        task = with(
            task,
            title.and_then(|o| o.text("classes")),
            Task::title_class,
        );
        list = list.task(decorate(task, &item));
    }
    decorate(list, o).to_string()
}
