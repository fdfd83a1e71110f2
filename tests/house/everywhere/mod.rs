//! What is promised of whole kinds of routes, tried at each of the kind: the requests are found from
//! the route table and the contract of the API, so that a new capability is covered without a line
//! here. Each file says at its head which kind is meant.

mod addresses;
pub mod explorer;
mod fields;
mod forged;
mod forms;
mod fuzz;
mod injection;
mod prepared;
mod replay;
mod shown;
pub mod spec;
mod stock;
mod swap;
