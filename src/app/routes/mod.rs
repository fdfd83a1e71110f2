//! Every route of the house, a file for each capability.

mod access;
mod governance;
mod notifications;
mod observations;
mod orders;
mod people;
mod referrals;
mod resources;
mod risk;
mod rota;
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
        risk::routes,
        referrals::routes,
        resources::routes,
        sessions::routes,
        rota::routes,
        observations::routes,
        notifications::routes,
        governance::routes,
    ];
    let none = Routes::new();
    capabilities.into_iter().fold(none, |routes, of| of(routes))
}
