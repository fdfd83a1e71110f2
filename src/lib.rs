//! Kith.

pub mod web;
