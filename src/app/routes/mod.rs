//! Every route of the house, a file for each capability.

mod access;
mod orders;
mod people;
mod resources;
mod sessions;
mod settings;

use crate::http::Routes;

/// Every route of the house.
pub fn routes() -> Routes {
    let capabilities = [
        access::routes,
        settings::routes,
        people::routes,
        orders::routes,
        resources::routes,
        sessions::routes,
    ];
    let none = Routes::new();
    capabilities.into_iter().fold(none, |routes, of| of(routes))
}
