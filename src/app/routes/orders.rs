//! Routes of `orders`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, orders};

pub(super) fn routes(routes: Routes) -> Routes {
    use orders::{http, pages};
    routes
        .page::<act::ShowOrders, _, _>(Method::GET, "/people/{id}/orders", pages::of_child)
        .page::<act::RecordStatus, _, _>(Method::GET, "/people/{id}/status/new", pages::new_status)
        .page::<act::RecordStatus, _, _>(Method::POST, "/people/{id}/status", pages::record_status)
        .page::<act::EnterOrder, _, _>(Method::GET, "/people/{id}/orders/new", pages::new_order)
        .page::<act::EnterOrder, _, _>(Method::POST, "/people/{id}/orders", pages::enter)
        .page::<act::RefuseContact, _, _>(
            Method::GET,
            "/people/{id}/refusals/new",
            pages::new_refusal,
        )
        .page::<act::RefuseContact, _, _>(Method::POST, "/people/{id}/refusals", pages::refuse)
        .page::<act::RefuseContact, _, _>(Method::GET, "/refusals/{id}/lift", pages::lift_form)
        .page::<act::RefuseContact, _, _>(Method::POST, "/refusals/{id}/lift", pages::lift)
        .page::<act::SendRefusalLetter, _, _>(Method::GET, "/refusal-letters", pages::letters)
        .page::<act::SendRefusalLetter, _, _>(Method::GET, "/refusal-letters/{id}", pages::letter)
        .page::<act::SendRefusalLetter, _, _>(
            Method::POST,
            "/refusal-letters/{id}",
            pages::letter_sent,
        )
        .page::<act::CheckOrder, _, _>(Method::GET, "/orders/to-check", pages::to_check)
        .page::<act::ShowOrders, _, _>(Method::GET, "/orders/{id}", pages::show)
        .page::<act::EnterOrder, _, _>(Method::GET, "/orders/{id}/rules/new", pages::new_rule)
        .page::<act::EnterOrder, _, _>(Method::POST, "/orders/{id}/rules", pages::add_rule)
        .page::<act::EnterOrder, _, _>(
            Method::POST,
            "/orders/{id}/rules/{rule}/remove",
            pages::remove_rule,
        )
        .page::<act::EnterOrder, _, _>(Method::GET, "/orders/{id}/document/new", pages::new_scan)
        .page::<act::EnterOrder, _, _>(Method::POST, "/orders/{id}/document", pages::add_scan)
        .page::<act::DownloadOrder, _, _>(Method::GET, "/orders/{id}/document", pages::download)
        .page::<act::CheckOrder, _, _>(Method::POST, "/orders/{id}/check", pages::check)
        .page::<act::DischargeOrder, _, _>(
            Method::GET,
            "/orders/{id}/discharge",
            pages::discharge_form,
        )
        .page::<act::DischargeOrder, _, _>(Method::POST, "/orders/{id}/discharge", pages::discharge)
        .api::<_, act::ShowOrders, _, _>(http::__path_of_child, http::of_child)
        .api::<_, act::RecordStatus, _, _>(http::__path_record_status, http::record_status)
        .api::<_, act::RefuseContact, _, _>(http::__path_refuse, http::refuse)
        .api::<_, act::RefuseContact, _, _>(http::__path_lift, http::lift)
        .api::<_, act::SendRefusalLetter, _, _>(http::__path_owed_letters, http::owed_letters)
        .api::<_, act::SendRefusalLetter, _, _>(http::__path_show_letter, http::show_letter)
        .api::<_, act::SendRefusalLetter, _, _>(http::__path_send_letter, http::send_letter)
        .api::<_, act::EnterOrder, _, _>(http::__path_enter, http::enter)
        .api::<_, act::ShowOrders, _, _>(http::__path_show, http::show)
        .api::<_, act::EnterOrder, _, _>(http::__path_add_rule, http::add_rule)
        .api::<_, act::EnterOrder, _, _>(http::__path_remove_rule, http::remove_rule)
        .api::<_, act::EnterOrder, _, _>(http::__path_add_scan, http::add_scan)
        .api::<_, act::DownloadOrder, _, _>(http::__path_download, http::download)
        .api::<_, act::CheckOrder, _, _>(http::__path_check, http::check)
        .api::<_, act::DischargeOrder, _, _>(http::__path_discharge, http::discharge)
}
