//! Plans weeks of supervised sessions: who meets where, when, in which room and with whom.
//!
//! - [`instance`] reads a problem, or says where it is wrong;
//! - [`search`](mod@search) plans it;
//! - [`repair`](mod@repair) mends a published rota after something has happened;
//! - [`bound`](mod@bound) proves how much better a rota could be;
//! - [`reasons`] tells why a session has no place;
//! - [`foreign`] reads problems of other people as weeks;
//! - [`generate`] invents weeks;
//! - [`check`](mod@check) judges a rota without looking at how it came about.

pub mod answer;
mod board;
pub mod bound;
pub mod check;
pub mod foreign;
pub mod generate;
pub mod instance;
mod naming;
pub mod problem;
pub mod reasons;
pub mod repair;
pub mod rota;
mod rules;
pub mod search;
pub mod staffing;
mod standing;
mod starts;
mod worker;

/// The examples of the README compile and hold.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
