//! Routes of `settings`.

use actix_web::http::Method;
use law::access::act;

use crate::{
    http::Routes,
    settings::{http, pages},
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .page::<act::ShowSettings, _, _>(Method::GET, "/settings", pages::show)
        .page::<act::ChangeSettings, _, _>(Method::GET, "/settings/edit", pages::form)
        .page::<act::ChangeSettings, _, _>(Method::POST, "/settings/edit", pages::change)
        .api::<_, act::ShowSettings, _, _>(http::__path_show, http::show)
        .api::<_, act::ChangeSettings, _, _>(http::__path_change, http::change)
}
