//! Routes of `people`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, people};

pub(super) fn routes(routes: Routes) -> Routes {
    use people::{http, pages};
    kept_from(family(routes))
        .page::<act::ListPeople, _, _>(Method::GET, "/people", pages::list)
        .page::<act::OpenNewPerson, _, _>(Method::GET, "/people/new", pages::new_person)
        .page::<act::AddPerson, _, _>(Method::POST, "/people", pages::add_person)
        .page::<act::ShowPerson, _, _>(Method::GET, "/people/{id}", pages::show)
        .page::<act::EditPerson, _, _>(Method::GET, "/people/{id}/edit", pages::edit_form)
        .page::<act::EditPerson, _, _>(Method::POST, "/people/{id}/edit", pages::edit_person)
        .page::<act::ShowWhereabouts, _, _>(
            Method::GET,
            "/people/{id}/whereabouts",
            pages::whereabouts,
        )
        .page::<act::EditWhereabouts, _, _>(
            Method::GET,
            "/people/{id}/whereabouts/edit",
            pages::whereabouts_form,
        )
        .page::<act::EditWhereabouts, _, _>(
            Method::POST,
            "/people/{id}/whereabouts/edit",
            pages::edit_whereabouts,
        )
        .page::<act::ListHouseholds, _, _>(Method::GET, "/households", pages::households)
        .page::<act::OpenNewHousehold, _, _>(Method::GET, "/households/new", pages::new_household)
        .page::<act::AddHousehold, _, _>(Method::POST, "/households", pages::add_household)
        .api::<_, act::ListPeople, _, _>(http::__path_list, http::list)
        .api::<_, act::AddPerson, _, _>(http::__path_add, http::add)
        .api::<_, act::ShowPerson, _, _>(http::__path_show, http::show)
        .api::<_, act::EditPerson, _, _>(http::__path_edit, http::edit)
        .api::<_, act::ProtectPerson, _, _>(http::__path_protect, http::protect)
        .api::<_, act::ShowWhereabouts, _, _>(http::__path_whereabouts, http::whereabouts)
        .api::<_, act::EditWhereabouts, _, _>(http::__path_edit_whereabouts, http::edit_whereabouts)
        .api::<_, act::ShowHousehold, _, _>(http::__path_show_household, http::show_household)
        .api::<_, act::ListHouseholds, _, _>(http::__path_list_households, http::list_households)
        .api::<_, act::AddHousehold, _, _>(http::__path_add_household, http::add_household)
}

/// Who must not know of somebody.
fn kept_from(routes: Routes) -> Routes {
    use people::{http, pages};
    routes
        .page::<act::ExcludeWorker, _, _>(Method::GET, "/people/{id}/exclusions", pages::exclusions)
        .page::<act::ExcludeWorker, _, _>(Method::POST, "/people/{id}/exclusions", pages::exclude)
        .page::<act::ExcludeWorker, _, _>(
            Method::POST,
            "/people/{id}/exclusions/end",
            pages::end_exclusion,
        )
        .api::<_, act::ExcludeWorker, _, _>(http::__path_exclusions, http::exclusions)
        .api::<_, act::ExcludeWorker, _, _>(http::__path_exclude, http::exclude)
        .api::<_, act::ExcludeWorker, _, _>(http::__path_end_exclusion, http::end_exclusion)
}

/// Who belongs to a child, and with whom a child lives.
fn family(routes: Routes) -> Routes {
    use people::{http, pages};
    routes
        .page::<act::RelatePeople, _, _>(
            Method::GET,
            "/people/{id}/relatives/new",
            pages::new_relative,
        )
        .page::<act::RelatePeople, _, _>(Method::POST, "/people/{id}/relatives", pages::relate)
        .page::<act::RelatePeople, _, _>(
            Method::GET,
            "/people/{id}/relatives/remove",
            pages::unrelate_form,
        )
        .page::<act::RelatePeople, _, _>(
            Method::POST,
            "/people/{id}/relatives/remove",
            pages::unrelate,
        )
        .page::<act::PlaceChild, _, _>(
            Method::GET,
            "/people/{id}/placements/end",
            pages::end_placement_form,
        )
        .page::<act::PlaceChild, _, _>(
            Method::POST,
            "/people/{id}/placements/end",
            pages::end_placement,
        )
        .page::<act::PlaceChild, _, _>(
            Method::GET,
            "/people/{id}/placements/new",
            pages::new_placement,
        )
        .page::<act::PlaceChild, _, _>(Method::POST, "/people/{id}/placements", pages::place_child)
        .api::<_, act::RelatePeople, _, _>(http::__path_relate, http::relate)
        .api::<_, act::RelatePeople, _, _>(http::__path_unrelate, http::unrelate)
        .api::<_, act::PlaceChild, _, _>(http::__path_place, http::place)
        .api::<_, act::PlaceChild, _, _>(http::__path_end_placement, http::end_placement)
}
