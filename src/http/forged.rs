//! Whether a browser was made to send a request by another site.

use actix_web::{HttpRequest, http::header};
use kernel::refusal::{Kind, Reason, Refused};

use super::{body::text_header, door::Site};

/// A browser says where a request comes from; another site cannot make it lie. Clients that say
/// nothing at all are no browsers and bring no cookies by themselves.
pub(super) fn comes_from_our_own_page(request: &HttpRequest, site: &Site) -> Result<(), Refused> {
    let fetched_by_us = text_header(request, "sec-fetch-site")
        .is_none_or(|from| from == "same-origin" || from == "none");
    let our_origin =
        text_header(request, header::ORIGIN.as_str()).is_none_or(|origin| origin == site.origin);
    match (fetched_by_us, our_origin) {
        (true, true) => Ok(()),
        // Its browser says that the page was on this address: people who typed another one than the
        // service is meant to be called by, whatever it is.
        (true, false) => Err(elsewhere(&site.origin)),
        (false, _) => Err(forged()),
    }
}

fn elsewhere(origin: &str) -> Refused {
    let words = format!(
        "This service is used at {origin}, and your browser has it open at another address. Open {origin} and repeat it there."
    );
    Refused::because(Kind::ForgedRequest, Reason::new("forged-request", words))
}

/// What is said to whoever sent it.
pub(super) fn forged() -> Refused {
    Refused::because(
        Kind::ForgedRequest,
        Reason::new(
            "forged-request",
            "This did not come from a page of this service. Open the page again and repeat it there.",
        ),
    )
}
