//! From a fixture's options to what we show.

use kith::web::components::*;

use super::options::Options;
use super::render::{decorate, when, with, words};

pub fn back_link(o: &Options<'_>) -> String {
    let href = o.text("href").filter(|href| !href.is_empty());
    let link = BackLink::new(href.unwrap_or_else(|| "#".to_owned()));
    let words = o.content();
    let words = words.filter(|words| !words.to_string().is_empty());
    decorate(with(link, words, BackLink::words), o).to_string()
}

pub fn breadcrumbs(o: &Options<'_>) -> String {
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

pub fn details(o: &Options<'_>) -> String {
    let summary = o
        .content_as("summaryText", "summaryHtml")
        .unwrap_or_else(|| "".into());
    let mut details = Details::new(summary, words(o));
    details = with(details, o.text("id"), Details::id);
    decorate(when(details, o.flag("open"), Details::open), o).to_string()
}

pub fn error_summary(o: &Options<'_>) -> String {
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

pub fn inset_text(o: &Options<'_>) -> String {
    let inset = with(InsetText::new(words(o)), o.text("id"), InsetText::id);
    decorate(inset, o).to_string()
}

pub fn notification_banner(o: &Options<'_>) -> String {
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

pub fn pagination(o: &Options<'_>) -> String {
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

pub fn panel(o: &Options<'_>) -> String {
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

pub fn phase_banner(o: &Options<'_>) -> String {
    let tag = o.within("tag").map_or_else(|| "".into(), |tag| words(&tag));
    decorate(PhaseBanner::new(tag, words(o)), o).to_string()
}

pub fn service_navigation(o: &Options<'_>) -> String {
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

pub fn skip_link(o: &Options<'_>) -> String {
    let href = o.text("href").unwrap_or_else(|| "#content".to_owned());
    decorate(SkipLink::new(words(o), href), o).to_string()
}

pub fn action(o: &Options<'_>) -> Action {
    let link = Action::new(words(o), o.text("href").unwrap_or_default());
    decorate(with(link, o.text("visuallyHiddenText"), Action::about), o)
}

pub fn actions(o: &Options<'_>) -> Vec<Action> {
    let actions = o.within("actions");
    actions
        .iter()
        .flat_map(|o| o.list("items"))
        .map(|o| action(&o))
        .collect()
}

pub fn summary_list(o: &Options<'_>) -> String {
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

pub fn warning_text(o: &Options<'_>) -> String {
    let icon = o.text("iconFallbackText");
    let icon = icon.filter(|words| !words.is_empty());
    let warning = with(WarningText::new(words(o)), icon, WarningText::icon_words);
    decorate(warning, o).to_string()
}

pub fn cell(o: &Options<'_>) -> Cell {
    let mut cell = match o.text("format").as_deref() {
        Some("numeric") => Cell::number(words(o)),
        _ => Cell::new(words(o)),
    };
    let small = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
    cell = with(cell, small(o.number("colspan")), Cell::columns);
    decorate(with(cell, small(o.number("rowspan")), Cell::rows), o)
}

pub fn table(o: &Options<'_>) -> String {
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

pub fn task_list(o: &Options<'_>) -> String {
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
