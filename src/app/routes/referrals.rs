//! Routes of `referrals`.

use actix_web::http::Method;
use law::access::act;

use crate::{
    http::Routes,
    referrals::{http, pages},
};

pub(super) fn routes(routes: Routes) -> Routes {
    plans(writing(deciding(api(routes))))
}

fn writing(routes: Routes) -> Routes {
    type Write = act::WriteReferral;
    routes
        .page::<act::ListReferrals, _, _>(Method::GET, "/referrals", pages::list)
        .page::<Write, _, _>(Method::GET, "/referrals/new", pages::new_referral)
        .page::<Write, _, _>(Method::POST, "/referrals", pages::begin)
        .page::<act::DecideReferral, _, _>(Method::GET, "/referrals/calls", pages::calls)
        .page::<act::ShowReferral, _, _>(Method::GET, "/referrals/{id}", pages::show)
        .page::<Write, _, _>(Method::GET, "/referrals/{id}/check", pages::check)
        .page::<Write, _, _>(Method::POST, "/referrals/{id}/send", pages::send)
        .page::<Write, _, _>(Method::GET, "/referrals/{id}/copy", pages::copy_form)
        .page::<Write, _, _>(Method::POST, "/referrals/{id}/copy", pages::copy)
        .page::<Write, _, _>(Method::GET, "/referrals/{id}/reply", pages::reply_form)
        .page::<Write, _, _>(Method::POST, "/referrals/{id}/reply", pages::reply)
        .page::<Write, _, _>(
            Method::GET,
            "/referrals/{id}/withdraw",
            pages::withdraw_form,
        )
        .page::<Write, _, _>(Method::POST, "/referrals/{id}/withdraw", pages::withdraw)
}

fn deciding(routes: Routes) -> Routes {
    type Decide = act::DecideReferral;
    routes
        .page::<Decide, _, _>(Method::GET, "/referrals/{id}/return", pages::return_form)
        .page::<Decide, _, _>(Method::POST, "/referrals/{id}/return", pages::give_back)
        .page::<Decide, _, _>(Method::GET, "/referrals/{id}/decline", pages::decline_form)
        .page::<Decide, _, _>(Method::POST, "/referrals/{id}/decline", pages::decline)
        .page::<Decide, _, _>(Method::GET, "/referrals/{id}/call", pages::call_form)
        .page::<Decide, _, _>(Method::POST, "/referrals/{id}/call", pages::log_call)
        .page::<Decide, _, _>(Method::GET, "/referrals/{id}/accept", pages::accept_form)
        .page::<Decide, _, _>(Method::POST, "/referrals/{id}/accept", pages::accept)
}

fn plans(routes: Routes) -> Routes {
    type Keep = act::KeepPlan;
    routes
        // After the others of a referral: a section is whatever else stands behind its id.
        .page::<act::WriteReferral, _, _>(Method::GET, "/referrals/{id}/{topic}", pages::topic)
        .page::<act::WriteReferral, _, _>(Method::POST, "/referrals/{id}/{topic}", pages::answer)
        .page::<act::ShowPlan, _, _>(Method::GET, "/people/{id}/plans", pages::of_child)
        .page::<act::ShowPlan, _, _>(Method::GET, "/plans/{id}", pages::show_plan)
        .page::<Keep, _, _>(Method::GET, "/plans/{id}/change", pages::change_form)
        .page::<Keep, _, _>(Method::POST, "/plans/{id}/change", pages::change)
        .page::<Keep, _, _>(Method::GET, "/plans/{id}/end", pages::end_form)
        .page::<Keep, _, _>(Method::POST, "/plans/{id}/end", pages::end)
}

fn api(routes: Routes) -> Routes {
    routes
        .api::<_, act::ListReferrals, _, _>(http::__path_list, http::list)
        .api::<_, act::WriteReferral, _, _>(http::__path_begin, http::begin)
        .api::<_, act::ShowReferral, _, _>(http::__path_show, http::show)
        .api::<_, act::WriteReferral, _, _>(http::__path_answer, http::answer)
        .api::<_, act::WriteReferral, _, _>(http::__path_copy, http::copy)
        .api::<_, act::WriteReferral, _, _>(http::__path_send, http::send)
        .api::<_, act::WriteReferral, _, _>(http::__path_reply, http::reply)
        .api::<_, act::WriteReferral, _, _>(http::__path_withdraw, http::withdraw)
        .api::<_, act::DecideReferral, _, _>(http::__path_give_back, http::give_back)
        .api::<_, act::DecideReferral, _, _>(http::__path_log_call, http::log_call)
        .api::<_, act::DecideReferral, _, _>(http::__path_decline, http::decline)
        .api::<_, act::DecideReferral, _, _>(http::__path_accept, http::accept)
        .api::<_, act::ShowPlan, _, _>(http::__path_plans_of_child, http::plans_of_child)
        .api::<_, act::ShowPlan, _, _>(http::__path_show_plan, http::show_plan)
        .api::<_, act::KeepPlan, _, _>(http::__path_change_plan, http::change_plan)
        .api::<_, act::KeepPlan, _, _>(http::__path_end_plan, http::end_plan)
}
