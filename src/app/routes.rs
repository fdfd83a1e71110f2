//! Every route of the house, capability by capability.

use actix_web::http::Method;
use law::access::act;

use crate::{access, http::Routes, orders, people, resources};

/// Every route of the house.
pub fn routes() -> Routes {
    resources_pages(resources_api(orders_routes(people_routes(access_routes(
        Routes::new(),
    )))))
}

fn orders_routes(routes: Routes) -> Routes {
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
        .api::<_, act::EnterOrder, _, _>(http::__path_enter, http::enter)
        .api::<_, act::ShowOrders, _, _>(http::__path_show, http::show)
        .api::<_, act::EnterOrder, _, _>(http::__path_add_rule, http::add_rule)
        .api::<_, act::EnterOrder, _, _>(http::__path_remove_rule, http::remove_rule)
        .api::<_, act::EnterOrder, _, _>(http::__path_add_scan, http::add_scan)
        .api::<_, act::DownloadOrder, _, _>(http::__path_download, http::download)
        .api::<_, act::CheckOrder, _, _>(http::__path_check, http::check)
        .api::<_, act::DischargeOrder, _, _>(http::__path_discharge, http::discharge)
}

fn people_routes(routes: Routes) -> Routes {
    use people::{http, pages};
    routes
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
        .page::<act::RelatePeople, _, _>(
            Method::GET,
            "/people/{id}/relatives/new",
            pages::new_relative,
        )
        .page::<act::RelatePeople, _, _>(Method::POST, "/people/{id}/relatives", pages::relate)
        .page::<act::PlaceChild, _, _>(
            Method::GET,
            "/people/{id}/placements/new",
            pages::new_placement,
        )
        .page::<act::PlaceChild, _, _>(Method::POST, "/people/{id}/placements", pages::place_child)
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
        .api::<_, act::RelatePeople, _, _>(http::__path_relate, http::relate)
        .api::<_, act::PlaceChild, _, _>(http::__path_place, http::place)
        .api::<_, act::ListHouseholds, _, _>(http::__path_list_households, http::list_households)
        .api::<_, act::AddHousehold, _, _>(http::__path_add_household, http::add_household)
}

fn resources_pages(routes: Routes) -> Routes {
    provider_pages(supply_pages(venue_pages(routes)))
}

fn venue_pages(routes: Routes) -> Routes {
    use resources::pages;
    routes
        .page::<act::ListVenues, _, _>(Method::GET, "/venues", pages::venues)
        .page::<act::OpenNewResource, _, _>(Method::GET, "/venues/new", pages::new_venue)
        .page::<act::KeepVenues, _, _>(Method::POST, "/venues", pages::add_venue)
        .page::<act::ShowVenue, _, _>(Method::GET, "/venues/{id}", pages::show_venue)
        .page::<act::KeepVenues, _, _>(Method::GET, "/venues/{id}/edit", pages::venue_form)
        .page::<act::KeepVenues, _, _>(Method::POST, "/venues/{id}/edit", pages::edit_venue)
        .page::<act::KeepVenues, _, _>(Method::GET, "/venues/{id}/rooms/new", pages::new_room)
        .page::<act::KeepVenues, _, _>(Method::POST, "/venues/{id}/rooms", pages::add_room)
        .page::<act::KeepVenues, _, _>(Method::GET, "/rooms/{id}/edit", pages::room_form)
        .page::<act::KeepVenues, _, _>(Method::POST, "/rooms/{id}/edit", pages::edit_room)
        .page::<act::CloseVenue, _, _>(Method::GET, "/venues/{id}/closures/new", pages::new_closure)
        .page::<act::CloseVenue, _, _>(Method::POST, "/venues/{id}/closures", pages::close_venue)
        .page::<act::CloseVenue, _, _>(Method::POST, "/closures/{id}/end", pages::end_closure)
}

fn supply_pages(routes: Routes) -> Routes {
    use resources::pages;
    routes
        .page::<act::ListSupervisors, _, _>(Method::GET, "/supervisors", pages::supervisors)
        .page::<act::KeepSupervisors, _, _>(Method::GET, "/supervisors/new", pages::new_supervisor)
        .page::<act::KeepSupervisors, _, _>(Method::POST, "/supervisors", pages::add_supervisor)
        .page::<act::ShowSupervisor, _, _>(Method::GET, "/supervisors/{id}", pages::show_supervisor)
        .page::<act::KeepSupervisors, _, _>(
            Method::GET,
            "/supervisors/{id}/edit",
            pages::supervisor_form,
        )
        .page::<act::KeepSupervisors, _, _>(
            Method::POST,
            "/supervisors/{id}/edit",
            pages::edit_supervisor,
        )
        .page::<act::RecordAbsence, _, _>(
            Method::GET,
            "/supervisors/{id}/absences/new",
            pages::new_absence,
        )
        .page::<act::RecordAbsence, _, _>(
            Method::POST,
            "/supervisors/{id}/absences",
            pages::record_absence,
        )
        .page::<act::RecordAbsence, _, _>(Method::POST, "/absences/{id}/end", pages::end_absence)
        .page::<act::ShowOwnAvailability, _, _>(
            Method::GET,
            "/availability",
            pages::own_availability,
        )
        .page::<act::RecordOwnAbsence, _, _>(
            Method::GET,
            "/availability/sickness",
            pages::new_sickness,
        )
        .page::<act::RecordOwnAbsence, _, _>(
            Method::POST,
            "/availability/sickness",
            pages::record_own_sickness,
        )
}

fn provider_pages(routes: Routes) -> Routes {
    use resources::pages;
    routes
        .page::<act::ListProviders, _, _>(Method::GET, "/providers", pages::providers)
        .page::<act::OpenNewResource, _, _>(Method::GET, "/providers/new", pages::new_provider)
        .page::<act::KeepProviders, _, _>(Method::POST, "/providers", pages::add_provider)
        .page::<act::ShowProvider, _, _>(Method::GET, "/providers/{id}", pages::show_provider)
        .page::<act::KeepProviders, _, _>(Method::GET, "/providers/{id}/edit", pages::provider_form)
        .page::<act::KeepProviders, _, _>(
            Method::POST,
            "/providers/{id}/edit",
            pages::edit_provider,
        )
        .page::<act::ShowBankHolidays, _, _>(Method::GET, "/bank-holidays", pages::bank_holidays)
        .page::<act::ReplaceBankHolidays, _, _>(
            Method::GET,
            "/bank-holidays/edit",
            pages::holiday_form,
        )
        .page::<act::ReplaceBankHolidays, _, _>(
            Method::POST,
            "/bank-holidays",
            pages::replace_bank_holidays,
        )
}

fn resources_api(routes: Routes) -> Routes {
    use resources::http;
    routes
        .api::<_, act::ListVenues, _, _>(http::__path_list_venues, http::list_venues)
        .api::<_, act::KeepVenues, _, _>(http::__path_add_venue, http::add_venue)
        .api::<_, act::ShowVenue, _, _>(http::__path_show_venue, http::show_venue)
        .api::<_, act::KeepVenues, _, _>(http::__path_edit_venue, http::edit_venue)
        .api::<_, act::KeepVenues, _, _>(http::__path_add_room, http::add_room)
        .api::<_, act::KeepVenues, _, _>(http::__path_edit_room, http::edit_room)
        .api::<_, act::CloseVenue, _, _>(http::__path_close_venue, http::close_venue)
        .api::<_, act::CloseVenue, _, _>(http::__path_end_closure, http::end_closure)
        .api::<_, act::ListSupervisors, _, _>(http::__path_list_supervisors, http::list_supervisors)
        .api::<_, act::KeepSupervisors, _, _>(http::__path_add_supervisor, http::add_supervisor)
        .api::<_, act::ShowSupervisor, _, _>(http::__path_show_supervisor, http::show_supervisor)
        .api::<_, act::KeepSupervisors, _, _>(http::__path_edit_supervisor, http::edit_supervisor)
        .api::<_, act::RecordAbsence, _, _>(http::__path_record_absence, http::record_absence)
        .api::<_, act::RecordAbsence, _, _>(http::__path_end_absence, http::end_absence)
        .api::<_, act::ShowOwnAvailability, _, _>(
            http::__path_show_own_availability,
            http::show_own_availability,
        )
        .api::<_, act::RecordOwnAbsence, _, _>(
            http::__path_record_own_sickness,
            http::record_own_sickness,
        )
        .api::<_, act::ListProviders, _, _>(http::__path_list_providers, http::list_providers)
        .api::<_, act::KeepProviders, _, _>(http::__path_add_provider, http::add_provider)
        .api::<_, act::ShowProvider, _, _>(http::__path_show_provider, http::show_provider)
        .api::<_, act::KeepProviders, _, _>(http::__path_edit_provider, http::edit_provider)
        .api::<_, act::ShowBankHolidays, _, _>(
            http::__path_show_bank_holidays,
            http::show_bank_holidays,
        )
        .api::<_, act::ReplaceBankHolidays, _, _>(
            http::__path_replace_bank_holidays,
            http::replace_bank_holidays,
        )
}

fn access_routes(routes: Routes) -> Routes {
    routes
        .page::<act::OpenAbout, _, _>(Method::GET, "/accessibility", access::pages::accessibility)
        .page::<act::OpenAbout, _, _>(Method::GET, "/privacy", access::pages::privacy)
        .page::<act::OpenAbout, _, _>(Method::GET, "/help", access::pages::help)
        .page::<act::OpenHome, _, _>(Method::GET, "/", access::pages::home)
        .page::<act::OpenSignIn, _, _>(Method::GET, "/sign-in", access::pages::sign_in_page)
        .page::<act::SignIn, _, _>(Method::POST, "/sign-in", access::pages::sign_in)
        .page::<act::SignOut, _, _>(Method::POST, "/sign-out", access::pages::sign_out)
        .page::<act::StaySignedIn, _, _>(Method::GET, "/session", access::pages::stay_signed_in)
        .api::<_, act::SignIn, _, _>(
            access::http::__path_begin_tokens,
            access::http::begin_tokens,
        )
        .api::<_, act::RefreshTokens, _, _>(
            access::http::__path_refresh_tokens,
            access::http::refresh_tokens,
        )
        .api::<_, act::SignOut, _, _>(access::http::__path_sign_out, access::http::sign_out)
}
