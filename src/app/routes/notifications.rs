//! Routes of `notifications`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, notifications};

pub(super) fn routes(routes: Routes) -> Routes {
    use notifications::{http, pages};
    routes
        .page::<act::OpenLink, _, _>(Method::GET, "/n/{link_token}", pages::open)
        .page::<act::AnswerLink, _, _>(Method::POST, "/n/{link_token}", pages::answer)
        .page::<act::OpenJourney, _, _>(Method::GET, "/n/{link_token}/journey", pages::journey)
        .page::<act::ListNotices, _, _>(Method::GET, "/notices", pages::list)
        .page::<act::ListNotices, _, _>(Method::GET, "/notices/calls/{day}", pages::calls)
        .page::<act::RecordTelling, _, _>(Method::GET, "/notices/{id}/telling", pages::telling_form)
        .page::<act::RecordTelling, _, _>(Method::POST, "/notices/{id}/telling", pages::record)
        .page::<act::RecordTelling, _, _>(Method::GET, "/notices/{id}/letter", pages::letter)
        .page::<act::RecordTelling, _, _>(Method::POST, "/notices/{id}/letter", pages::posted)
        .page::<act::RecordTelling, _, _>(Method::POST, "/notices/{id}/again", pages::send_again)
        .page::<act::ShowNotices, _, _>(Method::GET, "/sessions/{id}/notices", pages::of_session)
        .api::<_, act::ShowNotices, _, _>(http::__path_of_session, http::of_session)
        .api::<_, act::ListNotices, _, _>(http::__path_list, http::list)
        .api::<_, act::RecordTelling, _, _>(http::__path_record_telling, http::record_telling)
        .api::<_, act::RecordTelling, _, _>(http::__path_send_again, http::send_again)
}
