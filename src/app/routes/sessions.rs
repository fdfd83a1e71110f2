//! Routes of `sessions`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, sessions};

pub(super) fn routes(routes: Routes) -> Routes {
    api(pages(routes))
}

fn pages(routes: Routes) -> Routes {
    use sessions::pages;
    routes
        .page::<act::BookSession, _, _>(Method::GET, "/sessions/new", pages::new_session)
        .page::<act::BookSession, _, _>(Method::POST, "/sessions", pages::book)
        .page::<act::DecideSession, _, _>(Method::GET, "/sessions/in-question", pages::in_question)
        .page::<act::DecideSession, _, _>(Method::GET, "/sessions/held", pages::held)
        .page::<act::BookSession, _, _>(Method::GET, "/sessions/decided", pages::decided)
        .page::<act::ShowSession, _, _>(Method::GET, "/sessions/{id}", pages::show)
        .page::<act::ChangeSession, _, _>(Method::GET, "/sessions/{id}/change", pages::change_form)
        .page::<act::ChangeSession, _, _>(Method::POST, "/sessions/{id}/change", pages::change)
        .page::<act::CancelSession, _, _>(Method::GET, "/sessions/{id}/cancel", pages::cancel_form)
        .page::<act::CancelSession, _, _>(Method::POST, "/sessions/{id}/cancel", pages::cancel)
        .page::<act::DecideSession, _, _>(Method::GET, "/sessions/{id}/decide", pages::decide_form)
        .page::<act::DecideSession, _, _>(Method::POST, "/sessions/{id}/decide", pages::decide)
        .page::<act::DecideSession, _, _>(Method::GET, "/sessions/{id}/keep", pages::keep_form)
        .page::<act::DecideSession, _, _>(Method::POST, "/sessions/{id}/keep", pages::keep)
        .page::<act::ShowSession, _, _>(Method::GET, "/people/{id}/sessions", pages::of_child)
        .page::<act::ShowSession, _, _>(Method::GET, "/plans/{id}/sessions", pages::of_plan)
        .page::<act::KeepSlots, _, _>(Method::GET, "/plans/{id}/slots", pages::slot_form)
        .page::<act::KeepSlots, _, _>(Method::POST, "/plans/{id}/slots", pages::keep_slots)
        .page::<act::FillWeek, _, _>(Method::GET, "/weeks/{monday}/fill", pages::fill_form)
        .page::<act::FillWeek, _, _>(Method::POST, "/weeks/{monday}/fill", pages::fill_week)
}

fn api(routes: Routes) -> Routes {
    use sessions::http;
    routes
        .api::<_, act::BookSession, _, _>(http::__path_book, http::book)
        .api::<_, act::ShowSession, _, _>(http::__path_show, http::show)
        .api::<_, act::ChangeSession, _, _>(http::__path_change, http::change)
        .api::<_, act::CancelSession, _, _>(http::__path_cancel, http::cancel)
        .api::<_, act::CancelSession, _, _>(http::__path_void, http::void)
        .api::<_, act::DecideSession, _, _>(http::__path_decide, http::decide)
        .api::<_, act::DecideSession, _, _>(http::__path_keep, http::keep)
        .api::<_, act::ShowSession, _, _>(http::__path_of_child, http::of_child)
        .api::<_, act::BookSession, _, _>(http::__path_fits, http::fits)
        .api::<_, act::ShowSession, _, _>(http::__path_show_slots, http::show_slots)
        .api::<_, act::KeepSlots, _, _>(http::__path_keep_slots, http::keep_slots)
        .api::<_, act::FillWeek, _, _>(http::__path_fill_week, http::fill_week)
}
