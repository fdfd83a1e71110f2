//! What every answer promises, whatever was asked.

mod headers;
mod malformed;
mod problems;

use kith::{app::routes, http::RouteRow};

/// Every route of the house.
pub fn rows() -> Vec<RouteRow> {
    routes().rows()
}

/// The path of a route with `value` for each of its parameters.
pub fn filled(path: &str, value: &str) -> String {
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if part.starts_with('{') { value } else { part })
        .collect();
    parts.join("/")
}
