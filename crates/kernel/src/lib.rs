//! Words every capability of Kith shares: identity, civil time, bounded text, refusals,
//! and the traits by which news and evidence travel.
//!
//! Pure by construction: nothing here touches storage or the network, and the only clock is the
//! injected [`time::Clock`]. Two features add faces for the layers outside: `sql` (column types)
//! and `schema` (OpenAPI), so that the law can be tested without either.
#![warn(missing_docs)]

pub mod change;
pub mod codes;
pub mod fact;
pub mod fields;
pub mod id;
pub mod page;
pub mod refusal;
pub mod sensitive;
#[cfg(feature = "sql")]
pub mod sql;
pub mod text;
pub mod time;

#[doc(hidden)]
pub mod reexport {
    #[cfg(feature = "sql")]
    pub use diesel;
    pub use serde;
    #[cfg(feature = "schema")]
    pub use utoipa;
}
