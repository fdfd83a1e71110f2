//! Routes of `resources`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, resources};

pub(super) fn routes(routes: Routes) -> Routes {
    api(provider_pages(supply_pages(venue_pages(routes))))
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
        .page::<act::ConfirmAddress, _, _>(
            Method::POST,
            "/providers/{id}/confirm",
            pages::confirm_address,
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

fn api(routes: Routes) -> Routes {
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
        .api::<_, act::ConfirmAddress, _, _>(http::__path_confirm_address, http::confirm_address)
        .api::<_, act::ShowBankHolidays, _, _>(
            http::__path_show_bank_holidays,
            http::show_bank_holidays,
        )
        .api::<_, act::ReplaceBankHolidays, _, _>(
            http::__path_replace_bank_holidays,
            http::replace_bank_holidays,
        )
}
