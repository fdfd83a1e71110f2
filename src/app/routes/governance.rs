//! Routes of `governance`.

use actix_web::http::Method;
use law::access::act;

use crate::{
    governance::{http, pages},
    http::Routes,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .page::<act::ListAudit, _, _>(Method::GET, "/audit", pages::day)
        .page::<act::ShowAudit, _, _>(Method::GET, "/people/{id}/audit", pages::trail)
        .api::<_, act::ListAudit, _, _>(http::__path_list, http::list)
        .api::<_, act::ShowAudit, _, _>(http::__path_show, http::show)
}
