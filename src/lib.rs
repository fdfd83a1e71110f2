//! Kith runs a children's-services Contact Service.
//!
//! The house has one rule of direction and one of roles; `ARCHITECTURE.md` draws the map and
//! `tests/architecture.rs` keeps both.

pub mod access;
pub mod app;
pub mod config;
pub mod demo;
pub mod governance;
pub mod http;
pub mod keys;
pub mod notifications;
pub mod observations;
pub mod orders;
pub mod people;
pub mod referrals;
pub mod resources;
pub mod risk;
pub mod rota;
pub mod sessions;
pub mod settings;
pub mod storage;
pub mod verbs;
pub mod web;
