//! Routes of `risk`.

use actix_web::http::Method;
use law::access::act;

use crate::{http::Routes, risk};

pub(super) fn routes(routes: Routes) -> Routes {
    api(decisions(writing(lists(routes))))
}

fn lists(routes: Routes) -> Routes {
    use risk::pages;
    routes
        .page::<act::ShowRisk, _, _>(Method::GET, "/people/{id}/risk", pages::of_person)
        .page::<act::ApproveRisk, _, _>(Method::GET, "/risk/to-approve", pages::to_approve)
        .page::<act::SignOffRisk, _, _>(Method::GET, "/risk/to-sign-off", pages::to_sign_off)
        .page::<act::AssessRisk, _, _>(Method::GET, "/risk/due", pages::due)
        .page::<act::AssessRisk, _, _>(Method::GET, "/risk/returned", pages::returned)
        .page::<act::ShowRisk, _, _>(Method::GET, "/risk/{id}", pages::show)
}

fn writing(routes: Routes) -> Routes {
    use risk::pages;
    routes
        .page::<act::AssessRisk, _, _>(Method::GET, "/people/{id}/risk/new", pages::new_risk)
        .page::<act::AssessRisk, _, _>(Method::POST, "/people/{id}/risk", pages::begin)
        .page::<act::AssessRisk, _, _>(Method::GET, "/risk/{id}/hazards/new", pages::new_hazard)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/hazards", pages::put_hazard)
        .page::<act::AssessRisk, _, _>(
            Method::GET,
            "/risk/{id}/hazards/{hazard}",
            pages::hazard_form,
        )
        .page::<act::AssessRisk, _, _>(
            Method::POST,
            "/risk/{id}/hazards/{hazard}/remove",
            pages::remove_hazard,
        )
        .page::<act::AssessRisk, _, _>(Method::GET, "/risk/{id}/controls/new", pages::new_control)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/controls", pages::add_control)
        .page::<act::AssessRisk, _, _>(
            Method::POST,
            "/risk/{id}/controls/remove",
            pages::remove_control,
        )
        .page::<act::AssessRisk, _, _>(Method::GET, "/risk/{id}/decision", pages::decision_form)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/decision", pages::decide)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/submit", pages::submit)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/take-back", pages::take_back)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/withdraw", pages::withdraw)
        .page::<act::AssessRisk, _, _>(Method::POST, "/risk/{id}/copy", pages::copy)
}

fn decisions(routes: Routes) -> Routes {
    use risk::pages;
    routes
        .page::<act::ApproveRisk, _, _>(Method::POST, "/risk/{id}/approve", pages::approve)
        .page::<act::ApproveRisk, _, _>(Method::GET, "/risk/{id}/return", pages::question_form)
        .page::<act::ApproveRisk, _, _>(Method::POST, "/risk/{id}/return", pages::give_back)
        .page::<act::SignOffRisk, _, _>(Method::POST, "/risk/{id}/sign-off", pages::sign_off)
        .page::<act::AcceptRisk, _, _>(Method::POST, "/risk/{id}/accept", pages::accept)
        .page::<act::AcceptRisk, _, _>(
            Method::GET,
            "/risk/{id}/strengthen/new",
            pages::new_strengthening,
        )
        .page::<act::AcceptRisk, _, _>(Method::POST, "/risk/{id}/strengthen", pages::strengthen)
        .page::<act::ContinueRisk, _, _>(Method::GET, "/risk/{id}/continue", pages::continue_form)
        .page::<act::ContinueRisk, _, _>(Method::POST, "/risk/{id}/continue", pages::continue_on)
}

fn api(routes: Routes) -> Routes {
    use risk::http;
    routes
        .api::<_, act::ShowRisk, _, _>(http::__path_of_person, http::of_person)
        .api::<_, act::ShowRisk, _, _>(http::__path_waiting, http::waiting)
        .api::<_, act::AssessRisk, _, _>(http::__path_begin, http::begin)
        .api::<_, act::ShowRisk, _, _>(http::__path_show, http::show)
        .api::<_, act::AssessRisk, _, _>(http::__path_rewrite, http::rewrite)
        .api::<_, act::AssessRisk, _, _>(http::__path_submit, http::submit)
        .api::<_, act::AssessRisk, _, _>(http::__path_take_back, http::take_back)
        .api::<_, act::AssessRisk, _, _>(http::__path_withdraw, http::withdraw)
        .api::<_, act::AssessRisk, _, _>(http::__path_copy, http::copy)
        .api::<_, act::ApproveRisk, _, _>(http::__path_approve, http::approve)
        .api::<_, act::ApproveRisk, _, _>(http::__path_give_back, http::give_back)
        .api::<_, act::SignOffRisk, _, _>(http::__path_sign_off, http::sign_off)
        .api::<_, act::AcceptRisk, _, _>(http::__path_accept, http::accept)
        .api::<_, act::ContinueRisk, _, _>(http::__path_continue_on, http::continue_on)
}
