//! Routes of `access`.

use actix_web::http::Method;
use law::access::act;

use crate::{access, http::Routes};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .page::<act::OpenAbout, _, _>(Method::GET, "/accessibility", access::pages::accessibility)
        .page::<act::OpenAbout, _, _>(Method::GET, "/privacy", access::pages::privacy)
        .page::<act::OpenAbout, _, _>(Method::GET, "/help", access::pages::help)
        .page::<act::OpenHome, _, _>(Method::GET, "/", access::pages::home)
        .page::<act::OpenSignIn, _, _>(Method::GET, "/sign-in", access::pages::sign_in_page)
        .page::<act::SignIn, _, _>(Method::POST, "/sign-in", access::pages::sign_in)
        .page::<act::SignOut, _, _>(Method::POST, "/sign-out", access::pages::sign_out)
        .page::<act::SignOut, _, _>(
            Method::POST,
            "/sign-out/everywhere",
            access::pages::sign_out_everywhere,
        )
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
