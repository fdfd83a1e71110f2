//! An answer made ready inside the transaction, so that a replay of the request is answered with
//! the same bytes.

use serde::{Deserialize, Serialize};

/// Status, headers and body, before they become a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The status code.
    pub status: u16,
    /// Headers the answer itself sets (`location`, `etag`, `content-type`, …).
    pub headers: Vec<(String, String)>,
    /// The body, UTF-8.
    pub body: String,
}
