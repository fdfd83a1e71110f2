//! Routes of `rota`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, rota};

pub(super) fn routes(routes: Routes) -> Routes {
    use rota::{http, pages};
    routes
        .page::<act::ShowRota, _, _>(Method::GET, "/rota", pages::running)
        .page::<act::ShowRota, _, _>(Method::GET, "/rota/{monday}", pages::board)
        .page::<act::PublishRota, _, _>(Method::GET, "/rota/{monday}/publish", pages::publish_form)
        .page::<act::PublishRota, _, _>(Method::POST, "/rota/{monday}/publish", pages::publish)
        .page::<act::ShowRota, _, _>(Method::GET, "/absences/{id}/cover", pages::cover)
        .page::<act::ChangeSession, _, _>(Method::POST, "/absences/{id}/cover", pages::step_in)
        .page::<act::CancelSession, _, _>(Method::POST, "/absences/{id}/cancel", pages::call_off)
        .page::<act::ShowRota, _, _>(Method::GET, "/rota/days/{day}/rooms", pages::room_sheet)
        .page::<act::ShowRota, _, _>(
            Method::GET,
            "/rota/days/{day}/supervisors",
            pages::supervisor_sheet,
        )
        .page::<act::ShowRota, _, _>(Method::GET, "/rota/days/{day}/door", pages::door_sheet)
        .api::<_, act::ShowRota, _, _>(http::__path_show_week, http::show_week)
        .api::<_, act::ShowRota, _, _>(http::__path_cover_absence, http::cover_absence)
        .api::<_, act::PublishRota, _, _>(http::__path_publish_week, http::publish_week)
}
