//! Routes of `observations`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, observations};

pub(super) fn routes(routes: Routes) -> Routes {
    api(pages(routes))
}

fn pages(routes: Routes) -> Routes {
    use observations::pages;
    routes
        .page::<act::ShowToday, _, _>(Method::GET, "/today", pages::today)
        .page::<act::ShowRecord, _, _>(Method::GET, "/records/overdue", pages::overdue)
        .page::<act::ReadBrief, _, _>(Method::GET, "/sessions/{id}/brief", pages::brief)
        .page::<act::ShowJourney, _, _>(Method::GET, "/sessions/{id}/journey", pages::journey)
        .page::<act::RecordSession, _, _>(Method::GET, "/sessions/{id}/record", pages::record)
        .page::<act::RecordSession, _, _>(Method::POST, "/sessions/{id}/record", pages::say)
        .page::<act::RecordSession, _, _>(Method::GET, "/sessions/{id}/say", pages::say_form)
        .page::<act::RecordSession, _, _>(
            Method::GET,
            "/sessions/{id}/write-up",
            pages::write_up_form,
        )
        .page::<act::RecordSession, _, _>(Method::POST, "/sessions/{id}/write-up", pages::write_up)
        .page::<act::SignRecord, _, _>(Method::GET, "/sessions/{id}/sign", pages::sign_form)
        .page::<act::SignRecord, _, _>(Method::POST, "/sessions/{id}/sign", pages::sign)
        .page::<act::ShowRecord, _, _>(
            Method::GET,
            "/sessions/{id}/observation",
            pages::observation,
        )
        .page::<act::ShowRecord, _, _>(
            Method::GET,
            "/sessions/{id}/observation/print",
            pages::print,
        )
        .page::<act::AddAddendum, _, _>(
            Method::GET,
            "/sessions/{id}/addendum",
            pages::addendum_form,
        )
        .page::<act::AddAddendum, _, _>(
            Method::POST,
            "/sessions/{id}/addendum",
            pages::add_addendum,
        )
}

fn api(routes: Routes) -> Routes {
    use observations::http;
    routes
        .api::<_, act::ShowToday, _, _>(http::__path_today, http::today)
        .api::<_, act::ReadBrief, _, _>(http::__path_brief, http::brief)
        .api::<_, act::ShowJourney, _, _>(http::__path_journey, http::journey)
        .api::<_, act::RecordSession, _, _>(http::__path_log, http::log)
        .api::<_, act::RecordSession, _, _>(http::__path_add_entry, http::add_entry)
        .api::<_, act::SignRecord, _, _>(http::__path_sign, http::sign)
        .api::<_, act::ShowRecord, _, _>(http::__path_observation, http::observation)
        .api::<_, act::AddAddendum, _, _>(http::__path_add_addendum, http::add_addendum)
}
