//! The demo: an invented service with everything in it, on a clock that stands still until
//! somebody advances it.
//!
//! Promises: it fills only a database in which nothing was ever done, and opens only one that it
//! filled itself; the same seed gives the same people; started again on its database, it goes on
//! where it was, with the same sign-ins. Nobody in it is real: the town, the court and the families
//! are invented, telephone numbers and postcodes are those kept for fiction.

mod clock;
mod dice;
mod house;
mod seed;

pub use clock::{advance, opens_at};
pub use house::{DemoFault, Wanted, is_a_demo, prepare};
pub use seed::{Login, PASSWORD, logins};

use std::sync::Arc;

use actix_web::http::Method;
use kernel::time::FixedClock;
use law::access::act;

use crate::{http::Routes, notifications::pages};

/// What each page says.
pub const BANNER: &str = "This is a demonstration. Everybody in it is invented.";

/// The routes that only the demo has.
pub fn routes(routes: Routes, clock: Arc<FixedClock>) -> Routes {
    routes
        .page::<act::AdvanceDemoClock, _, _>(Method::POST, crate::web::shell::ADVANCE_URL, advance)
        .page::<act::ReadDemoMail, _, _>(Method::GET, "/dev/mail", pages::mailbox)
        .page::<act::ReadDemoMail, _, _>(Method::GET, "/dev/mail/{number}", pages::mail)
        .with(clock)
}

kernel::codes! {
    /// How large the invented service is.
    pub enum Size {
        /// The fixed cast among some fifty families: to click through.
        Small = "small",
        /// A county: some three hundred and sixty children. For measuring under load.
        County = "county",
    }
}
