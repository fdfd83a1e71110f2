//! Routes of `referrals`.

use law::access::act;

use crate::{http::Routes, referrals::http};

pub(super) fn routes(routes: Routes) -> Routes {
    api(routes)
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
