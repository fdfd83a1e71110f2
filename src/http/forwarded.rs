//! Whom a proxy says a request comes from.

use std::net::IpAddr;

use actix_web::http::header::HeaderMap;

/// The last entry of the last `X-Forwarded-For`: the one the proxy wrote. Some proxies add to the line
/// that came, others add a line of their own; whatever stands before theirs anybody may have sent.
pub(super) fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers
        .get_all("x-forwarded-for")
        .next_back()?
        .to_str()
        .ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn what_the_proxy_wrote_counts_and_nothing_before_it() {
        for (lines, expected) in [
            (vec![], None),
            (vec!["203.0.113.9"], Some("203.0.113.9")),
            (vec!["10.0.0.1, 203.0.113.9"], Some("203.0.113.9")),
            (vec!["10.0.0.1", "203.0.113.9"], Some("203.0.113.9")),
            (
                vec!["10.0.0.1", "10.0.0.2, 2001:db8::9"],
                Some("2001:db8::9"),
            ),
            (vec!["203.0.113.9", "unknown"], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines.iter().copied() {
                headers.append(
                    HeaderName::from_static("x-forwarded-for"),
                    HeaderValue::from_static(line),
                );
            }
            let found = last_hop(&headers).map(|source| source.to_string());
            assert_eq!(found.as_deref(), expected, "{lines:?}");
        }
    }
}
