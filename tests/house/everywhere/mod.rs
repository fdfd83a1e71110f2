//! What is promised of every route, tried at every route: the requests are found from the route
//! table and the contract of the API, so that a new capability is covered without a line here.

pub mod explorer;
mod fields;
mod forged;
mod fuzz;
mod injection;
mod prepared;
mod replay;
mod shown;
pub mod spec;
mod stock;
mod swap;
